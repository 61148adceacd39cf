"""Talks of the demo, driven through the talk as a person drives it: each trail is one that the screens could leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from collector_tui.demo.accounts import Told
from collector_tui.domain.card import Line, Playbook
from collector_tui.domain.talk import STEPS, Reason, Stage, Talk

_SPOKEN: Final = (Stage.LISTEN, Stage.UNDERSTAND, Stage.PROPOSE)


def talk_of(playbook: Playbook, told: Sequence[Told], supervisor: str) -> Talk:
    """Return the talk over the reasons told, each with its `card`.

    `listen`, `understand`, `propose` are their words at a step; `accepted` is the proposal they said yes to, after a
    clear no to those on the table before it; `refused = true` is a no to all. `until` is the step at which they hung
    up. `failed` names steps whose line did not work. What needs authority was granted by `supervisor`.
    """
    talk = Talk()
    for one in told:
        talk = _reason(talk.choose(playbook.cards[one["card"]]), one, supervisor)
    return talk.close() if talk.stage in (Stage.OPENER, Stage.CLOSE) else talk


def _reason(talk: Talk, told: Told, supervisor: str) -> Talk:
    last = Stage(told.get("until", Stage.CLOSE))
    for stage in STEPS[: STEPS.index(last) + 1]:
        if talk.stage is not stage:
            talk = talk.forward()
        if stage in _SPOKEN and told.get(stage.value):
            talk = talk.note(told[stage.value])
        if stage.value in told.get("failed", ()):
            talk = talk.mark_failed(_line_of(talk))
        if stage is Stage.UNDERSTAND and told.get("cause"):
            talk = talk.name_cause(told["cause"])
        if stage is Stage.PROPOSE:
            talk = _answers(talk, told, supervisor)
    return talk


def _answers(talk: Talk, told: Told, supervisor: str) -> Talk:
    wanted = told.get("accepted")
    if wanted:
        proposal = _current(talk).card.proposal(wanted)
        assert proposal, f"the card {told['card']} has no proposal {wanted}"
        if _current(talk).locked(proposal):
            talk = talk.grant(wanted, supervisor)
    elif not told.get("refused"):
        return talk
    while (offer := _current(talk).offer) and offer.type != wanted:
        talk = talk.refuse()
    return talk.accept() if wanted else talk


def _current(talk: Talk) -> Reason:
    assert talk.reason
    return talk.reason


def _line_of(talk: Talk) -> Line:
    reason = _current(talk)
    match reason.stage:
        case Stage.LISTEN:
            return reason.card.say
        case Stage.UNDERSTAND:
            return reason.card.paraphrase
        case _:
            offer = reason.offer
            assert offer, "nothing is on the table"
            return offer.line
