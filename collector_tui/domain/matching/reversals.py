"""Lines that take back an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from collector_tui.domain.bank import BankLine
from collector_tui.domain.matching.names import payer_key
from collector_tui.domain.money import Money


def taken_back(lines: Sequence[BankLine], order: Sequence[int]) -> dict[int, int | None]:
    """Return for each reversal the index of the line that it takes back; None where that is not clear.

    It is the line of the same account with the opposite amount, not booked later, that shares a reference, else the
    payer, else is the only one. Of equal lines it does not matter which.
    """
    found: dict[int, int | None] = {}
    free: defaultdict[tuple[str, Money], list[int]] = defaultdict(list)
    for at in order:
        if not lines[at].reversal:
            free[lines[at].account, lines[at].amount].append(at)
    for at in order:
        line = lines[at]
        if not line.reversal or not line.amount:
            continue
        candidates = free[line.account, -line.amount]
        fitting = [other for other in candidates if lines[other].booked <= line.booked]
        by_reference = [other for other in fitting if _references(lines[other]) & _references(line)]
        payer = payer_key(line.payer)
        by_payer = [other for other in fitting if payer and payer_key(lines[other].payer) == payer]
        best = by_reference or by_payer or fitting
        if best and all(lines[other] == lines[best[0]] for other in best):
            found[at] = best[-1]
            candidates.remove(best[-1])
        else:
            found[at] = None
    return found


def _references(line: BankLine) -> set[str]:
    return {*line.references, line.bank_reference} - {""}
