"""The two lines around Today: pages and day at its head, the ledger and the shift at its foot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len

from collector_tui.domain.worklist.model import Worklist
from collector_tui.present.formats import day_short, day_text, time_text
from collector_tui.present.i18n import N_, _, ngettext, translate
from collector_tui.present.layout import Ink, Line, Span, line, line_width, two_ends, wrap
from collector_tui.services.ports import ShiftProgress
from collector_tui.tui.acts.model import TodayPage
from collector_tui.tui.screens.today_pages import TodayRead
from collector_tui.tui.seat import Seat

_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def weekday_day(day: date) -> str:
    """Return a day with its weekday: 'Tue, Jun 3, 2013', '2013年6月3日 周一'."""
    return _("{weekday}, {day}").format(weekday=translate(_WEEKDAYS[day.weekday()]), day=day_text(day))


def head_line(seat: Seat, read: TodayRead | None, page: TodayPage, width: int) -> tuple[Line, Line]:
    """Return the pages with their counts, and the day that is read."""
    counts = (len(read.worklist.rows), len(read.worklist.held_back), len(read.tasks)) if read else (0, 0, 0)
    tabs: list[Span] = []
    for (name, act, key, words), count in zip(_tabs(), counts, strict=True):
        ink: Ink = "chosen" if name == page else ""
        tabs += [Span(f" {key} ", "key", act), Span(f"{words} {count} ", ink, act), Span(" ")]
    return tuple(tabs), _when(seat, width, width - line_width(tabs))


def _when(seat: Seat, width: int, room: int) -> Line:
    """Return the day that is read, within `room` cells; in the demo its clock, for which there is no other."""
    if not seat.live:
        told = _("as of {day}: reading only").format(day=day_text(seat.today))
        return line(Span(f"{seat.banner and translate(seat.banner) + '  '}{told} ", "warn"))
    if seat.banner:
        told = next(filter(lambda words: cell_len(words) < room - 1, _banners(seat)), translate(seat.banner))
        return line(Span(f"{told} ", "warn"))
    return line(Span(f"{weekday_day(seat.today) if width >= 72 else day_text(seat.today)} ", "dim"))


def _banners(seat: Seat) -> Iterator[str]:
    """Yield what tells that all is made up and which moment it is there, the longest first."""
    facts = {
        "banner": translate(seat.banner),
        "weekday": translate(_WEEKDAYS[seat.today.weekday()]),
        "day": day_short(seat.today),
        "time": time_text(seat.desk.clock().astimezone(seat.zone).time()),
    }
    for form in (
        _("{banner}: {weekday}, {day}, {time}, made up"),
        _("{banner}: {weekday}, {day}, {time}"),
        _("{banner}: {weekday} {time}"),
    ):
        yield form.format(**facts)


def _tabs() -> tuple[tuple[TodayPage, str, str, str], ...]:
    return (
        ("list", "pages.today", "1", _("Today")),
        ("held", "today.held", "b", _("Held back")),
        ("tasks", "today.tasks", "t", _("Tasks")),
    )


def status_lines(read: TodayRead | None, said: tuple[str, Ink], width: int) -> list[Line]:
    """Return what was just said, or how old the ledger is; and what the shift has done so far.

    Something said that is long takes the whole line, or several.
    """
    told = line(Span(f" {said[0]}", said[1]))
    if read is None:
        return wrap(told, width, hang=1) if said[0] else [line(Span(f" {_('The book is being read ...')}", "dim"))]
    left = told if said[0] else line(ledger_span(read.worklist))
    right = line(Span(f"{progress_words(read.progress)} ", "dim"))
    if said[0] and line_width(left) + line_width(right) >= width:
        return wrap(told, width, hang=1)
    return [two_ends(left, right, width)]


def ledger_span(worklist: Worklist) -> Span:
    """Return the ledger's as-of day; an old one is amber and says so."""
    if worklist.ledger_as_of is None:
        return Span(f" {_('no ledger yet')}", "warn")
    told = " " + _("ledger as of {day}").format(day=day_text(worklist.ledger_as_of))
    if not worklist.stale_days:
        return Span(told, "dim")
    late = ngettext("{n} business day old", "{n} business days old", worklist.stale_days)
    return Span(_(", ").join([told, late.format(n=worklist.stale_days)]), "warn")


def progress_words(progress: ShiftProgress) -> str:
    """Return the shift so far: calls, right parties reached, promises."""
    return _("called {called}  reached {reached}  promised {promised}").format(
        called=progress.called, reached=progress.reached, promised=progress.promised
    )
