"""What something said takes out of the amount to collect: disputes, claims of payment, stated payment runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Final

from collector_tui.domain.facts import Facts, RecordedMatter
from collector_tui.domain.journal.matters import Claim, Dispute, PaymentRun
from collector_tui.domain.ledger import PaymentKind
from collector_tui.domain.seen import EVIDENCE, read_seen
from collector_tui.domain.worklist.model import HoldReason, Until
from collector_tui.domain.worklist.reading import Reading

_MONEY: Final = frozenset({PaymentKind.CASH, PaymentKind.CLEARED, PaymentKind.BILL})
_ALL: Final = 10**18
"""More than any debt: "all that is open"."""


@dataclass(frozen=True, slots=True)
class Portion:
    """An amount (minor units) that something said takes out of the amount to collect.

    `named`: amounts of single items (disputes). Without them `minor` is taken from `invoices`, or, if those are empty
    too, from the oldest items first. `matter_id` '': a file says so, and nobody's word.
    """

    reason: HoldReason
    customer_id: str
    currency: str
    minor: int
    until: Until
    who: str
    matter_id: str
    said_at: datetime
    invoices: tuple[str, ...] = ()
    named: tuple[tuple[str, int], ...] = ()

    def may_mean(self, invoices: tuple[str, ...]) -> bool:
        """Tell whether it and something about those invoices (none: any) can be about the same money."""
        return not self.invoices or not invoices or not set(self.invoices).isdisjoint(invoices)


def portions_of(facts: Facts, reading: Reading) -> list[Portion]:
    """Return what disputes, claims and payment runs hold today, in that order, each the oldest first."""
    found = told_by_files(facts)
    for matter in facts.live(Dispute):
        found += _disputed(matter, facts, reading)
    for matter in facts.live(Claim):
        found += _claimed(matter, facts, reading)
    for matter in facts.live(PaymentRun):
        found += _in_run(matter, facts, reading)
    return found


def told_by_files(facts: Facts) -> list[Portion]:
    """Return what files call disputed, item by item: until a later file says otherwise."""
    return [
        Portion(
            reason=HoldReason.ALL_DISPUTED,
            customer_id=item.customer_id,
            currency=item.disputed.currency,
            minor=item.disputed.minor,
            until=Until(by_file=True),
            who="",
            matter_id="",
            said_at=datetime.combine(item.issued, time(), UTC),
            named=((item.invoice, item.disputed.minor),),
        )
        for item in facts.items
        if item.disputed
    ]


def has_lapsed(dispute: Dispute, reading: Reading) -> bool:
    """Tell whether the customer's own evidence is overdue: then the disputed part is asked for again."""
    return dispute.evidence_by is not None and reading.today > dispute.evidence_by


def _disputed(recorded: RecordedMatter, facts: Facts, reading: Reading) -> Iterator[Portion]:
    dispute = recorded.matter
    assert isinstance(dispute, Dispute)
    if has_lapsed(dispute, reading):
        return
    until = Until(recorded.due or dispute.answer_by)
    if dispute.parts:
        for currency in sorted({part.amount.currency for part in dispute.parts}):
            named = tuple((p.invoice, p.amount.minor) for p in dispute.parts if p.amount.currency == currency)
            minor = sum(amount for _, amount in named)
            yield _portion(recorded, HoldReason.ALL_DISPUTED, currency, minor, until, named=named)
    elif dispute.amount is not None:
        yield _portion(recorded, HoldReason.ALL_DISPUTED, dispute.amount.currency, dispute.amount.minor, until)
    else:
        for currency in _currencies(facts):
            yield _portion(recorded, HoldReason.ALL_DISPUTED, currency, _ALL, until)


def _claimed(recorded: RecordedMatter, facts: Facts, reading: Reading) -> Iterator[Portion]:
    claim = recorded.matter
    assert isinstance(claim, Claim)
    seen_by = reading.after(claim.paid_on, reading.policy.cadence.after_claim)
    if reading.today >= seen_by and reading.ledger_as_of is not None and reading.ledger_as_of >= seen_by:
        return
    rest = claim.amount.minor - arrived(recorded, claim.amount.currency, claim.items, facts, reading)
    if rest > 0:
        until = Until(seen_by if seen_by > reading.today else reading.after(reading.today, 1))
        reason = HoldReason.PAYMENT_CLAIMED
        yield _portion(recorded, reason, claim.amount.currency, rest, until, invoices=claim.items)


def _in_run(recorded: RecordedMatter, facts: Facts, reading: Reading) -> Iterator[Portion]:
    run = recorded.matter
    assert isinstance(run, PaymentRun)
    returns = reading.after(run.run_on, reading.policy.cadence.after_payment_run)
    if not run.confirmed or reading.today >= returns:
        return
    stated = {run.amount.currency: run.amount.minor} if run.amount else dict.fromkeys(_currencies(facts), _ALL)
    for currency, minor in stated.items():
        rest = minor - arrived(recorded, currency, (), facts, reading)
        if rest > 0:
            yield _portion(recorded, HoldReason.IN_PAYMENT_RUN, currency, rest, Until(returns))


def newest_word(promised: Iterable[Portion], said: Iterable[Portion]) -> list[Portion]:
    """Return what is left of promised portions where a later claim or payment run may mean the same money.

    The same money is not held twice: what they said last takes the place of what they had promised before.
    """
    later = list(said)
    unused = [portion.minor for portion in later]
    left: list[Portion] = []
    for portion in promised:
        minor = portion.minor
        for place, word in enumerate(later):
            same = word.currency == portion.currency and word.may_mean(portion.invoices)
            if same and word.said_at > portion.said_at:
                covered = min(minor, unused[place])
                minor -= covered
                unused[place] -= covered
        left.append(portion if minor == portion.minor else replace(portion, minor=minor))
    return left


def arrived(recorded: RecordedMatter, currency: str, invoices: tuple[str, ...], facts: Facts, reading: Reading) -> int:
    """Return what came in (minor units) that the ledger did not hold when something was said of it.

    What is seen at the bank has come, whoever knew first: it takes itself off, and need not be believed.
    """
    earliest = reading.civil(recorded.occurred_at) - timedelta(days=reading.policy.promise.lookback_days)
    new = [
        p
        for p in read_seen(facts, reading.day, reading.policy.promise).payments
        if (p.known_at > recorded.recorded_at or p.payment_id.startswith(EVIDENCE))
        and p.on >= earliest
        and p.amount.currency == currency
        and (not invoices or p.invoice in invoices)
    ]
    money = sum(p.amount.minor for p in new if p.kind in _MONEY)
    return max(0, money - sum(p.amount.minor for p in new if p.kind is PaymentKind.REVERSAL))


def _currencies(facts: Facts) -> list[str]:
    return sorted({item.open.currency for item in facts.items})


def _portion(
    recorded: RecordedMatter,
    reason: HoldReason,
    currency: str,
    minor: int,
    until: Until,
    *,
    invoices: Iterable[str] = (),
    named: tuple[tuple[str, int], ...] = (),
) -> Portion:
    return Portion(
        reason=reason,
        customer_id=recorded.customer_id,
        currency=currency,
        minor=minor,
        until=until,
        who=recorded.owner,
        matter_id=recorded.matter_id,
        said_at=recorded.occurred_at,
        invoices=tuple(invoices),
        named=named,
    )
