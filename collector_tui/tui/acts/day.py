"""The acts of the page of the shift."""

from __future__ import annotations

from typing import Final

from collector_tui.present.i18n import N_
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.reasons import on_row

DAY: Final = (
    Act("day.call", "enter,2", N_("call"), N_("Call the customer of the line under the cursor."), "day", on_row),
    Act("day.copy", "y", N_("copy summary"),
        N_("Copy the summary of the shift as plain text: figures, promises, disputes, and what is left."), "day"),
    Act("day.everybody", "e", N_("everybody"), N_("Show your own shift, or everybody's together."), "day"),
    Act("day.next_tab", "right", N_("next tab"),
        N_("The next tab: what was done, what is due, what changed on the list since the business day before."), "day"),
    Act("day.last_tab", "left", N_("tab before"), N_("The tab before this one."), "day", footer=False),
    Act("day.filter", "f", N_("filter"), N_("Show only rows that hold what you type."), "day"),
    Act("day.show_all", "escape", N_("show all"), N_("End the filter, or go back to the list. It never quits."),
        "day", footer=False),
    Act("day.detail", "space", N_("detail"), N_("Show or hide the figures and the summary beside the list."), "day"),
    Act("day.read", "tab", N_("read on"), N_("Go to the figures to scroll them, and back to the list."), "day",
        footer=False),
    Act("day.reload", "f5", N_("read again"), N_("Read the book again, if something else wrote to it."), "day",
        footer=False),
)  # fmt: skip
