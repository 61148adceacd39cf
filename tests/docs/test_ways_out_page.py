"""Every way out is on the page with an example; each is run as it stands there, and answers what the page says."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest

from collector_tui.cli.main import COMMANDS, main
from tests.docs.pages import Page, codes, table

SECTION = Page.at("docs/commands.md").sections()["Ways out, by example"]
EXAMPLES = [(codes(row[0])[0], codes(row[1])[0], codes(row[2])) for row in table(SECTION, "example")]
INVOICES = (
    "customer_id,customer,invoice,issued,due,amount,currency\n"
    "C-1,Harbour,A-1,2026-01-01,2026-02-01,12400.00,EUR\nC-1,Harbour,A-2,2026-01-01,2026-02-01,8150.00,EUR\n"
)
SAID = "--person Ann --method transfer --amount 100"
STORY = {
    "DISPUTE": "log --customer C-1 --outcome dispute --items A-2 --reason price "
    "--bring resolver=ben answer_by=2026-03-20",
    "HOLD": "hold C-1 --until 2026-03-09 --reason holidays",
    "OFFER": f"log --customer C-1 --outcome promise --on 2026-12-04 {SAID}",
    "PROMISE": f"log --customer C-1 --outcome promise --on 2026-03-06 {SAID}",
    "TASK": "log --customer C-1 --outcome unreachable",
    "CLAIM": "log --customer C-1 --outcome paid_already --amount 5 --on 2026-03-01 --method cash --bring reference=x",
    "ENTRY": "log --customer C-1 --outcome no_answer",
}


def asked(line: str) -> Any:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*shlex.split(line), "--json"])
    assert code == 0, err.getvalue()
    return json.loads(out.getvalue())


@pytest.fixture
def home(tmp_path, monkeypatch) -> Iterator[None]:
    for name, value in {"HOME": str(tmp_path), "USER": "ann", "ZONE": "UTC", "NOW": "2026-03-02T10:00:00Z"}.items():
        monkeypatch.setenv(f"COLLECTOR_{name}", value)
    (tmp_path / "invoices.csv").write_text(INVOICES)
    asked(f"import {tmp_path / 'invoices.csv'}")


def the_id(word: str) -> str:
    """Do what opens the thing that a word in capitals stands for, and return its id."""
    if word == "CUSTOMER":
        return "C-1"
    logged = asked(STORY[word])
    if word in {"PROMISE", "OFFER"}:
        return logged["promise_ids"][0]
    if word == "ENTRY":
        return logged["entry_id"]
    found = asked("customer C-1")
    kinds = {"DISPUTE": "disputes", "TASK": "tasks", "CLAIM": "claims", "HOLD": "other_matters"}
    return next(one["id"] for one in reversed(found[kinds[word]]) if one["kind"] == word.lower())


@pytest.mark.parametrize(("line", "op", "kinds"), EXAMPLES, ids=[line for line, _op, _kinds in EXAMPLES])
@pytest.mark.usefixtures("home")
def test_the_example_does_what_the_page_says(line: str, op: str, kinds: list[str]) -> None:
    words = shlex.split(line)
    assert words[0] == "collector"
    if "release CUSTOMER" in line or line == "collector undo":
        asked(STORY["HOLD"])
    told = [the_id(word) if word in {*STORY, "CUSTOMER"} else word for word in words[1:]]
    done = asked(shlex.join(told))
    assert (done["op"], done["customer_ids"]) == (op, ["C-1"])
    assert set(done["kinds"]) == set(kinds or ["hold"])


def test_no_way_out_is_left_out() -> None:
    ways = {command.name for command in COMMANDS if command.module == "answers"}
    told = {shlex.split(line)[1] for line, _op, _kinds in EXAMPLES}
    assert told - {"tasks"} == ways
    assert {shlex.split(line)[2] for line, _op, _kinds in EXAMPLES if " tasks " in line} == {"done", "reassign"}
