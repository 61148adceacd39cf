"""What a file is like, told once: kept for the next file with its headings; and what cannot be told is not guessed."""

from __future__ import annotations


def test_a_column_of_two_ways_keeps_the_file_out_even_where_bad_rows_are_left_out(office) -> None:
    rows = ("C-1,Acme,A-1,2026-03-01,03/04/2026,10.00,EUR", "C-1,Acme,A-2,2026-03-01,25.10.2026,10.00,EUR")
    told = office("import", office.invoices(*rows), "--dayfirst", "--skip-bad-rows")
    assert told.code == 3
    for word in ("due", "03/04/2026 (row 2)", "25.10.2026 (row 3)", "Nothing was changed"):
        assert word in told.err
    assert not office.book.exists()


def test_a_told_order_that_a_row_contradicts_keeps_the_file_out(office) -> None:
    rows = ("C-1,Acme,A-1,2026-03-01,03/04/2026,10.00,EUR", "C-1,Acme,A-2,2026-03-01,25/10/2026,10.00,EUR")
    told = office("import", office.invoices(*rows), "--monthfirst", "--skip-bad-rows")
    assert told.code == 3
    assert "row 3 says 25/10/2026 in column due" in told.err
    assert not office.book.exists()


OURS = "Asiakas nro|Asiakas|Lasku|Päivä|Eräpäivä|Summa".replace("|", ";")


def notes(told) -> str:
    return " ".join(note for batch in told["batches"] for note in batch["notes"])


def kept(office) -> list[str]:
    return [file.read_text("utf-8") for file in sorted((office.home / "data" / "mappings").glob("*.toml"))]


def ours(office, *rows: str, name: str = "export.csv"):
    return office.file(name, OURS, *rows)


def told_once(office):
    fields = "customer_id customer invoice issued due amount".split()
    columns = "".join(f'{field} = "{text}"\n' for field, text in zip(fields, OURS.split(";"), strict=True))
    mapping = office.home / "ours.toml"
    mapping.write_text(f'kind = "invoices"\n[columns]\n{columns}', encoding="utf-8")
    file = ours(office, "1001;Acme;R-1;03/04/2026;05/06/2026;1.234;")
    return file, ("--map", mapping, "--dayfirst", "--decimal", ",", "--currency", "EUR")


def test_what_was_told_of_a_file_holds_for_the_next_one_of_its_shape(office) -> None:
    file, words = told_once(office)
    assert "Remembered for the next file with these headings" in notes(office.asked("import", file, *words))
    next_one = ours(office, "1001;Acme;R-2;04/05/2026;06/07/2026;2.500;", name="tomorrow.csv")
    told = office.asked("import", next_one, "--as-of", "2026-11-24", "--accept-missing")
    assert "Read as remembered" in notes(told)
    assert "Remembered for" not in notes(told)
    assert told["batches"][0]["totals"] == [{"currency": "EUR", "items": 1, "amount": "2500.00"}]
    (item,) = office.asked("customer", "1001")["items"]
    assert (item["issued"], item["due"]) == ("2026-05-04", "2026-07-06")


def test_what_is_remembered_reads_the_same_bytes_as_the_same_file(office) -> None:
    file, words = told_once(office)
    office.did("import", file, *words)
    assert office.asked("import", file)["batches"][0]["already_imported"]


def test_a_dry_run_and_a_refused_import_remember_nothing(office) -> None:
    file, words = told_once(office)
    office.did("import", file, *words, "--dry-run")
    assert office("import", file, *words[:-2]).code == 3
    assert kept(office) == []


def test_what_is_said_now_wins_and_is_remembered_instead(office) -> None:
    row = "C-1,Acme,A-1,2026-03-01,03/04/2026,10.00,EUR"
    office.did("import", office.invoices(row), "--dayfirst")
    assert kept(office) == ["dayfirst = true\n"]
    told = office.asked("import", office.invoices(row.replace("A-1", "A-2")), "--monthfirst", "--accept-missing")
    assert "Remembered for the next file" in notes(told)
    assert kept(office) == ["dayfirst = false\n"]
    assert office.asked("customer", "C-1")["items"][0]["due"] == "2026-03-04"


