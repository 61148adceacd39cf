"""Hostile text never reaches a terminal as anything but text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from collector_tui.present.safe import cell_fit, safe

ANYTHING = st.text(alphabet=st.characters(), max_size=60)
NASTY = st.text(
    alphabet=st.sampled_from(
        "a 王ｶé\u0301\u0302\u0323\u0344\u1160\u1161\u11a8\u1100\ud800\udfff\x00\x1b\x07\x7f\x85\x9b\u200d\ufe0f\u202e"
        "\u2066\r\n\t\u2028\ufeff\u00ad\u034f\u20e31\U0001f44d\U0001f3fd\U000e0041\ufffe\U0001ffff\u0b47\u0b3e[]👩🇨🇳"
    ),
    max_size=40,
)


def is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} or character in "\u200d\u200e\u200f\u061c"


@given(st.one_of(ANYTHING, NASTY))
def test_nothing_dangerous_is_left(text: str) -> None:
    shown = safe(text)
    shown.encode("utf-8")
    assert not [character for character in shown if is_control(character)]
    assert not set(shown) & set(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10)]))


@given(st.one_of(ANYTHING, NASTY))
def test_made_safe_twice_is_made_safe_once(text: str) -> None:
    assert safe(safe(text)) == safe(text)


@given(st.one_of(ANYTHING, NASTY))
def test_one_form_of_a_character_and_few_marks(text: str) -> None:
    shown = safe(text)
    assert unicodedata.is_normalized("NFC", shown)
    run = 0
    for character in shown:
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        assert run <= 2


@given(NASTY)
def test_width_is_the_sum_of_its_characters(text: str) -> None:
    shown = safe(text)
    assert cell_len(shown) == sum(cell_len(character) for character in shown)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "M", "Zl", "Zp"]), max_size=20))
def test_canonically_equal_texts_are_shown_alike(text: str) -> None:
    assert safe(unicodedata.normalize("NFD", text)) == safe(unicodedata.normalize("NFC", text))


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), st.text(alphabet="[]/@=aZ09 .,'"))
def test_names_and_brackets_stay_as_they_are(chinese: str, plain: str) -> None:
    assert safe(chinese + plain) == chinese + plain


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("Ann [/bold] Lee", "Ann [/bold] Lee"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x9b31m", "\ufffd31m"),
        ("a\x00b\x08c\x7f", "a␀b␈c␡"),
        ("two\r\nlines\tand\ntabs", "two lines and tabs"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("lone \ud83d end", "lone \ufffd end"),
        ("👩\u200d💻", "👩💻"),
        ("❤\ufe0f", "❤"),
        ("👍🏽", "👍"),
        ("Zoe\u0308", "Zoë"),
        ("e" + "\u0323" * 200, "ẹ\u0323\u0323"),
        ("\u0301x", "◌\u0301x"),
        ("", ""),
    ],
)
def test_what_is_shown_instead(hostile: str, shown: str) -> None:
    assert safe(hostile) == shown


def test_a_million_marks_cost_no_more_than_their_reading() -> None:
    shown = safe("a" + "\u0323\u0301" * 500_000)
    assert shown == "ạ\u0323\u0323"


@given(st.one_of(ANYTHING, NASTY).map(safe), st.integers(-2, 40), st.sampled_from(["left", "right"]))
def test_a_column_is_exactly_as_wide_as_asked(text: str, width: int, align: str) -> None:
    assert cell_len(cell_fit(text, width, align=align)) == max(width, 0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("Acme", 6, "Acme  "),
        ("Acme", 4, "Acme"),
        ("Acme Ltd", 6, "Acme …"),
        ("深圳市华强电子", 8, "深圳市… "),
        ("深圳", 4, "深圳"),
        ("深圳", 1, "…"),
        ("深圳", 0, ""),
    ],
)
def test_fitted_into_a_column(text: str, width: int, fitted: str) -> None:
    assert cell_fit(text, width) == fitted


def test_a_mark_for_terminals_that_draw_the_ellipsis_double() -> None:
    assert cell_fit("Acme Limited", 7, mark="~") == "Acme L~"
    assert cell_fit("深圳", 1, mark="..") == " "
