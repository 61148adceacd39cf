"""A rule of law is shown where all that it asks for is known and fits, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.card import LawHook, Line
from collector_tui.domain.law import Parties, applies, parties_of
from collector_tui.domain.ledger import Customer
from collector_tui.domain.policy import SIZES, BadPolicyValue, Manners, Policy, policy_from
from collector_tui.playbook.load import load_playbook

LAW = load_playbook().law


def hook(jurisdiction: str, payer: str, payee: str = "") -> LawHook:
    line = Line("x", "a rule", "一条规则")
    return LawHook(
        "x", jurisdiction, line, tuple(payer.split()), tuple(payee.split()), "Act", "text", date(2026, 11, 1)
    )


SME_RULE = hook("CN", "large public", "sme")


@pytest.mark.parametrize(
    ("parties", "shown"),
    [
        (Parties("CN", "large", "CN", "sme"), True),
        (Parties("CN", "public", "CN", "sme"), True),
        (Parties("CN", "sme", "CN", "sme"), False),
        (Parties("CN", "large", "CN", "large"), False),
        (Parties("CN", "large", "CN", ""), False),
        (Parties("CN", "large", "", "sme"), False),
        (Parties("CN", "large", "DE", "sme"), False),
        (Parties("CN", "", "CN", "sme"), False),
        (Parties("", "large", "CN", "sme"), False),
        (Parties("DE", "large", "CN", "sme"), False),
    ],
)
def test_a_rule_that_asks_for_both_sides(parties: Parties, shown: bool) -> None:
    assert applies(SME_RULE, parties) is shown


@pytest.mark.parametrize(
    ("jurisdiction", "country", "shown"),
    [
        *(("UK", "GB", True), ("UK", "DE", False), ("EU", "DE", True), ("EU", "IE", True), ("EU", "GB", False)),
        *(("EU", "CH", False), ("US-CA", "US-CA", True), ("US-CA", "US", False), ("CN", "cn", False)),
    ],
)
def test_a_jurisdiction_is_its_countries(jurisdiction: str, country: str, shown: bool) -> None:
    assert applies(hook(jurisdiction, "large"), Parties(country, "large")) is shown


@given(
    st.sampled_from(sorted(LAW)),
    *(st.sampled_from(["", "CN", "GB", "DE", "US-CA"]) for _ in range(2)),
    *(st.sampled_from(["", *SIZES]) for _ in range(2)),
)
def test_no_rule_that_ships_is_shown_where_country_or_size_is_not_known(
    code: str, country: str, ours: str, size: str, our_size: str
) -> None:
    parties = Parties(country, size, ours, our_size)
    if applies(LAW[code], parties):
        assert parties.known
        assert not LAW[code].payee or (ours and our_size)


def test_the_chinese_rules_for_small_suppliers_ask_who_is_owed() -> None:
    ask = {code for code, rule in LAW.items() if rule.payee}
    assert ask == {"cn_sme_9", "cn_b2b_back", "cn_sme_11", "cn_sme_14", "cn_sme_15", "cn_sme_17"}
    for code in ask:
        assert LAW[code].payee == ("sme",)
        assert "sme" not in LAW[code].payer
    assert LAW["cn_b2b_back"].payer == ("large",)


def test_every_rule_says_where_it_was_read_and_when() -> None:
    for rule in LAW.values():
        assert rule.source
        assert rule.checked >= date(2026, 11, 1)
        assert rule.seen in {"text", "second_hand"}


@pytest.mark.parametrize(
    ("told", "size"),
    [
        *(("large", "large"), ("LARGE", "large"), ("大型", "large"), ("小型", "sme")),
        *(("个体工商户", "individual"), ("huge", ""), ("", "")),
    ],
)
def test_a_size_is_read_by_the_policys_own_words(told: str, size: str) -> None:
    customer = Customer("c", "C", country=" cn ", company_size=told)
    policy = replace(Policy(), country="cn", talk=Manners(our_size="sme"))
    assert parties_of(customer, policy) == Parties("CN", size, "CN", "sme")


@pytest.mark.parametrize(
    ("talk", "key"),
    [
        ({"our_size": "tiny"}, "talk.our_size"),
        ({"segments": {"KA": "shops"}}, "talk.segments"),
        ({"sizes": {"A": "big"}}, "talk.sizes"),
        ({"sizes": {"A": 1}}, "talk.sizes"),
    ],
)
def test_a_word_that_no_line_knows_is_an_error_and_not_silence(talk: dict[str, object], key: str) -> None:
    with pytest.raises(BadPolicyValue, match=f"the key '{key}' must be"):
        policy_from({"talk": talk}, "policy.toml")


def test_a_policy_brings_its_own_words() -> None:
    policy = policy_from({"talk": {"segments": {"KA": "retail"}, "our_size": "sme"}}, "policy.toml")
    assert policy.talk.segment_of("ka") == "retail"
    assert policy.talk.segment_of("商超") == ""
    assert policy.talk.segment_of("project") == "project"
