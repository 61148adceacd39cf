"""docs/commands.md is what the program does: every option, code, key and default, and nothing besides."""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import re
import shlex
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest

from collector_tui.cli.main import COMMANDS, main
from collector_tui.cli.parser import Command, Parser, global_options
from collector_tui.domain.contact_rules import Warning_
from collector_tui.domain.errors import ExitCode
from collector_tui.domain.journal import outcomes
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.worklist.model import CLASS_ORDER, HoldReason
from collector_tui.intake.mapping import OPTIONAL, REQUIRED
from collector_tui.services.read_said import _RESULT_KEYS
from tests.docs.pages import Page, codes, table

PAGE = Page.at("docs/commands.md")
SECTIONS = PAGE.sections()


def column(section: str, first: str, at: int = 0) -> list[str]:
    """Return the codes of one column of a table."""
    return [code for row in table(SECTIONS[section], first) for code in codes(row[at])]


def parser_of(command: Command) -> Parser:
    parser = Parser(prog=command.name)
    importlib.import_module(f"collector_tui.cli.{command.module}").configure(parser, command.name)
    return parser


def options_of(parser: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    return {name: action for action in parser._actions for name in action.option_strings if name != "--help"}


def test_every_command_has_its_section_and_no_other() -> None:
    told = [heading.removeprefix("collector ") for heading in SECTIONS if heading.startswith("collector ")]
    assert sorted(told) == sorted(command.name for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_options(command: Command) -> None:
    section = SECTIONS[f"collector {command.name}"]
    told = {codes(row[0])[0]: row[1] for row in table(section, "option")}
    known = options_of(parser_of(command))
    assert set(told) == set(known)
    for name, action in known.items():
        missing = set(map(str, action.choices or ())) - set(codes(told[name]))
        assert not missing, f"{name}: {missing}"
        if action.required:
            assert "(needed)" in told[name], name


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_words_without_a_name(command: Command) -> None:
    """A command that wants a word is shown with one, and its choices are told."""
    section = SECTIONS[f"collector {command.name}"]
    usage = " ".join(codes(section.split("\n|")[0]))
    for action in (action for action in parser_of(command)._actions if not action.option_strings):
        assert re.search(rf"collector {command.name} \[?[A-Z]|collector {command.name} \[list\]", usage), usage
        assert all(str(choice) in usage for choice in action.choices or ())


def test_options_of_every_command() -> None:
    told = column("Options of every command", "option")
    assert {name for name in told if name.startswith("-")} == set(global_options()._option_string_actions)


def test_exit_codes() -> None:
    told = [int(row[0]) for row in table(SECTIONS["Exit codes"], "code")]
    assert told == [int(code) for code in ExitCode]


def test_outcomes() -> None:
    rows = table(SECTIONS["collector log"], "outcome")
    told = {codes(row[0])[0]: ((row[1] == "yes"), (row[2] == "yes"), codes(row[3]), codes(row[4])) for row in rows}
    assert told == {
        one.code: (one.rpc, one.done, list(one.needs), list(one.opens)) for one in outcomes.OUTCOMES.values()
    }


def test_further_results() -> None:
    rows = table(SECTIONS["collector log"], "kind")
    assert {codes(row[0])[0]: tuple(codes(row[1])) for row in rows} == dict(outcomes.RESULTS)
    for row in rows:
        known = {key for need in codes(row[1]) for key in need.split("|")} | set(codes(row[2]))
        assert known == set(_RESULT_KEYS[codes(row[0])[0]])


def test_codes_of_a_task() -> None:
    said = re.search(r"Codes of a task:\n(.*?)\n\n", SECTIONS["collector log"], re.DOTALL)
    assert said
    assert set(codes(said[1])) == outcomes.TASKS


@pytest.mark.parametrize(
    ("section", "first", "known"),
    [
        ("collector promises", "state", [state.value for state in PromiseState]),
        ("collector worklist", "reason", [reason.value for reason in HoldReason]),
        ("collector log", "flag", [one.code for one in Warning_.__subclasses__()]),
        ("collector worklist", "class", [one.value for one in CLASS_ORDER]),
    ],
)
def test_codes_in_their_order(section: str, first: str, known: list[str]) -> None:
    assert column(section, first) == known


def test_headings_of_the_plain_files() -> None:
    for row in table(SECTIONS["collector import"], "kind"):
        assert tuple(codes(row[1])) == REQUIRED[row[0]]
        assert tuple(codes(row[2])) == OPTIONAL[row[0]]
    assert len(table(SECTIONS["collector import"], "kind")) == len(REQUIRED)


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, Any]:
    """A small book and what each command answers with --json, by the heading that the page gives it."""
    home = tmp_path_factory.mktemp("answers")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "HOME": str(home / "data"),
            "USER": "ann",
            "ZONE": "UTC",
            "NOW": "2026-03-02T10:00:00+00:00",
        }.items():
            patch.setenv(f"COLLECTOR_{name}", value)
        patch.chdir(home)
        return _story(home)


