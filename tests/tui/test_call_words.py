"""The words of a call: the opener that fits, variants, marks, what is locked, and what a team added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from collector_tui.domain.card import Problem
from collector_tui.domain.money import Money
from collector_tui.domain.policy import Manners, Policy
from collector_tui.playbook.load import load_playbook
from collector_tui.services.log_contact import ContactSaid, log_contact
from tests.fakes import fake_desk
from tests.tui.shift import on_shift, shift_book

BUSY = ("o", "text:busy", "enter", "text:+1", "ctrl+s")
"""The call ends: busy, to be called again tomorrow."""


def with_customer(**fields):
    book = shift_book()
    book.customers["dongfang"] = replace(book.customers["dongfang"], **fields)
    return book


def one_line(shift) -> str:
    """What the screen says, its lines joined: long lines wrap. (Bars between the panes are taken out.)"""
    middle = [row.rpartition("│")[2].strip() for row in shift.text.splitlines()]
    return " ".join(middle)


async def test_the_opener_says_who_we_are_and_then_asks_for_the_payment_day():
    async with on_shift() as shift:
        await shift.press("enter")
        said = one_line(shift)
        assert "Is that 王芳? " in said
        assert said.index("Is that") < said.index("past due")


async def test_what_is_large_is_asked_for_firmly_and_what_is_small_gently():
    for talk, said in (
        (Manners(firm_from={"CNY": 40_000_000}), "I'd like to agree a payment date"),
        (Manners(gentle_below={"CNY": 40_000_001}), "Was it perhaps overlooked?"),
    ):
        async with on_shift(policy=replace(Policy(), talk=talk)) as shift:
            await shift.press("enter")
            assert said in one_line(shift)


async def test_the_plain_words_are_for_what_is_neither():
    async with on_shift() as shift:
        await shift.press("enter")
        said = one_line(shift)
        assert "When is payment scheduled?" in said


async def test_an_old_ledger_is_asked_about_first():
    book = shift_book()
    book.ledger_as_of = date(2026, 5, 20)
    async with on_shift(book) as shift:
        await shift.press("enter")
        assert "has D-1 been paid already?" in one_line(shift)


PROMISED = ContactSaid(
    "dongfang", "promise", person="王芳", amount=Money(5_000_000, "CNY"), on=date(2026, 6, 2), method="transfer"
)
CALLBACK = ContactSaid("dongfang", "callback_requested", person="王芳", brings={"next_date": "2026-06-02"})


@pytest.mark.parametrize(
    ("said", "now", "ledger", "row_class", "asked"),
    [
        (CALLBACK, "2026-06-02 10:00", date(2026, 6, 1), "A", "You asked me to call back. Is there any news on D-1?"),
        (PROMISED, "2026-06-08 10:00", date(2026, 6, 5), "B", "We had agreed CNY 50,000.00 for Jun 2, 2026"),
        (
            PROMISED,
            "2026-06-03 10:00",
            date(2026, 6, 2),
            "C",
            "On Jun 2, 2026 you planned CNY 50,000.00. Has it gone out?",
        ),
    ],
    ids=["callback", "broken", "to confirm"],
)
async def test_each_class_has_its_own_opener(said, now, ledger, row_class, asked):
    book = shift_book()
    log_contact(fake_desk(book), said)
    book.clock.set(now)
    book.ledger_as_of = ledger
    async with on_shift(book, size=(160, 40)) as shift:
        shift.app.screen.go_to("dongfang")
        await shift.press("home", "enter")
        row = shift.app.screen.view.row
        assert (row.customer_id, row.row_class.value) == ("dongfang", row_class)
        assert asked in one_line(shift)


@pytest.mark.parametrize(
    ("segment", "said"),
    [
        ("retail", "Is it all through your portal"),
        ("商超", "Is it all through your portal"),
        ("moon", "When is payment scheduled"),
    ],
)
async def test_a_segment_has_its_own_words(segment, said):
    policy = replace(Policy(), talk=Manners(firm_from={}))
    async with on_shift(with_customer(segment=segment), policy=policy) as shift:
        await shift.press("enter")
        assert said in one_line(shift)


async def test_the_trail_tells_how_the_talk_was_opened():
    async with on_shift(with_customer(segment="project")) as shift:
        await shift.press("enter", "tab", "text:yes", "enter", *BUSY)
        opener = shift.payloads("contact")[0].trail["opener"]
        told = (opener["opener"], opener["segment"], opener["tone"], opener["version"])
        assert told == ("E", "project", "", load_playbook().openers.version)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_locked_proposal_opens_when_somebody_allows_it_and_the_trail_says_who(size):
    async with on_shift(size=size) as shift:
        await shift.press("enter", "slash", "text:cash is tight", "enter", "enter", "enter", "r", "r")
        reason = shift.app.screen.talk.reason
        assert reason.offer is None
        assert one_line(shift).count("locked: needs authority (g)") == 2
        await shift.press("a")
        assert "There is no such proposal on this card" in one_line(shift)
        await shift.press("g", "text:Ms Boss", "enter")
        assert shift.app.screen.talk.reason.offer.type == "instalments"
        assert one_line(shift).count("locked: needs authority (g)") == 1
        assert "Up to four equal weekly payments" in one_line(shift)
        await shift.press("a", *BUSY)
        (record,) = shift.payloads("contact")[0].trail["reasons"]
        assert record["granted"] == [{"proposal": "instalments", "by": "Ms Boss"}]
        assert record["proposals"][-1] == {"proposal": "instalments", "answer": "accepted"}


async def test_lines_that_worked_or_did_not_are_marked_and_kept():
    async with on_shift() as shift:
        await shift.press("enter", "w", "text:scheduled", "enter")
        assert "(worked)" in one_line(shift)
        await shift.press("slash", "text:cash is tight", "enter", "x", "enter")
        assert "(did not work)" in one_line(shift)
        await shift.press("enter", "enter", "r", "x", "down", "enter")
        assert "(did not work)" in one_line(shift)
        await shift.press(*BUSY)
        trail = shift.payloads("contact")[0].trail
        assert trail["opener"]["marks"] == [{"line": "opener.E.1", "mark": "worked"}]
        assert trail["reasons"][0]["marks"] == [
            {"line": "listen.say", "mark": "failed"},
            {"line": "propose.full_now", "mark": "failed"},
        ]


async def test_bad_faith_is_named_by_a_supervisor_and_the_trail_says_who():
    async with on_shift() as shift:
        await shift.press("enter", "3", "enter", "c", "text:bad", "enter")
        assert "Only a supervisor may call it bad faith." in shift.text
        await shift.press("escape")
        assert shift.app.screen.talk.reason.cause == "unknown"
        await shift.press("c", "text:bad", "enter", "text:Ms Boss", "enter", *BUSY)
        (record,) = shift.payloads("contact")[0].trail["reasons"]
        assert (record["cause"], record["cause_by"]) == ("bad_faith", "Ms Boss")


async def guide_of(fields, policy, reason="cash is tight"):
    async with on_shift(with_customer(**fields), policy=policy, size=(120, 60)) as shift:
        await shift.press("enter", "slash", f"text:{reason}", "enter", "d")
        return " ".join(row.strip(" │┃▏▕") for row in shift.text.splitlines())


async def test_a_rule_of_law_is_shown_with_its_source_where_both_sides_are_known():
    policy = replace(Policy(), country="CN", talk=Manners(our_size="sme"))
    shown = await guide_of({"country": "CN", "company_size": "large"}, policy, "we need a statement")
    assert "the undisputed part must be paid on time" in shown
    assert "State Council Order 802 (2025), Art. 15" in shown


async def test_no_rule_is_shown_where_something_is_not_known():
    policy = replace(Policy(), country="CN", talk=Manners())
    shown = await guide_of({"country": "CN", "company_size": "large"}, policy, "we need a statement")
    assert "undisputed part must be paid" not in shown
    assert "three years" in shown
    unknown = await guide_of({"country": "CN"}, policy, "we need a statement")
    assert "Rules of law are shown once" in unknown
    assert "three years" not in unknown


async def test_files_of_the_team_that_are_left_out_are_told_once():
    def broken():
        return replace(load_playbook(), problems=(Problem("a.yaml", "lines", "expected a list", {}),))

    async with on_shift(playbook=broken) as shift:
        while shift.app.seat.playbook is None:
            await shift.pilot.pause()
        assert "1 file of your team's playbook is left out" in shift.text
        await shift.press("down")
        assert "left out" not in shift.text
        await shift.press("enter", "3", "enter")
        assert shift.app.screen.talk.reason is not None


async def test_the_hour_at_which_somebody_answers_stands_with_the_person():
    book = shift_book()
    async with on_shift(book, policy=replace(Policy(), talk=Manners(best_hour_from=1))) as shift:
        await shift.press("enter", *BUSY)
        assert shift.payloads("contact")
        from collector_tui.services.read_customer import read_customer

        assert [one.hour for one in read_customer(shift.app.seat.desk, "dongfang").hours.values()] == [10]


async def test_the_talk_of_a_call_that_is_taken_back_is_gone_on_with_by_one_key():
    async with on_shift() as shift:
        await shift.press("enter", "3", "enter", "tab", "text:no cash before Friday", "enter", *BUSY)
        assert shift.payloads("contact")
        await shift.press("u")
        assert "Its talk is kept: g goes on with it." in shift.text
        assert shift.payloads("void")
        await shift.press("g")
        assert "no cash before Friday" in shift.text
