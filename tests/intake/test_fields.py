"""Single fields: what is read exactly, and what is refused with which reason."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.money import MAX_MINOR, Money, exponent_of
from collector_tui.intake import fields
from collector_tui.intake.fields import Unfit, UnfitColumn, clean, flag_of, name_of, workbook_cell, workbook_number
from collector_tui.intake.refusals import CommaIsDecimal, DayIsFirst, DaysInTwoWays, PointIsDecimal
from collector_tui.intake.values import amounts, days
from collector_tui.intake.values.amounts import Amounts
from collector_tui.intake.values.days import Days
from collector_tui.services.import_door import NO_AMOUNT, WHICH_ORDER


def reason(read, *told) -> str:
    with pytest.raises(Unfit) as caught:
        read(*told)
    return caught.value.reason


class TestDays:
    @pytest.mark.parametrize("text", ["2026-03-07", "2026/03/07", "2026-3-7", "2026/3/7", " 2026-03-07 "])
    def test_year_first_needs_no_telling(self, text) -> None:
        assert Days().read(text, 2) == date(2026, 3, 7)

    def test_day_and_month_are_told_for_the_whole_column(self) -> None:
        assert Days("day").read("3/7/2026", 2) == date(2026, 7, 3)
        assert Days("month").read("3/7/2026", 2) == date(2026, 3, 7)
        assert Days("day").read("03.07.2026", 2) == date(2026, 7, 3)

    def test_untold_it_is_refused_even_where_it_could_be_guessed(self) -> None:
        assert reason(Days().read, "3/7/2026", 2) == WHICH_ORDER
        assert reason(Days().read, "25/12/2026", 2) == WHICH_ORDER

    def test_no_row_decides_for_itself(self) -> None:
        assert reason(Days("month").read, "25/12/2026", 2) == DayIsFirst.template
        assert reason(Days("month").read, "25/13/2026", 2) == days.NO_SUCH_DAY

    def test_a_mixed_column_names_both_ways(self) -> None:
        column = Days("day")
        column.read("3/7/2026", 2)
        with pytest.raises(UnfitColumn) as caught:
            column.read("2026-07-03", 9)
        assert caught.value.refusal is DaysInTwoWays
        assert dict(caught.value.facts) == {"first": "3/7/2026", "first_row": "2", "this": "2026-07-03"}

    def test_a_workbooks_own_days_beside_half_converted_text_are_a_mixed_column(self) -> None:
        column = Days("day")
        column.read(date(2026, 7, 3), 2)
        assert reason(column.read, "25/12/2026", 3) == DaysInTwoWays.template

    def test_the_same_text_is_read_once_and_stays_what_it_was(self) -> None:
        column = Days()
        assert column.read("2026-03-07", 2) is column.read("2026-03-07", 3)

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", fields.EMPTY),
            (None, fields.EMPTY),
            ("tomorrow", days.NO_DAY),
            ("2026-W10-6", days.NO_DAY),
            ("2026-03/07", days.NO_DAY),
            ("00:00.0", days.DAY_DESTROYED),
            ("12/29", days.NO_YEAR),
            ("２０２６-03-07", days.NO_DAY),
            ("2026-02-29", days.NO_SUCH_DAY),
            ("2026-13-01", days.NO_SUCH_DAY),
            ("9999-12-31", days.FAR_DAY),
            ("0213-01-01", days.FAR_DAY),
        ],
    )
    def test_what_is_no_day(self, text, why) -> None:
        assert reason(Days().read, text, 2) == why

    @given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
    def test_every_day_comes_back_however_it_is_written(self, day) -> None:
        assert Days().read(day.isoformat(), 2) == day
        assert Days().read(day, 2) == day
        assert Days("day").read(f"{day.day}/{day.month}/{day.year}", 2) == day
        assert Days("month").read(f"{day.month}/{day.day}/{day.year}", 2) == day


class TestAmounts:
    @pytest.mark.parametrize(
        ("text", "minor"),
        [
            ("1234.56", 123456),
            ("-50", -5000),
            ("+50.5", 5050),
            ("0", 0),
            ("-0.01", -1),
            ("1234.560000", 123456),
            ("0001", 100),
            (" 7 ", 700),
            ("5.", 500),
            ("0" * 5000 + "1", 100),
        ],
    )
    def test_plain_decimals(self, text, minor) -> None:
        assert Amounts().read(text, "EUR") == Money(minor, "EUR")

    def test_decimals_are_the_currencys(self) -> None:
        assert Amounts().read("1500", "JPY") == Money(1500, "JPY")
        assert Amounts().read("1.234", "KWD") == Money(1234, "KWD")
        assert reason(Amounts().read, "1.5", "JPY") == amounts.TOO_FINE

    def test_the_mark_can_be_told_and_then_the_other_one_groups(self) -> None:
        assert Amounts(",").read("1.234,56", "EUR") == Money(123456, "EUR")
        assert Amounts(",").read("1234,5", "EUR") == Money(123450, "EUR")
        assert Amounts(".").read("1,234,567.8", "EUR") == Money(123456780, "EUR")

    @pytest.mark.parametrize(
        ("mark", "text"),
        [("", "1,234.56"), ("", "1234,56"), (",", "1.23.4"), (".", "1,2,3")],
    )
    def test_untold_or_wrong_marks_are_refused(self, mark, text) -> None:
        assert reason(Amounts(mark).read, text, "EUR") == NO_AMOUNT

    @pytest.mark.parametrize(
        ("mark", "text", "refusal"),
        [(",", "1.23", PointIsDecimal), (",", "1234.56", PointIsDecimal), (".", "1,23", CommaIsDecimal)],
    )
    def test_marks_against_the_told_one_are_no_matter_of_one_row(self, mark, text, refusal) -> None:
        assert reason(Amounts(mark).read, text, "EUR") == refusal.template

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", fields.EMPTY),
            (None, fields.EMPTY),
            ("NaN", NO_AMOUNT),
            ("Infinity", NO_AMOUNT),
            ("1e3", NO_AMOUNT),
            ("1_000", NO_AMOUNT),
            ("--5", NO_AMOUNT),
            (".", NO_AMOUNT),
            ("#REF!", NO_AMOUNT),
            (date(2026, 1, 1), NO_AMOUNT),
            ("12.345", NO_AMOUNT),
            ("12.3456", amounts.TOO_FINE),
            ("1" * 14, amounts.TOO_LARGE),
            ("1" * 100_000, amounts.TOO_LARGE),
            (Decimal("12.345"), amounts.TOO_FINE),
            (Decimal("1e14"), amounts.TOO_LARGE),
        ],
    )
    def test_what_is_no_amount(self, text, why) -> None:
        assert reason(Amounts().read, text, "EUR") == why

    def test_the_largest_amount_is_taken(self) -> None:
        largest = Money(MAX_MINOR, "EUR")
        assert Amounts().read(largest.plain(), "EUR") == largest


class TestWorkbookNumbers:
    """Spreadsheets keep binary numbers; what they show, 15 digits, is the number."""

    @pytest.mark.parametrize(
        ("number", "minor"),
        [(123.45000000000002, 12345), (0.1 + 0.2, 30), (1234567890123.45, 123456789012345), (100 - 99.99 - 0.01, 0)],
    )
    def test_the_noise_of_arithmetic_vanishes(self, number, minor) -> None:
        assert Amounts().read(workbook_cell(number), "EUR") == Money(minor, "EUR")

    @pytest.mark.parametrize("number", [123.456, 0.001, 123.4500001, 1e-5])
    def test_real_digits_beyond_the_currency_do_not(self, number) -> None:
        assert reason(Amounts().read, workbook_cell(number), "EUR") == amounts.TOO_FINE

    @given(st.integers(-MAX_MINOR, MAX_MINOR), st.sampled_from(("EUR", "JPY", "KWD")))
    def test_every_amount_survives_the_spreadsheets_own_binary_number(self, minor, currency) -> None:
        binary = minor / 10 ** exponent_of(currency)
        assert Amounts().read(workbook_number(binary), currency) == Money(minor, currency)

    def test_cells_of_other_kinds(self) -> None:
        assert workbook_cell("") is None
        assert {workbook_cell(number) for number in (math.inf, -math.inf, math.nan)} == {fields.NO_NUMBER}
        assert workbook_cell(True) == "TRUE"
        assert workbook_cell(datetime(2026, 3, 7, 12, 30)) == date(2026, 3, 7)
        assert workbook_cell(time(1, 2)) == "01:02:00"
        assert workbook_cell(timedelta(hours=30)) == "1 day, 6:00:00"


class TestNames:
    def test_leading_zeros_stay(self) -> None:
        assert name_of(" 000123 ") == "000123"

    def test_a_number_in_a_workbook_is_its_digits(self) -> None:
        assert name_of(workbook_cell(1930659387.0)) == "1930659387"
        assert name_of(workbook_cell(100.0)) == "100"

    def test_a_number_that_lost_digits_is_refused(self) -> None:
        assert reason(name_of, workbook_cell(1.2345678901234568e18)) == fields.DIGITS_LOST

    def test_a_number_that_became_a_day_is_refused(self) -> None:
        assert reason(name_of, date(2026, 3, 1)) == fields.TURNED_INTO_DAY

    def test_empty_is_refused(self) -> None:
        assert reason(name_of, " \u3000\t") == fields.EMPTY
        assert reason(name_of, None) == fields.EMPTY

    def test_text_is_nfc_and_only_nul_and_lone_surrogates_are_replaced(self) -> None:
        assert clean("Cafe\u0301") == "Café"
        assert clean("a\x00b\ud800c") == "a\ufffdb\ufffdc"
        assert clean("Ann [/bold] \x1b[31mLee\x9b\u202e") == "Ann [/bold] \x1b[31mLee\x9b\u202e"

    @given(st.text())
    def test_clean_text_is_clean(self, text) -> None:
        once = clean(text)
        assert clean(once) == once
        once.encode()


class TestFlags:
    @pytest.mark.parametrize(("word", "flag"), [("Yes", True), ("是", True), ("1", True), ("no", False), ("", False)])
    def test_yes_and_no(self, word, flag) -> None:
        assert flag_of(word) is flag

    def test_anything_else_is_refused(self) -> None:
        assert reason(flag_of, "perhaps") == fields.NO_ANSWER
