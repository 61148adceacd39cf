"""A real book in a few words, on the terms of tests.builders.facts: today is June 10, 2026, days are counted from it.

    with book(
        tmp_path,
        customers=[customer("ACME", people=[LI])],
        invoices=[invoice("ACME", "I1", -100, "12000")],
        payments=[payment("ACME", "2000", -3, "I1")],
        entries=[("ACME", talk(-5, "promise", promise("10000", -2, "I1")))],
    ) as told:
        told.facts("ACME")

Everything is written through the book's own journal and ledger. The clock stands where the story is: an entry is
recorded when it occurred, a file on the morning after its as-of day. Ids are the same in every run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import BookFacts, Facts
from collector_tui.domain.journal.entries import (
    AsOfMoved,
    BankMatched,
    BankShare,
    BatchApplied,
    Draft,
    Entry,
    Payload,
)
from collector_tui.domain.ledger import ItemKind, PaymentKind, Person
from collector_tui.domain.policy import PromiseLimits
from collector_tui.services.bank_source import BankFile
from collector_tui.services.import_bank import BankImport
from collector_tui.services.import_report import BatchReport
from collector_tui.services.ports import CustomerRow, InvoiceRow, LedgerRow, PaymentRow, RateRow
from collector_tui.store.book import Book, open_book
from tests.builders.facts import LI, ZONE, Said, at, money, on, reading_day

EVERYBODY = None


def customer(customer_id: str, name: str = "", *, people: Iterable[Person] = (LI,), **known) -> list[CustomerRow]:
    """A customer's rows, one a person. `known`: collector, parent_id, zone, ..."""
    row = CustomerRow(0, customer_id, name or customer_id.title(), **({"collector": "ann"} | known))
    told = [replace(row, person=p.name, role=p.role, phone=p.phone, email=p.email) for p in people]
    return told or [row]


def invoice(
    customer_id: str,
    number: str,
    due: int,
    amount: str,
    still: str | None = None,
    *,
    issued: int | None = None,
    currency: str = "CNY",
) -> InvoiceRow:
    """An invoice, or with a negative amount a credit note. `still`: the open amount, if the file gives it.

    The customer's name is not in the file.
    """
    whole = money(amount, currency)
    kind = ItemKind.CREDIT_NOTE if whole.minor < 0 else ItemKind.INVOICE
    begun = on(due - 30 if issued is None else issued)
    left = None if still is None else money(still, currency)
    return InvoiceRow(0, customer_id, "", number, kind, begun, on(due), whole, left)


def payment(
    customer_id: str,
    amount: str,
    day: int,
    number: str | None = None,
    kind: PaymentKind = PaymentKind.CASH,
    *,
    currency: str = "CNY",
    reference: str = "",
) -> PaymentRow:
    """A payment on an invoice, or on none."""
    return PaymentRow(0, customer_id, number, on(day), money(amount, currency), kind, reference)


def line(
    text: str,
    amount: str,
    day: int = -1,
    *,
    payer: str = "",
    currency: str = "CNY",
    reference: str = "",
    reversal: bool = False,
    account: str = "DE1",
) -> BankLine:
    """A movement of a bank's file."""
    return BankLine(
        account, on(day), money(amount, currency), payer, text=text, bank_reference=reference, reversal=reversal
    )


