"""`collector confirm`: the confirmation of a promise, to send to the customer in their language."""

from __future__ import annotations

from pathlib import Path

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _, language_for
from collector_tui.present.safe import safe


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Write the confirmation of a promise, in the customer's language or in that of --lang.")
    parser.add_argument("id", metavar=_("PROMISE"), help=_("the id of the promise"))
    parser.add_argument("--to", type=Path, metavar=_("FILE"), help=_("write it to a file instead"))
    parser.add_argument("--replace", action="store_true", help=_("replace a file that exists"))


def run(call: Call) -> int:
    """Print the text, or write it to a file that only its owner can read."""
    from collector_tui.bootstrap import playbook
    from collector_tui.cli.new_file import WontReplace, write_file
    from collector_tui.present.letter_out import confirmation_text
    from collector_tui.services.confirm_promise import agreed_by

    target: Path | None = call.args.to
    if target is not None and target.exists() and not call.args.replace:
        raise WontReplace(file=str(target))
    with call.reading() as desk:
        agreed = agreed_by(desk, call.args.id)
    lang = call.asked_language or language_for(agreed.customer.language)
    text = confirmation_text(agreed, playbook(), lang)
    ids = [promise.matter_id for promise in agreed.promises]
    data = {"customer_id": agreed.customer.customer_id, "promise_ids": ids, "language": lang, "text": text}
    if target is None:
        call.answer(data, text)
    else:
        write_file(target, text.encode(), replace=call.args.replace)
        call.answer(data | {"path": str(target)}, _("Written: {path}").format(path=safe(str(target))))
    return int(ExitCode.DONE)
