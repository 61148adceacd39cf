"""Matching: exact references first, then amount and payer, then what a person is asked.

Every pass goes through the lines in an order of their own content, so that files may come in any order; what a line
was given is no longer open for the next. Two that fit equally well are a proposal, never a match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from collector_tui.domain.bank import BankLine
from collector_tui.domain.ledger import Item
from collector_tui.domain.matching.model import Debtor, How, Match, Part, Reason
from collector_tui.domain.matching.names import payer_key
from collector_tui.domain.matching.references import Named, Numbers
from collector_tui.domain.matching.reversals import taken_back
from collector_tui.domain.money import Money

_STRUCTURED: Final = 100
_IN_TEXT: Final = 95
_NOT_IN_FULL: Final = 90
_BY_PAYER: Final = 85
_LIKELY: Final = 60
_POSSIBLE: Final = 40
_VAGUE: Final = 30


def match(lines: Sequence[BankLine], debtors: Iterable[Debtor]) -> tuple[Match, ...]:
    """Return one Match a line, in the order of the lines. The parts of all never exceed what is open on an item."""
    order = sorted(range(len(lines)), key=lambda at: _content(lines[at]))
    found = _reversals(lines, order)
    matcher = _Matcher(tuple(debtors))
    for step in (matcher.by_reference, matcher.by_payer, matcher.proposed):
        for at in order:
            if at not in found and (matched := step(lines[at])):
                found[at] = matched
    return tuple(found[at] for at in range(len(lines)))


def _content(line: BankLine) -> tuple[object, ...]:
    money = line.amount
    told = (line.payer, line.on_behalf_of, line.payer_account, line.references, line.text, line.reversal)
    return (line.booked, line.account, line.bank_reference, money.currency, money.minor, *told)


def _reversals(lines: Sequence[BankLine], order: Sequence[int]) -> dict[int, Match]:
    found: dict[int, Match] = {}
    for at, other in taken_back(lines, order).items():
        if other is None:
            found[at] = Match(lines[at], How.PROPOSAL, Reason.REVERSAL_UNCLEAR)
        else:
            found[at] = Match(lines[at], How.REVERSAL, Reason.TAKES_BACK, _STRUCTURED, takes_back=lines[other])
            found[other] = Match(lines[other], How.NONE, Reason.TAKEN_BACK)
    for at, line in enumerate(lines):
        if line.amount.minor <= 0 and at not in found:
            found[at] = Match(line, How.NONE, Reason.OUTGOING)
    return found


class _Matcher:
    """The open items, less what earlier lines were given."""

    def __init__(self, debtors: tuple[Debtor, ...]) -> None:
        self._numbers = Numbers(debtors)
        self._open: dict[tuple[str, str, str], int] = {}
        self._family: dict[str, list[Debtor]] = defaultdict(list)
        self._payers: dict[str, set[str]] = defaultdict(set)
        self._by_amount: dict[tuple[str, int], list[Item]] = defaultdict(list)
        for debtor in debtors:
            family = debtor.family or debtor.customer_id
            self._family[family].append(debtor)
            for name in (debtor.name, *debtor.names):
                if key := payer_key(name):
                    self._payers[key].add(family)
            for item in debtor.items:
                if item.open.minor > 0:
                    self._open[_key(item)] = item.open.minor
                    self._by_amount[item.open.currency, item.open.minor].append(item)

    def by_reference(self, line: BankLine) -> Match | None:
        """Match what names its invoices."""
        readings = [named for named in self._numbers.named_by(line) if not named.ambiguous]
        for named in readings:
            items = self._of_line(line, named)
            if items and self._sum(items) == line.amount.minor:
                sure = _STRUCTURED if named.structured else _IN_TEXT
                return self._given(line, How.EXACT_REFERENCE, Reason.NAMED_IN_FULL, sure, items)
        named, items = (readings[-1], self._of_line(line, readings[-1])) if readings else (Named(), [])
        if not items or named.weak or len({item.customer_id for item in named.items}) > 1:
            return None
        less = line.amount.minor < self._sum(items)
        reason = Reason.NAMED_IN_PART if less else Reason.NAMED_AND_MORE
        return self._given(line, How.EXACT_REFERENCE, reason, _NOT_IN_FULL, items, rest_to=items[0].customer_id)

    def by_payer(self, line: BankLine) -> Match | None:
        """Match what comes from a known payer with an amount that only one thing explains."""
        families = self._families(line)
        if len(families) != 1 or self._numbers.named_by(line):
            return None  # who names invoices that do not fit means something that a person must find out
        (family,) = families
        mine = self._of_family(family, line.amount.currency)
        wanted = line.amount.minor
        single = [item for item in mine if self._open[_key(item)] == wanted]
        by_customer = [list(group) for _, group in groupby(sorted(mine, key=_key), key=lambda item: item.customer_id)]
        wholes = [items for items in by_customer if len(items) > 1 and self._sum(items) == wanted]
        everything = len(by_customer) > 1 and self._sum(mine) == wanted
        if len(single) + len(wholes) + everything != 1:
            return None
        if single:
            return self._given(line, How.AMOUNT_AND_PAYER, Reason.ONE_ITEM, _BY_PAYER, single)
        if wholes:
            return self._given(line, How.AMOUNT_AND_PAYER, Reason.ALL_OF_CUSTOMER, _BY_PAYER, wholes[0])
        return self._given(line, How.AMOUNT_AND_PAYER, Reason.ALL_OF_FAMILY, _BY_PAYER, mine)

    def proposed(self, line: BankLine) -> Match:
        """Propose to a person, or say why nothing can be proposed."""
        if readings := self._numbers.named_by(line):
            return self._named_badly(line, readings[-1])
        families = self._families(line)
        if len(families) > 1:
            return Match(line, How.PROPOSAL, Reason.PAYER_AMBIGUOUS, _VAGUE, named=tuple(sorted(families)))
        equal = self._of_amount(line.amount)
        if families:
            mine = self._of_family(next(iter(families)), line.amount.currency)
            if fitting := [item for item in equal if item in mine]:
                return self._given(line, How.PROPOSAL, Reason.EQUAL_ITEMS, _LIKELY, fitting[:1], of=fitting)
            if mine:
                return self._given(line, How.PROPOSAL, Reason.PAYER_ONLY, _POSSIBLE, mine)
        elif len(equal) == 1:
            return self._given(line, How.PROPOSAL, Reason.AMOUNT_ONLY, _VAGUE, equal)
        return Match(line, How.NONE, Reason.NOTHING_FITS, named=tuple(item.invoice for item in equal[:5]))

    def _named_badly(self, line: BankLine, named: Named) -> Match:
        if named.ambiguous:
            return Match(line, How.PROPOSAL, Reason.NUMBER_AMBIGUOUS, _POSSIBLE, named=named.ambiguous)
        numbers = tuple(item.invoice for item in named.items)
        same_money = [item for item in named.items if item.open.currency == line.amount.currency]
        if not same_money:
            return Match(line, How.PROPOSAL, Reason.OTHER_CURRENCY, _VAGUE, named=numbers)
        items = self._still_open(same_money)
        if not items:
            return Match(line, How.PROPOSAL, Reason.NAMED_BUT_COVERED, _POSSIBLE, named=numbers)
        several = len({item.customer_id for item in named.items}) > 1
        reason = Reason.NAMED_SEVERAL_CUSTOMERS if several else Reason.NAMED_WEAKLY
        return self._given(line, How.PROPOSAL, reason, _LIKELY, items)

    def _of_line(self, line: BankLine, named: Named) -> list[Item]:
        return self._still_open(item for item in named.items if item.open.currency == line.amount.currency)

    def _families(self, line: BankLine) -> set[str]:
        """Return who the payer may be: on whose behalf it was paid comes before who paid."""
        for name in (line.on_behalf_of, line.payer):
            if found := self._payers.get(payer_key(name)) if name else None:
                return found
        return set()

    def _still_open(self, items: Iterable[Item]) -> list[Item]:
        left = {_key(item): item for item in items if self._open.get(_key(item), 0) > 0}
        return sorted(left.values(), key=lambda item: (item.due, *_key(item)))

    def _of_family(self, family: str, currency: str) -> list[Item]:
        items = (item for one in self._family[family] for item in one.items)
        return self._still_open(item for item in items if item.open.currency == currency)

    def _of_amount(self, amount: Money) -> list[Item]:
        """Return the items of which just that much is still open: what became of each is in the index too."""
        found = self._by_amount.get((amount.currency, amount.minor), ())
        return [item for item in self._still_open(found) if self._open[_key(item)] == amount.minor]

    def _sum(self, items: Iterable[Item]) -> int:
        return sum(self._open[_key(item)] for item in items)

    def _given(
        self,
        line: BankLine,
        how: How,
        reason: Reason,
        confidence: int,
        items: Sequence[Item],
        *,
        of: Sequence[Item] = (),
        rest_to: str = "",
    ) -> Match:
        """Give the line's money to the items, oldest first, and take it from what is open."""
        left, parts = line.amount.minor, []
        for item in items:
            amount = min(left, self._open[_key(item)])
            if amount:
                parts.append(Part(item.customer_id, item.invoice, Money(amount, line.amount.currency)))
                self._open[_key(item)] -= amount
                self._by_amount[line.amount.currency, self._open[_key(item)]].append(item)
                left -= amount
        if left and rest_to:
            parts.append(Part(rest_to, None, Money(left, line.amount.currency)))
        return Match(line, how, reason, confidence, tuple(parts), tuple(item.invoice for item in of or items))


def _key(item: Item) -> tuple[str, str, str]:
    return (item.customer_id, item.invoice, item.open.currency)
