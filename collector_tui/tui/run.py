"""The one way in: the screens over a desk, until the person leaves."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from collector_tui.domain.errors import CollectorError, ExitCode
from collector_tui.present.failures import error_text
from collector_tui.services.desk import Desk
from collector_tui.tui.app import CollectorApp
from collector_tui.tui.gateway import Gateway
from collector_tui.tui.seat import Seat

if TYPE_CHECKING:  # both are loaded after the first paint
    from collector_tui.domain.card import Playbook
    from collector_tui.domain.worklist.model import Worklist


_TURN: Final = 0.0005
"""Seconds that a reading or writing thread may run while the screens wait for their turn (Python's own: 0.005, which a
hand feels when the detail of the customer before is still being read)."""

if TYPE_CHECKING:
    from collector_tui.services.import_door import ImportDoor
    from collector_tui.tui.acts.keymap import KeySheet
    from collector_tui.tui.seat import TakeIn


def run_screens(
    desk: Desk,
    playbook: Callable[[], Playbook],
    door: Callable[[], ImportDoor],
    folder: Path,
    *,
    as_of: date | None = None,
    banner: str = "",
    collector: str | None = None,
    ahead: Callable[[], Worklist | None] | None = None,
    inbox: TakeIn | None = None,
    keys: KeySheet | None = None,
) -> int:
    """Run the screens and return the exit code.

    The desk's reader and journal are used from two threads of the screens' own, never from both at once for the same
    side. `playbook` is called once, after the first paint; texts that are saved go into `folder`. `ahead` waits for the
    list that is being read already; None from it: read it. `inbox` brings in what lies there.
    `keys`: those of keys.toml, None where there is none.
    Every write that was begun is finished before this returns.
    """
    sys.setswitchinterval(_TURN)
    gateway = Gateway(desk)
    seat = Seat(desk, gateway, playbook, door, folder, as_of=as_of, banner=banner, collector=collector, ahead=ahead)
    seat.take_in = inbox
    if keys is not None:
        seat.keys, seat.key_faults = keys.others, keys.faults
    try:
        code = CollectorApp(seat).run()
    finally:
        gc.enable()
        gateway.close()
    return _told_of(gateway.untold) or int(code or ExitCode.DONE)


def _told_of(failures: list[Exception]) -> int:
    """Tell on the terminal of writes that failed after the screens were gone; return the exit code that they mean."""
    for error in failures:
        told = error_text(error) if isinstance(error, CollectorError) else type(error).__name__
        sys.stderr.write(told + "\n")
    return int(ExitCode.FAULT) if failures else 0
