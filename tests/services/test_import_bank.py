"""Banks' files in the book: nothing twice, nothing lost, taken off once, and taken back whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.bank import BankLine, BankStatement
from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.journal.entries import CustomersMerged
from collector_tui.domain.matching import Part
from collector_tui.domain.money import totals
from collector_tui.domain.policy import Policy
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.seen import read_seen
from collector_tui.services import answer_bank
from collector_tui.services.answer_bank import Share, confirm_line, refuse_line, remember_payer
from collector_tui.services.bank_lines import LineState, NoSuchLine, balance_of, bank_lines
from collector_tui.services.bank_source import BankFile
from collector_tui.services.desk import Desk
from collector_tui.services.import_bank import BankImport
from collector_tui.services.imported_files import FileNeeded, undo_import
from collector_tui.services.match_bank import match_bank
from collector_tui.services.read_worklist import read_worklist
from collector_tui.services.undo_act import last_act, undo_last
from collector_tui.services.void_entry import void_entry
from collector_tui.store.check import check_book
from collector_tui.store.rebuild import projection_digest
from tests.builders.book import Told, book, customer, invoice, line, payment
from tests.builders.facts import ZONE, at, money, promise, reading_day, talk

A1 = line("invoice AAA-001", "100", reference="B1")
A2 = line("for AAA-002", "40", reference="B2")
TWINS = (line("cash", "7", payer="Nobody"), line("cash", "7", payer="Nobody"))


@contextmanager
def told_book() -> Iterator[Told]:
    with (
        tempfile.TemporaryDirectory() as folder,
        book(
            Path(folder),
            customers=[customer("A", "Harbour Foods"), customer("B", "Mill & Stone")],
            invoices=[
                invoice("A", "AAA-001", -30, "100", "100"),
                invoice("A", "AAA-002", -20, "40", "40"),
                invoice("B", "BBB-001", -20, "77", "77"),
            ],
            as_of=-2,
        ) as told,
    ):
        yield told


@pytest.fixture
def told() -> Iterator[Told]:
    with told_book() as found:
        yield found


def desk(told: Told) -> Desk:
    return Desk(told.reader, told.book.journal, Policy(), lambda: told.now, WorkCalendar, ZONE, "ann")


def states(told: Told) -> dict[str, str]:
    return {one.line.text: one.state.value for one in told.reader.bank_lines(reading_day())}


def to_collect(told: Told) -> dict[str, str]:
    """What is asked of whom, or why nothing is."""
    told.now = at(0, "09:30")
    found = read_worklist(desk(told))
    called = {row.customer_id: " ".join(one.plain() for one in row.to_collect) for row in found.rows}
    return called | {one.customer_id: one.reason.value for one in found.held_back}


def line_id(told: Told, text: str) -> str:
    return next(one.line_id for one in told.reader.bank_lines(reading_day()) if one.line.text == text)


def test_the_same_lines_again_add_nothing_and_equal_ones_of_a_day_both_stay(told: Told) -> None:
    assert told.bank([A1, *TWINS]).rows_applied == 3
    again = told.bank([A1, *TWINS], clock="08:10")
    assert (again.rows_applied, again.already_imported, again.entry_id) == (0, True, None)
    more = told.bank([A1, *TWINS, TWINS[0], A2], clock="08:20")
    assert more.rows_applied == 2
    assert len(told.reader.bank_lines(reading_day())) == 5
    assert check_book(told.book.path, full=True) == ()


def test_another_format_tells_the_same_line_with_another_reference(told: Told) -> None:
    told.bank([A1, A1], kind="camt.052")
    other = line("AAA 001", "100", reference="X-9")
    assert told.bank([other, other, other], kind="MT940", clock="08:10").rows_applied == 1


@pytest.mark.parametrize("turned", [False, True])
def test_who_pays_the_same_on_the_same_day_is_not_taken_for_another(told: Told, turned: bool) -> None:
    mill = line("invoice BBB-001", "100", payer="Mill & Stone", reference="S2")
    harbour = line("AAA-001", "100", payer="Harbour Foods", reference="S1")
    told.bank([replace(harbour, text=A1.text, bank_reference="R1")], kind="camt.052")
    statement = [mill, harbour]
    told.bank(statement[::-1] if turned else statement, kind="camt.053", clock="08:10")
    assert states(told) == {A1.text: "matched", mill.text: "matched"}


def test_of_one_format_another_reference_is_another_payment(told: Told) -> None:
    told.bank([line("one", "50", reference="B8")], kind="camt.054")
    assert told.bank([line("two", "50", reference="B9")], kind="camt.054", clock="08:10").rows_applied == 1


def test_what_went_out_is_not_kept(told: Told) -> None:
    report = told.bank([A1, line("salaries", "-9000")])
    assert (report.rows_read, report.rows_applied) == (2, 1)
    again = told.bank([A1, line("more salaries", "-900")], clock="08:10")
    assert (again.rows_applied, again.already_imported, again.entry_id) == (0, True, None)
    only = told.bank([line("rent", "-900")], clock="08:20")
    assert (only.rows_applied, only.already_imported, only.entry_id) == (0, False, None)


def test_money_seen_is_not_asked_for(told: Told) -> None:
    assert to_collect(told) == {"A": "140.00", "B": "77.00"}
    told.bank([A1])
    assert to_collect(told) == {"A": "40.00", "B": "77.00"}
    told.bank([A2], clock="08:10")
    assert to_collect(told) == {"A": "seen_at_bank", "B": "77.00"}


def test_a_proposal_holds_until_somebody_says(told: Told) -> None:
    told.bank([line("your bill", "77", payer="Stranger Corp")])
    assert to_collect(told) == {"A": "140.00", "B": "may_be_paid"}
    refuse_line(desk(told), line_id(told, "your bill"))
    assert to_collect(told) == {"A": "140.00", "B": "77.00"}
    assert states(told) == {"your bill": "refused"}
    undo_last(desk(told))
    assert states(told) == {"your bill": "proposed"}


def test_a_confirmed_line_counts_and_its_payer_can_be_remembered(told: Told) -> None:
    told.bank([line("your bill", "77", payer="Stranger Corp")])
    told.now = at(0, "09:30")
    said = confirm_line(desk(told), line_id(told, "your bill")[:8], remember=True)
    assert (said.payer, said.customer_id, said.remembered) == ("Stranger Corp", "B", True)
    assert to_collect(told)["B"] == "seen_at_bank"
    assert told.reader.payers() == {"B": ("Stranger Corp",)}
    told.invoices([invoice("B", "BBB-002", -1, "31", "31")], -1, partial=True)
    told.bank([line("more", "31", payer="STRANGER CORP.", reference="B7")], clock="10:00")
    assert states(told)["more"] == "matched"
    undo_last(desk(told), asked=last_act(desk(told)))
    assert told.reader.payers() == {}
    assert states(told)["your bill"] == "proposed"
    assert check_book(told.book.path) == ()


def test_a_customer_under_two_ids_is_one_to_the_bank(told: Told) -> None:
    told.bank([line("your bill", "77", payer="Stranger Corp")])
    entry = told.add("B", CustomersMerged("A", "the same"), 0, "08:05")
    assert to_collect(told) == {"A": "140.00"}
    assert [part.customer_id for one in told.reader.bank_lines(reading_day()) for part in one.parts] == ["A"]
    said = confirm_line(desk(told), line_id(told, "your bill"), remember=True)
    assert (said.payer, said.customer_id) == ("Stranger Corp", "A")
    told.now = at(0, "09:40")
    remember_payer(desk(told), "Uncle", "B")
    told.invoices([invoice("B", "BBB-002", -1, "31", "31")], -1, partial=True)
    coming = [line("for BBB-002", "11", reference="B3"), line("", "160", payer="UNCLE", reference="B4")]
    look = match_bank(desk(told), [BankFile("x", "camt.053", (BankStatement("DE1", "CNY", tuple(coming)),))])
    told.bank(coming, clock="10:00")
    stored = bank_lines(desk(told), [LineState.MATCHED])
    assert [one.parts for one in look.matches] == [
        (Part("A", "BBB-002", money("11")),),
        (Part("A", "AAA-001", money("100")), Part("A", "AAA-002", money("40")), Part("A", "BBB-002", money("20"))),
    ]
    assert sum(part.amount.minor for one in stored.lines for part in one.parts) == money("171").minor
    assert stored.names == {"A": "Harbour Foods"}
    assert to_collect(told) == {"A": "seen_at_bank"}
    told.payments([payment("B", "31", -1, "BBB-002")], -1)  # what the ledger tells under one id is what the bank told
    assert len(read_seen(told.facts("B"), reading_day(), Policy().promise).unused) == 0
    told.now = at(0, "11:00")
    void_entry(desk(told), entry.entry_id, "two companies")
    assert told.facts("B").seen == ()
    assert check_book(told.book.path, full=True) == ()


def test_a_line_finds_what_a_payment_under_another_id_has_closed(told: Told) -> None:
    told.add("B", CustomersMerged("A", "the same"), -1)
    told.payments([payment("B", "77", -1, "BBB-001")], -1)
    told.invoices([invoice("A", "AAA-001", -30, "100", "100")], -1)
    told.bank([line("for BBB-001", "77")])
    (one,) = told.reader.bank_lines(reading_day())
    assert [(part.customer_id, part.invoice) for part in one.parts] == [("A", "BBB-001")]
    assert to_collect(told) == {"A": "100.00"}


def test_what_is_paid_is_not_contested_and_what_a_file_disputes_holds_the_rest(told: Told) -> None:
    told.invoices([replace(invoice("A", "AAA-001", -30, "100", "100"), disputed=money("80"))], -1, partial=True)
    assert to_collect(told)["A"] == "60.00"
    told.bank([line("invoice AAA-001", "40", reference="B1")])
    assert to_collect(told)["A"] == "40.00"  # of AAA-001 40 was seen, and the other 60 are disputed


def test_a_word_names_other_parts(told: Told) -> None:
    told.bank([line("who knows", "90")])
    told.now = at(0, "09:30")
    wanted = line_id(told, "who knows")
    with pytest.raises(answer_bank.NothingProposed):
        confirm_line(desk(told), wanted)
    with pytest.raises(answer_bank.MoreThanTheLine):
        confirm_line(desk(told), wanted, [Share("A", None, money("91"))])
    with pytest.raises(answer_bank.InvoiceNotOpen):
        confirm_line(desk(told), wanted, [Share("A", "BBB-001")])
    with pytest.raises(NoSuchLine):
        confirm_line(desk(told), "zz", [Share("A")])
    said = confirm_line(desk(told), wanted, [Share("A", "AAA-002"), Share("B", "BBB-001")])
    assert [(one.invoice, one.amount.plain()) for one in said.parts] == [("AAA-002", "40.00"), ("BBB-001", "50.00")]
    assert to_collect(told) == {"A": "100.00", "B": "27.00"}
    remember_payer(desk(told), "Uncle", "A")
    assert bank_lines(desk(told), [LineState.CONFIRMED]).names == {"A": "Harbour Foods", "B": "Mill & Stone"}


def test_a_void_of_a_word_brings_back_what_was_before(told: Told) -> None:
    told.bank([A1])
    wanted = line_id(told, A1.text)
    told.now = at(0, "09:30")
    refuse_line(desk(told), wanted)
    (one,) = told.reader.bank_lines(reading_day())
    assert one.word is not None
    told.now = at(0, "09:40")
    void_entry(desk(told), one.word.entry_id, "not so")
    assert states(told) == {A1.text: "matched"}
    assert to_collect(told)["A"] == "40.00"


def test_a_reversal_in_a_later_file_takes_the_line_back(told: Told) -> None:
    told.say("A", talk(-3, "promise", promise("100", -1, "AAA-001")))
    told.bank([A1])
    assert _promise(told) is PromiseState.KEPT
    back = line("returned", "-100", 0, reference="B1", reversal=True)
    told.bank([back], clock="08:30")
    assert states(told) == {A1.text: "taken_back", "returned": "reversal"}
    assert to_collect(told)["A"] != "seen_at_bank"
    assert _promise(told) is not PromiseState.KEPT
    with pytest.raises(answer_bank.NotOfThisLine):
        confirm_line(desk(told), line_id(told, A1.text), [Share("A")])
    assert balance_of(told.reader.bank_lines(reading_day())).came == ()
    undo_import(told.book.ledger, told.reader.files()[0].entry_id, "", actor="ann")
    assert _promise(told) is PromiseState.KEPT
    assert check_book(told.book.path) == ()


def _promise(told: Told) -> PromiseState:
    facts = told.facts("A")
    (judged,) = judge(facts, reading_day(), told.book_facts().ledger_as_of, Policy().promise)
    return judged.state


def test_the_ledgers_payment_takes_its_place(told: Told) -> None:
    told.bank([A1])
    told.payments([payment("A", "100", 0, "AAA-001")], -1)
    assert to_collect(told)["A"] == "40.00"
    assert told.facts("A").items[0].invoice == "AAA-002"


def test_a_line_of_money_that_the_ledger_knows_already_takes_nothing_off(told: Told) -> None:
    """An equal amount of another invoice must not be taken for it."""
    told.invoices([invoice("A", "AAA-003", -5, "100", "100")], -2, partial=True)
    told.payments([payment("A", "100", -1, "AAA-001")], -1)
    told.bank([line("harbour", "100", payer="Harbour Foods")])
    assert to_collect(told)["A"] == "140.00"


def test_the_last_file_of_an_account_goes_first(told: Told) -> None:
    told.bank([A1])
    told.bank([A1, A2], clock="08:10")
    second, first, _ = (one for one in told.reader.files() if one.kind in ("bank", "invoices"))
    with pytest.raises(FileNeeded):
        undo_import(told.book.ledger, first.entry_id, "", actor="ann")
    digest = projection_digest(told.book.ledger._connection)
    undo_import(told.book.ledger, second.entry_id, "", actor="ann")
    undo_import(told.book.ledger, first.entry_id, "", actor="ann")
    assert told.reader.bank_lines(reading_day()) == ()
    assert to_collect(told)["A"] == "140.00"
    assert projection_digest(told.book.ledger._connection) != digest
    told.bank([A1], clock="08:40")
    assert to_collect(told)["A"] == "40.00"
    assert check_book(told.book.path, full=True) == ()


@pytest.mark.parametrize("order", list(permutations(("bank", "payments", "again"))))
def test_the_end_is_the_ledgers_own_open_amount(told: Told, order: tuple[str, ...]) -> None:
    """The bank told of 100 and 40; the ledger of the same 100, and of 30 that no bank knows. Whoever came first."""
    brought = {
        "bank": lambda: told.bank([A1, A2], clock="08:00"),
        "payments": lambda: told.payments([payment("A", "100", -1, "AAA-001"), payment("B", "30", -1, "BBB-001")], -1),
        "again": lambda: told.bank([A1, A2, A1], kind="MT940", clock="08:30"),
    }
    for what in order:
        brought[what]()
    # A1 came twice: once the ledger knows, once it does not, and nothing of that invoice is open.
    assert to_collect(told) == {"A": "seen_at_bank", "B": "47.00"}
    told.invoices([invoice("A", "AAA-002", -20, "40", "40"), invoice("B", "BBB-001", -20, "77", "47")], 6)
    told.now = at(8, "09:30")
    found = {row.customer_id: row.to_collect[0].plain() for row in read_worklist(desk(told)).rows}
    assert found == {"A": "40.00", "B": "47.00"}, "the file is the truth"


def test_what_was_planned_holds_only_while_the_book_stands_still(told: Told) -> None:
    """Two people import at once: the second finds the first one's line, and does not cover the invoice twice."""
    book_, statement = told.book.ledger.bank, BankStatement("DE1", "CNY", (A1,))
    file = BankFile("late", "camt.053", (statement,), sha256="f" * 64)
    work = BankImport([file], reading_day(), Policy().promise, "bob")
    planned = work.plan(book_)
    told.bank([A1])
    with told.book.ledger.at_once():
        (report,) = work.run(book_, planned)
    assert (report.already_imported, len(told.reader.bank_lines(reading_day()))) == (True, 1)


