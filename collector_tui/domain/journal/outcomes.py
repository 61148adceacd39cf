"""The headline codes of a contact, and what each must bring (terms.md, "Contacts and their results")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Outcome:
    """One headline code.

    `rpc`: a right party was reached. `done`: the customer is done for today. `needs`: keys that must be said;
    "a|b" means either. `opens`: the kinds of matter that it opens.
    """

    code: str
    rpc: bool
    done: bool
    needs: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


def _all(*outcomes: Outcome) -> Mapping[str, Outcome]:
    return {outcome.code: outcome for outcome in outcomes}


OUTCOMES: Final = _all(
    Outcome("no_answer", rpc=False, done=False, opens=("retry",)),
    Outcome("voicemail_left", rpc=False, done=False, opens=("retry",)),
    Outcome("unreachable", rpc=False, done=False, opens=("task",)),
    Outcome("wrong_number", rpc=False, done=False, opens=("task",)),
    Outcome("wrong_person", rpc=False, done=False, needs=("new_person|task",), opens=("task",)),
    Outcome("gatekeeper_callback", rpc=False, done=True, needs=("next_date",), opens=("callback",)),
    Outcome("callback_requested", rpc=True, done=True, needs=("next_date",), opens=("callback",)),
    Outcome("busy", rpc=True, done=True, needs=("next_date",), opens=("callback",)),
    Outcome("promise", rpc=True, done=True, needs=("amount", "on", "method", "person"), opens=("promise",)),
    Outcome("promise_instalments", rpc=True, done=True, needs=("line", "method", "person"), opens=("promise",)),
    Outcome("counter_offer", rpc=True, done=True, needs=("offer", "decided_by", "answer_by"), opens=("task",)),
    Outcome("bill_offered", rpc=True, done=True, needs=("offer", "decided_by", "answer_by"), opens=("task",)),
    Outcome("paid_already", rpc=True, done=True, needs=("amount", "on", "method", "reference"), opens=("claim",)),
    Outcome("payment_in_run", rpc=True, done=True, needs=("run_date", "amount"), opens=("payment_run",)),
    Outcome("invoice_not_received", rpc=True, done=True, needs=("next_date",), opens=("task", "callback")),
    Outcome("missing_po", rpc=True, done=True, needs=("next_date",), opens=("task", "callback")),
    Outcome("bank_check", rpc=True, done=True, needs=("next_date",), opens=("task", "callback")),
    Outcome("awaiting_approval", rpc=True, done=True, needs=("approver", "next_date"), opens=("next_step",)),
    Outcome(
        "dispute",
        rpc=True,
        done=True,
        needs=("items|amount", "reason", "resolver", "answer_by"),
        opens=("dispute",),
    ),
    Outcome("cash_flow", rpc=True, done=True, needs=("amount|line|next_date",), opens=("promise|next_step",)),
    Outcome("hardship", rpc=True, done=True, needs=("amount|line|next_date",), opens=("promise|next_step",)),
    Outcome("no_commitment", rpc=True, done=True, needs=("next_date",), opens=("next_step",)),
    Outcome("refuses_to_pay", rpc=True, done=True, needs=("escalate_to", "next_date"), opens=("hold",)),
    Outcome("insolvency", rpc=True, done=True, needs=("escalate_to", "next_date"), opens=("hold",)),
    Outcome("do_not_call", rpc=True, done=True, needs=("channel_left", "person"), opens=("hold",)),
    Outcome("skipped", rpc=False, done=True, needs=("reason",), opens=()),
)

RESULTS: Final[Mapping[str, tuple[str, ...]]] = {
    "promise": ("amount", "on", "method", "person"),
    "dispute": ("items|amount", "reason", "resolver", "answer_by"),
    "claim": ("amount", "on", "method", "reference"),
    "task": ("task", "due"),
    "callback": ("next_date",),
}
"""Further results of a contact, and the keys that each must bring. The lines of a plan tell its amount and its day."""

OUTCOME_TASKS: Final[Mapping[str, str]] = {
    "unreachable": "find_number",
    "wrong_number": "find_number",
    "wrong_person": "find_person",
    "counter_offer": "answer_offer",
    "bill_offered": "answer_offer",
    "invoice_not_received": "resend_invoice",
    "missing_po": "find_order_number",
    "bank_check": "confirm_bank_details",
}
"""The code of the task that an outcome opens."""

TASKS: Final = frozenset({*OUTCOME_TASKS.values(), "answer_dispute", "send_statement", "other"})
"""Every code of a task; what is said in other words is "other" with a note."""

DATA_TASKS: Final = frozenset({"find_number", "find_person"})
"""Tasks that mend our data: they hold nobody who can still be called."""

METHODS: Final = ("transfer", "cheque", "bill", "card", "cash", "direct_debit")
CHANNELS: Final = ("phone", "wechat", "mail", "letter", "visit")
