"""XLS as it comes, and compound files that mean harm."""

from __future__ import annotations

import math
import struct
from datetime import date

import pytest

from collector_tui.intake import fields, refusals
from collector_tui.intake.readers import old_workbook
from collector_tui.intake.readers.compound import BadCompound, compound_of, read_compound
from collector_tui.services.import_report import ImportOptions
from tests.intake.binary_books import (
    A_TEXT,
    EMPTY_TEXT,
    REF_ERROR,
    SUM_OF_CELLS,
    book,
    cell,
    cells,
    error,
    formula,
    record,
    small_compound,
    stream,
)
from tests.intake.files import INVOICES, TODAY, open_source, silent, taken

HEADER = [*INVOICES.split(","), "open_amount"]
DAYS = (date(2026, 1, 2), date(2026, 2, 1))
OPEN = 7
ROW = ["C1", "Acme", "1", *DAYS, 10.0, "EUR"]


@pytest.fixture
def taken_from(folder):
    return lambda content: taken(folder.raw(content, "file.xls"))


class TestCells:
    def test_texts_days_and_numbers(self, taken_from) -> None:
        first, second = taken_from(
            book(cells(HEADER, ["007", "三一重工", "0042", *DAYS, 1234.56, "CNY", 0.1 + 0.2], [8.0, *ROW[1:]]))
        )
        assert (first.row, first.customer_id, first.invoice, first.issued, first.due) == (2, "007", "0042", *DAYS)
        assert (first.customer, first.amount.minor, first.open.minor) == ("三一重工", 123456, 30)
        assert (second.customer_id, second.amount.minor) == ("8", 1000)

    def test_an_id_that_lost_its_digits(self, taken_from) -> None:
        (bad,) = taken_from(book(cells(HEADER, [1234567890123456789.0, *ROW[1:]])))
        assert [(fault.column, fault.reason) for fault in bad.faults] == [("customer_id", fields.DIGITS_LOST)]

    def test_a_number_that_is_none_is_a_fault(self, taken_from) -> None:
        (bad,) = taken_from(book(cells(HEADER, [*ROW[:5], math.nan, "EUR"])))
        assert [(fault.column, fault.value) for fault in bad.faults] == [("amount", fields.NO_NUMBER)]

    def test_blank_rows_count(self, taken_from) -> None:
        (only,) = taken_from(book(cells([], [], HEADER, [], ROW)))
        assert only.row == 5

    @pytest.mark.parametrize(
        ("still", "told"),
        [
            (error(1, OPEN, 0x17), "#REF!"),
            (formula(1, OPEN, REF_ERROR, SUM_OF_CELLS), "#REF!"),
            (formula(1, OPEN, EMPTY_TEXT, SUM_OF_CELLS), "=?"),
            (formula(1, OPEN, EMPTY_TEXT, SUM_OF_CELLS + b"\x15"), "=?"),
            (formula(1, OPEN, EMPTY_TEXT, b"\x1e\x01\x00\x1e\x02\x00\x04"), "=?"),
        ],
    )
    def test_an_error_or_no_result_is_a_fault_not_an_empty_cell(self, taken_from, still, told) -> None:
        (bad,) = taken_from(book(cells(HEADER, ROW) + still))
        assert [(fault.column, fault.value) for fault in bad.faults] == [("open_amount", told)]

    @pytest.mark.parametrize(
        ("still", "minor"),
        [(formula(1, OPEN, struct.pack("<d", 9), SUM_OF_CELLS), 900), (formula(1, OPEN, EMPTY_TEXT, A_TEXT), None)],
    )
    def test_a_calculated_formula_is_its_value(self, taken_from, still, minor) -> None:
        (good,) = taken_from(book(cells(HEADER, ROW) + still))
        assert (good.open and good.open.minor) == minor


