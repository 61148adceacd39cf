"""What an import says it did to promises and to the list; a dry run says it before."""

from __future__ import annotations

import pytest

from collector_tui.services import import_effect, import_ledger

PROMISE = ("--outcome", "promise", "--method", "transfer")


def promised(shop, customer: str, amount: str, on: str, *more: str) -> None:
    shop.did("log", "--customer", customer, *PROMISE, "--amount", amount, "--on", on, *more)


@pytest.fixture
def later(shop):
    """Harbour promised 50,000 and Mill its 900 for Wednesday; now it is Monday, and no file came since."""
    promised(shop, "C-1", "50000", "2026-11-25", "--person", "Ann Lee")
    promised(shop, "C-2", "900", "2026-11-25", "--person", "Ute")
    shop.clock("2026-11-30T09:00:00+08:00")
    return shop


def counts(effect) -> dict[str, int]:
    return {name: one["count"] for name, one in {**effect["promises"], **(effect["list"] or {})}.items()}


def test_promises_kept_and_broken_who_is_gone_and_who_is_new(later) -> None:
    file = later.payments("C-2,B-1,2026-11-25,900.00,EUR,", "C-1,A-1,2026-11-25,20000.00,CNY,")
    looked = later.asked("import", file, "--dry-run")["effect"]
    did = later.asked("import", file)["effect"]
    assert did == looked
    assert (did["ledger_as_of_before"], did["ledger_as_of"], did["customers_compared"]) == (
        "2026-11-23",
        "2026-11-29",
        2,
    )
    assert counts(did) == {"kept": 1, "partly_kept": 1, "broken": 0, "gone": 1, "new": 0}
    assert did["promises"]["kept"] == {
        "count": 1,
        "amounts": [{"currency": "EUR", "amount": "900.00"}],
        "customers": [{"customer_id": "C-2", "customer": "Mill & Stone"}],
    }
    assert did["promises"]["partly_kept"]["amounts"] == [{"currency": "CNY", "amount": "30000.00"}]
    assert did["list"]["gone"]["customers"] == [{"customer_id": "C-2", "customer": "Mill & Stone"}]


def test_a_newer_ledger_alone_breaks_promises_of_customers_of_whom_it_says_nothing(later) -> None:
    text = later.did("import", later.payments("C-2,,2026-10-20,1.00,EUR,")).out
    assert "Promises broken: 2 (CNY 50,000.00 + EUR 900.00 is missing): Harbour Lane Foods, Mill & Stone" in text
    assert "Ledger as of Nov 29, 2026, before as of Nov 23, 2026." in text
    assert "Promises kept" not in text


def test_the_first_file_makes_the_list(office) -> None:
    file = office.invoices("C-1,Harbour,A-1,2026-07-01,2026-08-01,120000.00,CNY")
    told = office.asked("import", file)["effect"]
    assert (told["ledger_as_of_before"], counts(told)["new"]) == (None, 1)
    again = office.asked("import", file)
    assert again["effect"] is None


def test_what_stays_as_it_was_is_said(shop) -> None:
    told = shop.did("import", shop.payments("C-1,A-1,2026-11-23,1.00,CNY,")).out
    assert "No promise is judged anew by it, and nobody comes to the list or leaves it." in told


def test_where_too_many_changed_promises_are_told_all_the_same(later, monkeypatch) -> None:
    monkeypatch.setattr(import_ledger, "MOST_COMPARED", 1)
    report = later.asked("import", later.payments("C-2,B-1,2026-11-25,900.00,EUR,", "C-1,A-1,2026-11-25,9.00,CNY,"))
    effect = report["effect"]
    assert (effect["list"], effect["customers_compared"]) == (None, 1)
    assert sum(one["count"] for one in effect["promises"].values()) == 1


def test_a_failure_to_look_afterwards_takes_nothing_back(later, monkeypatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(import_ledger, "effect_of", stop)
    assert later.asked("import", later.payments("C-2,B-1,2026-11-25,900.00,EUR,"))["effect"] is None
    states = {one["customer_id"]: one["state"] for one in later.asked("promises")}
    assert states["C-2"] == "kept"


def test_names_are_few(office, monkeypatch) -> None:
    monkeypatch.setattr(import_effect, "NAMED", 1)
    rows = (f"C-{n},Firm {n},A-{n},2026-07-01,2026-08-01,{n}00.00,CNY" for n in (1, 2, 3))
    assert "New on the list: 3 (CNY 600.00): Firm 3 and 2 more" in office.did("import", office.invoices(*rows)).out
