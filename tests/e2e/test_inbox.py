"""`collector import --inbox`: a folder that is emptied by itself, as far as nobody need be asked."""

from __future__ import annotations

import os
import sys

import pytest

OLD = 1_763_000_000  # an instant of November 2025: nobody writes to these files any more


@pytest.fixture
def desk(office):
    (office.home / "data").mkdir(exist_ok=True)
    (office.home / "in").mkdir()
    (office.home / "data" / "settings.toml").write_text(f'inbox = "{(office.home / "in").as_posix()}"\n')
    return office


def drop(office, path, at=OLD):
    there = path.rename(office.home / "in" / path.name)
    os.utime(there, (at, at))
    return there


def lying(office) -> list[str]:
    folder = office.home / "in"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_book_is_begun_and_kept_up_by_it(desk) -> None:
    drop(desk, desk.payments("C-1,A-1,2025-11-01,1000.00,CNY,x"))
    drop(desk, desk.invoices("C-1,Harbour,A-1,2025-07-01,2025-08-01,120000.00,CNY"))
    drop(desk, desk.customers("C-1,Harbour,,li,food,Asia/Shanghai,Ann,payer,+86 10 5550 0101,"))
    told = desk.asked("import", "--inbox", "--as-of", "2026-11-20")
    assert [(one["kind"], one["rows_applied"], one["as_of"]) for one in told["batches"]] == [
        ("customers", 1, "2026-11-20"),
        ("invoices", 1, "2026-11-20"),
        ("payments", 1, "2026-11-20"),
    ]
    assert told["left"] == []
    assert lying(desk) == ["done/customers.csv", "done/invoices.csv", "done/payments.csv"]
    assert len(desk.asked("batches")) == 3


def test_the_same_again_changes_nothing_and_is_moved(desk) -> None:
    for _time in range(2):
        drop(desk, desk.invoices("C-1,Harbour,A-1,2025-07-01,2025-08-01,120000.00,CNY"))
        told = desk.asked("import", "--inbox")
    assert [one["already_imported"] for one in told["batches"]] == [True]
    assert lying(desk) == ["done/invoices (2).csv", "done/invoices.csv"]
    assert len(desk.asked("batches")) == 1


def test_what_takes_a_question_stays_is_named_and_no_list_is_written(desk) -> None:
    drop(desk, desk.payments("C-9,A-1,soon,1000.00,CNY,x", name="bad.csv"))
    drop(desk, desk.file("odd.csv", "what,is,this", "1,2,3"))
    drop(desk, desk.file("nocurrency.csv", "customer,invoice,issued,due,amount", "X,A-1,2025-01-02,2025-02-03,10"))
    drop(desk, desk.invoices("C-1,Harbour,A-1,2025-07-01,2025-08-01,120000.00,CNY"))
    done = desk("import", "--inbox", "--json")
    assert done.code == 3
    reasons = {one["file"]: one["reason"] for one in done.json["left"]}
    assert set(reasons) == {"bad.csv", "odd.csv", "nocurrency.csv"}
    assert "1 of 1 rows" in reasons["bad.csv"]
    assert "'soon'" in reasons["bad.csv"]
    assert "currency" in reasons["nocurrency.csv"]
    assert lying(desk) == ["bad.csv", "done/invoices.csv", "nocurrency.csv", "odd.csv"]
    assert not [name for name in desk.lying() if "rejects" in name]
    assert "Left in the inbox: odd.csv." in desk("import", "--inbox").out


def test_half_a_book_is_left(desk) -> None:
    rows = [f"C-1,Harbour,A-{n},2025-07-01,2025-08-01,100.00,CNY" for n in range(4)]
    drop(desk, desk.invoices(*rows))
    desk.did("import", "--inbox")
    drop(desk, desk.invoices(*rows[:2], name="half.csv"), OLD + 86_400)
    assert desk("import", "--inbox").code == 3
    assert "half.csv" in lying(desk)


def test_it_takes_no_files_no_other_options_and_needs_a_folder(desk) -> None:
    assert desk("import", "--inbox", "x.csv").code == 2
    assert desk("import", "--inbox", "--dry-run").code == 2
    assert desk("import").code == 2
    (desk.home / "in").rmdir()
    missing = desk("import", "--inbox")
    assert missing.code == 3
    assert "is not a folder" in missing.err
    (desk.home / "data" / "settings.toml").write_text("")
    assert desk("import", "--inbox").code == 2
    assert not desk.book.exists()


def test_an_empty_inbox_is_no_failure_and_where_tells_of_it(desk) -> None:
    assert "empty" in desk.did("import", "--inbox").out
    assert desk.asked("where")["inbox"] == {"path": str(desk.home / "in"), "why": "file", "exists": True}


def test_the_demo_leaves_the_real_inbox_alone(desk) -> None:
    drop(desk, desk.payments("C-1,A-1,2025-11-01,1000.00,CNY,x"))
    assert desk("demo", "import", "--inbox").code == 2
    assert lying(desk) == ["payments.csv"]


def test_a_banks_file_comes_in_last(desk) -> None:
    drop(
        desk,
        desk.file("march.sta", ":20:A", ":25:12345/678", ":60F:C251101EUR0,00", ":61:2511020211C10,00NTRFNONREF//B1"),
    )
    drop(desk, desk.invoices("C-1,Harbour,A-1,2025-07-01,2025-08-01,120000.00,EUR"))
    assert [one["kind"] for one in desk.asked("import", "--inbox")["batches"]] == ["invoices", "bank"]
    assert lying(desk) == ["done/invoices.csv", "done/march.sta"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_the_day_begins_with_what_lies_in_the_inbox(desk, shop) -> None:
    from tests.e2e.terminal import CTRL_Q, terminal

    drop(desk, desk.payments("C-1,A-1,2025-11-01,119000.00,CNY,x"))
    drop(desk, desk.file("odd.csv", "what,is,this", "1,2,3"))
    with terminal(columns=120, lines=40) as screens:
        screens.see("From the inbox: payments.csv (payments, 1 row).", "1 file was left there")
        screens.send("6")
        screens.see("Left in the inbox: odd.csv.")
        screens.send("I")
        screens.see("Imported files", "payments.csv", "invoices.csv")
        screens.send("u")
        screens.see("Take it back?", "File 3, payments.csv")
        screens.send("y")
        screens.see("Taken back: file 3")
        screens.send(CTRL_Q)
        assert screens.ended() == 0
    assert lying(desk) == ["done/payments.csv", "odd.csv"]
    assert desk.asked("batches")[0]["undone"]["by"] == "ann"
    assert desk.did("check").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
def test_who_leaves_at_once_does_not_wait_for_a_file_that_is_being_written(desk, shop) -> None:
    from tests.e2e.terminal import terminal

    there = desk.payments("C-1,A-1,2025-11-01,1.00,CNY,x").rename(desk.home / "in" / "payments.csv")
    os.utime(there, None)
    with terminal() as screens:
        screens.see("Harbour")
        screens.send("q")
        assert screens.ended() == 0
    assert lying(desk) == ["payments.csv"]
