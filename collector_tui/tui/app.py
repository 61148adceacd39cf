"""The app: what holds the screens together. It knows no field's rule; it hands messages on."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import BindingType
from textual.message import Message

from collector_tui.services.desk import Changes
from collector_tui.tui.acts.model import use_keys
from collector_tui.tui.acts.table import bindings_of, rebind
from collector_tui.tui.everywhere import Everywhere
from collector_tui.tui.gateway import Told
from collector_tui.tui.inbox import InboxRound
from collector_tui.tui.page import Page
from collector_tui.tui.screens.today import Today
from collector_tui.tui.seat import Seat
from collector_tui.tui.signals import heed_signals

if TYPE_CHECKING:  # the playbook is loaded after the first paint
    from collector_tui.domain.card import Playbook
    from collector_tui.tui.long_work import WorkDone


def _promises(seat: Seat) -> Page:
    from collector_tui.tui.screens.promises import Promises

    return Promises(seat)


def _bank(seat: Seat) -> Page:
    from collector_tui.tui.screens.bank import Bank

    return Bank(seat)


def _day(seat: Seat) -> Page:
    from collector_tui.tui.screens.day import Day

    return Day(seat)


PLACES: Final[dict[str, Callable[[Seat], Page]]] = {"today": Today, "promises": _promises, "bank": _bank, "day": _day}
"""The pages that stay, by name."""


_WRITTEN: Final = 0.02
"""Seconds that the terminal's own thread has to write the first list, before others want their turn."""

_GARBAGE: Final = (700, 10, 10)
"""How often garbage is looked for while the screens stand all day: as Python does by itself."""


class Delivered(Message):
    """An answer from the book, to be taken in on the screens' own thread."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told


class CollectorApp(Everywhere, inherit_bindings=False):
    """The screens over one book."""

    DEFAULT_MODE = "today"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of("everywhere"), ("ctrl+c", "help_quit", "")]

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        use_keys(seat.keys)
        rebind(self)
        self.seat = seat
        self.inbox = InboxRound(self)
        self._painted = False
        for name in PLACES:
            self.add_mode(name, partial(self._page, name))

    def _page(self, name: str) -> Page:
        page = self.pages[name] = PLACES[name](self.seat)
        return page

    def turn_to(self, name: str) -> None:
        """Show one of the pages that stay: each keeps its place while another is in front. What lies over it goes."""
        self.switch_mode(name)
        while self.screen is not self.pages[name]:
            self.pop_screen()

    def on_mount(self) -> None:
        """Take in what the book answers from now on, and what it has answered already."""
        self.seat.gateway.attach(lambda told: self.post_message(Delivered(told)))
        if not self.is_headless:
            heed_signals(self.leave_now, self.seat.gateway.settle)

    def on_delivered(self, message: Delivered) -> None:
        """Take an answer in, unless the screens are being left."""
        stack = self.screen_stack
        if stack and stack[-1].is_attached:
            message.told()
        self.gate.answered()

    def on_work_done(self, message: WorkDone) -> None:
        """The look into the inbox has its answer."""
        message.told()

    def on_unmount(self) -> None:
        """Nobody waits for the inbox any more."""
        self.inbox.stop()

    def keys_are_held(self) -> bool:
        """Tell whether the next key must wait for an answer from the book."""
        gateway = self.seat.gateway
        return gateway.writing or gateway.reading("call")

    def first_list_shown(self) -> None:
        """Once the first list is on the screen: collect garbage again, and load what the first write will need."""
        if not self._painted:
            self._painted = True
            self.call_after_refresh(self.set_timer, _WRITTEN, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.seat.gateway.painted()
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        gc.enable()
        self.seat.gateway.aside(lambda _desk: _load_the_rest())
        if self.seat.live:
            self.seat.gateway.aside(lambda desk: desk.journal.warm_up())
        self.seat.gateway.read(
            "playbook", lambda _desk: self.seat.load_playbook(), self._playbook_read, self.show_error
        )
        self.inbox.begin()
        self.tell_key_faults(self.seat.key_faults)

    def _playbook_read(self, playbook: Playbook) -> None:
        from collector_tui.present.talk_words import left_out_text

        self.seat.playbook = playbook
        self.front.relabel()
        if left_out := left_out_text(playbook):
            self.front.say(left_out, "warn")
        if self.seat.live:
            from collector_tui.tui.unfinished import ask_about_unfinished

            ask_about_unfinished(self)

    def changed(self, changes: Changes) -> None:
        """Tell every screen what was written."""
        for screen in self.screens:
            screen.changed(changes)

    def ledger_changed(self) -> None:
        """Files came in: whatever was read may be another by now."""
        for screen in self.screens:
            screen.ledger_changed()

    def show_error(self, error: Exception) -> None:
        """Say what happened, what is safe and what to do."""
        from collector_tui.tui.modals.reading import error_box

        self.push_screen(error_box(error))

    def action_act(self, act_id: str) -> None:
        """Do an act of everywhere through the screen in front."""
        self.front.action_act(act_id)

    def leave_now(self, code: int) -> None:
        """Leave without asking: the terminal or the machine goes away. Calls that have begun are kept."""
        self.exit(code, return_code=code)

    def do_suspend(self) -> None:
        """Step aside to the shell once all that waits is written."""
        self.seat.gateway.write(lambda _desk: None, lambda _none: self.action_suspend_process(), self.show_error)

    def do_quit(self) -> None:
        """Leave; what is being typed is asked about first."""
        unsaved = next((screen for screen in self.screens if screen.unsaved), None)
        if unsaved is None:
            self.exit(0)
        else:
            unsaved.ask_to_quit(lambda: self.exit(0))


def _load_the_rest() -> None:
    """Load what the first paint did without, so that the first call and the first write need not wait."""
    import collector_tui.present.act_words
    import collector_tui.services.answer_matter
    import collector_tui.services.log_contact
    import collector_tui.services.void_entry
    import collector_tui.tui.modals.contact_form
    import collector_tui.tui.palette
    import collector_tui.tui.screens.customer
    import collector_tui.tui.screens.entry  # noqa: F401 - all of them are loaded only for later
