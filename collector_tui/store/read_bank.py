"""What the book holds of banks' files: lines with whose they are, remembered payers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from collector_tui.domain.bank import BankLine, SeenPart
from collector_tui.domain.matching import How, Reason
from collector_tui.domain.matching.held import HeldLine
from collector_tui.domain.money import Money
from collector_tui.services.bank_lines import StoredLine, Word
from collector_tui.store.connection import Connection
from collector_tui.store.instants import read_instant
from collector_tui.store.read_cut import NOW, Cut, Row
from collector_tui.store.read_merged import Aliases
from collector_tui.store.statements import rows


def payers(connection: Connection) -> Mapping[str, tuple[str, ...]]:
    """Return the remembered names of payers, by customer."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for customer_id, name in connection.execute("SELECT customer_id, name FROM payer ORDER BY customer_id, name_key"):
        found[customer_id].append(name)
    return {customer_id: tuple(names) for customer_id, names in found.items()}


def paid_between(connection: Connection, first: date, last: date) -> tuple[str, ...]:
    """Return the ids of the customers of whom the ledger tells a payment dated then."""
    found = rows(connection, "paid_between", {"first": first.isoformat(), "last": last.isoformat()})
    return tuple(customer_id for (customer_id,) in found)


def held_lines(connection: Connection, accounts: Sequence[str], since: date) -> tuple[HeldLine, ...]:
    """Return the lines of some accounts that were booked on a day or later."""
    facts = {"accounts": json.dumps(list(accounts)), "since": since.isoformat(), "cut": NOW.instant}
    return tuple(_held(row) for row in rows(connection, "bank_held", facts))


def _held(row: Row) -> HeldLine:
    return HeldLine(row[0], row[1], _line(row[2:13]), taken_back=bool(row[13]))


def _line(row: Row) -> BankLine:
    account, booked, minor, currency, payer, payer_account, behind, refs, text, reference, reversal = row
    return BankLine(
        account,
        date.fromisoformat(booked),
        Money(minor, currency),
        payer,
        payer_account,
        behind,
        tuple(json.loads(refs)),
        text,
        reference,
        bool(reversal),
    )


def stored_lines(connection: Connection, cut: Cut, aliases: Aliases) -> tuple[StoredLine, ...]:
    """Return every line that stood at the cut, the newest first, with what counted of it then."""
    told = cut.facts()
    parts: defaultdict[str, list[SeenPart]] = defaultdict(list)
    for customer_id, line_id, invoice, booked, minor, currency, sure, since in rows(connection, "bank_parts", told):
        amount, day = Money(minor, currency), date.fromisoformat(booked)
        own = aliases.of(customer_id)
        parts[line_id].append(SeenPart(line_id, own, invoice, day, amount, bool(sure), read_instant(since)))
    return tuple(_stored(row, parts) for row in rows(connection, "bank_lines", told))


def _stored(row: Row, parts: Mapping[str, Sequence[SeenPart]]) -> StoredLine:
    held = _held(row)
    file, how, reason, confidence, named, takes_back, said_how, said_by, said_in = row[14:]
    return StoredLine(
        line_id=held.line_id,
        file=file,
        format=held.format,
        line=held.line,
        how=How(how),
        reason=Reason(reason),
        confidence=confidence,
        named=tuple(json.loads(named)),
        parts=tuple(parts.get(held.line_id, ())),
        takes_back=takes_back,
        taken_back=held.taken_back,
        word=Word(said_how, said_by, said_in) if said_how else None,
    )
