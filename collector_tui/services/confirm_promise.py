"""What a confirmation to the customer says: all that was promised in one contact, and what is left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.facts import Facts, RecordedMatter
from collector_tui.domain.journal.matters import Claim, Dispute, Promise
from collector_tui.domain.ledger import Customer, Item
from collector_tui.domain.money import Money, totals
from collector_tui.services.desk import Desk
from collector_tui.services.one_customer import one_customer


class NoSuchPromise(CollectorError):
    """No promise has that id. `promise_id` is what was typed."""

    template = N_("The journal holds no promise with the id '{promise_id}'; `collector promises --json` lists them.")


class PromiseOver(CollectorError):
    """The promise was ended, or its day is over."""

    template = N_("This promise is over: there is nothing left to confirm.")


class PromiseWaits(CollectorError):
    """The promise is beyond limits and not approved yet: nothing is agreed that could be confirmed."""

    template = N_("This promise waits for approval; its confirmation can be written once it is approved.")


class NoPromiseToConfirm(CollectorError):
    """The customer has no promise that could be confirmed."""

    template = N_("This customer has no promise to confirm.")


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed in one contact.

    promises: at least one, all agreed and not over, the oldest first. items: those open items that they name. rest:
    what stays open of these beyond what is promised, disputed or said to be paid, per currency. disputed: what is
    being clarified. paid: what they say they have paid, as said in the same contact.
    """

    customer: Customer
    promises: tuple[RecordedMatter, ...]
    items: tuple[Item, ...]
    rest: tuple[Money, ...]
    disputed: tuple[Money, ...]
    paid: tuple[Claim, ...]
    me: str
    our_company: str
    my_phone: str

    @property
    def day(self) -> date:
        """The last day for which something is promised."""
        return max(_terms(one).promised_for for one in self.promises)


def agreed_by(desk: Desk, promise_id: str) -> Agreed:
    """Return what was agreed in the contact that a promise came from.

    Raises NoSuchPromise; PromiseOver or PromiseWaits where there is nothing to be confirmed.
    """
    promise = desk.reader.matter(promise_id)
    if promise is None or not isinstance(promise.matter, Promise):
        raise NoSuchPromise(promise_id=promise_id)
    today = desk.day().date
    if not promise.live or promise.matter.promised_for < today:
        raise PromiseOver
    if _waits(promise):
        raise PromiseWaits
    facts = one_customer(desk, promise.customer_id)
    together = [m for m in facts.promises() if m.live and not _waits(m) and _same_contact(m, promise)]
    named = {invoice for one in together for invoice in _terms(one).items}
    items = tuple(item for item in facts.items if item.invoice in named)
    disputes = [m for m in facts.live(Dispute) if _same_contact(m, promise) or _touches(m, named)]
    claims = [m.matter for m in facts.live(Claim) if _same_contact(m, promise)]
    return Agreed(
        customer=facts.customer,
        promises=tuple(together),
        items=items,
        rest=_rest(facts, items, named),
        disputed=totals(money for m in disputes for money in _contested(m)),
        paid=tuple(claim for claim in claims if isinstance(claim, Claim)),
        me=desk.user,
        our_company=desk.company,
        my_phone=desk.phone,
    )


def newest_to_confirm(desk: Desk, customer_id: str) -> Agreed:
    """Return what was agreed with a customer last; raise NoPromiseToConfirm, or why the newest cannot be confirmed."""
    promises = one_customer(desk, customer_id).promises()
    if not promises:
        raise NoPromiseToConfirm
    return agreed_by(desk, promises[-1].matter_id)


def _waits(promise: RecordedMatter) -> bool:
    return _terms(promise).needs_approval and promise.approved_at is None


def _terms(promise: RecordedMatter) -> Promise:
    assert isinstance(promise.matter, Promise)
    return promise.matter


def _same_contact(matter: RecordedMatter, promise: RecordedMatter) -> bool:
    if matter.matter_id == promise.matter_id:
        return True
    return promise.contact_id is not None and matter.contact_id == promise.contact_id


def _touches(dispute: RecordedMatter, named: Iterable[str]) -> bool:
    assert isinstance(dispute.matter, Dispute)
    return not {part.invoice for part in dispute.matter.parts}.isdisjoint(named)


def _contested(dispute: RecordedMatter) -> tuple[Money, ...]:
    assert isinstance(dispute.matter, Dispute)
    parts = tuple(part.amount for part in dispute.matter.parts)
    return parts or ((dispute.matter.amount,) if dispute.matter.amount else ())


def _rest(facts: Facts, items: Sequence[Item], named: set[str]) -> tuple[Money, ...]:
    """Return what stays open of the items named, less what any live promise, dispute or claim says of them."""
    taken = [_terms(m).amount for m in facts.promises() if m.live and named & set(_terms(m).items)]
    for one in facts.live(Dispute):
        assert isinstance(one.matter, Dispute)
        taken += [part.amount for part in one.matter.parts if part.invoice in named]
    for one in facts.live(Claim):
        assert isinstance(one.matter, Claim)
        taken += [one.matter.amount] if named & set(one.matter.items) else []
    left = totals([*(item.open for item in items), *(Money(-money.minor, money.currency) for money in taken)])
    return tuple(money for money in left if money.minor > 0)
