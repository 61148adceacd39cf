"""Whole columns: what all rows decide together, whichever comes first."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.money import Money, exponent_of
from collector_tui.intake.fields import DIGITS_LOST, Unfit, name_of
from collector_tui.intake.refusals import (
    CommaIsDecimal,
    DayIsFirst,
    DaysInBothOrders,
    DaysInTwoWays,
    MonthIsFirst,
    PointIsDecimal,
    TwoDecimalMarks,
)
from collector_tui.intake.source import open_source
from collector_tui.intake.values import amounts, days
from collector_tui.intake.values.amounts import Amounts
from collector_tui.intake.values.days import Days
from collector_tui.services.import_door import NO_AMOUNT, WHICH_ORDER
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from tests.intake.files import INVOICES, TODAY, silent, taken

DAYS = st.dates(date(1970, 1, 1), date(2068, 12, 31))
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def amount_of(text: str, currency: str, mark: str = "") -> Money:
    column = Amounts(mark)
    column.see(text, 2)
    return column.read(text, currency)


def read(folder, *rows: tuple[str, str, str]) -> tuple[list, tuple]:
    """Read rows of (invoice, day, amount); return days with minor units or reasons, and the notes' messages."""
    lines = (f'C1,Acme,{number},"{day}","{day}","{amount}",EUR' for number, day, amount in rows)
    opened = open_source(folder.lines(*lines), ImportOptions(), TODAY)
    found = [
        row.faults[0].reason if isinstance(row, BadRow) else (row.invoice, row.due, row.amount.minor)
        for row in opened.rows(silent)
    ]
    return found, opened.notes()


@given(DAYS)
def test_every_way_of_writing_a_day_comes_back(day) -> None:
    name = MONTHS[day.month - 1]
    for text in (
        f"{day:%Y%m%d}",
        f"{day:%d}-{name}-{day:%y}",
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.isoformat()} 14:22:01",
        f"{day.isoformat()}T14:22:01Z",
        f"{day:%Y.%m.%d}",
    ):
        assert Days().read(text, 2) == day
    assert Days("day").read(f"{day:%d/%m/%y}", 2) == day
    assert Days("day").read(f"{day:%d/%m/%Y} 0:00", 2) == day


@given(st.integers(-(10**12), 10**12), st.sampled_from(("EUR", "CNY", "JPY", "KWD")))
def test_every_way_of_writing_an_amount_comes_back(minor, currency) -> None:
    decimals = exponent_of(currency)
    whole, part = divmod(abs(minor), 10**decimals)
    sign = "-" if minor < 0 else ""
    for group, mark in ((",", "."), (".", ","), (" ", ","), ("\u202f", ","), ("\xa0", "."), ("'", ".")):
        number = f"{whole:,}".replace(",", group) + (f"{mark}{part:0{decimals}}" if decimals else "")
        shapes = [f"{sign}{number}", f"{number}{sign}", f"{currency} {sign}{number}", f"{sign}{number} {currency}\t"]
        shapes += [f"({number})"] if sign else []
        for shape in shapes:
            assert amount_of(shape, currency, mark) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("￥1,234.50", "CNY", 123450),
        ("１２３.５０", "CNY", 12350),
        ("1.2万", "CNY", 1200000),
        ("+10000.00", "CNY", 1000000),
        ("1,23,456.00", "EUR", 12345600),
        ("50.00 CR", "EUR", -5000),
        ("50.00借", "CNY", 5000),
    ],
)
def test_amounts_with_words_and_signs(text, currency, minor) -> None:
    assert amount_of(text, currency) == Money(minor, currency)


def test_a_sign_of_another_currency_is_a_fault() -> None:
    with pytest.raises(Unfit) as caught:
        amount_of("€5.00", "CNY")
    assert caught.value.reason == amounts.OTHER_CURRENCY


def test_one_row_decides_the_order_for_all_and_is_named(folder) -> None:
    for rows in permutations([("1", "03/04/2026", "1"), ("2", "25/10/2026", "1"), ("3", "05/06/2026", "1")]):
        found, notes = read(folder, *rows)
        assert {row[1] for row in found} == {date(2026, 4, 3), date(2026, 10, 25), date(2026, 6, 5)}
        assert [note.message for note in notes] == [days.DAY_FIRST, days.DAY_FIRST]
        assert dict(notes[0].facts)["this"] == "25/10/2026"


def test_rows_that_contradict_each_other_are_all_refused(folder) -> None:
    for rows in permutations([("1", "03/04/2026", "1"), ("2", "25/10/2026", "1"), ("3", "10/25/2026", "1")]):
        with pytest.raises(DaysInBothOrders) as caught:
            read(folder, *rows)
        told = {name: caught.value.facts[name] for name in ("file", "column", "day", "month")}
        assert told == {"file": "file.csv", "column": "issued", "day": "25/10/2026", "month": "10/25/2026"}


def test_an_order_that_no_row_tells_is_asked(folder) -> None:
    assert read(folder, ("1", "03/04/2026", "1"), ("2", "05/06/2026", "1"))[0] == [WHICH_ORDER] * 2


@pytest.mark.parametrize("other", ["07/31/2026", "20260731", "31-Jul-26", "2026年7月31日", "46234"])
def test_two_ways_in_one_column_are_refused_whichever_comes_first(folder, other) -> None:
    for rows in permutations([("1", "2026-07-03", "1"), ("2", other, "1")]):
        with pytest.raises(DaysInTwoWays) as caught:
            read(folder, *rows)
        assert caught.value.facts == {
            "file": "file.csv",
            "column": "issued",
            "first": rows[0][1],
            "first_row": "2",
            "this": rows[1][1],
            "row": "3",
        }


