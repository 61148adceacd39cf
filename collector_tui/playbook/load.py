"""The compiled playbook as the domain's values. Standard library only: a card costs nothing to have at start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from collector_tui.domain.card import Card, Family, LawHook, Line, Playbook, Proposal
from collector_tui.domain.errors import CollectorError, ExitCode, N_

FORMAT: Final = 2
COMPILED: Final = Path(__file__).with_name("compiled.json")
_Json = dict[str, Any]


class PlaybookNotCompiled(CollectorError):
    """The compiled playbook is missing, damaged, or of another version of the program. `path` is where it belongs."""

    template = N_(
        "The playbook {path} is missing or was made by another version. Your book is not affected. "
        "Install the program again, or in a checkout run: python -m collector_tui.playbook.compile"
    )
    exit_code = ExitCode.FAULT


def load_playbook(path: Path = COMPILED) -> Playbook:
    """Return the playbook; raise PlaybookNotCompiled when its compiled file cannot be used."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise PlaybookNotCompiled(path=path)
        return _playbook(content["common"], content["cards"])
    except (OSError, ValueError, KeyError, TypeError):
        raise PlaybookNotCompiled(path=path) from None


def _playbook(common: _Json, cards: _Json) -> Playbook:
    method: _Json = common["method"]
    return Playbook(
        cards={card_id: _card(cards[card_id]) for card_id in common["order"]},
        families=tuple(Family(code, raw["key"], _line(code, raw)) for code, raw in common["pretexts"].items()),
        opener=_lines("opener", common["opener"]),
        confirm=_line("confirm", common["confirm"]),
        confirmation=_words(common["confirmation"]["lines"]),
        methods=_words(common["confirmation"]["methods"]),
        stages={stage: _line(stage, raw["label"]) for stage, raw in method.items()},
        rules={stage: _line(stage, raw["rule"]) for stage, raw in method.items()},
        do_not=_lines("do_not", common["do_not"]),
        notes=_words(common["notes"]),
        causes=_words(common["cause_classes"]),
        tactics=_words(common["tactics"]),
        proposal_types=_words(common["proposal_types"]),
        evidence_types=_words(common["evidence_types"]),
        law={code: LawHook(code, raw["jurisdiction"], _line(code, raw)) for code, raw in common["law_hooks"].items()},
    )


def _card(raw: _Json) -> Card:
    return Card(
        id=raw["id"],
        version=raw["version"],
        label=_line("label", raw["label"]),
        pretext=raw["pretext"],
        cause=raw["cause"],
        cause_also=tuple(raw["cause_also"]),
        tactic=raw["tactic"],
        outcome=raw["outcome"] or "",
        recognise=_lines("recognise", raw["recognise"]),
        say=_line("listen.say", raw["listen"]["say"]),
        ask=_lines("listen.ask", raw["listen"]["ask"]),
        paraphrase=_line("understand.paraphrase", raw["understand"]["paraphrase"]),
        clarify=_lines("understand.clarify", raw["understand"]["clarify"]),
        proposals=tuple(_proposal(offer) for offer in raw["propose"]),
        close=_line("close", raw["close"]),
        if_refused=Proposal(raw["if_refused"]["step"], _line("if_refused", raw["if_refused"]["say"])),
        do_not=_lines("do_not", raw["do_not"]),
        evidence=tuple(raw["evidence"]),
        law=tuple(raw["law"]),
        no_promise_days=raw["follow_up_days"]["no_promise"],
        after_promise_days=raw["follow_up_days"]["after_promise"],
        find=(*raw["find"]["en"], *raw["find"]["zh"]),
        pinyin=tuple(tuple(spelt.split(" ")) for spelt in raw["find"]["zh"].values()),
    )


def _proposal(raw: _Json) -> Proposal:
    return Proposal(raw["type"], _line(f"propose.{raw['type']}", raw["say"]), raw["needs"] or "")


def _line(key: str, raw: _Json) -> Line:
    return Line(key, raw["en"], raw["zh"])


def _lines(key: str, raw: list[_Json]) -> tuple[Line, ...]:
    return tuple(_line(f"{key}.{at}", text) for at, text in enumerate(raw, 1))


def _words(raw: _Json) -> dict[str, Line]:
    return {code: _line(code, text) for code, text in raw.items()}