class Told:
    """A book that is being told a story, and its readings."""

    def __init__(self, path: Path) -> None:
        self.now = at(-2000)
        self._drawn = 0
        self._files = 0
        self.book: Book = open_book(path, create=True, zone=ZONE, clock=lambda: self.now, random=self._draw)
        self.reader = self.book.reader

    def _draw(self, count: int) -> bytes:
        self._drawn += 1
        return hashlib.sha256(str(self._drawn).encode()).digest()[:count]

    def write(self, now: datetime, drafts: Sequence[Draft], actor: str = "ann") -> tuple[Entry, ...]:
        """Write drafts at an instant."""
        self.now = now
        return self.book.journal.append(drafts, actor=actor)

    def say(self, customer_id: str, said: Said) -> tuple[Entry, ...]:
        """Write a contact with what it opened, and perhaps how that ended."""
        instant = at(said.days, said.clock)
        drafts = [Draft(said.contact, customer_id, instant, key="contact")]
        drafts += [Draft(matter, customer_id, instant, ref="contact") for matter in said.opened]
        return self.write(instant, drafts, said.actor)

    def answer(self, payload: Payload, ref: str, day: int, clock: str = "12:00", actor: str = "ann") -> Entry:
        """Write what answers an entry."""
        return self.write(at(day, clock), [Draft(payload, None, at(day, clock), ref=ref)], actor)[0]

    def add(self, customer_id: str, payload: Payload, day: int, clock: str = "12:00", actor: str = "ann") -> Entry:
        """Write an entry of its own."""
        return self.write(at(day, clock), [Draft(payload, customer_id, at(day, clock))], actor)[0]

    def customers(self, rows: Iterable[CustomerRow], as_of: int = -1) -> None:
        """Take a file of customers in."""
        self._take("customers", list(rows), as_of)

    def invoices(self, rows: Iterable[InvoiceRow], as_of: int = -1, *, partial: bool = False) -> str:
        """Take a file of invoices in; unless it is partial, what it does not name is settled. Return its SHA-256."""
        return self._take("invoices", list(rows), as_of, partial=partial)

    def payments(self, rows: Iterable[PaymentRow], as_of: int = -1) -> None:
        """Take a file of payments in."""
        self._take("payments", list(rows), as_of)

    def rates(self, *rows: tuple[str, str, int, int], as_of: int = -1) -> None:
        """Take a file of rates in: currency, base, day, and the rate in billionths."""
        self._take("rates", [RateRow(0, currency, base, on(day), nano) for currency, base, day, nano in rows], as_of)

    def bank(
        self, lines: Sequence[BankLine], day: int = 0, clock: str = "08:00", *, kind: str = "camt.053"
    ) -> BatchReport:
        """Take a bank's file in, on a day."""
        self.now = at(day, clock)
        self._files += 1
        statement = BankStatement("DE1", "CNY", tuple(lines))
        file = BankFile(f"bank-{self._files}", kind, (statement,), sha256=f"{self._files:064}")
        work = BankImport([file], reading_day(day), PromiseLimits(), "ann")
        with self.book.ledger.at_once():
            (report,) = work.run(self.book.ledger.bank)
        return report

    def word(self, line_id: str, how: str, *parts: BankShare, day: int = 0, clock: str = "12:00") -> Entry:
        """Say whose a bank's line is, or that it is nobody's."""
        said = BankMatched(line_id, how, parts)
        return self.write(at(day, clock), [Draft(said, None, at(day, clock))])[0]

    def move(self, file_sha256: str, as_of: int) -> None:
        """Say that the same file of invoices came again as of a later day."""
        self.now = at(as_of + 1, "06:00")
        self.book.ledger.move_as_of(AsOfMoved(file_sha256, "invoices", on(as_of)), actor="ann")

    def _take(self, kind: str, rows: Sequence[LedgerRow], as_of: int, *, partial: bool = False) -> str:
        self.now = at(as_of + 1, "06:00")
        self._files += 1
        sha = f"{self._files:064}"
        numbered = [replace(row, row=place) for place, row in enumerate(rows, 2)]
        has_open = any(isinstance(row, InvoiceRow) and row.open is not None for row in rows)
        with self.book.ledger.stage(kind) as stage:
            stage.add(numbered)
            assert not list(stage.faults())
            found = stage.difference(as_of=on(as_of), snapshot=kind == "invoices" and not partial)
            count = len(rows)
            applied = (count, count, 0, found.rows_digest, stage.totals(), has_open)
            stage.apply(BatchApplied(f"{kind}.csv", sha, kind, on(as_of), partial, "plain", *applied), actor="ann")
        return sha

    def facts(self, customer_id: str, day: BusinessDay | None = None) -> Facts:
        """One customer's facts, read now unless a day is given."""
        return next(iter(self.reader.facts(day or reading_day(), customer_ids=[customer_id])))

    def everybody(self, day: BusinessDay | None = None, collector: str | None = None) -> dict[str, Facts]:
        """The facts of everybody with business, or of a portfolio."""
        return {f.customer.customer_id: f for f in self.reader.facts(day or reading_day(), collector=collector)}

    def book_facts(self, day: BusinessDay | None = None) -> BookFacts:
        """What is known of the whole book."""
        return self.reader.book_facts(day or reading_day())


@contextmanager
def book(
    folder: Path,
    *,
    customers: Iterable[Iterable[CustomerRow]] = (),
    invoices: Iterable[InvoiceRow] = (),
    payments: Iterable[PaymentRow] = (),
    entries: Iterable[tuple[str, Said]] = (),
    as_of: int = -1,
) -> Iterator[Told]:
    """A book with this ledger, all of it as of one day, and these contacts in the order given."""
    told = Told(folder / "book.db")
    with told.book:
        if rows := [row for one in customers for row in one]:
            told.customers(rows, as_of)
        if rows := list(invoices):
            told.invoices(rows, as_of)
        if rows := list(payments):
            told.payments(rows, as_of)
        for customer_id, said in entries:
            told.say(customer_id, said)
        told.now = at(0, "09:30") + timedelta()
        yield told
