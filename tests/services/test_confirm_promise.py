"""The confirmation of a promise: what it says in both languages, what it leaves out, and what has none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from collector_tui.domain.money import Money
from collector_tui.playbook.load import load_playbook
from collector_tui.present.i18n import language_for, set_language
from collector_tui.present.letter_out import confirmation_text
from collector_tui.services import answer_matter as answer
from collector_tui.services.confirm_promise import (
    NoPromiseToConfirm,
    NoSuchPromise,
    PromiseOver,
    PromiseWaits,
    agreed_by,
    newest_to_confirm,
)
from collector_tui.services.log_contact import ContactSaid, SaidResult, log_contact
from tests.e2e.hostile import NAMES, harm
from tests.fakes import Clock, FakeBook, fake_desk

FRIDAY = date(2026, 6, 5)


@pytest.fixture
def book() -> FakeBook:
    """Monday, the 1st of June 2026, ten o'clock."""
    told = FakeBook(Clock("2026-06-01 10:00")).customer("ACME", "Mary Walsh")
    return told.owes("ACME", "A-1", 8_000).owes("ACME", "A-2", 6_000)


def desk(book: FakeBook, **ours):
    return replace(fake_desk(book), **({"company": "Northgate Ltd", "phone": "+353 1 555 0100"} | ours))


def promise(book: FakeBook, *, on: date = FRIDAY, amount: int | Money = 8_000, **more) -> str:
    money = amount if isinstance(amount, Money) else Money.parse(str(amount), "CNY")
    said = {"amount": money, "on": on, "method": "transfer", "items": ("A-1",), **more}
    return log_contact(fake_desk(book), ContactSaid("ACME", "promise", "Mary Walsh", **said)).promise_ids[0]


def text(book: FakeBook, promise_id: str, lang: str = "en", **ours) -> str:
    return confirmation_text(agreed_by(desk(book, **ours), promise_id), load_playbook(), lang)


def test_a_promise_in_english(book: FakeBook) -> None:
    assert text(book, promise(book)) == (
        "Dear Mary Walsh,\n\n"
        "Thank you for your time. This is what we agreed:\n\n"
        "Acme pays CNY 8,000.00 on Friday, June 5, 2026 by bank transfer.\n"
        "This is for:\n"
        "- A-1, CNY 8,000.00 open\n\n"
        'Please reply "agreed", so that we both have it in writing.\n\n'
        "Kind regards,\nann\nNorthgate Ltd\nTel. +353 1 555 0100\n"
    )


def test_a_promise_in_chinese(book: FakeBook) -> None:
    assert text(book, promise(book), "zh") == (
        "Mary Walsh，您好：\n\n"
        "感谢您抽空沟通。现将约定内容确认如下：\n\n"
        "Acme于2026年6月5日星期五以银行转账方式支付CNY 8,000.00。\n"
        "对应发票：\n"
        "- A-1，未付CNY 8,000.00\n\n"
        "如无异议，请回复“确认”，以便双方留存书面记录。\n\n"
        "谢谢！\nann\nNorthgate Ltd\n电话：+353 1 555 0100\n"
    )


def test_what_of_ours_is_not_known_is_left_out_and_no_blank_stays(book: FakeBook) -> None:
    told = text(book, promise(book), company="", phone=" ")
    assert told.endswith("Kind regards,\nann\n")
    assert "_" not in told
    assert "Tel" not in told


def test_a_plan_of_six_lines_is_told_line_by_line(book: FakeBook) -> None:
    plan = ";".join(f"2026-06-{day:02}=1000" for day in (3, 4, 5, 8, 9, 10))
    said = ContactSaid(
        "ACME", "promise_instalments", "Mary Walsh", method="cheque", items=("A-1",), brings={"line": plan}
    )
    plan_id = log_contact(fake_desk(book), said).promise_ids[0]
    told = text(book, plan_id)
    assert "Acme pays CNY 6,000.00 in 6 payments by cheque:\n1. Wednesday, June 3, 2026: CNY 1,000.00\n2. Thu" in told
    assert "6. Wednesday, June 10, 2026: CNY 1,000.00\n" in told
    assert "The remaining CNY 2,000.00 on these invoices is arranged separately." in told
    assert "Acme以支票方式分6期支付，共CNY 6,000.00：\n1. 2026年6月3日星期三：CNY 1,000.00\n" in text(
        book, plan_id, "zh"
    )


