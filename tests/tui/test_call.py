"""A call: the talk one step at a time, and an end that brings everything its outcome needs."""

from __future__ import annotations

from datetime import date, time

import pytest
from textual.events import Paste

from collector_tui.domain.ledger import Person
from collector_tui.domain.money import Money
from collector_tui.present.i18n import set_language
from collector_tui.tui.screens.call import Call
from collector_tui.tui.screens.today import Today
from collector_tui.tui.widgets.words import MOST_WORDS, Words
from tests.tui.shift import on_shift, shift_book


def cny(amount):
    return Money(amount * 100, "CNY")


def stage(shift):
    return shift.app.screen.talk.stage.value


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_a_whole_call_without_a_mouse(size):
    async with on_shift(size=size) as shift:
        await shift.press("enter")
        assert isinstance(shift.app.screen, Call)
        assert "王芳" in shift.text
        await shift.press("slash", "text:sjz", "enter")
        assert "Our own customer hasn't paid us" in shift.text
        await shift.press("tab", "text:boss is away", "enter", "enter", "enter")
        assert stage(shift) == "propose"
        await shift.press("a")
        assert stage(shift) == "close"
        await shift.press("o", "text:promise", "enter")
        await shift.press("text:50%", "enter", "text:fri", "enter", "t", "enter", "enter", "text:D-1", "enter", "enter")
        (promise,) = shift.payloads("promise")
        assert promise.amount == cny(200_000)
        assert promise.promised_for == date(2026, 6, 5)
        assert (promise.method, promise.person, promise.items) == ("transfer", "王芳", ("D-1",))
        (contact,) = shift.payloads("contact")
        assert contact.words == "boss is away"
        assert contact.card == "waiting_on_customer"
        assert contact.trail["reasons"][0]["proposals"][0]["answer"] == "accepted"
        assert isinstance(shift.app.screen, Today)
        assert shift.app.screen.customer_id == "acme"


async def test_the_next_proposal_opens_only_after_a_clear_no():
    async with on_shift() as shift:
        await shift.press("enter", "3", "enter", "enter", "enter")
        first = shift.app.screen.talk.reason.offer
        assert shift.text.count("after a clear no") >= 2
        await shift.press("r")
        assert shift.app.screen.talk.reason.offer != first
        assert "refused" in shift.text


async def test_enter_leads_from_the_opener_to_the_outcome():
    async with on_shift() as shift:
        await shift.press("enter", "enter", "text:sjz", "enter", "enter", "enter", "enter", "enter")
        assert "What came of the call?" in shift.text


async def test_an_act_out_of_its_turn_says_why():
    async with on_shift() as shift:
        await shift.press("enter", "a")
        assert "No reason for not paying is chosen yet." in shift.text
        await shift.press("left")
        assert "This is the first step." in shift.text


async def test_every_key_is_text_while_their_words_are_typed():
    async with on_shift() as shift:
        await shift.press("enter", "tab", "text:no, a 1 r o q")
        assert shift.app.screen.query_one(Words).value == "no, a 1 r o q"
        assert stage(shift) == "opener"
        assert shift.app.screen.talk.words == "no, a 1 r o q"


@pytest.mark.parametrize(("digit", "family"), [("1", "papers"), ("2", "people"), ("3", "money"), ("4", "problem")])
async def test_the_digits_are_the_families_of_reasons(digit, family):
    async with on_shift() as shift:
        await shift.press("enter", digit, "enter")
        assert shift.app.screen.talk.reason.card.pretext == family


async def test_keys_typed_faster_than_the_screens_draw_all_arrive_where_they_belong():
    async with on_shift() as shift:
        talk = ("enter", "slash", "text:sjz", "enter", "tab", "text:no money, nothing", "enter", "enter", "enter", "a")
        outcome = ("o", "text:promise", "enter", "text:50%", "enter", "text:fri", "enter", "t", "ctrl+s")
        await shift.burst(*talk, *outcome, "n", "n")
        assert [one.outcome for one in shift.payloads("contact")] == ["promise", "no_answer", "no_answer"]
        assert shift.payloads("contact")[0].words == "no money, nothing"
        assert [entry.customer_id for entry in shift.book.entries if entry.kind == "contact"] == [
            "dongfang",
            "acme",
            "lee",
        ]


async def test_another_reason_keeps_the_trail():
    async with on_shift() as shift:
        await shift.press("enter", "3", "enter", "1", "enter")
        assert [reason.card.pretext for reason in shift.app.screen.talk.reasons] == ["money", "papers"]
        assert "1 more on the trail" in shift.text


async def test_esc_leaves_an_untouched_call_without_a_word():
    async with on_shift() as shift:
        await shift.press("enter", "escape")
        assert isinstance(shift.app.screen, Today)
        assert shift.book.entries == []


