"""Reading one customer's facts, or saying that there is no such customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.facts import Facts
from collector_tui.domain.ledger import Customer
from collector_tui.domain.promise import Judged
from collector_tui.domain.promise.judge import judge
from collector_tui.services.desk import Desk


class UnknownCustomer(CollectorError):
    """No customer has that id. `customer_id` is what was typed."""

    template = N_("No customer has the id '{customer_id}'. Nothing was changed; `collector search` finds customers.")


def one_customer(desk: Desk, customer_id: str, day: BusinessDay | None = None) -> Facts:
    """Return a customer's facts as read for `day` (None: today); raise UnknownCustomer."""
    found = next(iter(desk.reader.facts(day or desk.day(), customer_ids=[customer_id])), None)
    if found is None:
        raise UnknownCustomer(customer_id=customer_id)
    return found


def customers_by_id(desk: Desk, customer_ids: Iterable[str], day: BusinessDay) -> Mapping[str, Customer]:
    """Return the customers with these ids; those that do not exist are left out."""
    found = desk.reader.facts(day, customer_ids=sorted(customer_ids))
    return {facts.customer.customer_id: facts.customer for facts in found}


def judged_of(desk: Desk, facts: Facts, day: BusinessDay) -> tuple[Judged, ...]:
    """Return the customer's promises as judged on `day`, oldest first."""
    if not facts.promises():
        return ()
    return judge(facts, day, desk.reader.book_facts(day).ledger_as_of, desk.policy_for(facts.customer).promise)
