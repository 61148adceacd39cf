"""Laws over random journals: rebuilding changes nothing, and what happens on a day changes no morning before it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from collector_tui.domain.journal.codec import encode
from collector_tui.domain.journal.entries import (
    Approved,
    Contact,
    Corrected,
    Draft,
    Ended,
    Payload,
    PersonKnown,
    Pinned,
    Reassigned,
    Void,
    kind_of,
)
from collector_tui.domain.journal.matters import Callback, Dispute, Hold, Task
from collector_tui.store.book import Book, open_book
from collector_tui.store.check import check_book
from collector_tui.store.instants import stored_instant
from collector_tui.store.rebuild import projection_digest
from tests.store.written import MONDAY, Clock, Counted, new_book, promise, rows

ITEMS = ("I1", "I2", "I3")
FRIDAY = date(2026, 11, 27)
NEW = ("contact", "promise", "offered", "dispute", "task", "callback", "hold", "person", "pin")
ANSWERS = ("ended", "approved", "reassigned", "void", "corrected", "result", "replacing")
MATTERS = {"promise", "offered", "dispute", "task", "callback", "hold", "result", "replacing"}


@dataclass(frozen=True)
class Step:
    """One entry: what, about which customer, which earlier step it answers, when, and when it was recorded."""

    what: str
    customer: str
    ref: int | None
    occurred: timedelta
    recorded: timedelta
    items: tuple[str, ...]
    number: int


@st.composite
def stories(draw: st.DrawFn) -> list[Step]:
    """Draw a legal journal: with things told late, clocks that jump, and answers to anything that can be answered."""
    steps: list[Step] = []
    for number in range(draw(st.integers(1, 14))):
        what = draw(st.sampled_from(NEW + ANSWERS * 2 if steps else NEW))
        fitting = [at for at, step in enumerate(steps) if answers(what, step, steps)]
        if what in ANSWERS and not fitting:
            what = "promise"
        ref = draw(st.sampled_from(fitting)) if what in ANSWERS else None
        recorded = timedelta(hours=draw(st.sampled_from((number, number, number, -30, 40))))
        occurred = recorded - timedelta(hours=draw(st.sampled_from((0, 0, 0, 1, 3, 9))))
        customer = steps[ref].customer if ref is not None else draw(st.sampled_from(("C1", "C1", "C2")))
        if ref is not None and what in ("void", "corrected", "result"):
            occurred = steps[ref].occurred
        if ref is not None and what == "replacing":
            occurred = max(occurred, steps[ref].occurred)
        items = tuple(draw(st.lists(st.sampled_from(ITEMS), max_size=2, unique=True)))
        steps.append(Step(what, customer, ref, occurred, recorded, items, number))
    return steps


def answers(what: str, step: Step, steps: Sequence[Step]) -> bool:
    if what == "void":
        return True
    if what == "corrected":
        return root(step, steps).what in ("contact", "promise", "task", "person")
    if what == "result":
        return step.what == "contact"
    if what == "replacing":
        return step.what in ("promise", "offered", "result", "replacing")
    return step.what in MATTERS


def root(step: Step, steps: Sequence[Step]) -> Step:
    while step.what == "corrected":
        assert step.ref is not None
        step = steps[step.ref]
    return step


def payload(step: Step, steps: Sequence[Step], ids: dict[int, str]) -> Payload:
    if step.what == "corrected":
        assert step.ref is not None
        original = root(step, steps)
        return Corrected(encode(SAID[original.what](step)), str(step.number))  # type: ignore[arg-type]
    if step.what == "replacing":
        assert step.ref is not None
        return promise(step.number + 1, *step.items, replaces=ids[step.ref])
    return SAID[step.what](step)


SAID: dict[str, Callable[[Step], Payload]] = {
    "contact": lambda step: Contact("promise", person=str(step.number)),
    "promise": lambda step: promise(step.number + 1, *step.items),
    "result": lambda step: promise(step.number + 1, *step.items),
    "offered": lambda step: promise(step.number + 1, *step.items, needs_approval=True),
    "dispute": lambda step: Dispute("price", str(step.number), FRIDAY),
    "task": lambda step: Task("x", str(step.number), FRIDAY),
    "callback": lambda step: Callback(FRIDAY + timedelta(step.number)),
    "hold": lambda step: Hold("on_hold", str(step.number), FRIDAY),
    "person": lambda step: PersonKnown("Li Na", phone=str(step.number)),
    "pin": lambda step: Pinned("pin", FRIDAY, str(step.number)),
    "ended": lambda step: Ended("done", str(step.number)),
    "approved": lambda step: Approved(str(step.number)),
    "reassigned": lambda step: Reassigned(str(step.number), FRIDAY if step.number % 2 else None),
    "void": lambda step: Void(str(step.number)),
}


@cache
def blank() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        new_book(Path(folder) / "b").close()
        return (Path(folder) / "b").read_bytes()


@contextmanager
def written(steps: Sequence[Step], whole: Sequence[Step]) -> Iterator[tuple[Book, dict[int, str]]]:
    """Write steps into a new book; return it, and the id of each by its number."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b"
        path.write_bytes(blank())
        clock = Clock()
        ids: dict[int, str] = {}
        with open_book(path, clock=clock, random=Counted()) as book:
            for step in steps:
                clock.now = MONDAY + step.recorded
                ref = ids[step.ref] if step.ref is not None and step.what != "replacing" else None
                draft = Draft(payload(step, whole, ids), step.customer, MONDAY + step.occurred, ref=ref)
                (entry,) = book.journal.append((draft,), actor="wang")
                assert entry.kind == kind_of(draft.payload)
                ids[step.number] = entry.entry_id
            yield book, ids


