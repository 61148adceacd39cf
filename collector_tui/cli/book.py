"""`collector check`, `collector backup` and `collector restore`: the book as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import ExitCode, N_
from collector_tui.present.i18n import _, translate
from collector_tui.present.safe import safe
from collector_tui.services.ports import Finding

_NO_WITNESS: Final = N_(
    "Note: no witness. The file beside the book that says how far its journal had come is not there, so entries lost "
    "at its end would not be noticed. The next save makes it anew."
)


def configure(parser: Parser, name: str) -> None:
    """Declare the options."""
    if name == "check":
        parser.description = _("Check the book: integrity, chain, projections against a rebuild. It is not changed.")
        parser.add_argument("--full", action="store_true", help=_("also every page and index"))
    elif name == "restore":
        parser.description = _("Put a verified copy in the place of the book; what lay there is kept beside it.")
        parser.add_argument("copy", type=Path, metavar=_("PATH"), help=_("the copy"))
    else:
        parser.description = _("Make a verified copy of the book.")
        parser.add_argument("target", nargs="?", metavar=_("PATH"), help=_("where to; else beside the book"))


def run(call: Call) -> int:
    """Check, copy or put back."""
    return {"check": _check, "backup": _backup, "restore": _restore}[call.args.command](call)


def _check(call: Call) -> int:
    from collector_tui.bootstrap import check, has_witness

    findings = check(call.settings, full=call.args.full)
    notes = () if has_witness(call.settings) else (Finding(None, "witness", _NO_WITNESS),)
    data = {
        "ok": not findings,
        "findings": [{"entry_id": one.entry_id, "kind": one.kind, "text": translate(one.text)} for one in findings],
        "notes": [{"kind": one.kind, "text": translate(one.text)} for one in notes],
    }
    lines = [f"{one.entry_id or '-'}  {safe(translate(one.text))}" for one in findings]
    whole = [] if findings else [_("The book is whole: nothing was changed, nothing is missing.")]
    call.answer(data, "\n".join([*lines, *whole, *(translate(one.text) for one in notes)]))
    return int(ExitCode.FOUND if findings else ExitCode.DONE)


def _backup(call: Call) -> int:
    from collector_tui.bootstrap import copy

    made = copy(call.settings, Path(call.args.target) if call.args.target else None)
    call.answer({"path": str(made)}, _("Copied and verified: {path}").format(path=safe(str(made))))
    return int(ExitCode.DONE)


def _restore(call: Call) -> int:
    from collector_tui.bootstrap import put_back

    book = call.settings.book.value
    kept = put_back(call.settings, call.args.copy)
    said = _("Restored: {path}").format(path=safe(book))
    if kept:
        said += "\n" + _("What lay there before is kept: {path}").format(path=safe(str(kept)))
    call.answer({"path": book, "kept": str(kept) if kept else None}, said)
    return int(ExitCode.DONE)
