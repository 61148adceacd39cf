"""What the worklist says: rows with their why, and what is held back with until when and who acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from collector_tui.domain.ledger import Person
from collector_tui.domain.money import Money

Fact = str | int | Money | date | datetime | None


class RowClass(StrEnum):
    """The classes, in the order in which they stand on the list."""

    CALLBACK = "A"
    BROKEN = "B"
    RUN_CLOSES = "D"
    CONFIRM = "C"
    OVERDUE = "E"
    PRE_DUE = "F"


CLASS_ORDER = tuple(RowClass)


class HoldReason(StrEnum):
    """Why a customer (or a part) is not to be called now, in order of precedence."""

    HANDED_OVER = "handed_over"
    ON_HOLD = "on_hold"
    DO_NOT_CALL = "do_not_call"
    OTHER_COLLECTOR = "other_collector"
    PAID = "paid"
    CREDIT_TO_APPLY = "credit_to_apply"
    ALL_DISPUTED = "all_disputed"
    SEEN_AT_BANK = "seen_at_bank"
    """A bank's file tells of the money, the ledger does not yet."""
    MAY_BE_PAID = "may_be_paid"
    """A bank's file tells of money that may be theirs: somebody looks at it first."""
    PAYMENT_CLAIMED = "payment_claimed"
    IN_PAYMENT_RUN = "in_payment_run"
    PROMISE_NOT_DUE = "promise_not_due"
    PROMISE_DUE_TODAY = "promise_due_today"
    AWAITING_LEDGER = "awaiting_ledger"
    """Only where the policy sets a greatest age of the ledger: broken and due promises wait for a newer one."""
    OUR_MOVE = "our_move"
    NEXT_STEP_AGREED = "next_step_agreed"
    CALLBACK_LATER = "callback_later"
    CALLED_RECENTLY = "called_recently"
    CAP_REACHED = "cap_reached"
    BELOW_MINIMUM = "below_minimum"
    NOT_YET = "not_yet"
    HOLIDAY = "holiday"
    SKIPPED = "skipped"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class Why:
    """One term of the explanation: a stable code and its facts. `value` is the number that it stands for, if any.

    The words belong to `present`; a code is never shown bare.
    """

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Until:
    """When a hold ends: a day, an instant, or neither: only a release ends it, or (`by_file`) a file of later."""

    day: date | None = None
    at: datetime | None = None
    by_file: bool = False


@dataclass(frozen=True, slots=True)
class PartHeld:
    """A part that is taken out of the amount to collect."""

    reason: HoldReason
    amount: Money
    until: Until
    who: str = ""
    matter_id: str | None = None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An open item with its amount to collect and the parts taken out of it.

    open = to_collect + disputed + promised + credited + seen, and to_collect is never negative. `promised` is what is
    said to come: by live promises, claims of payment and stated payment runs. Of a credit note all is `credited`.
    `seen` is what a bank has told of and the ledger not yet.
    """

    invoice: str
    customer_id: str
    due: date
    days_past_due: int
    amount: Money
    open: Money
    to_collect: Money
    disputed: Money
    promised: Money
    credited: Money
    seen: Money


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation to have now. Money is per currency, largest first.

    `items` are all open items, oldest first; `to_collect` and `overdue` add those that the call is about (overdue, or
    reminded of before they are due) and leave out the rest.

    `score` is whole money-days at risk in the policy's base currency (or a percentile where no rate is known: then a
    Why says so). `opens_at`: outside contact hours now; an instant, else None. `next_action`: call, find_number,
    confirm_promise, ask_if_paid, ... `member_ids`: the customers of a family that pays centrally. `opener`: which
    opening lines fit: the class, or ask_if_paid for E where the ledger is behind. `zone`: where the person sits.
    """

    rank: int
    customer_id: str
    name: str
    row_class: RowClass
    score: int
    to_collect: tuple[Money, ...]
    overdue: tuple[Money, ...]
    days_past_due: int
    why: tuple[Why, ...]
    next_action: str
    person: Person | None
    items: tuple[ItemLine, ...] = ()
    parts_held: tuple[PartHeld, ...] = ()
    opens_at: datetime | None = None
    zone: str = ""
    last_contact: datetime | None = None
    last_outcome: str | None = None
    pinned: bool = False
    member_ids: tuple[str, ...] = ()
    opener: str = "E"

    @property
    def phone(self) -> str:
        """The number to dial, or nothing."""
        return self.person.phone if self.person else ""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A customer not to be called now: the first reason by precedence, until when, and who acts.

    `member_ids`: the customers of a family that pays centrally.
    """

    customer_id: str
    name: str
    reason: HoldReason
    until: Until
    who: str
    to_collect: tuple[Money, ...] = ()
    overdue: tuple[Money, ...] = ()
    parts_held: tuple[PartHeld, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    member_ids: tuple[str, ...] = ()


class Move(StrEnum):
    """How a customer's place changed since the list before."""

    NEW = "new"
    UP = "up"
    DOWN = "down"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class RowChange:
    """What changed for one customer. Ranks, classes and scores are those of the two lists, None where it is on one.

    `because` (GONE): why it is held back now, with `until` and `who`; None where nothing is left to ask for.
    `was` (NEW): why it was held back the morning before; None where there was nothing to ask for.
    """

    customer_id: str
    name: str
    move: Move
    rank_before: int | None = None
    rank: int | None = None
    because: HoldReason | None = None
    until: Until = Until()
    who: str = ""
    was: HoldReason | None = None
    class_before: RowClass | None = None
    row_class: RowClass | None = None
    score_before: int | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Worklist:
    """The list of a day. `ledger_as_of` None: no ledger yet. `stale_days`: business days the ledger lags behind.

    A ledger as of the last business day before `day` lags by 0. `changes`: against the list of the morning before, if
    that was asked for. `in_hindsight`: no file of that morning or before tells of it, so nothing is compared with it.
    """

    day: date
    ledger_as_of: date | None
    collector: str | None
    rows: tuple[Row, ...]
    held_back: tuple[HeldBack, ...]
    stale_days: int = 0
    changes: tuple[RowChange, ...] = ()
    in_hindsight: bool = False
