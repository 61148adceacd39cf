"""One file on its way into the book: staged in TEMP tables, compared by sets, applied in one short transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any, Final, Protocol

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.journal.entries import BatchApplied, Entry, Payload
from collector_tui.domain.money import Money
from collector_tui.services.imported_files import ImportedFile
from collector_tui.services.ports import (
    CustomerRow,
    Difference,
    InvoiceRow,
    LedgerRow,
    PaymentEffect,
    PaymentRow,
    RateRow,
    RowFault,
)
from collector_tui.store.connection import Connection, reading
from collector_tui.store.fold import Fold
from collector_tui.store.ledger_digest import line
from collector_tui.store.ledger_faults import faults
from collector_tui.store.ledger_plans import split_plans
from collector_tui.store.ledger_project import (
    UNBORN,
    ReadAnew,
    project_customers,
    read_items,
    stated_until,
    unsettle,
    write_items,
)
from collector_tui.store.ledger_sql import run
from collector_tui.store.names import name_key
from collector_tui.store.read_cut import NOW
from collector_tui.store.read_merged import read_aliases
from collector_tui.store.rebuild import refold


class Append(Protocol):
    """Writes one entry and its projections inside the transaction that is open."""

    def __call__(self, payload: Payload, actor: str, answers: ImportedFile | None = None) -> Entry:
        """Write what `payload` says, by whom, and of which file that came before."""


Once = Callable[[], AbstractContextManager[None]]
"""Begins a transaction that writes, or joins the one that is open."""

_INVOICE: Final = (
    "INSERT INTO temp.staged_invoice "
    "(stage, row_no, customer_id, name, invoice, kind, issued, due, amount_minor, open_minor, currency, "
    "disputed_minor, dispute_reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_PAYMENT: Final = (
    "INSERT INTO temp.staged_payment "
    "(stage, row_no, customer_id, invoice, on_day, amount_minor, currency, kind, reference) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CUSTOMER: Final = (
    "INSERT INTO temp.staged_customer (stage, row_no, customer_id, name, parent_id, pays_centrally, collector, "
    "sales_owner, segment, language, country, company_size, zone, on_hold, person, role, phone, email, person_key) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_RATE: Final = (
    "INSERT INTO temp.staged_rate (stage, row_no, currency, base, on_day, rate_nano) VALUES (?, ?, ?, ?, ?, ?)"
)
CONCERNED: Final = {
    "invoices": ("told", "missing", "paid_since"),
    "payments": ("paid",),
    "customers": ("named",),
    "rates": (),
}
"""By kind of file, the statements that find whom it concerns. Rates say nothing of anybody."""


_CUSTOMERS: Final = "ledger_customers"
_OF_ITEMS: Final = ("invoices", "payments")
"""Kinds of files that change items."""

_DEPENDS_ON: Final = {
    "invoices": ("invoices", "payments", "undone"),
    "payments": ("payments", "undone"),
    "customers": ("customers", "invoices", "undone"),
    "rates": ("rates", "undone"),
}
"""By kind of file, those that change how it compares with the book. Its faults hang on invoices besides."""

_ITEMS_HANG_ON: Final = (*_OF_ITEMS, "undone")
_State = Mapping[str, tuple[int, int]]
"""By kind of file, how many there are and the newest; "undone" for those taken back."""


class LedgerMoved(CollectorError):
    """Somebody else imported a file while this one was being read, and now they contradict each other."""

    template = N_("The ledger changed while '{file}' was being read. Nothing of it was taken; import it again.")


class StagedFile:
    """Fills services.ports.LedgerStage. `number` tells its rows from those of other stages of the connection."""

    def __init__(
        self, connection: Connection, kind: str, number: int, append: Append, once: Once, anew: ReadAnew
    ) -> None:
        self._connection = connection
        self._kind = kind
        self._file = f"ledger_{kind}"
        self._keeps = ("ledger_disputes", self._file, _CUSTOMERS) if kind == "invoices" else (self._file,)
        self._number = number
        self._append = append
        self._once = once
        self._compared_with: _State = {}
        self._read_with: _State = {}
        self._digested = hashlib.sha256()
        self._compared: tuple[date, bool] = (date.min, False)
        self._anew = anew
        self._effect: tuple[PaymentEffect, ...] = ()
        self._plans: tuple[str, ...] = ()

    def _run(self, group: str, /, **facts: object) -> Any:  # noqa: ANN401 - the driver's cursor
        return run(self._connection, self._file, group, stage=self._number, **facts)

    def add(self, rows: Iterable[LedgerRow]) -> None:
        """Stage checked rows; all or none of them."""
        insert, values = _SHAPES[self._kind]
        number = self._number
        self._connection.execute("BEGIN")  # deferred, and only TEMP tables are touched: nobody is kept waiting
        try:
            self._connection.executemany(insert, (values(number, row) for row in rows))
            run(self._connection, "ledger_file", "index")
            self._plans = split_plans(self._connection, number) if self._kind == "invoices" else ()
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise

    def faults(self) -> Iterable[RowFault]:
        """Return what only the book can see."""
        return tuple(faults(self._connection, self._kind, self._number))

    def drop(self, rows: Iterable[int]) -> None:
        """Leave staged rows out; a snapshot does not miss their items."""
        self._connection.executemany(
            f"UPDATE temp.staged_{self._kind[:-1]} SET dropped = 1 WHERE stage = ? AND row_no = ?",  # noqa: S608 - ours
            ((self._number, row) for row in rows),
        )

    def keep(self, items: Iterable[tuple[str, str]]) -> None:
        """Note items that the file names in rows that cannot be taken."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.staged_kept VALUES (?, ?, ?)", ((self._number, *item) for item in items)
        )
        run(self._connection, "ledger_plans", "keep", stage=self._number)

    def plans(self) -> tuple[str, ...]:
        """Return the invoices that came in several rows with a due day each."""
        return self._plans

    def totals(self) -> tuple[tuple[str, int, int], ...]:
        """Return (currency, rows, minor units) of the staged rows, signed as in the file."""
        return () if self._kind in ("customers", "rates") else tuple(map(tuple, self._run("totals")))

    def difference(self, *, as_of: date, snapshot: bool) -> Difference:
        """Compare the staged rows with the book."""
        found = self._compare(as_of=as_of, snapshot=snapshot)
        book, owed = (_money(run(self._connection, "ledger_project", name)) for name in ("open_now", "owed"))
        return replace(found, book_open=book, owed=owed)

    def _compare(self, *, as_of: date, snapshot: bool) -> Difference:
        self._compared_with, self._compared = self._state(), (as_of, snapshot)
        self._anew.leave(self._number)
        compare = {"invoices": self._invoices, "payments": self._payments}
        found = compare.get(self._kind, self._others)(snapshot=snapshot)
        return replace(found, rows_digest=self._digest(self._keeps, hashlib.sha256()))

    def _state(self) -> _State:
        return {kind: (count, newest) for kind, count, newest in run(self._connection, "ledger_file", "state")}

    def _invoices(self, *, snapshot: bool) -> Difference:
        self._run("compare")
        self._run("names")
        run(self._connection, "ledger_file", "forget_repeats", stage=self._number)
        if snapshot:
            self._run("keep_dropped")
            as_of = self._compared[0].isoformat()
            self._run("find_repeats", since=stated_until(self._connection), as_of=as_of)
        run(self._connection, "ledger_disputes", "find", stage=self._number, partial=not snapshot)
        states = dict(self._run("states").fetchall())
        missing = self._run("missing").fetchall()
        return Difference(
            new=states.get("new", 0),
            changed=states.get("changed", 0),
            unchanged=states.get("same", 0),
            missing=sum(count for _, count, _, _ in missing),
            missing_open=_money((currency, still) for currency, _, still, _ in missing),
            missing_owed=_money((currency, owed) for currency, _, _, owed in missing),
            book_open=(),
        )

    def _payments(self, *, snapshot: bool) -> Difference:  # noqa: ARG002 - payments add up, whatever the file leaves out
        self._run("compare")
        added, held, unknown = self._run("states").fetchone()
        return Difference(
            added, 0, held, missing=0, missing_open=(), book_open=(), already_held=held, unknown_items=unknown
        )

    def _others(self, *, snapshot: bool) -> Difference:  # noqa: ARG002 - nor do customers vanish, or rates
        states = dict(self._run("states").fetchall())
        return Difference(
            states.get("new", 0), states.get("changed", 0), states.get("same", 0), 0, missing_open=(), book_open=()
        )

    def _digest(self, files: Iterable[str], digest: hashlib._Hash) -> str:
        """Digest what is kept; what came before the customers is noted: it stands if only those are named anew."""
        for file in files:
            if file == _CUSTOMERS:
                self._digested = digest.copy()
            for (row,) in run(self._connection, file, "kept", stage=self._number, partial=not self._compared[1]):
                digest.update(line(row))
        return digest.hexdigest()

    def prepare(self, batch: BatchApplied) -> None:
        """Read anew, before anybody is kept waiting, what the batch changes; `apply` writes it if nothing came between.

        Only one stage of a connection can be prepared, the first; the others change what that one left.
        """
        with reading(self._connection):
            run(self._connection, _CUSTOMERS, "note", stage=self._number)
            if self._kind in _OF_ITEMS and self._anew.has(0):
                self._read_anew(batch)

    def _read_anew(self, batch: BatchApplied) -> None:
        self._anew.take(self._number)
        self._read_with = self._state()
        stated = stated_until(self._connection)
        as_of = batch.as_of.isoformat()
        holds = batch.kind == "invoices" and not batch.partial and batch.has_open
        snapshot = max(stated, as_of) if holds else stated
        self._run("note", unborn=UNBORN, as_of=as_of, snapshot=snapshot, partial=not self._compared[1])
        if snapshot != stated:
            unsettle(self._connection, stated)
        read_items(self._connection, snapshot=snapshot, as_of=as_of)
        if self._kind == "payments":
            self._effect = self._effects(snapshot)

    def _effects(self, snapshot: str) -> tuple[PaymentEffect, ...]:
        return tuple(
            PaymentEffect(count, Money(minor, currency), date.fromisoformat(stated) if explains else None)
            for currency, explains, count, minor, stated in self._run("effect", snapshot=snapshot)
        )

    def apply(self, batch: BatchApplied, *, actor: str) -> Entry:
        """Write the batch's entry, its rows and the projections: all of it, or nothing. Raises LedgerMoved."""
        if not self._connection.in_transaction:
            self.prepare(batch)
        with self._once():
            batch = self._as_it_is_by_now(batch)
            reads = self._kind in _OF_ITEMS
            if reads and (not self._anew.has(self._number) or self._moved(self._read_with, _ITEMS_HANG_ON)):
                self._read_anew(batch)
            entry = self._append(batch, actor)
            seq = run(self._connection, "ledger_file", "seq_of", entry_id=entry.entry_id).fetchone()[0]
            for file in self._keeps:
                run(self._connection, file, "apply", stage=self._number, batch_seq=seq, partial=not self._compared[1])
            for customer_id in project_customers(self._connection, seq):
                refold(self._connection, Fold(self._connection), customer_id)
            if reads:
                write_items(self._connection, seq)
                self._anew.leave(self._number)
        return entry

    def _moved(self, since: _State, kinds: Iterable[str]) -> bool:
        now = self._state()
        return any(now.get(kind) != since.get(kind) for kind in kinds)

    def _as_it_is_by_now(self, batch: BatchApplied) -> BatchApplied:
        """Compare again where files of the same command, or somebody else's, came first and could change something."""
        depends_on = _DEPENDS_ON[self._kind]
        if self._moved(self._compared_with, {*depends_on, "invoices"}) and self.faults():
            raise LedgerMoved(file=batch.file_name)
        if self._moved(self._compared_with, depends_on):
            as_of, snapshot = self._compared
            return replace(batch, rows_digest=self._compare(as_of=as_of, snapshot=snapshot).rows_digest)
        if self._kind == "invoices" and self._moved(self._compared_with, ("customers",)):
            self._run("names")
            return replace(batch, rows_digest=self._digest((_CUSTOMERS,), self._digested))
        return batch

    def customers(self, most: int) -> frozenset[str]:
        """Return customers of whom the compared rows tell something new: all of them, or `most` of them or more."""
        found: set[str] = set()
        facts = {"stage": self._number, "most": most, "stated": stated_until(self._connection)}
        for rows in CONCERNED[self._kind]:
            if len(found) < most:
                found.update(one for (one,) in run(self._connection, "ledger_concerned", rows, **facts))
        return frozenset(read_aliases(self._connection, NOW).mains(found))

    def effect(self) -> tuple[PaymentEffect, ...]:
        """Return what the new payments do, once applied; nothing for other files."""
        return self._effect


