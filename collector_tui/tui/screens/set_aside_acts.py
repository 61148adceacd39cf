"""A customer tried, pinned, skipped, set aside or released: the same acts on the list and on the customer's page."""

from __future__ import annotations

from collector_tui.present.i18n import _
from collector_tui.tui.acts.table import key_of
from collector_tui.tui.screens.about_customer import AboutCustomer


class SetAsideActs(AboutCustomer):
    """The acts that say when a customer comes back."""

    @property
    def called(self) -> tuple[str, str]:
        """The customer's name, and the name of whom a call of now would reach."""
        raise NotImplementedError

    def do_no_answer(self) -> None:
        """Log a call that nobody answered."""
        from collector_tui.services.log_contact import ContactSaid, log_contact

        customer_id = self.customer_id
        if customer_id is None:
            return
        name, person = self.called
        said = ContactSaid(customer_id, "no_answer", person=person)
        told = _("{customer}: no answer logged. {undo} takes it back.").format(undo=key_of("pages.undo"), customer=name)
        self.write(lambda desk: log_contact(desk, said).changes, told, self.next_key)

    def do_pin(self) -> None:
        """Put a customer at the top for today."""
        self.ask_reason(_("Pin to the top for today: why?"), self._pin)

    def _pin(self, customer_id: str, reason: str) -> None:
        from collector_tui.services.answer_matter import pin

        self.write(lambda desk: pin(desk, customer_id, reason), _("Pinned for today."), customer_id)

    def do_skip(self) -> None:
        """Leave a customer out for today."""
        self.ask_reason(_("Leave out for today: why?"), self._skip)

    def _skip(self, customer_id: str, reason: str) -> None:
        from collector_tui.services.answer_matter import skip

        self.write(lambda desk: skip(desk, customer_id, reason), _("Left out for today."), self.next_key)

    def do_release(self) -> None:
        """End a hold."""
        self.ask_reason(_("Release from the hold: why?"), self._release)

    def _release(self, customer_id: str, reason: str) -> None:
        from collector_tui.services.answer_matter import release

        self.write(lambda desk: release(desk, customer_id, reason), _("Released."), self.next_key)

    def do_hold(self) -> None:
        """Set a customer aside."""
        from collector_tui.tui.modals.small_forms import AskHold, Held

        customer_id, seek = self.customer_id, self.next_key
        if customer_id is None:
            return

        def answered(held: Held | None) -> None:
            from collector_tui.services.answer_matter import set_hold

            if held is not None:
                self.write(
                    lambda desk: set_hold(desk, customer_id, held.until, held.reason, held.owner or None),
                    _("Set aside."),
                    seek,
                )

        day = self.seat.desk.day()
        self.app.push_screen(AskHold(_("Set aside until when, and why?"), day, self.seat.desk.user), answered)
