"""Which class a row stands in, A B D C E F, and what lifts it there (terms.md, "class")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from collector_tui.domain.journal.matters import PaymentRun
from collector_tui.domain.money import Money
from collector_tui.domain.worklist.gather import Case
from collector_tui.domain.worklist.model import RowClass
from collector_tui.domain.worklist.portion import Portion
from collector_tui.domain.worklist.reading import Reading
from collector_tui.domain.worklist.standing import NotKept


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for calling a customer. `broken`: promises not kept and not talked about since, worth a call.

    `lifted`: its class stands above the ordinary ones. `pin`: the reason why it was pinned for today, or None.
    """

    row_class: RowClass
    broken: tuple[NotKept, ...] = ()
    pin: str | None = None

    @property
    def pinned(self) -> bool:
        """True if somebody put it at the top of its class for today."""
        return self.pin is not None

    @property
    def lifted(self) -> bool:
        """True for A, B, D and C."""
        return self.row_class not in (RowClass.OVERDUE, RowClass.PRE_DUE)


_ORDINARY = Signals(RowClass.OVERDUE)


def signals_of(case: Case, reading: Reading) -> Signals:
    """Return the class of a case. B, D and C lift only above a minimum, so that pennies never outrank a fortune."""
    facts = case.facts
    if not (facts.matters or facts.pins):
        return _ORDINARY if case.parts.overdue else Signals(RowClass.PRE_DUE)
    pins = [pin.reason for pin in facts.pins if pin.how == "pin" and pin.on == reading.today]
    broken = tuple(one for one in case.standing.not_kept if not one.spoken and _worth_a_call(one, reading))
    return Signals(_row_class(case, broken, reading), broken, pins[-1] if pins else None)


def _row_class(case: Case, broken: tuple[NotKept, ...], reading: Reading) -> RowClass:
    least = reading.numbers.minimum_to_lift
    if case.callback is not None:
        return RowClass.CALLBACK
    if reading.above(_still_open((one.portion for one in broken), case), least):
        return RowClass.BROKEN
    if case.closing and reading.above(case.parts.left, least):
        return RowClass.RUN_CLOSES
    if reading.above(_still_open((one.portion for one in case.to_confirm), case), least):
        return RowClass.CONFIRM
    return RowClass.OVERDUE if case.parts.overdue else RowClass.PRE_DUE


def _worth_a_call(one: NotKept, reading: Reading) -> bool:
    """A promise kept in part counts only if what is missing is above the floor."""
    floor = reading.numbers.floor.get(one.portion.currency, 0)
    return not one.partly or one.portion.minor > floor


def _still_open(portions: Iterable[Portion], case: Case) -> dict[str, int]:
    """Return the amounts (minor units by currency), at most what is left to collect."""
    sums: defaultdict[str, int] = defaultdict(int)
    for portion in portions:
        sums[portion.currency] += portion.minor
    return {currency: min(minor, case.parts.left.get(currency, 0)) for currency, minor in sums.items()}


def run_on_which(case: Case) -> PaymentRun:
    """Return the first run that closes; only for a case with one."""
    run = case.closing[0].matter
    assert isinstance(run, PaymentRun)
    return run


def lifted_amounts(portions: Iterable[Portion], case: Case) -> tuple[Money, ...]:
    """Return what a class is about, largest first: the rest of promises that is still to collect."""
    found = [Money(minor, currency) for currency, minor in _still_open(portions, case).items() if minor > 0]
    return tuple(sorted(found, key=lambda money: (-money.decimal(), money.currency)))
