"""The talk as lines to read while speaking: one step at a time, what to say first and largest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collector_tui.domain.talk import BLANK, Playbook, Proposal, Reason, Stage, Talk, fill
from collector_tui.domain.talk import Line as Said
from collector_tui.present.i18n import _, language
from collector_tui.present.layout import Ink, Line, Span, line, line_width, wrap
from collector_tui.present.why import outcome_text

STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the lines are filled with: the playbook and the facts of the customer and the call."""

    playbook: Playbook
    facts: Mapping[str, str]

    def text(self, said: Said) -> str:
        """Return a sentence in the language of now."""
        return fill(said, self.facts, language())


def stage_word(playbook: Playbook | None, stage: Stage) -> str:
    """Return a step's name, spelt out."""
    if stage is Stage.OPENER or playbook is None:
        return _("Opener")
    return playbook.stages[stage.value].text(language())


def steps_line(playbook: Playbook | None, talk: Talk, width: int) -> Line:
    """Return all steps with the one of now in brackets; too narrow: only that one, numbered."""
    spans = []
    for stage in STAGES:
        here = stage is talk.stage
        word = stage_word(playbook, stage) if playbook else stage.value
        spans.append(Span(f"[{word}]" if here else f" {word} ", "chosen" if here else "dim"))
    if line_width(spans) <= width or playbook is None:
        return tuple(spans)
    number = STAGES.index(talk.stage) + 1
    return line(Span(f"[{number}/{len(STAGES)} {stage_word(playbook, talk.stage)}]", "chosen"))


def talk_lines(talk: Talk, spoken: Spoken, width: int) -> list[Line]:
    """Return the step of now: its rule, what to say, what to ask, and what comes next."""
    reason = talk.reason
    if reason is None:
        return _opener(talk, spoken, width)
    head = [*_head(talk, reason, spoken, width), ()]
    match reason.stage:
        case Stage.LISTEN:
            body = [*_say(reason.card.say, reason.failed, spoken, width), *_ask(reason.card.ask, reason, spoken, width)]
        case Stage.UNDERSTAND:
            card = reason.card
            body = [*_say(card.paraphrase, reason.failed, spoken, width), *_ask(card.clarify, reason, spoken, width)]
            body += [(), *_cause(reason, spoken, width)]
        case Stage.PROPOSE:
            body = _proposals(reason, spoken, width)
        case _:
            body = _close(reason, spoken, width)
    return head + body


def _opener(talk: Talk, spoken: Spoken, width: int) -> list[Line]:
    lines = wrap(line(Span(_("Say who you are before any word of the debt."), "dim")), width)
    for said in spoken.playbook.opener:
        lines += [(), *_say(said, talk.opener_failed, spoken, width)]
    keys = [
        (" / ", _("their reason for not paying: type any part of it")),
        ("1-4", "  ".join(f"{one.key} {one.label.text(language())}" for one in spoken.playbook.families)),
        (" o ", _("they name a day at once: go to the outcome")),
    ]
    lines.append(())
    for key, told in keys:
        lines += wrap(line(Span(f"{key} ", "key"), Span(told, "dim")), width, hang=4)
    return lines


