"""The sections of a customer's page, in the order in which they are gone through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from collector_tui.present.customer.block import Section
from collector_tui.present.customer.contacts import contact_blocks
from collector_tui.present.customer.matters import matter_blocks
from collector_tui.present.customer.money import item_blocks, payment_blocks
from collector_tui.present.customer.overview import overview_blocks
from collector_tui.present.customer.people import family_blocks, people_blocks
from collector_tui.present.customer.promises import promise_blocks
from collector_tui.present.i18n import N_
from collector_tui.services.read_customer import CustomerView


@dataclass(frozen=True, slots=True)
class Part:
    """A section: its title (a message id), how many things it holds (None: not counted), its blocks.

    `beside` are its blocks where the head of the customer stands beside it.
    """

    name: str
    title: str
    count: Callable[[CustomerView], int | None]
    blocks: Section
    beside: Section


def _part(name: str, title: str, count: Callable[[CustomerView], int | None], blocks: Section) -> Part:
    return Part(name, title, count, blocks, blocks)


PARTS: Final = (
    Part("overview", N_("Overview"), lambda _view: None, overview_blocks, matter_blocks),
    _part("items", N_("Items"), lambda view: len(view.facts.items), item_blocks),
    _part("payments", N_("Payments"), lambda view: len(view.facts.payments), payment_blocks),
    _part("promises", N_("Promises"), lambda view: len(view.promises), promise_blocks),
    _part("contacts", N_("Contacts"), lambda view: len(view.facts.contacts), contact_blocks),
    _part("people", N_("People"), lambda view: len(view.facts.people), people_blocks),
    _part("family", N_("Family"), lambda view: len(view.family), family_blocks),
)


def parts_of(view: CustomerView | None) -> tuple[Part, ...]:
    """Return the sections that a customer has: a family only where there is one."""
    return PARTS if view is None or view.family else PARTS[:-1]
