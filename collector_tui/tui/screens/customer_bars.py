"""The lines above a customer's page: who it is and where it stands, and the parts with their counts."""

from __future__ import annotations

from collector_tui.present.customer.sections import Part, parts_of
from collector_tui.present.i18n import _, translate
from collector_tui.present.layout import Line, Span, line, line_width
from collector_tui.services.read_customer import CustomerView
from collector_tui.tui.acts.table import key_of
from collector_tui.tui.screens.page_bars import day_end
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.bar import Ends

_AROUND = 4
"""So many parts are shown where they do not all fit."""


def head_ends(seat: Seat, view: CustomerView | None, customer_id: str, width: int) -> Ends:
    """Return the customer's name and id, and the day that is read."""
    name = view.facts.customer.name if view else customer_id
    left = line(
        Span(f" {_('Customer')}  ", "dim"), Span(name, "strong"), Span(f"  {customer_id}" if view else "", "dim")
    )
    return left, day_end(seat, width, width - line_width(left))


def parts_ends(view: CustomerView | None, chosen: str, width: int) -> Ends:
    """Return the parts, and the keys that lead from one to the next."""
    keys = line(Span(f"{key_of('customer.last_part')} {key_of('customer.next_part')} ", "key", "customer.next_part"))
    return _parts_line(view, chosen, width - line_width(keys) - 1), keys


def _parts_line(view: CustomerView | None, chosen: str, width: int) -> Line:
    """Return the parts with their counts; where they do not fit, without; then those around the one that is read."""
    parts = parts_of(view)
    at = next((place for place, one in enumerate(parts) if one.name == chosen), 0)
    for counted in (True, False):
        tabs = [_tab(one, view if counted else None, chosen=place == at) for place, one in enumerate(parts)]
        if sum(map(line_width, tabs)) <= width:
            return tuple(span for tab in tabs for span in tab)
    first = max(0, min(at - 1, len(tabs) - _AROUND))
    shown = tuple(span for tab in tabs[first : first + _AROUND] for span in tab)
    return (_more("‹", there=first > 0), *shown, _more("›", there=first + _AROUND < len(tabs)))


def _more(mark: str, *, there: bool) -> Span:
    return Span(mark if there else " ", "dim")


def _tab(part: Part, view: CustomerView | None, *, chosen: bool) -> Line:
    count = part.count(view) if view else None
    told = translate(part.title) + (f" {count}" if count is not None else "")
    return line(Span(f" {told} ", "chosen" if chosen else "", f"part:{part.name}"))
