"""The compiled playbook as the program sees it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from collector_tui.domain.card import PLACEHOLDERS, Line, Playbook, fill, holes
from collector_tui.domain.journal.outcomes import OUTCOMES
from collector_tui.domain.talk import Stage, Talk, from_trail, trail
from collector_tui.playbook.compile import SOURCE, compile_playbook
from collector_tui.playbook.load import PlaybookNotCompiled, load_playbook

ROOT = SOURCE.parent.parent


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("playbook") / "compiled.json"
    compile_playbook(SOURCE, target)
    return target


@pytest.fixture(scope="module")
def playbook(compiled: Path) -> Playbook:
    return load_playbook(compiled)


def test_loading_needs_neither_yaml_nor_pydantic(compiled: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from collector_tui.playbook.load import load_playbook\n"
        f"book = load_playbook(Path({str(compiled)!r}))\n"
        "unwanted = {'yaml', 'pydantic', 'pypinyin', 'collector_tui.playbook.schema'}\n"
        "print(len(book.cards), sorted(unwanted & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "37 []"


@pytest.mark.parametrize(
    "content", [None, b"", b"{}", b'{"format": 99}', b"[]", b"\xff\xfe", b'{"format": 1, "common": {}, "cards": {}}']
)
def test_a_playbook_that_cannot_be_used_says_how_to_make_it(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "compiled.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PlaybookNotCompiled, match=r"compiled\.json .*Your book is not affected"):
        load_playbook(path)


def test_a_card_that_lost_a_key_is_no_playbook(compiled: Path, tmp_path: Path) -> None:
    content = json.loads(compiled.read_text(encoding="utf-8"))
    del content["cards"]["set_off"]["close"]
    path = tmp_path / "compiled.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(PlaybookNotCompiled):
        load_playbook(path)


def test_the_families_are_papers_people_money_problem_on_1_to_4(playbook: Playbook) -> None:
    assert [(family.key, family.code) for family in playbook.families] == [
        ("1", "papers"),
        ("2", "people"),
        ("3", "money"),
        ("4", "problem"),
    ]
    assert {playbook.family(card).code for card in playbook.cards.values()} == {f.code for f in playbook.families}


def test_a_card_carries_what_its_file_says(playbook: Playbook) -> None:
    card = playbook.cards["cash_tight"]
    assert (card.version, card.pretext, card.cause, card.outcome) == (2, "money", "cash_chain", "cash_flow")
    assert card.label == Line("label", "Cash is tight right now", "最近资金紧张，周转不开")
    assert [proposal.type for proposal in card.proposals] == [
        "full_now",
        "part_now_rest_dated",
        "instalments",
        "security",
    ]
    assert (card.if_refused.type, card.no_promise_days, card.after_promise_days) == ("escalate", 2, 1)
    assert card.evidence == ("statement", "signed_statement", "contact_log", "authority")
    assert ("zi", "jin", "lian") in card.pinyin


def test_each_line_has_its_own_place_on_the_card(playbook: Playbook) -> None:
    for card in playbook.cards.values():
        keys = [line.key for line in card.spoken()]
        assert len(set(keys)) == len(keys)
        assert not [key for key in keys if key.startswith("opener.")]


@pytest.mark.parametrize("code", ["A", "B", "C", "D", "E", "F", "ask_if_paid"])
def test_placeholders_that_tell_what_is_owed_stay_out_of_the_greeting(playbook: Playbook, code: str) -> None:
    greeting, *debt = playbook.openers.lines(code)
    assert greeting == playbook.openers.identity
    for voice in greeting.voices():
        assert holes(voice.en) == holes(voice.zh) == {"contact", "me", "our_company"}
    assert frozenset().union(*(holes(line.en) for line in debt)) & {"invoice", "total", "promised_amount"}


def test_no_line_leaves_a_hole_when_all_facts_are_known(playbook: Playbook) -> None:
    facts = {name: f"<{name}>" for name in PLACEHOLDERS}
    for card in playbook.cards.values():
        for line in card.spoken():
            for lang in ("en", "zh_Hans"):
                said = fill(line, facts, lang)
                assert "____" not in said
                assert "{" not in said


def test_a_promise_that_is_past_is_never_called_by_the_names_of_the_one_now(playbook: Playbook) -> None:
    asked = playbook.cards["broken_promise"]
    assert holes(asked.say.en) == {"promised_date", "promised_amount"}
    assert "promised_date" not in holes(asked.close.en)


def test_outcomes_are_headline_codes_of_the_journal(playbook: Playbook) -> None:
    given = {card.id: card.outcome for card in playbook.cards.values() if card.outcome}
    assert set(given.values()) <= set(OUTCOMES)
    assert (given["insolvency"], given["payment_run"], given["hostile_stop_calling"]) == (
        "insolvency",
        "payment_in_run",
        "do_not_call",
    )


def test_every_card_is_walked_from_opener_to_close(playbook: Playbook) -> None:
    for card in playbook.cards.values():
        talk = Talk().note("words").choose(card).forward().forward()
        said = []
        while talk.reason is not None and talk.reason.offer is not None:
            said.append(talk.reason.offer.type)
            talk = talk.refuse()
        assert said == [proposal.type for proposal in card.proposals if not proposal.needs]
        assert talk.lines(playbook) == (card.if_refused.line,)
        talk = talk.forward()
        assert talk.stage is Stage.CLOSE
        assert talk.lines(playbook) == (card.close, playbook.confirm)
        assert from_trail(trail(talk.close()), playbook) == talk.close()
