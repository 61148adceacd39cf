from __future__ import annotations

import json
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from collector_tui.domain.journal.codec import UnreadableEntry, encode
from collector_tui.domain.journal.entries import (
    Approved,
    AsOfMoved,
    BatchApplied,
    Contact,
    Corrected,
    Draft,
    Ended,
    Payload,
    PersonKnown,
    Pinned,
    Reassigned,
    Void,
)
from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    NextStep,
    PaymentRun,
    RetryAfter,
    Task,
)
from collector_tui.domain.money import Money
from collector_tui.store.book import Book
from collector_tui.store.check import check_book
from collector_tui.store.connection import connect
from collector_tui.store.errors import BookBusy
from collector_tui.store.references import UnknownReference, WrongReference
from collector_tui.store.tip import read_tip
from tests.store.written import MONDAY, Clock, call, new_book, promise, result, rows, write

FRIDAY = date(2026, 11, 27)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Book:
    with new_book(tmp_path / "ledger.book", clock) as opened:
        yield opened


def say(book: Book, payload: Payload, ref: str | None = None, at: datetime = MONDAY, customer: str = "C1") -> str:
    return write(book, Draft(payload, customer, at, ref=ref))[0].entry_id


def matter(book: Book, matter_id: str) -> dict[str, object]:
    names = ("kind", "entry_id", "contact_id", "approved_at", "ended_at", "ended_how", "ended_reason", "ended_by")
    ((*values,),) = rows(book.path, f"SELECT {', '.join(names)} FROM matter WHERE matter_id = ?", (matter_id,))
    return dict(zip(names, values, strict=True))


def live(book: Book) -> list[object]:
    return [one for (one,) in rows(book.path, "SELECT matter_id FROM matter WHERE ended_at IS NULL ORDER BY matter_id")]


# --- what an entry is


def test_an_entry_comes_back_as_it_was_written(book: Book, clock: Clock) -> None:
    clock.now = MONDAY + HOUR
    contact, promised = write(book, call(words="he said Friday"), result(promise(4_000_000, "I1")))
    assert (contact.device_seq, promised.device_seq) == (1, 2)
    assert contact.payload == Contact("promise", person="Li Na", words="he said Friday")
    assert (contact.occurred_at, contact.recorded_at, contact.zone) == (MONDAY, MONDAY + HOUR, "Asia/Shanghai")
    assert (promised.ref_entry_id, promised.customer_id, promised.actor) == (contact.entry_id, "C1", "wang")
    assert book.reader.entry(promised.entry_id) == promised


def test_the_offset_is_that_of_the_moment_in_the_books_zone(tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book", zone="Europe/London") as book:
        summer, gap, fold = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC), None
        fold = datetime(2026, 10, 25, 0, 59, tzinfo=UTC)
        for at in (summer, gap, fold, fold + timedelta(minutes=1)):
            write(book, call(at=at))
        assert rows(book.path, "SELECT utc_offset_min FROM entry ORDER BY device_seq") == [(60,), (60,), (60,), (0,)]


def test_a_time_without_a_zone_is_a_mistake_of_ours(book: Book) -> None:
    with pytest.raises(ValueError, match="zone"):
        write(book, call(at=datetime(2026, 11, 23, 9, 0)))


def test_an_entry_about_nobody_is_a_mistake_of_ours(book: Book) -> None:
    with pytest.raises(ValueError, match="nobody"):
        write(book, Draft(Contact("no_answer"), None, MONDAY))


def test_the_payload_is_stored_in_canonical_form(book: Book) -> None:
    say(book, Contact("promise", brings={"b": "二", "a": "1"}))
    ((text,),) = rows(book.path, "SELECT payload FROM entry")
    assert isinstance(text, str)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert '"brings":{"a":"1","b":"二"}' in text


HOSTILE = "Ann [/bold] Lee \x1b]52;c;aGk=\x07 \u202e \x9b31m \r\n\t" + "e" + "\u0301" * 200


