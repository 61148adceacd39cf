"""The acts of the page of money seen at the bank."""

from __future__ import annotations

from typing import Final

from collector_tui.present.i18n import N_
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.reasons import all_of, answerable, owned, proposed, settled, writing

BANK: Final = (
    Act("bank.confirm", "y", N_("yes"), N_("The money is whose it is proposed to be."), "bank",
        all_of(writing, settled, proposed)),
    Act("bank.refuse", "n", N_("no"), N_("The money is not whose it was found or proposed to be."), "bank",
        all_of(writing, settled, owned)),
    Act("bank.assign", "w", N_("whose"), N_("Choose the customer whose money it is; it counts for the oldest items."),
        "bank", all_of(writing, settled, answerable)),
    Act("bank.remember", "a", N_("yes, always"),
        N_("Yes, and remember the payer's name: what comes from it is that customer's."), "bank",
        all_of(writing, settled, proposed)),
    Act("bank.call", "enter,2", N_("call"), N_("Call the customer whose money it may be."), "bank", owned),
    Act("bank.next_tab", "right", N_("next tab"), N_("The next tab: to look at, found, all."), "bank"),
    Act("bank.last_tab", "left", N_("tab before"), N_("The tab before this one."), "bank", footer=False),
    Act("bank.filter", "f", N_("filter"), N_("Show only rows that hold what you type."), "bank"),
    Act("bank.show_all", "escape", N_("show all"), N_("End the filter, or go back to the list. It never quits."),
        "bank", footer=False),
    Act("bank.detail", "space", N_("detail"), N_("Show or hide the line's detail beside the list."), "bank"),
    Act("bank.read", "tab", N_("read on"), N_("Go to the detail to scroll it, and back to the list."), "bank",
        footer=False),
    Act("bank.reload", "f5", N_("read again"), N_("Read the book again, if something else wrote to it."), "bank",
        footer=False),
)  # fmt: skip
