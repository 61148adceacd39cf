"""`collector person`: somebody at a customer, known better than the files do."""

from __future__ import annotations

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import ExitCode
from collector_tui.domain.journal.outcomes import CHANNELS
from collector_tui.present.i18n import _


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Correct or add somebody at a customer; what is not said stays as it is.")
    parser.add_argument("customer_id", metavar=_("CUSTOMER"), help=_("the customer's id"))
    parser.add_argument("name", metavar=_("NAME"), help=_("the person; a new name adds somebody"))
    parser.add_argument("--rename", default="", metavar=_("NAME"), help=_("the name from now on; the old one has left"))
    parser.add_argument("--phone", metavar=_("NUMBER"), help=_("the number, kept as typed"))
    parser.add_argument("--email", metavar=_("ADDRESS"), help=_("the e-mail address"))
    parser.add_argument("--role", metavar=_("ROLE"), help=_("what they do there: payer, approver, buyer, ..."))
    parser.add_argument("--zone", metavar=_("ZONE"), help=_("the time zone, if not the customer's"))
    parser.add_argument("--no-phone", action="store_true", help=_("they have no phone"))
    parser.add_argument("--do-not-call", action="store_true", help=_("they asked not to be called"))
    parser.add_argument("--channel-left", choices=CHANNELS, default="", help=_("how they may be reached all the same"))
    parser.add_argument("--done", action="store_true", help=_("close the tasks to find the number or the person"))


def run(call: Call) -> int:
    """Write what is known better; say what is doubtful, and what may be closed."""
    from collector_tui.present.cells import matter_words
    from collector_tui.present.failures import error_text
    from collector_tui.present.safe import safe
    from collector_tui.services.correct_person import PersonSaid, correct_person, data_tasks
    from collector_tui.services.one_customer import one_customer

    args = call.args
    with call.writing() as shift:
        tasks = data_tasks(one_customer(shift.desk, args.customer_id)) if args.done else ()
        said = PersonSaid(
            args.customer_id,
            args.name,
            renamed=args.rename,
            role=args.role,
            phone=args.phone,
            email=args.email,
            zone=args.zone,
            no_phone=args.no_phone or None,
            do_not_call=args.do_not_call or None,
            channel_left=args.channel_left,
            done=tuple(task.matter_id for task in tasks),
        )
        done = correct_person(shift.desk, said)
    told = _("{person} was added.") if done.added else _("{person} was corrected.")
    call.say(told.format(person=safe(args.name)))
    for warning in done.warnings:
        call.say(error_text(warning))
    for task in done.still_open:
        told = _("Still open: {task} ({id}). `--done` closes it, or `collector tasks done {id}`.")
        call.say(told.format(task=matter_words(task), id=safe(task.matter_id)))
    call.changed(done.changes)
    return int(ExitCode.DONE)
