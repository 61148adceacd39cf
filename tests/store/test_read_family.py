"""Who belongs together with a customer, and everything that was ever left open with it."""

from __future__ import annotations

from collector_tui.domain.journal.entries import Ended
from tests.builders.book import book, customer
from tests.builders.facts import reading_day, talk, task


def test_a_family_is_all_above_and_all_below_whoever_is_asked(tmp_path) -> None:
    with book(
        tmp_path,
        customers=[
            customer("TOP"),
            customer("MID", parent_id="TOP"),
            customer("LOW", parent_id="MID"),
            customer("SIDE", parent_id="TOP"),
            customer("ALONE"),
            customer("ORPHAN", parent_id="GONE"),
            customer("SISTER", parent_id="GONE"),
        ],
    ) as told:
        for one in ("TOP", "MID", "LOW", "SIDE"):
            assert told.reader.family([one]) == ("LOW", "MID", "SIDE", "TOP")
        assert told.reader.family(["ALONE"]) == ("ALONE",)
        assert told.reader.family(["ORPHAN"]) == ("ORPHAN", "SISTER")


def test_every_matter_of_a_customer_is_told_ended_ones_too(tmp_path) -> None:
    with book(tmp_path, customers=[customer("ACME"), customer("BASE")]) as told:
        contact, opened = told.say("ACME", talk(-3, "invoice_not_received", task("resend_invoice", 2)))
        told.answer(Ended("done"), opened.entry_id, -2)
        (found,) = told.reader.matters_of(reading_day(), ["ACME", "BASE"])
        assert (found.kind, found.ended_how, found.contact_id) == ("task", "done", contact.entry_id)
        (then,) = told.reader.matters_of(reading_day(-2, None), ["ACME"])
        assert then.live
