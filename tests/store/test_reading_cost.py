"""What a list and a save cost, counted instead of timed: statements, indexes, bytes."""

from __future__ import annotations

import json

import pytest

from collector_tui.store.read_cut import Cut
from collector_tui.store.statements import statement
from tests.builders.book import book, customer, invoice, payment
from tests.builders.facts import promise, reading_day, talk
from tests.store.written import call, new_book, result, write
from tests.store.written import promise as promised

NAMED = [f"C{n}" for n in range(30)]
STATEMENTS = (
    *("portfolio", "customers", "people", "matters", "contacts_tried", "pins"),
    *("items_now", "lateness_now", "loose_now", "payments_now"),
)
BIG = ("item", "item_version", "payment", "entry", "contact", "matter", "assignment", "customer", "person")
COVERED = {
    "items_now": "COVERING INDEX item_open",
    "lateness_now": "COVERING INDEX item_late",
    "loose_now": "COVERING INDEX item_excess",
    "contacts_tried": "COVERING INDEX contact_customer",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    with book(
        tmp_path_factory.mktemp("cost"),
        customers=[customer(one) for one in NAMED],
        invoices=[invoice(one, f"{one}-{n}", -20 + n, "100") for one in NAMED for n in range(5)],
        payments=[payment(one, "100", -3, f"{one}-1") for one in NAMED],
        entries=[(one, talk(-5, "promise", promise("10", 5))) for one in NAMED[::3]],
    ) as made:
        yield made


def plan(told, name: str) -> list[str]:
    facts = {**Cut(reading_day(0)).facts(), "customers": json.dumps(NAMED[:3]), "collector": "ann", "stated": ""}
    found = told.book.reading().execute(f"EXPLAIN QUERY PLAN {statement(name)}", facts)
    return [detail for *_, detail in found]


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_statement_of_a_list_runs_through_a_table(told, name):
    scans = [step for step in plan(told, name) if step.startswith("SCAN")]
    assert not [step for step in scans if step.split()[1] in BIG and "USING" not in step], scans
    assert COVERED.get(name, "") in " ".join(plan(told, name))


def test_a_list_takes_as_many_statements_for_thirty_customers_as_for_one(told):
    def counted(*customers: str) -> int:
        ran: list[str] = []
        connection = told.book.reading()
        connection.set_trace_callback(ran.append)
        list(told.reader.facts(reading_day(0), customer_ids=customers))
        connection.set_trace_callback(None)
        return len(ran)

    assert counted(*NAMED) == counted(NAMED[0]) < 20


def test_a_save_of_a_contact_and_a_promise_writes_few_pages(tmp_path):
    with new_book(tmp_path / "ledger.book") as opened:
        log = tmp_path / "ledger.book-wal"
        write(opened, call(), result(promised()))
        before = log.stat().st_size
        for _ in range(10):
            write(opened, call(), result(promised()))
        assert (log.stat().st_size - before) / 10 < 100 * 1024
