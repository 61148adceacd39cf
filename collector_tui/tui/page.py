"""A page: any screen but a call. What every page can do: search, take the last entry back, go to another page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.events import Key, ScreenResume

from collector_tui.domain.errors import CollectorError
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.layout import Ink
from collector_tui.tui.acting import Acting
from collector_tui.tui.acts.table import key_of

if TYPE_CHECKING:  # loaded after the first paint
    from collector_tui.services.confirm_promise import Agreed
    from collector_tui.services.desk import Desk
    from collector_tui.services.ports import SearchHit
    from collector_tui.services.undo_act import Act, UndoUnasked
    from collector_tui.services.unfinished_call import UnfinishedCall


class Page(Acting):
    """What the acts of every page build on; each page says which customer stands under its cursor."""

    @property
    def customer_id(self) -> str | None:
        """The customer under the cursor."""
        raise NotImplementedError

    @property
    def names(self) -> Mapping[str, str]:
        """Customers' names by id, as far as the page has read them."""
        return {}

    @property
    def promise_id(self) -> str | None:
        """The promise under the cursor, on a page of promises."""
        return None

    def go_to(self, key: str) -> None:
        """Put the cursor on a row, now if it is shown, else when the page is read next."""

    def taken_back(self, act: Act) -> None:
        """Put the cursor where somebody is again that something was taken back of."""
        self.go_to(next(iter(act.customer_ids), ""))

    def open_customer(self, customer_id: str, part: str = "", seek: str = "") -> None:
        """Show everything of a customer over this page; `part` and `seek` say where the cursor goes there."""
        from collector_tui.tui.screens.customer import CustomerPage

        self.app.push_screen(CustomerPage(self.seat, customer_id, part, seek))

    def look(self) -> None:
        """See whether a moment that matters was slept over: the machine may have been asleep."""

    def moment(self) -> None:
        """A moment that matters has come (a callback, an opening hour, midnight): look again."""

    _just_promised: str = ""
    _for_this_key: str = ""
    _last_key: Key | None = None

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Nothing lies over the page any more: what waited for that may begin."""
        self.collector_app.inbox.look()

    # The acts.

    def do_today(self) -> None:
        """Show the list of calls."""
        self.collector_app.turn_to("today")

    def do_promises(self) -> None:
        """Show the promises to pay."""
        self.collector_app.turn_to("promises")

    def do_bank(self) -> None:
        """Show the money seen at the bank."""
        self.collector_app.turn_to("bank")

    def do_day(self) -> None:
        """Show the shift."""
        self.collector_app.turn_to("day")

    def do_undo(self) -> None:
        """Take back the last thing that this person did, whole; it comes after all that is being saved."""
        if self.seat.gateway.writing:
            self.say(_("Something is being saved: it will be taken back right after."), "dim")
        self._undo(None)

    def _undo(self, asked: Act | None) -> None:
        from collector_tui.present.act_words import act_text
        from collector_tui.services.undo_act import NothingToUndo, Undone, UndoUnasked, undo_last

        def done(undone: Undone) -> None:
            told = _("Taken back: {what}.").format(what=act_text(undone.act))
            if undone.talk is not None:
                self.seat.unfinished = undone.talk
                told = " ".join(
                    [told, _("Its talk is kept: {key} goes on with it.").format(key=key_of("pages.resume"))]
                )
            self.say(told, "good")
            self.taken_back(undone.act)
            self.collector_app.changed(undone.changes)

        def failed(error: Exception) -> None:
            if isinstance(error, NothingToUndo):
                self.say(error_text(error), "warn")
            elif isinstance(error, UndoUnasked):
                self._ask_to_undo(error)
            else:
                self.collector_app.show_error(error)

        self.seat.gateway.write(lambda desk: undo_last(desk, asked=asked), done, failed)

    def _ask_to_undo(self, unasked: UndoUnasked) -> None:
        from collector_tui.present.act_words import act_text
        from collector_tui.services.undo_act import FilesSince
        from collector_tui.tui.modals.confirm import Confirm

        def answered(key: str | None) -> None:
            if key == "y":
                self._undo(unasked.act)
            elif key == "f":
                self.do_files()
            else:
                self.say(_("Nothing was taken back."), "dim")

        told = _("{what}. {why}").format(what=act_text(unasked.act), why=error_text(unasked))
        answers = [("y", _("take it back"))]
        if isinstance(unasked, FilesSince):
            answers.append(("f", _("no: show the imported files")))
        self.app.push_screen(Confirm(_("Take it back?"), told, answers), answered)

    def do_confirmation(self) -> None:
        """Show the text that confirms what was promised: just now, or under the cursor, or last by whom it is on."""
        from collector_tui.services.confirm_promise import agreed_by, newest_to_confirm

        promise_id, customer_id = self._for_this_key or self.promise_id, self.customer_id
        if promise_id:
            self._confirm(lambda desk: agreed_by(desk, promise_id))
        elif customer_id is None:
            self.say(_("Nothing stands under the cursor."), "warn")
        else:
            self._confirm(lambda desk: newest_to_confirm(desk, customer_id))

    def _confirm(self, read: Callable[[Desk], Agreed]) -> None:
        def show(agreed: Agreed) -> None:
            from collector_tui.tui.copying import file_name
            from collector_tui.tui.modals.letter import Letter

            app, playbook = self.collector_app, self.seat.playbook
            if playbook is None:
                self.say(_("The playbook is still being read."), "warn")
                return
            what = _("the confirmation")
            name = file_name("confirmation", agreed.customer.customer_id, agreed.day.isoformat())
            app.push_screen(
                Letter(
                    agreed, playbook, lambda text: app.copy(text, what), lambda text: app.save_text(text, what, name)
                )
            )

        def failed(error: Exception) -> None:
            if isinstance(error, CollectorError):
                self.say(error_text(error), "warn")
            else:
                self.collector_app.show_error(error)

        self.seat.gateway.read("confirmation", read, show, failed)

    def promised(self, promise_ids: Sequence[str]) -> None:
        """A promise was just taken or approved: the next key may ask for its confirmation."""
        self._just_promised = promise_ids[0] if promise_ids else ""

    def on_key(self, event: Key) -> None:
        """What was promised just now is offered to the next key alone. Called once a class, so it looks at the key."""
        if event is not self._last_key:
            self._last_key = event
            self._for_this_key, self._just_promised = self._just_promised, ""

    def do_search(self) -> None:
        """Find anything in the book."""
        from collector_tui.tui.modals.find_customer import FindCustomer

        def chosen(hit: SearchHit | None) -> None:
            if hit is not None:
                self.open_customer(hit.customer_id, "contacts" if hit.contact_id else "", hit.contact_id or "")

        self.app.push_screen(FindCustomer(self.seat), chosen)

    def do_import(self) -> None:
        """Bring files in, one after the other."""
        from collector_tui.tui.importing import bring_in

        bring_in(self.app, self.seat.door(), self._imported, self.collector_app.ledger_changed)

    def do_files(self) -> None:
        """Show the files that came into the book."""
        from collector_tui.tui.modals.imported_files import ImportedFiles

        self.app.push_screen(ImportedFiles(self.seat.door(), self.collector_app.ledger_changed))

    def _imported(self, files: int) -> None:
        if files:
            self.collector_app.ledger_changed()
            self.say(ngettext("{n} file was imported.", "{n} files were imported.", files).format(n=files), "good")

    def do_resume(self) -> None:
        """Go on with the call that was broken off."""
        call = self.seat.unfinished
        if call is not None:
            self.call(call.customer_id, unfinished=call)

    def do_inbound(self) -> None:
        """Open a call that the customer under the cursor has begun."""
        if self.customer_id is not None:
            self.call(self.customer_id, inbound=True)

    def do_customer(self) -> None:
        """Show everything of the customer under the cursor."""
        if self.customer_id is not None:
            self.open_customer(self.customer_id)

    def do_quit(self) -> None:
        """Leave the program."""
        self.collector_app.do_quit()

    def call(
        self,
        customer_id: str,
        seek: str = "",
        unfinished: UnfinishedCall | None = None,
        opener: str = "",
        *,
        inbound: bool = False,
    ) -> None:
        """Begin a call with a customer, or go on with one; `seek` is where the cursor goes once it is logged.

        `inbound`: they have rung us. `opener`: which opening lines fit (domain.worklist.model.Row); empty: those of its
        place on the list.
        """
        from collector_tui.tui.screens.entry import begin_call

        def done(told: str, ink: Ink) -> None:
            self.go_to(seek)
            self.say(told, ink)

        begin_call(self, customer_id, done, unfinished, opener, inbound=inbound)
