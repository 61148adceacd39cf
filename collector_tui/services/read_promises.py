"""The promises of a book or of a portfolio, each with whose it is and what is to be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from collector_tui.domain.promise import Judged, PromiseState
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.worklist.promise_groups import PromiseGroup, group_of, is_over, last_day
from collector_tui.domain.worklist.reading import Reading
from collector_tui.services.desk import Desk


@dataclass(frozen=True, slots=True)
class PromiseBook:
    """Promises as judged on `day`, by promised day, customer and id.

    `names`: customers' names by id; `groups`: by promise id. `since`: what was over before that day is left out.
    """

    day: date
    ledger_as_of: date | None
    promises: tuple[Judged, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, PromiseGroup] = field(default_factory=dict)
    since: date | None = None

    def name_of(self, judged: Judged) -> str:
        """Return the name of the customer who promised."""
        return self.names.get(judged.promise.customer_id, judged.promise.customer_id)

    def only(self, *, state: PromiseState | None = None, due: date | None = None) -> PromiseBook:
        """Return the promises of one state, and with money due on one day (of a plan too)."""
        kept = (one for one in self.promises if state in (None, one.state))
        return replace(
            self, promises=tuple(one for one in kept if due is None or due in {line.on for line in one.lines})
        )


def read_promises(
    desk: Desk, *, as_of: date | None = None, collector: str | None = None, since: date | None = None
) -> PromiseBook:
    """Return every promise of everybody's customers, or of one portfolio's, also of those who owe nothing any more.

    `since` leaves out the promises about which nothing is left to do and that came to their end before that day.
    """
    day = desk.day(as_of)
    book = desk.reader.book_facts(day)
    reading = Reading(book, day, desk.policy)
    promisers = desk.reader.promisers(day, collector=collector, since=since)
    promises: list[Judged] = []
    names: dict[str, str] = {}
    groups: dict[str, PromiseGroup] = {}
    for facts in desk.reader.facts(day, collector=collector, customer_ids=promisers) if promisers else ():
        names[facts.customer.customer_id] = facts.customer.name
        own = reading.of(facts.customer)
        judged = judge(facts, day, book.ledger_as_of, own.policy.promise)
        groups |= {one.promise_id: group_of(one, own) for one in judged}
        promises += judged
    if since is not None:
        promises = [one for one in promises if not is_over(one) or last_day(one) >= since]
    promises.sort(key=lambda one: (one.terms.promised_for, one.promise.customer_id, one.promise_id))
    kept = {one.promise_id: groups[one.promise_id] for one in promises}
    return PromiseBook(day.date, book.ledger_as_of, tuple(promises), names, kept, since)
