"""ODS as it comes, and open documents that mean harm."""

from __future__ import annotations

import zipfile
from datetime import date
from functools import partial

import pytest

from collector_tui.intake import refusals
from collector_tui.intake.values import days
from collector_tui.services.import_report import ImportOptions
from tests.intake.files import INVOICES, TODAY, open_source, silent, taken
from tests.intake.open_books import KIND, LOCKED, blank, row, table, value, write_document

HEADER = [*INVOICES.split(","), "open_amount"]
DAYS = (date(2026, 1, 2), date(2026, 2, 1))
ROW = ["C1", "Acme", "1", *DAYS, "=10.00", "EUR"]


@pytest.fixture
def document(folder):
    return partial(write_document, folder.path / "file.ods")


class TestCells:
    def test_texts_days_and_numbers(self, document) -> None:
        first, second = taken(
            document(
                table(
                    row(*HEADER),
                    row("007", "三一重工", "0042", *DAYS, "=1234.56", "CNY", "=0.30000000000000004"),
                    row("=8", "A &amp; B", "=43", "2026-01-02", DAYS[1], "10.50", "EUR"),
                )
            )
        )
        assert (first.row, first.customer_id, first.invoice, first.issued, first.due) == (2, "007", "0042", *DAYS)
        assert (first.customer, first.amount.minor, first.open.minor) == ("三一重工", 123456, 30)
        assert (second.customer_id, second.customer, second.invoice, second.amount.minor) == ("8", "A & B", "43", 1050)

    def test_money_and_days_with_a_time_and_paragraphs(self, document) -> None:
        (only,) = taken(
            document(
                table(
                    row(*HEADER),
                    row(
                        "C1",
                        '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p>'
                        '</office:annotation><text:p>Acme<text:s text:c="2"/>Ltd</text:p><text:p>London</text:p>'
                        "</table:table-cell>",
                        "1",
                        value("date", 'office:date-value="2026-01-02T12:30:00"'),
                        DAYS[1],
                        value("currency", 'office:currency="EUR" office:value="10.5"', "10,50 €"),
                        "EUR",
                    ),
                )
            )
        )
        assert (only.customer, only.issued, only.amount.minor) == ("Acme  Ltd\nLondon", DAYS[0], 1050)

    def test_repeated_rows_and_cells_stand_where_a_spreadsheet_shows_them(self, document) -> None:
        source = document(
            table(
                blank(3),
                row('<table:table-cell table:number-columns-repeated="2"/>', *HEADER),
                blank(2),
                row(None, None, *ROW, times=2),
                blank(1_048_000),
                row('<table:table-cell table:style-name="x" table:number-columns-repeated="16384"/>'),
            )
        )
        assert [(one.row, one.customer_id) for one in taken(source)] == [(7, "C1"), (8, "C1")]

    def test_a_time_where_a_day_should_be(self, document) -> None:
        time = value("time", 'office:time-value="PT00H00M00S"', "00:00")
        (bad,) = taken(document(table(row(*HEADER), row("C1", "A", "1", time, DAYS[1], "=1", "EUR"))))
        assert [(fault.column, fault.reason) for fault in bad.faults] == [("issued", days.DAY_DESTROYED)]

    @pytest.mark.parametrize(
        ("still", "told"),
        [
            (value("string", 'office:string-value=""', "#DIV/0!", 'calcext:value-type="error"'), "#DIV/0!"),
            (value("float", 'office:value="0"', "Err:502", 'table:formula="of:=X()"'), "Err:502"),
            ('<table:table-cell table:formula="of:=[.F2]-1"/>', "=?"),
            (value("float", 'office:value="NaN"'), "#?"),
            (value("float", ""), "#?"),
        ],
    )
    def test_an_error_or_no_result_is_a_fault_not_an_empty_cell(self, document, still, told) -> None:
        (bad,) = taken(document(table(row(*HEADER), row(*ROW, still))))
        assert [(fault.column, fault.value) for fault in bad.faults] == [("open_amount", told)]

    def test_a_calculated_formula_is_its_value(self, document) -> None:
        still = value("float", 'office:value="9"', "9.00", 'table:formula="of:=[.F2]-1"')
        (good,) = taken(document(table(row(*HEADER), row(*ROW, still))))
        assert good.open.minor == 900


