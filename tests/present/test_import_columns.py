"""The columns of a file before it is imported: nothing but samples is ever cut, and nothing is left untold."""

from __future__ import annotations

import pytest

from collector_tui.present.import_columns import FIELDS, columns_lines, table_lines
from collector_tui.present.layout import line_width
from collector_tui.services.import_door import Column
from tests.e2e.hostile import harm

COLUMNS = (
    Column("Salesperson \x1b[2J", "", ("Zoe", "Max", "")),
    Column("Amount in local currency of the company (LC2)", "amount", ("1,234.50", "2.00", "3.00")),
    Column("", "customer", ("东方贸易有限公司", "Harbour Lane Foods and Beverages", "Acme"), made=True),
    Column("Empty", "due", ("", "", "")),
)


def text(lines) -> str:
    return "\n".join("".join(span.text for span in row) for row in lines)


@pytest.mark.parametrize("width", [40, 55, 75, 107])
def test_headings_and_fields_are_whole_at_every_width(width) -> None:
    lines = table_lines(COLUMNS, (2, 3, 4), width)
    assert max(map(line_width, lines)) <= width
    words = " ".join(text(lines).split())
    for word in ("Amount", "(LC2)", "(worked out)", "customer's name", "not read", "Zoe", "1,234.50"):
        assert word in words, word
    assert not harm(text(lines))


def test_what_is_read_comes_first() -> None:
    told = text(table_lines(COLUMNS, (2, 3, 4), 107))
    assert told.index("worked out") < told.index("Salesperson")
    assert "row 2" in told


def test_narrow_ones_have_their_samples_below() -> None:
    assert "  1,234.50 · 2.00 · 3.00" in text(table_lines(COLUMNS, (2, 3, 4), 55))


def test_columns_that_nobody_knows_are_shown_with_what_they_hold() -> None:
    told = text(columns_lines(COLUMNS[:2], 60))
    assert "Zoe · Max" in told


def test_every_field_has_its_words() -> None:
    from collector_tui.intake.mapping import OPTIONAL, REQUIRED

    assert {name for each in (REQUIRED, OPTIONAL) for names in each.values() for name in names} <= set(FIELDS)
