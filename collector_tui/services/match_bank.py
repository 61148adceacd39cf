"""Looking at a bank's files beside the book: whose money it is. Reads only; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts
from collector_tui.domain.matching import Debtor, How, Match, match
from collector_tui.domain.money import Money, totals
from collector_tui.domain.worklist.gather import payer_of
from collector_tui.services.bank_source import BankFile
from collector_tui.services.desk import Desk

SURE = frozenset({How.EXACT_REFERENCE, How.AMOUNT_AND_PAYER})


@dataclass(frozen=True, slots=True)
class BankLook:
    """Files with the match of each of their lines, in the files' order; `names` are the customers' by id.

    Per currency: `matched` needs nobody's word, `proposed` does, `unmatched` has no owner.
    """

    files: tuple[BankFile, ...]
    matches: tuple[Match, ...]
    names: Mapping[str, str]
    matched: tuple[Money, ...]
    proposed: tuple[Money, ...]
    unmatched: tuple[Money, ...]


def match_bank(desk: Desk, files: Sequence[BankFile], *, as_of: date | None = None) -> BankLook:
    """Match the lines of all files together against what is open on the day."""
    known = _known(desk, desk.day(as_of))
    matches = match([line for file in files for line in file.lines], debtors_of(known))
    parts = [(one.how, part.amount) for one in matches for part in one.parts]
    return BankLook(
        tuple(files),
        matches,
        {name: one.customer.name for name, one in known.items()},
        totals(amount for how, amount in parts if how in SURE),
        totals(amount for how, amount in parts if how not in SURE),
        totals(one.unmatched for one in matches),
    )


def debtors_of(known: Mapping[str, Facts]) -> tuple[Debtor, ...]:
    """Return everybody as the matching sees them: with the family that one pays for."""
    return tuple(
        Debtor(name, one.customer.name, one.items, payer_of(one.customer, known)) for name, one in known.items()
    )


def _known(desk: Desk, day: BusinessDay) -> Mapping[str, Facts]:
    """Return whoever owes, and their parents: a head office that owes nothing may pay for its branches."""
    known = {one.customer.customer_id: one for one in desk.reader.facts(day)}
    while missing := _parents(known.values()) - known.keys():
        more = {one.customer.customer_id: one for one in desk.reader.facts(day, customer_ids=sorted(missing))}
        if not more:
            break
        known |= more
    return known


def _parents(everybody: Iterable[Facts]) -> set[str]:
    return {one.customer.parent_id for one in everybody if one.customer.parent_id}
