"""`collector bank`: whose money came in, and that looking changes nothing."""

from __future__ import annotations

import pytest

INVOICES = (
    "customer_id,customer,invoice,issued,due,amount,currency\n"
    "C-1,Harbour Foods Ltd,INV-4711,2026-01-01,2026-02-01,100.00,EUR\n"
    "C-1,Harbour Foods Ltd,INV-4712,2026-01-01,2026-02-01,40.00,EUR\n"
)
MT = """:20:A
:25:12345/678
:60F:C260301EUR0,00
:61:2603020302C100,00NTRFNONREF//B1
:86:166?00CREDIT?20Invoice INV-47?2111?32Somebody
:61:2603020302C40,00NTRFNONREF//B2
:86:166?00CREDIT?20thanks?32HARBOUR FOODS
:61:2603020302C7,00NTRFNONREF//B3
:86:nothing known
:61:2603020302D3,00NTRFNONREF//B4
:86:fee
:62F:C260302EUR144,00
"""


@pytest.fixture
def shop(office):
    (office.home / "invoices.csv").write_text(INVOICES, encoding="utf-8")
    (office.home / "march").write_text(MT, encoding="utf-8")
    office.asked("import", str(office.home / "invoices.csv"), "--as-of", "2026-02-20")
    return office


def test_each_line_has_its_match_and_the_sums_add_up(shop) -> None:
    before = (shop.asked("check"), shop.asked("worklist"))
    told = shop.asked("bank", "look", str(shop.home / "march"))
    assert [line["how"] for line in told["lines"]] == ["exact_reference", "amount_and_payer", "none", "none"]
    assert told["matched"] == [{"currency": "EUR", "amount": "140.00"}]
    assert told["unmatched"] == [{"currency": "EUR", "amount": "7.00"}]
    assert told["changed"] is False
    assert (shop.asked("check"), shop.asked("worklist")) == before


@pytest.mark.parametrize(("language", "said"), [("en", "nothing was changed in the book"), ("zh", "账本未作任何更改")])
def test_it_says_that_it_only_looked(shop, language, said) -> None:
    out = shop("bank", "look", str(shop.home / "march"), "--lang", language).out
    assert "INV-4711" in out
    assert said in out


def test_what_cannot_be_read_is_refused(shop) -> None:
    (shop.home / "bad").write_text(MT.replace("C100,00", "C1x,00"), encoding="utf-8")
    assert shop("bank", "look", str(shop.home / "bad")).code == 3
