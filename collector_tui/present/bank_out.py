"""What a look at a bank's files says: as JSON (docs/commands.md), and as lines for people."""

from __future__ import annotations

from typing import Any, Final

from collector_tui.domain.errors import N_
from collector_tui.domain.matching import How, Match, Reason
from collector_tui.present import json_out, plain
from collector_tui.present.formats import day_text, money_text, number_text
from collector_tui.present.i18n import _, translate
from collector_tui.present.import_out import note_text
from collector_tui.present.safe import safe
from collector_tui.services.match_bank import SURE, BankLook

_WHY: Final = {
    Reason.NAMED_IN_FULL: N_("names {named}, in full"),
    Reason.NAMED_IN_PART: N_("names {named}, pays a part"),
    Reason.NAMED_AND_MORE: N_("names {named}, pays more"),
    Reason.NAMED_WEAKLY: N_("may name {named}, the amount differs"),
    Reason.NAMED_SEVERAL_CUSTOMERS: N_("names {named} of several customers, the amount differs"),
    Reason.NAMED_BUT_COVERED: N_("names {named}, on which nothing is left open"),
    Reason.NUMBER_AMBIGUOUS: N_("names {named}, which is not one invoice only"),
    Reason.OTHER_CURRENCY: N_("names {named} in another currency"),
    Reason.ONE_ITEM: N_("payer known, amount of {named} only"),
    Reason.ALL_OF_CUSTOMER: N_("payer known, all that the customer owes"),
    Reason.ALL_OF_FAMILY: N_("payer known, all that the family owes"),
    Reason.EQUAL_ITEMS: N_("payer known, amount of {named}: which one?"),
    Reason.PAYER_ONLY: N_("payer known, the amount fits nothing"),
    Reason.PAYER_AMBIGUOUS: N_("several customers of that name: {named}"),
    Reason.AMOUNT_ONLY: N_("payer unknown, amount of {named} only"),
    Reason.NOTHING_FITS: N_("nothing fits"),
    Reason.TAKES_BACK: N_("takes back the line of {day}"),
    Reason.TAKEN_BACK: N_("taken back by a later line"),
    Reason.REVERSAL_UNCLEAR: N_("takes something back, and it is not clear what"),
    Reason.OUTGOING: N_("went out"),
}
_HOW: Final = {
    How.EXACT_REFERENCE: N_("by reference"),
    How.AMOUNT_AND_PAYER: N_("by amount and payer"),
    How.PROPOSAL: N_("proposal"),
    How.REVERSAL: N_("reversal"),
    How.NONE: N_("no match"),
}
_MOST_NAMED: Final = 3


def why_text(found: Match) -> str:
    """Return why a line was matched so, or not."""
    more = ", …" if len(found.named) > _MOST_NAMED else ""
    day = day_text(found.takes_back.booked) if found.takes_back else ""
    named = safe(", ".join(found.named[:_MOST_NAMED])) + more
    return translate(_WHY[found.reason]).format(named=named, day=day)


def bank_json(look: BankLook) -> dict[str, Any]:
    """Return the whole look; `changed` is always false."""
    return {
        "files": [
            {"file": one.name, "format": one.format, "lines": len(one.lines), "notes": list(map(note_text, one.notes))}
            for one in look.files
        ],
        "lines": [_line(found, look) for found in look.matches],
        "matched": json_out.moneys(look.matched),
        "proposed": json_out.moneys(look.proposed),
        "unmatched": json_out.moneys(look.unmatched),
        "changed": False,
    }


def _line(found: Match, look: BankLook) -> dict[str, Any]:
    line = found.line
    return {
        "account": line.account,
        "booked": line.booked.isoformat(),
        "amount": json_out.money(line.amount),
        "payer": line.payer,
        "on_behalf_of": line.on_behalf_of,
        "references": list(line.references),
        "text": line.text,
        "bank_reference": line.bank_reference,
        "how": found.how.value,
        "reason": found.reason.value,
        "why": why_text(found),
        "confidence": found.confidence,
        "parts": [
            {
                "customer_id": part.customer_id,
                "customer": look.names.get(part.customer_id, ""),
                "invoice": part.invoice,
                "amount": json_out.money(part.amount),
            }
            for part in found.parts
        ],
        "unmatched": json_out.money(found.unmatched),
    }


def bank_text(look: BankLook) -> str:
    """Return each line that came in or takes something back, then the sums per currency."""
    told = [one for one in look.matches if one.reason is not Reason.OUTGOING]
    blocks = [
        f"{safe(file.name)}: {file.format}" + "".join(f"\n  {note_text(note)}" for note in file.notes)
        for file in look.files
    ]
    if told:
        heads = (_("day"), _("amount"), _("payer"), _("match"), "%", _("whose"), _("why"))
        blocks.append(plain.table(heads, [_row(one, look) for one in told], right=(1, 4)))
    else:
        blocks.append(_("Nothing came in."))
    sums = [
        _("Matched: {amounts}").format(amounts=plain.moneys(look.matched)),
        _("Proposed, for somebody to confirm: {amounts}").format(amounts=plain.moneys(look.proposed)),
        _("Unmatched: {amounts}").format(amounts=plain.moneys(look.unmatched)),
    ]
    if outgoing := len(look.matches) - len(told):
        sums.append(_("Lines that went out, not shown: {count}").format(count=number_text(outgoing)))
    sums.append(_("This is a look only: nothing was changed in the book."))
    return "\n\n".join([*blocks, "\n".join(sums)])


def _row(found: Match, look: BankLook) -> tuple[str, ...]:
    line = found.line
    behind = f"{line.payer} ({line.on_behalf_of})" if line.on_behalf_of else line.payer
    whose = dict.fromkeys(look.names.get(part.customer_id) or part.customer_id for part in found.parts)
    sure = str(found.confidence) if found.parts or found.how in SURE else ""
    how = translate(_HOW[found.how])
    return (day_text(line.booked), money_text(line.amount), behind, how, sure, ", ".join(whose), why_text(found))
