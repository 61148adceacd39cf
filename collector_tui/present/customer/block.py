"""What a section is made of: lines, and the thing that they tell about, on which a cursor may stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from collector_tui.domain.card import Playbook
from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.domain.ledger import Item, Person
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.services.read_customer import CustomerView, Member

Thing = RecordedMatter | RecordedContact | Person | Item | Member
"""What a cursor may stand on."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `thing` None: a heading or a sum; no cursor stops there."""

    lines: tuple[Line, ...]
    thing: Thing | None = None

    @property
    def key(self) -> str:
        """What the thing is known by from one reading to the next."""
        match self.thing:
            case RecordedMatter(matter_id=key) | RecordedContact(entry_id=key):
                return key
            case Person(person_id=person_id, name=name):
                return f"person {person_id or name}"
            case Item(invoice=invoice):
                return f"item {invoice}"
            case Member():
                return f"member {self.thing.customer.customer_id}"
            case _:
                return ""


@dataclass(frozen=True, slots=True)
class Told:
    """What the sections tell from: the customer, the moment, the book's zone and the cards.

    `now` None: a day of the past. `playbook` None: it is not read yet; cards are then told by their codes.
    """

    view: CustomerView
    today: date
    now: datetime | None
    zone: tzinfo
    playbook: Playbook | None = None


Section = Callable[[Told, int], list[Block]]


def block(lines: Sequence[Line], thing: Thing | None = None) -> Block:
    """Return lines as one block, and an empty line after them."""
    return Block((*lines, ()), thing)


def heading(title: str, right: str, width: int) -> Block:
    """Return the heading of a part."""
    return Block(tuple(wrap(line(Span(title, "title"), Span(f"  {right}" if right else "", "dim")), width)))


def nothing(told: str, width: int) -> Block:
    """Return what a section without anything says."""
    return Block(tuple(wrap(line(Span(told, "dim")), width)))


def days_left(day: date, today: date) -> tuple[str, bool]:
    """Return how far a day is from today in words, and whether it is past."""
    left = (day - today).days
    if left == 0:
        return _("today"), False
    if left > 0:
        return _("in {n}d").format(n=left), False
    return _("{n}d late").format(n=-left), True
