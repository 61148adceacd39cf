"""The talk as lines to read while speaking: one step at a time, what to say first and largest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from collector_tui.domain.law import Parties
from collector_tui.domain.talk import BLANK, Audience, Mark, Playbook, Proposal, Reason, Stage, Talk, fill, marked
from collector_tui.domain.talk import Line as Said
from collector_tui.present.i18n import _, language
from collector_tui.present.layout import Ink, Line, Span, line, line_width, wrap
from collector_tui.present.why import outcome_text
from collector_tui.tui.acts.table import key_of

STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the lines are filled with: the playbook, the facts of customer and call, and to whom they are said.

    `parties` are both sides, for the rules of law in the guide.
    """

    playbook: Playbook
    facts: Mapping[str, str]
    audience: Audience
    parties: Parties

    def text(self, said: Said) -> str:
        """Return a sentence in the language of now, in the words for this customer."""
        return fill(said.for_(self.audience), self.facts, language())

    def mark(self, said: Said, marks: tuple[Mark, ...]) -> Line:
        """Return the word for a line that was marked, or nothing."""
        worked = marked(marks, said.for_(self.audience).key)
        if worked is None:
            return ()
        return line(Span(f"  {_('(worked)')}", "good") if worked else Span(f"  {_('(did not work)')}", "warn"))


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
            body = [*_say(reason.card.say, reason.marks, spoken, width), *_ask(reason.card.ask, reason, spoken, width)]
        case Stage.UNDERSTAND:
            card = reason.card
            body = [*_say(card.paraphrase, reason.marks, spoken, width), *_ask(card.clarify, reason, spoken, width)]
            body += [(), *_cause(reason, spoken, width)]
        case Stage.PROPOSE:
            body = _proposals(reason, spoken, width)
        case _:
            body = _close(reason, spoken, width)
    return head + body


def _opener(talk: Talk, spoken: Spoken, width: int) -> list[Line]:
    lines = wrap(line(Span(_("Say who you are before any word of the debt."), "dim")), width)
    for said in talk.lines(spoken.playbook):
        lines += [(), *_say(said, talk.opener_marks, spoken, width)]
    keys = [
        (f" {key_of('call.reason')} ", _("their reason for not paying: type any part of it")),
        (_families(), "  ".join(f"{one.key} {one.label.text(language())}" for one in spoken.playbook.families)),
        (f" {key_of('call.outcome')} ", _("they name a day at once: go to the outcome")),
    ]
    lines.append(())
    for key, told in keys:
        lines += wrap(line(Span(f"{key} ", "key"), Span(told, "dim")), width, hang=4)
    return lines


def _key(act_id: str) -> Span:
    return Span(f" {key_of(act_id)} ", "key", act_id)


def _act(act_id: str, word: str) -> Line:
    """Return an act's key and a word for it, which a click does."""
    return _key(act_id), Span(word, "", act_id)


def _families() -> str:
    """Return the keys of the four families: "1-4", or each where they are others."""
    keys = [key_of(f"call.family_{number}") for number in range(1, 5)]
    return "1-4" if keys == ["1", "2", "3", "4"] else " ".join(keys)


def _head(talk: Talk, reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    label = reason.card.label.text(language())
    others = len(talk.reasons) - 1
    more = Span("  " + _("({n} more on the trail)").format(n=others) if others else "", "dim")
    rule = spoken.playbook.rules[reason.stage.value].text(language())
    return [*wrap(line(Span(label, "title"), more), width), *wrap(line(Span(rule, "dim")), width)]


def _say(said: Said, marks: tuple[Mark, ...], spoken: Spoken, width: int, ink: Ink = "strong") -> list[Line]:
    """A sentence to say; what is not known yet is a blank to ask about."""
    parts: list[Span] = []
    for place, piece in enumerate(spoken.text(said).split(BLANK)):
        parts += [Span(BLANK, "warn")] if place else []
        parts.append(Span(piece, ink))
    return wrap(line(*parts, *spoken.mark(said, marks)), width)


def _ask(questions: Sequence[Said], reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    lines: list[Line] = [()]
    for question in questions:
        lines += [
            (Span("? ", "accent") if not number else Span("  "), *row)
            for number, row in enumerate(_say(question, reason.marks, spoken, width - 2, ""))
        ]
    return lines


def _cause(reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    word = spoken.playbook.causes[reason.cause].text(language())
    return wrap(line(Span(f"{key_of('call.cause')} ", "key"), Span(_("cause:") + " ", "dim"), Span(word)), width)


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
    said = () if on_table else spoken.mark(proposal.line, reason.marks)
    head = line(mark, Span(f"{number} {word}", "strong" if on_table else "dim"), Span(f"  {told}", ink), *said)
    lines = wrap(head, width, hang=4)
    if on_table:
        lines += [(Span("    "), *row) for row in _say(proposal.line, reason.marks, spoken, width - 4)]
        keys = line(Span("    "), *_act("call.accept", _("yes")), Span("  "), *_act("call.refuse", _("a clear no")))
        lines += [keys, ()]
    return lines


def _standing(proposal: Proposal, reason: Reason, *, on_table: bool) -> tuple[str, Ink]:
    answer = reason.answer(proposal.type)
    if answer is not None:
        return (_("accepted"), "good") if answer else (_("refused"), "bad")
    if reason.locked(proposal):
        return _("locked: needs authority ({key})").format(key=key_of("call.grant")), "dim"
    return ("", "") if on_table else (_("after a clear no"), "dim")


def _close(reason: Reason, spoken: Spoken, width: int) -> list[Line]:
    lines = _say(reason.card.close, reason.marks, spoken, width)
    lines += [(), *wrap(line(Span(_("Read it back:"), "dim")), width)]
    lines += [*_say(spoken.playbook.confirm, (), spoken, width, ""), ()]
    told = Span(outcome_text(reason.card.outcome), "") if reason.card.outcome else Span(_("the outcome"))
    lines += wrap(
        line(
            _key("call.outcome"),
            Span(_("record what came of it:") + " ", "dim"),
            told,
        ),
        width,
    )
    return lines
