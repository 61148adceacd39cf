"""What a collector does in a call: each act of the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from collector_tui.domain.talk import BAD_FAITH, Card, Stage, Talk, fill, find_cards
from collector_tui.domain.talk import Line as Said
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import _, language
from collector_tui.present.layout import Ink, Line, Span, line, wrap
from collector_tui.present.safe import safe
from collector_tui.services.log_contact import ContactSaid, Logged, log_contact
from collector_tui.services.read_customer import CustomerView
from collector_tui.services.unfinished_call import UnfinishedCall, drop_unfinished, keep_unfinished
from collector_tui.tui.acting import Acting
from collector_tui.tui.acts.model import Where
from collector_tui.tui.acts.table import key_of
from collector_tui.tui.modals.form import Form
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.modals.reading import Reading
from collector_tui.tui.screens.guide_view import guide_lines
from collector_tui.tui.screens.talk_view import Spoken
from collector_tui.tui.widgets.sheet import Sheet
from collector_tui.tui.widgets.words import Words


class CallActs(Acting):
    """The acts; `Call` itself shows."""

    WHERE: ClassVar[Where] = "call"
    view: CustomerView
    person: str
    done: Callable[[Logged, str, Ink], None]
    talk: Talk = Talk()
    complaint: bool = False
    inbound: bool = False
    saving: bool = False
    over: bool = False
    """The call was recorded, or deliberately dropped."""

    def so_far_unfinished(self) -> UnfinishedCall:
        """Return what would have to be kept if the call were broken off now."""
        raise NotImplementedError

    def rung(self, *, by_them: bool) -> None:
        """Say whether they rang us."""
        raise NotImplementedError

    def keep(self) -> None:
        """Keep what was said so far, until the call is over."""
        if self.unsaved and not self.over:
            call = self.seat.unfinished = self.so_far_unfinished()
            self.seat.gateway.aside(lambda desk: keep_unfinished(desk, call))

    def _end(self) -> None:
        """The call is over: nothing of it waits any more."""
        self.over = True
        self.seat.unfinished = None
        customer_id = self.view.facts.customer.customer_id
        self.seat.gateway.aside(lambda desk: drop_unfinished(desk, customer_id))

    @property
    def seconds(self) -> int:
        """How long the call has lasted."""
        raise NotImplementedError

    @property
    def spoken(self) -> Spoken | None:
        """The playbook with the facts of this call."""
        raise NotImplementedError

    def show_talk(self, talk: Talk) -> None:
        """Go on with another state of the talk."""
        raise NotImplementedError

    @property
    def unsaved(self) -> bool:
        """True once something was said or typed, here or on a form over the call."""
        return self.seat.live and (self.complaint or self.talk.begun or self._form_open)

    @property
    def _form_open(self) -> bool:
        return any(isinstance(screen, Form) for screen in self.app.screen_stack)

    # The talk.

    def do_next(self) -> None:
        """Go one step on: before any reason look for one, after the last step ask for the outcome."""
        if self.talk.stage is Stage.OPENER:
            self.do_reason()
        elif self.talk.stage is Stage.CLOSE:
            self.do_outcome()
        else:
            self.show_talk(self.talk.forward())

    def do_back(self) -> None:
        """Go one step back."""
        self.show_talk(self.talk.back())

    def do_accept(self) -> None:
        """They say yes: go on to Close."""
        self.show_talk(self.talk.accept().forward())

    def do_refuse(self) -> None:
        """They clearly say no."""
        self.show_talk(self.talk.refuse())

    def do_reason(self) -> None:
        """Find their reason for not paying."""
        self._find_reason("")

    def do_family_1(self) -> None:
        """Papers."""
        self._find_reason("1 ")

    def do_family_2(self) -> None:
        """People."""
        self._find_reason("2 ")

    def do_family_3(self) -> None:
        """Money."""
        self._find_reason("3 ")

    def do_family_4(self) -> None:
        """A problem."""
        self._find_reason("4 ")

    def _find_reason(self, typed: str) -> None:
        playbook = self.seat.playbook
        if playbook is None:
            return

        def find(said: str) -> list[Choice[Card]]:
            return [Choice(card, self._card_line(card)) for card in find_cards(playbook, said, language())]

        def chosen(card: Card | None) -> None:
            if card is not None:
                self.show_talk(self.talk.choose(card))

        hint = _("any part of it: English, 中文, pinyin or its initials; 1-4 for a family")
        self.app.push_screen(Pick(_("Their reason for not paying"), find, hint=hint, typed=typed), chosen)

    def _card_line(self, card: Card) -> Line:
        family = self.seat.playbook.family(card) if self.seat.playbook else None
        raised = any(reason.card.id == card.id for reason in self.talk.reasons)
        return line(
            Span(f" {family.key} " if family else "", "key"),
            Span(card.label.text(language())),
            Span(f"  {_('raised already')}" if raised else "", "dim"),
        )

    def do_grant(self) -> None:
        """Note who allowed a locked proposal."""
        from collector_tui.tui.modals.small_forms import AskGrant, Granted

        reason = self.talk.reason
        if reason is None or self.seat.playbook is None:
            return
        words = self.seat.playbook.proposal_types
        locked = [(one.type, words[one.type].text(language())) for one in reason.card.proposals if reason.locked(one)]

        def granted(given: Granted | None) -> None:
            if given is not None:
                self.show_talk(self.talk.grant(given.proposal, given.by))

        self.app.push_screen(AskGrant(_("Which proposal is allowed, and by whom?"), locked), granted)

    def do_cause(self) -> None:
        """Name the class of cause."""
        playbook = self.seat.playbook
        if playbook is None:
            return

        def find(typed: str) -> list[Choice[str]]:
            found = [(code, said.text(language())) for code, said in playbook.causes.items()]
            return [Choice(code, line(Span(f" {word}"))) for code, word in found if typed.casefold() in word.casefold()]

        def named(code: str | None) -> None:
            if code == BAD_FAITH:
                self._name_bad_faith()
            elif code is not None:
                self.show_talk(self.talk.name_cause(code))

        self.app.push_screen(Pick(_("What is behind it?"), find), named)

    def _name_bad_faith(self) -> None:
        """Bad faith is a supervisor's word: ask whose."""
        from collector_tui.tui.modals.small_forms import AskSupervisor

        def named(by: str | None) -> None:
            if by is not None:
                self.show_talk(self.talk.name_cause(BAD_FAITH, by))

        self.app.push_screen(AskSupervisor(_("Only a supervisor may call it bad faith. Who does?")), named)

    def do_failed(self) -> None:
        """Mark that a line did not work."""
        self._mark(_("Which line did not work?"), _("Marked: this line did not work."), worked=False)

    def do_worked(self) -> None:
        """Mark that a line worked."""
        self._mark(_("Which line worked?"), _("Marked: this line worked."), worked=True)

    def _mark(self, title: str, told: str, *, worked: bool) -> None:
        spoken = self.spoken
        if spoken is None:
            return
        lines = self.talk.can_mark(spoken.playbook)

        def find(typed: str) -> list[Choice[Said]]:
            texts = [(said, fill(said, spoken.facts, language())) for said in lines]
            return [Choice(said, line(Span(f" {text}"))) for said, text in texts if typed.casefold() in text.casefold()]

        def chosen(said: Said | None) -> None:
            if said is not None:
                self.show_talk(self.talk.mark(said, worked=worked))
                self.say(told, "dim")

        if len(lines) == 1:
            chosen(lines[0])
        elif lines:
            self.app.push_screen(Pick(title, find), chosen)

    def do_guide(self) -> None:
        """Show what to have at hand and what not to say."""
        spoken = self.spoken
        if spoken is not None:
            talk = self.talk
            self.app.push_screen(Reading(_("Guide"), lambda width: guide_lines(talk, spoken, width)))

    # The call.

    def do_switch(self) -> None:
        """Change between their words and single keys."""
        words, talk = self.query_one(Words), self.query_one("#talk", Sheet)
        (talk if words.has_focus else words).focus()

    def do_person(self) -> None:
        """Choose the person spoken with."""
        people = self.view.facts.people

        def find(typed: str) -> list[Choice[str]]:
            found = [one for one in people if typed.casefold() in f"{one.name} {one.role}".casefold()]
            choices = [Choice(one.name, line(Span(f" {one.name}"), Span(f"  {one.role}", "dim"))) for one in found]
            known = {one.name for one in people}
            new = [Choice(typed.strip(), line(Span(f" {typed.strip()}"), Span(f"  {_('new person')}", "warn")))]
            return choices + (new if typed.strip() and typed.strip() not in known else [])

        def chosen(name: str | None) -> None:
            if name is not None:
                self.person = name
                self.show_talk(self.talk)

        self.app.push_screen(Pick(_("With whom are you speaking?"), find, hint=_("a name; a new one is kept")), chosen)

    def do_complaint(self) -> None:
        """Mark, or unmark, a complaint."""
        self.complaint = not self.complaint
        self.show_talk(self.talk)

    def do_inbound(self) -> None:
        """Mark, or unmark, that they called us."""
        self.rung(by_them=not self.inbound)
        self.show_talk(self.talk)

    def do_copy_phone(self) -> None:
        """Copy the number of the person spoken with."""
        person = next((one for one in self.view.facts.people if one.name == self.person), None)
        if person is None or not person.phone:
            self.say(_("No number is known of the person you are speaking with."), "warn")
        else:
            self.collector_app.copy(safe(person.phone), safe(person.phone))

    def do_copy_summary(self) -> None:
        """Copy what has been said so far."""
        self.collector_app.copy(self.summary(), _("the summary of the call"))

    def summary(self) -> str:
        """Return what has been said so far, as lines of plain text."""
        raise NotImplementedError

    def do_facts(self) -> None:
        """Show or hide the facts."""
        self.toggle_class("-facts")

    def do_no_answer(self) -> None:
        """Log that nobody answered, and leave."""
        said = ContactSaid(self.view.facts.customer.customer_id, "no_answer", person=self.person, seconds=self.seconds)
        self.saving = True
        self.seat.gateway.write(lambda desk: log_contact(desk, said), self.logged, self._not_logged)

    def _not_logged(self, error: Exception) -> None:
        self.saving = False
        self.collector_app.show_error(error)

    def do_outcome(self) -> None:
        """Choose what came of the call, then say what that needs."""
        from collector_tui.tui.modals.contact_form import ContactForm
        from collector_tui.tui.modals.outcomes import pick_outcome

        def saved(logged: Logged | None) -> None:
            if logged is not None:
                self.logged(logged)

        def chosen(code: str | None) -> None:
            if code is not None:
                self.app.push_screen(ContactForm(self.seat, self.view, self.so_far(code)), saved)

        self.app.push_screen(pick_outcome(self.talk), chosen)

    def so_far(self, code: str) -> ContactSaid:
        """Return the contact as far as the talk tells it."""
        raise NotImplementedError

    def logged(self, logged: Logged) -> None:
        """The contact is in the journal: leave, and tell what was flagged."""
        self._end()
        self.dismiss()
        flagged = " ".join(error_text(warning) for warning in logged.warnings)
        told = _("{customer}: logged. {undo} takes it back.")
        if logged.agreed_ids:
            told = _("{customer}: logged. {undo} takes it back, {confirmation} writes the confirmation.")
        told = told.format(
            undo=key_of("pages.undo"), confirmation=key_of("pages.confirmation"), customer=self.view.facts.customer.name
        )
        self.done(logged, f"{told} {flagged}".strip(), "warn" if flagged else "good")
        self.collector_app.changed(logged.changes)

    def do_leave(self) -> None:
        """Leave; a call that has begun asks for its outcome first."""
        if self.unsaved:
            self.ask_to_quit(self._go)
        else:
            self._go()

    def _go(self) -> None:
        self.dismiss()

    def ask_to_quit(self, leave: Callable[[], None]) -> None:
        """Ask whether to record the outcome, to drop what was typed, or to stay."""
        from collector_tui.tui.modals.confirm import Confirm

        def answered(key: str | None) -> None:
            if key == "o" and not self._form_open:
                self.do_outcome()
            elif key == "k":
                self.keep()
                leave()
            elif key == "d":
                self._end()
                leave()

        told = _("This call has begun: its words and steps are not logged yet.")
        keys = (
            ("o", _("record the outcome")),
            ("k", _("keep it for later")),
            ("d", _("drop it: no contact is logged")),
        )
        self.app.push_screen(Confirm(_("Leave the call?"), told, keys), answered)

    def help_lines(self, width: int) -> list[Line]:
        """Return what this screen is for."""
        told = _(
            "One conversation: listen, understand, propose, close. {switch} changes between typing their words, where "
            "every key is text, and single keys. A proposal opens only after a clear no to the one before it. "
            "{outcome} ends the call with what came of it."
        ).format(switch=key_of("call.switch"), outcome=key_of("call.outcome"))
        return wrap(line(told), width)
