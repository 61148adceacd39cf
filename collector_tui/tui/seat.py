"""Where one person sits: the desk, the door to the book, the day that is read, and the playbook once it is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import CollectorError
from collector_tui.domain.worklist.model import Worklist
from collector_tui.services.desk import Desk
from collector_tui.tui.gateway import Gateway

if TYPE_CHECKING:  # the playbook is loaded after the first paint
    from collector_tui.domain.card import Playbook
    from collector_tui.services.import_door import ImportDoor
    from collector_tui.services.inbox import InboxReport
    from collector_tui.services.ports import Progress
    from collector_tui.services.unfinished_call import UnfinishedCall


TakeIn = Callable[["Progress"], "InboxReport"]


@dataclass(slots=True)
class Seat:
    """What every screen is given. `as_of` None: today, for working; else a day for reading only.

    `door`: the way in for files. `take_in`: brings in what lies in the inbox; None: there is none.
    `folder`: where texts that are saved go. `collector`: whose portfolio; None:
    everybody's. `banner` stands on every screen ("made-up book"), or is empty.
    """

    desk: Desk
    gateway: Gateway
    load_playbook: Callable[[], Playbook]
    door: Callable[[], ImportDoor]
    folder: Path
    as_of: date | None = None
    banner: str = ""
    collector: str | None = None
    playbook: Playbook | None = None
    worklist: Worklist | None = None
    """The list as it was read last."""
    ahead: Callable[[], Worklist | None] | None = None
    """Waits for the list that another process has been reading while the screens were being loaded; asked once."""
    before: Worklist | None = None
    """The list of the business day before, once it was read: what the list of now is compared with."""
    take_in: TakeIn | None = None
    inbox: InboxReport | None = None
    """What became of the inbox when the day began."""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of acts that are not the defaults, by the map in use and the person's own."""
    key_faults: Sequence[CollectorError] = ()
    """What is wrong with keys.toml, to be said once."""
    unfinished: UnfinishedCall | None = None
    """A call that was broken off and waits to be gone on with."""

    @property
    def live(self) -> bool:
        """True when contacts may be written."""
        return self.as_of is None

    @property
    def zone(self) -> tzinfo:
        """The book's zone, in which its days are counted."""
        return zone_of(self.desk.zone)

    @property
    def today(self) -> date:
        """The day that is read."""
        return self.as_of or self.desk.clock().astimezone(self.zone).date()

    @property
    def now(self) -> datetime | None:
        """The instant of now, or None for a day of the past."""
        return self.desk.clock() if self.live else None