_LINES = st.lists(
    st.builds(
        lambda text, amount, day, reference: line(text, amount, day, reference=reference, reversal=amount[0] == "-"),
        st.sampled_from(("AAA-001", "AAA-002 BBB-001", "BBB-001", "hello", "")),
        st.sampled_from(("100", "40", "77", "117", "-100", "1")),
        st.integers(-4, -1),
        st.sampled_from(("", "R1", "R2")),
    ),
    max_size=6,
)


@given(st.lists(st.tuples(_LINES, st.sampled_from(("camt.053", "MT940"))), max_size=4))
@settings(max_examples=20, deadline=None)
def test_no_money_appears_or_vanishes(files: list[tuple[list[BankLine], str]]) -> None:
    """Parts and what has no owner are what came in, in any order of files; the book is whole; twice is once."""
    with told_book() as told:
        for place, (lines, kind) in enumerate(files):
            told.bank(lines, kind=kind, clock=f"08:{place:02}")
        stored = told.reader.bank_lines(reading_day())
        found = balance_of(stored)
        assert totals((*found.matched, *found.proposed, *found.unmatched)) == found.came
        for lines, kind in files:
            assert told.bank(lines, kind=kind, clock="09:00").rows_applied == 0
        assert told.reader.bank_lines(reading_day()) == stored
        assert check_book(told.book.path) == ()


