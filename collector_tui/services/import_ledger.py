"""Bring files of the accounting system into the ledger: all of them, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, TypeVar

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.journal.entries import AsOfMoved, BatchApplied
from collector_tui.domain.money import Money
from collector_tui.services.desk import Desk
from collector_tui.services.import_bank import BankImport
from collector_tui.services.import_effect import (
    MOST_COMPARED,
    MOST_REHEARSED,
    ImportEffect,
    Told,
    Watch,
    effect_of,
    watch_of,
)
from collector_tui.services.import_report import (
    AsOfInFuture,
    BatchReport,
    ImportOptions,
    ImportRefused,
    ImportReport,
    Note,
    OlderThanLedger,
    RowsRejected,
    TooMuchMissing,
    Total,
    TwoSnapshots,
)
from collector_tui.services.ledger_source import BadRow, Rejects, SourceFile
from collector_tui.services.ports import (
    Difference,
    InvoiceRow,
    KnownFile,
    Ledger,
    LedgerRow,
    LedgerStage,
    Progress,
    RowFault,
)

ORDER: Final = ("customers", "invoices", "payments", "rates")
_NAMES_CUSTOMERS: Final = ("customers", "invoices")
_TWINS_SHOWN: Final = 3
_DATED_BY_FILE: Final = ("invoices", "payments")
"""Kinds whose as-of day says how far the ledger is known."""

MOST_REJECTS_TOLD: Final = 10_000
_DAY: Final = timedelta(days=1)
_A_TENTH: Final = 10
_Source = TypeVar("_Source", bound=SourceFile)

_NO_ROWS: Final = N_("It holds no rows.")
_SUPERSEDED: Final = N_(
    "It was imported before, and a newer file has come since; nothing was changed. If it tells the open items of "
    "today all the same, import it again with --as-of."
)
_TREATED_AS_PARTIAL: Final = N_(
    "Rows were left out that do not say which invoice they are about, so nothing was taken as settled by this file."
)
_UNKNOWN_INVOICES: Final = N_("Payments for invoices that the book does not hold, kept for when they come: {rows}.")

_EXPLAIN: Final = N_(
    "Payments that the open amounts of {day} contain already: {rows}, together {amount}. "
    "They explain and do not reduce."
)
_REDUCE: Final = N_("Payments that are taken off invoices: {rows}, together {amount}.")
_SEVERAL_DUE_DAYS: Final = N_(
    "Invoices with several due days: {count}. Each line is an item of its own, like {one}/1 and {one}/2."
)
_TWINS: Final = N_(
    "Likely one customer under several ids: {count}, like {some}. collector twins lists them; collector merge takes "
    "one for the other."
)


@dataclass(slots=True)
class _Tally:
    """What was seen while a file's rows went by."""

    source: SourceFile
    rejects: Rejects
    read: int = 0
    bad_rows: set[int] = field(default_factory=set)
    told: list[RowFault] = field(default_factory=list)
    items: list[tuple[str, str]] = field(default_factory=list)
    nameless: bool = False
    has_open: bool = False

    def good(self, rows: Iterable[LedgerRow | BadRow]) -> Iterator[LedgerRow]:
        """Let the good rows pass, and note the others."""
        for row in rows:
            self.read += 1
            if isinstance(row, BadRow):
                self._bad(row)
            else:
                self.has_open = self.has_open or (isinstance(row, InvoiceRow) and row.open is not None)
                yield row

    def _bad(self, row: BadRow) -> None:
        for fault in row.faults:
            self.fault(fault)
        if row.item:
            self.items.append(row.item)
        else:
            self.nameless = True

    def fault(self, fault: RowFault) -> None:
        """Note a fault."""
        self.bad_rows.add(fault.row)
        self.rejects.add(self.source.name, fault)
        if len(self.told) < MOST_REJECTS_TOLD:
            self.told.append(fault)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done with one file: apply what is staged, move an as-of day, or nothing."""

    report: BatchReport
    stage: LedgerStage | None = None
    batch: BatchApplied | None = None
    moved: AsOfMoved | None = None


@dataclass(frozen=True, slots=True)
class _Import:
    """One command."""

    ledger: Ledger
    options: ImportOptions
    as_of: date
    actor: str
    progress: Progress
    rejects: Rejects
    desk: Desk | None = None
    bank: BankImport | None = None

    def plan(self, source: SourceFile, stack: ExitStack) -> _Plan:
        """Read a file, compare it with the book, and say what is to be done. Changes nothing."""
        known = self.ledger.known(source.sha256, source.kind, source.mapping)
        if known and known.partial != self._partial(source):
            known = None
        again = self._again(source, known) if known and not known.rows_rejected else None
        if again:
            return again
        newest = self.ledger.newest(source.kind)
        if source.kind == "invoices" and newest and self.as_of < newest:
            raise OlderThanLedger(file=source.name, as_of=self.as_of, newest=newest)
        stage = stack.enter_context(self.ledger.stage(source.kind))
        tally = self._read(source, stage)
        partial = self._partial(source) or (source.kind == "invoices" and tally.nameless)
        snapshot = source.kind == "invoices" and not partial
        difference = stage.difference(as_of=self.as_of, snapshot=snapshot)
        report = self._report(source, tally, stage, difference)
        if known and known.rows_rejected == len(tally.bad_rows) and _changes_nothing(difference):
            return self._again(source, known) or _Plan(replace(report, already_imported=True))
        return _Plan(report, stage, self._batch(source, tally, report, partial=partial))

    def _partial(self, source: SourceFile) -> bool:
        return source.kind == "invoices" and self.options.partial

    def _again(self, source: SourceFile, known: KnownFile) -> _Plan | None:
        """Return what to do with a file that came before; None: it is to be read again."""
        report = BatchReport(source.name, source.kind, known.as_of, already_imported=True)
        newest = self.ledger.newest(source.kind)
        if known.superseded:
            if self.options.as_of and newest and self.as_of > newest:
                return None
            return _Plan(replace(report, notes=(Note(_SUPERSEDED),)))
        if source.kind not in _DATED_BY_FILE or self.as_of <= known.as_of:
            return _Plan(report)
        moved = AsOfMoved(source.sha256, source.kind, self.as_of)
        return _Plan(replace(report, as_of=self.as_of, as_of_moved=not self.options.dry_run), moved=moved)

    def _read(self, source: SourceFile, stage: LedgerStage) -> _Tally:
        tally = _Tally(source, self.rejects)
        stage.add(tally.good(source.rows(self.progress)))
        stage.keep(tally.items)
        dropped: set[int] = set()
        for fault in stage.faults():
            tally.fault(fault)
            dropped.add(fault.row)
        stage.drop(dropped)
        return tally

    def _report(self, source: SourceFile, tally: _Tally, stage: LedgerStage, difference: Difference) -> BatchReport:
        notes = [*source.notes()]
        if not tally.read:
            notes.append(Note(_NO_ROWS))
        if source.kind == "invoices" and tally.nameless:
            notes.append(Note(_TREATED_AS_PARTIAL))
        plans = stage.plans()
        if plans:
            notes.append(Note(_SEVERAL_DUE_DAYS, (("count", str(len(plans))), ("one", plans[0]))))
        if difference.unknown_items:
            notes.append(Note(_UNKNOWN_INVOICES, (("rows", str(difference.unknown_items)),)))
        return BatchReport(
            source.name,
            source.kind,
            self.as_of,
            rows_read=tally.read,
            rows_rejected=len(tally.bad_rows),
            rejects=tuple(tally.told),
            totals=tuple(Total(rows, Money(minor, currency)) for currency, rows, minor in stage.totals()),
            difference=difference,
            notes=tuple(notes),
        )

    def _batch(self, source: SourceFile, tally: _Tally, report: BatchReport, *, partial: bool) -> BatchApplied:
        return BatchApplied(
            file_name=source.name,
            file_sha256=source.sha256,
            kind=source.kind,
            as_of=self.as_of,
            partial=partial,
            mapping=source.mapping,
            rows_read=tally.read,
            rows_applied=tally.read - len(tally.bad_rows),
            rows_rejected=len(tally.bad_rows),
            rows_digest=report.difference.rows_digest if report.difference else "",
            totals=tuple((total.amount.currency, total.items, total.amount.minor) for total in report.totals),
            has_open=tally.has_open,
        )

    def do(self, plan: _Plan) -> BatchReport:
        """Write what is planned for one file."""
        if plan.stage and plan.batch:
            entry = plan.stage.apply(plan.batch, actor=self.actor)
            return replace(plan.report, rows_applied=plan.batch.rows_applied, entry_id=entry.entry_id)
        if plan.moved:
            return replace(plan.report, entry_id=self.ledger.move_as_of(plan.moved, actor=self.actor).entry_id)
        return plan.report

    def write(self, plans: Sequence[_Plan], report: ImportReport) -> ImportReport:
        """Write all that is planned. A dry run does the same and then takes it back: so it tells the truth."""
        watch = self._watch(plans)
        before = watch.read(watch.desk.reader) if watch else None
        inside = None
        for plan in plans:
            if plan.stage and plan.batch:
                plan.stage.prepare(plan.batch)
        alone = self.bank and not any(plan.stage or plan.moved for plan in plans)
        planned = self.bank.plan(self.ledger.bank) if self.bank and alone else None
        customers = self.ledger.customers()
        try:
            with self.ledger.at_once():
                done = tuple(map(self.do, plans))
                effects = [_effects(plan) for plan in plans]
                seen = self.bank.run(self.ledger.bank, planned) if self.bank else ()
                if self.options.dry_run:
                    _tell_of_twins(plans, effects, self.ledger, customers)
                    after = self.ledger.open_now()
                    inside = watch.read(self.ledger.inside()) if watch else None
                self.progress(1, 1)  # the last moment at which it can still be stopped
                _take_back(self.options)
        except _Rehearsed:
            seen = tuple(replace(one, rows_applied=0, entry_id=None) for one in seen)
            effect = effect_of(watch, before, inside) if watch and before and inside else None
            return replace(report, batches=(*_noted(report.batches, effects), *seen), after=after, effect=effect)
        after = _open_afterwards(self.ledger)
        with suppress(CollectorError, KeyboardInterrupt):  # the files are in the book by now, whatever happens here
            _tell_of_twins(plans, effects, self.ledger, customers)
        effect = _told_afterwards(watch, before) if watch and before else None
        return replace(report, batches=(*_noted(done, effects), *seen), after=after, effect=effect)

    def _watch(self, plans: Sequence[_Plan]) -> Watch | None:
        if self.desk is None or not any(plan.stage or plan.moved for plan in plans):
            return None
        most = MOST_REHEARSED if self.options.dry_run else MOST_COMPARED
        return watch_of(self.desk, [plan.stage for plan in plans if plan.stage], most)


def _told_afterwards(watch: Watch, before: Told) -> ImportEffect | None:
    """Say what became of those concerned. The files are in the book by now: whatever happens here, they were taken."""
    try:
        return effect_of(watch, before, watch.read(watch.desk.reader))
    except (CollectorError, KeyboardInterrupt):
        return None


def _effects(plan: _Plan) -> tuple[Note, ...]:
    """Say what new payments did, once all files of the command are applied: which reduce is seen only then."""
    return tuple(
        Note(
            _EXPLAIN if effect.held_in else _REDUCE,
            (
                ("rows", str(effect.rows)),
                ("amount", f"{effect.amount.currency} {effect.amount.plain()}"),
                *((("day", effect.held_in.isoformat()),) if effect.held_in else ()),
            ),
        )
        for effect in (plan.stage.effect() if plan.stage else ())
    )


def _open_afterwards(ledger: Ledger) -> tuple[Money, ...]:
    """Return what is open by now. It is read when others need not wait any more, and too late to stop."""
    try:
        return ledger.open_now()
    except KeyboardInterrupt:
        return ledger.open_now()


def _tell_of_twins(
    plans: Sequence[_Plan], effects: list[tuple[Note, ...]], ledger: Ledger, customers_before: int
) -> None:
    """Note customers who are likely one at the last file that may have brought some."""
    found = list(ledger.twins()) if ledger.customers() > customers_before else []
    if not found:
        return
    some = "; ".join(" = ".join(one.customer_id for one in alike) for alike in found[:_TWINS_SHOWN])
    at = max(place for place, plan in enumerate(plans) if plan.report.kind in _NAMES_CUSTOMERS)
    effects[at] = (*effects[at], Note(_TWINS, (("count", str(len(found))), ("some", some))))


def _noted(batches: Sequence[BatchReport], effects: Sequence[tuple[Note, ...]]) -> tuple[BatchReport, ...]:
    return tuple(replace(batch, notes=(*batch.notes, *notes)) for batch, notes in zip(batches, effects, strict=True))


class _Rehearsed(Exception):
    """Everything worked: a dry run is taken back by it."""


def _take_back(options: ImportOptions) -> None:
    if options.dry_run:
        raise _Rehearsed


def in_order(sources: Sequence[_Source]) -> list[_Source]:
    """Return files as they are imported, and as a report tells of them."""
    return sorted(sources, key=lambda source: ORDER.index(source.kind))


def import_ledger(
    ledger: Ledger,
    sources: Sequence[SourceFile],
    options: ImportOptions,
    *,
    actor: str,
    today: date,
    progress: Progress,
    rejects: Rejects,
    desk: Desk | None = None,
    bank: BankImport | None = None,
) -> ImportReport:
    """Import files: customers, then invoices, then payments, then those of a bank, whatever the order given.

    One transaction for all.

    Raises RowsRejected or TooMuchMissing (both with the report) or another CollectorError: then nothing was changed.
    An exception from `progress` (KeyboardInterrupt) stops it with nothing half done. With a `desk` at the same book the
    report says what it did to promises and to the list.
    """
    as_of = options.as_of or today - _DAY
    if as_of > today:
        raise AsOfInFuture(as_of=as_of, today=today)
    ordered = in_order(sources)
    _refuse_two_snapshots(ordered, options)
    work = _Import(ledger, options, as_of, actor, progress, rejects, desk, bank)
    try:
        with ExitStack() as stack:
            before = ledger.open_now()
            plans = [work.plan(source, stack) for source in ordered]
            batches = tuple(plan.report for plan in plans)
            report = ImportReport(batches, options.dry_run, before, before, rejects.close())
            _refuse_bad_rows(report, options)
            _refuse_missing(report, options)
            return work.write(plans, report)
    except ImportRefused:
        raise
    except BaseException:
        rejects.discard()
        raise


def _refuse_two_snapshots(ordered: Sequence[SourceFile], options: ImportOptions) -> None:
    for first, second in pairwise(ordered):
        if first.kind == second.kind == "invoices" and not options.partial:
            raise TwoSnapshots(first=first.name, second=second.name)


def _refuse_bad_rows(report: ImportReport, options: ImportOptions) -> None:
    rejected = sum(batch.rows_rejected for batch in report.batches)
    nothing_left = any(batch.rows_rejected == batch.rows_read > 0 for batch in report.batches)
    if rejected and (nothing_left or not options.skip_bad_rows):
        rows = sum(batch.rows_read for batch in report.batches)
        raise RowsRejected(report, rejected=rejected, rows=rows, rejects_file=report.rejects_file)


def _refuse_missing(report: ImportReport, options: ImportOptions) -> None:
    if options.accept_missing:
        return
    for batch in report.batches:
        owed = {money.currency: money for money in batch.difference.owed} if batch.difference else {}
        for missing in batch.difference.missing_owed if batch.difference else ():
            if missing.minor * _A_TENTH > owed[missing.currency].minor:
                raise TooMuchMissing(report, file=batch.file, missing=missing, owed=owed[missing.currency])


def _changes_nothing(difference: Difference) -> bool:
    return not (difference.new or difference.changed or difference.missing)
