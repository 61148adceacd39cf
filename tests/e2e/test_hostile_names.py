"""Hostile names go through every plain command and every export without a crash and without one raw control byte."""

from __future__ import annotations

import csv
import io
import json
import os
import sys

import openpyxl
import pytest

from tests.e2e.conftest import CUSTOMERS, INVOICES, PAYMENTS
from tests.e2e.hostile import MARK, NAMES, harm, without_our_own


def written(office, name: str, header: str, rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header.split(","), *rows])
    path = office.home / name
    path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
    return path


def files(office):
    customers, invoices, payments = [], [], []
    for number, (what, name) in enumerate(NAMES.items()):
        who = f"H-{number:02}"
        customers.append([who, name, "", name, name, "Asia/Shanghai", name, "payer", f"+86 10 {name}", name])
        invoices.append([who, name, f"I {what} {name}", "2026-08-01", "2026-09-01", "1000.00", "EUR"])
        payments.append([who, f"I {what} {name}", "2026-10-01", "1.00", "EUR", name])
    return (
        written(office, "customers.csv", CUSTOMERS, customers),
        written(office, "invoices.csv", INVOICES, invoices),
        written(office, "payments.csv", PAYMENTS, payments),
    )


@pytest.fixture
def hostile(office):
    """A book in which every customer has a hostile name; the first three were also spoken to."""
    office.did("import", *files(office))
    for number, name in enumerate(NAMES.values()):
        who = ("--customer", f"H-{number:02}", "--user", name.replace("\x00", ""))
        words = name.replace("\x00", "") + " said"  # no argument of a program can hold NUL
        person = ("--person", words, "--words", words)
        promise = ("--amount", "100", "--on", "2026-12-01", "--method", "transfer")
        office.did("log", *who, "--outcome", "promise", *promise, *person)
        dispute = ("--amount", "10", "--reason", words, "--bring", f"resolver={words}", "--at", "2026-11-16T10:00")
        office.did("log", *who, "--outcome", "dispute", *dispute, "--bring", "answer_by=2026-11-20", *person)
    return office


def readings(office):
    yield ("worklist",)
    yield ("worklist", "--held-back")
    yield ("promises",)
    yield ("day", "--everybody")
    yield ("day", "--as-of", "2026-11-17", "--everybody")
    yield ("tasks",)
    yield ("check", "--full")
    yield ("where",)
    for number in range(len(NAMES)):
        yield ("customer", f"H-{number:02}")
        yield ("talk", "--customer", f"H-{number:02}")
    for word in ("Ann", "evil", "said", "=cmd", "two"):
        yield ("search", word)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_plain_command_lets_one_through(hostile, lang) -> None:
    offenders = []
    for words in readings(hostile):
        done = hostile(*words, "--lang", lang)
        assert done.code == 0, (words, done.err)
        offenders += [f"{words}: {found}" for found in harm(done.out + done.err)]
    assert not offenders, "\n".join(offenders[:20])


@pytest.mark.slow
def test_json_is_escaped_and_tells_the_names_as_they_are(hostile) -> None:
    for words in readings(hostile):
        done = hostile(*words, "--json")
        assert done.code == 0, (words, done.err)
        json.loads(done.out)
        assert not [found for found in harm(done.out) if "tower" not in found], words
    names = {one["customer"] for one in hostile.asked("worklist")["items"]}
    names |= {one["customer"] for one in hostile.asked("worklist")["held_back"]}
    assert "Ann [/bold] Lee" in names
    assert NAMES["formula"] in names


def test_the_names_are_still_to_be_read(hostile) -> None:
    told = hostile.did("worklist", "--held-back").out + hostile.did("worklist").out
    for part in ("Ann [/bold] Lee", "=cmd|' /C calc'!A0", "{0.__class__} %s %(x)s $HOME", "Escape", "Title"):
        assert part in told, part


@pytest.mark.slow
def test_what_is_typed_wrongly_is_said_back_harmlessly(shop) -> None:
    for name in (name.replace("\x00", "") for name in NAMES.values()):
        calls = [
            (name,),
            ("customer", name),
            ("customer", "C-1", name),
            ("search", name),
            ("talk", name),
            ("log", "--customer", name, "--outcome", "no_answer"),
            ("log", "--customer", "C-1", "--outcome", name),
            ("log", "--customer", "C-1", "--outcome", "promise", "--on", name, "--amount", "1"),
            ("log", "--customer", "C-1", "--outcome", "promise", "--amount", name),
            ("log", "--customer", "C-1", "--outcome", "promise", "--bring", name),
            ("log", "--customer", "C-1", "--outcome", "promise", "--result", name),
            ("log", "--customer", "C-1", "--outcome", "no_answer", "--at", name),
            ("log", "--customer", "C-1", "--outcome", "no_answer", "--channel", name),
            ("promises", "--state", name),
            ("worklist", "--as-of", name),
            ("void", name, "--reason", "x"),
            ("release", name, "--reason", "x"),
            ("resolve", name, "--reason", "x"),
            ("hold", "C-1", "--until", name, "--reason", "x"),
            ("export", "worklist", "--to", name),
            ("import", name),
            ("import", name, "--kind", "bank"),
            ("bank", "look", name),
            ("bank", "confirm", name),
            ("bank", "remember", name, "--customer", "C-1"),
            ("bank", "remember", "x", "--customer", name),
            ("--book", name, "worklist"),
        ]
        for words in calls:
            done = shop(*words)
            assert done.code in (0, 2, 3, 4), (words, done)
            assert not harm(done.out + done.err), (words, harm(done.out + done.err))


