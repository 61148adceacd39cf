"""The statement of account of one customer, or of a family that pays centrally."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.facts import PAYMENTS_HELD
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.statement import Statement, statement_of
from collector_tui.domain.worklist.gather import payer_of
from collector_tui.services.desk import Desk
from collector_tui.services.one_customer import one_customer

_SINCE: Final = timedelta(days=90)


class PaymentsNotKnown(CollectorError):
    """Payments before (or after) what is held were asked for."""

    template = N_("Payments can be told from {first} to {last}; {since} lies outside. Nothing was written.")


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement, and who pays for the customer if it is not the customer itself."""

    statement: Statement
    payer_id: str | None = None


class NoLedgerThen(CollectorError):
    """No file tells of a day that early."""

    template = N_("No file tells what was owed before {day}. Nothing was written; ask for a later day.")


def read_statement(
    desk: Desk,
    customer_id: str,
    *,
    as_of: date | None = None,
    since: date | None = None,
    with_promises: bool = False,
) -> StatementView:
    """Return the statement of now, or of the morning of `as_of`, with payments since a day (else of three months).

    For the payer of a family it is about every member that the payer pays for; for a member it is about that member.
    Raises UnknownCustomer, PaymentsNotKnown, and NoLedgerThen.
    """
    day = desk.day(as_of)
    first = day.date - PAYMENTS_HELD
    begins = day.date - _SINCE if since is None else since
    if not first <= begins <= day.date:
        raise PaymentsNotKnown(first=first, last=day.date, since=begins)
    own = one_customer(desk, customer_id, day)
    customer_id = own.customer.customer_id
    together = [customer_id]
    known = {customer_id: own}
    if len(relatives := desk.reader.family([customer_id], day)) > 1:
        known |= {one.customer.customer_id: one for one in desk.reader.facts(day, customer_ids=relatives)}
        paid_for = [name for name, one in known.items() if payer_of(one.customer, known) == customer_id]
        together += [name for name in paid_for if name != customer_id]
    members = [known[name] for name in together]
    ledger_as_of = desk.reader.book_facts(day).ledger_as_of
    if ledger_as_of is None:
        raise NoLedgerThen(day=day.date)
    promises = {
        one.customer.customer_id: judge(one, day, ledger_as_of, desk.policy_for(one.customer).promise)
        for one in members
    }
    payer = payer_of(own.customer, known)
    return StatementView(
        statement_of(members, day.date, ledger_as_of, begins, promises if with_promises else None),
        None if payer == customer_id else payer,
    )
