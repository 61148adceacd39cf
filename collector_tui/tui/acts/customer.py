"""The acts of a customer's page."""

from __future__ import annotations

from typing import Final

from collector_tui.present.i18n import N_
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.reasons import all_of, not_saving, on_open_matter, releasable, settled, writing

CUSTOMER: Final = (
    Act("customer.call", "enter,2", N_("call"), N_("Begin the talk; on a member of the family: open its page."),
        "customer"),
    Act("customer.back", "escape", N_("back"), N_("Go back to where you came from."), "customer"),
    Act("customer.next_part", "right,tab", N_("next part"),
        N_("The next part: items, payments, promises, contacts, people, family."), "customer"),
    Act("customer.last_part", "left,shift+tab", N_("part before"), N_("The part before this one."), "customer",
        footer=False),
    Act("customer.no_answer", "n", N_("no answer"),
        N_("Log that nobody answered; the customer comes back for the next try."), "customer",
        all_of(writing, settled)),
    Act("customer.done", "d", N_("done"),
        N_("End what is open under the cursor: done, resolved, withdrawn, released; approve or refuse."), "customer",
        all_of(writing, on_open_matter, not_saving)),
    Act("customer.reassign", "a", N_("reassign"), N_("Give what is open under the cursor to somebody else."),
        "customer", all_of(writing, on_open_matter, not_saving)),
    Act("customer.correct", "e", N_("correct"),
        N_("Correct the person under the cursor, or whom one would call: number, mail, role, zone, name."), "customer",
        all_of(writing, settled)),
    Act("customer.add_person", "plus", N_("add person"), N_("Add somebody who is there."), "customer",
        all_of(writing, settled)),
    Act("customer.copy", "y", N_("copy"),
        N_("Copy what is under the cursor: an invoice's number, a person's phone; else the phone to call."),
        "customer", settled),
    Act("customer.statement", "x", N_("statement"),
        N_("Write the statement of account into a file, in the customer's language, to send to them."), "customer",
        settled),
    Act("customer.hold", "h", N_("hold"), N_("Set the customer aside until a day, with a reason."), "customer",
        all_of(writing, settled)),
    Act("customer.release", "r", N_("release"), N_("End what sets the customer aside, with a reason."), "customer",
        all_of(writing, settled, releasable)),
    Act("customer.pin", "p", N_("pin"), N_("Put the customer at the top for today, with a reason."), "customer",
        all_of(writing, settled)),
    Act("customer.skip", "s", N_("skip"), N_("Leave the customer out for today, with a reason."), "customer",
        all_of(writing, settled)),
    Act("customer.reload", "f5", N_("reload"), N_("Read the book again, if something else wrote to it."), "customer",
        footer=False),
)  # fmt: skip
