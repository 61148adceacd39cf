"""The acts of everywhere: every act by name, keys, help, language, theme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from collector_tui.domain.errors import CollectorError
from collector_tui.present.i18n import _, language, set_language, translate
from collector_tui.present.layout import Ink, Line, Span, line, wrap
from collector_tui.tui.acting import Acting
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.table import acts_of, acts_on, key_of
from collector_tui.tui.house_app import HouseApp
from collector_tui.tui.page import Page
from collector_tui.tui.themes import THEMES

if TYPE_CHECKING:
    from collector_tui.tui.copying import Tool


class Everywhere(HouseApp):
    """What can be done on any screen; `CollectorApp` holds the screens together."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: dict[str, Page] = {}
        """The pages that stay, by name, as far as they were opened."""

    @property
    def front(self) -> Acting:
        """The screen below any box."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Acting))

    @property
    def screens(self) -> Iterator[Acting]:
        """Every screen of ours: the pages, in front or not, and what lies over the one in front."""
        yield from self.pages.values()
        over = (screen for screen in self.screen_stack if isinstance(screen, Acting))
        yield from (screen for screen in over if screen not in self.pages.values())

    def copy(self, text: str, what: str) -> None:
        """Put a text where other programs paste from, and say which way it went. `what` names it."""
        from collector_tui.tui.copying import by_tool, listens, tools

        def tried(tool: Tool | None) -> None:
            if tool is not None:
                self.tell(_("{what}: copied to the clipboard ({tool}).").format(what=what, tool=tool.name))
            elif listens(text):
                self.copy_to_clipboard(text)
                self.tell(_("{what}: copied to the terminal's clipboard.").format(what=what))
            else:
                self.save_text(text, what, "copied.txt")

        found = tools()
        self.front.seat.gateway.read("copy", lambda _desk: by_tool(text, found), tried, self.show_error)

    def save_text(self, text: str, what: str, name: str) -> None:
        """Put a text into a file of the data folder, and say where it is."""
        from collector_tui.tui.copying import to_file

        try:
            path = to_file(text, self.front.seat.folder, name)
        except OSError as problem:
            told = _("{what}: neither copied nor saved ({problem}).")
            self.tell(told.format(what=what, problem=problem.strerror or type(problem).__name__), "warn")
        else:
            self.tell(_("{what}: saved to {path}").format(what=what, path=path))

    def tell(self, text: str, ink: Ink = "good") -> None:
        """Say something on the box in front, or else on the screen in front."""
        from collector_tui.tui.modals.dialog import Dialog

        box = self.screen
        (box if isinstance(box, Dialog) else self.front).say(text, ink)

    def show_error(self, error: Exception) -> None:
        """Say what happened, what is safe and what to do."""
        raise NotImplementedError

    def tell_key_faults(self, faults: Sequence[CollectorError]) -> None:
        """Say what is wrong with keys.toml, once; the screens go on with the other keys."""
        if faults:
            from collector_tui.present.failures import faults_text

            self.front.say(faults_text(faults), "warn")

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit: a hand that wants to copy must not end the shift."""
        self.front.say(_("{key} leaves the program.").format(key=key_of("app.quit")))

    def do_palette(self) -> None:
        """Offer every act by name."""
        from collector_tui.tui.palette import palette

        self.push_screen(palette(self.front.WHERE, self.front.now()), self._run_picked)

    def _run_picked(self, act: Act | None) -> None:
        if act is not None:
            self.front.action_act(act.id)

    def do_jump(self) -> None:
        """Put letters on what can be gone to."""
        from collector_tui.tui.jumping import jump

        if self.screen is self.front:
            jump(self.front)

    def do_keys(self) -> None:
        """Show the keys that do something now."""
        from collector_tui.tui.modals.reading import Reading, key_lines

        front = self.front
        now = front.now()
        listed = (*acts_on(front.WHERE), *acts_of("moving"))
        acts = [act for act in listed if act.blocked(now) is None and now.page in act.pages]
        self.push_screen(Reading(_("The keys of now"), lambda width: key_lines(acts, width)))

    def do_help(self) -> None:
        """Show where the focus is, what the screen is for, and all its keys."""
        from collector_tui.tui.modals.reading import Reading, act_lines

        front = self.front
        acts = (*acts_on(front.WHERE), *acts_of("moving"))
        here = str(getattr(front.focused, "here", ""))
        self.push_screen(
            Reading(
                _("Help"),
                lambda width: [*_here(here, width), *front.help_lines(width), (), *act_lines(acts, front.now(), width)],
            )
        )

    def do_language(self) -> None:
        """Speak the other language from now on."""
        set_language("en" if language() == "zh" else "zh")
        for screen in self.screens:
            screen.relabel()
        from collector_tui.tui.modals.dialog import Dialog

        for box in self.screen_stack:
            if isinstance(box, Dialog):
                box.relabel()

    def do_theme(self) -> None:
        """Change between dark and light."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]


def _here(told: str, width: int) -> list[Line]:
    """Return what has the focus, and what keys mean there."""
    return [*wrap(line(Span(translate(told), "strong")), width), ()] if told else []
