"""The replay judges as it says it does; on the real history the list meets its aims."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from collector_tui.domain.ledger import Item, ItemKind
from collector_tui.domain.money import Money
from collector_tui.domain.policy import Policy

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("COLLECTOR_SAMPLES", ROOT.parent / "shared" / "samples"))
SAMPLES = FOLDER / "ibm-late-payments"
SLIPS = FOLDER / "nuclea-boletos" / "boletos.csv"


def script():
    spec = importlib.util.spec_from_file_location("house_bench_replay", ROOT / "scripts" / "bench" / "replay.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


replay = script()
DAY = date(2012, 9, 3)


def paid(customer: str, amount: int, due: int, settled: int):
    """An invoice due and paid so many days from the day."""
    money = Money(amount * 100, "USD")
    item = Item(
        customer, f"{customer}{due}", ItemKind.INVOICE, DAY + timedelta(due - 30), DAY + timedelta(due), money, money
    )
    return replay.Paid(item, DAY + timedelta(settled))


def test_a_morning_knows_what_was_issued_and_paid_before_it_and_no_more() -> None:
    history = [paid("PAID", 10, -20, -1), paid("LATE", 10, -5, 0), paid("OPEN", 10, 5, 9), paid("NEW", 10, 30, 40)]
    known = replay.morning(history, DAY)
    assert set(known.open) == {"LATE", "OPEN"}
    assert set(known.overdue) == {"LATE"}
    assert known.late_by_customer == {"PAID": Counter({19: 1})}


def test_a_call_is_worth_the_money_and_days_still_to_run_and_wasted_on_one_who_pays_anyway() -> None:
    history = [paid("A", 100, -5, 10), paid("B", 50, -5, 2), paid("C", 10, -5, 30)]
    known = replay.morning(history, DAY)
    assert [known.worth(name) for name in "ABC"] == [100_000, 10_000, 30_000]
    tally = replay.Tally()
    tally.add(known, ["C", "B", "A"], 2)
    assert tally.captured == pytest.approx(40_000 / 130_000)
    assert tally.wasted == 0.5


def test_the_simple_orderings_are_what_they_are_called() -> None:
    history = [paid("OLD", 10, -50, 10), paid("LARGE", 400, -1, 2), paid("BOTH", 60, -40, 30)]
    known = replay.morning(history, DAY)
    assert replay.by(known.age, known.overdue) == ["OLD", "BOTH", "LARGE"]
    assert replay.by(known.balance, known.overdue) == ["LARGE", "BOTH", "OLD"]
    assert replay.by(known.balance_times_age, known.overdue) == ["BOTH", "OLD", "LARGE"]
    assert sorted(replay.shuffled(known.overdue, known, 1)) == ["BOTH", "LARGE", "OLD"]


def test_the_worklist_is_asked_without_knowing_the_future() -> None:
    """The same morning, whatever happens after it."""
    early = [paid("A", 100, -5, 1), paid("B", 90, -5, 60), paid("P", 10, -50, -10)]
    late = [paid("A", 100, -5, 60), paid("B", 90, -5, 1), paid("P", 10, -50, -10)]
    lists = [replay.ours(replay.morning(history, DAY), Policy()) for history in (early, late)]
    assert lists == [["A", "B"], ["A", "B"]]


def test_any_plain_history_is_read_by_its_headings_or_by_those_named(tmp_path) -> None:
    path = tmp_path / "history.csv"
    path.write_text(
        "Vendor Name,Issued,Due Date,Cleared,Amount\nA,2024-05-01,31-May-24,6/4/2024,10.5\nB,2024-05-01,31-May-24,,7\n"
    )
    first, second = replay.read_history(path, {"paid": "Cleared"})
    assert (first.item.customer_id, first.item.open.minor, first.item.due) == ("A", 1050, date(2024, 5, 31))
    assert first.late == 4
    assert second.settled == date(2024, 6, 5), "still open: the judge takes it as paid after the last payment"
    with pytest.raises(SystemExit, match="No column for paid"):
        replay.read_history(path)


def test_days_and_amounts_are_decided_by_the_whole_column_and_rows_that_lack_one_are_told(tmp_path, capsys) -> None:
    path = tmp_path / "history.csv"
    path.write_text(
        "customer,issued,due,paid,amount\n"
        'A,01/02/2024,03/03/2024,05/03/2024,"1.234,56"\nB,13/02/2024,13/03/2024,14/03/2024,"7,50"\nC,13/02/2024,,,"7,50"\n'
    )
    one, two = replay.read_history(path)
    assert (one.item.issued, one.item.due, one.settled) == (date(2024, 2, 1), date(2024, 3, 3), date(2024, 3, 5))
    assert (one.item.open.minor, two.item.open.minor) == (123456, 750)
    assert "1 of 3 rows left out" in capsys.readouterr().err


def test_semicolons_between_the_columns_are_seen(tmp_path) -> None:
    path = tmp_path / "history.csv"
    path.write_text("customer;issued;due;paid;amount\nA;2024-02-01;2024-03-01;2024-03-05;7,50\n")
    (one,) = replay.read_history(path)
    assert (one.item.open.minor, one.late) == (750, 4)


def test_the_mornings_in_a_row_know_what_each_alone_would_know() -> None:
    history = [paid(f"C{n % 5}", 10 + n, n % 17 - 12, n % 23 - 9) for n in range(80)]
    history = [one for one in history if one.settled >= one.item.issued]
    for known in replay.mornings(history, DAY, DAY + timedelta(14)):
        alone = replay.morning(history, known.day)
        assert {name: set(found) for name, found in known.open.items()} == {n: set(f) for n, f in alone.open.items()}
        assert known.overdue.keys() == alone.overdue.keys()
        assert known.late_by_customer == alone.late_by_customer


def test_other_numbers_of_the_policy_are_tried_beside_it() -> None:
    history = [paid("A", 100, -5, 10), paid("B", 50, -5, 2), paid("C", 10, -5, 30)]
    found = replay.replay(history, 2, Policy(), DAY, DAY, [replay.other_policy("anyway_percent=0,age_percent=9")])
    assert "anyway_percent=0,age_percent=9" in found
    with pytest.raises(replay.argparse.ArgumentTypeError, match="anyway_days"):
        replay.other_policy("anyway_day=1")


@pytest.mark.samples
@pytest.mark.slow
@pytest.mark.skipif(not SAMPLES.exists(), reason="the history lies in ../shared/samples, which is not here")
def test_on_the_usual_history_the_list_meets_its_aims() -> None:
    tallies = replay.replay(replay.read_history(SAMPLES / replay.HISTORY), 5, Policy())
    found = tallies.pop("worklist")
    assert tallies.pop("best possible").captured == 1
    assert found.captured >= replay.LEAST_CAPTURED
    assert found.wasted <= replay.MOST_WASTED
    assert all(found.captured > other.captured and found.wasted < other.wasted for other in tallies.values())


@pytest.mark.samples
@pytest.mark.slow
@pytest.mark.skipif(not SLIPS.exists(), reason="the history lies in ../shared/samples, which is not here")
def test_on_a_month_of_payment_slips_with_little_history_too() -> None:
    """Never below the better of the simple orderings in what is captured."""
    found = replay.replay(replay.read_history(SLIPS), 20, Policy(), date(2024, 5, 13), date(2024, 6, 28))
    ours = found["worklist"]
    assert ours.captured >= max(0.95, found["largest"].captured, found["balance x age"].captured)
    assert ours.wasted <= 0.045
