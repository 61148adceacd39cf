"""What arrives, as small files: each is imported for the table in docs/formats.md, which so says what is done.

`PYTHONPATH=. python -m tests.docs.formats` writes the table into the page.
"""

from __future__ import annotations

import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from collector_tui.domain.errors import CollectorError
from collector_tui.intake.readers.compound import compound_of
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from tests.docs.pages import ROOT
from tests.intake import binary_books, open_books
from tests.intake.files import INVOICES, Folder, reworked, taken

PAGE = "docs/formats.md"
HEAD = "| what | arrives | what is done |"
HEADER = INVOICES.split(",")
DAYS = (date(2026, 1, 2), date(2026, 2, 1))
ROW = ["C1", "Müller", "1", *DAYS, "10.50", "EUR"]
TEXT = f"{INVOICES}\nC1,Müller,1,2026-01-02,2026-02-01,10.50,EUR\n"
GLUED = f'{INVOICES}\nC1\t,"Müller\t","1"\t,2026-01-02\t,2026-02-01,"10.50"\t\t,EUR\n'
QUOTED = f'{INVOICES}\nC1,"Müller, ""M""\nLtd",1,2026-01-02,2026-02-01,10.50,EUR\n'
STILL = [*HEADER, "open_amount"]
FAR = open_books.row("x", times=10_000_000)


class Case:
    """Files to be made, all of which the same is done with, and how they are told on the page."""

    def __init__(self, what: str, arrives: str, *made: Callable[[Folder], Path]) -> None:
        self.what, self.arrives, self.made = what, arrives, made


def text(content: str, encoding: str = "utf-8", name: str = "items.csv") -> Callable[[Folder], Path]:
    return lambda folder: folder.text(content, name, encoding)


def raw(content: bytes, name: str) -> Callable[[Folder], Path]:
    return lambda folder: folder.raw(content, name)


def xls(*sheets: bytes, before: bytes = b"") -> Callable[[Folder], Path]:
    return raw(binary_books.book(*sheets, before=before), "items.xls")


def ods(*tables: str, **more: str) -> Callable[[Folder], Path]:
    return lambda folder: open_books.write_document(folder.path / "items.ods", *tables, **more)


def xlsx(*rows: list[object], more: tuple[str, ...] = ()) -> Callable[[Folder], Path]:
    return lambda folder: folder.sheet(*rows, name="items.xlsx", more=more)


def changed(part: str, content: bytes) -> Callable[[Folder], Path]:
    return lambda folder: reworked(folder.sheet(HEADER), {part: content}, name="items.xlsx")


def with_still(cell: str) -> Callable[[Folder], Path]:
    return ods(open_books.table(open_books.row(*STILL), open_books.row(*ROW, cell)))


def hidden(folder: Folder) -> Path:
    path = folder.sheet(["hidden"], name="items.xlsx", more=("Data",))
    book = load_workbook(path)
    book["Sheet"].sheet_state = "hidden"
    book["Data"].delete_rows(1)
    for row in (HEADER, ROW):
        book["Data"].append(row)
    book.save(path)
    return path


def printed() -> str:
    rule = "-" * 80
    lines = [f"|{'|'.join(f' {value} ' for value in values)}|" for values in (HEADER, map(str, ROW))]
    page = "\n".join([rule, lines[0], rule, lines[1], rule])
    return f"Open items\n{page}\n\nOpen items\n{page.replace('C1', 'C2')}\n"


def owed_by(*names: str) -> str:
    return (
        INVOICES + "".join(f"\nC{n},{name},{n},2026-01-02,2026-02-01,10.50,EUR" for n, name in enumerate(names)) + "\n"
    )


def uncalculated_xlsx(folder: Folder) -> Path:
    return folder.sheet(STILL, [*ROW, "=F2-1"], name="items.xlsx")


ERROR_IN_XLS = xls(binary_books.cells(STILL, ROW) + binary_books.error(1, 7, 0x17))
NO_RESULT_IN_XLS = xls(
    binary_books.cells(STILL, ROW) + binary_books.formula(1, 7, binary_books.EMPTY_TEXT, binary_books.SUM_OF_CELLS)
)
ODS_ROWS = (open_books.row(*HEADER), open_books.row(*ROW))
ODS_ERROR = open_books.value("string", 'office:string-value=""', "#REF!", 'calcext:value-type="error"')
ODS_FORMULA = '<table:table-cell table:formula="of:=[.F2]-1"/>'

OTHERS = (b"%PDF-1.7", b"\x89PNG", b"\x1f\x8b\x08", b"\xfd7zXZ\x00", b"SQLite format 3\x00")

