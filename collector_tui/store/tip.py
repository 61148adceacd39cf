"""The witness beside the book: how far the chain had come. A tail that the disk lost is seen only by it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from collector_tui.store.files import beside, binary

_BLOCK: Final = 256
"""Within one sector of any disk."""


@dataclass(frozen=True, slots=True)
class Tip:
    """The last entry of a device that was known to be saved."""

    device_id: str
    device_seq: int
    hash: str


def tip_path(book: Path) -> Path:
    """Return where a book's witness lies."""
    return beside(book, ".tip.json")


def write_tip(book: Path, tip: Tip) -> None:
    """Write the witness anew, without waiting for the disk. What was saved is saved: no failure here undoes it.

    One write of one block at its beginning: a program that dies leaves the old witness or the new one. (Replacing the
    file by a new one costs more than the save itself where the file system flushes a replaced file.)
    """
    line = json.dumps(asdict(tip)).encode().ljust(_BLOCK - 1) + b"\n"
    with suppress(OSError):
        handle = os.open(tip_path(book), os.O_CREAT | os.O_WRONLY | binary, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)


def read_tip(book: Path) -> Tip | None:
    """Return the witness, or None if there is none that can be read."""
    try:
        told = json.loads(tip_path(book).read_bytes())
        return Tip(str(told["device_id"]), int(told["device_seq"]), str(told["hash"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
