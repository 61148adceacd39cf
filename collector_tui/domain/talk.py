"""The talk as a state machine: Listen, Understand, Propose, Close over the card of a reason for not paying.

A `Talk` is a frozen value and every act returns the next one, so a screen can ask whether an act is allowed by trying
it, and take a slip back by keeping the value before it. Nothing here reaches the journal: `trail` is what the
contact's entry keeps. Rules: terms.md, "The talk".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from collector_tui.domain.card import BLANK, Audience, Card, Family, LawHook, Line, Playbook, Proposal, fill
from collector_tui.domain.card_search import find_cards
from collector_tui.domain.talk_errors import (
    CauseNeedsSupervisor,
    LineNotOnCard,
    NoEarlierStep,
    NoFurtherStep,
    NoReasonYet,
    NoSuchProposal,
    NotAtClose,
    NotAtPropose,
    TalkError,
    TalkIsClosed,
    TrailUnreadable,
)
from collector_tui.domain.talk_reason import (
    STEPS,
    UNKNOWN_CAUSE,
    Answer,
    Grant,
    Mark,
    Opened,
    Reason,
    Stage,
    marked,
)
from collector_tui.domain.talk_record import (
    as_of_now,
    flag,
    mapping,
    marks_of,
    marks_record,
    number,
    opened_of,
    opened_record,
    reason_of,
    reason_record,
    sequence,
    text,
)

__all__ = [
    "BAD_FAITH",
    "BLANK",
    "STEPS",
    "UNKNOWN_CAUSE",
    "Answer",
    "Audience",
    "Card",
    "Family",
    "Grant",
    "LawHook",
    "Line",
    "Mark",
    "Opened",
    "Playbook",
    "Proposal",
    "Reason",
    "Stage",
    "Talk",
    "TalkError",
    "fill",
    "find_cards",
    "from_trail",
    "marked",
    "talk_so_far",
    "trail",
]

BAD_FAITH: Final = "bad_faith"
TRAIL_VERSION: Final = 2
_TRAIL_VERSIONS: Final = (1, TRAIL_VERSION)
"""Trails that can be read. 1 knew only lines that failed, and neither teams' words nor the opener's kind."""


_ALL_NOW: Final = "full_now"
"""The proposal (a type of the playbook's) after whose yes there is nothing left to ask for."""


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk. `opener_words` and `opener_marks` are from before any card; `current` is an index into `reasons`."""

    opened: Opened = field(default_factory=Opened)
    opener_words: str = ""
    opener_marks: tuple[Mark, ...] = ()
    reasons: tuple[Reason, ...] = ()
    current: int | None = None
    closed: bool = False

    @property
    def reason(self) -> Reason | None:
        """Return the reason on the table, None before the first."""
        return None if self.current is None else self.reasons[self.current]

    @property
    def begun(self) -> bool:
        """Return True once anything was said, marked or chosen."""
        return replace(self, opened=Opened()) != Talk()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the marks on the lines of the card of now, or of the opener before any."""
        return self.opener_marks if self.reason is None else self.reason.marks

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
            return playbook.openers.lines(self.opened.code, thanks=self.opened.thanks)
        card, stage = reason.card, reason.stage
        if stage is Stage.LISTEN:
            return (card.say, *card.ask)
        if stage is Stage.UNDERSTAND:
            return (card.paraphrase, *card.clarify)
        if stage is Stage.PROPOSE:
            return ((reason.offer or card.if_refused).line,)
        return (*_closing(reason), playbook.confirm)

    def can_mark(self, playbook: Playbook) -> tuple[Line, ...]:
        """Return the lines of this step that were or may be said, in the words for this customer, newest first.

        At Propose those that were answered too: whether a line works is known only after the answer.
        """
        lines = list(self.lines(playbook))
        reason = self.reason
        if reason is not None and reason.stage is Stage.PROPOSE:
            on_table = [reason.offer] if reason.offer else []
            answered = [p for p in reversed(reason.card.proposals) if reason.answer(p.type) is not None]
            lines = [p.line for p in dict.fromkeys([*on_table, *answered])]
        elif reason is not None and reason.stage is Stage.CLOSE:
            lines = list(_closing(reason))
        return tuple(line.for_(self.opened.audience) for line in lines)

    def in_words_of(self, playbook: Playbook) -> Talk:
        """Return the talk with the version of the openers that it is opened with."""
        return replace(self, opened=self.opened.in_words_of(playbook.openers))

    def choose(self, card: Card) -> Talk:
        """Put a card on the table: a new reason starts at Listen, one raised before goes on where it was left."""
        self._open()
        ids = [reason.card.id for reason in self.reasons]
        if card.id in ids:
            return replace(self, current=ids.index(card.id))
        return replace(
            self, reasons=(*self.reasons, Reason(card, card.version, team=card.team)), current=len(self.reasons)
        )

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

    def name_cause(self, cause: str, by: str = "") -> Talk:
        """Name the class of cause, a code of the playbook's `causes`; for bad faith `by` is the supervisor."""
        reason = self._reason()
        if cause == BAD_FAITH and not by:
            raise CauseNeedsSupervisor
        return self._with(replace(reason, cause=cause, cause_by=by if cause == BAD_FAITH else ""))

    def mark(self, line: Line, *, worked: bool) -> Talk:
        """Mark that a line worked, or that it did not. Marking twice is the same as once."""
        self._open()
        reason = self.reason
        if marked(self.marks, line.key) is worked:
            return self
        if reason is None:
            if not line.key.startswith("opener."):
                raise LineNotOnCard
            return replace(self, opener_marks=(*self.opener_marks, Mark(line.key, worked)))
        if all(line not in said.voices() for said in reason.card.spoken()):
            raise LineNotOnCard
        return self._with(replace(reason, marks=(*reason.marks, Mark(line.key, worked))))

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


def _closing(reason: Reason) -> tuple[Line, ...]:
    """Return what closes a card. Once all of it is to be paid now, its questions about parts have no place."""
    return () if reason.answer(_ALL_NOW) else (reason.card.close,)


def trail(talk: Talk) -> dict[str, object]:
    """Return the talk as JSON values for the contact's entry, and for a draft.

    {version, opener: {opener, thanks, segment, tone, version, team, words, marks}, reasons: [{card, card_version, team,
    stage, stages, cause, cause_by, words: {stage: text}, proposals: [{proposal, answer: "accepted" | "refused"}],
    granted: [{proposal, by}], marks: [{line, mark: "worked" | "failed"}]}], current, closed}
    """
    return {
        "version": TRAIL_VERSION,
        "opener": {
            **opened_record(talk.opened),
            "words": talk.opener_words,
            "marks": marks_record(talk.opener_marks),
        },
        "reasons": [reason_record(reason) for reason in talk.reasons],
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


def talk_so_far(record: Mapping[str, object], playbook: Playbook | None, opened: Opened) -> Talk:
    """Return the talk of a draft. One whose cards are gone begins anew as `opened`, with the words that were noted."""
    if playbook is not None and record:
        try:
            return from_trail(record, playbook)
        except TalkError:
            pass
    return Talk(opened, opener_words=_every_word(record))


def _every_word(record: Mapping[str, object]) -> str:
    opener, reasons = record.get("opener"), record.get("reasons")
    told = [opener.get("words")] if isinstance(opener, Mapping) else []
    for reason in reasons if isinstance(reasons, list | tuple) else ():
        words = reason.get("words") if isinstance(reason, Mapping) else None
        told += list(words.values()) if isinstance(words, Mapping) else []
    return " / ".join(dict.fromkeys(word for word in told if isinstance(word, str) and word))


def _talk_of(record: Mapping[str, object], playbook: Playbook) -> Talk:
    if record["version"] not in _TRAIL_VERSIONS:
        raise ValueError(record["version"])
    old = record["version"] == 1
    opener = mapping(record["opener"])
    reasons = tuple(
        reason_of(as_of_now(mapping(raw)) if old else mapping(raw), playbook) for raw in sequence(record["reasons"])
    )
    current = record["current"]
    if current is not None and number(current) not in range(len(reasons)):
        raise ValueError(current)
    return Talk(
        opened=Opened() if old else opened_of(opener),
        opener_words=text(opener["words"]),
        opener_marks=marks_of(as_of_now(opener) if old else opener),
        reasons=reasons,
        current=None if current is None else number(current),
        closed=flag(record["closed"]),
    )
