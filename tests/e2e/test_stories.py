"""Whole stories by plain commands: from a file to a kept promise, and what the list says on the way."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.samples.ibm_plain import HISTORY, history, write_plain

MORNING = "2026-11-25T09:00:00+08:00"
CHINESE = re.compile("[\u4e00-\u9fff]")


def states(office, *words: str) -> list[str]:
    return [one["state"] for one in office.asked("promises", *words)]


def row(office, customer_id: str, *words: str):
    return next((one for one in office.asked("worklist", *words)["items"] if one["customer_id"] == customer_id), None)


def held(office, customer_id: str):
    found = office.asked("worklist")["held_back"]
    return next((one for one in found if one["customer_id"] == customer_id), None)


def test_paid_yesterday_and_told_nobody_a_promise_taken_today_is_kept(shop) -> None:
    said = ("--amount", "900", "--on", "2026-11-26", "--method", "transfer", "--person", "Ute")
    shop.did("log", "--customer", "C-2", "--outcome", "promise", *said)
    assert states(shop) == ["open"]
    shop.clock(MORNING)
    shop.did("import", shop.payments("C-2,B-1,2026-11-23,900.00,EUR,"))
    assert states(shop) == ["kept"]
    assert row(shop, "C-2") is None
    assert shop.asked("check")["ok"]


def test_the_opener_asks_first_whether_it_is_paid_where_the_ledger_is_behind(shop) -> None:
    fresh = row(shop, "C-1")
    assert (fresh["opener"], fresh["next_action"]) == ("E", "call")
    shop.clock("2026-11-27T09:00:00+08:00")
    behind = row(shop, "C-1")
    assert (behind["class"], behind["opener"], behind["next_action"]) == ("E", "ask_if_paid", "ask_if_paid")


def test_50k_promised_for_next_week_out_of_200k_brings_the_rest_back_in_three_days(shop) -> None:
    said = ("--amount", "50000", "--on", "2026-12-01", "--method", "transfer", "--person", "Ann Lee")
    shop.did("log", "--customer", "C-1", "--outcome", "promise", *said)
    found = held(shop, "C-1")
    assert (found["reason"], found["until"]) == ("promise_not_due", "2026-11-27")
    shop.clock("2026-11-27T09:00:00+08:00")
    shop.did("import", shop.payments("C-2,B-1,2026-11-26,1.00,EUR,"))
    back = row(shop, "C-1")
    assert (back["class"], back["to_collect"]) == ("E", [{"currency": "CNY", "amount": "150000.00"}])


def test_a_first_promise_due_today_is_held_until_tomorrow(shop) -> None:
    said = ("--amount", "900", "--on", "2026-11-25", "--method", "transfer", "--person", "Ute")
    shop.did("log", "--customer", "C-2", "--outcome", "promise", *said)
    shop.clock(MORNING)
    assert held(shop, "C-2")["reason"] == "promise_due_today"


def test_paid_yesterday_evening_and_told_by_phone_is_held(shop) -> None:
    said = ("--amount", "900", "--on", "2026-11-23", "--method", "transfer", "--bring", "reference=T 77")
    shop.did("log", "--customer", "C-2", "--outcome", "paid_already", *said)
    found = held(shop, "C-2")
    assert (found["reason"], found["until"]) == ("payment_claimed", "2026-11-25")


def test_a_dispute_answered_late_leaves_its_part_out_and_is_somebodys_task(shop) -> None:
    said = ("--amount", "20000", "--items", "A-2", "--reason", "quality_dispute", "--bring", "resolver=wang")
    when = ("--at", "2026-10-30T10:00", "--bring", "answer_by=2026-11-13")
    shop.did("log", "--customer", "C-1", "--outcome", "dispute", *said, *when)
    assert row(shop, "C-1")["to_collect"] == [{"currency": "CNY", "amount": "180000.00"}]
    (task,) = shop.asked("tasks")
    assert (task["kind"], task["owner"], task["due"]) == ("dispute", "wang", "2026-11-13")
    shop.did("resolve", task["id"], "--reason", "credit note sent")
    assert shop.asked("tasks") == []
    assert row(shop, "C-1")["to_collect"] == [{"currency": "CNY", "amount": "200000.00"}]


def test_a_second_promise_broken_is_asked_about_and_a_third_needs_approval(shop) -> None:
    for taken, on in (("2026-10-20", "2026-10-26"), ("2026-11-02", "2026-11-09")):
        said = ("--amount", "900", "--on", on, "--method", "transfer", "--person", "Ute", "--items", "B-1")
        shop.did("log", "--customer", "C-2", "--outcome", "promise", *said, "--at", f"{taken}T10:00+01:00")
    assert states(shop) == ["broken", "broken"]
    assert row(shop, "C-2")["class"] == "B"
    said = ("--amount", "900", "--on", "2026-12-01", "--method", "transfer", "--person", "Ute", "--items", "B-1")
    third = shop.did("log", "--customer", "C-2", "--outcome", "promise", *said, "--json")
    assert "needs_approval" in third.json["flags"] or third.json["warnings"]
    assert states(shop)[-1] == "offered"
    assert third.err


def test_a_payment_run_that_closes_tomorrow_stands_above_one_to_confirm(shop) -> None:
    run = ("--bring", "run_date=2026-11-25", "--amount", "100000", "--at", "2026-11-18T10:00")
    shop.did("log", "--customer", "C-1", "--outcome", "payment_in_run", *run)
    said = ("--amount", "900", "--on", "2026-11-23", "--method", "transfer", "--person", "Ute")
    shop.did("log", "--customer", "C-2", "--outcome", "promise", *said, "--at", "2026-11-16T10:00+01:00")
    found = shop.asked("worklist")["items"]
    assert [(one["customer_id"], one["class"]) for one in found] == [("C-1", "D"), ("C-2", "C")]


def test_a_fortune_never_called_stands_above_a_small_broken_promise(office) -> None:
    office.did(
        "import",
        office.invoices("C-1,A,A-1,2026-08-01,2026-09-01,300.00,CNY", "C-2,B,B-1,2026-08-01,2026-11-01,5000000.00,CNY"),
    )
    said = ("--amount", "300", "--on", "2026-11-09", "--method", "transfer", "--person", "Ute")
    office.did("log", "--customer", "C-1", "--outcome", "promise", *said, "--at", "2026-11-02T10:00")
    assert [one["customer_id"] for one in office.asked("worklist")["items"]] == ["C-2", "C-1"]


@pytest.mark.parametrize(("central", "rows"), [("yes", {"P"}), ("no", {"P", "S", "T"})])
def test_a_family_is_one_row_or_a_row_each_by_who_pays(office, central, rows) -> None:
    header = "customer_id,customer,parent,pays_centrally"
    office.did(
        "import",
        office.file("customers.csv", header, f"P,Parent,,{central}", *(f"{one},{one},P,{central}" for one in "QST")),
        office.invoices(*(f"{one},{one},{one}-1,2026-08-01,2026-09-01,1000.00,EUR" for one in "PQST")),
    )
    said = ("--amount", "1000", "--on", "2026-12-01", "--method", "transfer", "--person", "Ute", "--items", "Q-1")
    office.did("log", "--customer", "Q", "--outcome", "promise", *said)
    if central == "no":
        assert {one["customer_id"] for one in office.asked("worklist")["items"]} == rows
        assert held(office, "Q")["reason"] == "promise_not_due"
    else:
        found = office.asked("worklist")
        assert {one["customer_id"] for one in (*found["items"], *found["held_back"])} == rows


def test_a_mistake_is_voided_and_the_day_is_as_before(shop) -> None:
    before = shop.asked("worklist")["items"]
    said = ("--amount", "900", "--on", "2026-11-26", "--method", "transfer", "--person", "Ute")
    logged = shop.asked("log", "--customer", "C-2", "--outcome", "promise", *said)
    shop.did("void", logged["entry_id"], "--reason", "another customer")
    assert shop.asked("promises") == []
    assert [one["customer_id"] for one in shop.asked("worklist")["items"]] == [one["customer_id"] for one in before]
    assert shop.asked("check", "--full")["ok"]


def test_a_hold_and_its_release(shop) -> None:
    shop.did("hold", "C-1", "--until", "2026-12-04", "--reason", "a court decides")
    assert (held(shop, "C-1")["reason"], held(shop, "C-1")["until"]) == ("on_hold", "2026-12-04")
    shop.did("release", "C-1", "--reason", "decided")
    assert row(shop, "C-1")["class"] == "E"


@pytest.mark.samples
@pytest.mark.slow
@pytest.mark.skipif(history() is None, reason=f"{HISTORY} is not at hand")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_real_history_from_a_file_to_a_kept_promise(office, lang) -> None:
    source = history()
    assert source is not None
    office.clock("2026-03-20T10:00:00+08:00")
    some = write_plain(source, office.home / "some", date(2013, 6, 3))
    everything = write_plain(source, office.home / "everything")
    lang_ = ("--lang", lang)
    told = office.did("import", some.customers, some.invoices, some.payments, *lang_).out
    assert "2,466" in told
    assert bool(CHINESE.search(told)) == (lang == "zh")
    first = office.asked("worklist", "--as-of", "2013-06-03")["items"][0]
    shown = office.did("worklist", "--as-of", "2013-06-03", *lang_).out
    assert first["customer_id"] in shown
    customer = office.asked("customer", first["customer_id"], "--as-of", "2013-06-03")
    item = min(customer["items"], key=lambda one: one["due"])
    said = ("--items", item["invoice"], "--amount", item["open"]["amount"], "--on", _paid_on(everything, item), *lang_)
    taken = ("--at", "2013-06-03T10:00", "--method", "transfer", "--person", customer["people"][0]["name"])
    office.did("log", "--customer", first["customer_id"], "--outcome", "promise", *said, *taken)
    office.did("import", everything.payments, *lang_)
    (promise,) = office.asked("promises", "--as-of", "2013-12-13")
    assert (promise["state"], promise["paid"]) == ("kept", item["open"])
    told = office.did("promises", *lang_).out
    assert promise["promise_id"] in told
    assert bool(CHINESE.search(told)) == (lang == "zh")
    assert office.asked("check", "--full")["ok"]


def _paid_on(files, item) -> str:
    for line in files.payments.read_text(encoding="utf-8").splitlines():
        _, invoice, day, *_rest = line.split(",")
        if invoice == item["invoice"]:
            return day
    raise AssertionError(item)


def test_the_age_said_is_that_of_what_is_asked_for(shop) -> None:
    """The oldest item is promised: the row asks for the younger one, and says how old that is."""
    said = ("--amount", "120000", "--on", "2026-12-01", "--method", "transfer", "--person", "Ann Lee", "--items", "A-1")
    shop.did("log", "--customer", "C-1", "--outcome", "promise", *said, "--at", "2026-11-18T10:00")
    asked = row(shop, "C-1")
    assert asked["to_collect"] == [{"currency": "CNY", "amount": "80000.00"}]
    (overdue,) = [term for term in asked["why"] if term["code"] == "overdue"]
    assert overdue["value"] == 54


def test_a_few_invoices_say_nothing_of_what_was_paid(shop) -> None:
    said = ("--amount", "900", "--on", "2026-11-26", "--method", "transfer", "--person", "Ute")
    shop.did("log", "--customer", "C-2", "--outcome", "promise", *said)
    shop.clock("2026-12-10T09:00:00+08:00")
    assert states(shop) == ["awaiting_ledger"]
    few = shop.invoices("C-2,Ute GmbH,B-9,2026-11-20,2026-12-20,50.00,EUR", name="few.csv")
    shop.did("import", few, "--partial", "--as-of", "2026-12-09")
    assert states(shop) == ["awaiting_ledger"]
    shop.did("import", shop.payments("C-1,A-1,2026-12-08,1.00,CNY,"), "--as-of", "2026-12-09")
    assert states(shop) == ["broken"]


def test_whom_to_escalate_comes_back_by_a_pin(shop) -> None:
    for day in ("2026-11-02", "2026-11-06", "2026-11-11", "2026-11-17"):
        said = ("--person", "Ute", "--bring", f"next_date={day}")
        shop.did("log", "--customer", "C-2", "--outcome", "no_commitment", *said, "--at", f"{day}T10:00")
    assert held(shop, "C-2")["reason"] == "escalate"
    shop.did("pin", "C-2", "--reason", "the director calls back today")
    assert row(shop, "C-2")["pinned"]
