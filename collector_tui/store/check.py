"""Is the book whole? Pages, schema, chain, witness, the ledger's rows, and the projections against a rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from collector_tui.domain.errors import N_
from collector_tui.resources import db_folder
from collector_tui.services.ports import Finding
from collector_tui.store.check_chain import chain_findings, tip_findings
from collector_tui.store.check_ledger import ledger_findings
from collector_tui.store.check_projections import projection_findings
from collector_tui.store.connection import Connection, connect, reading, told
from collector_tui.store.errors import BookDamaged
from collector_tui.store.files import look_at
from collector_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION, schema_of
from collector_tui.store.tip import Tip, read_tip

_PAGES: Final = N_("The file is damaged: some of its pages cannot be read or contradict each other. Take a backup.")
_SCHEMA: Final = N_("Tables, indexes or triggers of the book were changed.")
_DEVICE: Final = N_("The book does not name the device that wrote its journal.")


def check_book(path: Path, *, full: bool = False) -> tuple[Finding, ...]:
    """Return what is wrong with the book; it stays as it is. `full` also compares every index with its table.

    Raises a BookError where no book can be opened at all.
    """
    look_at(path)
    path = path.resolve()
    tip = read_tip(path)  # before the book: what was saved by then is in it
    findings: list[Finding] = []
    try:
        with told(path), closing(connect(path, readonly=True)) as connection, reading(connection):
            findings.extend(_findings(connection, tip, full=full))
        # Against a damaged journal a rebuild says nothing new, and may not come to an end.
        if not findings:
            with told(path), closing(connect(path)) as connection:
                findings.extend(projection_findings(connection))
    except (BookDamaged, dbapi2.DatabaseError):
        # What cannot be read to its end is told once, whatever was found before.
        findings += [] if any(one.entry_id is None for one in findings) else [Finding(None, "pages", _PAGES)]
    return tuple(findings)


def has_witness(path: Path) -> bool:
    """Return whether the file beside the book says how far its journal had come; without it a lost tail is unseen."""
    return read_tip(path.resolve()) is not None


def _findings(connection: Connection, tip: Tip | None, *, full: bool) -> Iterator[Finding]:
    if not pages_hold(connection, full=full):
        yield Finding(None, "pages", _PAGES)
    yield from _schema_findings(connection)
    yield from chain_findings(connection)
    yield from tip_findings(connection, tip)
    yield from ledger_findings(connection)


def pages_hold(connection: Connection, *, full: bool) -> bool:
    """Return whether every page can be read and fits the others; `full` looks at every index too."""
    pragma = "integrity_check" if full else "quick_check"
    return bool(connection.execute(f"PRAGMA {pragma}(1)").fetchone()[0] == "ok")


def _schema_findings(connection: Connection) -> Iterator[Finding]:
    golden = db_folder("migrations") / "golden" / f"{SCHEMA_VERSION:04}.txt"
    marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if marks != [APPLICATION_ID, SCHEMA_VERSION] or schema_of(connection) != golden.read_text(encoding="utf-8"):
        yield Finding(None, "schema", _SCHEMA)
    devices = {device for (device,) in connection.execute("SELECT DISTINCT device_id FROM entry")}
    own = connection.execute("SELECT value FROM book WHERE key = 'device_id'").fetchone()
    if devices and (own is None or own[0] not in devices):
        yield Finding(None, "book", _DEVICE)
