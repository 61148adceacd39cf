"""What can be done on a customer's page, beside what every page with a customer can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.domain.ledger import Item, Person
from collector_tui.domain.promise import LIVE_STATES
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, line, wrap
from collector_tui.present.safe import safe
from collector_tui.services.desk import Changes, Desk
from collector_tui.services.read_customer import CustomerView, Member
from collector_tui.tui.acts.model import Under, Where
from collector_tui.tui.acts.table import key_of
from collector_tui.tui.screens.matter_acts import MatterActs
from collector_tui.tui.screens.set_aside_acts import SetAsideActs
from collector_tui.tui.screens.today_pages import ENDED_BY_RELEASE
from collector_tui.tui.widgets.blocks import Blocks
from collector_tui.tui.widgets.inked import ActPressed

if TYPE_CHECKING:
    from collector_tui.present.customer.block import Thing
    from collector_tui.services.correct_person import PersonCorrected, PersonSaid


class CustomerPageActs(MatterActs, SetAsideActs):
    """The acts; `CustomerPage` itself reads and shows."""

    WHERE: ClassVar[Where] = "customer"
    view: CustomerView | None = None
    saving: bool = False

    def reload(self) -> None:
        """Read the customer again."""
        raise NotImplementedError

    def turn(self, by: int) -> None:
        """Go on to another part."""
        raise NotImplementedError

    def show_part_named(self, name: str) -> None:
        """Show a part by its name."""
        raise NotImplementedError

    # What stands under the cursor.

    @property
    def thing(self) -> Thing | None:
        """What the cursor stands on."""
        return self.query_one(Blocks).thing if self.is_mounted else None

    @property
    def under(self) -> Under:
        """What kind of thing that is; what is ended is no open matter any more."""
        match self.thing:
            case RecordedMatter():
                return "matter" if self.matter_here else ""
            case RecordedContact():
                return "contact"
            case Person():
                return "person"
            case Item():
                return "item"
            case Member():
                return "member"
            case _:
                return ""

    @property
    def matter_here(self) -> RecordedMatter | None:
        """What is open under the cursor; a promise that the ledger has judged is not."""
        thing = self.thing
        if not isinstance(thing, RecordedMatter) or not thing.live or self.view is None:
            return None
        judged = {one.promise_id: one.state for one in self.view.promises}
        ended = thing.kind == "promise" and judged.get(thing.matter_id) not in LIVE_STATES
        return None if ended else thing

    @property
    def to_call(self) -> Person | None:
        """Whom one would call."""
        return self.view.to_call if self.view else None

    @property
    def called(self) -> tuple[str, str]:
        """The customer's name and whom to call there."""
        name = self.view.facts.customer.name if self.view else ""
        return name, self.to_call.name if self.to_call else ""

    @property
    def releasable(self) -> bool:
        """True where only a release ends the hold."""
        held = self.view.held if self.view else None
        return held is not None and held.reason in ENDED_BY_RELEASE

    # Writing.

    def write(self, work: Callable[[Desk], Changes], told: str, seek: str = "") -> None:  # noqa: ARG002 - it stays
        """Write what was done here, say so; the page reads itself again."""
        self._write(lambda desk: (work(desk), told), self._done)

    def _write(self, work: Callable[[Desk], tuple[Changes, str]], done: Callable[[tuple[Changes, str]], None]) -> None:
        self.saving = True

        def failed(error: Exception) -> None:
            self.saving = False
            self.collector_app.show_error(error)

        self.seat.gateway.write(work, done, failed)

    def _done(self, wrote: tuple[Changes, str]) -> None:
        changes, told = wrote
        self.say(told, "good")
        self.collector_app.changed(changes)

    # The acts.

    def do_call(self) -> None:
        """Begin the talk, or open the member of the family under the cursor."""
        if isinstance(self.thing, Member):
            self.do_customer()
        elif self.customer_id is not None:
            self.call(self.customer_id)

    def do_customer(self) -> None:
        """Open the member of the family under the cursor; it is this customer's page already else."""
        thing = self.thing
        if isinstance(thing, Member) and thing.customer.customer_id != self.customer_id:
            self.open_customer(thing.customer.customer_id)
        else:
            self.say(_("This is the customer's page."), "dim")

    def do_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()

    def do_next_part(self) -> None:
        """Show the next part."""
        self.turn(1)

    def do_last_part(self) -> None:
        """Show the part before."""
        self.turn(-1)

    def do_reload(self) -> None:
        """Read the customer again."""
        self.reload()
        self.say(_("Read again."), "dim")

    def do_copy(self) -> None:
        """Copy an invoice's number or a phone."""
        thing = self.thing
        if isinstance(thing, Item):
            self.collector_app.copy(safe(thing.invoice), safe(thing.invoice))
            return
        person = thing if isinstance(thing, Person) else self.to_call
        if person is None or not person.phone:
            self.say(_("No phone is known here."), "warn")
        else:
            self.collector_app.copy(safe(person.phone), safe(person.phone))

    def do_statement(self) -> None:
        """Write the statement of account into the folder for what is saved, and say where it is."""
        from collector_tui.present.i18n import language_for, speaking
        from collector_tui.present.statement_page import statement_page
        from collector_tui.present.statement_words import Sender
        from collector_tui.services.read_statement import StatementView, read_statement
        from collector_tui.tui.copying import file_name

        customer_id, as_of, desk = self.customer_id or "", self.seat.as_of, self.seat.desk

        def write(found: StatementView) -> None:
            told = found.statement
            with speaking(language_for(told.customer.language)):
                page = statement_page(told, Sender(desk.company, desk.phone))
            name = file_name("statement", customer_id, told.day.isoformat(), ending=".html")
            self.collector_app.save_text(page, _("The statement of account"), name)

        def read(desk: Desk) -> StatementView:
            return read_statement(desk, customer_id, as_of=as_of)

        self.seat.gateway.read("statement", read, write, self.collector_app.show_error)

    def do_correct(self) -> None:
        """Correct the person under the cursor, or whom one would call; with nobody there, add somebody."""
        thing = self.thing
        person = thing if isinstance(thing, Person) else self.to_call
        if person is None and self.view is not None and self.view.facts.people:
            person = self.view.facts.people[0]
        self._ask_person(person)

    def do_add_person(self) -> None:
        """Add somebody."""
        self._ask_person(None)

    def _ask_person(self, person: Person | None) -> None:
        from collector_tui.services.correct_person import correct_person, data_tasks
        from collector_tui.tui.modals.person_form import PersonForm

        if self.view is None:
            return
        facts = self.view.facts

        def work(desk: Desk, said: PersonSaid) -> tuple[Changes, str]:
            done = correct_person(desk, said)
            return done.changes, _told(said, done)

        def answered(said: PersonSaid | None) -> None:
            if said is not None:
                self._write(lambda desk: work(desk, said), self._done)

        self.app.push_screen(PersonForm(facts.customer, person, data_tasks(facts)), answered)

    def on_act_pressed(self, message: ActPressed) -> None:
        """A click on a part's title shows it; any other words are an act's, and `Acting` does it."""
        name = message.act.removeprefix("part:")
        if name != message.act:
            message.stop()
            message.prevent_default()
            self.show_part_named(name)

    def help_lines(self, width: int) -> list[Line]:
        """Return what this screen is for."""
        told = _(
            "Everything known of one customer. Right and left go from part to part, up and down from thing to thing; "
            "what is open can be ended where it stands, people are corrected with {correct}. {call} calls, Esc "
            "goes back."
        ).format(correct=key_of("customer.correct"), call=key_of("customer.call"))
        return wrap(line(told), width)


def _told(said: PersonSaid, done: PersonCorrected) -> str:
    from collector_tui.present.failures import error_text

    told = _("{person}: written down. {undo} takes it back.").format(
        undo=key_of("pages.undo"), person=said.renamed or said.name
    )
    return " ".join([told, *(error_text(warning) for warning in done.warnings)])
