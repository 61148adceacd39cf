"""One call of the command: what was asked, and where answers and talk go."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from collector_tui.config import Settings
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.services.desk import Desk

if TYPE_CHECKING:
    from collector_tui.bootstrap import Shift


class WritesToday(CollectorError):
    """A command that writes was given --as-of."""

    template = N_("--as-of is for reading; this command writes. Nothing was changed; use --at to say when it happened.")
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

    def answer(self, data: object, text: str) -> None:
        """Print the answer: `data` as JSON if that was asked for, else `text`."""
        out = json.dumps(data, ensure_ascii=False, indent=2) if self.as_json else text
        sys.stdout.write(out + "\n" if out and not out.endswith("\n") else out)

    def say(self, text: str) -> None:
        """Tell the person something beside the answer."""
        sys.stderr.write(text + "\n")

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


def quiet_pipe() -> None:
    """Point standard output at nothing: the reader of the pipe has gone, and that is no fault."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
