"""The keys that other programs read (docs/commands.md) are there, in the shapes that were promised."""

from __future__ import annotations

import re

import pytest

MONEY = {"currency", "amount"}
PROMISE = ("--outcome", "promise", "--amount", "50000", "--on", "2026-12-01", "--method", "transfer")


def promised(office):
    return office.asked("log", "--customer", "C-1", *PROMISE, "--person", "Ann Lee", "--words", "next week")


def test_worklist(shop) -> None:
    found = shop.asked("worklist")
    assert found.keys() >= {"as_of", "ledger_as_of", "collector", "items", "held_back"}
    assert (found["as_of"], found["ledger_as_of"], found["collector"]) == ("2026-11-24", "2026-11-23", None)
    first = found["items"][0]
    assert first.keys() >= {
        *("rank", "customer_id", "customer", "class", "score", "to_collect", "overdue", "days_past_due", "why"),
        *("next_action", "phone"),
    }
    assert (first["customer_id"], first["rank"], first["class"], first["days_past_due"]) == ("C-1", 1, "E", 115)
    assert first["to_collect"] == [{"currency": "CNY", "amount": "200000.00"}]
    assert all(term.keys() >= {"code", "text", "value"} for term in first["why"])
    promised(shop)
    (held,) = shop.asked("worklist")["held_back"]
    assert held.keys() >= {"customer_id", "customer", "reason", "until"}
    assert (held["reason"], held["until"]) == ("promise_not_due", "2026-11-27")


def test_worklist_of_a_collector_and_a_limit(shop) -> None:
    assert shop.asked("worklist", "--collector", "li")["collector"] == "li"
    assert len(shop.asked("worklist", "--limit", 1)["items"]) == 1
    nobody = shop.asked("worklist", "--collector", "wang")
    assert nobody["items"] == []
    assert {held["reason"] for held in nobody["held_back"]} <= {"other_collector"}


def test_log(shop) -> None:
    logged = promised(shop)
    assert set(logged) == {"entry_id", "promise_ids", "flags", "warnings", "changes"}
    assert len(logged["promise_ids"]) == 1
    assert logged["changes"]["customer_ids"] == ["C-1"]
    assert logged["flags"] == []


def test_promises(shop) -> None:
    logged = promised(shop)
    (found,) = shop.asked("promises")
    assert found.keys() >= {
        *("promise_id", "customer_id", "amount", "promised_for", "period_ends", "state", "paid", "level"),
        *("becomes_broken_on", "lines"),
    }
    assert [found["promise_id"]] == logged["promise_ids"]
    assert (found["state"], found["promised_for"], found["period_ends"]) == ("open", "2026-12-01", "2026-12-02")
    assert found["becomes_broken_on"] == "2026-12-03"
    assert found["amount"] == {"currency": "CNY", "amount": "50000.00"}
    assert found["paid"] == {"currency": "CNY", "amount": "0.00"}
    assert [line["on"] for line in found["lines"]] == ["2026-12-01"]
    assert shop.asked("promises", "--state", "kept") == []
    assert len(shop.asked("promises", "--due", "2026-12-01")) == 1


def test_a_plan_has_lines(shop) -> None:
    plan = ("--line", "2026-12-01=60000", "--line", "2026-12-15=60000", "--method", "transfer", "--person", "Ann Lee")
    shop.did("log", "--customer", "C-1", "--outcome", "promise_instalments", *plan)
    (found,) = shop.asked("promises")
    assert [line["on"] for line in found["lines"]] == ["2026-12-01", "2026-12-15"]
    assert found["amount"]["amount"] == "120000.00"


