"""`collector demo`: the screens, or any command, on a made-up book, so that nothing real is touched."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace

from collector_tui.cli import screens
from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.config import Chosen, Settings, homes
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.present.i18n import _, language
from collector_tui.present.safe import safe

BANNER = N_("Demo")


class DemoHasItsBook(CollectorError):
    """The demo, and a book."""

    template = N_("The demo has a book of its own. Nothing was opened; leave out --book, or leave out 'demo'.")
    exit_code = ExitCode.USAGE


def configure(parser: Parser, _name: str) -> None:
    """Nothing beyond the options of every command."""
    parser.description = _(
        "Open the screens on a made-up book of the last business day, at ten in the morning.\n"
        "With a command after it, that command works on the made-up book: collector demo worklist --limit 5"
    )


def run(call: Call) -> int:
    """Open the screens; the settings are the demo's already."""
    call.say(_("The demo book: {path}").format(path=safe(call.settings.book.value)))
    return screens.run(call, BANNER)


def in_the_demo(settings: Settings, *, told: bool = True) -> Settings:
    """Return settings for the demo book, which is made if it is not there: book, policy, clock and who "we" are.

    `told`: how far that is, on standard error where that is a terminal.

    Who acts is a collector of the demo, unless the command line or a variable names somebody.
    """
    from collector_tui.bootstrap import clock_now, home_zone
    from collector_tui.demo.book import demo_book, demo_day

    if settings.book.why == "option":
        raise DemoHasItsBook
    day = demo_day(clock_now(), home_zone(settings))
    progress = _Progress(told and sys.stderr.isatty())
    try:
        made = demo_book(homes(os.environ)[1] / "demo", day, progress)
    finally:
        progress.wipe()
    named = settings.user.why in ("option", "variable")
    return replace(
        settings,
        book=Chosen(str(made.path), "default"),
        policy=Chosen(str(made.policy), "default"),
        user=settings.user if named else Chosen(made.collector[language()], "default"),
        collector=settings.collector if settings.collector.why == "option" else Chosen("", "default"),
        company=Chosen(made.company[language()], "default"),
        inbox=Chosen("", "default"),
        phone=Chosen(made.phone, "default"),
        clock_ahead=made.begins - clock_now(),
    )


class _Progress:
    """One line on a terminal while the book is made, wiped when it is there."""

    def __init__(self, on_terminal: bool) -> None:
        self._write: Callable[[str], object] = sys.stderr.write if on_terminal else lambda _text: None
        self._shown = False

    def __call__(self, done: int, of: int) -> None:
        self._shown = True
        percent = 100 * done // of if of else 100
        self._write("\r" + _("Making the demo book ... {percent}%").format(percent=percent))
        sys.stderr.flush()

    def wipe(self) -> None:
        if self._shown:
            self._write("\r\x1b[K")
