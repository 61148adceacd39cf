"""One call of the command: what was asked, and where answers and talk go."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TextIO

from collector_tui.config import Settings
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.present.i18n import Language, _, language
from collector_tui.present.safe import safe
from collector_tui.services.desk import Changes, Desk

if TYPE_CHECKING:
    from collector_tui.bootstrap import Shift


_NO_INK: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


class WritesToday(CollectorError):
    """A command that writes was given --as-of."""

    template = N_(
        "--as-of is for reading; this command writes. Nothing was changed; leave it out (`log` says with --at when a "
        "call took place)."
    )
    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked: the parsed arguments and the settings."""

    args: argparse.Namespace
    settings: Settings

    @property
    def as_json(self) -> bool:
        """True if the answer is to be JSON."""
        return bool(getattr(self.args, "json", False))

    @property
    def as_of(self) -> date | None:
        """The day to read for, or None for now."""
        return getattr(self.args, "as_of", None)

    @property
    def asked_language(self) -> Language | None:
        """The language of --lang, or None: what is written for a customer is in the customer's."""
        return language() if self.settings.lang.why == "option" else None

    @property
    def collector(self) -> str | None:
        """Whose portfolio is looked at, or None for everybody's."""
        return self.settings.collector.value or None

    def answer(self, data: object, text: str) -> None:
        """Print the answer: `data` as JSON if that was asked for, else `text`."""
        out = harmless_json(data) if self.as_json else fitted(text, sys.stdout)
        sys.stdout.write(out + "\n" if out and not out.endswith("\n") else out)

    def changed(self, changes: Changes) -> None:
        """Answer with what a way out changed."""
        from collector_tui.present import json_out

        said = _("Done: {customers}").format(customers=safe(", ".join(changes.customer_ids)))
        self.answer(json_out.changes(changes), said)

    def say(self, text: str) -> None:
        """Tell the person something beside the answer."""
        sys.stderr.write(fitted(text, sys.stderr) + "\n")

    @contextmanager
    def shift(self, *, create: bool = False, readonly: bool = False) -> Iterator[Shift]:
        """Open the book for this call."""
        from collector_tui.bootstrap import open_shift

        with open_shift(self.settings, create=create, readonly=readonly) as shift:
            yield shift

    @contextmanager
    def reading(self) -> Iterator[Desk]:
        """Open the book to read."""
        with self.shift(readonly=True) as shift:
            yield shift.desk

    @contextmanager
    def writing(self) -> Iterator[Shift]:
        """Open the book to write; refuses --as-of."""
        if self.as_of is not None:
            raise WritesToday
        with self.shift() as shift:
            yield shift


def fitted(text: str, stream: TextIO) -> str:
    """Return text as a terminal shows it best; for a pipe or a file, as it is."""
    if not stream.isatty():
        return text
    from collector_tui.present.plain import folded

    return folded(text, shutil.get_terminal_size().columns)


def harmless_json(data: object) -> str:
    """Return JSON in which what has no ink, and could steer a terminal or turn the order of reading, is escaped."""
    return _NO_INK.sub(lambda found: _escaped(found[0]), json.dumps(data, ensure_ascii=False, indent=2))


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else json.dumps(char)[1:-1]


def quiet_pipe() -> None:
    """Point standard output at nothing: the reader of the pipe has gone, and that is no fault."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
