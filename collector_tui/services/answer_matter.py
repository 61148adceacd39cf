"""Ways out of what a talk left open: ended, approved, refused, given to another, held, released. Each is an entry."""

from __future__ import annotations

from datetime import date
from typing import Final

from collector_tui.domain.errors import Code, CollectorError, N_
from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.entries import Approved, Draft, Ended, Pinned, Reassigned, kind_of
from collector_tui.domain.journal.matters import Callback, Hold, Promise
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.results.needs import MissingFacts
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.one_customer import judged_of, one_customer

_WAYS_OUT: Final = {"dispute": "resolved", "hold": "released", "promise": "withdrawn"}
_DONE: Final = "done"
_SET_ASIDE: Final = frozenset({"on_hold", "handed_over", "do_not_call"})


class NoSuchMatter(CollectorError):
    """No matter has that id. `matter_id` is what was typed."""

    template = N_("The journal holds nothing open or ended with the id '{matter_id}'. Nothing was changed.")


class NotAMatter(CollectorError):
    """The id is that of an entry which leaves nothing open."""

    template = N_("'{matter_id}' is an entry of kind {kind}, which leaves nothing to end. Nothing was changed.")


class WrongWayOut(CollectorError):
    """The matter ends by another word."""

    template = N_("'{matter_id}' is an entry of kind {kind}: it is {right}, not {how}. Nothing was changed.")


class AlreadyEnded(CollectorError):
    """The matter has ended before."""

    template = N_("'{matter_id}' has already been {how}, on {on}. Nothing was changed.")


class PeriodOver(CollectorError):
    """A promise that is kept, or whose period is over, is judged by the ledger alone."""

    template = N_(
        "This promise can no longer be withdrawn: its period is until {on}, and it is {state}, which only the ledger "
        "changes. Nothing was changed; if it was logged by mistake, void it: `collector void {matter_id}`."
    )


class NothingToApprove(CollectorError):
    """The promise needs no approval, or has it."""

    template = N_("'{matter_id}' is no promise that waits for approval. Nothing was changed.")


class DayIsOver(CollectorError):
    """A day to come is wanted."""

    template = N_("{day} is over; name today or a later day. Nothing was changed.")


class NothingHeld(CollectorError):
    """Nobody set the customer aside. `customer_id` is what was typed."""

    template = N_("'{customer_id}' is not set aside by anyone here. Nothing was changed.")


class HeldByTheFile(CollectorError):
    """The customers file says that the customer is on hold."""

    template = N_("'{customer_id}' is on hold in the customers file; release it there and import it again.")


def end_matter(desk: Desk, matter_id: str, how: str, reason: str) -> Changes:
    """End a matter by its own word: a dispute is resolved, a hold released, a promise withdrawn, all else done.

    A reason must be said, but for what is done. A promise can be withdrawn while its period runs.
    """
    matter = _live_matter(desk, matter_id)
    right = _WAYS_OUT.get(matter.kind, _DONE)
    if how != right:
        kind = Code("kind", matter.kind)
        raise WrongWayOut(matter_id=matter_id, kind=kind, right=Code("ending", right), how=Code("ending", how))
    if how != _DONE:
        _said(reason=reason)
    if matter.kind == "promise":
        _still_running(desk, matter)
    return _write(desk, how, (_ended(desk, matter, how, reason),), matter.kind)


def approve_promise(desk: Desk, matter_id: str, reason: str = "") -> Changes:
    """Approve a promise beyond limits: it goes on as any other."""
    promise = _waiting(desk, matter_id)
    draft = Draft(Approved(reason.strip()), promise.customer_id, desk.clock(), ref=matter_id)
    return _write(desk, "approved", (draft,), promise.kind)


def refuse_promise(desk: Desk, matter_id: str, reason: str) -> Changes:
    """Refuse a promise beyond limits: whoever took it calls back on the next business day."""
    promise = _waiting(desk, matter_id)
    _said(reason=reason)
    assert isinstance(promise.matter, Promise)
    day = desk.day()
    again = Callback(day.calendar.add(day.date, 1), person=promise.matter.person, owner=promise.owner)
    ended = _ended(desk, promise, "refused", reason)
    return _write(desk, "refused", (Draft(again, promise.customer_id, desk.clock()), ended), promise.kind)