@given(_LINES, st.integers(0, 2))
@settings(max_examples=15, deadline=None)
def test_what_comes_on_a_day_or_later_changes_no_morning_before(lines: list[BankLine], day: int) -> None:
    """The law of --as-of: files, words, and their taking back."""
    with told_book() as told:
        told.bank([A1])
        morning = reading_day(day, None)
        before = told.everybody(morning)
        told.bank(lines, day, clock="08:00")
        told.now = at(day, "09:00")
        for one in told.reader.bank_lines(reading_day()):
            if one.parts and one.state is not LineState.TAKEN_BACK:
                refuse_line(desk(told), one.line_id)
        assert told.everybody(morning) == before


def test_a_morning_knows_what_was_known_then(told: Told) -> None:
    told.bank([A1], day=0)
    assert not told.facts("A", reading_day(0, None)).seen
    assert told.facts("A", reading_day(1, None)).seen
    told.now = at(2, "10:00")
    refuse_line(desk(told), line_id(told, A1.text))
    assert told.facts("A", reading_day(2, None)).seen
    assert not told.facts("A", reading_day(3, None)).seen
    told.now = at(3, "10:00")
    confirm_line(desk(told), line_id(told, A1.text), [Share("B")])
    told.bank([line("back", "-100", 3, reference="B1", reversal=True)], 4)
    days = [told.reader.bank_lines(reading_day(day, None)) for day in range(6)]
    shown = [[one.state.value for one in lines] for lines in days]
    assert shown == [[], ["matched"], ["matched"], ["refused"], ["confirmed"], ["reversal", "taken_back"]]