async def test_esc_from_a_call_that_has_begun_asks():
    async with on_shift() as shift:
        await shift.press("enter", "3", "enter", "escape")
        assert "Leave the call?" in shift.text
        await shift.press("escape")
        assert isinstance(shift.app.screen, Call)
        await shift.press("escape", "d")
        assert isinstance(shift.app.screen, Today)
        assert shift.book.entries == []


async def test_leaving_the_program_in_a_call_asks_too():
    async with on_shift() as shift:
        await shift.press("enter", "3", "enter", "ctrl+q")
        assert "Leave the call?" in shift.text
        await shift.press("escape")
        assert shift.app.is_running


async def test_n_logs_no_answer_and_goes_on():
    async with on_shift() as shift:
        await shift.press("enter", "n")
        assert [one.outcome for one in shift.payloads("contact")] == ["no_answer"]
        assert shift.app.screen.customer_id == "acme"


async def test_an_outcome_without_what_it_needs_is_not_saved():
    async with on_shift() as shift:
        await shift.press("enter", "o", "text:promise", "enter", "ctrl+s")
        assert "Amount is still missing." in shift.text
        await shift.press("text:12k", "ctrl+s")
        assert "Day is still missing." in shift.text
        assert shift.book.entries == []


async def test_one_of_two_things_is_enough_and_none_is_too_little():
    async with on_shift() as shift:
        await shift.press("enter", "o", "text:wrong_person", "enter", "ctrl+s")
        assert "New person or Our task is still missing." in shift.text
        await shift.press("text:Mr Wu", "ctrl+s")
        assert [one.outcome for one in shift.payloads("contact")] == ["wrong_person"]


async def test_a_callback_has_a_day_and_may_have_a_time():
    async with on_shift() as shift:
        await shift.press("enter", "o", "text:callback_req", "enter", "text:next tue", "enter", "text:3pm", "ctrl+s")
        (callback,) = shift.payloads("callback")
        assert (callback.on, callback.at) == (date(2026, 6, 9), time(15))


async def test_one_call_brings_a_promise_a_dispute_and_a_claim():
    async with on_shift() as shift:
        await shift.press("down", "enter", "o", "text:promise", "enter")
        await shift.press("text:40k", "enter", "text:fri", "enter", "t")
        await shift.press("ctrl+r", "text:dispute", "enter", "tab", "text:5k", "enter", "text:two pieces broken")
        await shift.press("enter", "enter", "text:+5", "ctrl+s")
        await shift.press("ctrl+r", "text:claim", "enter", "text:3k", "enter", "text:2026-05-29", "enter", "t", "enter")
        await shift.press("text:8812", "ctrl+s")
        assert "2 further results" in shift.text
        await shift.press("ctrl+s")
        (promise,), (dispute,), (claim,) = (shift.payloads(kind) for kind in ("promise", "dispute", "claim"))
        assert promise.amount == cny(40_000)
        assert (dispute.amount, dispute.reason, dispute.answer_by) == (
            cny(5_000),
            "two pieces broken",
            date(2026, 6, 6),
        )
        assert (claim.amount, claim.paid_on, claim.reference) == (cny(3_000), date(2026, 5, 29), "8812")
        assert len(shift.payloads("contact")) == 1


async def test_a_plan_is_typed_in_one_line():
    async with on_shift() as shift:
        await shift.press(
            "enter", "o", "text:instal", "enter", "text:fri 100k; +14 100k; +28 rest", "enter", "t", "ctrl+s"
        )
        (promise,) = shift.payloads("promise")
        assert [one.amount for one in promise.lines] == [cny(100_000), cny(100_000), cny(200_000)]


async def test_what_lies_beyond_policy_is_told_before_saving_recorded_all_the_same_and_told_after():
    async with on_shift() as shift:
        await shift.press("enter", "o", "text:promise", "enter", "text:all", "enter", "text:+30")
        assert "14-day" in shift.text
        await shift.press("enter", "t", "ctrl+s")
        (promise,) = shift.payloads("promise")
        assert promise.needs_approval
        assert "need no approval" in shift.text


async def test_the_promises_past_stands_beside_the_date():
    async with on_shift() as shift:
        await shift.press(
            "enter", "o", "text:promise", "enter", "text:10k", "enter", "text:fri", "enter", "t", "ctrl+s"
        )
        await shift.press("b", "enter", "y", "o", "text:promise", "enter")
        assert "2nd promise of this customer" in shift.text


async def test_calling_somebody_held_back_asks_first_and_never_forbids():
    async with on_shift() as shift:
        await shift.press("n", "b", "enter")
        assert "Not a time to dial" in shift.text
        await shift.press("enter")
        assert isinstance(shift.app.screen_stack[0], Today)
        assert not isinstance(shift.app.screen, Call)
        await shift.press("y")
        assert isinstance(shift.app.screen, Call)
        assert "Held back" in shift.text