def test_a_day_whose_order_nobody_knows_beside_another_way_is_not_only_asked(folder) -> None:
    for rows in permutations([("1", "2026-07-03", "1"), ("2", "03/04/2026", "1")]):
        with pytest.raises(DaysInTwoWays):
            read(folder, *rows)


def test_what_can_be_no_day_in_any_way_is_the_fault_of_its_row_alone(folder) -> None:
    found, _ = read(folder, ("1", "2026-07-03", "1"), ("2", "00/00/0000", "1"), ("3", "25/13/2026", "1"))
    assert found == [("1", date(2026, 7, 3), 100), days.NO_SUCH_DAY, days.NO_SUCH_DAY]


@pytest.mark.parametrize(
    ("told", "rows", "refusal"),
    [
        ({"day_first": False}, [("03/04/2026", "1"), ("25/10/2026", "1")], DayIsFirst),
        ({"day_first": True}, [("03/04/2026", "1"), ("10/25/2026", "1")], MonthIsFirst),
        ({"decimal": "."}, [("2026-07-03", "1.234"), ("2026-07-03", "1.234,50")], CommaIsDecimal),
        ({"decimal": ","}, [("2026-07-03", "1.234"), ("2026-07-03", "1,234.50")], PointIsDecimal),
    ],
)
def test_what_was_told_and_a_row_contradicts_is_refused_for_the_whole_file(folder, told, rows, refusal) -> None:
    lines = (f'C1,Acme,{at},2026-01-01,"{day}","{amount}",EUR' for at, (day, amount) in enumerate(rows))
    with pytest.raises(refusal) as caught:
        taken(folder.lines(*lines, header=INVOICES.replace("due", "Due on")), ImportOptions(**told, skip_bad_rows=True))
    column = "Due on" if "day_first" in told else "amount"
    assert (caught.value.facts["column"], caught.value.facts["row"]) == (column, "3")
    assert caught.value.facts["this"] in rows[1]
    assert {name: getattr(caught.value, name) for name in told} == told


def test_one_row_decides_the_decimal_mark_for_all(folder) -> None:
    for rows in permutations([("1", "2026-07-03", "1.234"), ("2", "2026-07-03", "1.234,56"), ("3", "2026-07-03", "7")]):
        found, notes = read(folder, *rows)
        assert {row[2] for row in found} == {123400, 123456, 700}
        assert [note.message for note in notes] == [amounts.READ_WITH_COMMA]


def test_thousands_that_may_be_decimals_are_asked(folder) -> None:
    assert read(folder, ("1", "2026-07-03", "1,234"), ("2", "2026-07-03", "1,500"))[0] == [NO_AMOUNT] * 2


def test_a_point_and_a_comma_are_refused_with_both_rows(folder) -> None:
    with pytest.raises(TwoDecimalMarks) as caught:
        read(folder, ("1", "2026-07-03", "1.234,56"), ("2", "2026-07-03", "1,234.56"))
    assert {name: caught.value.facts[name] for name in ("point", "point_row", "comma", "comma_row")} == {
        "point": "1,234.56",
        "point_row": "3",
        "comma": "1.234,56",
        "comma_row": "2",
    }
    assert caught.value.facts["comma_column"] == "amount"


def test_ids_lose_a_point_zero_only_all_together(folder) -> None:
    found, notes = read(folder, ("1930659387.0", "2026-07-03", "1"), ("0012.0", "2026-07-03", "1"))
    assert [row[0] for row in found] == ["1930659387", "0012"]
    assert dict(notes[0].facts) == {"column": "invoice", "rows": "2"}
    found, notes = read(folder, ("1930659387.0", "2026-07-03", "1"), ("A12", "2026-07-03", "1"))
    assert [row[0] for row in found] == ["1930659387.0", "A12"]
    assert notes == ()


def test_ids_as_spreadsheets_spoil_them() -> None:
    assert name_of("\u200b1234567890123456789\t") == "1234567890123456789"
    with pytest.raises(Unfit) as caught:
        name_of("1.66E+18")
    assert caught.value.reason == DIGITS_LOST


def test_a_column_that_does_not_tell_its_order_follows_the_files_other_days(folder) -> None:
    (row,) = taken(folder.lines("C1,Acme,1,25/10/2026,08/11/2026,10.50,EUR"))
    assert (row.issued.isoformat(), row.due.isoformat()) == ("2026-10-25", "2026-11-08")


def test_columns_that_contradict_each_other_tell_a_third_nothing(folder) -> None:
    (row,) = taken(folder.lines("C1,Acme,1,25/10/2026,11/28/2026,10.50,EUR"))
    assert (row.issued.isoformat(), row.due.isoformat()) == ("2026-10-25", "2026-11-28")


def test_what_was_decided_names_the_files_own_heading_and_once(folder) -> None:
    header = INVOICES.replace("issued,due", "Fällig am")
    opened = open_source(folder.lines("C1,Acme,1,25/10/26,10.50,EUR", header=header), ImportOptions(), TODAY)
    assert len(list(opened.rows(silent))) == 1
    told = [(note.message, dict(note.facts).get("column")) for note in opened.notes()]
    assert [one for one in told if one[1]] == [(days.DAY_FIRST, "Fällig am"), (days.SHORT_YEARS, "Fällig am")]
