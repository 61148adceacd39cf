"""What a search found, as JSON (docs/commands.md) and as text: in groups, with how each customer stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from itertools import groupby
from typing import Any

from collector_tui.present import json_out, plain
from collector_tui.present.customer.out import place_json
from collector_tui.present.i18n import _
from collector_tui.present.place import field_text, place_span
from collector_tui.services.search_book import Found, grouped


def found_json(one: Found) -> dict[str, Any]:
    """Return one find."""
    return {
        "customer_id": one.hit.customer_id,
        "customer": one.hit.customer,
        "field": one.hit.field,
        "text": one.hit.text,
        "contact_id": one.hit.contact_id,
        "open": json_out.moneys(one.open or ()),
        "place": place_json(one.row, one.held),
    }


def found_text(found: Sequence[Found], today: date, zone: tzinfo) -> str:
    """Return finds in groups: customers, people, invoices, phones and notes, the group with the best find first."""
    if not found:
        return _("Nothing found.")
    heads = (_("id"), _("customer"), _("found in"), _("text"), _("open amount"), _("where it stands"))
    blocks = [
        plain.table(heads, [_row(one, today, zone) for one in group], right=(4,))
        for _field, group in groupby(grouped(found), key=lambda one: one.hit.field)
    ]
    return "\n\n".join(blocks)


def _row(one: Found, today: date, zone: tzinfo) -> Sequence[str]:
    hit = one.hit
    text = "" if hit.text == hit.customer else hit.text
    place = place_span(one.row, one.held, today, zone).text
    return (hit.customer_id, hit.customer, field_text(hit.field), text, plain.moneys(one.open or ()), place)
