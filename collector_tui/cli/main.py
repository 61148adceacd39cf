"""Entry of the `collector` command: finds the command, loads only what it needs, turns failures into exit codes."""

from __future__ import annotations

import argparse
import gc
import importlib
import io
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from collector_tui import __version__
from collector_tui.cli.parser import Command, Parser, WrongUsage, global_options, overview
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.present.i18n import Language, _, guess_language, set_language

COMMANDS: Final = (
    Command("demo", "demo", N_("open the screens on a made-up book")),
    Command("import", "ledger_in", N_("bring invoices, payments, customers, rates and bank files into the book")),
    Command("batches", "batches", N_("the imported files; take one back")),
    Command("twins", "twins", N_("customers who are likely one under several ids")),
    Command("merge", "twins", N_("take one customer's id for another's")),
    Command("bank", "bank", N_("money seen at the bank: whose it is; confirm, refuse, look at files")),
    Command("worklist", "worklist", N_("whom to call now, and why")),
    Command("customer", "customer", N_("everything known of one customer")),
    Command("person", "person", N_("correct or add somebody at a customer")),
    Command("search", "search", N_("find customers, people, invoices, phones, notes")),
    Command("talk", "talk", N_("the card for a reason for not paying, filled in")),
    Command("playbook", "playbook", N_("the cards in use, and your team's own: list, check")),
    Command("log", "log", N_("log one contact with all that it brought")),
    Command("promises", "promises", N_("promises to pay with their state")),
    Command("day", "day", N_("one shift: called, reached, promised, kept, and what is left")),
    Command("confirm", "confirm", N_("the confirmation of a promise, to send to the customer")),
    Command("tasks", "tasks", N_("our own moves: list, done, reassign")),
    Command("approve", "answers", N_("accept a promise beyond the limits")),
    Command("refuse", "answers", N_("refuse a promise beyond the limits: it becomes a callback")),
    Command("resolve", "answers", N_("close a dispute")),
    Command("hold", "answers", N_("set a customer aside until a day")),
    Command("release", "answers", N_("end a hold, a hand-over or a do-not-call")),
    Command("pin", "answers", N_("put a customer at the top for today, also one to escalate")),
    Command("skip", "answers", N_("leave a customer out for today")),
    Command("withdraw", "answers", N_("take back a promise")),
    Command("void", "answers", N_("declare an entry a mistake")),
    Command("statement", "statement", N_("write a customer's statement of account to a file")),
    Command("undo", "answers", N_("take back the last thing that you did")),
    Command("export", "export", N_("write the worklist, contacts or promises to a file")),
    Command("check", "book", N_("check the book: integrity, chain, projections")),
    Command("backup", "book", N_("make a verified copy of the book")),
    Command("restore", "book", N_("put a verified copy in the place of the book")),
    Command("keys", "keys", N_("the keys of the screens, and whether keys.toml is in order")),
    Command("where", "where", N_("which book, policy, settings and log are in use, and why")),
)


_GARBAGE: Final = 100_000
"""Objects made before garbage is looked for (Python's own: 700). A command makes many values and lets them go at its
end; looking for garbage among them took a tenth of its time."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one call and return its exit code."""
    gc.set_threshold(_GARBAGE)
    words = sys.argv[1:] if argv is None else list(argv)
    _plain_streams()
    set_language(_language(words, os.environ))
    try:
        return _run(words)
    except WrongUsage as wrong:
        return int(wrong.code or 0)
    except CollectorError as error:
        return _tell(error)
    except BrokenPipeError:
        from collector_tui.cli.call import quiet_pipe

        quiet_pipe()
        return int(ExitCode.DONE)
    except KeyboardInterrupt:
        sys.stderr.write(_("Stopped. Nothing was left half done.") + "\n")
        return 130
    except Exception as fault:  # noqa: BLE001 - the last line of defence: a fault of ours gets a sentence and a log
        from collector_tui.cli.faults import log_fault

        return log_fault(fault)


def _run(words: Sequence[str]) -> int:
    options = global_options()
    asked, rest = options.parse_known_args(words, argparse.Namespace())
    if "--version" in rest[:1]:
        sys.stdout.write(f"collector {__version__}\n")
        return int(ExitCode.DONE)
    if not rest and hasattr(asked, "help"):
        sys.stdout.write(overview(COMMANDS, options) + "\n")
        return int(ExitCode.DONE)
    if not rest:
        return _run_command(_Wanted(Command("screens", "screens", ""), (), ("collector",)), asked, options)
    return _run_command(_wanted(rest), asked, options)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A command with the words after it, and what was said to reach it."""

    command: Command
    words: Sequence[str]
    said: tuple[str, ...]

    @property
    def in_the_demo(self) -> bool:
        """True for `collector demo`, and for any command behind it."""
        return "demo" in self.said


def _wanted(rest: Sequence[str]) -> _Wanted:
    first, *words = rest
    if first == "demo" and words and not words[0].startswith("-"):
        return _Wanted(_known(words[0], but=first), words[1:], ("collector", first, words[0]))
    return _Wanted(_known(first), words, ("collector", first))


def _known(name: str, but: str = "") -> Command:
    command = next((c for c in COMMANDS if c.name == name != but), None)
    if command is None:
        Parser(prog="collector").error(_("there is no command '{name}'").format(name=name))
    return command


def _run_command(wanted: _Wanted, asked: argparse.Namespace, options: argparse.ArgumentParser) -> int:
    command = wanted.command
    module = importlib.import_module(f"collector_tui.cli.{command.module}")
    parser = Parser(prog=" ".join(wanted.said), parents=[options])
    parser.set_defaults(command=command.name)
    module.configure(parser, command.name)
    if hasattr(asked, "help"):
        parser.print_help()
        return int(ExitCode.DONE)
    args = parser.parse_args(wanted.words, asked)
    from collector_tui.cli.call import Call
    from collector_tui.config import load_settings

    given: Mapping[str, str | None] = {key: getattr(args, key, None) for key in ("book", "lang", "user", "collector")}
    settings = load_settings(given, os.environ)
    if settings.lang.value in ("en", "zh"):
        set_language("zh" if settings.lang.value == "zh" else "en")
    if wanted.in_the_demo:
        from collector_tui.cli.demo import in_the_demo

        settings = in_the_demo(settings)
    return int(module.run(Call(args, settings)))


def _language(words: Sequence[str], environ: Mapping[str, str]) -> Language:
    """Find the language before anything is parsed, so that even a wrong call is answered in it."""
    for word, after in pairwise([*words, ""]):
        told = after if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and told in ("en", "zh"):
            return "zh" if told == "zh" else "en"
    return guess_language(environ)


def _tell(error: CollectorError) -> int:
    from collector_tui.cli.call import fitted
    from collector_tui.present.failures import error_text

    sys.stderr.write(fitted(f"collector: {error_text(error)}", sys.stderr) + "\n")
    return int(error.exit_code)


def _plain_streams() -> None:
    """Write UTF-8 whatever the locale says; what cannot be written is escaped, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
