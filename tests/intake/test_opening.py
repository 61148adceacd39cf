"""Which files are opened at all, how columns are found, and what decides that two readings are the same."""

from __future__ import annotations

import os

import pytest

from collector_tui.domain.errors import Code
from collector_tui.intake import refusals
from collector_tui.intake.source import IGNORED
from collector_tui.services.import_report import ImportOptions
from tests.intake.files import INVOICES, PAYMENTS, TODAY, open_source, silent, taken

ROW = "C1,Acme,1,2026-01-02,2026-02-01,10.50,EUR"


def opened(path, **options):
    return open_source(path, ImportOptions(**options), TODAY)


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "name", "failure"),
        [
            (b"", "a.csv", refusals.FileEmpty),
            (b"\n \n,,\n", "a.csv", refusals.NoHeader),
            (b"PK\x03\x04 rest", "a.csv", refusals.WrongExtension),
            (b"a,b\n1,2\n", "a.xlsx", refusals.WrongExtension),
            (b"PK\x03\x04 rest", "a.xlsx", refusals.DamagedWorkbook),
            (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "a.xls", refusals.DamagedWorkbook),
            (
                bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 3_000_000 + "EncryptedPackage".encode("utf-16-le"),
                "a.xlsx",
                refusals.EncryptedWorkbook,
            ),
            (b"PK\x03\x04 rest", "a.xlsm", refusals.MacroWorkbook),
            (b"%PDF-1.7", "a.csv", refusals.OtherFormat),
            (b"SQLite format 3\x00", "a.csv", refusals.OtherFormat),
        ],
    )
    def test_each_refusal_has_its_own_sentence(self, folder, content, name, failure) -> None:
        with pytest.raises(failure) as caught:
            opened(folder.raw(content, name))
        assert name in str(caught.value)

    def test_no_file_and_no_folder(self, folder) -> None:
        for path in (folder.path / "none.csv", folder.path):
            with pytest.raises(refusals.FileMissing):
                opened(path)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
    def test_a_file_that_may_not_be_read(self, folder) -> None:
        path = folder.lines(ROW)
        path.chmod(0)
        with pytest.raises(refusals.FileUnreadable):
            opened(path)

    def test_a_file_written_to_while_it_is_read(self, folder) -> None:
        path = folder.lines(ROW)
        rows = opened(path).rows(silent)
        next(rows)
        with path.open("a") as file:
            file.write(ROW)
        with pytest.raises(refusals.FileChanged):
            list(rows)


