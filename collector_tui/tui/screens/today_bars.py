"""The two lines around Today: pages and day at its head, the ledger and the shift at its foot."""

from __future__ import annotations

from collector_tui.domain.worklist.model import Worklist
from collector_tui.present.formats import day_short, day_text
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.layout import Ink, Line, Span, line, line_width, two_ends, wrap
from collector_tui.services.ports import ShiftProgress
from collector_tui.tui.acts.model import TodayPage
from collector_tui.tui.acts.table import key_of
from collector_tui.tui.screens.page_bars import day_end, pages_line
from collector_tui.tui.screens.today_pages import TodayRead
from collector_tui.tui.seat import Seat


def head_line(seat: Seat, read: TodayRead | None, page: TodayPage, width: int) -> tuple[Line, Line]:
    """Return the pages with their counts, and the day that is read."""
    counts = (len(read.worklist.rows), len(read.worklist.held_back), len(read.tasks)) if read else (0, 0, 0)
    tabs: list[Span] = []
    for (name, act, key, words), count in zip(_tabs(), counts, strict=True):
        ink: Ink = "chosen" if name == page else ""
        tabs += [Span(f" {key} ", "key", act), Span(f"{words} {count} ", ink, act), Span(" ")]
    right = day_end(seat, width, width - line_width(tabs))
    others = pages_line("today", but=True)
    fits = line_width((*tabs, *others, *right)) < width
    return (*tabs, *others) if fits else tuple(tabs), right


def _tabs() -> tuple[tuple[TodayPage, str, str, str], ...]:
    return (
        ("list", "pages.today", key_of("pages.today"), _("Today")),
        ("held", "today.held", key_of("today.held"), _("Held back")),
        ("tasks", "today.tasks", key_of("today.tasks"), _("Tasks")),
    )


def status_lines(read: TodayRead | None, said: tuple[str, Ink], width: int) -> list[Line]:
    """Return what was just said, or how old the ledger is; and what the shift has done so far.

    Something said that is long takes the whole line, or several.
    """
    told = line(Span(f" {said[0]}", said[1]))
    if read is None:
        return wrap(told, width, hang=1) if said[0] else [line(Span(f" {_('The book is being read ...')}", "dim"))]
    left = told if said[0] else line(ledger_span(read.worklist))
    right = line(Span(f"{progress_words(read.progress, read.kept)} ", "dim"))
    if said[0] and line_width(left) + line_width(right) >= width:
        return wrap(told, width, hang=1)
    if not said[0] and line_width(left) + line_width(right) >= width:
        left = line(ledger_span(read.worklist, short=True))
    return [two_ends(left, right, width)]


def ledger_span(worklist: Worklist, *, short: bool = False) -> Span:
    """Return the ledger's as-of day (`short`: without its year); an old one is amber and says so."""
    if worklist.ledger_as_of is None:
        return Span(f" {_('no ledger yet')}", "warn")
    day = day_short(worklist.ledger_as_of) if short else day_text(worklist.ledger_as_of)
    told = " " + (_("ledger {day}") if short else _("ledger as of {day}")).format(day=day)
    if not worklist.stale_days:
        return Span(told, "dim")
    late = ngettext("{n} business day old", "{n} business days old", worklist.stale_days)
    return Span(_(", ").join([told, late.format(n=worklist.stale_days)]), "warn")


def progress_words(progress: ShiftProgress, kept: int | None) -> str:
    """Return the shift so far: calls, right parties reached, promises, and promises that became kept today."""
    said = _("called {called}  reached {reached}  promised {promised}").format(
        called=progress.called, reached=progress.reached, promised=progress.promised
    )
    return said if kept is None else said + "  " + _("kept {kept}").format(kept=kept)
