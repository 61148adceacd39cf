"""`collector day`: one shift, what it brought and what is left."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _(
        "Show a shift: called, reached, promised, kept, each contact, and what is left. With --as-of: the shift of the "
        "last business day before that morning."
    )
    parser.add_argument("--everybody", action="store_true", help=_("the work of all, not only that of --user"))


def run(call: Call) -> int:
    """Answer with the shift."""
    from dataclasses import replace

    from collector_tui.present import shift_out
    from collector_tui.services.read_day import read_shift
    from collector_tui.services.read_worklist import read_before, with_changes_since

    with call.reading() as desk:
        actor = None if call.args.everybody else desk.user
        shift = read_shift(desk, as_of=call.as_of, actor=actor, collector=call.collector)
        before = read_before(desk, as_of=call.as_of, collector=call.collector)
    shift = replace(shift, worklist=with_changes_since(shift.worklist, before))
    zone = zone_of(desk.zone)
    data = shift_out.shift_json(shift, zone) if call.as_json else None
    call.answer(data, "" if call.as_json else shift_out.shift_text(shift, zone))
    return int(ExitCode.DONE)