def _invoice(stage: int, row: InvoiceRow) -> Sequence[object]:
    return (
        stage,
        row.row,
        row.customer_id,
        row.customer,
        row.invoice,
        row.kind.value,
        row.issued.isoformat(),
        row.due.isoformat(),
        row.amount.minor,
        None if row.open is None else row.open.minor,
        row.amount.currency,
        None if row.disputed is None else row.disputed.minor,
        row.dispute_reason,
    )


def _payment(stage: int, row: PaymentRow) -> Sequence[object]:
    return (
        stage,
        row.row,
        row.customer_id,
        row.invoice or "",
        row.on.isoformat(),
        row.amount.minor,
        row.amount.currency,
        row.kind.value,
        row.reference,
    )


def _customer(stage: int, row: CustomerRow) -> Sequence[object]:
    return (
        stage,
        row.row,
        row.customer_id,
        row.customer,
        row.parent_id,
        row.pays_centrally,
        row.collector,
        row.sales_owner,
        row.segment,
        row.language,
        row.country,
        row.company_size,
        row.zone,
        row.on_hold,
        row.person,
        row.role,
        row.phone,
        row.email,
        name_key(row.person or ""),
    )


def _rate(stage: int, row: RateRow) -> Sequence[object]:
    return (stage, row.row, row.currency, row.base, row.on.isoformat(), row.rate_nano)


_SHAPES: Final[dict[str, tuple[str, Callable[[int, Any], Sequence[object]]]]] = {
    "invoices": (_INVOICE, _invoice),
    "payments": (_PAYMENT, _payment),
    "customers": (_CUSTOMER, _customer),
    "rates": (_RATE, _rate),
}


def _money(sums: Iterable[tuple[str, int]]) -> tuple[Money, ...]:
    return tuple(Money(minor, currency) for currency, minor in sums if minor)