def _head(talk: Talk, reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    label = reason.card.label.text(language())
    others = len(talk.reasons) - 1
    more = Span("  " + _("({n} more on the trail)").format(n=others) if others else "", "dim")
    rule = spoken.playbook.rules[reason.stage.value].text(language())
    return [*wrap(line(Span(label, "title"), more), width), *wrap(line(Span(rule, "dim")), width)]


def _say(said: Said, failed: Sequence[str], spoken: Spoken, width: int, ink: Ink = "strong") -> list[Line]:
    """A sentence to say; what is not known yet is a blank to ask about."""
    parts: list[Span] = []
    for place, piece in enumerate(spoken.text(said).split(BLANK)):
        parts += [Span(BLANK, "warn")] if place else []
        parts.append(Span(piece, ink))
    mark = [Span(f"  {_('(did not work)')}", "warn")] if said.key in failed else []
    return wrap(line(*parts, *mark), width)


def _ask(questions: Sequence[Said], reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    lines: list[Line] = [()]
    for question in questions:
        lines += [
            (Span("? ", "accent") if not number else Span("  "), *row)
            for number, row in enumerate(_say(question, reason.failed, spoken, width - 2, ""))
        ]
    return lines


def _cause(reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    word = spoken.playbook.causes[reason.cause].text(language())
    return wrap(line(Span("c ", "key"), Span(_("cause:") + " ", "dim"), Span(word)), width)


def _proposals(reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    lines: list[Line] = []
    offer = reason.offer
    for number, proposal in enumerate(reason.card.proposals, 1):
        lines += _proposal(number, proposal, reason, spoken, width, on_table=proposal == offer)
    if offer is None:
        lines += [(), *wrap(line(Span(_("All was refused. Our next step:"), "warn")), width)]
        lines += _say(reason.card.if_refused.line, (), spoken, width)
    return lines


def _proposal(
    number: int, proposal: Proposal, reason: Reason, spoken: Spoken, width: int, *, on_table: bool
) -> list[Line]:
    word = spoken.playbook.proposal_types[proposal.type].text(language())
    told, ink = _standing(proposal, reason, on_table=on_table)
    mark = Span("> " if on_table else "  ", "accent")
    head = line(mark, Span(f"{number} {word}", "strong" if on_table else "dim"), Span(f"  {told}", ink))
    lines = wrap(head, width, hang=4)
    if on_table:
        lines += [(Span("    "), *row) for row in _say(proposal.line, reason.failed, spoken, width - 4)]
        keys = line(Span("    "), Span(" a ", "key", "call.accept"), Span(_("yes"), "", "call.accept"))
        lines += [(*keys, *line(Span("   r ", "key", "call.refuse"), Span(_("a clear no"), "", "call.refuse"))), ()]
    return lines


def _standing(proposal: Proposal, reason: Reason, *, on_table: bool) -> tuple[str, Ink]:
    answer = reason.answer(proposal.type)
    if answer is not None:
        return (_("accepted"), "good") if answer else (_("refused"), "bad")
    if reason.locked(proposal):
        return _("locked: needs authority (g)"), "warn"
    return ("", "") if on_table else (_("after a clear no"), "dim")


def _close(reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    lines = _say(reason.card.close, reason.failed, spoken, width)
    lines += [(), *wrap(line(Span(_("Read it back:"), "dim")), width)]
    lines += [*_say(spoken.playbook.confirm, (), spoken, width, ""), ()]
    told = Span(outcome_text(reason.card.outcome), "") if reason.card.outcome else Span(_("the outcome"))
    lines += wrap(
        line(Span(" o ", "key", "call.outcome"), Span(_("record what came of it:") + " ", "dim"), told), width
    )
    return lines


def guide_lines(talk: Talk, spoken: Spoken, width: int) -> list[Line]:
    """Return what to have at hand, what not to say, and how to recognise the reason of now."""
    playbook, reason = spoken.playbook, talk.reason
    lines: list[Line] = []
    if reason is not None:
        card = reason.card
        lines += _bullets(_("How to recognise it"), [one.text(language()) for one in card.recognise], width)
        evidence = [playbook.evidence_types[code].text(language()) for code in card.evidence]
        lines += _bullets(_("Have at hand"), evidence, width)
        lines += _bullets(_("Do not"), [one.text(language()) for one in card.do_not], width)
    lines += _bullets(_("Never, in any talk"), [one.text(language()) for one in playbook.do_not], width)
    return lines[:-1]


def _bullets(title: str, texts: Sequence[str], width: int) -> list[Line]:
    lines: list[Line] = [line(Span(title, "title"))]
    for text in texts:
        lines += wrap(line(Span("- ", "dim"), Span(text)), width, hang=2)
    return [*lines, ()]
