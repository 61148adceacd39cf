"""How texts are divided: delimiters, printed lists, blanks glued to values, lines without an end."""

from __future__ import annotations

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.intake import refusals
from collector_tui.intake.mapping import ColumnMapping, known_headings
from collector_tui.intake.readers import delimited
from collector_tui.intake.readers.dialect import DELIMITERS
from collector_tui.intake.readers.registry import open_table
from collector_tui.services.import_report import ImportOptions
from tests.intake.files import INVOICES, silent, taken

PLAIN = "Laskuttaja;Summa;Pvm\nAcme, Ltd;1,50;2026-01-02\nBeta;20,00;2026-01-03\n"
HEADINGS = INVOICES.replace(",", "|")
VALUES = ("C1", 'A 3" pipe', "1", "2026-01-02", "2026-02-01", "1.234,56", "EUR")


def read(folder, text: str, name: str = "file.txt", encoding: str = "utf-8"):
    """The delimiter of a text in a language that nothing here knows, and its rows."""
    table = open_table(folder.text(text, name, encoding), frozenset())
    return table.format().delimiter, [cells for _, cells in table.rows(silent)]


def line(*values: str) -> str:
    return "|" + "|".join(f" {value:<12}" for value in values) + "|"


RULE = "-" * 90
HEAD = line(*INVOICES.split(","))


class TestDelimiters:
    @pytest.mark.parametrize("delimiter", [";", "\t", "|"])
    def test_is_told_by_all_of_the_first_lines(self, folder, delimiter) -> None:
        text = "Avoimet laskut\nOsasto 3, 4 ja 5\n\n" + PLAIN.replace(";", delimiter)
        found, rows = read(folder, text)
        assert (found, rows[4]) == (delimiter, ["Acme, Ltd", "1,50", "2026-01-02"])

    def test_commas_with_amounts_in_quotes(self, folder) -> None:
        found, rows = read(folder, 'Nimi,Summa\n"Acme; Oy","1;5"\nBeta|x,2\n')
        assert (found, rows[1:]) == (",", [["Acme; Oy", "1;5"], ["Beta|x", "2"]])

    def test_titles_above_known_headings(self, folder) -> None:
        text = f"Open items, all, as of 31.12.\n\n{INVOICES}\nC1,Acme,1,2026-01-02,2026-02-01,10.50,EUR\n"
        (row,) = taken(folder.text(text.replace(",", ";").replace("items;", "items,")))
        assert (row.row, row.customer_id) == (4, "C1")

    @pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "SEP=;;;"])
    def test_a_first_line_that_tells_it(self, folder, told) -> None:
        found, rows = read(folder, f"{told}\n{PLAIN}")
        assert (found, rows[0], rows[1]) == (";", [], ["Laskuttaja", "Summa", "Pvm"])

    def test_one_column_alone(self, folder) -> None:
        assert read(folder, "Nimi\nAcme\n")[1] == [["Nimi"], ["Acme"]]


class TestGluedBlanks:
    """As banks write them, so that a spreadsheet keeps a text."""

    ROW = '"C1\t",Acme\t,"1"\t\t,2026-01-02   \t,"2026-02-01 \t","1,099.14"\t, EUR \r\n'

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "gb18030"])
    def test_inside_and_outside_of_quotes(self, folder, encoding) -> None:
        (row,) = taken(folder.text(f"{INVOICES}\r\n{self.ROW}", encoding=encoding))
        assert (row.customer_id, row.customer, row.invoice) == ("C1", "Acme", "1")
        assert (str(row.issued), str(row.due), row.amount.plain()) == ("2026-01-02", "2026-02-01", "1099.14")

    def test_at_the_end_of_a_line(self, folder) -> None:
        assert read(folder, 'a,b\n"1","2" \t\r\n"3","4"\t')[1] == [["a", "b"], ["1", "2"], ["3", "4"]]

    def test_tabs_between_quotes_are_still_delimiters(self, folder) -> None:
        assert read(folder, '"a" \t"b"\n"1"\t\n')[1] == [["a", "b"], ["1", ""]]

    def test_a_blank_behind_a_quote_within_a_value_stays(self, folder) -> None:
        assert read(folder, 'a,b\n"5"" pipe, red",2\n')[1][1] == ['5" pipe, red', "2"]

    def test_anything_else_behind_a_quote_is_still_out_of_place(self, folder) -> None:
        with pytest.raises(refusals.BadQuotes):
            read(folder, 'a,b\n"1" x,2\n')


