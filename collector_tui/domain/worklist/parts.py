"""The amount to collect per item, and the parts held out of it (terms.md, "Amount to collect").

Per item: open - disputed - what is said to come - credit allocated to it - what was seen at the bank; never below
nothing, and nothing is lost: the five add up to what is open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.facts import Facts
from collector_tui.domain.ledger import Item
from collector_tui.domain.money import Money, totals
from collector_tui.domain.worklist.model import HoldReason, ItemLine, PartHeld, Until
from collector_tui.domain.worklist.portion import Portion
from collector_tui.domain.worklist.reading import Reading


@dataclass(frozen=True, slots=True)
class Taken:
    """What a portion really took: minor units, at most what it asked for."""

    portion: Portion
    minor: int


@dataclass(frozen=True, slots=True)
class Parts:
    """One customer's items, split; the oldest first. `called`: the lines that a call is about today. Minor units by
    currency: `left` to collect on those, `overdue` open and past due. `credited`: credit taken off what is called for.
    """

    lines: tuple[ItemLine, ...]
    called: tuple[ItemLine, ...]
    left: dict[str, int]
    overdue: dict[str, int]
    taken: tuple[Taken, ...] = ()
    credited: tuple[Money, ...] = ()

    @property
    def all_credited(self) -> bool:
        """True if credits cover everything that is called for."""
        return bool(self.credited) and all(line.open == line.credited for line in self.called)

    def held(self, who: str) -> tuple[PartHeld, ...]:
        """Return the parts held, in the order of their reasons. `who` acts where nobody was named."""
        found = [
            PartHeld(
                one.portion.reason,
                Money(one.minor, one.portion.currency),
                one.portion.until,
                one.portion.who or who,
                one.portion.matter_id or None,
            )
            for one in self.taken
        ]
        found += [PartHeld(HoldReason.CREDIT_TO_APPLY, credit, Until(), who) for credit in self.credited]
        return tuple(sorted(found, key=lambda part: PRECEDENCE[part.reason])) if len(found) > 1 else tuple(found)


def moneys(minor: Mapping[str, int]) -> tuple[Money, ...]:
    """Return amounts in minor units by currency as money, the largest first; zeros left out."""
    if len(minor) == 1:
        ((currency, amount),) = minor.items()
        return (Money(amount, currency),) if amount else ()
    return totals(Money(amount, currency) for currency, amount in minor.items())


PRECEDENCE = {reason: place for place, reason in enumerate(HoldReason)}


class _Line:
    """One item while parts are taken out of it. Minor units."""

    __slots__ = ("called", "credited", "disputed", "item", "left", "promised", "seen")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.left = max(0, item.open.minor)
        self.disputed = self.promised = self.seen = 0
        self.credited = min(0, item.open.minor)
        self.called = False


@dataclass(slots=True)
class _Take:
    """What one portion took from one line."""

    portion: Portion
    line: _Line
    minor: int


def parts_of(
    facts: Facts,
    portions: Sequence[Portion],
    asked: Sequence[Portion],
    reading: Reading,
    due_by: date | None = None,
) -> Parts:
    """Split one customer's items. `portions` take their part; `asked` (promises to confirm or not kept) are called for,
    and so is all that is due by the day of a payment run, `due_by`.

    Money seen at the bank on a named item takes first: what is paid is not contested. Then disputes, credits, other
    money seen, and what is said to come; among each, what names its items before what does not, so that words about any
    money leave room for words about this money.
    """
    items = sorted(facts.items, key=_oldest_first)
    if not portions and not asked and due_by is None and not facts.unapplied and all(i.open.minor > 0 for i in items):
        return _whole(items, reading)
    lines = [_Line(item) for item in items]
    takes: list[_Take] = []
    named_first = sorted(portions, key=lambda portion: not (portion.named or portion.invoices))
    first, disputed, seen, to_come = _in_turn(named_first)
    disputed.sort(key=lambda portion: portion.until.by_file)  # files last: they add nothing to what the customer says
    for portion in (*first, *disputed):
        takes += _take(portion, lines)
    _credit(facts, lines, takes, reading)
    for portion in (*seen, *to_come):
        takes += _take(portion, lines)
    for portion in asked:
        _call_for(portion, lines)
    if due_by is not None:
        for line in lines:
            line.called = line.called or line.item.due <= due_by
    return _split(lines, takes, reading)


def _in_turn(portions: Iterable[Portion]) -> tuple[list[Portion], ...]:
    turns: tuple[list[Portion], ...] = ([], [], [], [])
    for portion in portions:
        if portion.reason is HoldReason.SEEN_AT_BANK:
            turns[0 if portion.invoices else 2].append(portion)
        else:
            turns[1 if portion.reason is HoldReason.ALL_DISPUTED else 3].append(portion)
    return turns


def _oldest_first(item: Item) -> tuple[date, str, str]:
    return item.due, item.invoice, item.customer_id


def _whole(items: Iterable[Item], reading: Reading) -> Parts:
    """Split the items of a customer from which nothing is taken out: by far the most, so they get the short way."""
    today, reminds = reading.today, bool(reading.numbers.pre_due_from)
    lines: list[ItemLine] = []
    called: list[ItemLine] = []
    left: dict[str, int] = {}
    overdue: dict[str, int] = {}
    for item in items:
        opened, days = item.open, (today - item.due).days
        currency = opened.currency
        nothing = reading.zero(currency)
        line = ItemLine(
            item.invoice,
            item.customer_id,
            item.due,
            days,
            item.amount,
            opened,
            opened,
            nothing,
            nothing,
            nothing,
            nothing,
        )
        lines.append(line)
        if days > 0:
            overdue[currency] = overdue.get(currency, 0) + opened.minor
        if days > 0 or (reminds and _to_remind_of(item, days, reading)):
            called.append(line)
            left[currency] = left.get(currency, 0) + opened.minor
    return Parts(tuple(lines), tuple(called), left, overdue)


def _take(portion: Portion, lines: Sequence[_Line]) -> Iterable[_Take]:
    named = dict(portion.named)
    rest = portion.minor
    for line in _lines_for(portion, lines):
        most = min(rest, line.left, named.get(line.item.invoice, rest) if named else rest)
        if portion.until.by_file:
            most = min(most, rest - line.disputed)
        if most <= 0:
            continue
        rest -= most
        line.left -= most
        if portion.reason is HoldReason.ALL_DISPUTED:
            line.disputed += most
        elif portion.reason is HoldReason.SEEN_AT_BANK:
            line.seen += most
        else:
            line.promised += most
        yield _Take(portion, line, most)


def _lines_for(portion: Portion, lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines that a portion may take from: of the items it names, else all, the oldest first."""
    same = [line for line in lines if line.item.open.currency == portion.currency and line.item.open.minor > 0]
    invoices = {invoice for invoice, _ in portion.named} or set(portion.invoices)
    if not invoices:
        return same
    named = [line for line in same if line.item.invoice in invoices]
    own = [line for line in named if line.item.customer_id == portion.customer_id]
    return own or named


