"""The lines of the confirmation: complete, in both languages, and what a slip in them says."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import collector_tui.playbook
from collector_tui.domain.card import Line
from collector_tui.domain.letter import written
from collector_tui.playbook.letter_schema import Confirmation

COMMON = Path(collector_tui.playbook.__file__).parent / "common.yaml"


@pytest.fixture
def told() -> dict:
    return copy.deepcopy(yaml.safe_load(COMMON.read_text(encoding="utf-8"))["confirmation"])


def test_what_ships_is_whole(told: dict) -> None:
    assert Confirmation.model_validate(told).lines.keys() == told["lines"].keys()


SLIPS = {
    "a line is missing": (lambda told: told["lines"].pop("reply"), "not so for reply"),
    "a line is one too many": (lambda told: told["lines"].update(threat={"en": "x", "zh": "x"}), "not so for threat"),
    "a line is empty": (lambda told: told["lines"]["reply"].update(zh=" "), "lines.reply.zh: expected one line"),
    "a placeholder of another line": (
        lambda told: told["lines"]["reply"].update(en="{amount}"),
        "lines.reply.en: unknown placeholder {amount}; allowed are none",
    ),
    "a placeholder in one language only": (
        lambda told: told["lines"]["me"].update(zh="我们"),
        "lines.me: expected the same placeholders",
    ),
    "a part that is not closed": (
        lambda told: told["lines"]["promise"].update(en="{customer} {amount} {day} [by {method}"),
        "lines.promise.en: expected {name} for a placeholder and [part]",
    ),
    "a method is missing": (lambda told: told["methods"].pop("bill"), "methods: expected transfer"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_says_where_it_is(told: dict, slip: str) -> None:
    spoil, said = SLIPS[slip]
    spoil(told)
    with pytest.raises(ValidationError) as refused:
        Confirmation.model_validate(told)
    assert said in str(refused.value)


FACTS = st.text(alphabet="ab{}[] \u6c49", max_size=6)


@given(FACTS, FACTS)
def test_a_line_is_whole_or_not_there(need: str, extra: str) -> None:
    text = "{a} x[, {b} y]"
    told = written(Line("l", text, text), {"a": need, "b": extra}, "en")
    if not need.strip():
        assert told == ""
    else:
        assert told == need.strip() + " x" + (f", {extra.strip()} y" if extra.strip() else "")
