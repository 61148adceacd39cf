"""Every line that ships, in both languages, as somebody would say it: filled, short, and locked where it must be."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from collector_tui.domain.card import PLACEHOLDERS, Line, Playbook, fill, holes
from collector_tui.domain.policy import SEGMENTS, TONES
from collector_tui.playbook.load import load_playbook
from collector_tui.playbook.texts import SAID_LIMITS

PLAYBOOK: Playbook = load_playbook()
THEIRS_NOW = {"pay_amount", "pay_date", "method", "part", "rest"}
PAST = {"promised_amount", "promised_date", "paid_amount", "paid_date"}


def said() -> Iterator[tuple[str, Line]]:
    """Every way of saying every line to a customer, with the place where it stands."""
    for line in (*PLAYBOOK.openers.all(), PLAYBOOK.confirm):
        yield from ((voice.key, voice) for voice in line.voices())
    for card in PLAYBOOK.cards.values():
        for line in card.spoken():
            yield from ((f"{card.id}.{voice.key}", voice) for voice in line.voices())


def told() -> Iterator[tuple[str, Line]]:
    """Every other text: what a collector reads and nobody says."""
    for card in PLAYBOOK.cards.values():
        for line in (card.label, *card.recognise, *card.do_not, card.if_refused.line):
            yield f"{card.id}.{line.key}", line
    words = (PLAYBOOK.causes, PLAYBOOK.tactics, PLAYBOOK.proposal_types, PLAYBOOK.evidence_types, PLAYBOOK.notes)
    yield from ((code, line) for mapping in words for code, line in mapping.items())
    yield from ((code, hook.line) for code, hook in PLAYBOOK.law.items())


SAID, TOLD = dict(said()), dict(told())


def offenders(texts: dict[str, Line], wrong: re.Pattern[str], lang: str) -> list[str]:
    return [f"{key}: {line.text(lang)}" for key, line in texts.items() if wrong.search(line.text(lang))]


def test_there_is_a_line_for_every_reason_class_segment_and_tone() -> None:
    assert len(PLAYBOOK.cards) == 37
    assert set(PLAYBOOK.openers.by_code) == {"A", "B", "C", "D", "E", "F", "ask_if_paid", "inbound"}
    variants = [key.partition("~")[2] for key in SAID if "~" in key]
    assert {part for one in variants for part in one.split(".")} == {*SEGMENTS, *TONES}


def test_no_line_is_too_long_for_one_breath_and_none_leaves_a_hole() -> None:
    facts = {name: f"<{name}>" for name in PLACEHOLDERS}
    for key, line in SAID.items():
        assert (len(line.en), len(line.zh)) <= SAID_LIMITS, key
        assert len(line.zh) <= SAID_LIMITS[1], key
        assert holes(line.en) == holes(line.zh), key
        for lang in ("en", "zh"):
            assert not re.search(r"____|[{}]", fill(line, facts, lang)), key


def test_chinese_is_written_with_chinese_signs() -> None:
    assert not offenders(SAID | TOLD, re.compile(r"[\u4e00-\u9fff}] ?[,;:?!()]"), "zh")
    assert not offenders(SAID | TOLD, re.compile(r"[\"']| {2}|—{1}(?!—)"), "zh")


def test_english_is_written_with_plain_signs() -> None:
    assert not offenders(SAID | TOLD, re.compile(r"[\u3000-\u9fff\uff00-\uffef’“”]| {2}"), "en")


def test_what_is_said_is_a_whole_sentence_in_both_languages() -> None:
    assert not [key for key, line in SAID.items() if line.en[-1] not in ".?!" or line.zh[-1] not in "。？！"]


def test_nobody_hears_of_a_court_or_the_police_before_it_is_so() -> None:
    """An objection that is logged (登记异议) is no case that is filed (立案)."""
    assert not offenders(SAID | TOLD, re.compile("立案|报案"), "zh")


def test_chinese_speaks_politely_and_not_in_the_words_of_a_letter() -> None:
    assert not offenders(SAID, re.compile("你|贵司|贵方|我司|我方|之(?![前后])|予以|进行"), "zh")


def test_reception_hears_nothing_of_the_debt() -> None:
    lines = {voice.key: voice for line in PLAYBOOK.cards["silence"].spoken() for voice in line.voices()}
    assert not offenders(lines, re.compile(r"invoice|overdue|debt|owe|balance|statement", re.IGNORECASE), "en")
    assert not offenders(lines, re.compile("发票|逾期|欠|账单|催"), "zh")
    assert all(not holes(line.en) & {"invoice", "total", "days", "pay_amount"} for line in lines.values())


def test_what_is_past_and_what_is_agreed_now_are_never_in_one_close() -> None:
    for card in PLAYBOOK.cards.values():
        assert not holes(card.close.en) & PAST, card.id


def test_a_close_names_amount_day_and_method_or_the_next_step_and_its_day() -> None:
    without = {
        "payment_sent", "hostile_stop_calling", "insolvency", "silence", "flat_refusal", "call_later",
        "time_barred_denial",
    }  # fmt: skip
    for card in PLAYBOOK.cards.values():
        asked = holes(card.close.en)
        if card.id not in without:
            assert {"method"} <= asked, card.id
            assert asked & {"pay_date", "expected_date"}, card.id
            assert asked & {"pay_amount", "part", "undisputed"}, card.id


def test_nothing_is_put_into_their_mouth() -> None:
    """What is said back ends as a question that they can answer in their own words."""
    for card in PLAYBOOK.cards.values():
        assert card.paraphrase.en.endswith("?"), card.id
        assert card.paraphrase.zh.endswith("？"), card.id


def test_bad_faith_is_never_what_a_card_supposes() -> None:
    assert not [card.id for card in PLAYBOOK.cards.values() if card.cause == "bad_faith"]
    unknown = {"silence", "broken_promise", "big_order_coming", "ship_first", "flat_refusal"}
    assert {card.id for card in PLAYBOOK.cards.values() if card.cause == "unknown"} == unknown


LOCKED = {"instalments", "security", "tripartite", "credit_hold", "supply_stop", "legal_notice", "third_party"}


def test_what_a_collector_may_not_give_is_locked() -> None:
    for card in PLAYBOOK.cards.values():
        for offer in card.proposals:
            if offer.type in LOCKED | {"settlement"}:
                assert offer.needs == "authority", f"{card.id}.{offer.type}"


def test_every_card_begins_with_something_that_needs_nobody() -> None:
    assert not [card.id for card in PLAYBOOK.cards.values() if card.proposals[0].needs]


@pytest.mark.parametrize("kind", ["written_ack", "part_now_rest_dated"])
def test_an_old_debt_is_not_acknowledged_before_legal_has_seen_its_limitation(kind: str) -> None:
    offer = PLAYBOOK.cards["time_barred_denial"].proposal(kind)
    assert offer is not None
    assert offer.needs == "authority"


def test_two_cards_never_say_the_same_to_different_reasons() -> None:
    """Lines of one breath may be alike; what is said first and said back is each card's own."""
    for part in ("say", "paraphrase", "close"):
        texts = [getattr(card, part).zh for card in PLAYBOOK.cards.values()]
        assert len(set(texts)) == len(texts), part


def test_a_proposal_does_not_write_into_the_past() -> None:
    for card in PLAYBOOK.cards.values():
        for offer in card.proposals:
            assert not holes(offer.line.en) & PAST, card.id
    assert THEIRS_NOW.isdisjoint(PAST)
