"""Money seen at the bank: what somebody has to look at, with one key for yes and one for no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from collector_tui.domain.journal.entries import BankMatched
from collector_tui.present.bank_cells import (
    BANK_COLUMNS,
    bank_line,
    line_detail,
    row_texts,
    sums_text,
)
from collector_tui.present.bank_lines_out import whose_text
from collector_tui.present.cells import heading, layout
from collector_tui.present.formats import money_text
from collector_tui.present.i18n import N_, _, translate
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.services.answer_bank import Share, confirm_line, refuse_line
from collector_tui.services.bank_lines import OPEN_STATES, BankLines, LineState, StoredLine, bank_lines
from collector_tui.tui.acts.model import Now, Where
from collector_tui.tui.acts.table import bindings_of, key_of
from collector_tui.tui.screens.list_page import ListPage
from collector_tui.tui.screens.page_bars import said_or, tabs_lines
from collector_tui.tui.screens.shown import Shown, fits, nothing
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.note import Note

if TYPE_CHECKING:
    from collector_tui.services.ports import SearchHit
    from collector_tui.services.read_customer import CustomerView
    from collector_tui.services.undo_act import Act

_FOUND: Final = frozenset({LineState.MATCHED, LineState.CONFIRMED})
_TABS: Final[tuple[tuple[str, frozenset[LineState]], ...]] = (
    (N_("to look at"), OPEN_STATES),
    (N_("found"), _FOUND),
    (N_("all"), frozenset(LineState)),
)


class Bank(ListPage):
    """The page of money seen at the bank."""

    WHERE: ClassVar[Where] = "bank"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("bank")]

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.read: BankLines | None = None
        self.tab = 0

    def compose_above(self) -> Sequence[Widget]:
        """Return the tabs with their counts, and what the tab of now adds up to."""
        return (Note(self._tab_lines, id="groups"),)

    def reload(self) -> None:
        """Read the lines again."""
        covered = frozenset(self.written)

        def read(found: BankLines) -> None:
            self.written -= covered
            self.saving -= covered
            self.read = found
            self.show_page()

        seat = self.seat
        seat.gateway.read(
            "bank", lambda desk: bank_lines(desk, as_of=seat.as_of), read, self.collector_app.show_error, long=True
        )

    def show_page(self) -> None:
        """Show the lines of the tab of now that fit the filter."""
        if self.read is None:
            return
        found, today = self.read, self.seat.today
        words = self.needle.casefold().split()
        name, states = _TABS[self.tab]
        rows = [
            one for one in found.lines if one.state in states and (not words or fits(words, *row_texts(one, found)))
        ]

        def make(at: int, width: int) -> Line:
            columns = layout(BANK_COLUMNS, width)
            return heading(columns) if at < 0 else bank_line(rows[at], found, columns, today)

        told = _("Nothing waits for you here.") if found.lines else _("No bank's file yet: i imports one.")
        self.show_rows(Shown(name, rows, make, nothing(words, told), lambda one: one.line_id))
        self.query_one("#groups", Note).retell()

    def _tab_lines(self, width: int) -> Sequence[Line]:
        if self.read is None:
            return ()
        lines = self.read.lines
        tabs = [
            (translate(name), sum(one.state in states for one in lines), at == self.tab)
            for at, (name, states) in enumerate(_TABS)
        ]
        told = sums_text(list(self.rows.things))
        return [*tabs_lines(tabs, width), *wrap(line(Span(f" {told}", "dim")), width, hang=1)]

    def status_lines(self, width: int) -> list[Line]:
        """Return what was said, or up to which day the ledger tells."""
        worklist = self.seat.worklist
        as_of = worklist.ledger_as_of if worklist else None
        return said_or(self.said, as_of, known=self.read is not None, width=width)

    def detail_lines(self, width: int) -> Sequence[Line]:
        """Return the line under the cursor, and whose it may be."""
        one = self.row
        if one is None or self.read is None:
            return wrap(line(_("Nothing stands under the cursor.")), width)
        lines = line_detail(one, self.read, width)
        if self.view is not None and self.view.facts.customer.customer_id == self.customer_id:
            lines += [(), *self.view_lines(self.view, width)]
        return lines

    def view_lines(self, view: CustomerView, width: int) -> Sequence[Line]:
        """Return the customer with what is open."""
        from collector_tui.present.detail import money_lines, who_lines

        who = who_lines(view, self.seat.now, self.seat.zone, width)
        return [*who, (), *money_lines(view, self.seat.today, width)]

    # What stands under the cursor.

    @property
    def row(self) -> StoredLine | None:
        """The line under the cursor."""
        row: StoredLine | None = self.rows.at(self.cursor)
        return row

    @property
    def customer_id(self) -> str | None:
        """The first of those whose money it may be."""
        row = self.row
        return row.parts[0].customer_id if row and row.parts else None

    @property
    def names(self) -> Mapping[str, str]:
        """The names of those whose money it may be."""
        return self.read.names if self.read else {}

    def now(self) -> Now:
        """Tell what may be done is decided by."""
        row = self.row
        return replace(
            super().now(),
            on_row=row is not None,
            saving=self.key_here in self.saving,
            line=row.state.value if row else "",
        )

    def taken_back(self, act: Act) -> None:
        """Put the cursor on the line of which a word was taken back."""
        said = next((one.payload for one in act.entries if isinstance(one.payload, BankMatched)), None)
        self.go_to(said.line_id if said else "")

    # The acts.

    def do_next_tab(self) -> None:
        """Show the next tab."""
        self._turn(1)

    def do_last_tab(self) -> None:
        """Show the tab before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.tab = (self.tab + by) % len(_TABS)
        self.show_page()

    def do_confirm(self) -> None:
        """The money is whose it is proposed to be."""
        self._yes(remember=False)

    def do_remember(self) -> None:
        """Yes, and remember the payer's name."""
        self._yes(remember=True)

    def _yes(self, *, remember: bool) -> None:
        row, found = self.row, self.read
        if row is None or found is None:
            return
        told = _("Confirmed: {amount}, {whose}. {undo} takes it back.").format(
            undo=key_of("pages.undo"), amount=money_text(row.line.amount), whose=whose_text(row, found)
        )
        if remember:
            told = " ".join((told, _("The payer's name is remembered.")))
        line_id = row.line_id
        self.write(lambda desk: confirm_line(desk, line_id, remember=remember).changes, told, self.next_key)

    def do_refuse(self) -> None:
        """The money is not whose it seemed."""
        row = self.row
        if row is not None:
            line_id = row.line_id
            told = _("Refused: {amount} is nobody's yet. {undo} takes it back.").format(
                undo=key_of("pages.undo"), amount=money_text(row.line.amount)
            )
            self.write(lambda desk: refuse_line(desk, line_id).changes, told, self.next_key)

    def do_assign(self) -> None:
        """Choose whose money it is."""
        from collector_tui.tui.modals.find_customer import FindCustomer

        row = self.row
        if row is None:
            return
        line_id, amount = row.line_id, money_text(row.line.amount)

        def chosen(hit: SearchHit | None) -> None:
            if hit is not None:
                share = Share(hit.customer_id)
                told = _("Confirmed: {amount}, {whose}. {undo} takes it back.").format(
                    undo=key_of("pages.undo"), amount=amount, whose=hit.customer
                )
                self.write(lambda desk: confirm_line(desk, line_id, [share]).changes, told, self.next_key)

        self.app.push_screen(FindCustomer(self.seat), chosen)

    def help_lines(self, width: int) -> list[Line]:
        """Return what this page is for, and what its marks mean."""
        told = _(
            "What a bank's files tell, before the ledger does. Sure matches are not asked for any more; a proposal "
            "waits for your yes or no, and nobody calls about it meanwhile. Marks: ? proposed, . unmatched, x refused, "
            "+ found or confirmed, < taken back."
        )
        return wrap(line(told), width)
