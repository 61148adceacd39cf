"""Exports are whole: what each contact brought, whose it was, and cells of the right kind for programs and people."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from collector_tui.cli.export import _KINDS
from collector_tui.present import sheets
from tests.docs.pages import Page, codes, table


@pytest.fixture
def told(shop):
    """A talk that brought a promise, a dispute and a task that is done by now; and another collector's customer."""
    more = (
        "dispute:amount=5,reason=price,resolver=ben,answer_by=2026-12-20",
        "task:task=send_statement,due=2026-12-04",
    )
    said = ("--person", "Ann Lee", "--words", "=now(),\nfriday", "--complaint", "--bring", "reference=R7")
    promised = ("--amount", "50000", "--on", "2026-12-01", "--method", "transfer", "--items", "A-1")
    shop.did("log", "--customer", "C-1", "--outcome", "promise", *promised, *said, "--result", *more)
    (task,) = [one for one in shop.asked("tasks") if one["kind"] == "task"]
    shop.did("tasks", "done", task["id"])
    shop.did("import", shop.customers("C-3,Quarry,,wang,,,Tom,,+49 30 1,"))
    shop.clock("2026-11-24T09:30:00+08:00")
    shop.did("log", "--customer", "C-3", "--outcome", "no_answer")
    return shop


def written(office, what: str, form: str, *words: str) -> Path:
    out = office.home / f"{what}.{form}"
    office.did("export", what, "--to", out, "--replace", *words)
    return out


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def page(path: Path, name: str) -> list[dict[str, object]]:
    heads, *lines = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(heads, line, strict=True)) for line in lines]


def test_contacts_tell_whom_and_what_they_brought(told) -> None:
    _other, one = records(written(told, "contacts", "csv"))
    assert (one["customer"], one["outcome"], one["inbound"], one["complaint"]) == (
        "Harbour Lane Foods",
        "promise",
        "false",
        "true",
    )
    assert one["at"] == "2026-11-24T01:00:00Z"
    assert [result.split(":")[0] for result in one["results"].split()] == ["promise", "dispute", "task"]
    assert one["words"] == "'=now(), friday"
    assert json.loads(one["brings"])["reference"] == "R7"


def test_contacts_as_json_tell_their_results_whole_ended_ones_too(told) -> None:
    _other, one = json.loads(written(told, "contacts", "json").read_text())
    assert [result["kind"] for result in one["results"]] == ["promise", "dispute", "task"]
    assert one["results"][2]["ended_how"] == "done"
    assert one["trail"] == {}


@pytest.mark.parametrize(("lang", "what", "title"), [("en", "Result", "promise to pay"), ("zh", "结果", "付款承诺")])
def test_a_workbook_speaks_in_words_and_the_books_own_time(told, lang, what, title) -> None:
    found = page(written(told, "contacts", "xlsx", "--lang", lang), "Contacts" if lang == "en" else "联系记录")
    assert title in [one[what] for one in found]
    assert datetime(2026, 11, 24, 9) in [one["When" if lang == "en" else "时间"] for one in found]


def test_promises_have_real_days_and_amounts(told) -> None:
    (one,) = page(written(told, "promises", "xlsx"), "Promises")
    assert (one["Customer"], one["Amount"], one["Paid"]) == ("Harbour Lane Foods", 50000, 0)
    assert (one["Promised for"], one["State"], one["Method"]) == (datetime(2026, 12, 1), "open", "transfer")
    (one,) = records(written(told, "promises", "csv"))
    assert (one["amount"], one["promised_for"], one["state"]) == ("50000.00", "2026-12-01", "open")


def test_the_worklist_comes_with_those_held_back(told) -> None:
    out = written(told, "worklist", "xlsx", "--lang", "zh")
    (one,) = page(out, "催收清单")
    assert (one["客户编号"], one["应催金额"], one["币种"]) == ("C-2", 900, "EUR")
    (held,) = page(out, "暂缓")
    assert (held["客户编号"], held["逾期金额"]) == ("C-1", 200000)


def test_of_one_collector(told) -> None:
    assert {one["customer_id"] for one in records(written(told, "contacts", "csv", "--collector", "wang"))} == {"C-3"}
    assert {one["customer_id"] for one in records(written(told, "contacts", "csv", "--collector", "li"))} == {"C-1"}
    assert records(written(told, "promises", "csv", "--collector", "wang")) == []
    assert len(records(written(told, "promises", "csv", "--collector", "li"))) == 1


def test_as_of_a_morning(told) -> None:
    assert records(written(told, "contacts", "csv", "--as-of", "2026-11-24")) == []
    assert records(written(told, "promises", "csv", "--as-of", "2026-11-24")) == []
    (one,) = [
        c for c in records(written(told, "contacts", "csv", "--as-of", "2026-11-25")) if c["customer_id"] == "C-1"
    ]
    assert len(one["results"].split()) == 3


def test_the_page_names_every_column() -> None:
    rows = table(Page.at("docs/commands.md").sections()["collector export"], "what")
    told = {codes(row[0])[0]: codes(row[1]) for row in rows}
    known = {"worklist": sheets.WORKLIST, "contacts": sheets.CONTACTS, "promises": sheets.PROMISES}
    assert told == {name: [column.key for column in columns] for name, columns in known.items()}
    assert set(told) == set(_KINDS)
