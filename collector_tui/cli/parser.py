"""The command line's grammar: options that every command knows stand before or after the command."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NoReturn

from collector_tui.cli.words import argparse_words
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _, translate


class WrongUsage(SystemExit):
    """The words of a call are off; the reason has been printed."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of now and exits with 2, having said what was left alone."""

    def __init__(self, *, prog: str, parents: Sequence[argparse.ArgumentParser] = ()) -> None:
        super().__init__(
            prog=prog,
            parents=list(parents),
            allow_abbrev=False,
            add_help=False,
            argument_default=None if parents else argparse.SUPPRESS,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def format_help(self) -> str:
        """Return the help with its two columns by terminal cells (Chinese takes two each), folded to the terminal."""
        lines, width = super().format_help().split("\n"), shutil.get_terminal_size().columns
        if all(line.isascii() and len(line) <= width for line in lines):
            return "\n".join(lines)
        from collector_tui.present.plain import folded

        return folded("\n".join(map(_aligned, lines)), width)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit with 2."""
        from collector_tui.present.safe import safe

        said = _("{problem}. Nothing was changed; see '{command} --help'.").format(
            problem=safe(message), command=self.prog
        )
        sys.stderr.write(f"collector: {said}\n")
        raise WrongUsage(int(ExitCode.USAGE))


_OPTION_AND_HELP: Final = re.compile(r"(  \S.*?)( {2,})(\S.*)")


def _aligned(line: str) -> str:
    """Return a line of the help with its second column where it belongs: it was put there by characters."""
    found = _OPTION_AND_HELP.fullmatch(line)
    if line.isascii() or found is None:
        return line
    from rich.cells import cell_len

    return found[1] + " " * max(2, len(found[1] + found[2]) - cell_len(found[1])) + found[3]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: where it lives and its one line of help (a message id)."""

    name: str
    module: str
    help: str


def civil_date(text: str) -> date:
    """Read an option's date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("'{text}' is not a date like 2026-11-30").format(text=text)) from None


def count(text: str) -> int:
    """Read a number of rows, one at least."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(_("'{text}' is not a number of rows").format(text=text))
    return int(text)


def global_options() -> Parser:
    """Return the options that every command knows; absent ones leave no trace, so either place can set them."""
    argparse_words()
    options = Parser(prog="collector")
    group = options.add_argument_group(_("Options of every command"))
    group.add_argument("--book", metavar=_("PATH"), help=_("the book to open (or COLLECTOR_BOOK)"))
    group.add_argument("--lang", choices=("en", "zh"), help=_("language of screens and texts"))
    group.add_argument("--user", metavar=_("NAME"), help=_("who acts"))
    group.add_argument("--collector", metavar="N", help=_("only that collector's portfolio"))
    group.add_argument("--json", action="store_true", help=_("answer as JSON"))
    group.add_argument("--as-of", type=civil_date, metavar=_("DATE"), help=_("read as on the morning of that day"))
    group.add_argument("-h", "--help", action="store_true", help=_("show this help"))
    return options


def overview(commands: Sequence[Command], options: argparse.ArgumentParser) -> str:
    """Return the help of `collector` itself."""
    width = max(len(command.name) for command in commands)
    lines = [f"  {command.name:<{width}}  {translate(command.help)}" for command in commands]
    head = _("collector [options] [COMMAND]: without a command it opens the screens.")
    return "\n".join([head, "", _("Commands:"), *lines, "", options.format_help().split("\n\n", 1)[1]])
