"""What somebody says of a bank's line: whose money it is, that it is not whose it seemed, and who pays for whom.

Each is an entry of the journal; undo and void take it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.journal.entries import BankMatched, BankShare, Draft, PayerRemembered, kind_of
from collector_tui.domain.matching.names import payer_key
from collector_tui.domain.money import Money
from collector_tui.services.bank_lines import LineState, StoredLine, find_line
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.one_customer import one_customer


class NothingProposed(CollectorError):
    """A line without a proposal needs somebody to say whose it is."""

    template = N_(
        "Nothing is proposed for line '{line_id}'. Nothing was changed; say whose it is with --customer ID, and "
        "perhaps --invoice NO."
    )


class NotOfThisLine(CollectorError):
    """A line that went out, or was taken back, is nobody's."""

    template = N_("Line '{line_id}' is a reversal or was taken back: it is nobody's money. Nothing was changed.")


class MoreThanTheLine(CollectorError):
    """The parts are more than the line, or none of its money."""

    template = N_(
        "The parts are {parts}, and the line is {amount}. Nothing was changed; give parts of it, larger than 0."
    )


class InvoiceNotOpen(CollectorError):
    """The customer has no such open invoice in the line's currency."""

    template = N_(
        "Customer '{customer_id}' has no open invoice '{invoice}' in {currency}. Nothing was changed; without "
        "--invoice the money counts for its oldest items."
    )


class NothingToRefuse(CollectorError):
    """The line is nobody's already."""

    template = N_("Line '{line_id}' is nobody's already. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said of a line. `payer`: a name that pays for `customer_id` and is not remembered, '' where none is."""

    line: StoredLine
    parts: tuple[BankShare, ...]
    changes: Changes
    payer: str = ""
    customer_id: str = ""
    remembered: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A part as it is asked for. `amount` None: what is open on the invoice, or else all that is left of the line."""

    customer_id: str
    invoice: str | None = None
    amount: Money | None = None


def confirm_line(desk: Desk, wanted: str, shares: Sequence[Share] = (), *, remember: bool = False) -> Answered:
    """Say whose a line is: as proposed, or as named; `remember` the payer's name where it is not the customer's."""
    line = _answerable(desk, wanted)
    parts = _named(desk, line, shares) if shares else _proposed(line)
    payer, customer_id = _stranger(desk, line, parts)
    now = desk.clock()
    drafts = [Draft(BankMatched(line.line_id, "confirmed", parts), None, now)]
    if payer and remember:
        drafts.append(Draft(PayerRemembered(payer), customer_id, now))
    customers = tuple(dict.fromkeys(part.customer_id for part in parts))
    changes = _write(desk, "confirmed", drafts, customers)
    return Answered(line, parts, changes, payer, customer_id, remember and bool(payer))


def refuse_line(desk: Desk, wanted: str) -> Answered:
    """Say that a line is not whose it was found, or proposed, to be."""
    line = _answerable(desk, wanted)
    if not line.parts:
        raise NothingToRefuse(line_id=line.line_id)
    customers = tuple(dict.fromkeys(part.customer_id for part in line.parts))
    draft = Draft(BankMatched(line.line_id, "refused", _proposed(line)), None, desk.clock())
    return Answered(line, (), _write(desk, "refused", [draft], customers))


def remember_payer(desk: Desk, name: str, customer_id: str) -> Changes:
    """Remember a name under which somebody pays for a customer: lines that come from it are matched to that."""
    one_customer(desk, customer_id)
    draft = Draft(PayerRemembered(name.strip()), customer_id, desk.clock())
    return _write(desk, "remembered", [draft], (customer_id,))


def _answerable(desk: Desk, wanted: str) -> StoredLine:
    line = find_line(desk.reader.bank_lines(desk.day()), wanted)
    if line.state in (LineState.REVERSAL, LineState.TAKEN_BACK):
        raise NotOfThisLine(line_id=line.line_id)
    return line


def _proposed(line: StoredLine) -> tuple[BankShare, ...]:
    if not line.parts:
        raise NothingProposed(line_id=line.line_id)
    return tuple(BankShare(part.customer_id, part.invoice, part.amount) for part in line.parts)


def _named(desk: Desk, line: StoredLine, shares: Sequence[Share]) -> tuple[BankShare, ...]:
    whole = line.line.amount
    left, parts = whole.minor, []
    for share in shares:
        facts = one_customer(desk, share.customer_id)
        minor = left
        if share.invoice is not None:
            items = [i for i in facts.items if i.invoice == share.invoice and i.open.currency == whole.currency]
            if not items:
                raise InvoiceNotOpen(customer_id=share.customer_id, invoice=share.invoice, currency=whole.currency)
            minor = min(left, max(0, items[0].open.minor))
        if share.amount is not None:
            minor = share.amount.minor
        parts.append(BankShare(share.customer_id, share.invoice, Money(minor, whole.currency)))
        left -= minor
    if left < 0 or any(part.amount.minor <= 0 for part in parts):
        total = Money(sum(part.amount.minor for part in parts), whole.currency)
        raise MoreThanTheLine(parts=total, amount=whole)
    return tuple(parts)


def _stranger(desk: Desk, line: StoredLine, parts: Sequence[BankShare]) -> tuple[str, str]:
    """Return a payer's name that is not its one customer's and not remembered for it, and that customer."""
    payer = line.line.on_behalf_of or line.line.payer
    customers = {part.customer_id for part in parts}
    if not payer_key(payer) or len(customers) != 1:
        return "", ""
    (customer_id,) = customers
    facts, remembered = one_customer(desk, customer_id), desk.reader.payers()
    ids = (facts.customer.customer_id, *facts.also)
    known = (facts.customer.name, *(name for each in ids for name in remembered.get(each, ())))
    return ("", "") if payer_key(payer) in map(payer_key, known) else (payer, customer_id)


def _write(desk: Desk, op: str, drafts: Sequence[Draft], customers: tuple[str, ...]) -> Changes:
    desk.journal.append(drafts, actor=desk.user)
    return Changes(op, customers, tuple(dict.fromkeys(kind_of(draft.payload) for draft in drafts)))
