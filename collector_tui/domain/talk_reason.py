"""One reason for not paying in a talk, and how the talk was opened: the values that talk.py walks through."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from collector_tui.domain.card import Audience, Card, Openers, Proposal
from collector_tui.domain.talk_errors import NoSuchProposal, ProposalLocked, ProposalNotOpen

UNKNOWN_CAUSE: Final = "unknown"


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
class Mark:
    """Whether a line worked. A later mark on the same line counts instead; the earlier stays on record."""

    line: str
    worked: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """How a talk is opened: the row's opener, whether with thanks, and to whom; and from which words.

    `version` and `team` are those of the playbook's openers, 0 and empty until it is read.
    """

    code: str = "E"
    thanks: bool = False
    audience: Audience = field(default_factory=Audience)
    version: int = 0
    team: str = ""

    def in_words_of(self, openers: Openers) -> Opened:
        """Return the opening with the version of the words that it is said in; one that has it keeps it."""
        if self.version:
            return self
        return Opened(self.code, self.thanks, self.audience, openers.version, openers.team)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for not paying raised in the talk, and what was said on its card.

    `version` and `team` are the card's when it was put on the table. `reached` is the furthest step. `words` are
    theirs, one text a step. `cause_by` is the supervisor who named the cause, if one had to.
    """

    card: Card
    version: int
    stage: Stage = Stage.LISTEN
    reached: Stage = Stage.LISTEN
    words: tuple[tuple[Stage, str], ...] = ()
    answers: tuple[Answer, ...] = ()
    grants: tuple[Grant, ...] = ()
    marks: tuple[Mark, ...] = ()
    cause: str = UNKNOWN_CAUSE
    cause_by: str = ""
    team: str = ""

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


def marked(marks: tuple[Mark, ...], key: str) -> bool | None:
    """Return whether a line worked, None where nobody has said."""
    return next((mark.worked for mark in reversed(marks) if mark.line == key), None)
