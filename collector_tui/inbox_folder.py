"""The inbox as a folder: what lies in it, and moving what came in to its folder `done`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from collector_tui.services.inbox import Arrived, InboxMissing, NotMoved

DONE: Final = "done"
_NO_FILE_OF_OURS: Final = (".", "~$")
"""How names begin that nobody put there: hidden files, and those by which a spreadsheet marks an open one."""


@dataclass(frozen=True, slots=True)
class InboxFolder:
    """A folder that files are put into."""

    folder: Path

    def arrived(self) -> tuple[Arrived, ...]:
        """Return the files in it, by name; folders in it are none of its business."""
        try:
            return tuple(sorted(self._files(), key=lambda one: one.path.name))
        except OSError:
            raise InboxMissing(folder=str(self.folder)) from None

    def _files(self) -> Iterator[Arrived]:
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.is_file() and not entry.name.startswith(_NO_FILE_OF_OURS):
                    status = entry.stat()
                    yield Arrived(Path(entry.path), status.st_size, datetime.fromtimestamp(status.st_mtime, UTC))

    def put_away(self, file: Path) -> None:
        """Move a file to `done`; where its name is taken there, a number is put behind it."""
        try:
            done = self.folder / DONE
            done.mkdir(exist_ok=True)
            place = _free(done, file)
            try:
                file.replace(place)
            except OSError:
                place.unlink()
                raise
        except OSError as error:
            raise NotMoved(why=error.strerror or type(error).__name__) from None


def _free(folder: Path, file: Path) -> Path:
    """Return a place in a folder that nothing else takes: an empty file lies there by now."""
    for number in count(1):
        place = folder / (file.name if number == 1 else f"{file.stem} ({number}){file.suffix}")
        try:
            os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            continue
        return place
    raise AssertionError
