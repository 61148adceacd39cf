"""`collector` alone: the screens."""

from __future__ import annotations

import gc
import os
import sys

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import CollectorError, ExitCode, N_


class NoTerminal(CollectorError):
    """The screens were asked for where there is no terminal."""

    template = N_("The screens need a terminal. Nothing was changed; `collector worklist` prints the list.")
    exit_code = ExitCode.USAGE


def configure(_parser: Parser, _name: str) -> None:
    """Nothing beyond the options of every command."""


def run(call: Call, banner: str = "") -> int:
    """Open the screens on the chosen book."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal
    if call.as_of is None and not os.path.lexists(call.settings.book.value):
        return _begin(call)
    gc.disable()  # the screens turn it on again after the first paint
    from collector_tui.bootstrap import open_screens

    return open_screens(call.settings, as_of=call.as_of, banner=banner)


def _begin(call: Call) -> int:
    """There is no book yet: welcome the person, then open the screens on whatever was chosen."""
    from collector_tui.bootstrap import leave_welcome, open_screens
    from collector_tui.cli.first_run import welcome

    chosen = welcome(call.settings)
    if isinstance(chosen, int):
        return int(chosen)
    settings, banner = chosen
    with leave_welcome():
        return open_screens(settings, as_of=None, banner=banner)
