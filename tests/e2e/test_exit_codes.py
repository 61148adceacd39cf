"""What cannot be done says so, with its exit code, and leaves every byte as it was."""

from __future__ import annotations

import pytest

PROMISE = ("--outcome", "promise", "--amount", "100", "--on", "2026-12-01", "--method", "transfer", "--person", "Ute")

WRONG = {
    # what is tried: (exit code, words)
    "an unknown command": (2, ("worklists",)),
    "an unknown option": (2, ("worklist", "--nearly")),
    "an option without its value": (2, ("worklist", "--limit")),
    "a limit that is no number": (2, ("worklist", "--limit", "many")),
    "a day that is none": (2, ("worklist", "--as-of", "2026-02-30")),
    "no customer named": (2, ("customer",)),
    "an unknown customer": (3, ("customer", "C-9")),
    "an unknown card": (3, ("talk", "no_such_card_at_all_xyz")),
    "a talk with an unknown customer": (3, ("talk", "pay_soon", "--customer", "C-9")),
    "a state that is none": (2, ("promises", "--state", "hopeful")),
    "a due day that is none": (2, ("promises", "--due", "someday")),
    "a log without customer": (2, ("log", "--outcome", "no_answer")),
    "a log without outcome": (2, ("log", "--customer", "C-1")),
    "a contact with nobody known": (3, ("log", "--customer", "C-9", "--outcome", "no_answer")),
    "an unknown outcome": (3, ("log", "--customer", "C-1", "--outcome", "maybe")),
    "an unknown channel": (2, ("log", "--customer", "C-1", "--outcome", "no_answer", "--channel", "fax")),
    "a promise without its facts": (3, ("log", "--customer", "C-1", "--outcome", "promise")),
    "a promise of nothing": (3, ("log", "--customer", "C-1", *PROMISE, "--amount", "0")),
    "a promise below nothing": (3, ("log", "--customer", "C-1", *PROMISE, "--amount=-5")),
    "a promise that is no amount": (3, ("log", "--customer", "C-1", *PROMISE, "--amount", "lots")),
    "a promise for no day": (3, ("log", "--customer", "C-1", *PROMISE, "--on", "soonish")),
    "a promise for a day that was over": (3, ("log", "--customer", "C-1", *PROMISE, "--on", "2026-11-01")),
    "a promise in another currency": (3, ("log", "--customer", "C-1", *PROMISE, "--currency", "EUR")),
    "a promise by no known method": (2, ("log", "--customer", "C-1", *PROMISE, "--method", "pigeon")),
    "a promise on an unknown invoice": (3, ("log", "--customer", "C-1", *PROMISE, "--items", "A-9")),
    "a promise that replaces nothing": (3, ("log", "--customer", "C-1", *PROMISE, "--replaces", "none")),
    "a contact of tomorrow": (3, ("log", "--customer", "C-1", *PROMISE, "--at", "2026-11-25T10:00")),
    "a contact at no time": (3, ("log", "--customer", "C-1", *PROMISE, "--at", "noon")),
    "a key that nothing knows": (3, ("log", "--customer", "C-1", *PROMISE, "--bring", "mood=good")),
    "a pair that is none": (3, ("log", "--customer", "C-1", *PROMISE, "--bring", "mood")),
    "an unknown result": (3, ("log", "--customer", "C-1", *PROMISE, "--result", "gift:on=fri")),
    "a result without its facts": (3, ("log", "--customer", "C-1", *PROMISE, "--result", "dispute:amount=5")),
    "a plan with one line": (
        3,
        (
            *("log", "--customer", "C-1", "--outcome", "promise_instalments", "--line", "2026-12-01=5"),
            *("--method", "transfer", "--person", "Ute"),
        ),
    ),
    "a hold without an end": (2, ("hold", "C-1", "--reason", "x")),
    "a hold until yesterday": (3, ("hold", "C-1", "--until", "2026-11-23", "--reason", "x")),
    "a hold of nobody": (3, ("hold", "C-9", "--until", "2026-12-01", "--reason", "x")),
    "a hold without a reason": (3, ("hold", "C-1", "--until", "2026-12-01", "--reason", " ")),
    "a release of what is not held": (3, ("release", "C-1", "--reason", "x")),
    "an end of what there is not": (3, ("resolve", "nothing", "--reason", "x")),
    "a withdrawal of what there is not": (3, ("withdraw", "nothing", "--reason", "x")),
    "an approval of what there is not": (3, ("approve", "nothing")),
    "a void of what there is not": (3, ("void", "nothing", "--reason", "x")),
    "a void without a reason": (2, ("void", "nothing")),
    "a task done that there is not": (3, ("tasks", "done", "nothing")),
    "an export to no known form": (2, ("export", "worklist", "--to", "out.pdf")),
    "an export into no folder": (3, ("export", "worklist", "--to", "no/such/folder/out.csv")),
    "an export of figures that there are not": (2, ("export", "kpi", "--to", "out.csv")),
    "an export of what there is not": (2, ("export", "moods", "--to", "out.csv")),
    "a statement of nobody": (3, ("statement", "C-9", "--to", "out.html")),
    "a statement in no known form": (2, ("statement", "C-1", "--to", "out.pdf")),
    "a statement into no folder": (3, ("statement", "C-1", "--to", "no/such/folder/out.html")),
    "a statement since no day": (2, ("statement", "C-1", "--to", "out.html", "--since", "soon")),
    "an import of no file": (3, ("import", "no-such-file.csv")),
    "an import as of tomorrow": (3, ("import", "{invoices}", "--as-of", "2026-11-25")),
    "an import of two day orders": (2, ("import", "{invoices}", "--dayfirst", "--monthfirst")),
    "an import of the wrong kind": (3, ("import", "{invoices}", "--kind", "payments")),
}
WRITING = {
    "log": ("log", "--customer", "C-1", "--outcome", "no_answer"),
    "hold": ("hold", "C-1", "--until", "2026-12-01", "--reason", "x"),
    "release": ("release", "C-1", "--reason", "x"),
    "resolve": ("resolve", "x", "--reason", "x"),
    "withdraw": ("withdraw", "x", "--reason", "x"),
    "approve": ("approve", "x"),
    "refuse": ("refuse", "x", "--reason", "x"),
    "void": ("void", "x", "--reason", "x"),
    "undo": ("undo",),
    "tasks done": ("tasks", "done", "x"),
    "tasks reassign": ("tasks", "reassign", "x", "--owner", "wang"),
}
READING = {
    "worklist": ("worklist",),
    "customer": ("customer", "C-1"),
    "promises": ("promises",),
    "tasks": ("tasks",),
    "search": ("search", "Ann"),
    "check": ("check",),
    "export": ("export", "worklist", "--to", "out.csv"),
    "statement": ("statement", "C-1", "--to", "out.html"),
}


