"""What a matching is given, and what it says of each line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from collector_tui.domain.bank import BankLine
from collector_tui.domain.ledger import Item
from collector_tui.domain.money import Money


@dataclass(frozen=True, slots=True)
class Debtor:
    """A customer with what is open. `family`: the same for all whom one pays for; `names`: under which it has paid."""

    customer_id: str
    name: str
    items: tuple[Item, ...] = ()
    family: str = ""
    names: tuple[str, ...] = ()


class How(StrEnum):
    """How a line was matched. Only the first two need nobody's word."""

    EXACT_REFERENCE = "exact_reference"
    AMOUNT_AND_PAYER = "amount_and_payer"
    PROPOSAL = "proposal"
    REVERSAL = "reversal"
    NONE = "none"


class Reason(StrEnum):
    """Why a line was matched so, or not."""

    NAMED_IN_FULL = "named_in_full"
    NAMED_IN_PART = "named_in_part"
    NAMED_AND_MORE = "named_and_more"
    NAMED_WEAKLY = "named_weakly"
    NAMED_SEVERAL_CUSTOMERS = "named_several_customers"
    NAMED_BUT_COVERED = "named_but_covered"
    NUMBER_AMBIGUOUS = "number_ambiguous"
    OTHER_CURRENCY = "other_currency"
    ONE_ITEM = "one_item"
    ALL_OF_CUSTOMER = "all_of_customer"
    ALL_OF_FAMILY = "all_of_family"
    EQUAL_ITEMS = "equal_items"
    PAYER_ONLY = "payer_only"
    PAYER_AMBIGUOUS = "payer_ambiguous"
    AMOUNT_ONLY = "amount_only"
    NOTHING_FITS = "nothing_fits"
    TAKES_BACK = "takes_back"
    TAKEN_BACK = "taken_back"
    REVERSAL_UNCLEAR = "reversal_unclear"
    OUTGOING = "outgoing"


@dataclass(frozen=True, slots=True)
class Part:
    """Money of a line for one invoice; without an invoice it is the customer's, and lies on none yet."""

    customer_id: str
    invoice: str | None
    amount: Money


@dataclass(frozen=True, slots=True)
class Match:
    """One line and whose money it is. `confidence` is house percent; `named` are the facts of the reason.

    `takes_back` is the earlier line that a reversal undoes.
    """

    line: BankLine
    how: How
    reason: Reason
    confidence: int = 0
    parts: tuple[Part, ...] = ()
    named: tuple[str, ...] = ()
    takes_back: BankLine | None = None

    @property
    def unmatched(self) -> Money:
        """What of the line has no owner yet; zero for what went out."""
        whole = self.line.amount
        if whole.minor <= 0 or self.reason is Reason.TAKEN_BACK:
            return Money.zero(whole.currency)
        return Money(whole.minor - sum(part.amount.minor for part in self.parts), whole.currency)
