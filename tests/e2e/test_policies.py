"""Several policies in one file, as somebody at work meets them."""

from __future__ import annotations

PROMISE = ("--outcome", "promise", "--amount", "900", "--method", "transfer", "--on", "2026-12-01")


def policy(office, text: str) -> None:
    (office.home / "data" / "policy.toml").write_text(text, encoding="utf-8")


def test_the_customer_says_which_policy_counts_for_it(shop) -> None:
    assert shop.asked("customer", "C-1")["policies"] == []
    policy(shop, "[segment.food]\ncaps.attempts_a_day = 1\n[parent.C-1]\nsteps.call = 200\n")
    assert shop.asked("customer", "C-1")["policies"] == ["segment.food", "parent.C-1"]
    assert "policy: segment.food, parent.C-1" in shop.did("customer", "C-1").out
    assert shop.asked("customer", "C-2")["policies"] == ["segment.food"]


def test_limits_are_the_customers_own(shop) -> None:
    policy(shop, "[parent.C-2]\npromise.days_to_first = 2\n")
    said = ("--person", "Ute", *PROMISE)
    assert "days_to_first" in shop.asked("log", "--customer", "C-2", *said)["flags"]
    assert "days_to_first" not in shop.asked("log", "--customer", "C-1", "--person", "Ann Lee", *PROMISE)["flags"]


def test_steps_hold_and_escalate_by_segment(shop) -> None:
    policy(shop, "[segment.food]\nsteps = { mail = 3, call = 45, letter = 60, escalate = 90 }\n")
    assert shop.asked("worklist")["items"] == []
    held = {one["customer_id"]: one for one in shop.asked("worklist")["held_back"]}
    assert (held["C-1"]["reason"], held["C-1"]["text"]) == ("escalate", "escalate: 115 days overdue")
    assert (held["C-2"]["reason"], held["C-2"]["until"]) == ("not_yet", "2026-11-29")
    assert held["C-2"]["text"] == "too early: send the e-mail, due since Oct 18"
    shop.did("pin", "C-1", "--reason", "the boss knows")
    (row,) = shop.asked("worklist")["items"]
    assert [why["text"] for why in row["why"] if why["code"] == "step_due"] == [
        "the letter due since Sep 30 is not noted as sent"
    ]
