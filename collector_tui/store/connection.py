"""The one way to a book: a driver connection with every setting made and read back.

The driver is sqlcipher3 (it bundles an SQLite that is outside the range of the WAL-reset corruption). The engine that
writes wraps the same function.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from collector_tui.store.errors import (
    BookBusy,
    BookDamaged,
    BookEncrypted,
    BookError,
    BookFault,
    BookFull,
    BookMissing,
    BookReadOnly,
    BookUnreadable,
    BookUnsafe,
)
from collector_tui.store.files import keep_private

Connection = Any
"""A connection of sqlcipher3.dbapi2, which has no types."""

BUSY_MS: Final = 5000

# Made and read back: a setting that SQLite silently ignores must not go unseen.
_ALWAYS: Final = {
    "synchronous": ("FULL", 2),
    "fullfsync": ("ON", 1),
    "recursive_triggers": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "cache_size": ("-65536", -65536),
    "temp_store": ("MEMORY", 2),
}

# TEMP tables up to 32 MiB stay in memory all the same.
_SPILLING: Final = {"temp_store": ("FILE", 1), "temp.cache_size": ("-32768", -32768)}

_REFUSED: Final = frozenset(
    {
        dbapi2.SQLITE_DROP_TABLE,
        dbapi2.SQLITE_DROP_INDEX,
        dbapi2.SQLITE_DROP_TRIGGER,
        dbapi2.SQLITE_DROP_VIEW,
        dbapi2.SQLITE_ALTER_TABLE,
        dbapi2.SQLITE_ATTACH,
    }
)
_REFUSED_PRAGMAS: Final = frozenset({"writable_schema"})

# SQLite's own sentences; the driver gives no codes.
_FAILURES: Final[tuple[tuple[str, type[BookError]], ...]] = (
    ("database is locked", BookBusy),
    ("database table is locked", BookBusy),
    ("database or disk is full", BookFull),
    ("malformed", BookDamaged),
    ("unsupported file format", BookDamaged),
    ("file is not a database", BookEncrypted),
    ("readonly database", BookReadOnly),
    ("unable to open database file", BookUnreadable),
    ("disk I/O error", BookFault),
)


def connect(path: Path, *, readonly: bool = False, migrating: bool = False, busy_ms: int = BUSY_MS) -> Connection:
    """Return a connection to the file at `path`, which must exist; it never makes one.

    `readonly`: it refuses to write. `migrating`: no foreign keys and no guard against changes of the schema. May be
    handed to another thread, but never used by two at once. Raises a BookError.
    """
    path = path.absolute()
    try:
        keep_private(path)
    except OSError:
        raise (BookUnreadable if path.exists() else BookMissing)(path=path) from None
    with told(path):
        # A URI, so that no name is read as anything but a name, and mode=rw, so that no file is ever made.
        made = dbapi2.connect(
            f"{path.as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=busy_ms / 1000,
        )
        try:
            _configure(made, path, readonly=readonly, migrating=migrating)
        except UnicodeDecodeError:  # the driver quotes a schema that is no text any more
            made.close()
            raise BookDamaged(path=path) from None
        except BaseException:
            made.close()
            raise
    return made


def _configure(made: Connection, path: Path, *, readonly: bool, migrating: bool) -> None:
    made.execute("PRAGMA cipher_log_level = NONE")
    mode = made.execute("PRAGMA journal_mode" if readonly else "PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise BookUnsafe(path=path, pragma="journal_mode", found=mode)
    settings = _ALWAYS | {"foreign_keys": ("OFF", 0) if migrating else ("ON", 1)}
    if readonly:
        settings["query_only"] = ("ON", 1)
    _set(made, path, settings)
    if not migrating:
        made.set_authorizer(_guard)


def _set(made: Connection, path: Path, settings: Mapping[str, tuple[str, int]]) -> None:
    for pragma, (asked, expected) in settings.items():
        made.execute(f"PRAGMA {pragma} = {asked}")
        found = made.execute(f"PRAGMA {pragma}").fetchone()[0]
        if found != expected:
            raise BookUnsafe(path=path, pragma=pragma, found=found)


def spill(connection: Connection) -> None:
    """Let large TEMP tables lie in a file, outside of a transaction; those that the connection has are forgotten.

    SQLite makes it for the user alone, in the system's folder for such files, and takes its name away at once (on
    Windows: at its end). As plain as the book is: not for a book that is encrypted.
    """
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    _set(connection, path, _SPILLING)


def _guard(action: int, first: str | None, _second: str | None, _database: str | None, _source: str | None) -> int:
    """Refuse what only a migration may do. TEMP tables have action codes of their own and stay free."""
    if action in _REFUSED or (action == dbapi2.SQLITE_PRAGMA and (first or "").lower() in _REFUSED_PRAGMAS):
        return int(dbapi2.SQLITE_DENY)
    return int(dbapi2.SQLITE_OK)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the driver's failures with the book at `path` into ours; what is our own mistake passes as it is."""
    try:
        yield
    except dbapi2.Error as error:
        sentence = str(error)
        for part, failure in _FAILURES:
            if part in sentence:
                raise failure(path=path, fault=sentence) from None
        raise


@contextmanager
def reading(connection: Connection) -> Iterator[Connection]:
    """One view of the book for several statements: what others commit meanwhile is not seen."""
    if connection.in_transaction:
        yield connection
        return
    connection.execute("BEGIN")
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")
