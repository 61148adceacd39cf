"""The lines of banks' files that the book holds: as JSON (docs/commands.md), and as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from collector_tui.domain.errors import N_
from collector_tui.domain.journal.entries import BankShare
from collector_tui.domain.matching import Match
from collector_tui.present import json_out, plain
from collector_tui.present.bank_out import why_text
from collector_tui.present.formats import day_text, money_text
from collector_tui.present.i18n import _, translate
from collector_tui.present.safe import safe
from collector_tui.services.answer_bank import Answered
from collector_tui.services.bank_lines import BankLines, LineState, StoredLine

ID_SHOWN: Final = 8
"""So much of an id names a line in nearly every book; the whole stands in the JSON."""

_STATES: Final = {
    LineState.MATCHED: N_("matched"),
    LineState.CONFIRMED: N_("confirmed"),
    LineState.PROPOSED: N_("proposed"),
    LineState.UNMATCHED: N_("unmatched"),
    LineState.REFUSED: N_("refused"),
    LineState.TAKEN_BACK: N_("taken back"),
    LineState.REVERSAL: N_("reversal"),
}


def state_text(state: LineState) -> str:
    """Return what became of a line."""
    return translate(_STATES[state])


def line_why(one: StoredLine) -> str:
    """Return why a line is whose it is."""
    if one.word is not None and one.answered_by is None:
        return _("found when the ledger told of it")
    if one.word is not None:
        said = _("confirmed by {who}") if one.word.how == "confirmed" else _("refused by {who}")
        return said.format(who=safe(one.word.actor))
    if one.takes_back is not None:
        return _("takes back an earlier line")
    return why_text(Match(one.line, one.how, one.reason, one.confidence, named=one.named))


def whose_text(one: StoredLine, found: BankLines) -> str:
    """Return the customers of a line with the invoices: "Harbour Foods INV-1, INV-2"."""
    by_customer: dict[str, list[str]] = {}
    for part in one.parts:
        by_customer.setdefault(part.customer_id, []).extend([part.invoice] if part.invoice else [])
    told = (" ".join((found.names.get(who, who), ", ".join(invoices))).strip() for who, invoices in by_customer.items())
    return "; ".join(told)


def lines_json(found: BankLines) -> dict[str, Any]:
    """Return the lines, and the balance of all lines."""
    balance = found.balance
    return {
        "lines": [_line(one, found) for one in found.lines],
        "came": json_out.moneys(balance.came),
        "matched": json_out.moneys(balance.matched),
        "proposed": json_out.moneys(balance.proposed),
        "unmatched": json_out.moneys(balance.unmatched),
    }


def _line(one: StoredLine, found: BankLines) -> dict[str, Any]:
    line = one.line
    return {
        "line_id": one.line_id,
        "file": one.file,
        "format": one.format,
        "account": line.account,
        "booked": line.booked.isoformat(),
        "amount": json_out.money(line.amount),
        "payer": line.payer,
        "on_behalf_of": line.on_behalf_of,
        "references": list(line.references),
        "text": line.text,
        "bank_reference": line.bank_reference,
        "state": one.state.value,
        "how": one.how.value,
        "reason": one.reason.value,
        "why": line_why(one),
        "confidence": one.confidence,
        "parts": [
            {
                "customer_id": part.customer_id,
                "customer": found.names.get(part.customer_id, ""),
                "invoice": part.invoice,
                "amount": json_out.money(part.amount),
                "sure": part.sure,
            }
            for part in one.parts
        ],
        "takes_back": one.takes_back,
        "answered_by": one.answered_by,
        "entry_id": one.word.entry_id if one.word else None,
        "unmatched": json_out.money(one.unmatched),
    }


def lines_text(found: BankLines, *, everything: bool) -> str:
    """Return the lines as a table, and the balance."""
    balance = found.balance
    if not balance.came and not found.lines:
        return _("No bank's file was imported yet: collector import FILE.")
    none = _("No line.") if everything else _("No line waits for somebody. --all shows every line.")
    heads = (_("line"), _("day"), _("amount"), _("payer"), _("state"), "%", _("whose"), _("why"))
    table = plain.table(heads, [_row(one, found) for one in found.lines], right=(2, 5)) if found.lines else none
    sums = (
        _("Came in: {amounts}").format(amounts=plain.moneys(balance.came)),
        _("Matched: {amounts}").format(amounts=plain.moneys(balance.matched)),
        _("Proposed, for somebody to confirm: {amounts}").format(amounts=plain.moneys(balance.proposed)),
        _("Unmatched: {amounts}").format(amounts=plain.moneys(balance.unmatched)),
    )
    return "\n\n".join((table, "\n".join(sums)))


def _row(one: StoredLine, found: BankLines) -> tuple[str, ...]:
    line = one.line
    behind = f"{line.payer} ({line.on_behalf_of})" if line.on_behalf_of else line.payer
    sure = str(one.confidence) if one.parts and one.word is None else ""
    return (
        one.line_id[:ID_SHOWN],
        day_text(line.booked),
        money_text(line.amount),
        behind,
        state_text(one.state),
        sure,
        whose_text(one, found),
        line_why(one),
    )


def answered_json(answered: Answered) -> dict[str, Any]:
    """Return what was said of a line."""
    return {
        **json_out.changes(answered.changes),
        "line_id": answered.line.line_id,
        "parts": [
            {"customer_id": part.customer_id, "invoice": part.invoice, "amount": json_out.money(part.amount)}
            for part in answered.parts
        ],
        "payer": answered.payer,
        "remembered": answered.remembered,
    }


def answered_text(answered: Answered) -> str:
    """Return what was said of a line, for people."""
    amount = money_text(answered.line.line.amount)
    if not answered.parts:
        return _("Refused: the {amount} of {day} are nobody's yet.").format(
            amount=amount, day=day_text(answered.line.line.booked)
        )
    return _("Confirmed: {parts}").format(parts=parts_text(answered.parts))


def parts_text(parts: Sequence[BankShare]) -> str:
    """Return parts: "EUR 100.00 C-1 INV-1"."""
    told = (" ".join((money_text(p.amount), p.customer_id, p.invoice or "")).strip() for p in parts)
    return safe(", ".join(told))
