"""What was said of a file with the same headings, and what a mapping file may say beside columns."""

from __future__ import annotations

import pytest

from collector_tui.intake import refusals
from collector_tui.intake.answers import Answers
from collector_tui.intake.mapping import read_mapping
from collector_tui.intake.source import AS_REMEMBERED, open_source
from collector_tui.saved_mappings import SavedMappings
from collector_tui.services.import_report import ImportOptions
from tests.intake.files import INVOICES, TODAY, silent

FIELDS = INVOICES.split(",")
FINNISH = "Asiakas nro,Asiakas,Lasku,Päivä,Eräpäivä,Summa,Valuutta"
ROW = "C1,Acme,1,2026-01-02,2026-02-01,10.50,EUR"


@pytest.fixture
def saved(tmp_path) -> SavedMappings:
    return SavedMappings(tmp_path / "mappings")


def named(saved: SavedMappings, header: str = FINNISH):
    headings = header.split(",")
    return saved.name_columns(headings, "invoices", dict(zip(FIELDS, headings, strict=True)))


def rows(path, saved, **options):
    source = open_source(path, ImportOptions(**options), TODAY, saved.find)
    return source, [(row.customer_id, row.due.isoformat(), row.amount.minor) for row in source.rows(silent)]


def test_a_header_in_another_order_is_the_same_and_the_note_names_the_file(folder, saved) -> None:
    file = named(saved)
    turned = ",".join(reversed(FINNISH.split(",")))
    source, found = rows(folder.lines(",".join(reversed(ROW.split(","))), header=turned), saved)
    assert found == [("C1", "2026-02-01", 1050)]
    assert [dict(note.facts) for note in source.notes() if note.message == AS_REMEMBERED] == [{"file": str(file)}]


@pytest.mark.parametrize("above", ["", "\n\n", "Avoimet laskut,,,,,,\nYhtiö Oy,,,,,,\n"])
def test_a_header_that_only_its_mapping_makes_known_is_found_below_titles(folder, saved, above) -> None:
    named(saved)
    assert rows(folder.text(f"{above}{FINNISH}\n{ROW}\n"), saved)[1] == [("C1", "2026-02-01", 1050)]


def test_a_header_in_two_lines_is_found(folder, saved) -> None:
    upper, lower = "Asiakas,Asiakas,Lasku,Lasku,Erä,Summa,Valuutta", ",nimi,nro,päivä,päivä,,"
    joined = [" ".join(filter(None, pair)) for pair in zip(upper.split(","), lower.split(","), strict=True)]
    named(saved, ",".join(joined))
    assert rows(folder.text(f"{upper}\n{lower}\n{ROW}\n"), saved)[1] == [("C1", "2026-02-01", 1050)]


def test_a_workbook_of_that_header_is_read_so_too(folder, saved) -> None:
    named(saved)
    assert rows(folder.sheet(FINNISH.split(","), ROW.split(",")), saved)[1] == [("C1", "2026-02-01", 1050)]


def test_a_mapping_that_is_told_now_is_the_only_one(folder, saved) -> None:
    named(saved)
    with pytest.raises(refusals.HeadingsUnknown):
        rows(folder.lines(ROW, header=FINNISH), saved, mapping=folder.text('decimal = ","\n', "other.toml"))


def test_a_header_of_letters_that_are_undecided_is_found_by_each_way_of_reading_it(folder, saved) -> None:
    header = "Numero,Prêt,Recu,Emis,Echeance,Montant,Devise"
    path = folder.text(f"{header}\n{ROW}\n", encoding="cp1252")
    with pytest.raises(refusals.EncodingUndecided) as caught:
        rows(path, saved)
    assert "Prêt" in caught.value.choices["windows-1252"]
    file = named(saved, header)
    with pytest.raises(refusals.EncodingUndecided):
        rows(path, saved)
    file.write_text('encoding = "windows-1252"\n' + file.read_text("utf-8"), encoding="utf-8")
    assert rows(path, saved)[1] == [("C1", "2026-02-01", 1050)]


def test_letters_that_were_told_win_over_those_that_are_found(folder, saved) -> None:
    header = "Kundennr,Kunde,Beleg,Datum,Fällig,Größe,Währung"
    path = folder.text(f"{header}\n{ROW}\n", encoding="cp1252")
    file = named(saved, header.encode("cp1252").decode("cp852"))
    with pytest.raises(refusals.ColumnMissing):
        rows(path, saved, kind="invoices")
    file.write_text('encoding = "cp852"\n' + file.read_text("utf-8"), encoding="utf-8")
    assert rows(path, saved)[0].shape().remembered == file


def test_columns_that_are_named_anew_leave_the_answers(saved) -> None:
    file = named(saved)
    file.write_text('dayfirst = false\ndecimal = ","\n' + file.read_text("utf-8"), encoding="utf-8")
    assert named(saved) == file
    assert read_mapping(file).answers == Answers(day_first=False, decimal=",")


def test_answers_are_read_and_options_win(folder, saved) -> None:
    told = 'dayfirst = true\ndecimal = ","\ncurrency = "usd"\n'
    mapping = folder.text(told, "map.toml")
    path = folder.lines('C1,Acme,1,03/04/2026,05/06/2026,"1.234"', header=INVOICES.removesuffix(",currency"))
    assert rows(path, saved, mapping=mapping)[1] == [("C1", "2026-06-05", 123400)]
    source, found = rows(path, saved, mapping=mapping, day_first=False, currency="EUR")
    assert found == [("C1", "2026-05-06", 123400)]
    assert source.shape().currency == "EUR"
    assert source.mapping == "plain monthfirst decimal=, currency=EUR"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("dayfirst = 1", "dayfirst"),
        ('decimal = ";"', "decimal"),
        ("decimal = 1", "decimal"),
        ('decimal = ""', "decimal"),
        ('currency = "Euro"', "currency"),
        ("currency = 1", "currency"),
        ('encoding = "klingon"', "encoding"),
        ("encoding = 1", "encoding"),
        ("day_first = true", "day_first"),
    ],
)
def test_an_answer_that_is_none_names_its_key(folder, text, why) -> None:
    with pytest.raises(refusals.BadMapping) as caught:
        read_mapping(folder.text(text, "map.toml"))
    assert caught.value.facts["why"] == why
    assert caught.value.facts["file"].endswith("map.toml")