FILES = {
    "invoices.csv": "customer_id,customer,invoice,issued,due,amount,currency\n"
    "C-1,Harbour,A-1,2026-01-01,2026-02-01,12400.00,EUR\nC-1,Harbour,A-2,2026-01-01,2026-02-01,8150.00,EUR\n"
    "C-1,Harbour,A-3,2026-01-01,2026-02-01,500.00,EUR\nC-2,Mill,B-1,2026-01-01,2026-02-01,9000.00,EUR\n"
    "C-2,Mill,B-2,2026-01-01,2026-02-01,50000.00,EUR\n",
    "people.csv": "customer_id,customer,person,phone\n"
    "C-1,Harbour,Ann Lee,+353 1 555 0142\nC-2,Mill,Tom,+353 1 555 0133\n",
    "payments.csv": "customer_id,invoice,date,amount,currency\nC-1,A-1,2026-03-02,12400.00,EUR\n",
    "march.sta": ":20:A\n:25:12345/678\n:60F:C260301EUR0,00\n:61:2603020302C8150,00NTRFNONREF//B1\n:86:thanks\n"
    ":61:2603020302C1,00NTRFE2E\n:86:166?00CREDIT?20hello?32HARBOUR\n",
    "fewer.csv": "customer_id,customer,invoice,issued,due,amount,currency\n"
    "C-1,Harbour,A-2,2026-01-01,soon,8150.00,EUR\n",
}
TALK = (
    "log --customer C-1 --outcome promise --person 'Ann Lee' --amount 12400 --on 2026-03-04 "
    "--method transfer --items A-1 "
    "--result dispute:items=A-2,reason=quantity,resolver=ben,answer_by=2026-03-20 --result task:task=send_statement,"
    "due=2026-03-09 --result claim:amount=500,on=2026-03-02,method=cash,reference=x,items=A-3 "
    "--result callback:next_date=2026-03-09"
)


def _asked(line: str) -> Any:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        main([*shlex.split(line), "--json"])
    return json.loads(out.getvalue())


