"""XLSX as it comes, and workbooks that mean harm."""

from __future__ import annotations

import time
import zipfile
from datetime import date, datetime
from datetime import time as clock

import pytest
from openpyxl import load_workbook

from collector_tui.intake import fields, refusals
from collector_tui.intake.readers import sheet_scan, unpacking
from collector_tui.intake.readers.sheet_scan import scan
from collector_tui.intake.values import days
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from tests.intake.files import INVOICES, PAYMENTS, TODAY, open_source, reworked, silent, taken

HEADER = INVOICES.split(",")
DAYS = (date(2026, 1, 2), date(2026, 2, 1))
SHEET = "xl/worksheets/sheet1.xml"
START = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1">'
    + "".join(
        f'<c r="{"ABCDEFGH"[at]}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for at, name in enumerate([*HEADER, "open_amount"])
    )
    + "</row>"
)
END = "</sheetData></worksheet>"


def sheet(folder, *xml: str):
    """A workbook whose first sheet has the header of an invoices file and then this XML."""
    return reworked(folder.sheet(HEADER), {SHEET: (START + "".join(xml) + END).encode()})


def text(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def row(number: int, amount: str, still: str = "") -> str:
    texts = zip("ABCDEG", ("C1", "Acme", f"{number}", "2026-01-02", "2026-02-01", "EUR"), strict=True)
    return f'<row r="{number}">' + "".join(text(f"{c}{number}", v) for c, v in texts) + amount + still + "</row>"


class TestCells:
    def test_texts_days_and_numbers(self, folder) -> None:
        path = folder.sheet(
            [*HEADER, "open_amount"],
            ["007", "三一重工", "0042", *DAYS, 1234.56, "CNY", 0.1 + 0.2],
            [8, "Acme", 43, datetime(2026, 1, 2, 12, 30), "2026-02-01", "10.50", "EUR"],
        )
        first, second = taken(path)
        assert (first.row, first.customer_id, first.invoice, first.issued, first.due) == (2, "007", "0042", *DAYS)
        assert (first.amount.minor, first.open.minor) == (123456, 30)
        assert (second.customer_id, second.invoice, second.issued, second.amount.minor) == ("8", "43", DAYS[0], 1050)

    def test_blank_rows_and_columns_around_do_not_matter(self, folder) -> None:
        path = folder.sheet([], [], [None, *HEADER], [], [None, "C1", "Acme", "1", *DAYS, 1, "EUR"], [None, " "])
        (only,) = taken(path)
        assert only.row == 5

    def test_a_time_where_a_day_should_be(self, folder) -> None:
        (bad,) = taken(folder.sheet(HEADER, ["C1", "Acme", "1", clock(0, 0), DAYS[1], 1, "EUR"]))
        assert [(fault.column, fault.reason) for fault in bad.faults] == [("issued", days.DAY_DESTROYED)]

    def test_an_id_that_lost_its_digits(self, folder) -> None:
        (bad,) = taken(folder.sheet(HEADER, [1234567890123456789, "Acme", "1", *DAYS, 1, "EUR"]))
        assert [(fault.column, fault.reason) for fault in bad.faults] == [("customer_id", fields.DIGITS_LOST)]

    def test_other_sheets_are_noted(self, folder) -> None:
        source = open_source(folder.sheet(HEADER, more=("Notes", "Old")), ImportOptions(), TODAY)
        (note,) = source.notes()
        assert note.facts == (("sheet", "Sheet"), ("more", "2"))

    def test_the_first_sheet_is_the_first_visible_one(self, folder) -> None:
        path = folder.sheet(["hidden"], more=("Data",))
        book = load_workbook(path)
        book["Sheet"].sheet_state = "hidden"
        book["Data"].delete_rows(1)
        for line in (HEADER, ["C1", "Acme", "1", *DAYS, 1, "EUR"]):
            book["Data"].append(line)
        book.save(path)
        assert [one.customer_id for one in taken(path)] == ["C1"]

    def test_progress_is_told_in_rows(self, folder) -> None:
        path = folder.sheet(PAYMENTS.split(","), *[["C1", "1", DAYS[0], 1, "EUR"]] * 4500)
        told: list[tuple[int, int | None]] = []
        source = open_source(path, ImportOptions(), TODAY)
        assert len(list(source.rows(lambda done, of: told.append((done, of))))) == 4500
        assert told[-3:] == [(2000, 4501), (4000, 4501), (4501, 4501)]


class TestDroppedCells:
    """The parser reads errors and uncalculated formulas as empty: an open amount must not vanish so."""

    def test_an_error_is_a_fault_not_an_empty_cell(self, folder) -> None:
        path = sheet(folder, row(2, '<c r="F2"><v>10</v></c>', '<c r="H2" s="1" t="e"><f>A1</f><v>#REF!</v></c>'))
        (bad,) = taken(path)
        assert [(fault.column, fault.value) for fault in bad.faults] == [("open_amount", "#REF!")]

    @pytest.mark.parametrize("rest", ["", "<v></v>", "<v/>"])
    def test_a_formula_that_was_never_calculated_too(self, folder, rest) -> None:
        still = f'<c r="H2"><f>F2-1</f>{rest}</c>'
        (bad,) = taken(sheet(folder, row(2, '<c r="F2"><v>10</v></c>', still)))
        assert [(fault.column, fault.value) for fault in bad.faults] == [("open_amount", sheet_scan.UNCALCULATED)]

    @pytest.mark.parametrize(
        ("still", "minor"),
        [('<c r="H2"><f>F2-1</f><v>9</v></c>', 900), ('<c r="H2" t="str"><f>""</f><v></v></c>', None)],
    )
    def test_a_calculated_formula_is_its_value(self, folder, still, minor) -> None:
        (good,) = taken(sheet(folder, row(2, '<c r="F2"><v>10</v></c>', still)))
        assert (good.open and good.open.minor) == minor


class TestHarm:
    def test_macros(self, folder) -> None:
        plain = folder.sheet(HEADER)
        with pytest.raises(refusals.MacroWorkbook):
            taken(reworked(plain, {"xl/vbaProject.bin": b"program"}))
        types = zipfile.ZipFile(plain).read("[Content_Types].xml")
        named = types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
        assert named != types
        with pytest.raises(refusals.MacroWorkbook):
            taken(reworked(plain, {"[Content_Types].xml": named}))

    def test_an_archive_that_is_no_workbook(self, folder) -> None:
        path = folder.path / "a.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", "<office/>")
        with pytest.raises(refusals.OtherFormat):
            taken(path)

    def test_a_bomb_is_refused_by_its_directory_alone(self, folder) -> None:
        path = reworked(folder.sheet(HEADER), {"xl/worksheets/sheet1.xml": b" " * (200 << 20)})
        assert path.stat().st_size < 1 << 20
        start = time.perf_counter()
        with pytest.raises(refusals.WorkbookTooLarge):
            taken(path)
        assert time.perf_counter() - start < 2

    def test_a_directory_that_lies_about_a_parts_size(self, folder) -> None:
        path = reworked(folder.sheet(HEADER), {"xl/sharedStrings.xml": b"<sst>" + b" " * 5_000_000 + b"</sst>"})
        raw = path.read_bytes()
        claimed = (5_000_011).to_bytes(4, "little")
        assert raw.count(claimed) == 2
        path.write_bytes(raw.replace(claimed, (1000).to_bytes(4, "little")))
        with pytest.raises(refusals.DamagedWorkbook):
            taken(path)

    @pytest.mark.parametrize(
        "far",
        [
            '<row r="16000000"><c r="A16000000"><v>1</v></c></row>',
            '<row r="2"><c r="A16000000"><v>1</v></c></row>',
            "<row r='1048576'><c r = 'XFD1048576'><v>1</v></c></row>",
            '<row r="1000000"><c r="zz1000000"><v>1</v></c></row>',
            '<x:row r="1000000"><x:c s="1" r="ZZ1000000"><x:v>1</x:v></x:c></x:row>',
            '<row r="1000000">' + "<c><v>1</v></c>" * 16000 + "</row>",
        ],
    )
    def test_a_far_corner_is_seen_before_it_is_parsed(self, folder, far) -> None:
        with pytest.raises(refusals.WorkbookTooLarge):
            taken(sheet(folder, far))

    def test_a_sheet_without_places_is_read_while_it_is_small(self, folder) -> None:
        cells = "".join(
            f'<c t="inlineStr"><is><t>{v}</t></is></c>' for v in ("C1", "A", "1", "2026-01-02", "2026-02-01")
        )
        path = sheet(folder, f'<row>{cells}<c><v>10</v></c><c t="inlineStr"><is><t>EUR</t></is></c></row>')
        assert [one.amount.minor for one in taken(path)] == [1000]

    def test_a_sheet_in_another_encoding_is_not_read_past_the_checks(self, folder) -> None:
        path = folder.sheet(HEADER)
        with pytest.raises(refusals.DamagedWorkbook):
            taken(reworked(path, {SHEET: (START + END).encode("utf-16")}))

    def test_too_many_parts(self, folder) -> None:
        many = {f"xl/media/{at}": b"" for at in range(unpacking.MOST_PARTS)}
        with pytest.raises(refusals.WorkbookTooLarge):
            taken(reworked(folder.sheet(HEADER), many))

    def test_no_sheet_that_can_be_read(self, folder) -> None:
        relations = "xl/_rels/workbook.xml.rels"
        path = folder.sheet(HEADER)
        moved = zipfile.ZipFile(path).read(relations).replace(b"worksheets/sheet1.xml", b"elsewhere.xml")
        with pytest.raises(refusals.NoSheet):
            taken(reworked(path, {relations: moved}))

    def test_entities_are_not_expanded(self, folder) -> None:
        book = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><workbook/>'
        with pytest.raises(refusals.DamagedWorkbook):
            taken(reworked(folder.sheet(HEADER), {"xl/workbook.xml": book}))

    @pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
    def test_a_file_cut_short(self, folder, keep) -> None:
        path = folder.sheet(HEADER, *[["C1", "Acme", str(at), *DAYS, 1, "EUR"] for at in range(500)])
        raw = path.read_bytes()
        with pytest.raises(refusals.DamagedWorkbook):
            taken(folder.raw(raw[: int(len(raw) * keep)], "cut.xlsx"))


def test_a_sheet_is_looked_over_alike_however_it_is_cut_into_pieces() -> None:
    rows = "".join(row(n, f'<c r="F{n}"><v>10</v></c>', f'<c r="H{n}" t="e"><v>#N/A</v></c>') for n in range(2, 40))
    xml = (START + rows + END).encode()
    whole = scan([xml])
    assert (whole.rows, whole.columns, whole.unplaced, len(whole.spoilt)) == (39, 8, 0, 38)
    for size in (1, 7, 64, 1000):
        assert scan(xml[at : at + size] for at in range(0, len(xml), size)) == whole


def test_a_bad_row_in_a_workbook_is_named_as_the_spreadsheet_numbers_it(folder) -> None:
    path = folder.sheet(
        HEADER, ["C1", "Acme", "1", *DAYS, 1, "EUR"], [], ["C1", "Acme", "2", "soon", DAYS[1], 1, "EUR"]
    )
    source = open_source(path, ImportOptions(), TODAY)
    bad = [one for one in source.rows(silent) if isinstance(one, BadRow)]
    assert [one.row for one in bad] == [4]
