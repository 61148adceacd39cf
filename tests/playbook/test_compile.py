"""Every problem in a playbook file is said with the file, the key and what is expected, and nothing is written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from collector_tui.playbook.compile import SOURCE, PlaybookInvalid, compile_playbook

ROOT = SOURCE.parent.parent
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of the playbook with three of its cards."""
    copy = tmp_path / "playbook"
    (copy / "cards").mkdir(parents=True)
    for name in ("cash_tight", "pay_soon", "set_off"):
        shutil.copy(SOURCE / "cards" / f"{name}.yaml", copy / "cards")
    common = yaml.safe_load((SOURCE / "common.yaml").read_text(encoding="utf-8"))
    common["order"] = ["pay_soon", "cash_tight", "set_off"]
    write(copy / "common.yaml", common)
    return copy


def write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def change(path: Path, how: Change) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    how(content)
    write(path, content)


def problems(source: Path) -> list[str]:
    target = source / "compiled.json"
    target.write_text("the one in use", encoding="utf-8")
    with pytest.raises(PlaybookInvalid) as refusal:
        compile_playbook(source, target)
    assert target.read_text(encoding="utf-8") == "the one in use"
    return str(refusal.value).splitlines()[1:]


def test_the_same_files_give_the_same_bytes_with_cards_in_order_of_their_ids(source: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    compile_playbook(source, one)
    compile_playbook(source, two)
    assert one.read_bytes() == two.read_bytes()
    assert list(json.loads(one.read_text(encoding="utf-8"))["cards"]) == ["cash_tight", "pay_soon", "set_off"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.json", "playbook", "two.json"]


def test_the_playbook_itself_has_no_problem(tmp_path: Path) -> None:
    compile_playbook(SOURCE, tmp_path / "compiled.json")
    assert len(json.loads((tmp_path / "compiled.json").read_text(encoding="utf-8"))["cards"]) == 37


CARD_FAULTS: dict[str, tuple[Change, str]] = {
    "a language missing": (lambda c: c["label"].pop("zh"), r"label\.zh: .*required"),
    "an empty text": (lambda c: c["listen"]["say"].update(en=" "), r"listen\.say\.en: .*not an empty one"),
    "a list without lines": (lambda c: c.update(do_not=[]), r"do_not: .*at least 1"),
    "a key of another kind": (lambda c: c.update(version="1"), r"version: expected a whole number"),
    "a key nobody knows": (lambda c: c.update(lable={}), r"lable: .*did you mean 'label'"),
    "a key nobody knows, deep inside": (
        lambda c: c["propose"][2]["say"].update(varients=[]),
        r"propose\.3\.say\.varients: .*did you mean 'variants'",
    ),
    "a number too large": (
        lambda c: c["follow_up_days"].update(no_promise=31),
        r"follow_up_days\.no_promise: expected 30 or less",
    ),
    "a proposal beyond a collector without its lock": (
        lambda c: c["propose"][2].pop("needs"),
        r"propose\.3: expected needs: authority, for instalments",
    ),
    "no outcome and no reason for it": (lambda c: c.update(outcome=None), r"-: expected an outcome, or null with"),
    "a variant for nobody": (
        lambda c: c["close"].update(variants=[{"en": "a", "zh": "甲"}]),
        r"close\.variants\.1: expected a segment, a tone, or both",
    ),
    "two variants for one": (
        lambda c: c["close"].update(variants=[{"tone": "firm", "en": "a", "zh": "甲"}] * 2),
        r"close\.variants: expected each once, found twice: firm",
    ),
    "a variant for a segment that is none": (
        lambda c: c["close"].update(variants=[{"segment": "moon", "en": "a", "zh": "甲"}]),
        r"close\.variants\.1\.segment: expected .*'project'",
    ),
    "a variant with other placeholders in Chinese": (
        lambda c: c["close"].update(variants=[{"tone": "firm", "en": "{part}", "zh": "{rest}"}]),
        r"close\.variants\.1: expected the same placeholders .*part, rest",
    ),
    "a variant too long": (
        lambda c: c["close"].update(variants=[{"tone": "firm", "en": "x" * 161, "zh": "甲"}]),
        r"close: en: expected at most 160 characters, found 161",
    ),
    "an unknown placeholder": (
        lambda c: c["close"].update(en="{date}, by {method}?"),
        r"close\.en: unknown placeholder \{date\}; allowed are .*pay_date",
    ),
    "a brace that is no placeholder": (lambda c: c["close"].update(en="{Pay}?"), r"close\.en: .*found a brace"),
    "placeholders that differ": (
        lambda c: c["close"].update(en="{pay_date}?", zh="{answer_date}？"),
        r"close: .*in one only: answer_date, pay_date",
    ),
    "a line too long for the screen": (
        lambda c: c["understand"]["clarify"][1].update(zh="长" * 81),
        r"understand\.clarify\.2: .*zh: expected at most 80 characters, found 81",
    ),
    "a label too long for a row": (lambda c: c["label"].update(en="x" * 61), r"label: .*at most 60"),
    "another id than the file's": (lambda c: c.update(id="tight"), r"id: expected the file's name cash_tight"),
    "an unknown cause": (lambda c: c.update(cause="weather"), r"cause: expected .*cause_classes, found weather"),
    "an unknown further cause": (lambda c: c.update(cause_also=["rain"]), r"cause_also: .*found rain"),
    "an unknown tactic": (lambda c: c.update(tactic="charm"), r"tactic: .*tactics, found charm"),
    "an unknown family": (lambda c: c.update(pretext="pets"), r"pretext: .*pretexts, found pets"),
    "an unknown proposal": (
        lambda c: c["propose"][1].update(type="barter"),
        r"propose\.2\.type: .*proposal_types, found barter",
    ),
    "an unknown next step": (lambda c: c["if_refused"].update(step="shout"), r"if_refused\.step: .*found shout"),
    "unknown evidence": (lambda c: c.update(evidence=["rumour"]), r"evidence: .*evidence_types, found rumour"),
    "an unknown law": (lambda c: c.update(law=["murphy"]), r"law: .*law_hooks, found murphy"),
    "an unknown headline": (lambda c: c.update(outcome="win"), r"outcome: .*headline code \(no_answer.*found win"),
    "an unknown need": (lambda c: c["propose"][0].update(needs="luck"), r"propose\.1\.needs: .*'authority'"),
    "a proposal twice": (lambda c: c["propose"].append(c["propose"][0]), r"propose: .*found twice: full_now"),
    "pinyin with a syllable too few": (
        lambda c: c["find"]["zh"].update(没钱="meiqian"),
        r"find\.zh: .*没钱: expected 2 plain syllables",
    ),
    "pinyin with tone marks": (lambda c: c["find"]["zh"].update(没钱="méi qián"), r"find\.zh: .*没钱"),
    "a label that pinyin does not find": (
        lambda c: c["label"].update(zh="最近资金紧张／手头紧"),
        r"-: find\.zh: expected the label's part 手头紧",
    ),
}


@pytest.mark.parametrize(("how", "said"), CARD_FAULTS.values(), ids=CARD_FAULTS)
def test_a_fault_in_a_card_names_file_key_and_what_is_expected(source: Path, how: Change, said: str) -> None:
    change(source / "cards" / "cash_tight.yaml", how)
    found = problems(source)
    assert len(found) == 1, found
    assert re.match(rf"cards/cash_tight\.yaml: {said}", found[0]), found[0]


COMMON_FAULTS: dict[str, tuple[Change, str]] = {
    "a card not listed": (lambda c: c["order"].remove("set_off"), r"order: .*not so for set_off"),
    "a listed card without a file": (lambda c: c["order"].append("ghost"), r"order: .*not so for ghost"),
    "a card listed twice": (lambda c: c["order"].append("set_off"), r"order: .*found twice: set_off"),
    "two families on one key": (lambda c: c["pretexts"]["people"].update(key="1"), r"pretexts: .*found twice: 1"),
    "no unknown cause": (lambda c: c["cause_classes"].pop("unknown"), r"cause_classes: .*'unknown'"),
    "a stage without its rule": (lambda c: c["method"]["close"].pop("rule"), r"method\.close\.rule: .*required"),
    "a law without a jurisdiction": (
        lambda c: c["law_hooks"]["uk_lim"].pop("jurisdiction"),
        r"law_hooks\.uk_lim\.jurisdiction: .*required",
    ),
    "an opener in one language": (
        lambda c: c["openers"]["by_code"]["C"][0].pop("zh"),
        r"openers\.by_code\.C\.1\.zh: .*required",
    ),
    "a debt in the greeting": (
        lambda c: c["openers"]["identity"].update(en="{contact}, {total}", zh="{contact}，{total}"),
        r"openers\.identity: expected who we are and no word of the debt, found \{total\}",
    ),
    "an opener of no class": (
        lambda c: c["openers"]["by_code"].update(Z=[{"en": "a", "zh": "甲"}]),
        r"openers\.by_code\.Z: expected 'A', 'B'",
    ),
    "a class without its opener": (
        lambda c: c["openers"]["by_code"].pop("D"),
        r"openers\.by_code: expected lines for D",
    ),
    "a law without the day it was checked": (
        lambda c: c["law_hooks"]["uk_lim"].pop("checked"),
        r"law_hooks\.uk_lim\.checked: .*required",
    ),
    "a law for a size that is none": (
        lambda c: c["law_hooks"]["uk_lim"].update(payer=["huge"]),
        r"law_hooks\.uk_lim\.payer\.1: expected 'large'",
    ),
}


@pytest.mark.parametrize(("how", "said"), COMMON_FAULTS.values(), ids=COMMON_FAULTS)
def test_a_fault_in_the_common_file_names_key_and_what_is_expected(source: Path, how: Change, said: str) -> None:
    change(source / "common.yaml", how)
    found = problems(source)
    assert len(found) == 1, found
    assert re.match(rf"common\.yaml: {said}", found[0]), found[0]


def test_every_problem_is_said_at_once(source: Path) -> None:
    change(source / "cards" / "cash_tight.yaml", lambda card: card.update(tactic="charm"))
    change(source / "cards" / "pay_soon.yaml", lambda card: card["label"].pop("en"))
    assert sorted(problem.split(":")[0] for problem in problems(source)) == [
        "cards/cash_tight.yaml",
        "cards/pay_soon.yaml",
    ]


def test_a_key_written_twice_is_a_problem_and_not_a_lost_text(source: Path) -> None:
    path = source / "cards" / "set_off.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "version: 2\n", encoding="utf-8")
    assert "'version' stands twice" in problems(source)[0]


@pytest.mark.parametrize("text", ["label: [", "- only\n- a list", ""])
def test_a_file_that_is_no_card_is_named(source: Path, text: str) -> None:
    (source / "cards" / "set_off.yaml").write_text(text, encoding="utf-8")
    assert problems(source)[0].startswith("cards/set_off.yaml: ")


def test_a_folder_without_a_common_file_says_so(tmp_path: Path) -> None:
    assert problems(tmp_path)[0].startswith("common.yaml: -: expected a readable YAML file")


def test_it_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "collector_tui.playbook.compile"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
