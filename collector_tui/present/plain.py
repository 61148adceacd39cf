"""Answers as plain text for pipes, screen readers and narrow terminals: one fact a place, columns by terminal cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo
from typing import Final

from rich.cells import cell_len

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.ledger import age_band
from collector_tui.domain.money import Money
from collector_tui.domain.promise import Judged
from collector_tui.domain.worklist.model import HeldBack, Row, Until, Worklist
from collector_tui.present.cells import matter_words
from collector_tui.present.code_words import (
    action_text,
    band_text,
    class_text,
    state_text,
)
from collector_tui.present.formats import day_text, moment_text, money_text
from collector_tui.present.held_words import held_words
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.layout import Span, wrap
from collector_tui.present.safe import cell_fit, safe
from collector_tui.present.why import why_text


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return rows under their heads, each column as wide as its widest cell; `right` columns stand right."""
    lines = [tuple(heads), *(tuple(safe(cell) for cell in row) for row in rows)]
    widths = [max(cell_len(line[at]) for line in lines) for at in range(len(heads))]

    def shown(line: Sequence[str]) -> str:
        cells = [
            cell_fit(c, w, align="right" if at in right else "left")
            for at, (c, w) in enumerate(zip(line, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join(shown(line) for line in lines)


def folded(text: str, width: int) -> str:
    """Return text for a terminal of `width` cells: longer lines go on below, indented.

    Rows of a table break between their cells, sentences between words; what fits stays as it is, to the blank.
    """
    return "\n".join(part for whole in text.split("\n") for part in _folded(whole, width))


def _folded(whole: str, width: int) -> list[str]:
    if cell_len(whole) <= width:
        return [whole]
    indent = len(whole) - len(whole.lstrip(" "))
    cells = _CELL.findall(whole[indent:])
    hang = indent + (2 if len(cells) > 1 or cells[0].startswith("- ") else 0)
    lines = [" " * indent]
    for cell in cells:
        if lines[-1].strip() and cell_len(lines[-1] + cell.rstrip(" ")) > width:
            lines.append(" " * hang)
        if cell_len(lines[-1] + cell.rstrip(" ")) <= width:
            lines[-1] += cell
            continue
        start = lines.pop()
        words = ["".join(span.text for span in one) for one in wrap([Span(cell)], max(width - hang, 2))]
        lines += [start + words[0], *(" " * hang + one for one in words[1:])]
    return [line.rstrip(" ") for line in lines]


_CELL: Final = re.compile(r"\S+(?: \S+)*(?: {2,}| ?$)")
"""A cell of a row with the blanks behind it; a sentence is one cell."""


def moneys(amounts: Iterable[Money]) -> str:
    """Return amounts, each with its currency; they are never added."""
    return " + ".join(money_text(amount) for amount in amounts) or "-"


def until_text(until: Until, zone: tzinfo) -> str:
    """Return when a hold ends."""
    if until.at:
        return moment_text(until.at, zone)
    if until.by_file:
        return _("until a file says otherwise")
    return day_text(until.day) if until.day else _("until released")


def _row(line: Row) -> str:
    head = _("{rank}. {customer} ({id})  {amount}  {days}  [{mark}] {word}").format(
        rank=line.rank,
        customer=safe(line.name),
        id=safe(line.customer_id),
        amount=moneys(line.to_collect),
        days=ngettext("{n} day past due", "{n} days past due", line.days_past_due).format(n=line.days_past_due),
        mark=line.row_class.value,
        word=class_text(line.row_class),
    )
    who = f"{safe(line.person.name)} {safe(line.phone)}".strip() if line.person else _("nobody to call is known")
    action = f"   {action_text(line.next_action)}: {who}"
    return "\n".join([head, *(f"   - {why_text(term)}" for term in line.why), action])


def _held(held: HeldBack, zone: tzinfo) -> tuple[str, ...]:
    return (
        held.name,
        held.customer_id,
        moneys(held.overdue),
        held_words(held),
        until_text(held.until, zone),
        held.who or _("nobody yet"),
    )


def ledger_line(as_of: date | None, stale_days: int) -> str:
    """Return how old the ledger is."""
    if as_of is None:
        return _("No ledger yet: import invoices first.")
    said = _("Ledger as of {day}.").format(day=day_text(as_of))
    if not stale_days:
        return said
    late = ngettext("It is {n} business day behind.", "It is {n} business days behind.", stale_days)
    return f"{said} {late.format(n=stale_days)}"


def worklist(found: Worklist, zone: tzinfo, *, limit: int | None, with_held: bool) -> str:
    """Return the list of a day; with `with_held` those held back instead."""
    head = [day_text(found.day), ledger_line(found.ledger_as_of, found.stale_days)]
    if with_held:
        heads = (_("customer"), _("id"), _("overdue"), _("held because"), _("until"), _("who acts"))
        rows = [_held(held, zone) for held in found.held_back[:limit]]
        body = table(heads, rows) if rows else _("Nobody is held back.")
        return "\n".join([*head, "", body])
    shown = [_row(line) for line in found.rows[:limit]]
    more = len(found.rows) - len(shown)
    foot = [ngettext("{n} more customer.", "{n} more customers.", more).format(n=more)] if more else []
    held_back = len(found.held_back)
    foot.append(ngettext("{n} customer is held back.", "{n} customers are held back.", held_back).format(n=held_back))
    return "\n".join([*head, "", *(shown or [_("Nobody to call now.")]), "", *foot])


def promises(found: Sequence[Judged], names: Mapping[str, str] | None = None) -> str:
    """Return promises with their state; with `names` (by id) each customer is told by its name too."""
    if not found:
        return _("No promises.")
    heads = (_("customer"), _("amount"), _("paid"), _("promised for"), _("state"), _("broken on"), _("promise"))
    rows = [
        (
            _named(one.promise.customer_id, names or {}),
            money_text(one.terms.amount),
            money_text(one.counted),
            day_text(one.terms.promised_for),
            state_text(one.state),
            day_text(one.becomes_broken_on),
            one.promise_id,
        )
        for one in found
    ]
    return table(heads, rows, right=(1, 2))


def _named(customer_id: str, names: Mapping[str, str]) -> str:
    return f"{names[customer_id]} ({customer_id})" if customer_id in names else customer_id


def matters(found: Sequence[RecordedMatter]) -> str:
    """Return matters with who acts and until when."""
    if not found:
        return _("No tasks.")
    heads = (_("customer"), _("what"), _("who acts"), _("due"), _("id"))
    rows = [
        (one.customer_id, matter_words(one), one.owner, day_text(one.due) if one.due else "-", one.matter_id)
        for one in found
    ]
    return table(heads, rows)


def titled(title: str, block: str) -> str:
    """Return a block under its heading."""
    return f"{title}\n{block}"


def age_text(days_past_due: int) -> str:
    """Return the ageing band in words."""
    return band_text(age_band(days_past_due))
