"""The acts of Today: the list of calls, those held back, our own moves."""

from __future__ import annotations

from typing import Final

from collector_tui.present.i18n import N_
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.reasons import all_of, on_page, on_row, releasable, settled, writing

TODAY: Final = (
    Act("today.call", "enter,2", N_("call"), N_("Open the customer and begin the talk."), "today", on_row),
    Act("today.no_answer", "n", N_("no answer"),
        N_("Log that nobody answered, without leaving the list; the customer comes back for the next try."),
        "today", all_of(writing, on_page("list"), settled), pages=("list",)),
    Act("today.done", "d", N_("done"), N_("The task is done: close it."), "today",
        all_of(writing, on_page("tasks"), settled), pages=("tasks",)),
    Act("today.reassign", "a", N_("reassign"), N_("Give the task to somebody else, perhaps with another day."), "today",
        all_of(writing, on_page("tasks"), settled), pages=("tasks",)),
    Act("today.release", "r", N_("release"), N_("End the hold under the cursor, with a reason."), "today",
        all_of(writing, on_page("held"), settled, releasable), pages=("held",)),
    Act("today.filter", "f", N_("filter"), N_("Show only rows that hold what you type."), "today"),
    Act("today.show_all", "escape", N_("show all"), N_("End the filter, or go back to the list. It never quits."),
        "today", footer=False),
    Act("today.pin", "p", N_("pin"), N_("Put the customer at the top for today, with a reason."), "today",
        all_of(writing, on_page("list", "held"), settled), pages=("list", "held")),
    Act("today.skip", "s", N_("skip"), N_("Leave the customer out for today, with a reason."), "today",
        all_of(writing, on_page("list"), settled), pages=("list",)),
    Act("today.hold", "h", N_("hold"), N_("Set the customer aside until a day, with a reason."), "today",
        all_of(writing, on_page("list"), settled), pages=("list",)),
    Act("today.held", "b", N_("held back"), N_("Customers who are not to be called now, and why."), "today"),
    Act("today.tasks", "t", N_("tasks"), N_("Our own moves: who does what until when."), "today"),
    Act("today.next_page", "right", N_("next page"), N_("The next page: list, held back, tasks."), "today",
        footer=False),
    Act("today.last_page", "left", N_("page before"), N_("The page before this one."), "today", footer=False),
    Act("today.detail", "space", N_("detail"), N_("Show or hide the customer's detail beside the list."), "today"),
    Act("today.read", "tab", N_("read on"), N_("Go to the detail to scroll it, and back to the list."), "today",
        footer=False),
    Act("today.reload", "f5", N_("read again"), N_("Read the book again, if something else wrote to it."), "today",
        footer=False),
)  # fmt: skip