@settings(max_examples=50)
@given(stories())
def test_a_rebuild_gives_what_was_folded_entry_by_entry(steps: list[Step]) -> None:
    with written(steps, steps) as (book, _):
        before = projection_digest(book.reading())
        assert book.journal.rebuild() == before
        assert projection_digest(book.reading()) == before


@settings(max_examples=15)
@given(stories())
def test_whatever_is_written_the_book_checks(steps: list[Step]) -> None:
    with written(steps, steps) as (book, _):
        assert check_book(book.path, full=True) == ()


def morning(book: Book, ids: dict[int, str], cut: datetime) -> list[object]:
    """Return what the projections say as of `cut`, with numbers for ids."""
    at = stored_instant(cut)
    number = {entry_id: number for number, entry_id in ids.items()}
    found: list[object] = []
    contacts = "SELECT entry_id, said_in, occurred_at, person FROM contact WHERE occurred_at < ?"
    for entry_id, said_in, *told in rows(book.path, contacts, (at,)):
        found.append(("contact", number[entry_id], number[said_in], *told))
    matters = """
    SELECT m.matter_id, m.entry_id, m.contact_id, m.occurred_at,
        CASE WHEN approved_at < :at THEN approved_at END, CASE WHEN ended_at < :at THEN ended_at END,
        CASE WHEN ended_at < :at THEN ended_how END, a.owner, a.due
    FROM matter m JOIN assignment a ON a.matter_id = m.matter_id AND a.since = (
        SELECT max(since) FROM assignment WHERE matter_id = m.matter_id AND since < :at
    )
    WHERE m.occurred_at < :at
    """
    for matter_id, said_in, contact, *told in rows(book.path, matters, {"at": at}):  # type: ignore[arg-type]
        found.append(("matter", number[matter_id], number[said_in], number.get(contact), *told))
    people = "SELECT customer_id, phone, since FROM person WHERE since < ? ORDER BY customer_id, name_key, since"
    found += rows(book.path, people, (at,))
    found += rows(book.path, "SELECT customer_id, reason FROM pin WHERE occurred_at < ? ORDER BY reason", (at,))
    return sorted(found, key=repr)


@settings(max_examples=50)
@given(stories(), st.integers(-32, 42))
def test_what_occurs_on_a_day_or_after_it_changes_no_morning_before(steps: list[Step], hour: int) -> None:
    cut = timedelta(hours=hour)
    kept: list[Step] = []
    for step in steps:
        if step.occurred < cut and (step.ref is None or steps[step.ref] in kept):
            kept.append(step)
    with written(steps, steps) as (book, ids):
        whole = morning(book, ids, MONDAY + cut)
    with written(kept, steps) as (book, ids):
        assert morning(book, ids, MONDAY + cut) == whole