def test_a_row_against_what_is_remembered_keeps_the_file_out(office) -> None:
    office.did("import", office.invoices("C-1,Acme,A-1,2026-03-01,03/04/2026,10.00,EUR"), "--monthfirst")
    told = office("import", office.invoices("C-1,Acme,A-1,2026-03-01,25/04/2026,10.00,EUR"), "--skip-bad-rows")
    assert told.code == 3
    assert "month first, but row 2 says 25/04/2026" in told.err


def test_what_nothing_asks_for_is_not_remembered(office) -> None:
    office.did("import", office.customers("C-1,Acme,,,,,,,,"), "--dayfirst", "--currency", "EUR")
    office.did("import", office.invoices("C-1,Acme,A-1,2026-03-01,2026-04-03,10.00,EUR"), "--currency", "EUR")
    assert kept(office) == []


def test_a_mapping_file_says_what_options_say(office) -> None:
    mapping = office.home / "ours.toml"
    mapping.write_text('dayfirst = true\ncurrency = "eur"\nencoding = "windows-1250"\n', encoding="utf-8")
    file = office.home / "export.csv"
    header = "customer_id;customer;invoice;issued;due;amount"
    file.write_bytes(f"{header}\nC-1;Čapek Müller;A-1;03/04/2026;05/06/2026;10.00\n".encode("cp1250"))
    office.did("import", file, "--map", mapping)
    assert office.asked("customer", "C-1")["customer"]["name"] == "Čapek Müller"
    refused = office("import", file, "--map", mapping, "--decimal", ",")
    assert "to be read with a decimal comma, but row 2 says 10.00" in refused.err


def test_letters_that_were_told_are_told_for_the_next_file_too(office) -> None:
    header = "customer_id,customer,invoice,issued,due,amount,currency"
    file = office.home / "export.csv"
    file.write_bytes(f"{header}\nC-1,Prêt,A-1,2026-03-01,2026-04-03,10.00,EUR\n".encode("cp1252"))
    undecided = office("import", file)
    assert undecided.code == 3
    assert "can be read in several ways" in undecided.err
    office.did("import", file, "--encoding", "windows-1252")
    file.write_bytes(f"{header}\nC-1,Prêts,A-1,2026-03-01,2026-04-03,10.00,EUR\n".encode("cp1252"))
    told = office.asked("import", file)
    assert "Read as remembered" in notes(told)
    assert office.asked("customer", "C-1")["customer"]["name"] == "Prêts"
    file.write_text(f"{header}\nC-1,Möllér,A-1,2026-03-01,2026-04-03,10.00,EUR\n", encoding="utf-8")
    office.did("import", file)
    assert office.asked("customer", "C-1")["customer"]["name"] == "Möllér"


def test_a_spoilt_file_of_what_is_remembered_is_named(office) -> None:
    file = office.invoices("C-1,Acme,A-1,2026-03-01,03/04/2026,10.00,EUR")
    office.did("import", file, "--dayfirst")
    (spoilt,) = (office.home / "data" / "mappings").glob("*.toml")
    spoilt.write_text("dayfirst = 1\n", encoding="utf-8")
    told = office("import", file)
    assert told.code == 3
    assert f"'{spoilt}' cannot be used: dayfirst" in told.err


def test_what_cannot_be_kept_is_said_and_the_import_stands(office) -> None:
    (office.home / "data").mkdir()
    (office.home / "data" / "mappings").write_text("in the way", encoding="utf-8")
    told = office.asked("import", office.invoices("C-1,Acme,A-1,2026-03-01,03/04/2026,10.00,EUR"), "--dayfirst")
    assert "could not be remembered" in notes(told)
    assert told["batches"][0]["rows_applied"] == 1
