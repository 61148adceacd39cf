"""The talk as a state machine: Listen, Understand, Propose, Close over the card of a reason for not paying.

A `Talk` is a frozen value and every act returns the next one, so a screen can ask whether an act is allowed by trying
it, and take a slip back by keeping the value before it. Nothing here reaches the journal: `trail` is what the
contact's entry keeps. Rules: terms.md, "The talk".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from collector_tui.domain.card import BLANK, Card, Family, LawHook, Line, Playbook, Proposal, fill
from collector_tui.domain.card_search import find_cards
from collector_tui.domain.talk_errors import (
    CardUnknown,
    CauseNeedsSupervisor,
    LineNotOnCard,
    NoEarlierStep,
    NoFurtherStep,
    NoReasonYet,
    NoSuchProposal,
    NotAtClose,
    NotAtPropose,
    ProposalLocked,
    ProposalNotOpen,
    TalkError,
    TalkIsClosed,
    TrailUnreadable,
)

__all__ = [
    "BLANK",
    "Answer",
    "Card",
    "Family",
    "Grant",
    "LawHook",
    "Line",
    "Playbook",
    "Proposal",
    "Reason",
    "Stage",
    "Talk",
    "TalkError",
    "fill",
    "find_cards",
    "from_trail",
    "talk_so_far",
    "trail",
]

UNKNOWN_CAUSE: Final = "unknown"
BAD_FAITH: Final = "bad_faith"
TRAIL_VERSION: Final = 1


class Stage(StrEnum):
    """Where the talk is: the opener, before any card, then the card's four steps."""

    OPENER = "opener"
    LISTEN = "listen"
    UNDERSTAND = "understand"
    PROPOSE = "propose"
    CLOSE = "close"


