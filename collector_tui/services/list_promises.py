"""Promises with their computed state."""

from __future__ import annotations

from datetime import date

from collector_tui.domain.promise import Judged, PromiseState, judge
from collector_tui.services.desk import Desk


def list_promises(
    desk: Desk,
    *,
    state: PromiseState | None = None,
    due: date | None = None,
    as_of: date | None = None,
    collector: str | None = None,
) -> tuple[Judged, ...]:
    """Return promises by promised date, then customer: of one state, and with money due on one day (of a plan too).

    `collector`: only those of that portfolio.
    """
    day = desk.day(as_of)
    ledger_as_of = desk.reader.book_facts(day).ledger_as_of
    limits = desk.policy.promise
    found = [
        judged
        for facts in desk.reader.facts(day, collector=collector)
        for judged in judge(facts, day, ledger_as_of, limits)
        if state in (None, judged.state) and (due is None or due in {line.on for line in judged.lines})
    ]
    return tuple(sorted(found, key=lambda j: (j.terms.promised_for, j.promise.customer_id, j.promise_id)))
