"""A contact's trail in words: which cards and whose words, what was offered, who allowed it, which lines worked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from collector_tui.domain.talk import Audience, Opened, Talk, trail
from collector_tui.playbook.load import load_playbook
from collector_tui.present.i18n import set_language
from collector_tui.present.trail_words import trail_told

PLAYBOOK = load_playbook()
TIGHT = PLAYBOOK.cards["cash_tight"]


def told(talk: Talk) -> list[str]:
    return ["".join(span.text for span in row) for row in trail_told(trail(talk), PLAYBOOK)]


def talked(card=TIGHT) -> Talk:
    talk = Talk(Opened(audience=Audience("", "firm"))).in_words_of(PLAYBOOK)
    talk = talk.mark(PLAYBOOK.openers.lines("E")[1].for_(talk.opened.audience), worked=True).choose(card)
    talk = talk.mark(card.say.for_(talk.opened.audience), worked=False).forward().forward()
    return talk.refuse().refuse().grant("instalments", by="Ms [/b] Boss").accept()


def test_a_talk_is_told_from_its_opener_to_what_was_agreed() -> None:
    lines = told(talked())
    assert lines[0].startswith("worked: {total} is overdue, and {invoice} by {days} days.")
    assert lines[1:] == [
        "Cash is tight right now: Listen > Understand > Propose",
        f"  Card cash_tight, version {TIGHT.version}",
        "  Instalment schedule: allowed by Ms [/b] Boss",
        "  Full payment now: refused",
        "  Part now, dated rest: refused",
        "  Instalment schedule: accepted",
        "  did not work: Thank you for being open. With {total} overdue we need a plan today that both sides can keep.",
    ]


def test_lines_of_words_that_are_no_longer_in_use_are_named_by_their_place() -> None:
    older = replace(TIGHT, version=1)
    assert told(talked(older))[-1] == "  did not work: listen.say~firm"
    ours = replace(TIGHT, team="0a1b2c3d")
    lines = told(talked(ours))
    assert f"  Card cash_tight, version {TIGHT.version}, with your team's words (0a1b2c3d)" in lines
    assert lines[-1] == "  did not work: listen.say~firm"


def test_bad_faith_is_told_with_the_name_of_who_said_so() -> None:
    talk = Talk().choose(TIGHT).name_cause("bad_faith", by="Ms Boss")
    assert "  Bad-faith delay, named by Ms Boss" in told(talk)


@pytest.mark.parametrize(
    ("record", "said"),
    [({}, []), ({"version": 99}, ["The record of this talk cannot be read."])],
)
def test_a_record_that_tells_nothing_or_cannot_be_read(record: dict[str, object], said: list[str]) -> None:
    lines = ["".join(span.text for span in row) for row in trail_told(record, PLAYBOOK)]
    assert len(lines) == len(said)
    assert all(line.startswith(start) for line, start in zip(lines, said, strict=True))


def test_it_speaks_chinese_too() -> None:
    set_language("zh")
    try:
        lines = told(talked())
    finally:
        set_language("en")
    assert lines[0].startswith("奏效：跟您核对一下")
    assert lines[1] == "最近资金紧张，周转不开: 倾听 > 理解 > 提出方案"