def test_hostile_words_are_kept_as_they_were_said(book: Book) -> None:
    (entry,) = write(book, call(words=HOSTILE), actor=HOSTILE)
    assert book.reader.entry(entry.entry_id) == entry
    assert entry.payload == Contact("promise", person="Li Na", words=HOSTILE)
    assert check_book(book.path) == ()


def test_what_no_database_can_hold_is_replaced_visibly(book: Book) -> None:
    (entry,) = write(book, Draft(Contact("no_answer", words="a\x00b\ud800c", brings={"\x00": "x"}), "C\x001", MONDAY))
    assert entry.payload == Contact("no_answer", words="a\ufffdb\ufffdc", brings={"\ufffd": "x"})
    assert entry.customer_id == "C\ufffd1"
    assert book.reader.entry(entry.entry_id) == entry
    assert check_book(book.path) == ()


def test_a_float_never_gets_into_the_journal(book: Book) -> None:
    with pytest.raises(TypeError):
        say(book, Contact("no_answer", trail={"share": 0.5}))
    assert rows(book.path, "SELECT * FROM entry") == []


# --- one transaction


def test_if_one_draft_cannot_be_written_none_is(book: Book) -> None:
    before = book.path.with_name(book.path.name + ".tip.json").exists()
    with pytest.raises(UnknownReference):
        write(book, call(), result(promise()), result(promise(), ref="nowhere"))
    for table in ("entry", "contact", "matter", "assignment"):
        assert rows(book.path, f"SELECT * FROM {table}") == []
    assert book.path.with_name(book.path.name + ".tip.json").exists() is before
    assert write(book, call())[0].device_seq == 1


def test_the_witness_is_at_the_end_of_the_chain(book: Book) -> None:
    *_, last = write(book, call(), result(promise()))
    tip = read_tip(book.path)
    assert tip is not None
    assert (tip.device_id, tip.device_seq) == (book.info.device_id, 2)
    assert rows(book.path, "SELECT entry_id FROM entry WHERE hash = ?", (tip.hash,)) == [(last.entry_id,)]


def test_a_witness_that_cannot_be_written_does_not_undo_what_was_saved(book: Book) -> None:
    book.path.with_name(book.path.name + ".tip.json").mkdir()
    assert write(book, call())
    assert rows(book.path, "SELECT count(*) FROM entry") == [(1,)]


def test_a_book_kept_busy_for_too_long_writes_nothing(book: Book) -> None:
    book.journal.warm_up()
    work = book.unit_of_work()
    work.connection.execute("PRAGMA busy_timeout = 1")
    with closing(connect(book.path)) as other, closing(work.connection):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookBusy), work.transaction():
            pytest.fail("it began all the same")
        other.execute("ROLLBACK")
    assert rows(book.path, "SELECT * FROM entry") == []


