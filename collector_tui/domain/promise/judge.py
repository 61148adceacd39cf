"""Judging all promises of one customer: a pure fold of its facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise.model import JUDGED_STATES, Judged, KeptRecord, PromiseState


def judge(facts: Facts, day: BusinessDay, ledger_as_of: date | None, limits: PromiseLimits) -> tuple[Judged, ...]:
    """Judge every promise of one customer, oldest first."""
    raise NotImplementedError


def kept_record(judged: Iterable[Judged]) -> KeptRecord:
    """Return "kept x of y" of a customer's judged promises."""
    ended = [j for j in judged if j.state in JUDGED_STATES]
    return KeptRecord(sum(j.state is PromiseState.KEPT for j in ended), len(ended))