def reassign(desk: Desk, matter_id: str, owner: str, due: date | None = None) -> Changes:
    """Give a matter to somebody else, and perhaps another day."""
    matter = _live_matter(desk, matter_id)
    _said(owner=owner)
    if due is not None:
        _to_come(desk, due)
    draft = Draft(Reassigned(owner.strip(), due), matter.customer_id, desk.clock(), ref=matter_id)
    return _write(desk, "reassigned", (draft,), matter.kind)


def set_hold(desk: Desk, customer_id: str, until: date, reason: str, owner: str | None = None) -> Changes:
    """Set a customer aside until a day, with an owner (you) and a reason."""
    _said(reason=reason)
    _to_come(desk, until)
    one_customer(desk, customer_id)
    hold = Hold("on_hold", (owner or "").strip() or desk.user, until, note=reason.strip())
    return _write(desk, "held", (Draft(hold, customer_id, desk.clock()),))


def release(desk: Desk, id_or_customer: str, reason: str) -> Changes:
    """Release one hold by its id, or everything that sets a customer aside by the customer's."""
    if desk.reader.entry(id_or_customer) is not None:
        return end_matter(desk, id_or_customer, "released", reason)
    facts = one_customer(desk, id_or_customer)
    holds = [held for held in facts.live(Hold) if isinstance(held.matter, Hold) and held.matter.reason in _SET_ASIDE]
    if not holds:
        error = HeldByTheFile if facts.customer.on_hold else NothingHeld
        raise error(customer_id=id_or_customer)
    _said(reason=reason)
    return _write(desk, "released", tuple(_ended(desk, held, "released", reason) for held in holds), "hold")


def pin(desk: Desk, customer_id: str, reason: str) -> Changes:
    """Put a customer at the top of today's list."""
    return _pinned(desk, customer_id, "pin", reason)


def skip(desk: Desk, customer_id: str, reason: str) -> Changes:
    """Leave a customer out of today's list."""
    return _pinned(desk, customer_id, "skip", reason)


def _pinned(desk: Desk, customer_id: str, how: str, reason: str) -> Changes:
    _said(reason=reason)
    one_customer(desk, customer_id)
    return _write(desk, how, (Draft(Pinned(how, desk.day().date, reason.strip()), customer_id, desk.clock()),))


def _live_matter(desk: Desk, matter_id: str) -> RecordedMatter:
    matter = desk.reader.matter(matter_id)
    if matter is None:
        entry = desk.reader.entry(matter_id)
        if entry is None:
            raise NoSuchMatter(matter_id=matter_id)
        raise NotAMatter(matter_id=matter_id, kind=Code("kind", entry.kind))
    if matter.ended_at is not None:
        how = Code("ending", matter.ended_how or _DONE)
        raise AlreadyEnded(matter_id=matter_id, how=how, on=desk.day().day_of(matter.ended_at))
    return matter


def _still_running(desk: Desk, promise: RecordedMatter) -> None:
    judged = judged_of(desk, one_customer(desk, promise.customer_id), desk.day())
    found = next(one for one in judged if one.promise_id == promise.matter_id)
    if found.state not in (PromiseState.OFFERED, PromiseState.OPEN):
        raise PeriodOver(on=found.period_ends, state=Code("state", found.state), matter_id=promise.matter_id)


def _waiting(desk: Desk, matter_id: str) -> RecordedMatter:
    matter = _live_matter(desk, matter_id)
    if not (isinstance(matter.matter, Promise) and matter.matter.needs_approval and matter.approved_at is None):
        raise NothingToApprove(matter_id=matter_id)
    return matter


def _said(**facts: str) -> None:
    missing = tuple(key for key, text in facts.items() if not text.strip())
    if missing:
        raise MissingFacts(missing)


def _to_come(desk: Desk, day: date) -> None:
    if day < desk.day().date:
        raise DayIsOver(day=day)


def _ended(desk: Desk, matter: RecordedMatter, how: str, reason: str) -> Draft:
    return Draft(Ended(how, reason.strip()), matter.customer_id, desk.clock(), ref=matter.matter_id)


def _write(desk: Desk, op: str, drafts: tuple[Draft, ...], touched: str = "") -> Changes:
    desk.journal.append(drafts, actor=desk.user)
    kinds = dict.fromkeys(kind for kind in (touched, *(kind_of(draft.payload) for draft in drafts)) if kind)
    customers = dict.fromkeys(draft.customer_id for draft in drafts if draft.customer_id)
    return Changes(op, tuple(customers), tuple(kinds))
