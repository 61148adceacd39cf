"""Finding customers by any part of what is known of them."""

from __future__ import annotations

from collector_tui.services.desk import Desk
from collector_tui.services.ports import SearchHit


def search_book(desk: Desk, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
    """Return at most `limit` finds, best first: customers, people, invoices, phones, notes. No text finds nothing."""
    text = text.strip()
    return desk.reader.search(text, limit) if text and limit > 0 else ()