def _from_inbox(home) -> Any:
    for name in ("people.csv", "fewer.csv"):
        lying = home / "in" / name
        lying.parent.mkdir(exist_ok=True)
        lying.write_text(FILES[name], encoding="utf-8")
        os.utime(lying, (0, 0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLLECTOR_INBOX", str(home / "in"))
        return _asked("import --inbox")


def _story(home) -> dict[str, Any]:
    for name, text in FILES.items():
        (home / name).write_text(text, encoding="utf-8")
    told: dict[str, Any] = {"begin": _asked("import invoices.csv people.csv --as-of 2026-02-25")}
    told["log --json"] = _asked(TALK)
    told["log --json, exit 3"] = _asked("log --customer C-2 --outcome promise --amount 10")
    _asked("log --customer C-2 --outcome dispute --items B-1 --reason price --bring resolver=ben answer_by=2026-03-20")
    told["import --json"] = _asked("import payments.csv --as-of 2026-03-02 --dry-run")
    told["refused"] = _asked("import fewer.csv --as-of 2026-03-02")
    _asked("import payments.csv --as-of 2026-03-02")
    asked = (
        "worklist",
        "promises",
        "customer C-1",
        "tasks",
        "search Ann",
        "talk",
        "backup copy.book",
        "where",
        "keys",
    )
    told |= {f"{line.split()[0]} --json": _asked(line) for line in asked}
    told["worklist --json"] = _asked("worklist --as-of 2026-03-12")
    told["mill"] = _asked("customer C-2 --as-of 2026-03-12")
    told["confirm --json"] = _asked(f"confirm {told['log --json']['promise_ids'][0]}")
    told["talk REASON --json"] = _asked("talk cash_tight")
    team = home / "data" / "playbook.d"
    team.mkdir(parents=True)
    (team / "soon.yaml").write_text(TEAM, encoding="utf-8")
    told["playbook --json"] = _asked("playbook")
    (team / "soon.yaml").write_text(TEAM.replace("say", "sya"), encoding="utf-8")
    told["playbook check --json"] = _asked("playbook check")
    told["export --json"] = _asked("export worklist --to list.csv")
    told["statement --json"] = _asked("statement C-1 --to harbour.html")
    told["person --json"] = _asked("person C-1 'Ann Lee' --phone '+353 1 555 0143'")
    told["bank look --json"] = _asked("bank look march.sta")
    _asked("import march.sta")
    told["bank --json"] = _asked("bank --all")
    line = told["bank --json"]["lines"][0]["line_id"]
    told["bank confirm --json"] = _asked(f"bank confirm {line} --customer C-1 --invoice A-2 --amount 1")
    told["hold --json"] = _asked("hold C-2 --until 2026-03-09 --reason holidays")
    told["held"] = _asked("worklist")["held_back"]
    told["day --json"] = _asked("day")
    told["undo --json"] = _asked("undo")
    told["restore --json"] = _asked("restore copy.book")
    told["check --json"] = _asked("check")
    told["batches undo --json"] = _asked("batches undo 3 --reason 'of the other company'")
    told["batches --json"] = _asked("batches")
    told["import --inbox --json"] = _from_inbox(home)
    told["merge --json"] = _asked("merge C-2 C-1 --reason 'the same company'")
    told["twins --json"] = _asked("twins")
    return told


TEAM = "lines_for: pay_soon\nlines:\n  listen.say: {en: Good. Which day?, zh: 好的，哪天？}\n"
FREE = ("facts", "said", "brings", "trail")


def differing(told: Any, real: Any, at: str = "") -> list[str]:
    """Return where the keys of an example differ from those of an answer; what is empty in either says nothing."""
    if isinstance(told, dict) and isinstance(real, dict):
        if at.rpartition(".")[2] in FREE:
            return []
        off = [f"{at}.{key}" for key in told.keys() ^ real.keys()]
        return off + [
            one for key in told.keys() & real.keys() for one in differing(told[key], real[key], f"{at}.{key}")
        ]
    if isinstance(told, list) and isinstance(real, list):
        return [off for one in real for off in differing(told[0], one, f"{at}[]")] if told else []
    shapes = [{dict: "object", list: "list"}.get(type(one), "value") for one in (told, real)]
    return [at] if shapes[0] != shapes[1] and None not in (told, real) else []


def test_an_empty_object_is_no_empty_list() -> None:
    assert differing({"a": {}}, {"a": []}) == [".a"]
    assert differing({"a": []}, {"a": {}}) == [".a"]
    assert differing({"a": []}, {"a": ""}) == [".a"]
    assert differing([{"a": {}}], [{"a": {}}, {"a": []}]) == ["[].a"]
    assert differing({"a": {}, "b": []}, {"a": {}, "b": [{"c": 1}]}) == []


def examples() -> dict[str, Any]:
    return {
        heading: json.loads(Page(section).blocks("json")[0])
        for heading, section in SECTIONS.items()
        if "--json" in heading
    }


@pytest.mark.parametrize("heading", examples())
def test_json(heading: str, answers: dict[str, Any]) -> None:
    assert differing(examples()[heading], answers[heading]) == []


def _of(*path: str | int) -> Callable[[Any], Any]:
    def get(value: Any) -> Any:
        for step in path:
            value = value[step]
        return value

    return get


@pytest.mark.parametrize(
    ("heading", "answer", "part"),
    [
        ("import --json", "refused", _of("batches", 0, "rejects", 0)),
        ("worklist --json", "held", None),
        ("customer --json", "mill", _of("why", 0)),
        ("customer --json", "customer --json", _of("disputes", 0)),
        ("customer --json", "customer --json", _of("claims", 0)),
        ("customer --json", "customer --json", _of("other_matters", 0)),
        ("worklist --json", "worklist --json", _of("items", 0, "items", 0)),
        ("day --json", "day --json", _of("contacts", 0)),
        ("day --json", "day --json", _of("entries", 0)),
        ("day --json", "day --json", _of("disputes", 0)),
        ("day --json", "day --json", _of("changes", 0)),
    ],
)
def test_json_of_what_may_be_empty(heading: str, answer: str, part, answers: dict[str, Any]) -> None:
    told = examples()[heading]
    if part is None:
        assert answers[answer]
        assert not differing(told["held_back"], answers[answer])
    else:
        assert part(told).keys() == part(answers[answer]).keys()