class TestPrintedLists:
    """As SAP writes them: bars at both ends, lines of dashes, the headings again on every page."""

    def test_two_pages(self, folder) -> None:
        again = line("C1", "Acme", "1", "2026-01-02", "2026-02-01", "10,50", "EUR")
        page = [RULE, HEAD, RULE, line(*VALUES), again, again, RULE]
        lines = [
            "20.03.2026      Open items      Page 1",
            "",
            *page,
            "20.03.2026      Open items      Page 2",
            "",
            *page,
        ]
        (*rows,) = taken(folder.text("\n".join(lines), "file.txt"), ImportOptions(decimal=","))
        assert [row.row for row in rows] == [6, 7, 8, 15, 16, 17]
        assert (rows[0].customer, rows[0].amount.minor) == ('A 3" pipe', 123456)

    def test_dashes_within_bars_and_two_lines_of_headings(self, folder) -> None:
        within = "|" + "|".join("-" * 5 for _ in VALUES) + "|"
        _, rows = read(
            folder, "\n".join([within, line("a", "b"), line("c", "d"), within, line("1", "2"), line("a", "b")])
        )
        assert [[cell.strip() for cell in row] for row in rows] == [[], ["a", "b"], ["c", "d"], [], ["1", "2"], []]

    def test_no_dashes_at_all(self, folder) -> None:
        _, rows = read(folder, "\n".join([line("a", "b"), line("1", "2"), line("1", "2"), line("a", "b")]))
        assert [[cell.strip() for cell in row] for row in rows] == [["a", "b"], ["1", "2"], ["1", "2"], []]

    def test_a_line_that_lost_its_beginning_is_not_passed_over(self, folder) -> None:
        lines = [RULE, HEAD, RULE, *[line(*VALUES)] * 4, "2026-02-01 | 5,00 | EUR |"]
        *fine, bad = taken(folder.text("\n".join(lines), "file.txt"), ImportOptions(decimal=","))
        assert ([one.row for one in fine], bad.row) == ([4, 5, 6, 7], 8)

    def test_bars_between_values_alone_are_no_list(self, folder) -> None:
        (row,) = taken(folder.text(f"{HEADINGS}\n" + '"C1"|"A|B"|1|2026-01-02|2026-02-01|10.50|EUR\n'))
        assert row.customer == "A|B"

    def test_bars_around_empty_values_are_no_list_either(self, folder) -> None:
        _, rows = read(folder, "a|b|c\n" + "|1|\n" * 9)
        assert rows[1] == ["", "1", ""]


@given(
    rows=st.lists(st.lists(st.text('ab0-,;|\t" \n', max_size=5), min_size=7, max_size=7), max_size=6),
    delimiter=st.sampled_from(DELIMITERS),
)
def test_below_known_headings_values_come_back_as_they_were_written(tmp_path_factory, rows, delimiter) -> None:
    """Whatever stands in them; but blanks behind a quote may be gone."""
    path = tmp_path_factory.mktemp("text") / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows([INVOICES.split(","), *rows])
    table = open_table(path, known_headings(ColumnMapping()))
    assert table.format().delimiter == delimiter
    found = [cells for _, cells in table.rows(silent)]
    assert without_blanks(found[1:]) == without_blanks(rows)


def without_blanks(rows: list[list[str]]) -> list[list[str]]:
    """Behind quotes, the opening one too."""
    return [[re.sub('(^|")[ \t]+', r"\1", cell) for cell in cells] for cells in rows]


def test_a_line_without_an_end_is_no_text(folder, monkeypatch) -> None:
    monkeypatch.setattr(delimited, "_LONGEST_LINE", 3 << 20)
    rows = "a,b\n" * 1_000_000
    assert len(read(folder, rows)[1]) == 1_000_000
    with pytest.raises(refusals.NotAText):
        read(folder, rows + "x" * (5 << 20))
