"""The record of a talk in words: which cards, how far, their words, what was answered, which lines worked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from collector_tui.domain.card import Card, Playbook
from collector_tui.domain.card import Line as Spoken
from collector_tui.domain.talk import Mark, Opened, Reason, Talk, TalkError, from_trail, talk_so_far
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import _, language
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.talk_words import card_words


def trail_lines(record: Mapping[str, object], playbook: Playbook, width: int) -> list[Line]:
    """Return a contact's trail within `width` cells; none where no talk was led."""
    return [row for whole in trail_told(record, playbook) for row in wrap(whole, width, hang=_indent(whole) + 2)]


def trail_told(record: Mapping[str, object], playbook: Playbook) -> list[Line]:
    """Return a contact's trail, a fact a line however long; none where no talk was led.

    A line's text is that of the playbook as it is now, and only given where the same words were used then. Of a record
    that cannot be read any more, the words that were noted are told.
    """
    try:
        talk = from_trail(record, playbook)
    except TalkError as error:
        noted = talk_so_far(record, playbook, Opened()).opener_words
        return [line(Span(error_text(error), "warn")), *_quoted(noted)]
    return [*_opener(talk, playbook), *(told for reason in talk.reasons for told in _reason(reason, playbook))]


def _opener(talk: Talk, playbook: Playbook) -> Iterator[Line]:
    same = (talk.opened.version, talk.opened.team) == (playbook.openers.version, playbook.openers.team)
    spoken = playbook.openers.all() if same else ()
    yield from _quoted(talk.opener_words, f"{_('Opener')}: ")
    yield from (_marked(mark, spoken, "") for mark in talk.opener_marks)


def _reason(reason: Reason, playbook: Playbook) -> Iterator[Line]:
    steps = " > ".join(playbook.stages[stage.value].text(language()) for stage in reason.stages)
    yield line(Span(reason.card.label.text(language()), "strong"), Span(f": {steps}"))
    yield line(Span(f"  {card_words(reason.card, reason.version, reason.team)}", "dim"))
    for stage, words in reason.words:
        yield from _quoted(words, f"  {playbook.stages[stage.value].text(language())}: ")
    if reason.cause_by:
        cause = playbook.causes[reason.cause].text(language())
        yield line(Span("  " + _("{cause}, named by {name}").format(cause=cause, name=reason.cause_by)))
    for grant in reason.grants:
        told = _("{proposal}: allowed by {name}")
        yield line(Span("  " + told.format(proposal=_proposal(grant.proposal, playbook), name=grant.by)))
    for given in reason.answers:
        word = Span(_("accepted"), "good") if given.accepted else Span(_("refused"), "bad")
        yield line(Span(f"  {_proposal(given.proposal, playbook)}: "), word)
    spoken = _lines_then(reason, reason.card)
    yield from (_marked(mark, spoken, "  ") for mark in reason.marks)


def _quoted(words: str, before: str = "") -> list[Line]:
    return [line(Span(before, "dim"), Span(f"“{words}”"))] if words else []


def _indent(told: Line) -> int:
    text = "".join(span.text for span in told)
    return len(text) - len(text.lstrip(" "))


def _lines_then(reason: Reason, card: Card) -> tuple[Spoken, ...]:
    return card.spoken() if (reason.version, reason.team) == (card.version, card.team) else ()


def _proposal(kind: str, playbook: Playbook) -> str:
    known = playbook.proposal_types.get(kind)
    return known.text(language()) if known else kind


def _marked(mark: Mark, spoken: tuple[Spoken, ...], before: str) -> Line:
    text = next((one.text(language()) for said in spoken for one in said.voices() if one.key == mark.line), mark.line)
    told = _("worked: {line}") if mark.worked else _("did not work: {line}")
    return line(Span(before + told.format(line=text), "dim"))
