"""What is in use, and why: every setting with its source, and where the policy is not the house's."""

from __future__ import annotations

import pytest

from collector_tui.config import KEYS


@pytest.fixture
def desk(office):
    (office.home / "data").mkdir()
    return office


def settings(office, text: str) -> None:
    (office.home / "data" / "settings.toml").write_text(text, encoding="utf-8")


def policy(office, text: str) -> None:
    (office.home / "data" / "policy.toml").write_text(text, encoding="utf-8")


def test_every_setting_with_its_source(desk) -> None:
    settings(desk, 'company = "Bright Tea"\nuser = "li"\n')
    told = desk.asked("where", "--lang", "zh")
    assert set(KEYS) <= set(told)
    assert (told["company"], told["phone"]) == (
        {"value": "Bright Tea", "why": "file"},
        {"value": None, "why": "default"},
    )
    assert told["lang"] == {"value": "zh", "why": "option"}
    assert told["user"] == {"name": "ann", "why": "variable"}
    assert told["zone"] == {"value": "Asia/Shanghai", "why": "variable"}


def test_a_language_that_is_none_is_refused_wherever_it_stands(desk, monkeypatch) -> None:
    monkeypatch.setenv("COLLECTOR_LANG", "fr")
    refused = desk("where")
    assert refused.code == 2
    assert "COLLECTOR_LANG" in refused.err


def test_it_opens_and_makes_nothing(desk) -> None:
    assert desk.asked("where")["book"]["exists"] is False
    assert desk.lying() == {}


def test_where_the_policy_is_not_the_houses(desk) -> None:
    assert desk.asked("where")["policy"]["differs"] == []
    assert "as the house has it" in desk.did("where").out
    policy(desk, 'country = "CN"\n[caps]\nattempts_a_day = 4\n[hours]\nopens = 08:30:00\n[promise.grace]\ncheque = 5\n')
    told = desk.asked("where")["policy"]
    assert (told["why"], told["exists"]) == ("default", True)
    assert [one["key"] for one in told["differs"]] == [
        "country",
        "hours.opens",
        "caps.attempts_a_day",
        "promise.grace",
    ]
    assert told["differs"][1] == {"key": "hours.opens", "value": "08:30", "house": "09:00"}
    text = desk.did("where", "--lang", "zh").out
    assert "caps.attempts_a_day = 4（自带规则：3）" in text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('compny = "x"', ("compny", "company")),
        ("company = 3", ("company", "a text in quotes")),
        ("phone = 86215555", ("phone", "a text in quotes")),
        ("lang = true", ("lang", "a text in quotes")),
        ('lang = "fr"', ("lang", "en or zh")),
        ('zone = "Mars/Olympus"', ("zone", "a time zone")),
        ('user = "a', ("line 1",)),
        ("[company]\nname = 'x'", ("company", "a text in quotes")),
    ],
)
def test_settings_that_cannot_be_meant(desk, text, named) -> None:
    settings(desk, text)
    for words in (("where",), ("worklist",)):
        done = desk(*words)
        assert done.code == 2
        assert "settings.toml" in done.err
        assert all(one in done.err for one in named), done.err
        assert "must be" not in desk(*words, "--lang", "zh").err


def test_a_zone_that_is_none_in_a_variable_names_the_variable(desk, monkeypatch) -> None:
    monkeypatch.setenv("COLLECTOR_ZONE", "Mars/Olympus")
    done = desk("where")
    assert (done.code, "COLLECTOR_ZONE" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[worklist]\nflor = {}", ("worklist.flor", "worklist.floor")),
        ("[cadence]\nafter_talk = -1", ("cadence.after_talk", "from 0 to 3650")),
        ('country = "XX"', ("country", "ISO 3166")),
        ("[promise\n", ("line 1",)),
    ],
)
def test_a_policy_that_cannot_be_meant_is_said_after_all_else(shop, text, named) -> None:
    policy(shop, text)
    done = shop("where")
    assert done.code == 2
    assert "policy.toml" in done.out
    assert "book.collector" in done.out
    assert all(one in done.err for one in named), done.err
    assert "policy.toml" in done.err
    before = shop.lying()
    assert shop("worklist").code == 2
    assert shop.lying() == before


def test_what_a_segment_and_a_family_have_otherwise(desk) -> None:
    policy(
        desk, "[caps]\nattempts_a_day = 4\n[segment.retail]\ncaps.attempts_a_day = 2\n[parent.C-9]\nsteps.call = 7\n"
    )
    told = desk.asked("where")["policy"]
    assert told["own"] == [
        {
            "kind": "segment",
            "of": "retail",
            "differs": [{"key": "caps.attempts_a_day", "value": 2, "otherwise": 4}],
        },
        {"kind": "parent", "of": "C-9", "differs": [{"key": "steps.call", "value": 7, "otherwise": 0}]},
    ]
    text = desk.did("where").out
    assert "for the segment retail\n    caps.attempts_a_day = 2 (otherwise: 4)" in text
    assert "for the family C-9\n    steps.call = 7 (otherwise: 0)" in text


def test_a_key_that_no_segment_can_have(desk) -> None:
    policy(desk, "[segment.retail]\nworklist.days_cap = 9\n")
    refused = desk("worklist")
    assert refused.code == 2
    assert "segment.retail.worklist.days_cap" in refused.err