def filled(office, words) -> list[str]:
    return [str(word).replace("{invoices}", str(office.home / "invoices.csv")) for word in words]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch) -> None:
    """Run in an empty folder, so that what is written where it should not be is found."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_and_changes_nothing(shop, what) -> None:
    code, words = WRONG[what]
    before, listed = shop.lying(), shop.did("worklist", "--json").out
    done = shop(*filled(shop, words))
    assert done.code == code, done
    assert done.err.strip()
    assert "Traceback" not in done.err
    assert shop.did("worklist", "--json").out == listed
    assert shop.lying() == before
    assert not list((shop.home / "here").iterdir())


@pytest.mark.parametrize("what", WRONG)
def test_it_is_said_in_chinese_too(shop, what) -> None:
    code, words = WRONG[what]
    done = shop(*filled(shop, words), "--lang", "zh")
    assert done.code == code
    assert any("\u4e00" <= char <= "\u9fff" for char in done.err), done.err


@pytest.mark.parametrize("what", WRITING)
def test_a_command_that_writes_refuses_the_time_machine(shop, what) -> None:
    before = shop.lying()
    done = shop(*WRITING[what], "--as-of", "2026-11-20")
    assert (done.code, done.out) == (2, "")
    assert "--at" in done.err
    assert shop.lying() == before


@pytest.mark.parametrize("what", [*READING, *WRITING])
def test_a_missing_book_is_not_made(office, what) -> None:
    done = office(*({**READING, **WRITING}[what]))
    assert done.code == 4, done
    assert str(office.book) in done.err
    assert not office.book.exists()
    assert not list((office.home / "here").iterdir())


DAMAGED = {
    "empty": b"",
    "no book": b"customer_id,customer,invoice\n" * 200,
    "another database": b"SQLite format 3\x00" + bytes(4096 - 16),
    "half a book": None,
}


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("what", ["worklist", "customer", "check", "log", "hold", "import"])
def test_a_damaged_book_gets_its_sentence_and_keeps_its_bytes(shop, what, damage) -> None:
    whole = shop.book.read_bytes()
    content = DAMAGED[damage]
    shop.book.write_bytes(whole[: len(whole) // 2] if content is None else content)
    before = shop.lying()
    words = {**READING, **WRITING, "import": ("import", "{invoices}", "--as-of", "2026-11-24")}[what]
    done = shop(*filled(shop, words))
    assert done.code in ((4, 6) if what == "check" else (4,)), done
    assert "Traceback" not in done.err
    assert "Harbour" not in done.err
    after = shop.lying()
    assert {name: after[name] for name in before} == before


def test_what_a_promise_must_bring_is_named_in_json(shop) -> None:
    done = shop("log", "--customer", "C-1", "--outcome", "promise", "--person", "Ann Lee", "--json")
    assert done.code == 3
    assert done.json["entry_id"] is None
    assert set(done.json["error"]["missing"]) == {"amount", "on", "method"}
    for key in done.json["error"]["missing"]:
        assert key in done.err


def test_each_outcome_names_what_it_must_bring(shop) -> None:
    from collector_tui.domain.journal.outcomes import OUTCOMES

    before = shop.lying()
    for code in (code for code, outcome in OUTCOMES.items() if outcome.needs):
        done = shop("log", "--customer", "C-1", "--outcome", code, "--json")
        assert done.code == 3, code
        assert done.json["error"]["missing"], code
    assert shop.lying() == before


def test_beyond_policy_is_written_flagged_and_said(shop) -> None:
    done = shop("log", "--customer", "C-1", *PROMISE, "--on", "2027-06-01", "--json")
    assert done.code == 0
    assert done.json["flags"]
    assert len(done.json["warnings"]) >= 1
    assert done.json["warnings"][0] in done.err
    assert shop.asked("promises")[0]["state"] == "offered"


def test_an_export_replaces_nothing_unless_told(shop) -> None:
    out = shop.home / "here" / "out.csv"
    out.write_text("mine")
    assert shop("export", "worklist", "--to", out).code == 3
    assert out.read_text() == "mine"
    shop.did("export", "worklist", "--to", out, "--replace")
    assert "Harbour" in out.read_text(encoding="utf-8-sig")


def test_a_dry_run_changes_nothing(shop) -> None:
    before = shop.lying()
    told = shop.asked("import", "--dry-run", shop.payments("C-2,B-1,2026-11-20,900.00,EUR,"))
    assert told["dry_run"] is True
    assert [one["currency"] for one in told["open_after"]] == ["CNY"]
    after = shop.lying()
    assert {name: after[name] for name in before} == before


def test_bad_rows_leave_the_whole_file_out(shop) -> None:
    before = shop.asked("worklist")
    bad = shop.payments("C-2,B-1,2026-11-20,900.00,EUR,", "C-2,B-1,2026-13-20,9.00,EUR,")
    assert shop("import", bad).code == 3
    assert shop.asked("worklist") == before


def test_a_dry_run_into_no_book_makes_none(office) -> None:
    office.did("import", "--dry-run", office.invoices("C-1,A,A-1,2026-08-01,2026-09-01,300.00,CNY"))
    assert not office.book.exists()


def test_importing_begins_a_book_and_says_so(office) -> None:
    done = office.did("import", office.invoices("C-1,A,A-1,2026-08-01,2026-09-01,300.00,CNY"))
    assert str(office.book) in done.err
    again = office.did("import", office.invoices("C-1,A,A-1,2026-08-01,2026-09-01,300.00,CNY"))
    assert str(office.book) not in again.err


def test_options_stand_before_or_after_the_command(shop) -> None:
    assert shop.did("--json", "worklist").out == shop.did("worklist", "--json").out
    before = shop.did("--as-of", "2026-11-01", "--lang", "zh", "worklist").out
    assert before == shop.did("worklist", "--lang", "zh", "--as-of", "2026-11-01").out


def test_without_a_terminal_the_screens_say_so(shop) -> None:
    assert shop().code == 2


def test_a_backup_is_a_whole_book_and_replaces_nothing(shop) -> None:
    target = shop.home / "copy.collector"
    assert shop.asked("backup", target)["path"] == str(target)
    assert shop.asked("--book", target, "worklist") == shop.asked("worklist")
    assert shop.asked("--book", target, "check", "--full")["ok"]
    mine = shop.home / "mine.txt"
    mine.write_text("mine")
    assert shop("backup", mine).code == 3
    assert mine.read_text() == "mine"


def test_a_copy_is_put_back_and_what_lay_there_is_kept(shop) -> None:
    copy = shop.home / "copy.collector"
    before = shop.asked("worklist")
    shop.did("backup", copy)
    shop.did("hold", "C-1", "--until", "2026-12-01", "--reason", "x")
    assert shop.asked("worklist") != before
    assert shop.asked("restore", copy)["kept"]
    assert shop.asked("worklist") == before
    assert shop.asked("check", "--full")["ok"]
