"""The words of a talk by plain commands: chosen for the customer, a team's own, and told again from the trail."""

from __future__ import annotations

import os

import pytest

from collector_tui.bootstrap import open_shift, playbook
from collector_tui.config import load_settings
from collector_tui.domain.talk import Talk, trail
from collector_tui.services.log_contact import ContactSaid, log_contact

LINES = "lines_for: cash_tight\nlines:\n  listen.say: {en: Ours., zh: 我们的。}\n"


def write(shop, name: str, text: str) -> None:
    folder = shop.home / "data" / "playbook.d"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_a_card_for_a_customer_opens_as_its_place_on_the_list_asks(shop) -> None:
    told = shop.asked("talk", "cash_tight", "--customer", "C-1")
    assert told["opener"][0].startswith("Is that ")
    assert told["opener"][1].startswith("I see CNY 200,000.00 past due on your account,")
    shop.clock("2026-11-27T09:00:00+08:00")
    assert "has A-1 been paid already?" in shop.asked("talk", "cash_tight", "--customer", "C-1")["opener"][1]


def test_tone_and_law_follow_the_policy(shop) -> None:
    policy = 'country = "CN"\n[talk]\nour_size = "sme"\nfirm_from = { CNY = 20000000 }\n'
    (shop.home / "data" / "policy.toml").write_text(policy, encoding="utf-8")
    told = shop.asked("talk", "cash_tight", "--customer", "C-1")
    assert (told["tone"], told["segment"], told["law"]) == ("firm", None, [])
    assert "With CNY 200,000.00 overdue" in told["listen"][0]


def test_a_teams_words_are_used_listed_and_marked(shop) -> None:
    write(shop, "cash.yaml", LINES)
    told = shop.asked("talk", "cash_tight")
    assert told["listen"][0] == "Ours."
    listed = shop.asked("playbook")
    (file,) = listed["files"]
    assert (file["file"], file["card"], file["own"]) == ("cash.yaml", "cash_tight", False)
    assert file["team"] == told["team"]
    assert f"cash.yaml ({file['team']}): lines of cash_tight" in shop.did("playbook").out
    assert shop.asked("playbook", "check")["ok"]


@pytest.mark.parametrize(("lang", "said"), [("en", "did you mean 'listen.say'"), ("zh", "是不是“listen.say”")])
def test_a_file_with_a_fault_is_refused_by_the_check_and_told_beside_other_answers(shop, lang: str, said: str) -> None:
    write(shop, "cash.yaml", LINES.replace("listen.say", "listen.sya"))
    checked = shop("playbook", "check", "--lang", lang)
    assert checked.code == 3
    assert "cash.yaml: lines.listen.sya: " in checked.out
    assert said in checked.out
    talked = shop.did("talk", "cash_tight", "--lang", lang)
    assert "playbook check" in talked.err
    assert "Ours." not in talked.out


def test_a_contact_is_read_again_with_its_talk(shop) -> None:
    settings = load_settings({}, os.environ)
    cards = playbook(settings)
    talk = Talk().in_words_of(cards).choose(cards.cards["pay_soon"]).forward().forward().refuse()
    talk = talk.mark(cards.cards["pay_soon"].proposals[0].line, worked=False)
    said = ContactSaid("C-1", "no_answer", person="Ann Lee", words="soon", trail=trail(talk))
    with open_shift(settings) as shift:
        log_contact(shift.desk, said)
    told = shop.did("customer", "C-1").out
    assert "    Soon / next week / after the holiday: Listen > Understand > Propose" in told
    assert "      Full payment now: refused" in told
    assert "      did not work: Would today be possible?" in told
    assert shop.asked("customer", "C-1")["contacts"][0]["trail"]["reasons"][0]["marks"] == [
        {"line": "propose.full_now", "mark": "failed"}
    ]
