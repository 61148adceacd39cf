"""A bank's file on its way into the book: lines not held yet, and whose money they were found to be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Final

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts
from collector_tui.domain.journal.entries import BatchApplied, Entry
from collector_tui.domain.matching.held import HeldLine
from collector_tui.services.bank_source import BankRow
from collector_tui.store.bank_project import apply_file
from collector_tui.store.canonical import storable, storable_json
from collector_tui.store.connection import Connection
from collector_tui.store.ledger_digest import line
from collector_tui.store.read_bank import held_lines, paid_between, payers
from collector_tui.store.read_cut import Cut
from collector_tui.store.read_facts import has_business, read_as_one
from collector_tui.store.read_merged import read_aliases

_LINE: Final = (
    "row_no, line_id, account, booked, amount_minor, currency, payer, payer_account, on_behalf_of, refs, text, "
    "bank_reference, reversal, format, how, reason, confidence, named, takes_back"
)
_PART: Final = "row_no, part_no, customer_id, invoice, amount_minor"
LINE_TEXT: Final = f"json_array({_LINE})"
PART_TEXT: Final = f"json_array({_PART})"
"""How a kept row enters the digest of its file, lines before parts."""

_MARK: Final = """
SELECT (SELECT max(batch_seq) FROM batch), (SELECT count(*) FROM undone), (SELECT count(*) FROM bank_word),
    (SELECT max(since) FROM bank_word), (SELECT count(*) FROM payer), (SELECT count(*) FROM merged),
    (SELECT max(entry_id) FROM merged)
"""

Row = tuple[object, ...]


class BookBank:
    """Fills services.bank_source.BankBook on one connection, inside the transaction that is open."""

    def __init__(self, connection: Connection, append: Callable[[BatchApplied, str], Entry]) -> None:
        self._connection = connection
        self._append = append

    def facts(
        self, day: BusinessDay, *, collector: str | None = None, customer_ids: Sequence[str] | None = None
    ) -> Iterator[Facts]:
        """Yield facts by customer id, as the reader does; of every portfolio."""
        cut = Cut(day)
        aliases = read_aliases(self._connection, cut)
        asked = None if customer_ids is None else aliases.all_of(customer_ids)
        for facts in read_as_one(self._connection, cut, asked, aliases, with_words=False):
            if (customer_ids is not None or has_business(facts)) and collector in (None, facts.customer.collector):
                yield facts

    def payers(self) -> Mapping[str, tuple[str, ...]]:
        """Return the remembered names of payers, by customer."""
        return payers(self._connection)

    def paid_between(self, first: date, last: date) -> tuple[str, ...]:
        """Return the ids of the customers of whom the ledger tells a payment dated then."""
        return paid_between(self._connection, first, last)

    def mark(self) -> object:
        """Return what differs once a file, a word on a line, a payer's name or a merge came into the book, or went."""
        return self._connection.execute(_MARK).fetchone()

    def knows(self, file_sha256: str) -> bool:
        """Tell whether a file's bytes were imported, and stand."""
        found = self._connection.execute("SELECT 1 FROM batch WHERE kind = 'bank' AND file_sha256 = ?", (file_sha256,))
        return found.fetchone() is not None

    def held_lines(self, accounts: Sequence[str], since: date) -> tuple[HeldLine, ...]:
        """Return the lines of some accounts that were booked on a day or later."""
        return held_lines(self._connection, accounts, since)

    def apply(self, batch: BatchApplied, rows: Sequence[BankRow], *, actor: str) -> Entry:
        """Write the file's entry, its lines and what counts of them."""
        lines = [_line_of(number, row) for number, row in enumerate(rows, 1)]
        parts = [part for number, row in enumerate(rows, 1) for part in _parts_of(number, row)]
        entry = self._append(replace(batch, rows_digest=self._digest(lines, parts)), actor)
        seq = entry.device_seq
        for table, columns, made in (("bank_line", _LINE, lines), ("bank_part", _PART, parts)):
            places = ", ".join("?" * (columns.count(",") + 2))
            self._connection.executemany(
                f"INSERT INTO {table} (batch_seq, {columns}) VALUES ({places})",  # noqa: S608 - ours
                ((seq, *row) for row in made),
            )
        apply_file(self._connection, seq, entry.recorded_at)
        return entry

    def _digest(self, *kept: Sequence[Row]) -> str:
        digest = sha256()
        for rows in kept:
            for row in rows:
                places = ", ".join("?" * len(row))
                (text,) = self._connection.execute(f"SELECT json_array({places})", row).fetchone()
                digest.update(line(text))
        return digest.hexdigest()


def _line_of(number: int, row: BankRow) -> Row:
    told, found = row.held.line, row.match
    return (
        number,
        row.held.line_id,
        storable(told.account),
        told.booked.isoformat(),
        told.amount.minor,
        told.amount.currency,
        storable(told.payer),
        storable(told.payer_account),
        storable(told.on_behalf_of),
        _texts(told.references),
        storable(told.text),
        storable(told.bank_reference),
        int(told.reversal),
        row.held.format,
        found.how.value,
        found.reason.value,
        found.confidence,
        _texts(found.named),
        row.takes_back,
    )


def _texts(texts: Sequence[str]) -> str:
    return json.dumps(storable_json(list(texts)), ensure_ascii=False)


def _parts_of(number: int, row: BankRow) -> Iterator[Row]:
    for place, part in enumerate(row.match.parts, 1):
        yield (number, place, part.customer_id, part.invoice, part.amount.minor)
