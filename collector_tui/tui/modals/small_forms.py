"""The small questions: a reason, a hold, a new owner, a grant. Each is a form that answers with one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from collector_tui.domain.day import BusinessDay
from collector_tui.present.i18n import _
from collector_tui.tui.modals.form import Form
from collector_tui.tui.widgets.day_field import day_field
from collector_tui.tui.widgets.fields import ChoiceField, TypedField


def text_field(name: str, label: str, *, needed: bool = True, typed: str = "", hint: str = "") -> TypedField[str]:
    """Return a field for a few words."""
    return TypedField(name, label, str, needed=needed, typed=typed, hint=hint)


class AskReason(Form[str]):
    """Why?"""

    def fields(self) -> Sequence[Widget]:
        """Return the one field."""
        self.reason = text_field("reason", _("Reason"), hint=_("a few words; they stand in the journal"))
        return (self.reason,)

    def answer(self) -> str:
        """Return the reason."""
        return self.reason.typed


@dataclass(frozen=True, slots=True)
class Held:
    """What a hold was said to be."""

    until: date
    reason: str
    owner: str


class AskHold(Form[Held]):
    """Until when, why, and who acts then."""

    def __init__(self, title: str, day: BusinessDay, user: str) -> None:
        super().__init__(title)
        self._day = day
        self._user = user

    def fields(self) -> Sequence[Widget]:
        """Return day, reason and owner."""
        self.until = day_field("until", _("Until"), self._day)
        self.reason = text_field("reason", _("Reason"))
        self.owner = text_field("owner", _("Who acts then"), typed=self._user)
        return self.until, self.reason, self.owner

    def answer(self) -> Held:
        """Return the hold."""
        until = self.until.value
        assert until is not None
        return Held(until, self.reason.typed, self.owner.typed)


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Who has a task from now on; `due` None: its day stays."""

    owner: str
    due: date | None


class AskOwner(Form[NewOwner]):
    """Who, and perhaps until when."""

    def __init__(self, title: str, day: BusinessDay) -> None:
        super().__init__(title)
        self._day = day

    def fields(self) -> Sequence[Widget]:
        """Return owner and day."""
        self.owner = text_field("owner", _("Who"))
        self.due = day_field("due", _("Until"), self._day, needed=False)
        return self.owner, self.due

    def answer(self) -> NewOwner:
        """Return the new owner."""
        return NewOwner(self.owner.typed, self.due.value)


@dataclass(frozen=True, slots=True)
class Granted:
    """A proposal that a supervisor allowed."""

    proposal: str
    by: str


class AskGrant(Form[Granted]):
    """Which of the locked proposals, and by whom."""

    def __init__(self, title: str, locked: Sequence[tuple[str, str]]) -> None:
        super().__init__(title)
        self._locked = locked

    def fields(self) -> Sequence[Widget]:
        """Return proposal and name."""
        self.proposal = ChoiceField("proposal", _("Proposal"), self._locked, code=self._locked[0][0])
        self.by = text_field("by", _("Allowed by"), hint=_("the supervisor's name"))
        return self.proposal, self.by

    def answer(self) -> Granted:
        """Return what was granted."""
        return Granted(self.proposal.code, self.by.typed)
