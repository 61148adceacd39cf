"""`collector` alone: the screens."""

from __future__ import annotations

import gc
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
    gc.disable()  # the screens turn it on again after the first paint
    from collector_tui.playbook.load import load_playbook

    with call.shift(readonly=call.as_of is not None) as shift:
        from collector_tui.tui.run import run_screens

        return run_screens(shift.desk, load_playbook, as_of=call.as_of, banner=banner)
