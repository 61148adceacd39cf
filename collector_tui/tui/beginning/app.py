"""The welcome as an app of its own, so that the screens start without anything of it."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import BindingType
from textual.driver import Driver

from collector_tui.services.first_run import FirstRun
from collector_tui.tui.beginning.welcome import Welcome
from collector_tui.tui.house_app import HouseApp
from collector_tui.tui.signals import heed_signals

LEAVE_SCREEN: Final = "\x1b[?1049l"
"""What a terminal shows the shell again by."""


class BeginningApp(HouseApp, inherit_bindings=False):
    """Ends with 0 when the screens are to be opened; then the terminal stays as it is until they paint over it.

    With None when the person left, with a signal's code when the system ended it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+c", "stay", "")]

    def __init__(self, first: FirstRun) -> None:
        super().__init__()
        self._first = first
        self.driver_class = staying(self.driver_class, self)

    def on_mount(self) -> None:
        """Leave the terminal as it was when the system ends the program."""
        if not self.is_headless:
            heed_signals(self.exit, lambda: None)

    def get_default_screen(self) -> Welcome:
        """Begin with the welcome."""
        return Welcome(self._first)

    def action_act(self, act_id: str) -> None:
        """Ctrl+Q in a box leaves the program; no other act of everywhere is here."""
        if act_id == "app.quit":
            self.exit()

    def action_stay(self) -> None:
        """Ctrl+C does not quit: a hand that wants to copy must not end what was begun."""


def staying(driver: type[Driver], app: BeginningApp) -> type[Driver]:
    """Return a driver that does not show the shell between the welcome and the screens."""

    class Staying(driver):  # type: ignore[valid-type, misc]
        def write(self, data: str) -> None:
            super().write(data.replace(LEAVE_SCREEN, "") if app.return_value == 0 else data)

    return Staying
