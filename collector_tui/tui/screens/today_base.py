"""What the acts of Today stand on: the row under the cursor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.worklist.model import Row
from collector_tui.tui.acts.model import TodayPage, Where
from collector_tui.tui.screens.list_page import ListPage
from collector_tui.tui.screens.today_pages import Thing, TodayRead

if TYPE_CHECKING:  # undo is loaded after the first paint
    from collector_tui.services.undo_act import Act


class TodayBase(ListPage):
    """What the acts of Today build on; `Today` itself reads and shows."""

    WHERE: ClassVar[Where] = "today"
    read: TodayRead | None = None
    page: TodayPage = "list"
    home: tuple[str, ...] = ()
    """Where the cursor goes, to whichever page, when all is read again: something was taken back there."""

    def taken_back(self, act: Act) -> None:
        """Go to the task, or the customer, once it is read again, on whichever page it is."""
        self.home = (*act.matter_ids, *act.customer_ids)

    def turn_to(self, page: TodayPage) -> None:
        """Show another page."""
        raise NotImplementedError

    @property
    def thing(self) -> Thing | None:
        """What stands under the cursor."""
        thing: Thing | None = self.rows.at(self.cursor)
        return thing

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
    def matter_here(self) -> RecordedMatter | None:
        """The task under the cursor, on the page of tasks."""
        thing = self.thing
        return thing if isinstance(thing, RecordedMatter) else None

    @property
    def called(self) -> tuple[str, str]:
        """The name of the customer under the cursor, on the list of calls, and of whom to call there."""
        row = self.row
        return (row.name, row.person.name if row.person else "") if row else ("", "")