class TestColumns:
    @pytest.mark.parametrize(
        ("header", "kind"),
        [
            (INVOICES, "invoices"),
            (INVOICES + ",open_amount", "invoices"),
            (PAYMENTS + ",reference", "payments"),
            ("customer_id,customer,parent,collector,segment,zone,person,role,phone,email", "customers"),
            ("customer_id,customer", "customers"),
        ],
    )
    def test_the_header_tells_the_kind(self, folder, header, kind) -> None:
        assert opened(folder.lines(header=header)).kind == kind

    def test_case_blanks_width_and_marks_do_not_matter_nor_does_order(self, folder) -> None:
        header = "\ufeffAMOUNT, Customer ID ,Customer,ＩＮＶＯＩＣＥ,Due,issued,Currency"
        (row,) = taken(folder.lines("10.50,C1,Acme,1,2026-02-01,2026-01-02,EUR", header=header))
        assert (row.customer_id, row.amount.plain()) == ("C1", "10.50")

    def test_a_missing_column_is_named(self, folder) -> None:
        with pytest.raises(refusals.ColumnMissing) as caught:
            opened(folder.lines(header="customer_id,invoice,issued,due,amount"))
        assert caught.value.facts["columns"] == "customer, currency"

    def test_headings_that_say_nothing_are_not_called_those_of_customers(self, folder) -> None:
        with pytest.raises(refusals.HeadingsUnknown) as caught:
            opened(folder.lines(header="Lasku,Summa"))
        assert caught.value.headings == ("Lasku", "Summa")

    @pytest.mark.parametrize(
        ("written", "code"), [("人民币", "CNY"), (" rmb ", "CNY"), ("港币", "HKD"), ("usd", "USD")]
    )
    def test_currencies_are_read_as_accounting_programs_write_them(self, folder, written, code) -> None:
        (row,) = taken(folder.lines(f"C1,Acme,1,2026-01-02,2026-02-01,10.50,{written}"))
        assert row.amount.currency == code

    def test_the_kind_told_decides_what_is_missing(self, folder) -> None:
        with pytest.raises(refusals.ColumnMissing) as caught:
            opened(folder.lines(header=INVOICES), kind="payments")
        assert caught.value.facts == {"file": "file.csv", "columns": "date", "kind": Code("kind", "payments")}

    def test_a_column_twice_is_refused_but_not_if_nothing_reads_it(self, folder) -> None:
        with pytest.raises(refusals.ColumnTwice):
            opened(folder.lines(header=INVOICES + ",Amount"))
        assert opened(folder.lines(header=INVOICES + ",note,note")).kind == "invoices"

    def test_columns_that_nothing_reads_are_noted(self, folder) -> None:
        (note,) = opened(folder.lines(header=INVOICES + ",Region,memo")).notes()
        assert (note.message, note.facts) == (IGNORED, (("columns", "Region, memo"),))

    def test_an_unknown_kind(self, folder) -> None:
        with pytest.raises(refusals.UnknownKind):
            opened(folder.lines(), kind="bank")


class TestMappings:
    MAPPING = 'kind = "invoices"\n[columns]\ncustomer_id = "Kunde Nr."\namount = "Betrag"\n'
    HEADER = "Kunde Nr.,customer,invoice,issued,due,Betrag,currency,amount"

    def test_a_mapping_names_the_columns(self, folder) -> None:
        mapping = folder.text(self.MAPPING, "map.toml")
        source = opened(folder.lines(ROW + ",99", header=self.HEADER), mapping=mapping)
        (row,) = source.rows(silent)
        assert (row.customer_id, row.amount.plain()) == ("C1", "10.50")

    def test_a_column_that_a_mapping_wants_is_named_as_it_wants_it(self, folder) -> None:
        mapping = folder.text(self.MAPPING, "map.toml")
        with pytest.raises(refusals.ColumnMissing) as caught:
            opened(folder.lines(header=INVOICES), mapping=mapping)
        assert caught.value.facts["columns"] == "Kunde Nr., Betrag"

    @pytest.mark.parametrize(
        "text", ["= no toml", "colour = 1", "columns = 3", '[columns]\nprice = "x"', "[columns]\namount = 1"]
    )
    def test_a_mapping_with_a_mistake_is_refused(self, folder, text) -> None:
        with pytest.raises(refusals.BadMapping):
            opened(folder.lines(), mapping=folder.text(text, "map.toml"))

    def test_what_reads_the_same_bytes_otherwise_is_another_mapping(self, folder) -> None:
        path = folder.lines(ROW)
        mapping = folder.text('[columns]\namount = "amount"\n', "map.toml")
        identities = {
            opened(path).mapping,
            opened(path, day_first=True).mapping,
            opened(path, day_first=False).mapping,
            opened(path, decimal=",").mapping,
            opened(path, mapping=mapping).mapping,
        }
        assert len(identities) == 5
        assert opened(path, partial=True, as_of=TODAY).mapping == "plain"

    def test_the_files_bytes_are_its_identity(self, folder) -> None:
        same = opened(folder.lines(ROW, name="a.csv")).sha256
        assert opened(folder.lines(ROW, name="b.csv")).sha256 == same
        assert opened(folder.lines(ROW, ROW, name="c.csv")).sha256 != same
