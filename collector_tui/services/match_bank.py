"""Looking at a bank's files beside the book: whose money it is. Reads only; nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from collector_tui.domain.bank import BankLine
from collector_tui.domain.day import BusinessDay
from collector_tui.domain.facts import Facts
from collector_tui.domain.ledger import Item, ItemKind, PaymentKind
from collector_tui.domain.matching import Debtor, How, Match, match
from collector_tui.domain.money import Money, totals
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.seen import SAME_MONEY, Seen, read_seen
from collector_tui.domain.worklist.gather import payer_of
from collector_tui.services.bank_source import BankFile, WhoOwes
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
    lines = [line for file in files for line in file.lines]
    debtors = debtors_for(desk.reader, lines, desk.day(as_of), desk.policy.promise)
    matches = match(lines, debtors)
    parts = [(one.how, part.amount) for one in matches for part in one.parts]
    return BankLook(
        tuple(files),
        matches,
        {one.customer_id: one.name for one in debtors},
        totals(amount for how, amount in parts if how in SURE),
        totals(amount for how, amount in parts if how not in SURE),
        totals(one.unmatched for one in matches),
    )


def debtors_for(
    book: WhoOwes, lines: Sequence[BankLine], day: BusinessDay, limits: PromiseLimits
) -> tuple[Debtor, ...]:
    """Return everybody as the matching of some lines sees them: who owes, and whom the ledger knows to have paid then.

    With the family that one pays for, and the remembered names. What lines of before cover is not open any more; an
    invoice that the ledger has closed by a payment of those days is open for that money, so that the line of the bank
    finds what it was for.
    """
    if not lines:
        return ()
    first, last = min(one.booked for one in lines), max(one.booked for one in lines)
    known = _known(book, day, (first, last))
    payers = book.payers()
    return tuple(
        Debtor(
            name,
            one.customer.name,
            tuple(_open_to_the_bank(one, read_seen(one, day, limits), (first, last))),
            payer_of(one.customer, known),
            tuple(payer for each in (name, *one.also) for payer in payers.get(each, ())),
        )
        for name, one in known.items()
    )


def _open_to_the_bank(facts: Facts, seen: Seen, span: tuple[date, date]) -> Iterator[Item]:
    covered: dict[str | None, int] = {}
    for live in seen.live:
        if live.part.sure:
            covered[live.part.invoice] = covered.get(live.part.invoice, 0) + live.left.minor
    for item in facts.items:
        less = min(covered.get(item.invoice, 0), max(0, item.open.minor))
        yield replace(item, open=Money(item.open.minor - less, item.open.currency)) if less else item
    still = {item.invoice for item in facts.items}
    closed: dict[tuple[str, str], Item] = {}
    for payment in seen.unused:
        invoice = payment.invoice
        if invoice is None or invoice in still or payment.kind is not PaymentKind.CASH:
            continue
        if not span[0] - SAME_MONEY <= payment.on <= span[1] + SAME_MONEY:
            continue
        before = closed.get((invoice, payment.amount.currency))
        amount = Money(payment.amount.minor + (before.open.minor if before else 0), payment.amount.currency)
        on = payment.on
        closed[invoice, amount.currency] = Item(
            facts.customer.customer_id, invoice, ItemKind.INVOICE, on, on, amount, amount
        )
    yield from closed.values()


def _known(book: WhoOwes, day: BusinessDay, span: tuple[date, date]) -> Mapping[str, Facts]:
    """Return whoever owes or has paid in those days, and their parents: a head office may pay for its branches."""
    known = {one.customer.customer_id: one for one in book.facts(day)}
    wanted = set(book.paid_between(span[0] - SAME_MONEY, span[1] + SAME_MONEY))
    asked: set[str] = set()  # each id once: who has several comes back under the main one
    while missing := (wanted | _parents(known.values())) - known.keys() - asked:
        asked |= missing
        known |= {one.customer.customer_id: one for one in book.facts(day, customer_ids=sorted(missing))}
    return known


def _parents(everybody: Iterable[Facts]) -> set[str]:
    return {one.customer.parent_id for one in everybody if one.customer.parent_id}
