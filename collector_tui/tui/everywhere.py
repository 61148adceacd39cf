"""The acts of everywhere: every act by name, keys, help, language, theme."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import App

from collector_tui.present.i18n import _, language, set_language
from collector_tui.tui.acting import Acting
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.table import acts_on
from collector_tui.tui.page import Page
from collector_tui.tui.themes import THEMES


class Everywhere(App[int]):
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

    def do_palette(self) -> None:
        """Offer every act by name."""
        from collector_tui.tui.palette import palette

        self.push_screen(palette(self.front.WHERE, self.front.now()), self._run_picked)

    def _run_picked(self, act: Act | None) -> None:
        if act is not None:
            self.front.action_act(act.id)

    def do_keys(self) -> None:
        """Show the keys that do something now."""
        from collector_tui.tui.modals.reading import Reading, key_lines

        front = self.front
        now = front.now()
        acts = [act for act in acts_on(front.WHERE) if act.blocked(now) is None and now.page in act.pages]
        self.push_screen(Reading(_("The keys of now"), lambda width: key_lines(acts, width)))

    def do_help(self) -> None:
        """Show what the screen is for and all its keys."""
        from collector_tui.tui.modals.reading import Reading, act_lines

        front = self.front
        acts = acts_on(front.WHERE)
        self.push_screen(
            Reading(_("Help"), lambda width: [*front.help_lines(width), (), *act_lines(acts, front.now(), width)])
        )

    def do_language(self) -> None:
        """Speak the other language from now on."""
        set_language("en" if language() == "zh" else "zh")
        for screen in self.screens:
            screen.relabel()

    def do_theme(self) -> None:
        """Change between dark and light."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
