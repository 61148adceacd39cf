"""Finding customers by anything that is known of them."""

from __future__ import annotations

from collector_tui.services.desk import Desk
from collector_tui.services.ports import SearchHit


def search_book(desk: Desk, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
    """Return customers, people, invoices, phones and notes that hold `text`, best first; nothing for no text."""
    wanted = " ".join(text.split())
    return desk.reader.search(wanted, limit) if wanted else ()
