"""Why a file cannot be imported at all: one class a failure. None of them changes the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.services.import_door import AgainstTold, CurrencyAsked, EncodingAsked, HeaderUnfit


class FileMissing(CollectorError):
    """There is no file of that name, or it is a folder or a device."""

    template = N_("There is no file '{file}'. Nothing was changed.")


class FileUnreadable(CollectorError):
    """The system does not let us read it."""

    template = N_("'{file}' cannot be read: {why}. Nothing was changed.")


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn the system's refusals into FileUnreadable."""
    try:
        yield
    except OSError as error:
        raise FileUnreadable(file=path.name, why=error.strerror or type(error).__name__) from None


class FileEmpty(CollectorError):
    """Not one byte."""

    template = N_("'{file}' is empty. Nothing was changed; export it again.")


class NoHeader(CollectorError):
    """Not one cell with text."""

    template = N_("'{file}' holds no column names. Nothing was changed; its first line must name the columns.")


class FileChanged(CollectorError):
    """Somebody wrote to the file while it was read."""

    template = N_("'{file}' changed while it was being read. Nothing was changed in the book; import it again.")


class NotAText(CollectorError):
    """The bytes are no text in an encoding that we can tell."""

    template = N_(
        "'{file}' is no text, or in an encoding that cannot be told. Nothing was changed; say which with --encoding, "
        "or save it as CSV in UTF-8, or as XLSX."
    )


class EncodingUndecided(EncodingAsked):
    """The bytes make sense in several encodings, and read differently."""

    template = N_(
        "The letters of '{file}' can be read in several ways: {names}. Nothing was changed; say which with --encoding, "
        "or save it as CSV in UTF-8."
    )


class NotInEncoding(NotAText):
    """The bytes are not in the encoding that somebody told."""

    template = N_("'{file}' is not in {name}: its bytes make no text so. Nothing was changed; say another --encoding.")


class UnknownEncoding(CollectorError):
    """An encoding that this program does not read."""

    template = N_("'{name}' is no encoding that is read here. Nothing was changed; choose one of: {names}.")


class BadQuotes(CollectorError):
    """A quote is left open, or something follows a closing one: where rows end cannot be told."""

    template = N_("'{file}', row {row}: a quotation mark is out of place. Nothing was changed; mend the file there.")


class WrongExtension(CollectorError):
    """The name says one format, the content another."""

    template = N_("'{file}' is named like {named}, but it is {found}. Nothing was changed; rename it and try again.")


class TooOldWorkbook(CollectorError):
    """A workbook of Excel 95 or before."""

    template = N_("'{file}' is a workbook of before Excel 97. Nothing was changed; save it as XLSX or CSV.")


class EncryptedWorkbook(CollectorError):
    """A workbook that needs a password."""

    template = N_("'{file}' is protected by a password. Nothing was changed; save it without one.")


class MacroWorkbook(CollectorError):
    """A workbook with a program in it."""

    template = N_("'{file}' contains macros. Nothing was changed; save it as XLSX without macros.")


class OtherFormat(CollectorError):
    """A format that no reader knows."""

    template = N_(
        "'{file}' is neither CSV nor a workbook (XLSX, XLS, ODS). Nothing was changed; save it as one of them."
    )


class DamagedWorkbook(CollectorError):
    """It says that it is a workbook, and cannot be read as one."""

    template = N_("'{file}' is a damaged workbook. Nothing was changed; save it again.")


class WorkbookTooLarge(CollectorError):
    """Beyond the limits that are checked before parsing."""

    template = N_(
        "'{file}' would unpack to more than this program reads from a workbook. Nothing was changed; "
        "save the sheet as CSV."
    )


class NoSheet(CollectorError):
    """A workbook without a visible worksheet."""

    template = N_("'{file}' has no visible sheet. Nothing was changed.")


class ColumnMissing(HeaderUnfit):
    """A column that the kind needs is not there."""

    template = N_("'{file}' has no column {columns}, which an import of {kind} needs. Nothing was changed.")


class CurrencyMissing(CurrencyAsked):
    """Neither a column nor a heading nor an option tells the currency."""

    template = N_("'{file}' has no currency column. Nothing was changed; say which currency it is with --currency.")


class AmountsConverted(CollectorError):
    """Amounts of documents in several currencies, converted into that of the books."""

    template = N_(
        "Column {column} of '{file}' is in the currency of your books, and row {row} begins a second currency of "
        'documents. Nothing was changed; export "Total in Currency Signed" instead.'
    )


