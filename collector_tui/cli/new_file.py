"""A file that a command writes: whole or not at all, for its owner alone, in nobody's place unless that was said."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.present.i18n import _


class UnknownForm(CollectorError):
    """The file's ending names no form that can be written."""

    template = N_("'{file}' does not end in one of {forms}. Nothing was written.")
    exit_code = ExitCode.USAGE


class WontReplace(CollectorError):
    """There is a file already."""

    template = N_("'{file}' exists already. It was left as it is; choose another name, or say --replace.")


class CannotWrite(CollectorError):
    """The file cannot be written."""

    template = N_("'{file}' cannot be written ({problem}). Nothing else was changed.")


def file_options(parser: Parser, forms: Sequence[str]) -> None:
    """Declare where the file goes. `forms` are the endings that it may have."""
    parser.add_argument("--to", required=True, type=Path, metavar=_("FILE"), help=" ".join(forms))
    parser.add_argument("--replace", action="store_true", help=_("replace a file that exists"))


def form_of(target: Path, forms: Sequence[str], *, replace: bool) -> str:
    """Return the ending that says how to write; raise UnknownForm, or WontReplace where a file is in the way."""
    form = target.suffix.lower()
    if form not in forms:
        raise UnknownForm(file=str(target), forms=" ".join(forms))
    if not replace and os.path.lexists(target):
        raise WontReplace(file=str(target))
    return form


def write_file(target: Path, content: bytes, *, replace: bool) -> None:
    """Write beside and put in place at once; what comes into being there meanwhile is not overwritten either."""
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _put(draft, target, replace=replace)
    except OSError as problem:
        raise CannotWrite(file=str(target), problem=problem.strerror or type(problem).__name__) from None
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _put(draft: Path, target: Path, *, replace: bool) -> None:
    if replace:
        draft.replace(target)
        return
    try:
        os.link(draft, target)
    except FileExistsError:
        raise WontReplace(file=str(target)) from None
    except OSError:
        # A file system without hard links.
        if os.path.lexists(target):
            raise WontReplace(file=str(target)) from None
        draft.rename(target)
