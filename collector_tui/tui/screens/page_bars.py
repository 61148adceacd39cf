"""What the lines around a page share: its tabs, the day that is read, and what was said or how old the ledger is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rich.cells import cell_len

from collector_tui.present.formats import day_short, day_text, time_text, weekday_day, weekday_text
from collector_tui.present.i18n import _, translate
from collector_tui.present.layout import Ink, Line, Span, line, line_width, wrap
from collector_tui.tui.acts.model import Where
from collector_tui.tui.acts.table import acts_of
from collector_tui.tui.seat import Seat

_DATE_FROM = 72
_PAGES = ("today", "promises", "bank", "day")


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
        if act.name in _PAGES and not (but and act.name == front):
            ink: Ink = "chosen" if act.name == front else ""
            spans += [
                Span(f" {act.key_text()} ", "key", act.id),
                Span(f"{translate(act.label)} ", ink, act.id),
                Span(" "),
            ]
    return tuple(spans)


def day_end(seat: Seat, width: int, room: int) -> Line:
    """Return the day that is read, within `room` cells; in the demo its clock, for which there is no other."""
    if not seat.live:
        told = _("as of {day}: reading only").format(day=day_text(seat.today))
        return line(Span(f"{seat.banner and translate(seat.banner) + '  '}{told} ", "warn"))
    if seat.banner:
        told = next(filter(lambda words: cell_len(words) < room - 1, _banners(seat)), translate(seat.banner))
        return line(Span(f"{told} ", "warn"))
    return line(Span(f"{weekday_day(seat.today) if width >= _DATE_FROM else day_text(seat.today)} ", "dim"))


def _banners(seat: Seat) -> Iterator[str]:
    """Yield what tells that all is made up and which moment it is there, the longest first."""
    facts = {
        "banner": translate(seat.banner),
        "weekday": weekday_text(seat.today),
        "day": day_short(seat.today),
        "time": time_text(seat.desk.clock().astimezone(seat.zone).time()),
    }
    for form in (
        _("{banner}: {weekday}, {day}, {time}, made up"),
        _("{banner}: {weekday}, {day}, {time}"),
        _("{banner}: {weekday} {time}"),
    ):
        yield form.format(**facts)


def said_or(said: tuple[str, Ink], ledger_as_of: date | None, *, known: bool, width: int) -> list[Line]:
    """Return what was just said, else up to which day the ledger is known."""
    if said[0]:
        return wrap(line(Span(f" {said[0]}", said[1])), width, hang=1)
    if not known:
        return [line(Span(f" {_('The book is being read ...')}", "dim"))]
    if ledger_as_of is None:
        return [line(Span(f" {_('no ledger yet')}", "warn"))]
    return [line(Span(" " + _("ledger as of {day}").format(day=day_text(ledger_as_of)), "dim"))]
