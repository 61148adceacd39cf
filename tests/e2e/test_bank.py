"""`collector bank`: whose money came in, and that looking changes nothing."""

from __future__ import annotations

import pytest

INVOICES = (
    "customer_id,customer,invoice,issued,due,amount,currency\n"
    "C-1,Harbour Foods Ltd,INV-4711,2026-01-01,2026-02-01,100.00,EUR\n"
    "C-1,Harbour Foods Ltd,INV-4712,2026-01-01,2026-02-01,40.00,EUR\n"
)
MT = """:20:A
:25:12345/678
:60F:C260301EUR0,00
:61:2603020302C100,00NTRFNONREF//B1
:86:166?00CREDIT?20Invoice INV-47?2111?32Somebody
:61:2603020302C40,00NTRFNONREF//B2
:86:166?00CREDIT?20thanks?32HARBOUR FOODS
:61:2603020302C7,00NTRFNONREF//B3
:86:nothing known
:61:2603020302D3,00NTRFNONREF//B4
:86:fee
:62F:C260302EUR144,00
"""


@pytest.fixture
def shop(office):
    (office.home / "invoices.csv").write_text(INVOICES, encoding="utf-8")
    (office.home / "march").write_text(MT, encoding="utf-8")
    office.asked("import", str(office.home / "invoices.csv"), "--as-of", "2026-02-20")
    return office


def test_each_line_has_its_match_and_the_sums_add_up(shop) -> None:
    before = (shop.asked("check"), shop.asked("worklist"))
    told = shop.asked("bank", "look", str(shop.home / "march"))
    assert [line["how"] for line in told["lines"]] == ["exact_reference", "amount_and_payer", "none", "none"]
    assert told["matched"] == [{"currency": "EUR", "amount": "140.00"}]
    assert told["unmatched"] == [{"currency": "EUR", "amount": "7.00"}]
    assert told["changed"] is False
    assert (shop.asked("check"), shop.asked("worklist")) == before


@pytest.mark.parametrize(("language", "said"), [("en", "nothing was changed in the book"), ("zh", "账本未作任何更改")])
def test_it_says_that_it_only_looked(shop, language, said) -> None:
    out = shop("bank", "look", str(shop.home / "march"), "--lang", language).out
    assert "INV-4711" in out
    assert said in out


def test_what_cannot_be_read_is_refused(shop) -> None:
    (shop.home / "bad").write_text(MT.replace("C100,00", "C1x,00"), encoding="utf-8")
    assert shop("bank", "look", str(shop.home / "bad")).code == 3


def states(shop) -> dict[str, str]:
    return {line["bank_reference"]: line["state"] for line in shop.asked("bank", "--all")["lines"]}


def test_an_import_needs_no_kind_and_twice_is_once(shop) -> None:
    (batch,) = shop.asked("import", shop.home / "march")["batches"]
    assert (batch["kind"], batch["rows_read"], batch["rows_applied"]) == ("bank", 4, 3)
    assert batch["matched"] == [{"currency": "EUR", "amount": "140.00"}]
    assert batch["unmatched"] == [{"currency": "EUR", "amount": "7.00"}]
    (again,) = shop.asked("import", shop.home / "march", "--kind", "bank")["batches"]
    assert (again["already_imported"], again["rows_applied"]) == (True, 0)
    assert states(shop) == {"B1": "matched", "B2": "matched", "B3": "unmatched"}
    assert shop.asked("check", "--full")["ok"] is True


def test_who_has_paid_is_not_called(shop) -> None:
    assert [row["customer_id"] for row in shop.asked("worklist")["items"]] == ["C-1"]
    (shop.home / "november").write_text(MT.replace("2603020302", "2611231123"), encoding="utf-8")
    shop.did("import", shop.home / "november", "--dry-run")
    assert [row["customer_id"] for row in shop.asked("worklist")["items"]] == ["C-1"]
    shop.did("import", shop.home / "november")
    found = shop.asked("worklist")
    assert found["items"] == []
    (held,) = found["held_back"]
    assert (held["customer_id"], held["reason"], held["until"]) == ("C-1", "seen_at_bank", "2026-12-01")
    seen = shop.asked("customer", "C-1")["seen_at_bank"]
    assert set(seen[0]) == {"line_id", "booked", "invoice", "amount", "sure"}
    assert [(one["invoice"], one["amount"]["amount"], one["sure"]) for one in seen] == [
        ("INV-4711", "100.00", True),
        ("INV-4712", "40.00", True),
    ]
    assert "Nov 23, 2026  EUR 100.00  INV-4711" in shop("customer", "C-1").out


