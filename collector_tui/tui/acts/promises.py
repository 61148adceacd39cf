"""The acts of the page of promises."""

from __future__ import annotations

from typing import Final

from collector_tui.present.i18n import N_
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.reasons import all_of, offered, on_row, settled, withdrawable, writing

PROMISES: Final = (
    Act("promises.call", "enter,2", N_("call"), N_("Call the customer who promised."), "promises", on_row),
    Act("promises.next_group", "right", N_("next group"),
        N_("The next group: to confirm, to come, broken, awaiting ledger, offered, kept, plans, ended."), "promises"),
    Act("promises.last_group", "left", N_("group before"), N_("The group before this one."), "promises", footer=False),
    Act("promises.sort", "s", N_("sort"), N_("Sort by day, or by amount within each currency."), "promises"),
    Act("promises.filter", "f", N_("filter"), N_("Show only rows that hold what you type."),
        "promises"),
    Act("promises.show_all", "escape", N_("show all"), N_("End the filter, or go back to the list. It never quits."),
        "promises", footer=False),
    Act("promises.withdraw", "w", N_("withdraw"), N_("Withdraw a promise whose period still runs, with a reason."),
        "promises", all_of(writing, settled, withdrawable)),
    Act("promises.decide", "a", N_("approve"), N_("Approve or refuse a promise beyond the limits."), "promises",
        all_of(writing, settled, offered)),
    Act("promises.detail", "space", N_("detail"), N_("Show or hide the promise's detail beside the list."), "promises"),
    Act("promises.read", "tab", N_("read on"), N_("Go to the detail to scroll it, and back to the list."), "promises",
        footer=False),
    Act("promises.reload", "f5", N_("read again"), N_("Read the book again, if something else wrote to it."),
        "promises", footer=False),
)  # fmt: skip
