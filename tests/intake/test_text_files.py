"""CSV as it comes: encodings, delimiters, quotes, blank and ragged rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.intake import refusals
from collector_tui.intake.checks.common import TOO_MANY
from collector_tui.intake.encoding import encoding_of
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from tests.intake.files import INVOICES, TODAY, open_source, silent, taken

ROW = "C1,Müller 三一重工,0042,2026-01-02,2026-02-01,10.50,EUR"
CHINESE = "C1,三一重工（上海）有限公司,0042,2026-01-02,2026-02-01,10.50,CNY"


def names(rows) -> list[str]:
    return [row.customer for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_told_by_its_mark_or_its_bytes(folder, encoding) -> None:
    path = folder.text(f"{INVOICES}\n{ROW}\n", encoding=encoding)
    assert names(taken(path)) == ["Müller 三一重工"]


def test_chinese_text_of_old_is_read_and_said(folder) -> None:
    path = folder.text(f"{INVOICES}\n{CHINESE}\n", encoding="gb18030")
    source = open_source(path, ImportOptions(), TODAY)
    assert names(source.rows(silent)) == ["三一重工（上海）有限公司"]
    assert len(source.notes()) == 1


def owed_by(*customers: str) -> str:
    rows = [f"C{n},{name},R-{n},2026-01-02,2026-02-01,10.50,EUR\n" for n, name in enumerate(customers)]
    return f"{INVOICES}\n{''.join(rows)}"


@pytest.mark.parametrize(
    ("encoding", "name", "customer"),
    [
        ("cp1252", "windows-1252", "Hôtel à Béthune"),
        ("cp1252", "windows-1252", "Müller Größe Köln"),
        ("cp1250", "windows-1250", "Łódź Spółka Żółw"),
        ("cp852", "cp852", "Gdańskie Zakłady Śruby"),
        ("big5", "big5", "台灣積體電路製造股份有限公司"),
        ("gb18030", "gb18030", "鑫淼机械有限公司"),
    ],
)
def test_text_of_old_is_read_if_only_one_encoding_makes_sense_of_it(folder, encoding, name, customer) -> None:
    source = open_source(folder.text(owed_by(customer), encoding=encoding), ImportOptions(), TODAY)
    assert names(source.rows(silent)) == [customer]
    assert [note.facts for note in source.notes()] in ([], [(("encoding", name),)])


def test_what_reads_differently_in_two_encodings_is_asked(folder) -> None:
    path = folder.text(owed_by("Forêt"), encoding="cp1252")
    with pytest.raises(refusals.EncodingUndecided) as caught:
        open_source(path, ImportOptions(), TODAY)
    choices = caught.value.choices
    assert (choices["windows-1252"], choices["windows-1250"]) == (("Forêt",), ("Foręt",))
    assert names(taken(path, ImportOptions(encoding="windows-1252"))) == ["Forêt"]


def test_an_encoding_that_was_told_must_be_one_and_must_fit(folder) -> None:
    path = folder.text(owed_by("三一重工"), encoding="gb18030")
    with pytest.raises(refusals.UnknownEncoding):
        open_source(path, ImportOptions(encoding="klingon"), TODAY)
    with pytest.raises(refusals.NotAText):
        open_source(path, ImportOptions(encoding="utf-8"), TODAY)


_CENTRAL = "Łódź Żółw Škoda Plzeň Dvořák Győri Szőlő Čačak Žižkov Müller Dębica Křtiny Vŕba Stĺp Ľuboš Braşov Băla"
_WESTERN = "Müller Größe Société Générale Crème à Hôtel Peña Compañía São João Øster Åström Sigurður Tõnu Perù Forêt"
_NAMES = {
    "cp1252": _WESTERN,
    "cp850": _WESTERN,
    "mac_roman": _WESTERN.replace("Sigurður ", ""),
    "cp1250": _CENTRAL,
    "cp852": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": "Öztürk İnşaat Çağlar Şahin Gıda Yıldız",
    "cp1257": "Šiauliai Žemaitis Ąžuolas Rīga Bērziņš Ķekava Põld",
    "cp1251": "Иванов Ромашка ООО Сибирь",
    "koi8_r": "Иванов Ромашка ООО Сибирь",
    "cp1253": "Παπαδόπουλος Αθήνα Γεωργίου",
    "big5": "台灣積體 鴻海精密 國泰金控 長榮海運 統一企業 高雄港務 黃國華",
    "gb18030": "宏远机械 大同贸易 上海电气 深圳华为 鑫淼科技 臺灣積體 Großhandel Café",
    "cp949": "삼성전자 김철수 대한상사",
    "cp932": "トヨタ自動車 さくら銀行 東京電力",
}


@given(data=st.data(), encoding=st.sampled_from(sorted(_NAMES)))
def test_old_text_is_read_as_it_was_written_or_refused_but_never_otherwise(tmp_path_factory, data, encoding) -> None:
    words = data.draw(st.lists(st.sampled_from(_NAMES[encoding].split()), min_size=1, max_size=6))
    text = owed_by(*words)
    path = tmp_path_factory.mktemp("old") / "file.csv"
    path.write_bytes(text.encode(encoding))
    try:
        found, errors = encoding_of(path)
    except (refusals.NotAText, refusals.EncodingUndecided):
        return
    assert path.read_bytes().decode(found, errors) == text


def test_a_fault_of_the_encoding_far_into_the_file_is_seen_before_any_row(folder) -> None:
    path = folder.raw(f"{INVOICES}\n{ROW}\n".encode() * 60_000 + b"\xff\xff")
    with pytest.raises(refusals.NotAText):
        open_source(path, ImportOptions(), TODAY)


def test_lone_surrogates_and_nul_are_replaced(folder) -> None:
    row = ROW.replace("Müller", "A\x00B\ud800C")
    path = folder.text(f"{INVOICES}\n{row}\n", errors="surrogatepass")
    assert names(taken(path)) == ["A\ufffdB\ufffdC 三一重工"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_makes_the_header(folder, delimiter) -> None:
    path = folder.text(f"{INVOICES}\n{ROW}\n".replace(",", delimiter), name="file.txt")
    assert names(taken(path)) == ["Müller 三一重工"]


def test_a_semicolon_file_with_commas_inside(folder) -> None:
    header = INVOICES.replace(",", ";") + ";note, remarks, and more"
    path = folder.text(f"{header}\nC1;A, B;1;2026-01-02;2026-02-01;10,50;EUR;x\n")
    (row,) = taken(path, ImportOptions(decimal=","))
    assert (row.customer, row.amount.minor) == ("A, B", 1050)


def test_quotes_delimiters_and_line_ends_within_a_value(folder) -> None:
    path = folder.text(f'{INVOICES}\r\nC1,"A ""best"", Ltd\r\nsecond line",1,2026-01-02,2026-02-01,1,EUR\r\n{ROW}\r\n')
    first, second = taken(path)
    assert first.customer == 'A "best", Ltd\r\nsecond line'
    assert (first.row, second.row) == (2, 3)


@pytest.mark.parametrize("text", ['C1,"A,1,2026-01-02\n', 'C1,"A"x,1,2026-01-02,2026-02-01,1,EUR\n'])
def test_a_quote_out_of_place_stops_the_file_at_its_row(folder, text) -> None:
    path = folder.text(f"{INVOICES}\n{ROW}\n{text}{ROW}\n")
    with pytest.raises(refusals.BadQuotes) as caught:
        taken(path)
    assert caught.value.facts["row"] == "3"


def test_a_field_beyond_all_measure_is_a_quote_left_open(folder) -> None:
    path = folder.text(f'{INVOICES}\nC1,"{"x" * 200_000}",1,2026-01-02,2026-02-01,1,EUR\n')
    with pytest.raises(refusals.BadQuotes):
        taken(path)


def test_blank_rows_are_no_rows_but_count(folder) -> None:
    path = folder.text(f"\n{INVOICES}\n\n,,,,,,\n  , ,\n{ROW}\n\n")
    (row,) = taken(path)
    assert row.row == 6


def test_values_beyond_the_columns_are_a_fault_unless_empty(folder) -> None:
    fine, bad = taken(folder.lines(ROW + ",,", ROW + ",extra"))
    assert fine.invoice == "0042"
    assert [fault.reason for fault in bad.faults] == [TOO_MANY]


def test_a_row_that_ends_early_lacks_values(folder) -> None:
    (bad,) = taken(folder.lines("C1,Acme,1"))
    assert isinstance(bad, BadRow)
    assert [fault.column for fault in bad.faults] == ["issued", "due", "amount", "currency"]


@pytest.mark.parametrize("end", ["", "\n", "\n\n,,\n"])
def test_a_header_alone_holds_no_rows(folder, end) -> None:
    assert taken(folder.text(INVOICES + end)) == []


def test_progress_is_told_in_bytes_and_reaches_the_end(folder) -> None:
    path = folder.lines(*[ROW] * 9000)
    told: list[tuple[int, int | None]] = []
    source = open_source(path, ImportOptions(), TODAY)
    assert sum(1 for _ in source.rows(lambda done, of: told.append((done, of)))) == 9000
    size = path.stat().st_size
    assert len(told) >= 4
    assert told == sorted(told)
    assert told[-1] == (size, size)
