"""Finding any customer of the book; the book is read in the background while one types."""

from __future__ import annotations

from collector_tui.present.i18n import N_, _, translate
from collector_tui.present.layout import Span, line
from collector_tui.services.ports import SearchHit
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.seat import Seat

_FIELDS = {
    "customer": N_("customer"),
    "person": N_("person"),
    "invoice": N_("invoice"),
    "phone": N_("phone"),
    "note": N_("note"),
}
_MOST = 50


class FindCustomer(Pick[str]):
    """Answers with a customer's id."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(_("Find in the whole book"), lambda _typed: (), hint=_("name, person, invoice, phone or note"))
        self._seat = seat

    def search(self, typed: str) -> None:
        """Look in the book; a newer letter makes an older answer void."""
        if not typed.strip():
            self.offer(())
            return
        from collector_tui.services.search_book import search_book

        self._seat.gateway.read(
            "search", lambda desk: search_book(desk, typed.strip(), _MOST), self._found, self._failed
        )

    def _found(self, hits: tuple[SearchHit, ...]) -> None:
        if self.is_current:
            self.offer([_choice(hit) for hit in hits])

    def _failed(self, error: Exception) -> None:
        self.app.push_screen(error_box(error))


def _choice(hit: SearchHit) -> Choice[str]:
    where = Span(
        f"  {translate(_FIELDS.get(hit.field, hit.field))} {hit.text}" if hit.field != "customer" else "", "dim"
    )
    return Choice(hit.customer_id, line(Span(f" {hit.customer}"), Span(f"  {hit.customer_id}", "dim"), where))
