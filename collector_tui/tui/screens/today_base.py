"""What the acts of Today stand on: the row under the cursor, and writing about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.worklist.model import Row
from collector_tui.services.desk import Changes, Desk
from collector_tui.tui.acts.model import TodayPage, Where
from collector_tui.tui.page import Page
from collector_tui.tui.screens.today_pages import PageRows, Thing, TodayRead, key_of
from collector_tui.tui.widgets.rows import RowList


class TodayBase(Page):
    """What the acts of Today build on; `Today` itself reads and shows."""

    WHERE: ClassVar[Where] = "today"
    read: TodayRead | None = None
    page: TodayPage = "list"
    rows: PageRows = PageRows()
    saving: set[str]
    """Rows that something was done to, until a list read after that is there."""
    written: set[str]
    """Those of them whose entry is in the journal."""
    seek: str = ""
    """The row that the cursor goes to when the list is shown next; empty: it stays where it is."""

    def reload(self) -> None:
        """Read the list again."""
        raise NotImplementedError

    def turn_to(self, page: TodayPage) -> None:
        """Show another page."""
        raise NotImplementedError

    # What stands under the cursor.

    @property
    def thing(self) -> Thing | None:
        """What stands under the cursor."""
        return self.rows.at(self.query_one(RowList).cursor)

    @property
    def customer_id(self) -> str | None:
        """The customer under the cursor."""
        thing = self.thing
        return thing.customer_id if thing else None

    @property
    def names(self) -> Mapping[str, str]:
        """The names of those on the list or held back."""
        return self.read.names if self.read else {}

    @property
    def row(self) -> Row | None:
        """The row under the cursor, on the list of calls."""
        thing = self.thing
        return thing if isinstance(thing, Row) else None

    @property
    def task_here(self) -> RecordedMatter | None:
        """The task under the cursor, on the page of tasks."""
        thing = self.thing
        return thing if isinstance(thing, RecordedMatter) else None

    def _next_key(self) -> str:
        """The row after the one under the cursor; it takes the cursor over when that one goes."""
        return key_of(self.rows.at(self.query_one(RowList).cursor + 1))

    # Writing.

    def go_to(self, key: str) -> None:
        """Put the cursor on a row, now if it is shown, else when the list is shown next."""
        rows = self.query_one(RowList)
        self.seek = key
        rows.cursor = self.rows.place_of(key, rows.cursor)

    def _write(self, work: Callable[[Desk], Changes], told: str, seek: str = "") -> None:
        """Write what was done to the row under the cursor, say so, and put the cursor on `seek`."""
        key = key_of(self.thing)
        self.saving.add(key)

        def done(changes: Changes) -> None:
            self.say(told, "good")
            self.written.add(key)
            if seek:
                self.go_to(seek)
            self.collector_app.changed(changes)

        def failed(error: Exception) -> None:
            self.saving.discard(key)
            self.collector_app.show_error(error)

        self.seat.gateway.write(work, done, failed)

    def _ask_reason(self, title: str, then: Callable[[str, str], None]) -> None:
        from collector_tui.tui.modals.small_forms import AskReason

        customer_id = self.customer_id
        if customer_id is None:
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                then(customer_id, reason)

        self.app.push_screen(AskReason(title), answered)
