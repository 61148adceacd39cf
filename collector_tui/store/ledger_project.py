"""The ledger's projections: item, customer and the people that files name, from the rows of the batches.

Every function works inside the caller's transaction. Folding in one batch and rebuilding everything run the same
statements (ledger_project.sql), so they cannot differ. An item's open amount is what domain.ledger_reading.open_as_of
gives without a day; a property test holds the two together. They rely on batches of open items arriving in the order of
their as-of days, which the import sees to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from collector_tui.store.connection import Connection
from collector_tui.store.ledger_sql import run
from collector_tui.store.names import name_key, person_id, phone_digits

_FILE: Final = "ledger_project"
UNBORN: Final = 1 << 62
"""The number of a file that is not applied yet, in temp.read_item and temp.read_version: above all others."""

_FUNCTIONS: Final[tuple[tuple[str, int, Callable[..., str]], ...]] = (
    ("name_key", 1, name_key),
    ("person_id", 2, person_id),
    ("phone_digits", 1, phone_digits),
)


def prepare(connection: Connection) -> None:
    """Make what the statements use of this connection: TEMP tables and functions."""
    for name, count, function in _FUNCTIONS:
        connection.create_function(name, count, _or_null(function), deterministic=True)
    run(connection, _FILE, "make")


def _or_null(function: Callable[..., str]) -> Callable[..., str | None]:
    return lambda *told: None if None in told else function(*told)


def stated_until(connection: Connection) -> str:
    """Return the as-of day of the newest snapshot of open amounts, or ''."""
    return str(run(connection, _FILE, "snapshot").fetchone()[0])


def unsettle(connection: Connection, since: str) -> None:
    """Note the items with payments after `since` to be read anew: a newer snapshot may hold those payments."""
    run(connection, _FILE, "unsettle", since=since)


def read_items(connection: Connection, *, snapshot: str, as_of: str = "") -> None:
    """Read anew the items that are noted in temp.read_item; only TEMP tables are written, so nobody is kept waiting.

    `snapshot` is what `stated_until` gives once the file is applied whose rows were noted, `as_of` that file's day.
    """
    run(connection, _FILE, "read", snapshot=snapshot)
    run(connection, _FILE, "settled")
    run(connection, _FILE, "closing")
    run(connection, _FILE, "settled")
    run(connection, _FILE, "falls")
    run(connection, _FILE, "finish", unborn=UNBORN, as_of=as_of)


def write_items(connection: Connection, batch_seq: int = UNBORN) -> None:
    """Write the items that were read anew; `batch_seq` is the number that the file has by now whose rows were noted."""
    run(connection, _FILE, "write", unborn=UNBORN, batch_seq=batch_seq)
    forget_items(connection)


def forget_items(connection: Connection) -> None:
    """Forget what was noted and read."""
    run(connection, _FILE, "forget")


def project_items(connection: Connection) -> None:
    """Read anew the items that are noted in temp.read_item, from the files that stand, and write them."""
    read_items(connection, snapshot=stated_until(connection))
    write_items(connection)


def project_customers(connection: Connection, batch_seq: int, *, again: bool = False) -> list[str]:
    """Fold in what one batch says of customers and of the people there; `again`: of those in temp.told_again alone.

    Return the customers with people whom somebody here has corrected and of whom it says something new: the corrections
    are to be folded anew.
    """
    corrected = [customer_id for (customer_id,) in run(connection, _FILE, "corrected", batch_seq=batch_seq)]
    run(connection, _FILE, "customers", batch_seq=batch_seq, again=again)
    run(connection, _FILE, "people", batch_seq=batch_seq, again=again)
    return corrected


def project_all_customers(connection: Connection) -> None:
    """Rebuild customer and the people of files, all of them empty, from the truth."""
    prepare(connection)
    for (batch_seq,) in run(connection, _FILE, "batches").fetchall():
        project_customers(connection, batch_seq)


def project_all_items(connection: Connection) -> None:
    """Rebuild item, empty, from the truth and from `batch`."""
    run(connection, _FILE, "everything")
    project_items(connection)


class ReadAnew:
    """Who has the TEMP tables in which items are read anew: one file of a connection at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number = 0

    def take(self, number: int) -> None:
        """Empty them for the file of that stage; 0: for what is written at once."""
        forget_items(self._connection)
        self._number = number

    def has(self, number: int) -> bool:
        """Return whether what they hold is that stage's."""
        return self._number == number

    def leave(self, number: int) -> None:
        """What they hold is not that stage's, if it was."""
        if self._number == number:
            self._number = 0