def test_a_banks_file_may_come_before_the_ledger(office) -> None:
    (office.home / "november").write_text(MT.replace("2603020302", "2611231123"), encoding="utf-8")
    office.did("import", office.home / "november")
    assert states(office) == {"B1": "unmatched", "B2": "unmatched", "B3": "unmatched"}
    (office.home / "invoices.csv").write_text(INVOICES, encoding="utf-8")
    told = office("import", office.home / "invoices.csv").out
    assert "Money at the bank that was nobody's and is somebody's by what is known now: EUR 140.00." in told
    assert states(office) == {"B1": "matched", "B2": "matched", "B3": "unmatched"}
    assert office.asked("worklist")["items"] == []
    first = next(one for one in office.asked("bank", "--all")["lines"] if one["bank_reference"] == "B1")
    assert (first["answered_by"], first["why"]) == (None, "found when the ledger told of it")
    assert office("undo").code == 3, "nobody has said anything that could be taken back"
    assert office.asked("check", "--full")["ok"] is True
    assert office("import", office.home / "invoices.csv", "--partial").code == 0
    office.did("bank", "refuse", first["line_id"])
    assert states(office)["B1"] == "refused"
    office.did("undo")
    assert states(office)["B1"] == "matched"


def test_all_or_nothing(shop) -> None:
    bad = shop.file("bad.csv", "customer_id,customer,invoice,issued,due,amount,currency", "C-1,H,X,soon,soon,1,EUR")
    assert shop("import", bad, shop.home / "march").code == 3
    (shop.home / "broken").write_text(MT.replace("C100,00", "C1x,00"), encoding="utf-8")
    more = shop.invoices("C-9,New,N-0001,2026-01-01,2026-02-01,5,EUR", name="more.csv")
    assert shop("import", more, shop.home / "broken", "--partial").code == 3
    assert shop.asked("bank", "--all")["lines"] == []
    assert shop("customer", "C-9").code == 3


def test_a_word_on_a_line(shop) -> None:
    shop.did("import", shop.home / "march")
    (line,) = shop.asked("bank")["lines"]
    said = shop("bank", "confirm", line["line_id"][:6], "--customer", "C-1", "--remember")
    assert said.code == 0
    assert states(shop)["B3"] == "confirmed"
    shop.did("undo")
    assert states(shop)["B3"] == "unmatched"
    assert shop("bank", "refuse", line["line_id"]).code == 3
    first = next(one for one in shop.asked("bank", "--all")["lines"] if one["bank_reference"] == "B1")
    assert shop.asked("bank", "refuse", first["line_id"])["op"] == "refused"
    assert shop.asked("bank", "remember", "Somebody", "--customer", "C-1")["kinds"] == ["payer_remembered"]
    said = shop("bank", "confirm", first["line_id"], "--customer", "C-1", "--invoice", "INV-4711", "--amount", "60")
    assert "EUR 60.00 C-1 INV-4711" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    "words",
    [
        ("list", "x"),
        ("look",),
        ("confirm",),
        ("refuse", "a", "b"),
        ("remember", "name"),
        ("confirm", "a", "--customer", "1", "--customer", "2", "--invoice", "3"),
    ],
)
def test_wrong_usage_changes_nothing(shop, words) -> None:
    assert shop("bank", *words).code == 2


def test_a_promise_kept_by_the_bank_is_told_of_on_the_day(shop) -> None:
    terms = ("--outcome", "promise", "--amount", "100", "--on", "2026-11-24", "--method", "transfer", "--items")
    shop.did("log", "--customer", "C-1", *terms, "INV-4711", "--person", "Ann")
    (shop.home / "today").write_text(MT.replace("2603020302", "2611241124"), encoding="utf-8")
    shop.did("import", shop.home / "today")
    (promise,) = shop.asked("promises")
    assert promise["state"] == "kept"
    assert [one["how"] for one in promise["counted_by"]] == ["seen_at_bank"]
    assert shop.asked("day")["kept"]["count"] == 1
    shop.did("batches", "undo", "2")
    assert shop.asked("promises")[0]["state"] == "open"