def _credit(facts: Facts, lines: Sequence[_Line], takes: list[_Take], reading: Reading) -> None:
    """Allocate credits: one issued since a dispute first to the disputed part, the rest to the oldest item first."""
    for line in lines:
        credit = line.item.open
        if credit.minor < 0:
            _allocate(credit.currency, -credit.minor, line.item.issued, lines, takes, reading)
    for money in facts.unapplied:
        _allocate(money.currency, money.minor, date.min, lines, takes, reading)


def _allocate(
    currency: str, rest: int, issued: date, lines: Sequence[_Line], takes: list[_Take], reading: Reading
) -> None:
    for take in takes:
        disputed = take.portion.reason is HoldReason.ALL_DISPUTED
        if disputed and take.portion.currency == currency and issued >= reading.civil(take.portion.said_at):
            most = min(rest, take.minor)
            take.minor -= most
            take.line.disputed -= most
            take.line.credited += most
            rest -= most
    for line in lines:
        if line.item.open.currency == currency and line.item.open.minor > 0:
            most = min(rest, line.left)
            line.left -= most
            line.credited += most
            rest -= most


def _call_for(portion: Portion, lines: Sequence[_Line]) -> None:
    """Mark the items that a promise to confirm, or one not kept, is about: they are called for even before due."""
    rest = portion.minor
    for line in _lines_for(portion, lines):
        if rest > 0 and line.left > 0:
            line.called = True
            rest -= line.left


def _split(lines: Sequence[_Line], takes: Iterable[_Take], reading: Reading) -> Parts:
    today = reading.today
    made: list[ItemLine] = []
    called: list[ItemLine] = []
    left: defaultdict[str, int] = defaultdict(int)
    overdue: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        item = line.item
        days = (today - item.due).days
        minor, currency = item.open.minor, item.open.currency
        shown = _shown(line, days, reading)
        made.append(shown)
        if minor > 0 and days > 0:
            overdue[currency] += minor
        if minor > 0 and (days > 0 or line.called or _to_remind_of(item, days, reading)):
            called.append(shown)
            left[currency] += line.left
    taken: dict[Portion, int] = {}
    for take in takes:
        taken[take.portion] = taken.get(take.portion, 0) + take.minor
    return Parts(
        lines=tuple(made),
        called=tuple(called),
        left=left,
        overdue=overdue,
        taken=tuple(Taken(portion, minor) for portion, minor in taken.items() if minor),
        credited=totals(line.credited for line in called) if any(line.credited for line in lines) else (),
    )


def _to_remind_of(item: Item, days: int, reading: Reading) -> bool:
    """Tell whether the policy wants a reminder of this item before it is due."""
    least = reading.numbers.pre_due_from.get(item.open.currency)
    return least is not None and days >= -reading.numbers.pre_due_days and item.open.minor >= least


def _shown(line: _Line, days: int, reading: Reading) -> ItemLine:
    item = line.item
    currency = item.open.currency
    nothing = reading.zero(currency)
    touched = line.left != item.open.minor
    return ItemLine(
        invoice=item.invoice,
        customer_id=item.customer_id,
        due=item.due,
        days_past_due=days,
        amount=item.amount,
        open=item.open,
        to_collect=Money(line.left, currency) if touched else item.open,
        disputed=Money(line.disputed, currency) if line.disputed else nothing,
        promised=Money(line.promised, currency) if line.promised else nothing,
        credited=Money(line.credited, currency) if line.credited else nothing,
        seen=Money(line.seen, currency) if line.seen else nothing,
    )