def test_an_offer_is_confirmed_once_it_is_approved(book: FakeBook) -> None:
    offered = promise(book, on=date(2026, 6, 30))
    with pytest.raises(PromiseWaits):
        text(book, offered)
    answer.approve_promise(fake_desk(book), offered)
    assert "on Tuesday, June 30, 2026" in text(book, offered)


def test_several_results_of_one_contact_stand_in_one_text(book: FakeBook) -> None:
    results = (
        SaidResult("promise", {"amount": "1000", "on": "06-08", "method": "cash", "items": "A-2"}),
        SaidResult("dispute", {"items": "A-2", "reason": "price", "resolver": "bob", "answer_by": "fri"}),
        SaidResult("claim", {"amount": "500", "on": "today", "method": "cash", "reference": "r"}),
        SaidResult("task", {"task": "send_statement", "due": "fri"}),
    )
    told = text(book, promise(book, amount=5_000, results=results))
    assert "Acme pays CNY 5,000.00 on Friday, June 5, 2026 by bank transfer." in told
    assert "Acme pays CNY 1,000.00 on Monday, June 8, 2026 by cash." in told
    assert "CNY 6,000.00 is being clarified separately and is not part of this." in told
    assert "You told us that CNY 500.00 was paid on Monday, June 1, 2026" in told
    assert told == text(book, book.matters()[1].matter_id), "whichever of its promises is asked for"


def test_it_says_nothing_of_how_we_judge(book: FakeBook) -> None:
    book.clock.set("2026-05-01 10:00")
    promise(book, on=date(2026, 5, 5))
    book.clock.set("2026-06-01 10:00")
    book.ledger_as_of = date(2026, 5, 31)
    offered = promise(book, words="they lie")
    told = text(book, offered) + text(book, offered, "zh")
    for word in (
        "level",
        "broken",
        "limit",
        "overdue",
        "legal",
        "approv",
        "lie",
        "promise",
        "级别",
        "违约",
        "逾期",
        "法",
    ):
        assert word not in told.casefold()


def test_each_currency_is_named(book: FakeBook) -> None:
    book.owes("ACME", "E-1", 50, currency="EUR").owes("ACME", "J-1", 7_000, currency="JPY")
    results = (SaidResult("promise", {"amount": "7000", "items": "J-1", "on": "fri", "method": "card"}),)
    told = text(book, promise(book, amount=Money.parse("50", "EUR"), items=("E-1",), results=results))
    assert "EUR 50.00 on" in told
    assert "JPY 7,000 on" in told


@pytest.mark.parametrize("name", NAMES)
def test_hostile_names_do_no_harm_and_open_no_placeholder(book: FakeBook, name: str) -> None:
    book.customers["ACME"] = replace(book.customers["ACME"], name=NAMES[name])
    told = text(book, promise(book), company="{me} [x] " + NAMES[name], phone=NAMES[name])
    assert not harm(told)
    assert "{me} [x]" in told
    assert told.count("\n") == 14


def test_the_language_is_the_customers_else_ours(book: FakeBook) -> None:
    assert [language_for(code) for code in ("zh", "zh_Hans", "ZH-cn", "中文", "en", "en-IE", "de", "")] == [
        *["zh"] * 4,
        *["en"] * 4,
    ]
    set_language("zh")
    assert [language_for("en"), language_for("")] == ["en", "zh"]


def test_what_is_over_or_not_there_has_none(book: FakeBook) -> None:
    at = desk(book)
    with pytest.raises(NoPromiseToConfirm):
        newest_to_confirm(at, "ACME")
    with pytest.raises(NoSuchPromise):
        agreed_by(at, "nothing")
    first, second = promise(book), promise(book, items=("A-2",))
    assert newest_to_confirm(at, "ACME").promises[0].matter_id == second
    answer.end_matter(at, first, "withdrawn", "why")
    with pytest.raises(PromiseOver):
        agreed_by(at, first)
    book.clock.set("2026-06-06 10:00")
    with pytest.raises(PromiseOver):
        agreed_by(at, second)
