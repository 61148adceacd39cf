"""Several policies in one file: which counts for whom, and what cannot be said for some only."""

from __future__ import annotations

import tomllib

import pytest

from collector_tui.domain.ledger import Customer
from collector_tui.domain.opening import tone_of
from collector_tui.domain.policy import BadPolicyValue, KeyOfWholeBook, Policy, UnknownPolicyKey
from collector_tui.domain.policy_check import PolicyOutOfReach, read_policy
from collector_tui.domain.policy_choice import PolicyChoice, policy_for

TEXT = """
[caps]
attempts_a_day = 5
[segment.retail]
caps.attempts_a_day = 2
steps = { mail = 3, call = 7, letter = 30, escalate = 60 }
worklist.floor = { CNY = 50000 }
talk.tone = "gentle"
[segment.VIP]
cadence.after_talk = 9
[parent.HQ]
caps.attempts_a_day = 1
"""
HOUSE = read_policy(tomllib.loads(TEXT), "policy.toml")


def customer(segment: str = "", customer_id: str = "C-1", parent: str | None = None) -> Customer:
    return Customer(customer_id, "Acme", parent, segment=segment)


def attempts(one: Customer) -> int:
    return policy_for(HOUSE, one).caps.attempts_a_day


def test_a_segment_has_its_own_keys_and_all_the_others() -> None:
    retail = policy_for(HOUSE, customer("retail"))
    assert (retail.caps.attempts_a_day, retail.steps.escalate, retail.worklist.floor) == (2, 60, {"CNY": 50_000})
    assert (retail.caps.attempts_in_7_days, retail.cadence) == (7, Policy().cadence)
    assert policy_for(HOUSE, customer()) is HOUSE


@pytest.mark.parametrize("word", ["retail", " Retail ", "商超", "retail chain"])
def test_the_books_own_words_mean_a_segment(word: str) -> None:
    assert attempts(customer(word)) == 2


def test_a_segment_of_the_house_is_known_by_its_own_word() -> None:
    assert policy_for(HOUSE, customer("vip")).cadence.after_talk == 9


def test_a_family_goes_before_its_segment_key_by_key() -> None:
    branch = customer("retail", parent="HQ")
    assert (attempts(branch), policy_for(HOUSE, branch).steps.call) == (1, 7)
    assert attempts(customer(customer_id="HQ")) == 1
    assert attempts(customer(parent="OTHER")) == 5


def test_each_policy_is_made_once_and_named() -> None:
    choice = PolicyChoice(HOUSE)
    assert choice.of(customer("retail")) is choice.of(customer("商超"))
    assert choice.names(customer("retail", parent="HQ")) == ("segment.retail", "parent.HQ")
    assert choice.names(customer("project")) == ()


def test_a_tone_goes_before_the_amount() -> None:
    owed = {"CNY": 10**9}
    assert tone_of(owed, HOUSE.talk) == "firm"
    assert tone_of(owed, policy_for(HOUSE, customer("retail")).talk) == "gentle"
    assert tone_of(owed, read_policy({"talk": {"tone": "plain"}}, "p").talk) == ""


@pytest.mark.parametrize(
    ("text", "failure", "key"),
    [
        ("[segment.retail]\ncapz.attempts_a_day = 2", UnknownPolicyKey, "segment.retail.capz"),
        ("[segment.retail]\ncaps.atempts_a_day = 2", UnknownPolicyKey, "segment.retail.caps.atempts_a_day"),
        ("[segment.retail]\ncaps.attempts_a_day = 0", PolicyOutOfReach, "segment.retail.caps.attempts_a_day"),
        ("[segment.retail]\nworklist.floor = { EURO = 1 }", BadPolicyValue, "segment.retail.worklist.floor"),
        ("[segment.retail]\npromise.grace = { checque = 1 }", UnknownPolicyKey, "segment.retail.promise.grace.checque"),
        ("[segment.retail]\ntalk.tone = 'rude'", BadPolicyValue, "segment.retail.talk.tone"),
        ("[segment.retail]\nsteps = { call = 30, letter = 7 }", BadPolicyValue, "segment.retail.steps.letter"),
        ("[segment.retail]\ncountry = 'CN'", KeyOfWholeBook, "segment.retail.country"),
        ("[segment.retail]\nworklist.days_cap = 60", KeyOfWholeBook, "segment.retail.worklist.days_cap"),
        ("[parent.HQ]\ntalk.our_size = 'sme'", KeyOfWholeBook, "parent.HQ.talk.our_size"),
        ("[parent]\nHQ = 3", BadPolicyValue, "parent.HQ"),
        ("[segment.retail]\ncaps = 3", BadPolicyValue, "segment.retail.caps"),
        ("segment = 3", BadPolicyValue, "segment"),
        (
            "[segment.retail]\nhours.opens = 16:00:00\n[parent.HQ]\nhours.closes = 12:00:00",
            BadPolicyValue,
            "parent.HQ.hours.closes",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_key(text: str, failure: type[Exception], key: str) -> None:
    with pytest.raises(failure) as refused:
        read_policy(tomllib.loads(text), "policy.toml")
    assert refused.value.facts["key"] == key  # type: ignore[attr-defined]
    assert refused.value.facts["file"] == "policy.toml"  # type: ignore[attr-defined]
