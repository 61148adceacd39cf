"""Exported text never becomes a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.present.sheet_safe import sheet_text


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\t=", "\u200d=", "\ufeff+"]
)
def test_a_formula_is_escaped(start: str) -> None:
    assert sheet_text(f"{start}cmd|' /C calc'!A0").startswith("'")


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    assert sheet_text(text).strip()[:1] not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}


@pytest.mark.parametrize("text", ["Acme", "a=b", "深圳", "", "100% - paid", "(1)"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert sheet_text(text) == text


def test_controls_never_reach_a_sheet() -> None:
    assert sheet_text("a\x1b[31m\x00b") == "a␛[31m␀b"
