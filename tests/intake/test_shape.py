"""How a file is read is told before any row is checked: its form, its columns, its first rows as written."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook

from collector_tui.intake.mapping import OPTIONAL, REQUIRED
from collector_tui.intake.readers.dialect import DELIMITERS
from collector_tui.intake.source import open_source
from collector_tui.present.import_preview import FIELDS, format_text
from collector_tui.services.import_door import SAMPLE_ROWS, Column, FileFormat
from collector_tui.services.import_report import ImportOptions
from tests.intake.files import INVOICES, TODAY, silent


def shape_of(path, **options):
    return open_source(path, ImportOptions(**options), TODAY).shape()


def test_a_text_tells_encoding_delimiter_columns_and_first_rows(folder) -> None:
    header = "\n" + INVOICES.replace(",", ";") + ";note;"
    row = "C-1;东方电气集团公司;A-1;2026-03-01;soon;1,00;EUR;x;"
    shape = shape_of(folder.text(f"{header}\n{row}\n\n{row}\n{row}\n{row}", encoding="gb18030"))
    assert shape.format == FileFormat("CSV", "GB18030", ";")
    assert shape.columns[4] == Column("due", "due", ("soon",) * SAMPLE_ROWS)
    assert shape.columns[7:] == (Column("note", "", ("x",) * SAMPLE_ROWS),)
    assert shape.sample_rows == (3, 5, 6)


def test_short_rows_have_empty_samples(folder) -> None:
    shape = shape_of(folder.lines("C-1,Acme"))
    assert [column.samples for column in shape.columns[:3]] == [("C-1",), ("Acme",), ("",)]


def test_looking_takes_nothing_away_from_what_is_read(folder) -> None:
    source = open_source(folder.lines("C-1,Acme,A-1,2026-03-01,2026-03-02,1.00,EUR"), ImportOptions(), TODAY)
    assert source.shape() == source.shape()
    assert len(list(source.rows(silent))) == 1


def test_a_workbook_tells_its_sheet_and_days_as_days(tmp_path) -> None:
    book = Workbook()
    book.active.title = "Offene Posten"
    book.active.append(INVOICES.split(","))
    book.active.append(["C-1", "Acme", "A-1", date(2026, 3, 1), date(2026, 3, 2), 12.5, "EUR"])
    book.save(tmp_path / "file.xlsx")
    shape = shape_of(tmp_path / "file.xlsx")
    assert shape.format == FileFormat("XLSX", sheet="Offene Posten")
    assert [column.samples[0] for column in shape.columns[3:6]] == ["2026-03-01", "2026-03-02", "12.5"]


def test_every_field_and_every_delimiter_has_a_word() -> None:
    known = {field for fields in (*REQUIRED.values(), *OPTIONAL.values()) for field in fields}
    assert set(FIELDS) == known
    assert all(format_text(FileFormat("CSV", "UTF-8", delimiter)) for delimiter in DELIMITERS)
