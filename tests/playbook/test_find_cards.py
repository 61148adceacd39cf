"""A reason is found while someone is talking: by any part of it, in English, 中文, pinyin, initials, or by family."""

from __future__ import annotations

import re

import pytest

from collector_tui.domain.card import Playbook
from collector_tui.domain.talk import find_cards
from collector_tui.playbook.compile import SOURCE, compile_playbook
from collector_tui.playbook.load import load_playbook

CARDS = sorted(path.stem for path in (SOURCE / "cards").glob("*.yaml"))


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Playbook:
    target = tmp_path_factory.mktemp("playbook") / "compiled.json"
    compile_playbook(SOURCE, target)
    return load_playbook(target)


def found(playbook: Playbook, typed: str, lang: str = "en") -> list[str]:
    return [card.id for card in find_cards(playbook, typed, lang)]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "typed",
    [
        "sjz",
        "SJZ",
        "sanjiao",
        "sanjiaozhai",
        "sanjz",
        "san jiao",
        "jiaozhai",
        "三角债",
        "角债",
        "ｓｊｚ",
        "chain",
        "own cust",
    ],
)
def test_chain_debt_is_found_however_it_is_typed(playbook: Playbook, typed: str, lang: str) -> None:
    assert found(playbook, typed, lang)[0] == "waiting_on_customer"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("paid", "payment_sent"),
        ("fapiao", "invoice_not_received"),
        ("PO", "invoice_rejected"),
        ("dui zhang", "statement_needed"),
        ("boss", "approver_away"),
        ("领导", "approver_away"),
        ("wangyin", "system_down"),
        ("meiqian", "cash_tight"),
        ("zhiliang", "quality_dispute"),
        ("court", "flat_refusal"),
        ("wont pay", "flat_refusal"),
        ("soon", "pay_soon"),
        ("pochan", "insolvency"),
    ],
)
def test_common_words_lead_to_their_card(playbook: Playbook, typed: str, first: str) -> None:
    assert found(playbook, typed)[0] == first


def test_a_family_digit_keeps_its_cards_only(playbook: Playbook) -> None:
    every = [found(playbook, digit) for digit in "1234"]
    assert sorted(card for family in every for card in family) == CARDS
    assert {playbook.cards[card].pretext for card in every[2]} == {"money"}
    assert found(playbook, "3 sjz") == ["waiting_on_customer"]
    assert found(playbook, "1 sjz") == []
    assert found(playbook, "1 2") == []


def test_a_family_is_found_by_its_name_too(playbook: Playbook) -> None:
    assert set(found(playbook, "3")) <= set(found(playbook, "money"))


def test_nothing_typed_shows_all_in_the_playbooks_order(playbook: Playbook) -> None:
    assert found(playbook, "  ") == list(playbook.cards)


@pytest.mark.parametrize("typed", ["xyzzy", "cps", "[/bold]", "\x1b]0;x\x07", "債務", "5"])
def test_what_fits_nothing_finds_nothing(playbook: Playbook, typed: str) -> None:
    assert found(playbook, typed) == []


def test_the_screens_own_language_comes_first_when_both_fit(playbook: Playbook) -> None:
    assert found(playbook, "60天", "zh")[0] == found(playbook, "60", "en")[0] == "company_terms"
    assert found(playbook, "erp", "zh")[0] == "system_down"


@pytest.mark.parametrize("card_id", CARDS)
def test_a_card_is_found_by_every_part_of_itself(playbook: Playbook, card_id: str) -> None:
    card = playbook.cards[card_id]
    for lang in ("en", "zh"):
        for text in (card.label.en, card.label.zh, *card.find):
            for word in re.split(r"[\s/／（），、]+", text):
                assert card_id in found(playbook, word, lang), word
        for syllables in card.pinyin:
            assert card_id in found(playbook, "".join(syllables), lang)
            assert card_id in found(playbook, "".join(syllable[0] for syllable in syllables), lang)
            assert card_id in found(playbook, " ".join(syllables), lang)


@pytest.mark.parametrize("card_id", CARDS)
def test_the_initials_of_a_label_put_its_card_among_the_first(playbook: Playbook, card_id: str) -> None:
    card = playbook.cards[card_id]
    initials = "".join(syllable[0] for syllable in card.pinyin[0])
    assert card_id in found(playbook, initials, "zh")[:2]
