"""Whose money it is: examples of each reason, and the laws that hold for all."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.bank import BankLine
from collector_tui.domain.ledger import Item, ItemKind
from collector_tui.domain.matching import Debtor, How, Reason, match
from collector_tui.domain.matching.names import number_key, payer_key
from collector_tui.domain.money import Money

DAY = date(2026, 3, 2)


def item(customer, invoice, minor, currency="EUR", due=1):
    amount = Money(minor, currency)
    return Item(customer, invoice, ItemKind.INVOICE, date(2026, 1, 1), date(2026, 2, due), amount, amount)


def debtor(customer, *items, name="", family="", names=()):
    return Debtor(customer, name or customer, tuple(item(customer, *one) for one in items), family, names)


def line(minor, text="", *references, payer="", behalf="", currency="EUR", **more):
    money = Money(minor, currency)
    return BankLine("A", DAY, money, payer, "", behalf, references, text, **more)


def found(one, *debtors):
    (result,) = match([one], debtors)
    return result


def told(result):
    return (result.how, result.reason, [(p.customer_id, p.invoice, p.amount.minor) for p in result.parts])


ACME = debtor("ACME", ("INV-4711", 10000), ("INV-4712", 5000, "EUR", 2), name="Acme GmbH")


@pytest.mark.parametrize(
    "written",
    [
        "Invoice INV-4711",
        "inv 4711 thank you",
        "ＩＮＶ－４７１１",
        "付货款INV4711号",
        "Rg. INV-47\n11 vom 3.3.",
        "INV/\n4711",
    ],
)
def test_a_number_in_the_narrative_counts_however_it_is_written(written):
    assert told(found(line(10000, written), ACME)) == (
        How.EXACT_REFERENCE,
        Reason.NAMED_IN_FULL,
        [("ACME", "INV-4711", 10000)],
    )


@pytest.mark.parametrize("written", ["INV-47110", "XINV-4711", "", "4711"])
def test_a_number_that_is_part_of_another_does_not(written):
    assert found(line(123, written), ACME).how is How.NONE


def test_structured_references_are_surer_than_the_narrative():
    assert found(line(10000, "", "INV4711"), ACME).confidence > found(line(10000, "INV4711"), ACME).confidence


def test_structured_and_narrative_may_name_different_invoices():
    assert len(found(line(15000, "INV-4712", "INV-4711"), ACME).parts) == 2
    assert told(found(line(10000, "INV-4712", "INV-4711"), ACME))[2] == [("ACME", "INV-4711", 10000)]


def test_several_invoices_must_add_up_or_the_rest_lies_on_none():
    both = "INV-4711, INV-4712"
    assert told(found(line(15000, both), ACME))[2] == [("ACME", "INV-4711", 10000), ("ACME", "INV-4712", 5000)]
    assert told(found(line(12000, both), ACME))[1:] == (
        Reason.NAMED_IN_PART,
        [("ACME", "INV-4711", 10000), ("ACME", "INV-4712", 2000)],
    )
    assert told(found(line(16000, both), ACME))[1:] == (
        Reason.NAMED_AND_MORE,
        [("ACME", "INV-4711", 10000), ("ACME", "INV-4712", 5000), ("ACME", None, 1000)],
    )


def test_short_numbers_and_numbers_of_two_customers_never_match():
    assert found(line(100, "No. 123"), debtor("A", ("123", 100))).how is not How.EXACT_REFERENCE
    two = (debtor("A", ("INV-1", 100)), debtor("B", ("INV 1", 100)))
    assert told(found(line(100, "INV-1"), *two)) == (How.PROPOSAL, Reason.NUMBER_AMBIGUOUS, [])


def test_bare_digits_that_may_be_a_date_need_the_amount():
    dated = debtor("A", ("20260302", 10000))
    assert found(line(10000, "2026-03-02"), dated).how is How.EXACT_REFERENCE
    assert told(found(line(400, "2026-03-02"), dated))[:2] == (How.PROPOSAL, Reason.NAMED_WEAKLY)


def test_invoices_of_two_customers_are_matched_only_in_full():
    other = debtor("BETA", ("INV-9000", 700))
    assert found(line(10700, "INV-4711 INV-9000"), ACME, other).how is How.EXACT_REFERENCE
    assert found(line(10000, "INV-4711 INV-9000"), ACME, other).reason is Reason.NAMED_SEVERAL_CUSTOMERS


def test_another_currency_is_no_match():
    assert told(found(line(10000, "INV-4711", currency="USD"), ACME)) == (How.PROPOSAL, Reason.OTHER_CURRENCY, [])


@pytest.mark.parametrize("payer", ["ACME G.m.b.H.", "acme", "Ａｃｍｅ GmbH & Co. KG"])
def test_payer_and_amount(payer):
    assert told(found(line(5000, payer=payer), ACME)) == (
        How.AMOUNT_AND_PAYER,
        Reason.ONE_ITEM,
        [("ACME", "INV-4712", 5000)],
    )
    assert found(line(15000, payer=payer), ACME).reason is Reason.ALL_OF_CUSTOMER


def test_two_equal_items_are_a_proposal():
    twins = debtor("A", ("INV-1", 100), ("INV-2", 100))
    assert told(found(line(100, payer="A"), twins))[:2] == (How.PROPOSAL, Reason.EQUAL_ITEMS)


def test_the_head_office_pays_for_its_family_and_a_remembered_name_is_a_name():
    head, branch = debtor("HEAD", family="HEAD"), debtor("BRANCH", ("INV-7", 100), family="HEAD", names=("Old Name",))
    for payer in ("head", "OLD NAME LTD"):
        assert told(found(line(100, payer=payer), head, branch))[2] == [("BRANCH", "INV-7", 100)]


def test_on_whose_behalf_comes_before_who_paid():
    other = debtor("BETA", ("INV-9000", 10000))
    assert found(line(10000, payer="Beta", behalf="Acme"), ACME, other).parts[0].customer_id == "ACME"


def test_payer_alone_or_amount_alone_is_a_proposal():
    assert told(found(line(333, payer="Acme"), ACME))[:2] == (How.PROPOSAL, Reason.PAYER_ONLY)
    assert told(found(line(5000, payer="Nobody"), ACME))[:2] == (How.PROPOSAL, Reason.AMOUNT_ONLY)


def test_who_names_a_settled_invoice_is_asked_about():
    first, second = match([line(10000, "INV-4711"), line(10000, "INV-4711")], [ACME])
    assert (first.how, second.reason) == (How.EXACT_REFERENCE, Reason.NAMED_BUT_COVERED)


def test_a_reversal_takes_back_the_line_and_nothing_is_matched():
    came, other = line(10000, "INV-4711", bank_reference="B1"), line(10000, "x", bank_reference="B2")
    back = line(-10000, "returned", bank_reference="B1", reversal=True)
    first, last, _ = match([came, back, other], [ACME])
    assert (first.reason, last.how, last.takes_back) == (Reason.TAKEN_BACK, How.REVERSAL, came)
    assert not first.parts


def test_a_reversal_that_may_be_of_two_lines_is_asked_about():
    came = line(10000, "one"), line(10000, "two")
    assert match([*came, line(-10000, reversal=True)], [ACME])[2].reason is Reason.REVERSAL_UNCLEAR


def test_names_and_numbers_as_they_are_compared():
    assert payer_key("上海某某贸易有限公司") == payer_key("上海某某贸易")
    assert payer_key("GmbH") == "gmbh"
    assert number_key("No") == number_key("AB12"[:3]) == number_key("ABCD") == ""


LINES = st.lists(
    st.builds(
        lambda minor, text, payer, currency, reversal: line(
            minor, text, payer=payer, currency=currency, reversal=reversal
        ),
        st.integers(-300, 300),
        st.sampled_from(["", "INV-1", "INV-1 INV-2", "INV-2", "INV-3 INV-1", "1000", "10 00"]),
        st.sampled_from(["", "A", "B", "Head", "Nobody"]),
        st.sampled_from(["EUR", "USD"]),
        st.booleans(),
    ),
    max_size=8,
)
BOOK = (
    debtor("A", ("INV-1", 100), ("INV-2", 200), ("1000", 50)),
    debtor("B", ("INV-3", 100, "EUR"), ("INV-4", 100, "USD"), family="H", names=("Head",)),
    debtor("C", ("INV-5", 100), family="H"),
)


@given(LINES)
def test_money_is_conserved_and_nothing_is_given_beyond_what_is_open(lines):
    results = match(lines, BOOK)
    given_to = Counter()
    for one, result in zip(lines, results, strict=True):
        assert result.line is one
        assert all(part.amount.minor > 0 for part in result.parts)
        assert all(part.amount.currency == one.amount.currency for part in result.parts)
        if one.amount.minor > 0 and result.reason is not Reason.TAKEN_BACK:
            assert sum(part.amount.minor for part in result.parts) + result.unmatched.minor == one.amount.minor
            assert result.unmatched.minor >= 0
        else:
            assert not result.parts
        for part in result.parts:
            given_to[part.customer_id, part.invoice, part.amount.currency] += part.amount.minor
    for one in BOOK:
        for owed in one.items:
            assert given_to[one.customer_id, owed.invoice, owed.open.currency] <= owed.open.minor


@given(LINES, st.randoms())
def test_the_order_of_lines_does_not_matter(lines, dice):
    mixed = list(lines)
    dice.shuffle(mixed)
    assert Counter(match(lines, BOOK)) == Counter(match(mixed, BOOK))