class TestSheets:
    def test_the_first_visible_one_is_read_and_others_are_noted(self, folder) -> None:
        content = book(cells(["hidden"]) + error(1, 0, 7), cells(HEADER, ROW), cells(["more"]), hidden=1)
        source = open_source(folder.raw(content, "file.xls"), ImportOptions(), TODAY)
        assert [one.customer_id for one in source.rows(silent)] == ["C1"]
        assert [note.facts for note in source.notes()] == [(("sheet", "Sheet2"), ("more", "1"))]
        assert (source.shape().format.name, source.shape().format.sheet) == ("XLS", "Sheet2")

    def test_none_is_visible(self, taken_from) -> None:
        with pytest.raises(refusals.NoSheet):
            taken_from(book(cells(HEADER), hidden=1))

    def test_a_small_one_lies_in_the_mini_stream(self, taken_from) -> None:
        (row,) = taken_from(small_compound(stream(cells(HEADER, ROW)), "Workbook"))
        assert row.customer_id == "C1"


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "failure"),
        [
            (book(cells(HEADER), before=record(0x002F, b"\x01\x00" + bytes(48))), refusals.EncryptedWorkbook),
            (compound_of(stream(cells(HEADER), version=0x0500), "Workbook"), refusals.TooOldWorkbook),
            (compound_of(stream(cells(HEADER), version=0x0500), "Book"), refusals.TooOldWorkbook),
            (b"\x09\x08\x08\x00\x00\x05\x10\x00\x00\x00\x00\x00", refusals.TooOldWorkbook),
            (compound_of(b"text", "WordDocument"), refusals.OtherFormat),
            (small_compound(stream(cells(HEADER, ROW)), "Letter", "Workbook"), refusals.OtherFormat),
            (small_compound(stream(cells(HEADER)), "Workbook", "_VBA_PROJECT_CUR"), refusals.MacroWorkbook),
            (b"<html><table><tr><td>customer_id", refusals.OtherFormat),
        ],
    )
    def test_with_its_reason(self, taken_from, content, failure) -> None:
        with pytest.raises(failure):
            taken_from(content)

    def test_a_text_that_is_named_like_a_workbook_is_read_as_the_text_that_it_is(self, folder) -> None:
        row = "C1,Acme,0042,2026-01-02,2026-02-01,10.50,EUR"
        path = folder.text(f"{INVOICES}\n{row}\n".replace(",", "\t"), "file.xls")
        (taken_row,) = taken(path)
        assert (taken_row.invoice, open_source(path, ImportOptions(), TODAY).shape().format.name) == ("0042", "CSV")

    def test_more_bytes_than_any_such_workbook_has(self, taken_from, monkeypatch) -> None:
        monkeypatch.setattr(old_workbook, "MOST_BYTES", 1000)
        with pytest.raises(refusals.WorkbookTooLarge):
            taken_from(book(cells(HEADER)))


class TestHarm:
    @pytest.mark.parametrize(
        "far",
        [
            cell(65535, 255, 1.0),
            cell(60000, 60000, 1.0),
            record(0x00BD, struct.pack("<HH", 60000, 0) + bytes(6) + struct.pack("<H", 65000)),
        ],
    )
    def test_a_far_corner_is_seen_before_it_is_parsed(self, taken_from, far) -> None:
        with pytest.raises(refusals.WorkbookTooLarge):
            taken_from(book(cells(HEADER) + far))

    @pytest.mark.parametrize(
        "content",
        [
            book(record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFF, 0, 0xFFFF, 0)) + cells(HEADER)),
            book(record(0x0200, struct.pack("<IIHHH", 9, 5, 0, 8, 0)) + cells(HEADER)),
            book(cells(HEADER), before=record(0x00FC, struct.pack("<II", 0, 0x7FFFFFFF))),
            book(cells(HEADER), cells(HEADER), starts=(300, 300)),
            book(*[cells(HEADER)] * 40, starts=tuple(range(4000, 4000 + 40 * 40, 40))),
            book(cells(HEADER), starts=(0x7FFFFFFF,)),
            compound_of(b"\xff" * 5000, "Workbook"),
        ],
    )
    def test_claims_that_cannot_be_true(self, taken_from, content) -> None:
        with pytest.raises((refusals.DamagedWorkbook, refusals.NoHeader)):
            taken_from(content)

    @pytest.mark.parametrize("keep", [0.1, 0.4, 0.7])
    def test_a_file_cut_short(self, taken_from, keep) -> None:
        whole = book(cells(HEADER, *[ROW] * 300))
        with pytest.raises(refusals.DamagedWorkbook):
            taken_from(whole[: int(len(whole) * keep)])

    def test_a_length_of_time_that_is_none(self, taken_from) -> None:
        hours = record(0x0203, struct.pack("<HHHd", 1, 7, 2, 1e300))
        with pytest.raises(refusals.DamagedWorkbook):
            taken_from(book(cells(HEADER, ROW) + hours))

    def test_sectors_that_go_in_a_circle(self) -> None:
        whole = bytearray(compound_of(bytes(5000), "Workbook"))
        whole[2 * 4096 : 2 * 4096 + 4] = struct.pack("<I", 0)  # the directory is its own next sector
        with pytest.raises(BadCompound):
            read_compound(bytes(whole))

    def test_a_stream_comes_back_as_it_was_put_in(self) -> None:
        for size in (4096, 4097, 5_000_000):
            content = bytes(range(256)) * (size // 256 + 1)
            assert read_compound(compound_of(content[:size], "Book")).stream("Book") == content[:size]
