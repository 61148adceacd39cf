"""What ends or stops a program from outside leaves a terminal to work with, a whole book, and the broken-off call."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime

import pytest

from collector_tui.store.book import open_book
from collector_tui.store.check import check_book

if os.name != "posix":
    pytest.skip("there are no such signals", allow_module_level=True)

from tests.e2e.terminal import CTRL_Q, CTRL_Z, ENTER, ESC, LEFT_ALONE, terminal

pytestmark = pytest.mark.pty


def kept(office):
    """Return what the book keeps of ann's unfinished calls."""
    with open_book(office.book, readonly=True, clock=lambda: datetime.now(UTC)) as book:
        return book.reader.drafts("ann")


def in_a_call(desk) -> None:
    desk.see("Harbour", "ledger as of")
    desk.send(ENTER)
    desk.see("Their words")
    desk.send("\t", "boss is away", ENTER)
    desk.see("boss is away", "single keys")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_program_that_is_ended_keeps_the_call_and_gives_the_terminal_back(shop, sent, code):
    with terminal() as desk:
        in_a_call(desk)
        os.kill(desk.child.pid, sent)
        assert desk.ended() == code
        assert all(told in desk.raw for told in LEFT_ALONE)
    (call,) = kept(shop)
    assert (call.customer_id, call.trail["opener"]["words"]) == ("C-1", "boss is away")
    assert not [finding for finding in check_book(shop.book, full=True) if finding.kind != "note"]
    with terminal() as desk:
        desk.see("A call was not finished")
        desk.send("g")
        desk.see("Their words", "boss is away")


def test_a_terminal_that_is_gone_ends_the_program_and_keeps_the_call(shop):
    with terminal() as desk:
        in_a_call(desk)
        desk.hang_up()
        assert desk.ended() == 129
    (call,) = kept(shop)
    assert call.trail["opener"]["words"] == "boss is away"


def test_stopped_and_continued_it_goes_on_where_it_was(shop):
    with terminal() as desk:
        in_a_call(desk)
        os.kill(desk.child.pid, signal.SIGTSTP)
        desk.stopped()
        assert all(told in desk.raw for told in LEFT_ALONE)
        os.kill(desk.child.pid, signal.SIGCONT)
        desk.send(ESC)
        desk.see("Leave the call?")
        desk.send("d")
        desk.see("ledger as of")
        desk.send(CTRL_Q)
        assert desk.ended() == 0


def test_the_shell_is_a_key_away(shop):
    with terminal() as desk:
        desk.see("Harbour", "ledger as of")
        desk.send(CTRL_Z)
        desk.stopped()
        os.kill(desk.child.pid, signal.SIGCONT)
        desk.send("?")
        desk.see("The keys of now")


def test_a_window_of_twenty_by_five_and_back(shop):
    with terminal() as desk:
        desk.see("Harbour", "ledger as of")
        desk.send("n")
        desk.resize(20, 5)
        desk.see("1 Today")
        desk.resize(80, 24)
        desk.see("no answer logged", "Harbour")
        desk.send(CTRL_Q)
        assert desk.ended() == 0
    assert [one["outcome"] for one in shop.asked("customer", "C-1")["contacts"]] == ["no_answer"]