STEPS: Final = (Stage.LISTEN, Stage.UNDERSTAND, Stage.PROPOSE, Stage.CLOSE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A yes or a no to one proposal. A later answer to the same one counts instead; the earlier stays on record."""

    proposal: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """Authority given for one locked proposal, and by whom."""

    proposal: str
    by: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for not paying raised in the talk, and what was said on its card.

    `version` is the card's when it was put on the table. `reached` is the furthest step. `words` are theirs, one text
    a step. `failed` are keys of lines that did not work.
    """

    card: Card
    version: int
    stage: Stage = Stage.LISTEN
    reached: Stage = Stage.LISTEN
    words: tuple[tuple[Stage, str], ...] = ()
    answers: tuple[Answer, ...] = ()
    grants: tuple[Grant, ...] = ()
    failed: tuple[str, ...] = ()
    cause: str = UNKNOWN_CAUSE

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Return the steps reached so far, in their order."""
        return STEPS[: STEPS.index(self.reached) + 1]

    @property
    def offer(self) -> Proposal | None:
        """Return the proposal on the table: the first that is not locked and not refused. None: all were refused."""
        return next((p for p in self.card.proposals if not self.locked(p) and self.answer(p.type) is not False), None)

    def words_at(self, stage: Stage) -> str:
        """Return their words at a step, empty when none were noted."""
        return dict(self.words).get(stage, "")

    def answer(self, kind: str) -> bool | None:
        """Return the answer that counts: accepted, refused, or None when the proposal was not answered."""
        return next((given.accepted for given in reversed(self.answers) if given.proposal == kind), None)

    def locked(self, proposal: Proposal) -> bool:
        """Return True while a proposal waits for authority."""
        return bool(proposal.needs) and all(grant.proposal != proposal.type for grant in self.grants)

    def answerable(self, kind: str | None) -> Proposal:
        """Return the proposal of a type (None: the one on the table); raise the TalkError that says why it is shut."""
        proposal = self.offer if kind is None else self.card.proposal(kind)
        if proposal is None:
            raise NoSuchProposal
        if self.locked(proposal):
            raise ProposalLocked
        if proposal != self.offer and self.answer(proposal.type) is None:
            raise ProposalNotOpen
        return proposal


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk. `opener_words` and `opener_failed` are from before any card; `current` is an index into `reasons`."""

    opener_words: str = ""
    opener_failed: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    current: int | None = None
    closed: bool = False

    @property
    def reason(self) -> Reason | None:
        """Return the reason on the table, None before the first."""
        return None if self.current is None else self.reasons[self.current]

    @property
    def stage(self) -> Stage:
        """Return the step that the talk is at."""
        return Stage.OPENER if self.reason is None else self.reason.stage

    @property
    def words(self) -> str:
        """Return their words at this step."""
        return self.opener_words if self.reason is None else self.reason.words_at(self.reason.stage)

    def lines(self, playbook: Playbook) -> tuple[Line, ...]:
        """Return the lines of this step. At Propose: the one on the table, or the note for when all was refused."""
        reason = self.reason
        if reason is None:
            return playbook.opener
        card, stage = reason.card, reason.stage
        if stage is Stage.LISTEN:
            return (card.say, *card.ask)
        if stage is Stage.UNDERSTAND:
            return (card.paraphrase, *card.clarify)
        if stage is Stage.PROPOSE:
            return ((reason.offer or card.if_refused).line,)
        return (card.close, playbook.confirm)

    def choose(self, card: Card) -> Talk:
        """Put a card on the table: a new reason starts at Listen, one raised before goes on where it was left."""
        self._open()
        ids = [reason.card.id for reason in self.reasons]
        if card.id in ids:
            return replace(self, current=ids.index(card.id))
        return replace(self, reasons=(*self.reasons, Reason(card, card.version)), current=len(self.reasons))

    def forward(self) -> Talk:
        """Go one step on; raise NoFurtherStep at Close."""
        reason = self._reason()
        if reason.stage is STEPS[-1]:
            raise NoFurtherStep
        stage = STEPS[STEPS.index(reason.stage) + 1]
        reached = max(stage, reason.reached, key=STEPS.index)
        return self._with(replace(reason, stage=stage, reached=reached))

    def back(self) -> Talk:
        """Go one step back; raise NoEarlierStep at Listen and before any card."""
        self._open()
        reason = self.reason
        if reason is None or reason.stage is STEPS[0]:
            raise NoEarlierStep
        return self._with(replace(reason, stage=STEPS[STEPS.index(reason.stage) - 1]))

    def note(self, words: str) -> Talk:
        """Keep their words at this step, in place of those typed here before; empty takes them away."""
        self._open()
        reason = self.reason
        if reason is None:
            return replace(self, opener_words=words)
        kept = {**dict(reason.words), reason.stage: words}
        in_order = tuple((stage, kept[stage]) for stage in STEPS if kept.get(stage))
        return self._with(replace(reason, words=in_order))

    def accept(self, kind: str | None = None) -> Talk:
        """Note a yes to a proposal (None: the one on the table), or to one answered before."""
        return self._answered(kind, accepted=True)

    def refuse(self, kind: str | None = None) -> Talk:
        """Note a clear no: the next proposal that is not locked opens."""
        return self._answered(kind, accepted=False)

    def grant(self, kind: str, by: str) -> Talk:
        """Unlock a proposal that needs authority, at any step; `by` is who granted it."""
        reason = self._reason()
        proposal = reason.card.proposal(kind)
        if proposal is None:
            raise NoSuchProposal
        if not reason.locked(proposal):
            return self
        return self._with(replace(reason, grants=(*reason.grants, Grant(kind, by))))

    def name_cause(self, cause: str, *, supervisor: bool = False) -> Talk:
        """Name the class of cause, a code of the playbook's `causes`; bad faith only as a supervisor."""
        reason = self._reason()
        if cause == BAD_FAITH and not supervisor:
            raise CauseNeedsSupervisor
        return self._with(replace(reason, cause=cause))

    def mark_failed(self, line: Line) -> Talk:
        """Mark that a line did not work. The mark stays; marking twice is the same as once."""
        self._open()
        reason = self.reason
        said = line.key.startswith("opener.") if reason is None else line in reason.card.spoken()
        if not said:
            raise LineNotOnCard
        if reason is None:
            return replace(self, opener_failed=_added(self.opener_failed, line.key))
        return self._with(replace(reason, failed=_added(reason.failed, line.key)))

    def close(self) -> Talk:
        """End the talk: at Close, or while no reason was raised (they named a day at once)."""
        self._open()
        if self.stage not in (Stage.OPENER, Stage.CLOSE):
            raise NotAtClose
        return replace(self, closed=True)

    def _open(self) -> None:
        if self.closed:
            raise TalkIsClosed

    def _reason(self) -> Reason:
        self._open()
        if self.reason is None:
            raise NoReasonYet
        return self.reason

    def _with(self, reason: Reason) -> Talk:
        reasons = tuple(reason if place == self.current else other for place, other in enumerate(self.reasons))
        return replace(self, reasons=reasons)

    def _answered(self, kind: str | None, *, accepted: bool) -> Talk:
        reason = self._reason()
        if reason.stage is not Stage.PROPOSE:
            raise NotAtPropose
        answer = Answer(reason.answerable(kind).type, accepted)
        return self._with(replace(reason, answers=(*reason.answers, answer)))


def _added(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return keys if key in keys else (*keys, key)


def trail(talk: Talk) -> dict[str, object]:
    """Return the talk as JSON values for the contact's entry, and for a draft.

    {version, opener: {words, failed_lines}, reasons: [{card, card_version, stage, stages, cause, words: {stage: text},
    proposals: [{proposal, answer: "accepted" | "refused"}], granted: [{proposal, by}], failed_lines}], current, closed}
    """
    return {
        "version": TRAIL_VERSION,
        "opener": {"words": talk.opener_words, "failed_lines": list(talk.opener_failed)},
        "reasons": [_reason_record(reason) for reason in talk.reasons],
        "current": talk.current,
        "closed": talk.closed,
    }


def from_trail(record: Mapping[str, object], playbook: Playbook) -> Talk:
    """Return the talk that a trail was made of; an empty record is a talk that has not begun.

    Cards come from the playbook as it is now; the version on record is kept. Raises TrailUnreadable, and CardUnknown
    when the playbook no longer has a card of the talk.
    """
    if not record:
        return Talk()
    try:
        return _talk_of(record, playbook)
    except (KeyError, TypeError, ValueError):
        raise TrailUnreadable from None


def talk_so_far(record: Mapping[str, object], playbook: Playbook | None) -> Talk:
    """Return the talk of a draft. One whose cards are gone begins anew, with the words that were noted."""
    if playbook is not None:
        try:
            return from_trail(record, playbook)
        except TalkError:
            pass
    return Talk(opener_words=_every_word(record))


def _every_word(record: Mapping[str, object]) -> str:
    opener, reasons = record.get("opener"), record.get("reasons")
    told = [opener.get("words")] if isinstance(opener, Mapping) else []
    for reason in reasons if isinstance(reasons, list | tuple) else ():
        words = reason.get("words") if isinstance(reason, Mapping) else None
        told += list(words.values()) if isinstance(words, Mapping) else []
    return " / ".join(dict.fromkeys(word for word in told if isinstance(word, str) and word))


def _reason_record(reason: Reason) -> dict[str, object]:
    return {
        "card": reason.card.id,
        "card_version": reason.version,
        "stage": reason.stage.value,
        "stages": [stage.value for stage in reason.stages],
        "cause": reason.cause,
        "words": {stage.value: words for stage, words in reason.words},
        "proposals": [
            {"proposal": given.proposal, "answer": "accepted" if given.accepted else "refused"}
            for given in reason.answers
        ],
        "granted": [{"proposal": grant.proposal, "by": grant.by} for grant in reason.grants],
        "failed_lines": list(reason.failed),
    }


def _talk_of(record: Mapping[str, object], playbook: Playbook) -> Talk:
    if record["version"] != TRAIL_VERSION:
        raise ValueError(record["version"])
    opener = _mapping(record["opener"])
    reasons = tuple(_reason_of(_mapping(raw), playbook) for raw in _list(record["reasons"]))
    current = record["current"]
    if current is not None and _number(current) not in range(len(reasons)):
        raise ValueError(current)
    return Talk(
        opener_words=_text(opener["words"]),
        opener_failed=tuple(_text(key) for key in _list(opener["failed_lines"])),
        reasons=reasons,
        current=None if current is None else _number(current),
        closed=_flag(record["closed"]),
    )


def _reason_of(record: Mapping[str, object], playbook: Playbook) -> Reason:
    card = playbook.cards.get(_text(record["card"]))
    if card is None:
        raise CardUnknown(card=record["card"])
    words = {Stage(step): _text(said) for step, said in _mapping(record["words"]).items()}
    stages = tuple(Stage(_text(stage)) for stage in _list(record["stages"]))
    stage = Stage(_text(record["stage"]))
    if stage not in stages or stages != STEPS[: len(stages)]:
        raise ValueError(stage)
    answers = [_mapping(raw) for raw in _list(record["proposals"])]
    grants = [_mapping(raw) for raw in _list(record["granted"])]
    return Reason(
        card=card,
        version=_number(record["card_version"]),
        stage=stage,
        reached=stages[-1],
        words=tuple((step, words[step]) for step in STEPS if step in words),
        answers=tuple(Answer(_text(raw["proposal"]), _yes(raw["answer"])) for raw in answers),
        grants=tuple(Grant(_text(raw["proposal"]), _text(raw["by"])) for raw in grants),
        failed=tuple(_text(key) for key in _list(record["failed_lines"])),
        cause=_text(record["cause"]),
    )


def _yes(raw: object) -> bool:
    return ("refused", "accepted").index(_text(raw)) == 1


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise TypeError
    return raw


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise TypeError
    return raw


def _number(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise TypeError
    return raw


def _list(raw: object) -> Sequence[object]:
    if not isinstance(raw, list | tuple):
        raise TypeError
    return raw


def _mapping(raw: object) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        raise TypeError
    return raw