class UnitsDiffer(CollectorError):
    """Headings of amounts that count in different units: 元 beside 万元."""

    template = N_(
        "The columns {columns} of '{file}' count in different units. Nothing was changed; write all amounts in one."
    )


class RowsUndecided(HeaderUnfit):
    """Columns that decide which rows are open, and that are not read."""

    template = N_(
        "'{file}' has columns that decide which rows are open: {columns}. They are not read. Nothing was changed; if "
        "every row is one open item, say which column is which."
    )


class AgeingSummary(CollectorError):
    """Sums by age, customer by customer."""

    template = N_(
        "'{file}' is a summary by age and names no invoices. Nothing was changed; export the detail report instead."
    )


class HeadingsUnknown(HeaderUnfit):
    """No heading says of which kind the file is."""

    template = N_(
        "The headings of '{file}' do not tell what it holds: invoices, payments or customers. Nothing was changed; say "
        "it, and which column is which."
    )


class ColumnTwice(CollectorError):
    """Two columns of one name."""

    template = N_("'{file}' has the column '{column}' twice. Nothing was changed; remove or rename one.")


class UnknownKind(CollectorError):
    """A kind of import that this version does not know."""

    template = N_("'{kind}' cannot be imported. Nothing was changed; the kinds are invoices, payments and customers.")


class BadMapping(CollectorError):
    """A mapping file that is no TOML, or has another shape."""

    template = N_("The mapping '{file}' cannot be used: {why}. Nothing was changed.")


class DaysInTwoWays(CollectorError):
    """A column of days that a spreadsheet has half converted. Quotes a day of each way."""

    template = N_(
        "Column {column} of '{file}' writes days in two ways: {first} (row {first_row}) and {this} (row {row}). Which "
        "of them are right cannot be told. Nothing was changed; export the file again, or mend the column."
    )


class DaysInBothOrders(CollectorError):
    """A column of days with the day first here and the month first there. Quotes a day of each."""

    template = N_(
        "Column {column} of '{file}' writes the day first in {day} (row {day_row}) and the month first in {month} (row "
        "{month_row}). Nothing was changed; export the file again, or mend the column."
    )


class TwoDecimalMarks(CollectorError):
    """Amounts with a decimal point here and a decimal comma there. Quotes one of each."""

    template = N_(
        "Amounts of '{file}' have a decimal point in {point} (column {point_column}, row {point_row}) and a decimal "
        "comma in {comma} (column {comma_column}, row {comma_row}). Nothing was changed; export the file again, or "
        "mend the amounts."
    )


class MonthIsFirst(AgainstTold):
    """Told to be day first, and a row can only be month first. Quotes its day."""

    day_first = True
    template = N_(
        "'{file}' is to be read day first, but row {row} says {this} in column {column}. Nothing was changed; say "
        "--monthfirst if the whole file is so, else mend the row."
    )


class DayIsFirst(AgainstTold):
    """Told to be month first, and a row can only be day first. Quotes its day."""

    day_first = False
    template = N_(
        "'{file}' is to be read month first, but row {row} says {this} in column {column}. Nothing was changed; say "
        "--dayfirst if the whole file is so, else mend the row."
    )


class CommaIsDecimal(AgainstTold):
    """Told to have a decimal point, and a row can only have a comma. Quotes its amount."""

    decimal = "."
    template = N_(
        "'{file}' is to be read with a decimal point, but row {row} says {this} in column {column}. Nothing was "
        "changed; say --decimal , if the whole file is so, else mend the row."
    )


class PointIsDecimal(AgainstTold):
    """Told to have a decimal comma, and a row can only have a point. Quotes its amount."""

    decimal = ","
    template = N_(
        "'{file}' is to be read with a decimal comma, but row {row} says {this} in column {column}. Nothing was "
        "changed; say --decimal . if the whole file is so, else mend the row."
    )


class RejectsUnwritable(CollectorError):
    """There is no place for the report of rejected rows."""

    template = N_(
        "The report of rejected rows cannot be written to '{file}': {why}. Nothing was changed; give --rejects "
        "another place."
    )


class RejectsExist(CollectorError):
    """The report of rejected rows would overwrite something."""

    template = N_("'{file}' exists already. Nothing was changed; give --rejects another name.")
