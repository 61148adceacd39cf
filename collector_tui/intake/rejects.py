"""The report of rejected rows: a CSV file of row number, column, value and reason, made when the first is rejected.

It quotes a customer's data, so it is for its owner's eyes only (0600), and never takes the place of another file.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Final, TextIO

from collector_tui.intake.refusals import RejectsExist, RejectsUnwritable
from collector_tui.services.ports import RowFault

COLUMNS: Final = ("file", "row", "column", "value", "reason")
_OWNERS_ONLY: Final = 0o600


class RejectsFile:
    """Fills services.ledger_source.Rejects.

    `target`: where the user wants it, or None: then `folder`/rejects-N.csv, the first N that is free. `words` gives a
    fault's reason in the user's language; `cell` makes outside text harmless for a spreadsheet.
    """

    def __init__(
        self, target: Path | None, folder: Path, words: Callable[[RowFault], str], cell: Callable[[str], str]
    ) -> None:
        if target is not None and (target.exists() or target.is_symlink()):
            raise RejectsExist(file=str(target))
        self._target = target
        self._folder = folder
        self._words = words
        self._cell = cell
        self._path: Path | None = None
        self._file: TextIO | None = None
        self._writer: Any = None

    def add(self, file: str, fault: RowFault) -> None:
        """Write one fault. Raise RejectsExist or RejectsUnwritable if there is no place to write."""
        cell = self._cell
        line = (cell(file), fault.row, fault.column, cell(fault.value), cell(self._words(fault)))
        if self._file is None:
            self._begin()
        with _writable(self._path):
            self._writer.writerow(line)

    def _begin(self) -> None:
        names = [self._target] if self._target else (self._folder / f"rejects-{n}.csv" for n in count(1))
        for path in names:
            with _writable(path):
                if not self._target:
                    self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                try:
                    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNERS_ONLY)
                except FileExistsError:
                    if self._target:
                        raise RejectsExist(file=str(path)) from None
                    continue
            self._path = path
            # With a mark, so that every spreadsheet sees that it is UTF-8.
            self._file = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow(COLUMNS)
            return

    def close(self) -> str | None:
        """Finish; return the path, or None if nothing was rejected."""
        if self._file is not None:
            with _writable(self._path):
                self._file.close()
            self._file = None
        return str(self._path) if self._path else None

    def discard(self) -> None:
        """Leave nothing behind."""
        with suppress(RejectsUnwritable):
            self.close()
        if self._path:
            with suppress(OSError):
                self._path.unlink()


@contextmanager
def _writable(path: Path | None) -> Iterator[None]:
    """Turn the system's refusals into RejectsUnwritable."""
    try:
        yield
    except OSError as error:
        raise RejectsUnwritable(file=str(path), why=error.strerror or type(error).__name__) from None