class TestSheets:
    def test_the_first_visible_one_is_read_and_others_are_noted(self, document) -> None:
        data = table(row(*HEADER), row(*ROW), name="Offen")
        path = document(table(row("x"), style="hidden"), data, table(row("y")), table(row("z"), style="hidden"))
        source = open_source(path, ImportOptions(), TODAY)
        told: list[tuple[int, int | None]] = []
        assert [one.customer_id for one in source.rows(lambda done, of: told.append((done, of)))] == ["C1"]
        assert [note.facts for note in source.notes()] == [(("sheet", "Offen"), ("more", "1"))]
        assert (source.shape().format.name, source.shape().format.sheet) == ("ODS", "Offen")
        assert told[-1][0] == told[-1][1]

    def test_none_is_visible(self, document) -> None:
        with pytest.raises(refusals.NoSheet):
            taken(document(table(row("x"), style="hidden")))


class TestHarm:
    @pytest.mark.parametrize(
        "far",
        [
            row("x", times=10_000_000),
            blank(100_000_000) + row("x"),
            row('<table:table-cell table:number-columns-repeated="20000"/>', "x"),
            row(value("string", 'table:number-columns-repeated="900000000"', "x")),
            row(value("string", 'table:number-columns-repeated="16000"', "x"), times=1000),
            row(value("string", "", '<text:s text:c="99999999"/>')),
        ],
    )
    def test_what_is_repeated_beyond_all_measure_is_never_written_out(self, document, far) -> None:
        with pytest.raises(refusals.WorkbookTooLarge):
            taken(document(table(row(*HEADER), far)))

    @pytest.mark.parametrize(
        "content",
        [
            row(value("string", 'table:number-columns-repeated="-1"', "x")),
            row(value("string", 'table:number-columns-repeated="9999999999"', "x")),
            row("<table:table-cell>" + table(row("x")) + "</table:table-cell>"),
            "<table:table-row>",
        ],
    )
    def test_what_no_spreadsheet_writes(self, document, content) -> None:
        with pytest.raises(refusals.DamagedWorkbook):
            taken(document(table(row(*HEADER), content)))

    def test_entities_are_not_expanded(self, document) -> None:
        with pytest.raises(refusals.DamagedWorkbook):
            taken(document(table(row(*HEADER)), before='<!DOCTYPE a [<!ENTITY b "bbbb">]>'))

    def test_a_password(self, document) -> None:
        with pytest.raises(refusals.EncryptedWorkbook):
            taken(document(table(row(*HEADER)), manifest=LOCKED))

    def test_macros(self, document) -> None:
        lists = (("Basic/script-lc.xml", ""), ("Basic/Standard/script-lb.xml", ""))
        assert taken(document(table(row(*HEADER)), parts=lists)) == []
        with pytest.raises(refusals.MacroWorkbook):
            taken(document(table(row(*HEADER)), parts=(*lists, ("Basic/Standard/Module1.xml", ""))))

    def test_a_bomb_is_refused_by_its_directory_alone(self, document) -> None:
        with pytest.raises(refusals.WorkbookTooLarge):
            taken(document(table(row(*HEADER)), parts=(("big", " " * (200 << 20)),)))

    def test_no_content(self, folder) -> None:
        path = folder.path / "file.ods"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("mimetype", KIND)
        with pytest.raises(refusals.OtherFormat):
            taken(path)

    def test_named_like_another_workbook(self, document) -> None:
        path = document(table(row(*HEADER)))
        with pytest.raises(refusals.WrongExtension):
            taken(path.rename(path.with_suffix(".xlsx")))

    @pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
    def test_a_file_cut_short(self, document, folder, keep) -> None:
        raw = document(table(row(*HEADER), *[row(*ROW)] * 500)).read_bytes()
        with pytest.raises(refusals.DamagedWorkbook):
            taken(folder.raw(raw[: int(len(raw) * keep)], "cut.ods"))


def test_rows_are_read_alike_however_the_file_is_cut_into_pieces(document, monkeypatch) -> None:
    from collector_tui.intake.readers import unpacking

    path = document(table(row(*HEADER), *[row(f"C{n}", *ROW[1:]) for n in range(50)]))
    whole = list(open_source(path, ImportOptions(), TODAY).rows(silent))
    for size in (16, 61, 1000):
        monkeypatch.setattr(unpacking, "_CHUNK", size)
        assert taken(path) == whole
