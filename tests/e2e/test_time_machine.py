"""The law of --as-of, through the commands: what is dated on or after a day never changes what the list says of it."""

from __future__ import annotations

import pytest

DAY = "2026-11-24"
PROMISE = ("--method", "transfer", "--person", "Ann Lee", "--amount")

LATER = {
    "payments": lambda office: office.did("import", office.payments(f"C-1,A-1,{DAY},120000.00,CNY,late")),
    "a payment of the day after": lambda office: office.did("import", office.payments("C-2,B-1,2026-11-25,9,EUR,")),
    "new invoices": lambda office: office.did(
        "import", "--partial", office.invoices(f"C-3,New,N-1,{DAY},2026-11-25,77.00,EUR", name="new.csv")
    ),
    "a contact": lambda office: office.did(
        "log", "--customer", "C-1", "--outcome", "promise", *PROMISE, "200000", "--on", "2026-12-01"
    ),
    "a contact at the first instant of the day": lambda office: office.did(
        "log", "--customer", "C-1", "--outcome", "no_answer", "--at", f"{DAY}T00:00"
    ),
    "a hold": lambda office: office.did("hold", "C-1", "--until", "2026-12-04", "--reason", "a court decides"),
    "a snapshot in which an item is gone": lambda office: office.did(
        "import",
        "--accept-missing",
        "--as-of",
        DAY,
        office.invoices("C-2,Mill & Stone,B-1,2026-09-15,2026-10-15,900.00,EUR", name="snapshot.csv"),
    ),
}


@pytest.fixture
def seen(shop):
    """A book with some past: a talk, a broken promise, a part payment."""
    said = (*PROMISE, "60000", "--on", "2026-11-09", "--at", "2026-11-02T10:00")
    shop.did("log", "--customer", "C-1", "--outcome", "promise", *said)
    shop.did("import", shop.payments("C-1,A-1,2026-11-10,20000.00,CNY,", name="before.csv"))
    return shop


def list_of(office) -> str:
    return office.did("worklist", "--as-of", DAY, "--json").out


@pytest.mark.parametrize("what", LATER)
def test_nothing_dated_on_or_after_the_day_changes_its_list(seen, what) -> None:
    before = list_of(seen)
    seen.clock("2026-11-26T09:00:00+08:00")
    assert list_of(seen) == before
    now = seen.did("worklist", "--json").out
    LATER[what](seen)
    assert seen.did("worklist", "--json").out != now or what == "a contact at the first instant of the day"
    assert list_of(seen) == before


def test_all_of_it_together(seen) -> None:
    before = list_of(seen)
    done: set[str] = set()
    seen.clock("2026-11-26T09:00:00+08:00")
    for what in ("a snapshot in which an item is gone", *LATER):  # no snapshot may come after a newer one
        if what not in done:
            LATER[what](seen)
        done.add(what)
    assert list_of(seen) == before
    assert seen.asked("check", "--full")["ok"]


def test_a_void_takes_effect_at_the_time_of_what_it_voids(seen) -> None:
    (promise,) = seen.asked("promises")
    before = list_of(seen)
    (contact,) = seen.asked("customer", "C-1")["contacts"]
    seen.did("void", contact["entry_id"], "--reason", "never said")
    assert seen.asked("promises", "--as-of", DAY) == []
    assert list_of(seen) != before
    assert promise["state"] == "partly_kept"


def test_the_past_is_shown_as_it_was(seen) -> None:
    assert seen.asked("promises", "--as-of", "2026-11-02") == []
    assert [one["state"] for one in seen.asked("promises", "--as-of", "2026-11-05")] == ["open"]
    items = seen.asked("customer", "C-1", "--as-of", "2026-11-10")["items"]
    assert [one["open"]["amount"] for one in items] == ["120000.00", "80000.00"]
    items = seen.asked("customer", "C-1", "--as-of", "2026-11-11")["items"]
    assert [one["open"]["amount"] for one in items] == ["100000.00", "80000.00"]
