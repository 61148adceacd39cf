"""The record of a talk in words: which cards, how far, what was offered and answered, which lines worked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from collector_tui.domain.card import Card, Line, Playbook
from collector_tui.domain.talk import Mark, Reason, Talk, TalkError, from_trail
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import _, language
from collector_tui.present.safe import safe
from collector_tui.present.talk_words import card_words


def trail_lines(record: Mapping[str, object], playbook: Playbook) -> list[str]:
    """Return the lines of a contact's trail; none where no talk was led.

    A line's text is that of the playbook as it is now, and only given where the same words were used then.
    """
    try:
        talk = from_trail(record, playbook)
    except TalkError as error:
        return [error_text(error)]
    return [*_opener(talk, playbook), *(told for reason in talk.reasons for told in _reason(reason, playbook))]


def _opener(talk: Talk, playbook: Playbook) -> Iterator[str]:
    same = (talk.opened.version, talk.opened.team) == (playbook.openers.version, playbook.openers.team)
    lines = playbook.openers.all() if same else ()
    yield from (_marked(mark, lines) for mark in talk.opener_marks)


def _reason(reason: Reason, playbook: Playbook) -> Iterator[str]:
    steps = " > ".join(playbook.stages[stage.value].text(language()) for stage in reason.stages)
    yield f"{reason.card.label.text(language())}: {steps}"
    yield f"  {card_words(reason.card, reason.version, reason.team)}"
    if reason.cause_by:
        cause = playbook.causes[reason.cause].text(language())
        yield "  " + _("{cause}, named by {name}").format(cause=cause, name=safe(reason.cause_by))
    for grant in reason.grants:
        told = _("{proposal}: allowed by {name}")
        yield "  " + told.format(proposal=_proposal(grant.proposal, playbook), name=safe(grant.by))
    for given in reason.answers:
        word = _("accepted") if given.accepted else _("refused")
        yield f"  {_proposal(given.proposal, playbook)}: {word}"
    lines = _lines_then(reason, reason.card)
    yield from (f"  {_marked(mark, lines)}" for mark in reason.marks)


def _lines_then(reason: Reason, card: Card) -> tuple[Line, ...]:
    return card.spoken() if (reason.version, reason.team) == (card.version, card.team) else ()


def _proposal(kind: str, playbook: Playbook) -> str:
    known = playbook.proposal_types.get(kind)
    return known.text(language()) if known else safe(kind)


def _marked(mark: Mark, lines: tuple[Line, ...]) -> str:
    text = next((one.text(language()) for line in lines for one in line.voices() if one.key == mark.line), mark.line)
    told = _("worked: {line}") if mark.worked else _("did not work: {line}")
    return told.format(line=safe(text))