def test_rejected_rows_are_said_back_harmlessly(office) -> None:
    rows = [["C-1", name, f"I{n}", name, name, name, name] for n, name in enumerate(NAMES.values())]
    path = written(office, "bad.csv", INVOICES, rows)
    done = office("import", path)
    assert done.code == 3
    assert not harm(done.out + done.err)
    (rejects,) = office.home.rglob("rejects-*.csv")
    assert not harm(rejects.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))


@pytest.mark.parametrize("what", ["worklist", "contacts", "promises"])
def test_no_export_holds_one_or_a_formula(hostile, what) -> None:
    hostile.did("export", what, "--to", hostile.home / "out.csv")
    hostile.did("export", what, "--to", hostile.home / "out.xlsx")
    with (hostile.home / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    book = openpyxl.load_workbook(hostile.home / "out.xlsx")
    for line in book.active.iter_rows():
        assert "f" not in {cell.data_type for cell in line}
        cells += [cell.value for cell in line if isinstance(cell.value, str)]
    assert len(cells) > len(NAMES)
    assert not [cell for cell in cells if harm(cell) or "\n" in cell or "\r" in cell]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "@", "\t"))]


ON_A_TERMINAL = [
    ("worklist",),
    ("worklist", "--held-back"),
    ("customer", "H-01"),
    ("promises",),
    ("day", "--everybody"),
    ("search", "said"),
    ("tasks",),
    ("talk", "--customer", "H-03"),
    ("customer", "no\x1b[6nsuch"),
]


def on_a_terminal(office, *words) -> tuple[int, str]:
    """Run the program as a process of its own on a real terminal; return its exit code and all that came."""
    import pexpect

    command = [str(word) for word in ("-m", "collector_tui", *words)]
    child = pexpect.spawn(sys.executable, command, env=dict(os.environ), dimensions=(40, 100), timeout=30)
    told = child.read()
    child.close()
    return child.exitstatus, told.decode("utf-8")


@pytest.mark.pty
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_on_a_real_terminal(hostile, lang) -> None:
    for words in ON_A_TERMINAL:
        code, told = on_a_terminal(hostile, *words, "--lang", lang)
        assert code == (3 if "no\x1b[6nsuch" in words else 0), (words, told)
        assert told.strip()
        assert not harm(told), (words, harm(told))


@pytest.mark.pty
@pytest.mark.slow
def test_an_import_on_a_real_terminal_writes_its_progress_and_nothing_of_the_file(office) -> None:
    code, told = on_a_terminal(office, "import", *files(office))
    assert code == 0, told
    plain = without_our_own(told)
    assert not [found for found in harm(plain) if "return within" not in found], plain


def test_a_tower_of_marks_is_a_tower() -> None:
    assert harm("Za" + MARK * 200) == ["a tower of marks"]
    assert harm("a\x1bb\x9bc\u202ed")
    assert not harm("Ann [/bold] Lee 家族\r\n")


def test_an_id_that_wants_to_be_more_is_refused_or_shown_harmlessly(office) -> None:
    ids = [f"{n}{name}" for n, name in enumerate(NAMES.values())]
    rows = [[who, "Name", f"I{n}", "2026-08-01", "2026-09-01", "1000.00", "EUR"] for n, who in enumerate(ids)]
    said = office("import", "--skip-bad-rows", written(office, "ids.csv", INVOICES, rows))
    assert not harm(said.out + said.err)
    known = [one["customer_id"] for one in office.asked("worklist")["items"]]
    assert "0Ann [/bold] Lee" in known
    for who in (who for who in known if "\x00" not in who):
        for words in (
            ("customer", who),
            ("hold", who, "--until", "2026-12-04", "--reason", "x"),
            ("release", who, "--reason", "x"),
            ("log", "--customer", who, "--outcome", "invoice_not_received", "--bring", "next_date=2026-12-01"),
        ):
            done = office(*words)
            assert done.code == 0, (words, done.err)
            assert not harm(done.out + done.err), (words, done)
    for words in (("tasks",), ("worklist", "--held-back"), ("undo",)):
        assert not harm(office.did(*words).out), words
