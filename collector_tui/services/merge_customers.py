"""Two ids taken for one customer, by a person's word and for as long as it stands."""

from __future__ import annotations

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.journal.entries import CustomersMerged, Draft
from collector_tui.domain.results.needs import MissingFacts
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.one_customer import one_customer


class AlreadyMerged(CollectorError):
    """The id stands for another customer by now. `into` is that one's."""

    template = N_(
        "'{customer_id}' was taken for '{into}' before. Nothing was changed; collector twins says by which entry."
    )


class SameCustomer(CollectorError):
    """Both ids are read as one customer."""

    template = N_("'{customer_id}' and '{into}' are one customer already. Nothing was changed.")


def merge_customers(desk: Desk, customer_id: str, into: str, reason: str) -> Changes:
    """Take `customer_id` for the customer `into`: from now on all of it is read under that id.

    Files may go on naming either. Voiding the entry parts them again, with all that came in since under its own id.
    Raises UnknownCustomer, AlreadyMerged, SameCustomer or MissingFacts: then nothing was changed.
    """
    one_customer(desk, customer_id)
    main_id = one_customer(desk, into).customer.customer_id
    if main_id == customer_id:
        raise SameCustomer(customer_id=customer_id, into=into)
    stands_for = desk.reader.main_id(customer_id)
    if stands_for == main_id:
        raise SameCustomer(customer_id=customer_id, into=into)
    if stands_for != customer_id:
        raise AlreadyMerged(customer_id=customer_id, into=stands_for)
    if not reason.strip():
        raise MissingFacts(("reason",))
    draft = Draft(CustomersMerged(main_id, reason.strip()), customer_id, desk.clock())
    desk.journal.append((draft,), actor=desk.user)
    return Changes("merged", (main_id,), ("merged",))
