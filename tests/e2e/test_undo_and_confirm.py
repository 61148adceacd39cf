"""Undo and the confirmation of a promise by plain commands."""

from __future__ import annotations

import stat

PROMISE = ("--outcome", "promise", "--amount", "50000", "--on", "2026-12-01", "--method", "transfer", "--items", "A-1")


def promised(shop) -> str:
    (promise_id,) = shop.asked("log", "--customer", "C-1", *PROMISE, "--person", "Ann Lee")["promise_ids"]
    return promise_id


def test_undo_shows_what_it_would_take_back_and_says_what_it_took(shop) -> None:
    promised(shop)
    what = "promise of CNY 50,000.00 for Tue, Dec 1, 2026 - Harbour Lane Foods"
    before = shop.lying()
    assert shop.did("undo", "--show").out == f"Would be taken back: {what}.\n"
    assert shop.lying() == before
    assert shop.did("undo").out == f"Taken back: {what}.\n"
    assert shop.asked("promises") == []
    assert "nothing of yours left" in shop("undo").err


def test_undo_in_chinese(shop) -> None:
    promised(shop)
    told = shop.did("undo", "--lang", "zh").out
    assert told == "已撤销：Harbour Lane Foods，承诺2026年12月1日 周二付CNY 50,000.00。\n"


def test_what_another_has_answered_is_taken_back_with_yes_alone(shop) -> None:
    shop.did("hold", "C-1", "--until", "2026-12-01", "--reason", "audit")
    shop.did("release", "C-1", "--reason", "over", "--user", "boss")
    done = shop("undo")
    assert (done.code, done.out) == (3, "")
    assert "Not taken back: hold until Tue, Dec 1, 2026 - Harbour Lane Foods. With --yes it is." in done.err
    assert "boss has answered it since" in done.err
    assert "Taken back: hold" in shop.did("undo", "--yes").out


def test_what_was_done_yesterday_is_taken_back_with_yes_alone(shop) -> None:
    promised(shop)
    shop.clock("2026-11-25T09:00:00+08:00")
    assert "It was written on Nov 24, 2026" in shop("undo").err
    assert len(shop.asked("promises")) == 1
    shop.did("undo", "--yes")
    assert shop.asked("promises") == []


def test_undo_after_a_refusal_or_a_release_of_two_holds_leaves_the_book_as_it_read_before(shop) -> None:
    offered = shop.asked("log", "--customer", "C-1", *PROMISE, "--on", "2027-03-01", "--person", "Ann Lee")
    for day in ("2026-12-01", "2026-12-04"):
        shop.did("hold", "C-2", "--until", day, "--reason", "audit")
    before = shop.asked("customer", "C-1"), shop.asked("customer", "C-2"), shop.asked("worklist")
    for words in (("refuse", *offered["promise_ids"]), ("release", "C-2")):
        shop.did(*words, "--reason", "why")
        shop.did("undo")
        assert (shop.asked("customer", "C-1"), shop.asked("customer", "C-2"), shop.asked("worklist")) == before
    assert shop.asked("check", "--full")["ok"]


def test_a_confirmation_is_printed_in_the_customers_language_or_the_one_asked_for(shop) -> None:
    promise_id = promised(shop)
    english = shop.did("confirm", promise_id).out
    assert english.startswith("Dear Ann Lee,\n")
    assert "Harbour Lane Foods pays CNY 50,000.00 on Tuesday, December 1, 2026 by bank transfer.\n" in english
    assert "- A-1, CNY 120,000.00 open\n\nThe remaining CNY 70,000.00 on these invoices" in english
    assert "____" not in english
    chinese = shop.did("confirm", promise_id, "--lang", "zh").out
    assert "Harbour Lane Foods于2026年12月1日星期二以银行转账方式支付CNY 50,000.00。\n" in chinese


def test_a_confirmation_goes_into_a_file_of_its_owners_own_and_replaces_none(shop) -> None:
    promise_id = promised(shop)
    out = shop.home / "letter.txt"
    shop.did("confirm", promise_id, "--to", out)
    assert out.read_text(encoding="utf-8") == shop.did("confirm", promise_id).out
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    out.write_text("mine")
    assert shop("confirm", promise_id, "--to", out).code == 3
    assert out.read_text() == "mine"
    shop.did("confirm", promise_id, "--to", out, "--replace")
    assert out.read_text().startswith("Dear")


def test_payments_of_another_company_are_taken_back_and_the_promise_is_judged_again(shop) -> None:
    said = [word.replace("2026-12-01", "2026-11-26") for word in PROMISE]
    shop.did("log", "--customer", "C-1", *said, "--person", "Ann Lee")
    shop.clock("2026-11-30T09:00:00+08:00")
    wrong = shop.payments("C-1,A-1,2026-11-25,50000.00,CNY,r")
    shop.did("import", wrong)
    assert [one["state"] for one in shop.asked("promises")] == ["kept"]
    morning = shop.asked("worklist", "--as-of", "2026-11-29")
    back = shop.asked("batches", "undo", 3, "--reason", "of the other company")
    assert back["open_after"][0] == {"currency": "CNY", "amount": "200000.00"}
    assert [one["state"] for one in shop.asked("promises")] == ["awaiting_ledger"]
    assert shop.asked("worklist", "--as-of", "2026-11-29") != morning  # as though it had never come
    assert shop.asked("check")["ok"]
    shop.did("import", shop.payments("C-1,A-1,2026-11-25,40000.00,CNY,r", name="right.csv"))
    assert [one["state"] for one in shop.asked("promises")] == ["partly_kept"]
    shop.did("import", wrong)
    assert [one["state"] for one in shop.asked("promises")] == ["kept"]
    assert [one["number"] for one in shop.asked("batches") if one["undone"]] == [3]
