"""What the lines around a page share: its tabs, the day that is read, and what was said or how old the ledger is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from collector_tui.present.formats import day_text, weekday_day
from collector_tui.present.i18n import _, translate
from collector_tui.present.layout import Ink, Line, Span, line, line_width, wrap
from collector_tui.tui.acts.model import Where
from collector_tui.tui.acts.table import acts_of
from collector_tui.tui.seat import Seat

_DATE_FROM = 72
_BANNER_FROM = 100


def tabs_lines(tabs: Iterable[tuple[str, int, bool]], width: int) -> list[Line]:
    """Return tabs, given as (words, count, chosen), none of them broken; the chosen one in brackets, not only inked."""
    lines: list[Line] = []
    taken = width
    for words, count, chosen in tabs:
        ink: Ink = "chosen" if chosen else "" if count else "dim"
        tab = Span(f"[{words} {count}]" if chosen else f" {words} {count} ", ink)
        size = line_width((tab,))
        if taken + size > width:
            lines.append(())
            taken = 0
        lines[-1] = (*lines[-1], tab)
        taken += size
    return lines


def pages_line(front: Where, *, but: bool = False) -> Line:
    """Return the pages with their keys, each a way there; the one in front is the chosen one, or (`but`) left out."""
    spans: list[Span] = []
    for act in acts_of("pages"):
        if act.keys.isdecimal() and not (but and act.name == front):
            ink: Ink = "chosen" if act.name == front else ""
            spans += [Span(f" {act.keys} ", "key", act.id), Span(f"{translate(act.label)} ", ink, act.id), Span(" ")]
    return tuple(spans)


def day_end(seat: Seat, width: int) -> Line:
    """Return the day that is read, for the right end of a head."""
    if not seat.live:
        return line(Span(_("as of {day}: reading only").format(day=day_text(seat.today)) + " ", "warn"))
    told = weekday_day(seat.today) if width >= _DATE_FROM else day_text(seat.today)
    banner = (Span(f"{seat.banner}  ", "warn"),) if seat.banner and width >= _BANNER_FROM else ()
    return line(*banner, Span(f"{told} ", "dim"))


def said_or(said: tuple[str, Ink], ledger_as_of: date | None, *, known: bool, width: int) -> list[Line]:
    """Return what was just said, else up to which day the ledger is known."""
    if said[0]:
        return wrap(line(Span(f" {said[0]}", said[1])), width, hang=1)
    if not known:
        return [line(Span(f" {_('The book is being read ...')}", "dim"))]
    if ledger_as_of is None:
        return [line(Span(f" {_('no ledger yet')}", "warn"))]
    return [line(Span(" " + _("ledger as of {day}").format(day=day_text(ledger_as_of)), "dim"))]