CASES = (
    Case("CSV, TSV, TXT", "values between commas", text(TEXT)),
    Case("", "between semicolons, tabs or bars", *(text(TEXT.replace(",", mark)) for mark in ";\t|")),
    Case("", "titles above the headings, with commas or without any delimiter", text("All items\nto 3, 4\n\n" + TEXT)),
    Case("", "a first line `sep=;`", text("sep=;\n" + TEXT.replace(",", ";"))),
    Case("", "blanks and TABs glued to values, inside and behind quotes", text(GLUED)),
    Case("", "delimiters, line breaks and doubled quotes within quotes", text(QUOTED)),
    Case("", "a list as SAP prints it: bars at both ends, dashes, headings on every page", text(printed())),
    Case("", "UTF-8, with and without BOM", text(TEXT), text(TEXT, "utf-8-sig")),
    Case("", "UTF-16, with and without BOM", text(TEXT, "utf-16"), text(TEXT, "utf-16-le"), text(TEXT, "utf-16-be")),
    Case("", "GB18030 and GBK", text(TEXT.replace("Müller", "三一重工（上海）有限公司"), "gb18030")),
    Case("", "Big5", text(owed_by("台灣積體電路製造股份有限公司"), "big5")),
    Case("", "Windows-1252", text(owed_by("Müller Größe Köln"), "cp1252")),
    Case("", "Windows-1250", text(owed_by("Łódź Spółka Żółw"), "cp1250")),
    Case("", "CP852", text(owed_by("Gdańskie Zakłady Śruby"), "cp852")),
    Case("", "NUL bytes within a value: each becomes a replacement character", text(TEXT.replace("M", "M\x00"))),
    Case("", "letters that make sense in two old encodings", text(owed_by("Forêt"), "cp1252")),
    Case(
        "",
        "a quotation mark left open, or letters behind a closing one",
        text(TEXT.replace("M", '"M')),
        text(TEXT.replace("Müller", '"M"x')),
    ),
    Case("", "a value of more than 131,072 letters", text(TEXT.replace("M", "M" * 200_000))),
    Case("", "a line of more than 8 MiB", text(TEXT + "x" * (10 << 20))),
    Case("", "no byte at all", text("")),
    Case("XLSX", "of Excel 2007 and later", xlsx(HEADER, ROW)),
    Case("", "several sheets: the first visible one, and the others are named", hidden),
    Case("", "a formula that was never calculated", uncalculated_xlsx),
    Case("", "an id that a spreadsheet kept as a number of more than 15 digits", xlsx(HEADER, [10**18, *ROW[1:]])),
    Case("", "with macros", changed("xl/vbaProject.bin", b"program")),
    Case("", "that unpacks to more than 768 MiB, or 60 times", changed("xl/worksheets/sheet1.xml", b" " * (99 << 20))),
    Case("", "cut short or damaged", changed("xl/workbook.xml", b"<workbook")),
    Case("XLS", "of Excel 97 to 2003", xls(binary_books.cells(HEADER, [*ROW[:5], 10.5, "EUR"]))),
    Case("", "an error (#REF!) where an amount should be", ERROR_IN_XLS),
    Case("", "a sum that was never calculated", NO_RESULT_IN_XLS),
    Case("", "with a password", xls(before=binary_books.record(0x2F, b"\x01\x00" + bytes(48)))),
    Case("", "of Excel 95 and before", raw(compound_of(binary_books.stream(version=0x500), "Book"), "items.xls")),
    Case("", "with macros", raw(binary_books.small_compound(b"x", "Workbook", "_VBA_PROJECT_CUR"), "items.xls")),
    Case("", "with a cell beyond 10 million from the first", xls(binary_books.cell(65_535, 255, 1.0))),
    Case(
        "",
        "that claims more rows or texts than it can hold",
        xls(binary_books.cells(HEADER), before=binary_books.record(0xFC, struct.pack("<II", 0, 1 << 30))),
    ),
    Case("", "that is a web page", raw(b"<html><table><tr><td>1", "items.xls")),
    Case("", "that is a text", text(TEXT, name="items.xls")),
    Case("ODS", "of LibreOffice and others", ods(open_books.table(*ODS_ROWS))),
    Case(
        "",
        "an error where an amount should be",
        with_still(ODS_ERROR),
    ),
    Case(
        "",
        "a formula that was never calculated",
        with_still(ODS_FORMULA),
    ),
    Case("", "rows and cells repeated into more than 10 million", ods(open_books.table(*ODS_ROWS, FAR))),
    Case("", "with a password", ods(open_books.table(*ODS_ROWS), manifest=open_books.LOCKED)),
    Case("", "with a DOCTYPE", ods(open_books.table(*ODS_ROWS), before="<!DOCTYPE a>")),
    Case("others", "PDF, pictures, archives, SQLite", *(raw(mark, "items.txt") for mark in OTHERS)),
    Case("", "XLSM", raw(b"PK\x03\x04", "items.xlsm")),
)


def done_with(made: Callable[[Folder], Path]) -> str:
    """Import the file; return what was done with it."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows = taken(made(Folder(Path(folder))), ImportOptions())
        except CollectorError as refusal:
            return f"refused: {str(refusal).split(' Nothing was changed')[0]}"
    bad = [row for row in rows if isinstance(row, BadRow)]
    if bad:
        fault = bad[0].faults[0]
        return f"its row is rejected: {fault.reason} (`{fault.column}`: `{fault.value}`)"
    assert rows
    assert all((row.issued, row.due, row.amount.plain()) == (*DAYS, "10.50") for row in rows)
    return "read"


def lines() -> Iterator[str]:
    """Yield the table's lines."""
    yield HEAD
    yield "|---|---|---|"
    for case in CASES:
        (done,) = set(map(done_with, case.made))
        yield f"| {case.what} | {case.arrives} | {done} |"


def page_with(table: list[str], page: str) -> str:
    """Return the page with the table in place of the one that it has."""
    old = page.splitlines()
    start = old.index(HEAD)
    end = next((at for at in range(start, len(old)) if not old[at].startswith("|")), len(old))
    return "\n".join([*old[:start], *table, *old[end:]]) + "\n"


if __name__ == "__main__":
    written = ROOT / PAGE
    written.write_text(page_with(list(lines()), written.read_text("utf-8")), encoding="utf-8")
    sys.exit(0)
