"""The book as a file: what lies at a path, told apart before SQLite touches it; files that only their owner reads."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from collector_tui.store.errors import (
    BookDamaged,
    BookEmpty,
    BookEncrypted,
    BookForeign,
    BookIsFolder,
    BookIsNoFile,
    BookIsText,
    BookLinkBroken,
    BookMissing,
    BookNewer,
    BookUnreadable,
)
from collector_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION

_HEADER: Final = 100
_MAGIC: Final = b"SQLite format 3\0"
_PAGE: Final = 4096
_OTHERS: Final = 0o077
binary: Final[int] = getattr(os, "O_BINARY", 0)
"""Part of the flags for os.open: Windows would otherwise write line ends of its own."""


def look_at(path: Path) -> None:
    """Raise the failure that fits if a book cannot lie at `path`. Only reads; of a book only its first bytes."""
    try:
        head, size = _first_bytes(path)
    except FileNotFoundError:
        raise (BookLinkBroken if path.is_symlink() else BookMissing)(path=path) from None
    except OSError:
        raise BookUnreadable(path=path) from None
    if size == 0:
        raise BookEmpty(path=path)
    if not head.startswith(_MAGIC):
        looks_random = size % _PAGE == 0 and not _is_text(head)
        raise (BookEncrypted if looks_random else BookIsText)(path=path)
    _look_at_header(path, head, size)


def _first_bytes(path: Path) -> tuple[bytes, int]:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise BookIsFolder(path=path)
    if not stat.S_ISREG(mode):
        raise BookIsNoFile(path=path)
    with path.open("rb") as file:
        return file.read(_HEADER), os.fstat(file.fileno()).st_size


def _is_text(head: bytes) -> bool:
    return not any(byte < 9 or 13 < byte < 32 for byte in head)


def _look_at_header(path: Path, head: bytes, size: int) -> None:
    """The offsets are those of SQLite's database header (file format, section 1.3)."""
    if len(head) < _HEADER:
        raise BookDamaged(path=path)
    number = {at: int.from_bytes(head[at : at + 4], "big") for at in (24, 28, 60, 68, 92)}
    if number[68] != APPLICATION_ID:
        raise BookForeign(path=path)
    if number[60] > SCHEMA_VERSION:
        raise BookNewer(path=path, found=number[60], known=SCHEMA_VERSION)
    page = int.from_bytes(head[16:18], "big")
    counted = number[24] == number[92]
    if counted and size < number[28] * (65536 if page == 1 else page) and not _has_log(path):
        raise BookDamaged(path=path)


def _has_log(path: Path) -> bool:
    """Pages may still lie in the write-ahead log after a crash; then the file's own length says nothing."""
    try:
        return beside(path, "-wal").stat().st_size > 0
    except OSError:
        return False


def beside(path: Path, suffix: str) -> Path:
    """Return the file whose name is the book's with something added: '-wal', '.tip.json'."""
    return path.with_name(path.name + suffix)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, 0700 whatever the umask; what exists stays as it is."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return
    folder.chmod(0o700)


def make_private(path: Path) -> None:
    """Make an empty file that must not exist yet, 0600 whatever the umask."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | binary, 0o600)
    os.close(handle)
    path.chmod(0o600)


def keep_private(path: Path) -> None:
    """Take a file's permissions away from others, if it is ours and they have any."""
    found = path.stat()
    if os.name == "posix" and found.st_mode & _OTHERS and found.st_uid == os.geteuid():
        path.chmod(0o600)


def remove(*paths: Path) -> None:
    """Remove files that may not be there."""
    for path in paths:
        path.unlink(missing_ok=True)


def give_name(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless another program was faster: then theirs is as good as ours."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            draft.rename(path)


def sync_folder(folder: Path) -> None:
    """Let a new or renamed name survive a power cut, where folders can be synced."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
