"""Finding anything in the book: the own list answers at once, the rest of the book while one types on."""

from __future__ import annotations

from collections.abc import Sequence

from collector_tui.present.cells import short_money
from collector_tui.present.formats import money_text
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line
from collector_tui.present.place import field_text, place_short, place_span
from collector_tui.present.safe import cell_fit
from collector_tui.services.desk import Desk
from collector_tui.services.ports import SearchHit
from collector_tui.services.search_book import Found, grouped, placed, search_book, search_list
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.modals.reading import error_box
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.rows import RowList

_MOST = 50
_LABEL = 9
_AMOUNT = 16


class FindCustomer(Pick[SearchHit]):
    """Answers with a find: a customer, and perhaps the contact that a note was said in."""

    def __init__(self, seat: Seat) -> None:
        hint = _("name, id, person, phone, invoice or words of a note")
        super().__init__(_("Find in the whole book"), lambda _typed: (), hint=hint)
        self._seat = seat
        self._own: tuple[Found, ...] = ()
        self._found: tuple[Found, ...] = ()
        self._reading = False
        self._chosen_early = False

    def search(self, typed: str) -> None:
        """Look in the list at once and in the book behind; a newer letter makes an older answer void."""
        text = typed.strip()
        worklist = self._seat.worklist
        self._own = search_list(worklist, text) if worklist and text else ()
        self._show((), keep=False)
        self._reading = bool(text)
        self._chosen_early = False
        if text:
            own = tuple(one.hit for one in self._own)
            self._seat.gateway.read("search", lambda desk: self._look(desk, own, text), self._told, self._failed)

    def _look(self, desk: Desk, own: tuple[SearchHit, ...], text: str) -> tuple[Found, ...]:
        seat = self._seat
        hits = dict.fromkeys((*own, *search_book(desk, text, _MOST)))
        return placed(desk, tuple(hits), as_of=seat.as_of, worklist=seat.worklist)

    def _told(self, found: tuple[Found, ...]) -> None:
        if not self.is_current:
            return
        self._reading = False
        self._show(found, keep=True)
        if self._chosen_early and self._found:
            self.choose(self.query_one(RowList).cursor)

    def _failed(self, error: Exception) -> None:
        self._reading = False
        self.app.push_screen(error_box(error))

    def _show(self, of_book: Sequence[Found], *, keep: bool) -> None:
        """Show the finds; those of the own list stand first, so that nothing moves under the cursor."""
        rows = self.query_one(RowList)
        under = self._found[rows.cursor].hit if keep and rows.cursor < len(self._found) else None
        self._found = grouped(of_book or self._own)
        labels = ("", *(one.hit.field for one in self._found))
        self.offer([_choice(one, same=one.hit.field == labels[at]) for at, one in enumerate(self._found)])
        rows.cursor = next((at for at, one in enumerate(self._found) if one.hit == under), 0)
        self._tell()

    def choose(self, row: int) -> None:
        """Choose a find; while the book is still being read, the first one that comes."""
        if self._reading and not self._found:
            self._chosen_early = True
            return
        super().choose(row)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        """Tell in full how the customer under the cursor stands."""
        message.stop()
        self._tell()

    def _tell(self) -> None:
        cursor = self.query_one(RowList).cursor
        one = self._found[cursor] if cursor < len(self._found) else None
        if one is None:
            self.say(_("The book is being read ...") if self._reading else "", "dim")
            return
        amount = " + ".join(money_text(money) for money in one.open or ())
        place = place_span(one.row, one.held, self._seat.today, self._seat.zone)
        told = [one.hit.customer, _("{amount} open").format(amount=amount) if amount else "", place.text]
        self.say(" · ".join(part for part in told if part), "dim")


def _choice(one: Found, *, same: bool) -> Choice[SearchHit]:
    hit = one.hit
    label = Span(cell_fit("" if same else field_text(hit.field), _LABEL), "dim")
    found, whose = (hit.customer, hit.customer_id) if hit.field == "customer" else (hit.text, hit.customer)
    return Choice(hit, line(Span(" "), label, Span(f" {found}"), Span(f"  {whose}", "dim")), right=_standing(one))


def _standing(one: Found) -> Line:
    amount = short_money(one.open, _AMOUNT) if one.open is not None else ""
    return line(Span(amount), Span("  "), place_short(one.row, one.held, one.open), Span(" "))
