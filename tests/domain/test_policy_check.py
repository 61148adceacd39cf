"""A policy that no house could mean is refused, with the file, the key and what it must be."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.policy import BadPolicyValue, Policy, UnknownPolicyKey
from collector_tui.domain.policy_check import PolicyOutOfReach, flat, read_policy
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import set_language

NUMBERS = [key for key, value in flat(Policy()) if type(value) is int]
TABLES = [key for key, value in flat(Policy()) if isinstance(value, dict)]
BY_CURRENCY = [key for key in TABLES if key not in {"promise.grace", "worklist.start_day"}]


def raw(key: str, value: object) -> dict[str, object]:
    *tables, name = key.split(".")
    found: dict[str, object] = {name: value}
    for table in reversed(tables):
        found = {table: found}
    return found


@pytest.mark.parametrize("key", NUMBERS)
@pytest.mark.parametrize("value", [-1, 10**9])
def test_a_number_out_of_reach(key: str, value: int) -> None:
    with pytest.raises(PolicyOutOfReach) as refused:
        read_policy(raw(key, value), "policy.toml")
    assert (refused.value.facts["file"], refused.value.facts["key"]) == ("policy.toml", key)


def test_caps_of_nothing_would_let_nobody_be_called() -> None:
    with pytest.raises(PolicyOutOfReach) as refused:
        read_policy(raw("caps.attempts_a_day", 0), "p")
    assert refused.value.facts["least"] == 1


@pytest.mark.parametrize("key", BY_CURRENCY)
@pytest.mark.parametrize("currency", ["EURO", "eur", "12X", "人民币", ""])
def test_a_currency_that_is_none(key: str, currency: str) -> None:
    with pytest.raises(BadPolicyValue) as refused:
        read_policy(raw(key, {currency: 5}), "p")
    assert refused.value.facts["key"] == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[hours]\nopens = 18:00:00\ncloses = 09:00:00", "hours.closes"),
        ("[hours]\nopens = 09:00:00\ncloses = 09:00:00", "hours.closes"),
        ("[hours]\nopens = 'noon'", "hours.opens"),
        ("[hours]\nweekdays = [0, 1]", "hours.weekdays"),
        ("[hours]\nweekdays = [1, 1]", "hours.weekdays"),
        ("[hours]\nweekdays = []", "hours.weekdays"),
        ("[hours]\nweekdays = 'mon'", "hours.weekdays"),
        ("[hours]\non_holidays = 1", "hours.on_holidays"),
        ("[caps]\nattempts_a_day = '3'", "caps.attempts_a_day"),
        ("[caps]\nattempts_a_day = true", "caps.attempts_a_day"),
        ("[caps]\nattempts_a_day = 3.5", "caps.attempts_a_day"),
        ("caps = 3", "caps"),
        ("name = 3", "name"),
        ("[promise]\ndays_to_first = 30\ndays_to_last = 20", "promise.days_to_last"),
        ("[promise]\ngrace = 3", "promise.grace"),
        ("[promise]\nleast_amount = { CNY = '5' }", "promise.least_amount"),
        ("[worklist]\nrates = { EUR = 7800000 }", "worklist.base_currency"),
        ("[worklist]\nbase_currency = 'RMBX'", "worklist.base_currency"),
    ],
)
def test_a_value_that_cannot_be_meant(text: str, key: str) -> None:
    with pytest.raises(BadPolicyValue) as refused:
        read_policy(tomllib.loads(text), "policy.toml")
    assert refused.value.facts["key"] == key
    for language in ("en", "zh"):
        set_language(language)
        told = error_text(refused.value)
        assert told.startswith("policy.toml")
        assert key in told
        if language == "zh":
            assert "whole number" not in told
            assert "must be" not in told


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("[worklist]\nflor = {}", "worklist.flor", "worklist.floor"),
        ("[promise.grace]\ntransfr = 2", "promise.grace.transfr", "promise.grace.transfer"),
        ("[worklists]\nfloor = {}", "worklists", "worklist"),
        ("[hours]\nopen = 09:00:00", "hours.open", "hours.opens"),
    ],
)
def test_an_unknown_key_anywhere_names_the_nearest(text: str, key: str, nearest: str) -> None:
    with pytest.raises(UnknownPolicyKey) as refused:
        read_policy(tomllib.loads(text), "policy.toml")
    assert refused.value.facts == {"file": "policy.toml", "key": key, "nearest": nearest}


@given(st.sampled_from(NUMBERS), st.integers(1, 100))
def test_what_a_house_could_mean_is_taken(key: str, value: int) -> None:
    more = {"promise": {"days_to_last": 365}} if key == "promise.days_to_first" else {}
    told = raw(key, value)
    if key.startswith("promise."):
        told = {"promise": {**more.get("promise", {"days_to_first": 0}), **told["promise"]}}
    assert dict(flat(read_policy(told, "p")))[key] == value


def test_segments_are_any_word() -> None:
    policy = read_policy({"worklist": {"start_day": {"政府": 15, "retail chain": 0}}}, "p")
    assert policy.worklist.start_day == {"政府": 15, "retail chain": 0}
