"""`collector demo`: the screens on a made-up book, so that nothing real is touched."""

from __future__ import annotations

import os
from dataclasses import replace

from collector_tui.cli import screens
from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.config import Chosen, homes
from collector_tui.present.i18n import _
from collector_tui.present.safe import safe


def configure(parser: Parser, _name: str) -> None:
    """Nothing beyond the options of every command."""
    parser.description = _("Open the screens on a made-up book. It is the same all day; tomorrow it is made anew.")


def run(call: Call) -> int:
    """Make the demo book of today, if it is not there yet, and open it."""
    from collector_tui.bootstrap import clock_now, home_zone
    from collector_tui.demo import demo_book

    home = homes(os.environ)[1] / "demo"
    made = demo_book(home, clock_now(), home_zone(call.settings))
    call.say(_("The demo book: {path}").format(path=safe(str(made.path))))
    settings = replace(
        call.settings,
        book=Chosen(str(made.path), "default"),
        collector=Chosen("", "default"),
        company=Chosen(made.company, "default"),
        phone=Chosen(made.phone, "default"),
    )
    banner = _("Demo book: all made up")
    return screens.run(Call(call.args, settings), banner)
