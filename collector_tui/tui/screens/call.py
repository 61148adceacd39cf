"""Call: the facts on the left, the talk in the middle one step at a time, and their words typed below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.events import Resize

from collector_tui.domain.card import INBOUND
from collector_tui.domain.law import parties_of
from collector_tui.domain.talk import Stage, Talk, talk_so_far, trail
from collector_tui.present.call_summary import call_summary
from collector_tui.present.detail import contact_lines, money_lines, parts_lines, promise_lines, who_lines, why_lines
from collector_tui.present.i18n import _
from collector_tui.present.layout import Ink, Line, Span, line, two_ends, wrap
from collector_tui.present.talk_facts import talk_facts
from collector_tui.services.log_contact import ContactSaid, Logged
from collector_tui.services.open_talk import open_talk
from collector_tui.services.read_customer import CustomerView
from collector_tui.services.unfinished_call import UnfinishedCall
from collector_tui.tui.acts.model import Now
from collector_tui.tui.acts.table import bindings_of, key_of
from collector_tui.tui.screens.call_acts import CallActs
from collector_tui.tui.screens.talk_view import Spoken, steps_line, talk_lines
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.bar import Bar, Ends
from collector_tui.tui.widgets.note import Note
from collector_tui.tui.widgets.sheet import Sheet
from collector_tui.tui.widgets.words import Words

_FACTS_FROM = 72
"""From this width on the facts stand beside the talk; below, `f` shows them in its place."""


class Call(CallActs):
    """One conversation. On a day of the past it is a rehearsal: no timer, no outcome."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("call")]

    def __init__(
        self,
        seat: Seat,
        view: CustomerView,
        warning: str,
        done: Callable[[Logged, str, Ink], None],
        unfinished: UnfinishedCall | None = None,
    ) -> None:
        super().__init__(seat)
        self.view = view
        self.done = done
        self.person = view.to_call.name if view.to_call else ""
        self.began = seat.desk.clock()
        self.talk = Talk(open_talk(view, seat.desk, seat.today))
        self._opener = self.talk.opened.code
        self._warning = warning
        if unfinished is not None:
            self._go_on_with(unfinished)

    def compose(self) -> ComposeResult:
        """Lay out head, warning, facts, talk, words, and the two lines at the foot."""
        yield Bar(self._head, id="head")
        yield Bar(lambda _width: (line(Span(f" {self._warning}", "warn")), ()), id="warning")
        with Container(id="call-body"):
            yield Sheet(self._fact_lines, id="facts")
            with Vertical(id="middle"):
                yield Bar(lambda width: (steps_line(self.seat.playbook, self.talk, width), ()), id="steps")
                yield Sheet(self._talk_lines, id="talk")
                yield Bar(lambda _width: (line(Span(f" {self._words_label()}", "title")), ()), id="words-label")
                yield Words(self.talk.words, id="words")
        yield Note(self._status, id="status")
        yield Bar(self.footer_ends, id="keys")

    def on_mount(self) -> None:
        """Begin: single keys first, and the clock if it is a real call."""
        self.query_one("#warning", Bar).display = bool(self._warning)
        self.query_one("#facts", Sheet).show(self._fact_lines)
        self.relabel()
        self.query_one("#talk", Sheet).focus()
        self.collector_app.inbox.call_opened()
        if self.seat.live:
            self.set_interval(1, self.query_one("#head", Bar).refresh)

    def _go_on_with(self, call: UnfinishedCall) -> None:
        self.person, self.inbound, self.complaint = call.person, call.inbound, call.complaint
        self.began -= timedelta(seconds=call.seconds)
        self.talk = talk_so_far(call.trail or {}, self.seat.playbook, self.talk.opened)

    def rung(self, *, by_them: bool) -> None:
        """Say whether they rang us; the opening lines are for that, as long as nothing was said yet."""
        self.inbound = by_them
        if not self.talk.begun:
            code = INBOUND if by_them else self._opener
            self.talk = replace(self.talk, opened=replace(self.talk.opened, code=code))

    def so_far_unfinished(self) -> UnfinishedCall:
        """Return what would have to be kept if the call were broken off now."""
        return UnfinishedCall(
            self.view.facts.customer.customer_id,
            self.seat.desk.clock(),
            self.seconds,
            person=self.person,
            inbound=self.inbound,
            complaint=self.complaint,
            trail=trail(self.talk),
        )

    def on_unmount(self) -> None:
        """Whatever ends the screens in the middle of a call, what was said is kept."""
        self.keep()

    @property
    def seconds(self) -> int:
        """How long the call has lasted."""
        return max(0, int((self.seat.desk.clock() - self.began).total_seconds()))

    def so_far(self, code: str) -> ContactSaid:
        """Return the contact as far as the talk tells it."""
        talk = self.talk
        said = [reason.words_at(stage) for reason in talk.reasons for stage in Stage]
        words = " / ".join(dict.fromkeys(part for part in (talk.opener_words, *said) if part))
        return ContactSaid(
            self.view.facts.customer.customer_id,
            code,
            person=self.person,
            words=words,
            complaint=self.complaint,
            inbound=self.inbound,
            card=talk.reason.card.id if talk.reason else "",
            trail=trail(talk) if talk.begun else {},
            seconds=self.seconds,
        )

    def summary(self) -> str:
        """Return what has been said so far, as lines of plain text."""
        began = self.began.astimezone(self.seat.zone)
        return call_summary(self.talk, self.seat.playbook, self.view.facts.customer, self.person, began)

    # What is shown.

    def _head(self, _width: int) -> Ends:
        name = self.view.facts.customer.name
        complaint = Span(f"  {_('complaint')}", "bad") if self.complaint else Span("")
        inbound = Span(f"  {_('they called us')}", "accent") if self.inbound else Span("")
        left = line(Span(f" {_('Call')}  ", "dim"), Span(name, "strong"), inbound, complaint)
        return left, line(Span(f"{self._clock()} ", "accent" if self.seat.live else "warn"))

    def _clock(self) -> str:
        if not self.seat.live:
            return _("rehearsal: no timer, no outcome")
        seconds = self.seconds
        return f"{seconds // 60:02}:{seconds % 60:02}"

    def _words_label(self) -> str:
        return _("Their words ({key})").format(key=key_of("call.switch"))

    def _status(self, width: int) -> Sequence[Line]:
        if self.said[0]:
            return wrap(line(Span(f" {self.said[0]}", self.said[1])), width, hang=1)
        nobody = _("with nobody yet ({key})").format(key=key_of("call.person"))
        with_whom = _("speaking with {name}").format(name=self.person) if self.person else nobody
        typing = isinstance(self.focused, Words)
        told = _("every key is text; {key} for single keys") if typing else _("single keys; {key} to type their words")
        told = told.format(key=key_of("call.switch"))
        return [two_ends(line(Span(f" {with_whom}", "dim")), line(Span(f"{told} ", "dim")), width)]

    def _fact_lines(self, width: int) -> Sequence[Line]:
        view, today, zone = self.view, self.seat.today, self.seat.zone
        sections = [
            who_lines(view, self.seat.now, zone, width),
            money_lines(view, today, width),
            promise_lines(view.promises, today, width),
            parts_lines(view, today, zone, width),
            contact_lines(view.facts.contacts[:3], today, zone, width),
            why_lines(view, today, zone, width),
        ]
        return [row for section in sections if section for row in (*section, ())][:-1]

    @property
    def spoken(self) -> Spoken | None:
        """The playbook with the facts of this call; None until it is read."""
        playbook = self.seat.playbook
        if playbook is None:
            return None
        customer = self.view.facts.customer
        return Spoken(playbook, self.facts, self.talk.opened.audience, parties_of(customer, self.seat.desk.policy))

    @property
    def facts(self) -> Mapping[str, str]:
        """What the lines of the talk are filled with."""
        return talk_facts(self.view, self.seat.desk, self.person, self.seat.today, their_words=self._heard())

    def _heard(self) -> str:
        reason = self.talk.reason
        return reason.words[-1][1] if reason is not None and reason.words else self.talk.opener_words

    def _talk_lines(self, width: int) -> Sequence[Line]:
        spoken = self.spoken
        if spoken is None:
            return wrap(line(Span(_("The playbook is being read ..."), "dim")), width)
        return talk_lines(self.talk, spoken, width)

    def show_talk(self, talk: Talk) -> None:
        """Go on with another state of the talk."""
        stage_before, reason_before = self.talk.stage, self.talk.current
        self.talk = talk
        if (talk.stage, talk.current) != (stage_before, reason_before):
            self.query_one(Words).say(talk.words)
            self.query_one("#talk", Sheet).show(self._talk_lines)
        else:
            self.query_one("#talk", Sheet).relay()
        self.refresh_bars()
        self.keep()

    def relabel(self) -> None:
        """Say everything in the language of now, and in the words of the playbook once it is there."""
        if self.seat.playbook is not None:
            self.talk = self.talk.in_words_of(self.seat.playbook)
        self.query_one(Words).placeholder = _("what they said, as they said it")
        for sheet in self.query(Sheet):
            sheet.relay()
        self.refresh_bars()

    # What happens.

    def now(self) -> Now:
        """Tell what may be done is decided by."""
        talk = self.talk if self.seat.playbook else None
        return Now(live=self.seat.live, on_row=True, saving=self.saving, talk=talk)

    def on_resize(self, event: Resize) -> None:
        """Narrow: facts and talk take turns."""
        self.set_class(event.size.width < _FACTS_FROM, "-narrow")

    def on_descendant_focus(self) -> None:
        """Tell which keys mean what."""
        self.query_one("#status", Note).retell()

    def on_words_heard(self, event: Words.Heard) -> None:
        """Keep their words with the step that they were said at."""
        if event.value != self.talk.words:
            self.talk = self.talk.note(event.value)

    def on_words_ended(self, _event: Words.Ended) -> None:
        """Enter: their words are noted; single keys again."""
        self.keep()
        self.query_one("#talk", Sheet).focus()
