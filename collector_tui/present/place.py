"""Where a customer stands now, in a few words: on the list, held back until when, or nothing to ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from collector_tui.domain.money import Money
from collector_tui.domain.worklist.model import HeldBack, Row
from collector_tui.present.cells import CLASS_INK
from collector_tui.present.code_words import class_text, hold_text
from collector_tui.present.detail import until_words
from collector_tui.present.i18n import N_, _, translate
from collector_tui.present.layout import Span


def place_span(row: Row | None, held: HeldBack | None, today: date, zone: tzinfo) -> Span:
    """Return a customer's place. A rank of 0 is not known: the customer was read without the rest of the list."""
    if row is not None:
        word = f"{row.row_class.value} {class_text(row.row_class)}"
        told = _("no. {rank} on the list: {why}") if row.rank else _("to call: {why}")
        return Span(told.format(rank=row.rank, why=word), CLASS_INK[row.row_class])
    if held is not None:
        told = _("held back: {reason}, {until}")
        return Span(told.format(reason=hold_text(held.reason), until=until_words(held.until, today, zone)), "dim")
    return Span(_("nothing to ask for now"), "dim")


def place_short(row: Row | None, held: HeldBack | None, open_: Sequence[Money] | None) -> Span:
    """Return a customer's place in at most 14 cells; `open_` None: not known yet."""
    if row is not None:
        return Span(_("no. {rank}").format(rank=row.rank) if row.rank else _("to call"), CLASS_INK[row.row_class])
    if held is not None:
        return Span(_("held back"), "dim")
    return Span("" if open_ is None else _("not due") if open_ else _("nothing owed"), "dim")


_FIELDS = {
    "customer": N_("customer"),
    "person": N_("person"),
    "invoice": N_("invoice"),
    "phone": N_("phone"),
    "note": N_("note"),
}


def field_text(field: str) -> str:
    """Return the word for what a find was found in."""
    return translate(_FIELDS[field])
