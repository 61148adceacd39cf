"""The witness beside the book: how far the chain had come. A tail that the disk lost is seen only by it."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import get_ident

from collector_tui.store.files import beside, remove


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
    """Write the witness anew, without waiting for the disk. What was saved is saved: no failure here undoes it."""
    target = tip_path(book)
    draft = target.with_name(f".tip-{os.getpid()}-{get_ident()}")
    try:
        handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        try:
            os.write(handle, json.dumps(asdict(tip)).encode())
        finally:
            os.close(handle)
        os.replace(draft, target)  # noqa: PTH105 - half of what Path costs, on the way of every save
    except OSError:
        with suppress(OSError):
            remove(draft)


def read_tip(book: Path) -> Tip | None:
    """Return the witness, or None if there is none that can be read."""
    try:
        told = json.loads(tip_path(book).read_bytes())
        return Tip(str(told["device_id"]), int(told["device_seq"]), str(told["hash"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