def test_threads_write_one_after_the_other(book: Book) -> None:
    threads = [threading.Thread(target=lambda n=n: [write(book, call(f"C{n}")) for _ in range(10)]) for n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert rows(book.path, "SELECT count(*), max(device_seq) FROM entry") == [(40, 40)]
    assert check_book(book.path) == ()


def test_a_second_window_on_the_same_book_goes_on_where_the_first_is(book: Book, tmp_path: Path) -> None:
    with new_book(tmp_path / "ledger.book") as other:
        assert other.info == book.info
        numbers = [write(window, call())[0].device_seq for window in (book, other, other, book, other)]
    assert numbers == [1, 2, 3, 4, 5]
    assert check_book(book.path) == ()


@pytest.mark.parametrize("away", [timedelta(hours=-24), timedelta(hours=2), timedelta(-20_000), timedelta(26_700)])
def test_a_clock_that_jumps_is_no_reason_to_refuse_a_fact(book: Book, clock: Clock, away: timedelta) -> None:
    first = write(book, call(at=clock()), result(promise(100, "I1"), at=clock()))
    clock.now += away
    second = write(book, call(at=clock()), result(promise(200, "I1"), at=clock()))
    assert [entry.device_seq for entry in (*first, *second)] == [1, 2, 3, 4]
    assert sorted(entry.entry_id for entry in (*first, *second)) == [e.entry_id for e in (*first, *second)]
    assert live(book) == [second[1].entry_id]  # what was written last holds, whatever the clock says
    assert check_book(book.path) == ()


# --- triggers


COLUMNS = (
    "entry_id, device_id, device_seq, kind, schema_version, customer_id, actor, role, occurred_at, zone, "
    "utc_offset_min, recorded_at, payload, payload_salt, payload_sha256, canon_version, prev_hash, hash"
)
OTHER_ID = COLUMNS.replace("entry_id", "'new'", 1)
OTHER_KEY = OTHER_ID.replace("device_id", "'other'", 1)
GUARDED = [
    "DELETE FROM entry",
    "UPDATE entry SET actor = 'x'",
    "UPDATE entry SET rowid = 99 WHERE device_seq = 1",
    "UPDATE entry SET payload = '{}'",
    "UPDATE entry SET payload = NULL, payload_salt = NULL, actor = 'x'",
    "UPDATE entry SET payload = NULL, payload_salt = NULL, rowid = 99 WHERE device_seq = 1",
    "UPDATE OR REPLACE entry SET entry_id = (SELECT max(entry_id) FROM entry)",
    "INSERT INTO entry SELECT * FROM entry",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry",
    "INSERT OR IGNORE INTO entry SELECT * FROM entry",
    "INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT DO UPDATE SET actor = 'x'",
    f"REPLACE INTO entry ({COLUMNS}) SELECT {OTHER_ID} FROM entry",
    f"REPLACE INTO entry (rowid, {COLUMNS}) SELECT rowid, {OTHER_KEY} FROM entry",
]


@pytest.mark.parametrize("statement", GUARDED)
def test_nothing_in_the_journal_is_changed_deleted_or_overwritten(book: Book, statement: str) -> None:
    write(book, call(), result(promise()))
    before = rows(book.path, "SELECT rowid, * FROM entry")
    with closing(connect(book.path)) as connection, pytest.raises(dbapi2.IntegrityError):
        connection.execute(statement)
    assert rows(book.path, "SELECT rowid, * FROM entry") == before


LEDGER = {
    "item_version": (
        "INSERT {how} INTO item_version VALUES ('C1', 'I1', 1, 'invoice', '2026-01-01', '2026-02-01', 5, 5, 'EUR', 0)"
    ),
    "payment": "INSERT {how} INTO payment VALUES (1, 1, 'C1', 'I1', '2026-01-01', 5, 'EUR', 'cash', '', 1)",
    "customer_row": "INSERT {how} INTO customer_row (batch_seq, row_no, customer_id, name) VALUES (1, 1, 'C1', 'ACME')",
}


@pytest.mark.parametrize("table", LEDGER)
def test_nothing_in_the_ledgers_rows_is_changed_deleted_or_overwritten(book: Book, table: str) -> None:
    with closing(connect(book.path)) as connection:
        connection.execute(LEDGER[table].format(how=""))
        forbidden = [LEDGER[table].format(how=how) for how in ("", "OR REPLACE", "OR IGNORE")]
        forbidden += [f"UPDATE {table} SET customer_id = 'C2'", f"DELETE FROM {table}"]
        for statement in forbidden:
            with pytest.raises(dbapi2.IntegrityError):
                connection.execute(statement)
    assert rows(book.path, f"SELECT count(*), max(customer_id) FROM {table}") == [(1, "C1")]


def test_an_erasure_takes_the_words_and_leaves_the_chain(book: Book) -> None:
    contact, _ = write(book, call(words="private"), result(promise()))
    with closing(connect(book.path)) as connection:
        connection.execute(
            "UPDATE entry SET payload = NULL, payload_salt = NULL WHERE entry_id = ?", (contact.entry_id,)
        )
        with pytest.raises(dbapi2.IntegrityError):
            connection.execute("UPDATE entry SET payload = NULL, payload_salt = NULL WHERE device_seq = 1")
    assert {one.kind for one in check_book(book.path)} == {"projection"}
    book.journal.rebuild()
    assert check_book(book.path) == ()
    assert rows(book.path, "SELECT count(*) FROM contact") == [(0,)]


# --- what each kind leaves


MATTERS = {
    "promise": (promise(100, on=FRIDAY), "wang", "2026-11-27"),
    "dispute": (Dispute("price", "sales", FRIDAY, amount=Money(5, "CNY")), "sales", "2026-11-27"),
    "claim": (Claim(Money(5, "CNY"), FRIDAY), "wang", "2026-11-27"),
    "payment_run": (PaymentRun(FRIDAY), "wang", "2026-11-27"),
    "task": (Task("resend_invoice", "liu", FRIDAY), "liu", "2026-11-27"),
    "callback": (Callback(FRIDAY), "wang", "2026-11-27"),
    "callback of another": (Callback(FRIDAY, owner="liu"), "liu", "2026-11-27"),
    "next_step": (NextStep(FRIDAY), "wang", "2026-11-27"),
    "hold": (Hold("on_hold", "liu", FRIDAY), "liu", "2026-11-27"),
    "hold without end": (Hold("handed_over", "liu"), "liu", None),
    "retry": (RetryAfter(120), "wang", None),
}


@pytest.mark.parametrize("what", MATTERS)
def test_a_matter_has_an_owner_and_a_day_from_the_first(book: Book, what: str) -> None:
    payload, owner, due = MATTERS[what]
    contact, opened = write(book, call(), result(payload))
    assert matter(book, opened.entry_id) == {
        "kind": what.split(maxsplit=1)[0],
        "entry_id": opened.entry_id,
        "contact_id": contact.entry_id,
        "approved_at": None,
        "ended_at": None,
        "ended_how": None,
        "ended_reason": "",
        "ended_by": None,
    }
    assert rows(book.path, "SELECT matter_id, owner, due FROM assignment") == [(opened.entry_id, owner, due)]


def test_a_contact_says_whether_a_right_party_was_reached(book: Book) -> None:
    say(book, Contact("no_answer"))
    say(book, Contact("promise", channel="wechat", inbound=True, person="Li Na"))
    assert rows(book.path, "SELECT outcome, channel, inbound, person, rpc FROM contact ORDER BY entry_id") == [
        ("no_answer", "phone", 0, "", 0),
        ("promise", "wechat", 1, "Li Na", 1),
    ]


def test_a_matter_ends_once_at_the_earliest_that_was_said(book: Book) -> None:
    task = say(book, Task("call_bank", "liu", FRIDAY))
    done = say(book, Ended("done", "called"), task, MONDAY + 2 * HOUR)
    say(book, Ended("done", "again"), task, MONDAY + 3 * HOUR)
    assert (matter(book, task)["ended_by"], matter(book, task)["ended_reason"]) == (done, "called")
    earlier = say(book, Ended("done", "told late"), task, MONDAY + HOUR)
    assert matter(book, task)["ended_by"] == earlier


def test_each_write_has_an_instant_of_its_own_and_its_entries_share_it(book: Book) -> None:
    for _ in range(3):
        write(book, call(), result(Callback(FRIDAY)))
    written = [at for (at,) in rows(book.path, "SELECT recorded_at FROM entry ORDER BY device_seq")]
    assert len(set(written)) == 3
    assert written == sorted(written)
    assert written[::2] == written[1::2]


def test_an_offer_replaces_once_it_is_approved_and_from_then_on(book: Book) -> None:
    running = say(book, promise(1, "X"))
    offered = say(book, promise(2, "X", needs_approval=True), at=MONDAY + HOUR)
    assert matter(book, running)["ended_at"] is None
    approved = say(book, Approved(), offered, MONDAY + 2 * HOUR)
    assert (matter(book, running)["ended_how"], matter(book, running)["ended_by"]) == ("replaced", offered)
    assert matter(book, running)["ended_at"] == matter(book, offered)["approved_at"]
    say(book, Void("no"), approved, MONDAY + 3 * HOUR)
    assert (matter(book, running)["ended_at"], matter(book, offered)["approved_at"]) == (None, None)


def test_an_offer_that_was_superseded_or_refused_replaces_nothing(book: Book) -> None:
    offered = say(book, promise(2, "X", needs_approval=True))
    agreed = say(book, promise(1, "X"), at=MONDAY + HOUR)
    say(book, Approved(), offered, MONDAY + 2 * HOUR)
    assert (matter(book, offered)["ended_by"], matter(book, agreed)["ended_at"]) == (agreed, None)
    refused = say(book, promise(3, "X", needs_approval=True), at=MONDAY + 3 * HOUR)
    say(book, Ended("refused"), refused, MONDAY + 4 * HOUR)
    say(book, Approved(), refused, MONDAY + 5 * HOUR)
    assert matter(book, agreed)["ended_at"] is None


def test_a_second_approval_says_nothing_new(book: Book) -> None:
    offered = say(book, promise(2, "X", needs_approval=True))
    say(book, Approved(), offered, MONDAY + HOUR)
    newer = say(book, promise(1, "X"), at=MONDAY + 2 * HOUR)
    say(book, Approved(), offered, MONDAY + 3 * HOUR)
    assert (matter(book, offered)["ended_by"], matter(book, newer)["ended_at"]) == (newer, None)


def test_an_offer_told_afterwards_is_ended_by_what_was_agreed_since(book: Book) -> None:
    agreed = say(book, promise(1, "X"))
    draft = Draft(promise(2, "X", needs_approval=True), "C1", MONDAY - 2 * HOUR)
    (told,) = write(book, draft)
    assert (matter(book, told.entry_id)["ended_by"], matter(book, agreed)["ended_at"]) == (agreed, None)


def test_nothing_is_answered_before_it_was_opened(book: Book) -> None:
    offered = say(book, promise(needs_approval=True))
    say(book, Approved(), offered, MONDAY - HOUR)
    say(book, Reassigned("liu"), offered, MONDAY - HOUR)
    say(book, Ended("withdrawn"), offered, MONDAY - HOUR)
    opened = rows(book.path, "SELECT occurred_at FROM matter")[0][0]
    assert (matter(book, offered)["approved_at"], matter(book, offered)["ended_at"]) == (opened, opened)
    assert rows(book.path, "SELECT since, owner FROM assignment") == [(opened, "liu")]


def test_a_reassignment_keeps_the_day_unless_it_names_one(book: Book) -> None:
    task = say(book, Task("call_bank", "liu", FRIDAY))
    say(book, Reassigned("chen"), task, MONDAY + HOUR)
    say(book, Reassigned("zhao", date(2026, 12, 4)), task, MONDAY + 2 * HOUR)
    assert rows(book.path, "SELECT owner, due FROM assignment ORDER BY since") == [
        ("liu", "2026-11-27"),
        ("chen", "2026-11-27"),
        ("zhao", "2026-12-04"),
    ]


def test_people_are_known_since_an_instant(book: Book) -> None:
    say(book, PersonKnown("Li Na", phone="010-1"))
    say(book, PersonKnown("ＬＩ  na", phone="010-22", no_phone=True), at=MONDAY + HOUR)
    assert rows(book.path, "SELECT name_key, person_id, name, phone_digits, no_phone FROM person ORDER BY since") == [
        ("li na", "C1/li na", "Li Na", "0101", 0),
        ("li na", "C1/li na", "ＬＩ  na", "01022", 1),
    ]


def test_a_pin_is_for_its_day(book: Book) -> None:
    pin = say(book, Pinned("pin", FRIDAY, "the boss asked"))
    assert rows(book.path, "SELECT entry_id, how, on_day, reason FROM pin") == [
        (pin, "pin", "2026-11-27", "the boss asked")
    ]


def batch(kind: str = "invoices", day: int = 20, **more: object) -> BatchApplied:
    facts = {"partial": False, "has_open": True, **more}
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    return BatchApplied("a.csv", "f" * 64, kind, date(2026, 11, day), facts["partial"], "plain", 0, 0, 0, nothing,
                        has_open=facts["has_open"])  # fmt: skip


def test_files_are_entries_without_a_customer(book: Book) -> None:
    write(book, Draft(batch(), None, MONDAY))
    write(book, Draft(AsOfMoved("f" * 64, "invoices", date(2026, 11, 22)), None, MONDAY))
    write(book, Draft(batch("invoices", 23, partial=True, has_open=False), None, MONDAY))
    write(book, Draft(batch("payments", 23), None, MONDAY))
    found = rows(book.path, "SELECT batch_seq, kind, as_of, snapshot, has_open FROM batch ORDER BY batch_seq")
    assert found == [
        (1, "invoices", "2026-11-20", 1, 1),
        (2, "invoices", "2026-11-22", 1, 1),
        (3, "invoices", "2026-11-23", 0, 0),
        (4, "payments", "2026-11-23", 0, 1),
    ]
    assert check_book(book.path) == ()


# --- promises replaced


def test_a_promise_replaces_those_that_name_a_common_item(book: Book) -> None:
    first, apart = say(book, promise(100, "I1", "I2")), say(book, promise(100, "I3"))
    loose = say(book, promise(100))
    others = say(book, promise(100, "I2"), customer="C2")
    second = say(book, promise(200, "I2", "I9"), at=MONDAY + HOUR)
    assert matter(book, first)["ended_by"] == second
    assert matter(book, first)["ended_how"] == "replaced"
    assert live(book) == sorted([apart, loose, others, second])


def test_a_promise_replaces_the_one_that_it_names(book: Book) -> None:
    first = say(book, promise(100))
    second = say(book, promise(200, replaces=first))
    assert live(book) == [second]


def test_what_has_ended_is_not_replaced(book: Book) -> None:
    first = say(book, promise(100, "I1"))
    say(book, Ended("withdrawn"), first)
    say(book, promise(200, "I1"), at=MONDAY + HOUR)
    assert matter(book, first)["ended_how"] == "withdrawn"


def test_a_promise_told_late_does_not_replace_what_came_after_it(book: Book, clock: Clock) -> None:
    clock.now = MONDAY + 5 * HOUR
    newer = say(book, promise(200, "I1"), at=clock.now)
    told_late = say(book, promise(100, "I1"), at=MONDAY)
    assert live(book) == [newer]
    assert matter(book, told_late)["ended_by"] == newer


# --- voids and corrections


def test_a_voided_contact_takes_its_results_and_their_answers_with_it(book: Book) -> None:
    contact, promised = write(book, call(), result(promise(100, "I1")))
    say(book, Reassigned("liu"), promised.entry_id)
    kept = say(book, Task("x", "liu", FRIDAY))
    say(book, Void("wrong customer"), contact.entry_id)
    assert rows(book.path, "SELECT * FROM contact") == []
    assert live(book) == [kept]
    assert rows(book.path, "SELECT DISTINCT matter_id FROM assignment") == [(kept,)]


def test_a_void_takes_effect_at_the_time_of_what_it_voids(book: Book, clock: Clock) -> None:
    contact = say(book, Contact("no_answer"))
    clock.now += 9 * HOUR
    void = say(book, Void("x"), contact, at=clock.now)
    assert book.reader.entry(void).occurred_at == MONDAY
    assert book.reader.entry(void).recorded_at == MONDAY + 9 * HOUR


def test_voiding_an_answer_opens_the_matter_again(book: Book) -> None:
    first = say(book, promise(100, "I1"))
    second = say(book, promise(200, "I1"))
    ended = say(book, Ended("withdrawn"), second)
    say(book, Void("x"), ended)
    assert live(book) == [second]
    say(book, Void("x"), second)
    assert live(book) == [first]


def test_voiding_a_void_restores(book: Book) -> None:
    contact, promised = write(book, call(), result(promise()))
    void = say(book, Void("x"), contact.entry_id)
    again = say(book, Void("not wrong at all"), void)
    assert live(book) == [promised.entry_id]
    say(book, Void("yes it was"), again)
    assert live(book) == []


def test_a_correction_says_something_else_at_the_same_time(book: Book, clock: Clock) -> None:
    first = say(book, promise(100, "I1"))
    second = say(book, promise(200, "I2"))
    corrected = say(book, Corrected(encode(promise(200, "I1", on=FRIDAY)), "other item"), second, MONDAY + HOUR)
    assert matter(book, second)["entry_id"] == corrected
    assert live(book) == [second]
    assert matter(book, first)["ended_by"] == second
    assert rows(book.path, "SELECT due FROM assignment WHERE matter_id = ?", (second,)) == [("2026-11-27",)]
    say(book, Void("x"), corrected)
    assert live(book) == sorted([first, second])
    assert matter(book, second)["entry_id"] == second


def test_the_last_correction_that_stands_counts(book: Book) -> None:
    contact = say(book, Contact("no_answer"))
    one = say(book, Corrected(encode(Contact("busy")), "x"), contact)
    two = say(book, Corrected(encode(Contact("promise")), "x"), one)
    assert rows(book.path, "SELECT outcome, said_in FROM contact") == [("promise", two)]
    say(book, Void("x"), two)
    assert rows(book.path, "SELECT outcome, said_in FROM contact") == [("busy", one)]
    say(book, Void("x"), one)
    assert rows(book.path, "SELECT outcome, said_in FROM contact") == [("no_answer", contact)]


def test_a_correction_must_fit_what_it_corrects(book: Book) -> None:
    contact = say(book, Contact("no_answer"))
    with pytest.raises(UnreadableEntry):
        say(book, Corrected(encode(Pinned("pin", FRIDAY, "x")), "x"), contact)


# --- references


def test_what_does_not_exist_is_not_answered(book: Book) -> None:
    for payload in (Ended("done"), Void("x"), Reassigned("liu"), Corrected({}, "x")):
        for ref in ("nowhere", None):
            with pytest.raises(UnknownReference):
                say(book, payload, ref)
    with pytest.raises(UnknownReference):
        say(book, promise(replaces="nowhere"))


def test_only_what_fits_is_answered(book: Book) -> None:
    contact, promised = write(book, call(), result(promise()))
    void = say(book, Void("x"), contact.entry_id)
    (file,) = write(book, Draft(batch(), None, MONDAY))
    wrong = [
        (Ended("done"), contact.entry_id, "C1"),
        (Approved(), void, "C1"),
        (Void("x"), file.entry_id, "C1"),
        (Void("x"), promised.entry_id, "C2"),
        (Task("x", "liu", FRIDAY), contact.entry_id, "C2"),
        (Corrected(encode(Void("y")), "x"), void, "C1"),
        (promise(replaces=contact.entry_id), None, "C1"),
    ]
    for payload, ref, customer in wrong:
        with pytest.raises(WrongReference):
            say(book, payload, ref, customer=customer)
    assert rows(book.path, "SELECT count(*) FROM entry") == [(4,)]


def test_an_answer_knows_its_customer_by_what_it_answers(book: Book) -> None:
    task = say(book, Task("x", "liu", FRIDAY))
    (ended,) = write(book, Draft(Ended("done"), None, MONDAY, ref=task))
    assert ended.customer_id == "C1"


def test_a_result_of_what_is_void_is_void_until_that_is_restored(book: Book) -> None:
    contact = say(book, Contact("promise"))
    void = say(book, Void("x"), contact)
    promised = say(book, promise(), contact)
    assert live(book) == []
    say(book, Void("x"), void)
    assert live(book) == [promised]


def test_drafts_refer_to_each_other_by_key(book: Book) -> None:
    contact, task, ended = write(
        book,
        call(),
        replace(result(Task("x", "liu", FRIDAY)), key="t"),
        result(Ended("done"), ref="t"),
    )
    assert task.ref_entry_id == contact.entry_id
    assert ended.ref_entry_id == task.entry_id
    assert live(book) == []
