"""A customer's page: everything known of one customer, part by part, over whichever page it was asked from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize

from collector_tui.present.customer.block import Block, Told
from collector_tui.present.customer.overview import head_blocks
from collector_tui.present.customer.sections import PARTS, Part, parts_of
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.place import place_span
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.read_customer import CustomerView, read_customer
from collector_tui.services.search_book import listed
from collector_tui.tui.acts.model import Now
from collector_tui.tui.acts.table import bindings_of
from collector_tui.tui.screens.customer_acts import CustomerPageActs
from collector_tui.tui.screens.customer_bars import head_ends, parts_ends
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.bar import Bar, Ends
from collector_tui.tui.widgets.blocks import Blocks
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.sheet import Sheet

_BESIDE_FROM = 100
"""From this width on the head of the customer stands beside the parts; below, it is the first of them."""


class CustomerPage(CustomerPageActs):
    """One customer; Esc goes back to where one came from."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("customer")]

    def __init__(self, seat: Seat, customer_id: str, part: str = "", seek: str = "") -> None:
        super().__init__(seat)
        self._customer = customer_id
        self._part = part or PARTS[0].name
        self._seek = seek

    def compose(self) -> ComposeResult:
        """Lay out name, parts, the head beside the part that is read, and the two lines at the foot."""
        yield Bar(self._head, id="head")
        yield Bar(lambda width: parts_ends(self.view, self._part, width), id="parts")
        with Container(id="customer-body"):
            yield Sheet(self._beside_lines, id="facts")
            yield Blocks(id="blocks")
        yield Note(self._status, id="status")
        yield Bar(self.footer_ends, id="keys")

    def on_mount(self) -> None:
        """Read the customer and show it."""
        self.query_one("#facts", Sheet).can_focus = False
        self.query_one(Blocks).focus()
        self.reload()

    # What is read, and when.

    @property
    def customer_id(self) -> str | None:
        """The customer, or the member of its family under the cursor."""
        return self._customer

    @property
    def names(self) -> Mapping[str, str]:
        """The names of the customer and its family."""
        if self.view is None:
            return {}
        own = self.view.facts.customer
        return {own.customer_id: own.name} | {one.customer.customer_id: one.customer.name for one in self.view.family}

    def reload(self) -> None:
        """Read the customer again; part and cursor stay."""
        self.seat.gateway.read(f"customer {id(self)}", self._read, self._shown, self._failed)

    def _read(self, desk: Desk) -> CustomerView:
        return read_customer(desk, self._customer, as_of=self.seat.as_of)

    def _shown(self, view: CustomerView) -> None:
        self.view = view
        self.saving = False
        self.show_part(seek=self._seek)
        self._seek = ""
        if self.is_attached:
            self.query_one("#facts", Sheet).show(self._beside_lines, about=self._customer)

    def _failed(self, error: Exception) -> None:
        self.saving = False
        self.collector_app.show_error(error)

    def changed(self, changes: Changes) -> None:
        """What was written about any of the family may be seen here."""
        if self.view is None or not set(changes.customer_ids).isdisjoint(self.names):
            self.reload()

    # What is shown.

    @property
    def part(self) -> Part:
        """The part that is read."""
        parts = parts_of(self.view)
        return next((one for one in parts if one.name == self._part), parts[0])

    def show_part(self, seek: str = "") -> None:
        """Show the part of now; the cursor stays with its thing."""
        self.query_one(Blocks).show_blocks(self._blocks, about=self.part.name, seek=seek)
        self.refresh_bars()

    def show_part_named(self, name: str) -> None:
        """Show a part by its name."""
        self._part = name
        self.show_part()

    def turn(self, by: int) -> None:
        """Go on to another part, round and round."""
        names = [one.name for one in parts_of(self.view)]
        self._part = names[(names.index(self.part.name) + by) % len(names)]
        self.show_part()

    def _told(self) -> Told | None:
        if self.view is None:
            return None
        return Told(self.view, self.seat.today, self.seat.now, self.seat.zone, self.seat.playbook)

    def _blocks(self, width: int) -> Sequence[Block]:
        told = self._told()
        if told is None:
            return ()
        make = self.part.beside if self.has_class("-wide") else self.part.blocks
        return [_indented(one) for one in make(told, width - 2)]

    def _beside_lines(self, width: int) -> Sequence[Line]:
        told = self._told()
        return [row for one in head_blocks(told, width) for row in one.lines] if told else []

    def _head(self, width: int) -> Ends:
        return head_ends(self.seat, self.view, self._customer, width)

    def _status(self, width: int) -> Sequence[Line]:
        if self.said[0]:
            return wrap(line(Span(f" {self.said[0]}", self.said[1])), width, hang=1)
        if self.view is None:
            return [line(Span(f" {_('The book is being read ...')}", "dim"))]
        row = self.view.row
        if row is not None:
            row = listed(self.seat.worklist, [self._customer]).get(self._customer, row)
        return wrap((Span(" "), place_span(row, self.view.held, self.seat.today, self.seat.zone)), width, hang=1)

    def relabel(self) -> None:
        """Say everything in the language of now."""
        self.query_one(Blocks).relay()
        self.query_one("#facts", Sheet).relay()
        self.refresh_bars()

    # What happens.

    def now(self) -> Now:
        """Tell what may be done is decided by."""
        return replace(
            super().now(),
            on_row=self.view is not None,
            saving=self.saving,
            releasable=self.releasable,
            under=self.under,
        )

    def on_resize(self, event: Resize) -> None:
        """Wide: the head stands beside the parts."""
        wide = event.size.width >= _BESIDE_FROM
        if wide != self.has_class("-wide"):
            self.set_class(wide, "-wide")
            self.query_one(Blocks).relay()

    def on_blocks_moved(self, _message: Blocks.Moved) -> None:
        """Other acts may be done to what is under the cursor now."""
        self.query_one("#keys", Bar).refresh()


def _indented(one: Block) -> Block:
    """Return a block with a cell before each line, so that the cursor is seen to begin there."""
    return Block(tuple((Span(" "), *row) if row else () for row in one.lines), one.thing)
