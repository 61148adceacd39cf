"""The reading side of a book: services.ports.Reader on the driver's own connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlcipher3 import dbapi2

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import BookFacts, Facts, Histogram, RecordedContact, RecordedMatter
from collector_tui.domain.journal.entries import Entry, InFile
from collector_tui.domain.together import matters_together
from collector_tui.services.ports import BookInfo, Merge, SearchHit, ShiftProgress, Twin
from collector_tui.store.connection import Connection, reading, told
from collector_tui.store.errors import BookDamaged
from collector_tui.store.instants import read_instant, stored_instant
from collector_tui.store.names import name_key
from collector_tui.store.read_batches import Batches, read_batches
from collector_tui.store.read_cut import NOW, Cut
from collector_tui.store.read_facts import belongs_to, has_business, portfolio, read_as_one
from collector_tui.store.read_journal import (
    answers,
    contact_of,
    entry_of,
    every_matter,
    matter_of,
    newest_act,
    newest_contacts,
    people_said,
    stands,
)
from collector_tui.store.read_ledger import lateness_then
from collector_tui.store.read_merged import hits_as_one, read_aliases, twins
from collector_tui.store.read_search import search
from collector_tui.store.statements import rows, rows_of

if TYPE_CHECKING:
    from collector_tui.services.bank_lines import StoredLine
    from collector_tui.services.imported_files import ImportedFile
    from collector_tui.services.unfinished_call import UnfinishedCall


class OpenBook(Protocol):
    """What a reader needs of a book."""

    @property
    def path(self) -> Path:
        """Where it lies."""

    @property
    def info(self) -> BookInfo:
        """Which book it is."""

    def reading(self) -> Connection:
        """Return this thread's connection for reading."""


