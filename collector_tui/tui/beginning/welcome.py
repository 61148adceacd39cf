"""Where there is no book yet: what the program is, and three ways to one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from collector_tui import __version__
from collector_tui.domain.errors import CollectorError
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import LANGUAGES, _, language, set_language
from collector_tui.present.layout import Ink, Line, Span, line, two_ends, wrap
from collector_tui.present.safe import safe
from collector_tui.services.first_run import FirstRun, House
from collector_tui.tui.beginning.house import HouseQuestions
from collector_tui.tui.beginning.open_book import OpenBook
from collector_tui.tui.importing import bring_in
from collector_tui.tui.long_work import LongWork, WorkDone
from collector_tui.tui.modals.confirm import Confirm
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.paths import Places
from collector_tui.tui.widgets.bar import Bar
from collector_tui.tui.widgets.inked import ActPressed
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.rows import RowList


class Welcome(Screen[None]):
    """The first thing that anybody sees of the program."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "way(0)", show=False, id="welcome.demo"),
        Binding("2", "way(1)", show=False, id="welcome.import"),
        Binding("3", "way(2)", show=False, id="welcome.open"),
        Binding("ctrl+l", "language", show=False, id="welcome.language"),
        Binding("q,ctrl+q", "leave", show=False, id="welcome.quit"),
    ]

    def __init__(self, first: FirstRun) -> None:
        super().__init__()
        self._first = first
        self._work = LongWork(self)
        self._said: tuple[str, Ink] = ("", "")

    # What is shown.

    def compose(self) -> ComposeResult:
        """Lay out what the program is, the three ways, and what the one under the cursor does."""
        yield Bar(
            lambda _width: (line(Span(f" collector {__version__}", "title")), line(Span(f"{self._other} ", "dim"))),
            id="head",
        )
        with Vertical(id="welcome"):
            yield Note(self._about_lines, id="welcome-about")
            yield RowList(heading=False, id="welcome-ways")
            yield Note(self._way_lines, id="welcome-way")
        yield Note(lambda width: wrap(line(Span(f" {self._said[0]}", self._said[1])), width, hang=1), id="status")
        yield Bar(lambda _width: (self._keys(), ()), id="keys")

    @property
    def _other(self) -> str:
        """How to come to the other language, in that language's own name."""
        return f"Ctrl+L {LANGUAGES['en' if language() == 'zh' else 'zh']}"

    def _keys(self) -> Line:
        told = (("1 2 3", _("choose")), ("Ctrl+L", _("language")), ("q", _("quit")))
        return tuple(
            span
            for key, words in told
            for span in (Span(f" {key} ", "key", f"key:{key}"), Span(f"{words} ", "", f"key:{key}"))
        )

    def _about_lines(self, width: int) -> list[Line]:
        about = _(
            "The desk of people who collect overdue business invoices by phone: whom to call now and why, what to say, "
            "and what was promised."
        )
        book = safe(str(self._first.book))
        told = _("There is no book yet at {path}.") if self._is_missing else _("The book: {path}")
        return [
            *wrap(line(Span(about, "strong")), width),
            (),
            *wrap(line(Span(told.format(path=book), "dim")), width),
            (),
        ]

    @property
    def _is_missing(self) -> bool:
        return not os.path.lexists(self._first.book)

    def _ways(self) -> tuple[tuple[str, str], ...]:
        return (
            (
                _("Look at the demo book"),
                _("Made-up customers, as on a real morning, in a folder of its own. Nothing of yours is read."),
            ),
            (
                _("Import a file of your own"),
                _("Open invoices from your accounting, CSV or workbook. You see what a file holds before it is kept."),
            ),
            (
                _("Open a book that lies elsewhere"),
                _("A book that somebody began before, on this machine or a drive that is connected."),
            ),
        )

    def _row(self, row: int, width: int) -> Line:
        return two_ends(line(Span(f" {row + 1}  ", "key"), self._ways()[row][0]), (), width)

    def _way_lines(self, width: int) -> list[Line]:
        row = self.query_one(RowList).cursor
        return [(), *wrap(line(Span(self._ways()[row][1], "dim")), width)]

    def on_mount(self) -> None:
        """Offer the ways."""
        rows = self.query_one(RowList)
        rows.show(len(self._ways()), self._row, cursor=0)
        rows.focus()

    def say(self, text: str, ink: Ink = "") -> None:
        """Say something above the keys."""
        self._said = (text, ink)
        self.query_one("#status", Note).retell()

    def action_language(self) -> None:
        """Speak the other language from now on."""
        set_language("en" if language() == "zh" else "zh")
        self.query_one(RowList).repaint()
        for note in self.query(Note):
            note.retell()
        for bar in self.query(Bar):
            bar.refresh()

    def on_row_list_moved(self, _message: RowList.Moved) -> None:
        """Tell what the way under the cursor does."""
        self.query_one("#welcome-way", Note).retell()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter, or a click on the way under the cursor."""
        self.action_way(message.row)

    def on_act_pressed(self, message: ActPressed) -> None:
        """A click on a key's words is the key."""
        key = message.act.removeprefix("key:").lower()
        if " " not in key:
            self.app.simulate_key(key)

    # The three ways.

    def action_way(self, way: int) -> None:
        """Go one of the ways."""
        if self._work.busy:
            return
        self.query_one(RowList).cursor = way
        self.say("")
        (self._demo, self._import, self._open)[way]()

    def _demo(self) -> None:
        self.say(_("The demo book is being made ..."), "dim")
        self._work.run(self._first.demo, lambda _made: self._go(), self._failed)

    def _import(self) -> None:
        def imported(files: int) -> None:
            if files:
                self._go()

        self._ask_house(lambda: bring_in(self.app, self._first.door(), imported), zone=not self._first.zone_known)

    def _open(self) -> None:
        self.app.push_screen(OpenBook(self._first, Places.usual()), self._opened)

    def _opened(self, path: Path | None) -> None:
        if path is None:
            return
        if not self._first.may_remember:
            self._use(path, remember=False)
            return
        told = _("Shall this book open from now on, whenever you start 'collector'? Then it is named in settings.toml.")
        answers = (("y", _("yes, remember it")), ("n", _("no, only now")))

        def answered(key: str | None) -> None:
            if key is not None:
                self._use(path, remember=key == "y")

        self.app.push_screen(Confirm(safe(str(path)), told, answers), answered)

    def _use(self, path: Path, *, remember: bool) -> None:
        def after() -> None:
            self._ask_house(self._go, zone=False, may_be_skipped=True)

        self._or_go_on(lambda: self._first.open_from_now(path, remember=remember), after)

    def _ask_house(self, then: Callable[[], None], *, zone: bool, may_be_skipped: bool = False) -> None:
        """Ask once what the book cannot know; `may_be_skipped`: going back is going on without."""
        if not zone and self._first.country_known:
            then()
            return

        def answered(house: House | None) -> None:
            if house is not None:
                self._or_go_on(lambda: self._first.keep(house), then)
            elif may_be_skipped:
                then()

        HouseQuestions(self.app, self._first, answered, zone=zone).ask()

    def _or_go_on(self, write: Callable[[], None], then: Callable[[], None]) -> None:
        """Write something down, and go on; if it cannot be written, say so and ask."""
        try:
            write()
        except CollectorError as error:
            told = error_text(error) + " " + _("What you chose holds until you leave the program.")

            def answered(key: str | None) -> None:
                if key == "y":
                    then()

            self.app.push_screen(
                Confirm(_("This could not be written"), told, (("y", _("go on all the same")),)), answered
            )
        else:
            then()

    # How it ends.

    def on_work_done(self, message: WorkDone) -> None:
        """Long work has its answer."""
        message.told()

    def _failed(self, error: Exception) -> None:
        self.say("")
        self.app.push_screen(error_box(error))

    def _go(self) -> None:
        self.query_one("#welcome-about", Note).retell()
        self.say(_("The book is being opened ..."), "dim")
        self.app.call_after_refresh(self.app.exit, 0)

    def action_leave(self) -> None:
        """Leave without a book."""
        self.app.exit()
