"""Entries' payloads as JSON values and back."""

from __future__ import annotations

import json
from datetime import date, time

import pytest

from collector_tui.domain.journal.codec import UnreadableEntry, decode, encode
from collector_tui.domain.journal.entries import (
    KINDS,
    Approved,
    AsOfMoved,
    BankFound,
    BankMatched,
    BankShare,
    BatchApplied,
    BatchUndone,
    Contact,
    Corrected,
    CustomersMerged,
    Ended,
    PayerRemembered,
    PersonKnown,
    Pinned,
    Reassigned,
    Void,
    kind_of,
)
from collector_tui.domain.journal.matters import (
    Callback,
    Claim,
    Dispute,
    Hold,
    Instalment,
    NextStep,
    Part,
    PaymentRun,
    Promise,
    RetryAfter,
    Task,
)
from collector_tui.domain.money import Money

DAY = date(2026, 2, 28)
SOME = Money(12345, "CNY")
PAYLOADS = [
    Contact("busy", "wechat", inbound=True, words="下周", seconds=30, brings={"on": "fri"}, outside_policy=("hours",)),
    Contact("busy", trail={"stages": [1, {"deep": None}]}),
    Promise("Ms Li", SOME, DAY, "transfer", ("I1",), (Instalment(DAY, SOME), Instalment(DAY, SOME)), replaces="x"),
    Dispute("price", "bob", DAY, (Part("I1", SOME),), None, DAY),
    Dispute("price", "bob", DAY, amount=SOME),
    Claim(SOME, DAY, items=("I1", "I2")),
    PaymentRun(DAY, None, confirmed=False),
    Task("resend", "bob", DAY),
    Callback(DAY, time(9, 30)),
    Callback(DAY),
    NextStep(DAY, "boss"),
    Hold("do_not_call", "boss", None, "Ms Li"),
    RetryAfter(120),
    Ended("done", "sent"),
    Approved(),
    Reassigned("bob", DAY),
    CustomersMerged("123", "the same"),
    Void("wrong"),
    Corrected({"outcome": "busy"}, "wrong"),
    PersonKnown("Ms Li", zone="Asia/Shanghai"),
    Pinned("pin", DAY, "big"),
    BatchApplied("f.csv", "0" * 64, "invoices", DAY, False, "plain", 3, 2, 1, "1" * 64, (("CNY", 2, 500),)),
    AsOfMoved("0" * 64, "invoices", DAY),
    BatchUndone("the wrong month"),
    BankMatched("0a1b", "confirmed", (BankShare("C1", "I1", SOME), BankShare("C1", None, SOME))),
    BankFound("0a1b", (BankShare("C1", "I1", SOME),)),
    PayerRemembered("Uncle"),
]


def test_every_kind_has_its_example_here():
    assert {kind_of(payload) for payload in PAYLOADS} == set(KINDS)


@pytest.mark.parametrize("payload", PAYLOADS, ids=kind_of)
def test_what_was_written_is_read(payload):
    assert decode(kind_of(payload), json.loads(json.dumps(encode(payload)))) == payload


def test_keys_of_a_later_program_are_passed_over_and_missing_ones_have_their_default():
    assert decode("contact", {"outcome": "busy", "mood": "good"}) == Contact("busy")


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("nothing", {}),
        ("contact", {}),
        ("contact", []),
        ("contact", {"outcome": 7}),
        ("contact", {"outcome": "busy", "inbound": 1}),
        ("contact", {"outcome": "busy", "seconds": True}),
        ("contact", {"outcome": "busy", "outside_policy": "hours"}),
        ("retry", {"minutes": 1.5}),
        ("task", {"code": "a", "owner": "b", "due": "2026-02-30"}),
        ("task", {"code": "a", "owner": "b", "due": 20260228}),
        ("claim", {"amount": {"minor": "5", "currency": "CNY"}, "paid_on": "2026-02-28"}),
        ("batch", {"totals": [["CNY", 1]]}),
    ],
)
def test_what_has_not_the_shape_of_its_kind_is_refused(kind, raw):
    with pytest.raises(UnreadableEntry):
        decode(kind, raw)
