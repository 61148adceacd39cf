"""Parts of a talk as JSON values, and back: what talk.py's trail is made of.

Reading raises KeyError, TypeError or ValueError for a record that is not one, and CardUnknown for a card that is gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from collector_tui.domain.card import Audience, Playbook
from collector_tui.domain.talk_errors import CardUnknown
from collector_tui.domain.talk_reason import STEPS, Answer, Grant, Mark, Opened, Reason, Stage


def opened_record(opened: Opened) -> dict[str, object]:
    """Return how a talk was opened."""
    return {
        "opener": opened.code,
        "thanks": opened.thanks,
        "segment": opened.audience.segment,
        "tone": opened.audience.tone,
        "version": opened.version,
        "team": opened.team,
    }


def reason_record(reason: Reason) -> dict[str, object]:
    """Return one reason with all that was said on its card."""
    return {
        "card": reason.card.id,
        "card_version": reason.version,
        "team": reason.team,
        "stage": reason.stage.value,
        "stages": [stage.value for stage in reason.stages],
        "cause": reason.cause,
        "cause_by": reason.cause_by,
        "words": {stage.value: words for stage, words in reason.words},
        "proposals": [
            {"proposal": given.proposal, "answer": "accepted" if given.accepted else "refused"}
            for given in reason.answers
        ],
        "granted": [{"proposal": grant.proposal, "by": grant.by} for grant in reason.grants],
        "marks": marks_record(reason.marks),
    }


def marks_record(marks: Sequence[Mark]) -> list[dict[str, str]]:
    """Return marks, oldest first."""
    return [{"line": mark.line, "mark": "worked" if mark.worked else "failed"} for mark in marks]


def as_of_now(record: Mapping[str, object]) -> Mapping[str, object]:
    """Return a part of a trail of version 1 as the same part is written now."""
    failed = [{"line": key, "mark": "failed"} for key in sequence(record["failed_lines"])]
    return {"team": "", "cause_by": "", **record, "marks": failed}


def opened_of(record: Mapping[str, object]) -> Opened:
    """Return the opening of a record."""
    audience = Audience(text(record["segment"]), text(record["tone"]))
    thanks, version = flag(record["thanks"]), number(record["version"])
    return Opened(text(record["opener"]), thanks, audience, version, text(record["team"]))


def marks_of(record: Mapping[str, object]) -> tuple[Mark, ...]:
    """Return the marks of a record that holds some."""
    marks = [mapping(raw) for raw in sequence(record["marks"])]
    return tuple(Mark(text(raw["line"]), ("failed", "worked").index(text(raw["mark"])) == 1) for raw in marks)


def reason_of(record: Mapping[str, object], playbook: Playbook) -> Reason:
    """Return the reason of a record; its card comes from the playbook of now, its version from the record."""
    card = playbook.cards.get(text(record["card"]))
    if card is None:
        raise CardUnknown(card=record["card"])
    words = {Stage(step): text(said) for step, said in mapping(record["words"]).items()}
    stages = tuple(Stage(text(stage)) for stage in sequence(record["stages"]))
    stage = Stage(text(record["stage"]))
    if stage not in stages or stages != STEPS[: len(stages)]:
        raise ValueError(stage)
    answers = [mapping(raw) for raw in sequence(record["proposals"])]
    grants = [mapping(raw) for raw in sequence(record["granted"])]
    return Reason(
        card=card,
        version=number(record["card_version"]),
        stage=stage,
        reached=stages[-1],
        words=tuple((step, words[step]) for step in STEPS if step in words),
        answers=tuple(Answer(text(raw["proposal"]), _yes(raw["answer"])) for raw in answers),
        grants=tuple(Grant(text(raw["proposal"]), text(raw["by"])) for raw in grants),
        marks=marks_of(record),
        cause=text(record["cause"]),
        cause_by=text(record["cause_by"]),
        team=text(record["team"]),
    )


def _yes(raw: object) -> bool:
    return ("refused", "accepted").index(text(raw)) == 1


def text(raw: object) -> str:
    """Return a text, or raise TypeError."""
    if not isinstance(raw, str):
        raise TypeError
    return raw


def flag(raw: object) -> bool:
    """Return a truth value, or raise TypeError."""
    if not isinstance(raw, bool):
        raise TypeError
    return raw


def number(raw: object) -> int:
    """Return a whole number, or raise TypeError."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise TypeError
    return raw


def sequence(raw: object) -> Sequence[object]:
    """Return a list, or raise TypeError."""
    if not isinstance(raw, list | tuple):
        raise TypeError
    return raw


def mapping(raw: object) -> Mapping[str, object]:
    """Return a mapping, or raise TypeError."""
    if not isinstance(raw, Mapping):
        raise TypeError
    return raw