def test_import(office) -> None:
    bad = office.invoices(
        "C-1,Harbour,A-1,2026-07-01,soon,120000.00,CNY", "C-1,Harbour,A-2,2026-07-01,2026-08-01,5,CNY"
    )
    done = office("import", bad, "--json")
    assert done.code == 3
    (batch,) = done.json["batches"]
    wanted = {
        *("file", "kind", "rows_read", "rows_applied", "rows_rejected", "already_imported", "rejects", "totals"),
    }
    assert batch.keys() >= wanted
    (reject,) = batch["rejects"]
    assert set(reject) == {"row", "column", "value", "reason"}
    assert (reject["row"], reject["column"], reject["value"]) == (2, "due", "soon")
    (batch,) = office.asked("import", bad, "--skip-bad-rows")["batches"]
    assert (batch["rows_read"], batch["rows_applied"], batch["rows_rejected"]) == (2, 1, 1)
    assert batch["totals"] == [{"currency": "CNY", "items": 1, "amount": "5.00"}]


def test_the_same_file_twice_changes_nothing(shop) -> None:
    before = shop.asked("worklist")
    (batch,) = shop.asked("import", shop.home / "invoices.csv")["batches"]
    assert batch["already_imported"] is True
    assert shop.asked("worklist") == before


def test_customer(shop) -> None:
    logged = promised(shop)
    found = shop.asked("customer", "C-1")
    assert found.keys() >= {
        *("customer", "people", "items", "payments", "promises", "disputes", "tasks", "contacts", "held_back", "why"),
    }
    assert [one["name"] for one in found["people"]] == ["Ann Lee"]
    assert [one["invoice"] for one in found["items"]] == ["A-1", "A-2"]
    assert [one["entry_id"] for one in found["contacts"]] == [logged["entry_id"]]
    assert found["held_back"]["reason"] == "promise_not_due"
    assert shop.asked("customer", "C-2")["held_back"] is None


def test_contacts_come_newest_first(shop) -> None:
    shop.did("log", "--customer", "C-1", "--outcome", "no_answer", "--at", "2026-11-20T10:00")
    shop.did("log", "--customer", "C-1", "--outcome", "voicemail_left", "--at", "2026-11-23T10:00")
    codes = [one["outcome"] for one in shop.asked("customer", "C-1")["contacts"]]
    assert codes == ["voicemail_left", "no_answer"]


def test_what_is_empty_keeps_its_shape(shop) -> None:
    """An object without keys is {}, a list without members is []: whoever reads them must not have to guess."""
    shop.did("log", "--customer", "C-2", "--outcome", "no_answer", "--at", "2026-11-23T17:00")
    (contact,) = shop.asked("customer", "C-2")["contacts"]
    assert (contact["brings"], contact["trail"], contact["outside_policy"]) == ({}, {}, [])
    found = shop.asked("customer", "C-2")
    lists = ("people", "payments", "promises", "disputes", "tasks", "claims")
    assert {key: found[key] for key in lists} == {key: [] for key in lists}
    promised(shop)
    (promise,) = shop.asked("promises")
    assert (promise["counted_by"], promise["items"], promise["outside_policy"]) == ([], [], [])
    empty = shop.asked("worklist", "--as-of", "2026-01-01")
    assert (empty["items"], empty["held_back"]) == ([], [])


def test_check(shop) -> None:
    promised(shop)
    whole = {"ok": True, "findings": [], "notes": []}
    assert shop.asked("check") == whole
    assert shop.asked("check", "--full") == whole


def test_check_of_a_book_whose_customers_came_with_their_invoices(office) -> None:
    office.did("import", office.invoices("C-1,Harbour,A-1,2026-07-01,2026-08-01,5,CNY"))
    assert office.asked("check", "--full") == {"ok": True, "findings": [], "notes": []}


@pytest.mark.parametrize(("lang", "said"), [("en", "no witness"), ("zh", "见证")])
def test_a_book_without_a_witness_is_whole_and_says_so(shop, lang, said) -> None:
    shop.book.with_name(shop.book.name + ".tip.json").unlink()
    told = shop.asked("check")
    assert (told["ok"], [note["kind"] for note in told["notes"]]) == (True, ["witness"])
    assert said in shop.did("check", "--lang", lang).out
    promised(shop)
    assert shop.asked("check")["notes"] == []


def test_instants_are_utc_with_z(shop) -> None:
    promised(shop)
    told = shop.did("customer", "C-1", "--json").out
    assert re.search(r'"at": "2026-11-24T01:00:00Z"', told)
