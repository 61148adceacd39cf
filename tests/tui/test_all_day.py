"""A day at the screens: moments that come by themselves, calls that are broken off, terminals that shrink."""

from __future__ import annotations

from threading import Event

import pytest

from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.services.unfinished_call import newest_unfinished
from collector_tui.tui.screens.call import Call
from tests.fakes import fake_desk
from tests.tui.shift import on_shift, shift_book
from tests.tui.stage import screen_lines


def kept(book, shift=None):
    """Return what is kept; during a shift, when what was begun is written."""
    if shift is not None:
        shift.app.seat.gateway.settle()
    return newest_unfinished(fake_desk(book))


# Moments.


async def test_a_callback_comes_when_its_time_has_come_and_says_so():
    book = shift_book()
    said = ContactSaid(
        "acme", "callback_requested", person="Ms Li", brings={"next_date": "2026-06-01", "next_time": "14:30"}
    )
    log_contact(fake_desk(book), said)
    async with on_shift(book) as shift:
        assert not any("Acme" in row for row in shift.listed)
        book.clock.set("2026-06-01 14:31")
        shift.app.screen._waking.look()
        await shift.settle()
        assert "Acme" in shift.listed[0]
        assert "Callback due now: Acme Ltd." in shift.text


async def test_a_callback_is_told_of_quietly_during_another_call():
    book = shift_book()
    said = ContactSaid(
        "acme", "callback_requested", person="Ms Li", brings={"next_date": "2026-06-01", "next_time": "14:30"}
    )
    log_contact(fake_desk(book), said)
    async with on_shift(book) as shift:
        await shift.press("enter")
        book.clock.set("2026-06-01 14:31")
        shift.app.pages["today"]._waking.look()
        await shift.settle()
        assert isinstance(shift.app.screen, Call)
        assert "Callback due now: Acme Ltd." in shift.text


async def test_the_first_key_after_a_sleep_reads_the_day_that_has_come():
    book = shift_book()
    async with on_shift(book) as shift:
        book.clock.set("2026-06-02 08:00")  # the timer did not count while the machine slept
        await shift.press("down")
        assert "A new day has begun" in shift.text
        assert "Tue, Jun 2, 2026" in shift.text


async def test_a_moment_that_has_not_come_reads_nothing():
    async with on_shift() as shift:
        before = shift.app.screen.read
        await shift.press("down", "up")
        assert shift.app.screen.read.worklist is before.worklist


# Calls that are broken off.


async def after_the_first_paint(shift):
    """Wait until the playbook was read and what follows it."""
    while shift.app.seat.playbook is None:
        await shift.pilot.pause()
    await shift.settle()


async def a_call_with_words(shift):
    await shift.press("enter", "slash", "text:sjz", "enter", "tab", "text:boss is away", "enter", "enter", "i")


async def test_what_was_said_is_kept_when_the_screens_are_ended_from_outside():
    book = shift_book()
    async with on_shift(book) as shift:
        await a_call_with_words(shift)
        shift.app.leave_now(143)
    call = kept(book)
    assert call.customer_id == "dongfang"
    assert call.inbound
    assert call.trail["reasons"][0]["words"] == {"listen": "boss is away"}
    assert not book.entries


async def test_words_still_being_typed_are_kept_too():
    book = shift_book()
    async with on_shift(book) as shift:
        await shift.press("enter", "tab", "text:we will pa")
        shift.app.leave_now(129)
    assert kept(book).trail["opener"]["words"] == "we will pa"


