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


def test_what_changed_since_the_business_day_before(shop) -> None:
    assert shop.asked("worklist")["changes"] is None
    told = shop.asked("worklist", "--changes")["changes"]
    assert all(
        one.keys() >= {"customer_id", "move", "rank_before", "rank", "because", "was", "class", "text"} for one in told
    )
    assert "Since the business day before" in shop.did("worklist", "--changes").out


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


def test_batches(shop) -> None:
    shop.did("import", shop.payments("C-1,A-1,2026-11-20,20000.00,CNY,r"))
    newest, *others = shop.asked("batches")
    assert set(newest) == {
        *("number", "entry_id", "file", "kind", "as_of", "partial", "imported_at", "by", "rows_read", "rows_applied"),
        *("rows_rejected", "totals", "undone"),
    }
    assert (newest["number"], newest["file"], newest["kind"], newest["by"]) == (3, "payments.csv", "payments", "ann")
    assert newest["totals"] == [{"currency": "CNY", "items": 1, "amount": "20000.00"}]
    assert [one["number"] for one in others] == [2, 1]
    assert [one["undone"] for one in (newest, *others)] == [None, None, None]
    back = shop.asked("batches", "undo", 3, "--reason", "twice")
    assert set(back) == {"entry_id", "undone", "open_before", "open_after"}
    assert back["undone"] == {"number": 3, "entry_id": newest["entry_id"], "file": "payments.csv"}
    assert back["open_before"][0] == {"currency": "CNY", "amount": "180000.00"}
    assert back["open_after"][0] == {"currency": "CNY", "amount": "200000.00"}
    undone = shop.asked("batches")[0]["undone"]
    assert undone == {"at": "2026-11-24T01:00:00Z", "by": "ann", "reason": "twice"}
    assert shop.did("batches").out.splitlines()[1].endswith("by ann: twice")
    assert [shop("batches", "undo", wanted).code for wanted in (3, 2, 9)] == [3, 0, 3]
    assert [shop("batches", *words).code for words in (("undo",), ("list", 3))] == [2, 2]


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


def test_day(shop) -> None:
    shop.did("import", shop.payments("C-1,A-1,2026-11-18,1.00,CNY,x"), "--as-of", "2026-11-20")
    assert shop.asked("day")["changes"] == []
    promised(shop)
    shop.did("log", "--customer", "C-2", "--outcome", "busy", "--person", "Bo", "--bring", "next_date=2026-11-25")
    shop.did("hold", "C-2", "--until", "2026-12-01", "--reason", "audit")
    found = shop.asked("day")
    assert set(found) == {
        *("day", "as_of", "user", "called", "reached", "promised", "kept", "outcomes", "hours", "contacts", "entries"),
        *("disputes", "left", "changes", "summary"),
    }
    assert (found["day"], found["as_of"], found["called"], found["reached"]) == ("2026-11-24", None, 2, 2)
    assert found["promised"] == {"count": 1, "amounts": [{"currency": "CNY", "amount": "50000.00"}]}
    brought = {one["outcome"]: one["promised"] for one in found["contacts"]}  # at one instant, in no order
    assert brought == {"promise": [{"currency": "CNY", "amount": "50000.00"}], "busy": []}
    assert [(one["kind"], one["words"]) for one in found["entries"]] == [("hold", "audit")]
    (callback,) = found["left"]["callbacks"]
    assert set(callback) == {"id", "customer_id", "customer", "at", "owner"}
    assert callback["customer_id"] == "C-2"
    assert {(one["customer_id"], one["move"]) for one in found["changes"]} == {("C-1", "gone"), ("C-2", "gone")}
    assert "CNY 50,000.00 Tue, Dec 1, 2026" in found["summary"]
    nobody = shop.asked("day", "--user", "nobody")
    assert (nobody["user"], nobody["called"], nobody["contacts"]) == ("nobody", 0, [])
    assert shop.asked("day", "--user", "nobody", "--everybody")["called"] == 2
    before = shop.asked("day", "--as-of", "2026-11-24")
    assert (before["day"], before["as_of"], before["called"]) == ("2026-11-23", "2026-11-24", 0)
    assert shop.asked("day", "--collector", "wang")["left"]["customers"] == []


def test_promises_tell_the_customer_and_the_group_and_reach_no_further_back_than_asked(shop) -> None:
    promised(shop)
    (found,) = shop.asked("promises", "--since", "2026-11-01")
    assert (found["customer"], found["group"]) == (shop.asked("search", "C-1")[0]["customer"], "due")
    assert shop.asked("promises", "--collector", "wang") == []
    (promise_id,) = [found["promise_id"]]
    shop.did("withdraw", promise_id, "--reason", "our_error")
    assert [one["group"] for one in shop.asked("promises")] == ["ended"]
    assert shop.asked("promises", "--since", "2027-11-24") == []


def test_customer_with_its_family_and_its_ageing(shop) -> None:
    rows = ("HEAD,Head Ltd,", "C-1,Harbour Lane Foods,HEAD", "C-9,Quiet Branch,HEAD")
    shop.did("import", shop.file("family.csv", "customer_id,customer,parent", *rows))
    found = shop.asked("customer", "C-1")
    assert [one["customer_id"] for one in found["family"]] == ["C-1", "C-9", "HEAD"]
    assert [one["parent"] for one in found["family"]] == ["HEAD", "HEAD", None]
    assert found["family"][0]["place"] == found["place"]
    (ageing,) = found["ageing"]
    assert ageing["balance"]["amount"] == "200000.00"
    assert sum(float(one["amount"]["amount"]) for one in ageing["bands"]) == 200_000
    assert found["family"][1]["place"]["state"] == "nothing_to_ask"
    assert "Quiet Branch" in shop.did("customer", "C-1").out


def test_person(shop) -> None:
    changed = shop.asked("person", "C-1", "Ann Lee", "--phone", "+86 139 0013 9000", "--role", "approver")
    assert changed == {"op": "person", "customer_ids": ["C-1"], "kinds": ["person"]}
    (ann,) = (one for one in shop.asked("customer", "C-1")["people"] if one["name"] == "Ann Lee")
    assert (ann["phone"], ann["role"]) == ("+86 139 0013 9000", "approver")
    (found,) = shop.asked("search", "139-0013-9000")
    assert (found["customer_id"], found["field"], found["place"]["state"]) == ("C-1", "phone", "to_call")


def test_a_wrong_number_is_corrected_and_its_task_named_then_closed(shop) -> None:
    shop.asked("log", "--customer", "C-1", "--outcome", "wrong_number", "--person", "Ann Lee")
    (task,) = shop.asked("tasks")
    done = shop.did("person", "C-1", "Ann Lee", "--phone", "+86 12")
    assert task["id"] in done.err
    assert "+86 12 does not look like a number" in done.err
    shop.asked("person", "C-1", "Ann Lee", "--phone", "139 0013 9000", "--done")
    assert shop.asked("tasks") == []