class BookReader:
    """Fills services.ports.Reader. A stream that is not read to its end must be closed, or dropped."""

    def __init__(self, book: OpenBook) -> None:
        self._book = book
        self._late: tuple[object, Histogram] = (None, {})

    @contextmanager
    def _view(self) -> Iterator[Connection]:
        """One unchanging view of the book; the driver's failures are told as ours.

        What cannot be understood is the book's fault if the book is not whole, and else a mistake of the program.
        """
        try:
            with told(self._book.path), reading(self._book.reading()) as connection:
                yield connection
        except (ValueError, TypeError, LookupError, dbapi2.Error):
            from collector_tui.store.check import check_book

            if check_book(self._book.path, full=True):
                raise BookDamaged(path=self._book.path) from None
            raise

    def info(self) -> BookInfo:
        """Return which book this is."""
        return self._book.info

    def book_facts(self, day: BusinessDay) -> BookFacts:
        """Return what is known of the whole book."""
        cut = Cut(day)
        with self._view() as connection:
            batches = read_batches(connection)
            rates = {(currency, base): nano for currency, base, nano in rows(connection, "rates", cut.facts())}
            late, hindsight = self._lateness(connection, cut, batches), batches.in_hindsight(cut)
            return BookFacts(batches.ledger_as_of(cut), late, rates, hindsight)

    def _lateness(self, connection: Connection, cut: Cut, batches: Batches) -> Histogram:
        """Only a file that comes or is taken back changes it: the last reading is kept until then."""
        key = (cut.before, max(batches.by_seq, default=0), len(batches.by_seq))
        if self._late[0] != key:
            found = dict(rows(connection, "lateness_book")) if cut.of.live else lateness_then(connection, cut, batches)
            self._late = (key, found)
        return self._late[1]

    def facts(
        self, day: BusinessDay, *, collector: str | None = None, customer_ids: Sequence[str] | None = None
    ) -> Iterator[Facts]:
        """Yield facts by customer id, of a portfolio, of certain customers, or of everybody with business."""
        cut = Cut(day)
        with self._view() as connection:
            aliases = read_aliases(connection, cut)
            customers = customer_ids
            if customers is None and collector is not None:
                customers = aliases.mains(portfolio(connection, cut, collector), with_groups=True)
            if customers is not None and aliases:
                customers = aliases.all_of(customers)
            for facts in read_as_one(connection, cut, customers, aliases, with_words=customer_ids is not None):
                mine = collector is None or belongs_to(facts, collector)
                if mine and (customer_ids is not None or has_business(facts)):
                    yield facts

    def in_file(self, customer_id: str, name: str) -> InFile:
        """Return what the customers files say of a person by now."""
        with self._view() as connection:
            for one in read_aliases(connection, NOW).ids(customer_id):
                row = rows(connection, "in_file", {"customer_id": one, "name_key": name_key(name)}).fetchone()
                if row:
                    return InFile(*row)
        return InFile()

    def family(self, customer_ids: Sequence[str], day: BusinessDay | None = None) -> tuple[str, ...]:
        """Return the ids of customers with all that belong to their families."""
        with self._view() as connection:
            aliases = read_aliases(connection, Cut(day) if day else NOW)
            found = aliases.all_of(customer_ids)
            while len(every := aliases.all_of(_family(connection, found))) > len(found):
                found = every  # another id of a member may have a family of its own
            return aliases.mains(every)

    def contacts(self, day: BusinessDay, customer_id: str | None = None) -> Iterator[RecordedContact]:
        """Yield contacts, newest first; of one customer or of all."""
        cut = Cut(day)
        with self._view() as connection:
            aliases = read_aliases(connection, cut)
            if customer_id is None:
                yield from map(aliases.named, newest_contacts(connection, cut))
            else:
                found = rows_of(connection, "contacts", aliases.ids(customer_id), cut.facts())
                told = sorted(map(contact_of, found), key=lambda one: (one.occurred_at, one.entry_id), reverse=True)
                yield from map(aliases.named, told)

    def matters_of(self, day: BusinessDay, customer_ids: Sequence[str]) -> Iterator[RecordedMatter]:
        """Yield every matter of these customers, ended ones too, by customer, the oldest first."""
        cut = Cut(day)
        with self._view() as connection:
            aliases = read_aliases(connection, cut)
            for own in aliases.mains(customer_ids) if aliases else ():
                yield from matters_together(own, every_matter(connection, aliases.ids(own), cut))
            if not aliases:
                yield from every_matter(connection, customer_ids, cut)

    def entry(self, entry_id: str) -> Entry | None:
        """Return one entry, or None."""
        with self._view() as connection:
            row = rows(connection, "entry", {"entry_id": entry_id}).fetchone()
            return read_aliases(connection, NOW).named(entry_of(row)) if row else None

    def matter(self, matter_id: str) -> RecordedMatter | None:
        """Return one matter as it stands now, or None (also when it was voided)."""
        with self._view() as connection:
            aliases = read_aliases(connection, NOW)
            for (customer_id,) in rows(connection, "matter_customer", {"matter_id": matter_id}):
                every = every_matter(connection, aliases.ids(customer_id), NOW)
                told = matters_together(aliases.of(customer_id), every) if aliases else every
                return next((one for one in told if one.matter_id == matter_id), None)
        return None

    def last_act(self, actor: str) -> tuple[Entry, ...]:
        """Return what stands of the newest thing that `actor` did on this device."""
        with self._view() as connection:
            aliases = read_aliases(connection, NOW)
            return tuple(map(aliases.named, newest_act(connection, self._book.info.device_id, actor)))

    def moves(self, day: BusinessDay) -> Iterator[RecordedMatter]:
        """Yield the live matters of everybody in which we may have to move: tasks, disputes, offers to be approved."""
        cut = Cut(day)
        with self._view() as connection:
            aliases = read_aliases(connection, cut)
            yield from (aliases.named(matter_of(row, cut)) for row in rows(connection, "moves", cut.facts()))

    def files(self) -> tuple[ImportedFile, ...]:
        """Return the imported files, those taken back too, newest first."""
        from collector_tui.store.read_files import read_files

        with self._view() as connection:
            return read_files(connection)

    def imported_at(self, actor: str) -> datetime | None:
        """Return when `actor` last brought in a file on this device."""
        told = {"device_id": self._book.info.device_id, "actor": actor}
        with self._view() as connection:
            (newest,) = rows(connection, "imported_at", told).fetchone()
        return read_instant(newest) if newest else None

    def answers(self, entry_ids: Sequence[str]) -> tuple[Entry, ...]:
        """Return what stands of all that refers to some entries and is none of them."""
        with self._view() as connection:
            return tuple(map(read_aliases(connection, NOW).named, answers(connection, entry_ids)))

    def people_said(self, customer_id: str) -> tuple[Entry, ...]:
        """Return what stands of all that was said here of a customer's people."""
        with self._view() as connection:
            aliases = read_aliases(connection, NOW)
            told = [one for each in aliases.ids(customer_id) for one in people_said(connection, each)]
            return tuple(map(aliases.named, sorted(told, key=attrgetter("recorded_at"))))

    def stands(self, entry_id: str) -> bool:
        """Tell whether an entry that the journal holds counts."""
        with self._view() as connection:
            return stands(connection, entry_id)

    def newest_at(self) -> datetime | None:
        """Return when the newest entry was recorded, whoever wrote it; None for a book without any."""
        with self._view() as connection:
            (newest,) = rows(connection, "newest_at").fetchone()
            return read_instant(newest) if newest else None

    def bank_lines(self, day: BusinessDay) -> tuple[StoredLine, ...]:
        """Return every line of banks' files that stands, the newest first, with what counts of it on the day."""
        from collector_tui.store.read_bank import stored_lines

        with self._view() as connection:
            cut = Cut(day)
            return stored_lines(connection, cut, read_aliases(connection, cut))

    def payers(self) -> Mapping[str, tuple[str, ...]]:
        """Return the remembered names of payers, by the customer for whom they pay."""
        from collector_tui.store.read_bank import payers

        with self._view() as connection:
            return payers(connection)

    def paid_between(self, first: date, last: date) -> tuple[str, ...]:
        """Return the ids of the customers of whom the ledger tells a payment dated then."""
        from collector_tui.store.read_bank import paid_between

        with self._view() as connection:
            return paid_between(connection, first, last)

    def search(self, text: str, limit: int) -> tuple[SearchHit, ...]:
        """Find customers, people, invoices, phones and notes that contain `text`, best first."""
        with self._view() as connection:
            return hits_as_one(connection, search(connection, text, limit), read_aliases(connection, NOW))

    def twins(self) -> Iterator[tuple[Twin, ...]]:
        """Yield customers who are likely one, several at a time, and whom nobody has taken for one yet."""
        with self._view() as connection:
            yield from twins(connection, read_aliases(connection, NOW))

    def merges(self) -> tuple[Merge, ...]:
        """Return what ids are taken for others by now, the oldest word first."""
        with self._view() as connection:
            return tuple(
                Merge(entry_id, customer_id, into, reason, actor, read_instant(at))
                for entry_id, customer_id, into, reason, actor, at in rows(connection, "merges")
            )

    def main_id(self, customer_id: str, day: BusinessDay | None = None) -> str:
        """Return the id that a customer is read under, on a day or by now."""
        with self._view() as connection:
            return read_aliases(connection, Cut(day) if day else NOW).of(customer_id)

    def shift(self, day: BusinessDay, actor: str | None) -> ShiftProgress:
        """Return what was done on the day; as of a day nothing of that day is known yet."""
        next_day = replace(day, date=day.date + timedelta(days=1))
        ends = next_day.morning if day.live else day.morning
        facts = {"begins": stored_instant(day.morning), "ends": stored_instant(ends), "actor": actor}
        with self._view() as connection:
            return ShiftProgress(*rows(connection, "shift", facts).fetchone())

    def promisers(
        self, day: BusinessDay, *, collector: str | None = None, since: date | None = None
    ) -> tuple[str, ...]:
        """Return the ids of all customers who ever promised, also of those who owe nothing any more."""
        facts = {**Cut(day).facts(), "since": since and since.isoformat()}
        with self._view() as connection:
            if collector is None:
                found = rows(connection, "promisers", facts)
            else:
                found = rows(connection, "promisers_of", {**facts, "collector": collector})
            aliases = read_aliases(connection, Cut(day))
            return aliases.mains((customer_id for (customer_id,) in found), with_groups=True)

    def promisers_told(self, day: BusinessDay, since: datetime, actor: str | None) -> tuple[str, ...]:
        """Return who promised within a year, and of whom a file that came since an instant told something."""
        year = stored_instant(day.morning - timedelta(days=366))
        facts = {**Cut(day).facts(), "since": stored_instant(since), "year": year, "actor": actor}
        with self._view() as connection:
            found = [customer_id for (customer_id,) in rows(connection, "promisers_told", facts)]
            return read_aliases(connection, Cut(day)).mains(found, with_groups=True)

    def waiting_for_ledger(self, day: BusinessDay, since: date | None) -> tuple[str, ...]:
        """Return the ids of customers with a live promise or claim of payment that a newer ledger may decide."""
        facts = {**Cut(day).facts(), "since": since and since.isoformat()}
        with self._view() as connection:
            found = [customer_id for (customer_id,) in rows(connection, "waiting_for_ledger", facts)]
            return read_aliases(connection, Cut(day)).mains(found)

    def written(self, day: BusinessDay, since: datetime) -> Iterator[Entry]:
        """Yield what was written since an instant, newest first."""
        facts = {"device_id": self._book.info.device_id, "cut": Cut(day).instant}
        with self._view() as connection:
            aliases = read_aliases(connection, Cut(day))
            for entry in map(entry_of, rows(connection, "entries_newest", facts)):
                if entry.recorded_at < since:
                    break
                yield aliases.named(entry)

    def drafts(self, actor: str) -> tuple[UnfinishedCall, ...]:
        """Return what was kept of somebody's unfinished calls, the newest first."""
        from collector_tui.store.drafts import drafts

        with self._view() as connection:
            return drafts(connection, actor)


def _family(connection: Connection, customer_ids: Sequence[str]) -> list[str]:
    return [customer_id for (customer_id,) in rows_of(connection, "family", customer_ids, {})]