async def test_a_broken_off_call_is_asked_about_and_gone_on_with():
    book = shift_book()
    async with on_shift(book) as shift:
        await a_call_with_words(shift)
        shift.app.leave_now(143)
    book.clock.set("2026-06-01 10:20")
    async with on_shift(book) as shift:
        await after_the_first_paint(shift)
        assert "东方贸易有限公司 (10:00)" in shift.text
        await shift.press("g")
        call = shift.app.screen
        assert isinstance(call, Call)
        assert (call.talk.reason.card.id, call.talk.stage.value) == ("waiting_on_customer", "understand")
        assert call.inbound
        assert call.seconds == 0
        await shift.press("o", "text:promise", "enter")
        await shift.press("text:50%", "enter", "text:fri", "enter", "t", "enter", "enter", "text:D-1", "enter", "enter")
        (contact,) = shift.payloads("contact")
        assert contact.words == "boss is away"
        assert kept(book, shift) is None


async def test_a_broken_off_call_can_be_dropped_or_left_for_later():
    book = shift_book()
    async with on_shift(book) as shift:
        await a_call_with_words(shift)
        shift.app.leave_now(143)
    async with on_shift(book) as shift:
        await after_the_first_paint(shift)
        await shift.press("escape")
        assert kept(book, shift) is not None
        await shift.press("g")
        assert isinstance(shift.app.screen, Call)
        await shift.press("escape", "d")
        assert kept(book, shift) is None
        await shift.press("g")
        assert "No call waits to be finished." in shift.text


async def test_a_call_may_be_kept_for_later_by_its_own_key():
    book = shift_book()
    async with on_shift(book) as shift:
        await a_call_with_words(shift)
        await shift.press("escape", "k")
        assert not isinstance(shift.app.screen, Call)
        await shift.press("down", "g")
        assert shift.app.screen.talk.reasons[0].words_at("listen") == "boss is away"


async def test_a_call_that_was_logged_or_never_begun_leaves_nothing_behind():
    book = shift_book()
    async with on_shift(book) as shift:
        await shift.press("enter", "escape")
        assert kept(book, shift) is None
        await a_call_with_words(shift)
        await shift.press("n")
        assert kept(book, shift) is None


async def test_a_draft_that_outlived_its_own_save_is_not_offered():
    book = shift_book()
    async with on_shift(book) as shift:
        await a_call_with_words(shift)
        shift.app.leave_now(143)
    book.clock.set("2026-06-01 10:01")
    log_contact(fake_desk(book), ContactSaid("dongfang", "no_answer", person="王芳"))
    async with on_shift(book) as shift:
        await after_the_first_paint(shift)
        assert "broken off" not in shift.text


async def test_nobody_else_is_asked_about_my_call():
    book = shift_book()
    async with on_shift(book) as shift:
        await a_call_with_words(shift)
        shift.app.leave_now(143)
    async with on_shift(book, user="bea") as shift:
        await after_the_first_paint(shift)
        assert "broken off" not in shift.text


async def test_a_rehearsal_keeps_nothing():
    book = shift_book()
    async with on_shift(book, as_of=book.ledger_as_of) as shift:
        await shift.press("enter", "slash", "text:sjz", "enter")
        shift.app.leave_now(143)
    assert not book.unfinished


# The terminal.


class SlowBook:
    """Lets a save wait until it is let go."""

    def __init__(self, book):
        self.book, self.go, self.waiting = book, Event(), Event()
        self._append = book.append
        book.append = self.append

    def append(self, drafts, **more):
        self.waiting.set()
        assert self.go.wait(30)
        return self._append(drafts, **more)


@pytest.mark.parametrize("opened", [(), ("enter",), ("3",), ("slash",)])
async def test_a_terminal_that_shrinks_during_a_save_loses_nothing(opened):
    book = shift_book()
    slow = SlowBook(book)
    async with on_shift(book) as shift:
        shift.app.screen.action_act("today.no_answer")
        assert slow.waiting.wait(30)
        await shift.pilot.resize_terminal(20, 5)
        assert len(screen_lines(shift.app)) == 5
        slow.go.set()
        await shift.settle()
        assert len(book.entries) == 2  # the contact and its next try
        await shift.press(*opened)
        assert len(screen_lines(shift.app)) == 5
        await shift.pilot.resize_terminal(80, 24)
        await shift.press("escape")
        assert len(screen_lines(shift.app)) == 24
