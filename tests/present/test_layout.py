"""Lines of words: wrapped and fitted into cells, in both languages, whatever the words are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from collector_tui.present.layout import Span, fit, line, line_width, pair, two_ends, wrap
from collector_tui.present.plain import folded

WORDS = st.lists(
    st.tuples(
        st.text(st.sampled_from("ab  请您付款，。（“”）1,2%\u0301🇨🇳한ก\x1b[\u202e"), max_size=12),
        st.sampled_from(["", "dim", "warn"]),
    ),
    max_size=6,
)


def text_of(spans):
    return "".join(span.text for span in spans)


@given(WORDS, st.integers(4, 40), st.integers(0, 6))
def test_no_wrapped_line_is_wider_than_it_may_be_and_no_word_is_lost(parts, width, hang):
    whole = line(*(Span(text, ink) for text, ink in parts))
    lines = wrap(whole, width, hang)
    assert all(line_width(one) <= width for one in lines)
    wrapped = "".join(text_of(one) for one in lines)
    assert "".join(wrapped.split()) == "".join(text_of(whole).split())


@given(WORDS, st.integers(0, 40))
def test_fitted_lines_are_exactly_as_wide_as_asked(parts, width):
    assert line_width(fit(line(*(Span(text, ink) for text, ink in parts)), width)) == width


def test_chinese_breaks_between_characters_but_no_line_begins_with_a_comma():
    lines = wrap(line("您好，我是财务的李娜，打给您。"), 6)
    assert [text_of(one)[:1] for one in lines if text_of(one)[:1] in "，。"] == []
    assert text_of(lines[0]) == "您好，"


def test_later_lines_hang():
    assert [text_of(one) for one in wrap(line("one two three"), 7, hang=2)] == ["one two", "  three"]


def test_inks_and_acts_survive_the_wrapping():
    lines = wrap(line(Span("aa ", "dim"), Span("bb cc", "warn", "some.act")), 5)
    assert lines == [(Span("aa ", "dim"), Span("bb", "warn", "some.act")), (Span("cc", "warn", "some.act"),)]


def test_square_brackets_are_only_square_brackets():
    assert text_of(fit(line("Ann [/bold] Lee"), 20)) == "Ann [/bold] Lee     "


def test_an_amount_is_never_cut_to_make_room_for_its_label():
    lines = pair(line("a rather long label"), line("CNY 1,234,567.00"), 24)
    assert text_of(lines[-1]).strip() == "CNY 1,234,567.00"
    assert len(lines) == 2


@pytest.mark.parametrize("width", [10, 20, 30])
def test_two_ends_fill_the_line(width):
    assert cell_len(text_of(two_ends(line("左边的话"), line("right"), width))) == width


def test_no_words_are_one_empty_line():
    assert wrap((), 10) == [()]


@given(st.lists(st.text(alphabet="ab 中文，。()-", max_size=60), max_size=5), st.integers(24, 90))
def test_folded_text_fits_and_loses_no_word(lines: list[str], width: int) -> None:
    """Whatever fits stays as it is; the rest goes on below, and only blanks may go."""
    text = "\n".join(lines)
    shown = folded(text, width)
    assert all(cell_len(line) <= width for line in shown.split("\n"))
    assert "".join(shown.split()) == "".join(text.split())
    assert all(line in shown.split("\n") for line in lines if cell_len(line) <= width)


def test_a_row_that_is_too_wide_goes_on_below_its_own_beginning() -> None:
    row = "B1        CNY 50,000.00  open  01a20b11-1a80-7fbd-bc20-f75fe566687b"
    assert folded(row, 40).split("\n") == [
        "B1        CNY 50,000.00  open",
        "  01a20b11-1a80-7fbd-bc20-f75fe566687b",
    ]
