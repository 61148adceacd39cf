"""Lines of banks that were nobody's, looked at again once the ledger has told more: files may come in any order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.domain.journal.entries import BankFound, BankShare, Draft
from collector_tui.domain.matching import Match, match
from collector_tui.domain.money import totals
from collector_tui.domain.seen import FORGOTTEN_AFTER
from collector_tui.services.bank_lines import LineState, StoredLine
from collector_tui.services.desk import Desk
from collector_tui.services.import_report import Note
from collector_tui.services.match_bank import SURE, debtors_for

_FOUND: Final = N_("Money at the bank that was nobody's and is somebody's by what is known now: {amount}.")


def find_again(desk: Desk) -> tuple[Note, ...]:
    """Write down whose the lines are that were nobody's and are surely somebody's by now; note how much, per currency.

    What is less than sure stays for a person, and so does a line of which somebody has said something, or that is too
    old to count for anything.
    """
    sure = [(line, found) for line, found in _looked_at(desk) if found.how in SURE and found.parts]
    now = desk.clock()
    drafts = [Draft(BankFound(line.line_id, _shares(found)), None, now) for line, found in sure]
    if drafts:
        desk.journal.append(drafts, actor=desk.user)
    amounts = totals(part.amount for _, found in sure for part in found.parts)
    return tuple(Note(_FOUND, (("amount", f"{one.currency} {one.plain()}"),)) for one in amounts)


def _looked_at(desk: Desk) -> Iterator[tuple[StoredLine, Match]]:
    day = desk.day()
    lines = [
        one
        for one in desk.reader.bank_lines(day)
        if one.state is LineState.UNMATCHED and one.line.booked >= day.date - FORGOTTEN_AFTER
    ]
    if lines:
        told = [one.line for one in lines]
        yield from zip(lines, match(told, debtors_for(desk.reader, told, day, desk.policy.promise)), strict=True)


def _shares(found: Match) -> tuple[BankShare, ...]:
    return tuple(BankShare(part.customer_id, part.invoice, part.amount) for part in found.parts)
