"""An item on a morning: worked examples, and the laws that every reading keeps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.domain.ledger_reading import Movement, Snapshot, Version, fallen, movement, open_as_of

MAY = date(2024, 5, 1)


def may(day: int) -> date:
    return MAY + timedelta(days=day - 1)


def told(
    seq: int,
    as_of: int,
    amount: int = 100,
    open_: int | None = None,
    *,
    gone: bool = False,
    issued: int = -30,
    kind: ItemKind = ItemKind.INVOICE,
) -> Version:
    return Version(seq, may(as_of), kind, may(issued), may(issued + 30), amount, open_, gone)


def paid(day: int, minor: int, kind: PaymentKind = PaymentKind.CASH) -> Movement:
    return movement(may(day), minor, kind)


def standing(versions, snapshots=(), movements=(), day: int | None = None):
    found = open_as_of(versions, snapshots, movements, may(day) if day is not None else None)
    assert found
    return found.open, found.excess, found.settled_on


def test_a_statement_holds_and_only_later_payments_reduce_it():
    versions = [told(1, 10, open_=60)]
    assert standing(versions) == (60, 0, None)
    assert standing(versions, movements=[paid(10, 40), paid(3, 40)]) == (60, 0, None)
    assert standing(versions, movements=[paid(11, 20)]) == (40, 0, None)
    assert standing(versions, movements=[paid(11, 20), paid(12, 5, PaymentKind.REVERSAL)]) == (45, 0, None)


def test_a_later_snapshot_confirms_what_it_does_not_tell_anew():
    versions, snapshots = [told(1, 10, open_=60)], [Snapshot(1, may(10)), Snapshot(2, may(20))]
    assert standing(versions, snapshots, [paid(15, 20)]) == (60, 0, None)
    assert standing(versions, snapshots, [paid(15, 20)], day=20) == (40, 0, None)
    assert standing(versions, snapshots, [paid(21, 20)]) == (40, 0, None)


def test_an_older_snapshot_that_arrives_late_confirms_nothing():
    assert standing([told(1, 10, open_=60)], [Snapshot(2, may(9))], [paid(10, 5)]) == (60, 0, None)
    assert standing([told(1, 10, open_=60), told(2, 5, open_=100)], [], []) == (60, 0, None)


def test_open_never_given_is_the_amount_less_all_payments():
    assert standing([told(1, 10)], movements=[paid(3, 30), paid(12, 30)]) == (40, 0, None)
    assert standing([told(1, 10)], movements=[paid(3, 30), paid(12, 30)], day=12) == (70, 0, None)
    assert standing([told(1, 10), told(2, 15, 120)], movements=[paid(3, 30)]) == (90, 0, None)


def test_a_file_without_open_amounts_leaves_the_statement_before_it():
    versions = [told(1, 10, open_=60), told(2, 20)]
    snapshots = [Snapshot(1, may(10)), Snapshot(3, may(30))]
    assert standing(versions, snapshots, [paid(15, 20)]) == (40, 0, None)


def test_gone_is_settled_as_of_the_snapshot_or_on_the_day_of_the_payment_that_explains_it():
    versions = [told(1, 10, open_=60), told(2, 20, gone=True)]
    assert standing(versions) == (0, 0, may(20))
    assert standing(versions, day=20) == (60, 0, None)
    assert standing(versions, movements=[paid(14, 60)]) == (0, 0, may(14))
    assert standing(versions, movements=[paid(14, 50)]) == (0, 0, may(20))
    assert standing([*versions, told(3, 30, gone=True)]) == (0, 0, may(20))
    assert standing(versions, movements=[paid(25, 10, PaymentKind.REVERSAL)]) == (0, 0, may(20))


def test_what_comes_back_is_open_again():
    versions = [told(1, 10, open_=60), told(2, 20, gone=True), told(3, 30, open_=60)]
    assert standing(versions) == (60, 0, None)
    assert standing(versions, day=30) == (0, 0, may(20))
    unstated = [told(1, 10), told(2, 20, gone=True), told(3, 30)]
    assert standing(unstated, movements=[paid(18, 100), paid(28, 100, PaymentKind.REVERSAL)]) == (100, 0, None)


def test_stated_as_nothing_open_can_be_reversed_and_paid_again():
    versions = [told(1, 10, open_=60), told(2, 20, open_=0)]
    assert standing(versions) == (0, 0, may(20))
    assert standing(versions, movements=[paid(15, 60)]) == (0, 0, may(15))
    back = paid(25, 60, PaymentKind.REVERSAL)
    assert standing(versions, movements=[back]) == (60, 0, None)
    assert standing(versions, movements=[back, paid(28, 60)]) == (0, 0, may(28))


def test_settled_on_the_last_payment_that_left_nothing_open():
    bounced = [paid(3, 100), paid(5, 100, PaymentKind.REVERSAL), paid(9, 100)]
    assert standing([told(1, 2)], movements=bounced) == (0, 0, may(9))
    same_day = [paid(3, 100), paid(5, 100), paid(5, 100, PaymentKind.REVERSAL)]
    assert standing([told(1, 2)], movements=same_day) == standing([told(1, 2)], movements=same_day[::-1])


def test_too_much_paid_is_the_customers_credit():
    assert standing([told(1, 10, open_=60)], movements=[paid(11, 75)]) == (0, 15, may(11))
    assert standing([told(1, 10, open_=-5)], movements=[paid(11, 10)]) == (-5, 10, None)


def test_credit_notes_are_negative_and_used_up_by_reversals():
    note = told(1, 10, -100, -80, kind=ItemKind.CREDIT_NOTE)
    assert standing([note]) == (-80, 0, None)
    assert standing([note], movements=[paid(12, 30, PaymentKind.REVERSAL)]) == (-50, 0, None)
    assert standing([note], movements=[paid(12, 80, PaymentKind.REVERSAL)]) == (0, 0, may(12))


def test_an_item_that_only_later_files_know_is_read_as_the_first_states_it():
    versions = [told(1, 20, open_=60), told(2, 30, open_=10)]
    assert standing(versions, day=15) == (60, 0, None)
    assert standing(versions, movements=[paid(10, 5)], day=15) == (95, 0, None)
    assert standing([told(1, 20, open_=0)], day=15) == (100, 0, None)


def test_an_item_is_not_there_before_it_was_issued_or_when_no_file_has_it():
    assert open_as_of([told(1, 20, issued=15)], (), (), may(15)) is None
    assert open_as_of([told(1, 20, issued=15)], (), (), may(16))
    assert open_as_of([], (), [paid(1, 1)], None) is None


@pytest.mark.parametrize(
    ("movements", "falls"),
    [
        ([], [(2, 20, 40), (3, 30, 60)]),
        ([paid(15, 40)], [(3, 30, 60)]),
        ([paid(20, 30)], [(2, 20, 10), (3, 30, 60)]),
        ([paid(10, 40), paid(31, 50)], [(2, 20, 40), (3, 30, 10)]),
        ([paid(21, 60), paid(31, 60, PaymentKind.REVERSAL)], [(2, 20, 40)]),
        ([paid(15, 40, PaymentKind.WRITE_OFF), paid(21, 60, PaymentKind.CREDIT)], []),
        ([paid(15, 40, PaymentKind.REVERSAL)], [(2, 20, 40), (3, 30, 60)]),
    ],
)
def test_a_fall_between_statements_is_money_seen_unless_rows_explain_it(movements, falls):
    versions = [told(1, 10, open_=100), told(2, 20, open_=60), told(3, 30, gone=True)]
    assert [(f.batch_seq, f.on, f.minor) for f in fallen(versions, movements, None)] == [
        (seq, may(on), minor) for seq, on, minor in falls
    ]


def test_an_item_never_stated_falls_by_what_payments_left_when_it_is_gone():
    versions = [told(1, 10), told(2, 20, gone=True)]
    assert [f.minor for f in fallen(versions, [paid(5, 30)], None)] == [70]
    assert fallen(versions, [], may(20)) == ()
    assert fallen([told(1, 10), told(2, 20, open_=30)], [], None) == ()


def test_of_two_files_as_of_one_day_the_later_corrects_the_earlier():
    assert fallen([told(1, 10, open_=100), told(2, 10, gone=True)], [], None) == ()
    versions = [told(1, 10, open_=100), told(2, 20, open_=70), told(3, 20, open_=60)]
    assert [(f.batch_seq, f.minor) for f in fallen(versions, [paid(20, 5)], None)] == [(3, 35)]


def test_credit_notes_never_fall():
    note = ItemKind.CREDIT_NOTE
    assert fallen([told(1, 10, -100, -80, kind=note), told(2, 20, -100, gone=True, kind=note)], [], None) == ()


days = st.integers(1, 40)
kinds = st.sampled_from([k for k in PaymentKind if k is not PaymentKind.CLEARED])
movements = st.lists(st.builds(paid, days, st.integers(1, 120), kinds), max_size=5)


@st.composite
def files(draw: st.DrawFn) -> tuple[list[Version], list[Snapshot]]:
    """What files in any order of their as-of said of one item of 100."""
    versions: list[Version] = []
    snapshots: list[Snapshot] = []
    for seq in range(1, draw(st.integers(1, 5)) + 1):
        as_of = draw(days)
        if draw(st.booleans()):
            snapshots.append(Snapshot(seq, may(as_of)))
        word = draw(st.sampled_from(["silent", "unstated", "stated", "gone"]))
        if word == "unstated" or (word != "stated" and not versions):
            versions.append(told(seq, as_of, issued=0))
        elif word == "stated":
            versions.append(told(seq, as_of, open_=draw(st.integers(0, 100)), issued=0))
        elif word == "gone":
            versions.append(told(seq, as_of, gone=True, issued=0))
    return versions, snapshots


@given(files(), movements, movements, files(), days)
def test_nothing_dated_on_or_after_a_day_changes_the_reading_of_its_morning(book, rows, later, news, day):
    versions, snapshots = book
    held = [m for m in rows if m.on < may(day)]
    more = [m for m in later if m.on >= may(day)]
    new_versions = [v for v in shifted(news[0], len(versions) + 10) if v.as_of >= may(day)]
    new_snapshots = [Snapshot(s.batch_seq + 100, s.as_of) for s in news[1] if s.as_of >= may(day)]
    before = open_as_of(versions, snapshots, held, may(day))
    assert open_as_of([*versions, *new_versions], [*snapshots, *new_snapshots], held + more, may(day)) == before
    assert fallen([*versions, *new_versions], held + more, may(day)) == fallen(versions, held, may(day))


def shifted(versions: list[Version], by: int) -> list[Version]:
    return [Version(v.batch_seq + by, v.as_of, v.kind, v.issued, v.due, v.amount, v.open, v.gone) for v in versions]


@given(files(), movements, st.none() | days, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(book, rows, day, random):
    versions, snapshots = book
    cut = may(day) if day is not None else None
    before = open_as_of(versions, snapshots, rows, cut), fallen(versions, rows, cut)
    for part in (versions, snapshots, rows):
        random.shuffle(part)
    assert (open_as_of(versions, snapshots, rows, cut), fallen(versions, rows, cut)) == before


@given(files(), movements, days)
def test_money_is_conserved_and_an_invoice_never_falls_below_nothing(book, rows, day):
    versions, snapshots = book
    found = open_as_of(versions, snapshots, rows, may(day))
    if found is None:
        return
    assert found.open >= 0
    assert found.excess >= 0
    assert not (found.open and found.excess)
    assert (found.settled_on is None) == (found.open > 0)
    assert found.settled_on is None or found.settled_on < may(day)


@given(files(), movements)
def test_a_reading_of_a_far_day_is_the_reading_of_now(book, rows):
    assert open_as_of(*book, rows, None) == open_as_of(*book, rows, may(400))


@given(files(), movements)
def test_rows_that_arrive_later_take_the_place_of_what_fell(book, rows):
    versions, _ = book
    falls = fallen(versions, rows, None)
    assert all(fall.minor > 0 for fall in falls)
    assert len({fall.on for fall in falls}) == len(falls)
    positive = [m for m in rows if m.minor > 0]
    falls = fallen(versions, positive, None)
    assert fallen(versions, positive + [Movement(f.on, f.minor) for f in falls], None) == ()
