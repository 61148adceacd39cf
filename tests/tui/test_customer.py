"""A customer's page: everything known of one customer, part by part, and what can be done there.

Monday, June 1, 2026, ten in the morning in Shanghai.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len

from collector_tui.domain.journal.matters import Hold
from collector_tui.domain.ledger import Person
from collector_tui.domain.money import Money
from collector_tui.services.log_contact import ContactSaid, log_contact
from tests.fakes import fake_desk
from tests.tui.shift import on_shift, shift_book

LONG = "We have told you three times that the delivery of the second of May was short. " * 4
PARTS = ("Overview", "Items", "Payments", "Promises", "Contacts", "People")


@pytest.fixture
def book():
    """Dongfang with a family, a talk on its trail, a dispute, a task, a promise and a callback."""
    book = shift_book()
    book.customer("branch", Person("pb", "Zhao", phone="138 0000 0009"), parent_id="dongfang")
    book.customers["branch"] = replace(book.customers["branch"], name="东方苏州分公司")
    book.owes("branch", "B-1", 7_000, due="2026-05-01")
    book.paid("dongfang", "D-0", 12_000, "2026-05-06")
    book.clock.set("2026-05-20 10:00")
    desk = fake_desk(book)
    trail = {
        "version": 1,
        "opener": {"words": "who is that?", "failed_lines": []},
        "reasons": [
            {
                "card": "cash_tight",
                "card_version": 3,
                "stage": "propose",
                "stages": ["listen", "understand", "propose"],
                "cause": "unknown",
                "words": {"listen": "no money this month"},
                "proposals": [
                    {"proposal": "full_now", "answer": "refused"},
                    {"proposal": "part_now_rest_dated", "answer": "accepted"},
                ],
                "granted": [],
                "failed_lines": ["listen.say"],
            }
        ],
        "current": 0,
        "closed": False,
    }
    clocks = {"resolver": "zhang", "answer_by": "2026-05-28", "evidence_by": "2026-06-05"}
    said = ContactSaid("dongfang", "dispute", person="王芳", words=LONG, reason="short delivery", card="cash_tight",
                       amount=Money(2_000_000, "CNY"), trail=trail,
                       brings=clocks)  # fmt: skip
    log_contact(desk, said)
    log_contact(
        desk, ContactSaid("dongfang", "invoice_not_received", person="王芳", brings={"next_date": "2026-05-22"})
    )
    promise = ContactSaid("dongfang", "promise", person="王芳", amount=Money(1_000_000, "CNY"), on=date(2026, 6, 2),
                          method="transfer", words="next Monday")  # fmt: skip
    log_contact(desk, promise)
    book.clock.set("2026-06-01 10:00")
    return book


async def to_part(shift, name):
    for _ in range(8):
        if shift.app.screen.part.title == name:
            return
        await shift.press("right")
    raise AssertionError(name)


def told(shift):
    """What the part of now tells, from its first line to its last."""
    return "\n".join("".join(span.text for span in row) for row in shift.app.screen.query_one("#blocks").lines)


async def cursor_on(shift, words):
    """Put the cursor on the thing whose lines hold some words."""
    blocks = shift.app.screen.query_one("#blocks")
    await shift.press("home")
    for _ in range(200):
        found = blocks._blocks[blocks._at]
        if any(words in "".join(span.text for span in row) for row in found.lines):
            return
        await shift.press("down")
    raise AssertionError(words)


async def test_c_opens_it_from_every_list_and_esc_goes_back_with_the_cursor_kept(book):
    async with on_shift(book) as shift:
        await shift.press("end", "n")
        for page, key in (("list", "1"), ("held", "b"), ("tasks", "t")):
            await shift.press(key, "end")
            stood = shift.app.screen.customer_id
            assert shift.app.screen.page == page
            await shift.press("c")
            assert shift.app.screen.query("#blocks")
            await shift.press("escape")
            assert (shift.app.screen.page, shift.app.screen.customer_id) == (page, stood)


async def test_every_part_tells_its_facts(book):
    async with on_shift(book, size=(80, 24)) as shift:
        await shift.press("c")
        overview = told(shift)
        for words in ("东方贸易有限公司", "王芳 · payer", "10:00 there", "Balance", "61-90 days", "What is open  4"):
            assert words in overview
        assert "dispute: short delivery" in overview
        assert "May 28, 2026 (4d late) · zhang" in overview
        assert "their evidence by Jun 5, 2026 (in 4d)" in overview
        assert "send the invoice again" in overview
        await to_part(shift, "Items")
        assert "issued Mar 2, 2026, due Apr 1, 2026" in told(shift)
        assert "disputed" in told(shift)
        await to_part(shift, "Payments")
        assert "May 6, 2026  payment" in told(shift)
        assert "D-0" in told(shift)
        await to_part(shift, "Promises")
        assert "Jun 2, 2026" in told(shift)
        assert "“next Monday”" in told(shift)
        assert "taken by ann May 20, 2026 10:00" in told(shift)
        await to_part(shift, "People")
        assert "138 0000 0001" in told(shift)
        await to_part(shift, "Family")
        assert "东方苏州分公司  branch" in told(shift)
        assert "this one" in told(shift)
        assert "each pays for itself" in told(shift)


async def test_a_contact_is_told_with_its_talk_step_by_step(book):
    async with on_shift(book, size=(80, 24)) as shift:
        await shift.press("c")
        await to_part(shift, "Contacts")
        talk = told(shift)
        for words in (
            "Opener: “who is that?”",
            "version 3",
            "Listen: “no money this month”",
            "Full payment now: refused",
            "accepted",
            "did not work: ",
            "-> dispute May 28, 2026",
        ):
            assert words in talk


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_nothing_is_cut_at_any_width_in_any_part(book, size, lang):
    async with on_shift(book, size=size) as shift:
        await shift.press("c", *(["ctrl+l"] if lang == "zh" else []))
        for _ in range(7):
            blocks = shift.app.screen.query_one("#blocks")
            width = blocks.scrollable_content_region.width
            assert all(sum(cell_len(span.text) for span in row) <= width for row in blocks.lines)
            assert all(cell_len(row) == size[0] for row in shift.text.splitlines())
            await shift.press("right")
        await to_part(shift, "Contacts")
        words = " ".join(told(shift).split())
        assert words.count("short.") == LONG.count("short.")
    if lang == "zh":
        from collector_tui.present.i18n import set_language

        set_language("en")


async def test_the_arrows_reach_the_end_of_a_long_part_and_come_back(book):
    async with on_shift(book, size=(60, 20)) as shift:
        await shift.press("c")
        await to_part(shift, "Contacts")
        blocks = shift.app.screen.query_one("#blocks")
        await shift.press(*["down"] * 80)
        assert blocks.scroll_offset.y == blocks.max_scroll_y
        assert blocks.thing == blocks._blocks[blocks._stops()[-1]].thing
        await shift.press(*["up"] * 80)
        assert blocks.scroll_offset.y == 0
        await shift.press("pagedown", "end", "pageup", "home")
        assert blocks.thing == blocks._blocks[0].thing


async def test_what_is_open_is_ended_where_it_stands(book):
    async with on_shift(book) as shift:
        await shift.press("c")
        await cursor_on(shift, "send the invoice again")
        await shift.press("d")
        await cursor_on(shift, "dispute: short delivery")
        await shift.press("d", "text:credit note sent", "enter")
        await cursor_on(shift, "promise")
        await shift.press("d", "text:taken twice", "enter")
        await cursor_on(shift, "callback")
        await shift.press("d")
        assert [(one.how, one.reason) for one in shift.payloads("ended")] == [
            ("done", ""),
            ("resolved", "credit note sent"),
            ("withdrawn", "taken twice"),
            ("done", ""),
        ]
        assert "What is open  nothing" in told(shift)
        await shift.press("u")
        assert "What is open  1" in told(shift)


async def test_a_matter_is_given_to_somebody_else(book):
    async with on_shift(book) as shift:
        await shift.press("c")
        await cursor_on(shift, "send the invoice again")
        await shift.press("a", "text:wang", "enter", "text:fri", "enter")
        assert "Jun 5, 2026 (in 4d) · wang" in told(shift)


async def test_with_nothing_open_under_the_cursor_it_says_what_to_do(book):
    async with on_shift(book) as shift:
        await shift.press("c")
        await to_part(shift, "People")
        await shift.press("d")
        assert "Put the cursor on something that is open first." in shift.text
        assert shift.payloads("ended") == []


async def test_hold_and_release_here(book):
    async with on_shift(book) as shift:
        await shift.press("end", "c", "h", "text:+3", "enter", "text:visit", "enter", "enter", "home")
        assert "held back: on hold" in shift.text
        await shift.press("r", "text:done with it", "enter")
        assert [one.how for one in shift.payloads("ended")] == ["released"]
        await shift.press("home")
        assert "on the list: E overdue" in shift.text


async def test_no_answer_and_skip_and_pin_here(book):
    async with on_shift(book) as shift:
        await shift.press("down", "c", "n")
        assert [one.person for one in shift.payloads("contact")][-1] == "Ms Li"
        assert "Acme Ltd: no answer logged." in shift.text
        await shift.press("p", "text:boss", "enter", "s", "text:tomorrow", "enter")
        assert [one.how for one in shift.payloads("pinned")] == ["pin", "skip"]


async def test_a_number_is_corrected_and_the_correction_taken_back(book):
    async with on_shift(book) as shift:
        await shift.press("c", "e", "text:139 0013 9000", "ctrl+s")
        (person,) = shift.payloads("person")
        assert (person.name, person.phone, person.role) == ("王芳", "139 0013 9000", "payer")
        assert "139 0013 9000" in shift.text
        assert "written down" in shift.text
        await shift.press("u")
        assert "138 0000 0001" in shift.text


async def test_a_hostile_name_that_nobody_touched_is_no_new_name(book):
    book.people["dongfang"] = [Person("p", "\x1b[31mEve\t\x07 ", role="Payer", phone="1")]
    async with on_shift(book) as shift:
        await shift.press("c", "e", "text:2", "ctrl+s")
        (person,) = shift.payloads("person")
        assert (person.name, person.phone, person.role) == ("\x1b[31mEve\t\x07 ", "2", "Payer")


async def test_a_number_that_cannot_ring_is_said_while_typing_and_kept(book):
    book.customers["dongfang"] = replace(book.customers["dongfang"], country="CN")
    async with on_shift(book) as shift:
        await shift.press("c", "e")
        shift.app.screen.phone.query_one("Input").value = "12"
        await shift.settle()
        assert "does not look like a number that rings" in shift.text
        await shift.press("ctrl+s")
        assert shift.payloads("person")[0].phone == "12"
        assert "12 does not look like a number" in " ".join(shift.text.split())


async def test_somebody_is_added_with_a_role_in_words(book):
    async with on_shift(book) as shift:
        await shift.press("c", "plus")
        form = shift.app.screen
        form.person.query_one("Input").value = "Zoe"
        form.role.query_one("Input").value = "Finance Head"
        form.reach.query_one("Options").chosen = 2
        form.left.query_one("Options").chosen = 1
        await shift.press("ctrl+s")
        (person,) = shift.payloads("person")
        assert (person.name, person.role, person.phone) == ("Zoe", "finance head", "")
        assert shift.payloads("hold") == [Hold("do_not_call", "ann", person="Zoe", channel_left="mail")]
        await to_part(shift, "People")
        assert "do not call" in told(shift)


async def test_the_task_to_find_the_number_is_closed_with_the_number(book):
    log_contact(fake_desk(book), ContactSaid("lee", "wrong_number", person="Bob"))
    async with on_shift(book) as shift:
        await shift.press("slash", "text:lee", "enter")
        assert "find the number" in told(shift)
        await to_part(shift, "People")
        await shift.press("e")
        assert "Number found" in shift.text
        shift.app.screen.phone.query_one("Input").value = "139 0013 9000"
        await shift.press("ctrl+s")
        assert [one.how for one in shift.payloads("ended")] == ["done"]


@pytest.mark.usefixtures("no_tools")
async def test_copying_takes_the_invoice_under_the_cursor_else_the_phone(book):
    async with on_shift(book) as shift:
        await shift.press("c", "y")
        assert shift.app.clipboard == "138 0000 0001"
        assert "138 0000 0001: copied to the terminal's clipboard." in shift.text
        await to_part(shift, "Items")
        await shift.press("y")
        assert shift.app.clipboard == "D-1"


async def test_enter_opens_a_member_of_the_family_and_esc_comes_back_through_both(book):
    async with on_shift(book) as shift:
        await shift.press("c")
        await to_part(shift, "Family")
        await cursor_on(shift, "东方苏州分公司")
        await shift.press("enter")
        assert shift.app.screen.customer_id == "branch"
        assert "东方苏州分公司" in shift.text.splitlines()[0]
        await shift.press("escape")
        assert (shift.app.screen.customer_id, shift.app.screen.part.name) == ("dongfang", "family")
        await shift.press("enter", "1")
        assert shift.app.screen.page == "list"
        assert len(shift.app.screen_stack) == 1


async def test_enter_calls_and_the_page_shows_what_came_of_it(book):
    async with on_shift(book) as shift:
        await shift.press("down", "c", "enter", "n", "home")
        assert shift.app.screen.customer_id == "acme"
        assert "held back: called recently" in shift.text
        await to_part(shift, "Contacts")
        assert "no answer" in told(shift)


async def test_a_day_of_the_past_is_for_reading(book):
    async with on_shift(book, as_of=date(2026, 5, 25)) as shift:
        await shift.press("c", "e")
        assert "reading only" in shift.text
        await shift.press("h", "plus", "n")
        assert not shift.payloads("hold")
        assert len(shift.app.screen_stack) == 2


async def test_a_click_on_a_part_shows_it(book):
    async with on_shift(book) as shift:
        await shift.press("c")
        line = shift.text.splitlines()[1]
        await shift.pilot.click("#parts", offset=(line.index("Promises") + 1, 0))
        await shift.settle()
        assert shift.app.screen.part.name == "promises"


async def test_a_key_to_another_page_leaves_the_customers_page_behind(book):
    async with on_shift(book) as shift:
        await shift.press("c", "6", "1")
        assert shift.app.screen is shift.app.pages["today"]
        await shift.press("3", "c", "1", "3")
        assert shift.app.screen is shift.app.pages["promises"]


async def test_who_rings_us_gets_a_call_of_theirs_without_a_question(book):
    async with on_shift(book) as shift:
        await shift.press("c", "o")
        assert "they called us" in shift.text
        assert "Thank you for ringing." in shift.text
        await shift.press("i")
        assert "Thank you for ringing." not in shift.text
        await shift.press("i")
        await shift.press("escape")
        await shift.press("escape", "o")
        assert "they called us" in shift.text


async def test_the_statement_of_account_is_written_and_its_place_is_told(book):
    async with on_shift(book) as shift:
        await shift.press("c", "x")
        (page,) = shift.app.seat.folder.glob("statement-dongfang-*.html")
        assert page.name in " ".join(shift.text.split())
        assert "D-1" in page.read_text(encoding="utf-8")
