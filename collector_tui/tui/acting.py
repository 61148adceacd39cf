"""What every screen can do with the table of acts: run one by id, or say why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.events import Key
from textual.screen import Screen

from collector_tui.present.i18n import translate
from collector_tui.present.layout import Ink, Line, Span, line_width
from collector_tui.services.desk import Changes
from collector_tui.tui.acts.model import Act, Now, Where
from collector_tui.tui.acts.table import ACTS, everywhere_in_footer, footer_acts, rebind
from collector_tui.tui.seat import Seat
from collector_tui.tui.widgets.bar import Bar
from collector_tui.tui.widgets.inked import ActPressed
from collector_tui.tui.widgets.note import Note

if TYPE_CHECKING:
    from collector_tui.tui.app import CollectorApp


class Acting(Screen[None]):
    """A screen whose keys, footer and palette entries come from the table of acts.

    `do_<name>` does the act `<where>.<name>`. It has lines (`Bar`) and a status line (`Note#status`).
    """

    WHERE: ClassVar[Where]

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        rebind(self)
        self.seat = seat
        self.said: tuple[str, Ink] = ("", "")

    @property
    def collector_app(self) -> CollectorApp:
        """The app, as what it is."""
        return cast("CollectorApp", self.app)

    def now(self) -> Now:
        """Tell what may be done is decided by."""
        return Now(live=self.seat.live, unfinished=self.seat.unfinished is not None)

    def say(self, text: str, ink: Ink = "") -> None:
        """Say something on the status line, until the next key."""
        self.said = (text, ink)
        self.query_one("#status", Note).retell()

    def on_key(self, _event: Key) -> None:
        """What was said has been read."""
        if self.said[0]:
            self.say("")

    def refresh_bars(self) -> None:
        """Paint every line anew."""
        for bar in self.query(Bar):
            bar.refresh()
        self.query_one("#status", Note).retell()

    def relabel(self) -> None:
        """Speak the language of now."""

    def changed(self, changes: Changes) -> None:
        """Something was written to the book; look again if it matters here."""

    def ledger_changed(self) -> None:
        """Files were imported: read everything again."""

    @property
    def unsaved(self) -> bool:
        """True while something typed here would be lost by leaving."""
        return False

    def ask_to_quit(self, leave: Callable[[], None]) -> None:
        """Ask about what is unsaved, and call `leave` if it may go."""
        leave()

    def help_lines(self, width: int) -> list[Line]:
        """Return what this screen is for."""
        raise NotImplementedError

    def action_act(self, act_id: str) -> None:
        """Do an act, or say why it cannot be done just now."""
        act = ACTS[act_id]
        doer = self if act.where != "everywhere" else self.collector_app
        why = act.blocked(self.now())
        if why is not None:
            self.say(why, "warn")
            return
        getattr(doer, f"do_{act.name}")()

    def on_act_pressed(self, message: ActPressed) -> None:
        """A click on the words of an act is the act."""
        message.stop()
        self.action_act(message.act)

    def footer_ends(self, width: int) -> tuple[Line, Line]:
        """Return the acts of now with their keys, as many as fit; those that cannot be done are dim.

        The ways to all the others always stand at the right end.
        """
        now = self.now()
        right = tuple(span for act in everywhere_in_footer() for span in footer_entry(act, enabled=True))
        room = width - line_width(right) - 1
        spans: list[Span] = []
        for act in footer_acts(self.WHERE, now):
            entry = footer_entry(act, enabled=act.blocked(now) is None)
            if line_width((*spans, *entry)) > room:
                break
            spans += entry
        return tuple(spans), right


def footer_entry(act: Act, *, enabled: bool) -> Line:
    """Return one act of a footer: its key and its word."""
    return (
        Span(f" {act.key_text()} ".replace("  ", " "), "key" if enabled else "dim", act.id),
        Span(f"{translate(act.label)} ", "" if enabled else "dim", act.id),
    )