async def test_a_day_of_the_past_is_a_rehearsal_without_timer_and_outcome():
    async with on_shift(as_of=date(2026, 6, 1)) as shift:
        await shift.press("enter", "3", "enter")
        assert "rehearsal" in shift.text
        await shift.press("o")
        assert "A day of the past is for reading only" in shift.text
        await shift.press("escape")
        assert isinstance(shift.app.screen, Today)


async def test_the_timer_tells_how_long_the_call_lasts():
    async with on_shift() as shift:
        await shift.press("enter")
        assert "00:00" in shift.text
        shift.book.clock.set("2026-06-01 10:02")
        await shift.press("n")
        assert shift.payloads("contact")[0].seconds == 120


async def test_somebody_new_on_the_phone_is_kept():
    async with on_shift() as shift:
        await shift.press("enter", "p", "text:Mr New", "enter", "n")
        assert shift.payloads("contact")[0].person == "Mr New"
        assert [one.name for one in shift.payloads("person")] == ["Mr New"]


async def test_a_complaint_goes_with_the_contact():
    async with on_shift() as shift:
        await shift.press("enter", "exclamation_mark")
        assert "complaint" in shift.text.splitlines()[0]
        await shift.press("o", "text:busy", "enter", "text:+1", "ctrl+s")
        assert shift.payloads("contact")[0].complaint


async def test_a_person_who_is_not_to_be_called_shows_no_number():
    book = shift_book()
    book.people["dongfang"] = [Person("p", "王芳", phone="138 0000 0001", do_not_call=True)]
    async with on_shift(book) as shift:
        assert "138 0000 0001" not in shift.text


async def test_the_guide_shows_what_not_to_say():
    async with on_shift() as shift:
        await shift.press("enter", "3", "enter", "d")
        assert "Never, in any talk" in shift.text
        await shift.press("escape")
        assert isinstance(shift.app.screen, Call)


async def test_a_write_that_fails_leaves_the_form_as_it_was(monkeypatch):
    async with on_shift() as shift:

        def broken(*_args, **_more):
            raise OSError("disk")

        monkeypatch.setattr(shift.book, "append", broken)
        await shift.press("enter", "o", "text:busy", "enter", "text:+1", "ctrl+s")
        assert "This could not be done" in shift.text
        await shift.press("escape")
        monkeypatch.undo()
        await shift.press("ctrl+s")
        assert [one.outcome for one in shift.payloads("contact")] == ["busy"]


async def test_their_words_grow_by_lines_and_enter_ends_them():
    async with on_shift(size=(60, 20)) as shift:
        await shift.press(
            "enter", "3", "enter", "tab", "text:when their own customer has paid all of it to them, not a day earlier"
        )
        words = shift.app.screen.query_one(Words)
        assert words.size.height == 2
        assert "when their own" in shift.text
        assert "earlier" in shift.text
        await shift.press("enter", "o")
        assert "What came of the call?" in shift.text
        assert shift.app.screen_stack[-2].so_far("promise").words == words.value
        assert "\n" not in words.value


async def test_tab_leaves_their_words_and_comes_back_to_them():
    async with on_shift() as shift:
        await shift.press("enter", "tab", "text:soon", "tab", "tab", "text:er")
        assert shift.app.screen.query_one(Words).value == "sooner"


async def test_what_is_pasted_into_their_words_is_one_line_harmless_and_not_endless():
    async with on_shift() as shift:
        await shift.press("enter", "tab")
        words = shift.app.screen.query_one(Words)
        words.post_message(Paste("first\nsecond \x1b[31m\u202ered"))
        await shift.settle()
        assert words.value == "first second \u241b[31mred"
        words.post_message(Paste("x" * 5_000))
        await shift.settle()
        assert len(words.value) == MOST_WORDS
        await shift.press("y")
        assert len(words.value) == MOST_WORDS


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_on_a_low_screen_the_keys_of_a_form_stay_in_sight(lang):
    set_language(lang)
    async with on_shift(size=(60, 20)) as shift:
        await shift.press("enter", "o", "text:promise", "enter", "text:all", "enter", "text:fri", "enter", "1")
        assert "Ctrl+S" in shift.text
        assert "Esc" in shift.text
        await shift.press("tab", "tab", "tab", "text:last words")
        assert "last words" in shift.text
        assert "Esc" in shift.text


async def test_outcomes_are_found_by_their_own_names_before_their_groups():
    async with on_shift() as shift:
        await shift.press("enter", "o", "text:promise")
        assert "promise in instalments" in shift.text
        assert "insolvency" not in shift.text
        await shift.press("escape", "o", "text:no promise")
        assert "insolvency" in shift.text
