"""Search over the whole book: the own list at once, the rest from behind, and where each customer stands."""

from __future__ import annotations

import pytest

from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.services.ports import SearchHit
from tests.fakes import fake_desk
from tests.tui.shift import ShiftBook, on_shift, shift_book


class WholeBook(ShiftBook):
    """A book in which one more customer, who owes nothing, and a note are found."""

    def search(self, text, limit):
        hits = super().search(text, limit)
        if text in ("paid up", "l"):
            hits += (SearchHit("quiet", "Quiet Ltd", "customer", "Quiet Ltd"),)
        if text == "monday":
            (contact,) = [entry for entry in self.entries if entry.kind == "contact"]
            hits += (SearchHit("acme", "Acme Ltd", "note", "call on monday", contact.entry_id),)
        return hits[:limit]


@pytest.fixture
def book():
    made = shift_book()
    whole = WholeBook(made.clock, made.customers, made.people, made.items, ledger_as_of=made.ledger_as_of)
    return whole.customer("quiet", "Q")


def finds(shift):
    rows = shift.app.screen.query_one("#pick-rows")
    return [" ".join(rows.line_text(row).split()) for row in range(rows.count)]


async def test_a_customer_rings_back_four_digits_enter_enter_inbound(book):
    async with on_shift(book) as shift:
        await shift.burst("slash", "text:0003", "enter", "enter", "i")
        assert "Nordwind Logistik" in shift.text.splitlines()[0]
        assert "they called us" in shift.text


async def test_who_rings_back_while_held_back_takes_the_same_keys(book):
    async with on_shift(book) as shift:
        await shift.press("end", "n", "slash", "text:nord", "enter", "enter", "i")
        assert "they called us" in shift.text.splitlines()[0]
        assert not shift.app.screen.query_one("#warning").display


async def test_a_number_with_spaces_or_a_part_of_a_name_is_enough(book):
    async with on_shift(book) as shift:
        await shift.press("slash", "text:000 0000")
        assert finds(shift)[0].startswith("phone 138 0000 0001 东方贸易有限公司")
        await shift.press("escape", "slash", "text:东方")
        assert finds(shift) == ["customer 东方贸易有限公司 dongfang CNY 400,000 no. 1"]


async def test_finds_stand_in_groups_with_amount_and_place(book):
    async with on_shift(book) as shift:
        await shift.press("down", "n", "slash", "text:l")
        assert finds(shift) == [
            "customer Ann [/bold] Lee lee CNY 9,000 no. 2",
            "Nordwind Logistik nord CNY 5,000 no. 3",
            "Acme Ltd acme CNY 60,000 held back",
            "Quiet Ltd quiet - nothing owed",
            "invoice L-1 Ann [/bold] Lee CNY 9,000 no. 2",
        ]


async def test_who_owes_nothing_is_found_and_said_so(book):
    async with on_shift(book) as shift:
        await shift.press("slash", "text:paid up")
        assert finds(shift) == ["customer Quiet Ltd quiet - nothing owed"]
        assert "Quiet Ltd · nothing to ask for now" in shift.text
        await shift.press("enter")
        assert shift.app.screen.customer_id == "quiet"


async def test_the_find_under_the_cursor_is_told_in_full_and_stays_there(book):
    async with on_shift(book) as shift:
        await shift.press("slash", "text:l", "down")
        assert "Ann [/bold] Lee · CNY 9,000.00 open · no. 3 on the list: E overdue" in " ".join(shift.text.split())
        await shift.press("enter")
        assert shift.app.screen.customer_id == "lee"


async def test_a_note_leads_to_its_contact(book):
    desk = fake_desk(book)
    log_contact(desk, ContactSaid("acme", "callback_requested", person="Ms Li", words="call on monday",
                                  brings={"next_date": "2026-06-08"}))  # fmt: skip
    async with on_shift(book) as shift:
        await shift.press("slash", "text:monday", "enter")
        assert (shift.app.screen.customer_id, shift.app.screen.part.name) == ("acme", "contacts")
        assert shift.app.screen.thing.contact.words == "call on monday"


async def test_nothing_found_leaves_everything_as_it_was(book):
    async with on_shift(book) as shift:
        await shift.press("slash", "text:zzz", "enter")
        assert finds(shift) == []
        assert "Nothing fits." in shift.text
        await shift.press("escape")
        assert shift.app.screen.customer_id == "dongfang"
