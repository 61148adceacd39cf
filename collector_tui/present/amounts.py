"""What a customer owes, added up: the amount to collect by age, and what is open besides. Per currency always."""

from __future__ import annotations

from collections.abc import Sequence

from collector_tui.domain.ledger import age_band
from collector_tui.domain.money import Money, totals
from collector_tui.domain.worklist.model import Row
from collector_tui.present.code_words import band_text
from collector_tui.present.formats import money_text
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line, pair


def age_lines(row: Row, width: int) -> list[Line]:
    """Return the amount to collect by age, the oldest last, per currency: the lines add up to it.

    What is asked for before it is due (a reminder, a promise to confirm) stands first.
    """
    bands: dict[str, list[Money]] = {}
    if early := _asked_early(row):
        bands[_("asked for before it is due")] = early
    for item in sorted((one for one in row.items if one.days_past_due > 0), key=lambda one: one.days_past_due):
        bands.setdefault(band_text(age_band(item.days_past_due)), []).append(item.to_collect)
    shown = {band: totals(amounts) for band, amounts in bands.items() if totals(amounts)}
    lines = [one for band, amounts in shown.items() for one in _sum_lines(band, amounts, width)]
    return lines if len(shown) > 1 else []


def _asked_early(row: Row) -> list[Money]:
    """Return what of the amount to collect is not due yet: what the overdue items leave of it."""
    overdue = [-item.to_collect for item in row.items if item.days_past_due > 0]
    return list(totals([*row.to_collect, *overdue]))


def besides_lines(row: Row, width: int) -> list[Line]:
    """Return what is open besides the amount to collect: not due yet, disputed, promised, covered by credit."""
    not_due = [item.to_collect for item in row.items if item.days_past_due <= 0]
    besides = (
        (band_text("current"), [*not_due, *(-money for money in _asked_early(row))]),
        (_("disputed"), [item.disputed for item in row.items]),
        (_("promised"), [item.promised for item in row.items]),
        (_("seen at the bank"), [item.seen for item in row.items]),
        (_("credit"), [item.credited for item in row.items if item.open.minor > 0]),
    )
    shown = [(words, totals(amounts)) for words, amounts in besides if totals(amounts)]
    lines = [one for words, amounts in shown for one in _sum_lines(words, amounts, width)]
    return [line(Span(_("Open besides"), "dim")), *lines] if lines else []


def _sum_lines(words: str, amounts: Sequence[Money], width: int) -> list[Line]:
    told = " + ".join(money_text(one) for one in amounts)
    return pair(line(Span(f"  {words}", "dim")), line(Span(told, "dim")), width)
