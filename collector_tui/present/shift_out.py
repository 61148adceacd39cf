"""A shift as plain text and as JSON (docs/commands.md)."""

from __future__ import annotations

from datetime import tzinfo

from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.money import totals
from collector_tui.domain.shift import by_hour, by_outcome, is_call
from collector_tui.domain.windows import is_talk
from collector_tui.domain.worklist.model import Move, RowChange
from collector_tui.present import json_out
from collector_tui.present.change_words import because_words, change_json
from collector_tui.present.code_words import outcome_text
from collector_tui.present.formats import time_text
from collector_tui.present.i18n import _
from collector_tui.present.plain import table, until_text
from collector_tui.present.shift_cells import done_customer, done_rows, done_words
from collector_tui.present.shift_words import (
    contact_amounts,
    left_by_class,
    name_of,
    promised_amounts,
    summary,
    sums,
)
from collector_tui.services.read_day import DueCallback, Noted, ShiftRead

Object = json_out.Object


def shift_text(shift: ShiftRead, zone: tzinfo) -> str:
    """Return the summary, then outcomes, hours, every contact and entry in its order, and who left the list and why."""
    blocks = [summary(shift, zone)]
    if shift.contacts:
        outcomes = [(outcome_text(code), str(count)) for code, count in by_outcome(shift.contacts)]
        blocks.append(table((_("outcome"), _("count")), outcomes, right=(1,)))
        hours = [(f"{one.hour:02}:00", str(one.called), str(one.reached)) for one in by_hour(shift.contacts, zone)]
        blocks.append(table((_("hour"), _("called"), _("reached")), hours, right=(1, 2)))
    if done := done_rows(shift):
        heads = (_("time"), _("who"), _("customer"), _("what"), _("amount"), _("words"))
        blocks.append(table(heads, [_done(one, shift, zone) for one in done]))
    if gone := [one for one in shift.worklist.changes if one.move is Move.GONE]:
        columns = (_("gone from the list"), _("because"), _("until"), _("who acts"))
        blocks.append(table(columns, [_gone(one, zone) for one in gone]))
    return "\n\n".join(blocks)


def _done(one: RecordedContact | Noted, shift: ShiftRead, zone: tzinfo) -> tuple[str, ...]:
    what, words = done_words(one)
    at, actor = (one.entry.recorded_at, one.entry.actor) if isinstance(one, Noted) else (one.occurred_at, one.actor)
    amounts = "" if isinstance(one, Noted) else sums(contact_amounts(one, shift.promised))
    name = name_of(done_customer(one), shift.names)
    return time_text(at.astimezone(zone).time()), actor, name, what, amounts, words


def _gone(change: RowChange, zone: tzinfo) -> tuple[str, ...]:
    until = until_text(change.until, zone) if change.because else "-"
    return change.name, because_words(change), until, change.who or "-"


def shift_json(shift: ShiftRead, zone: tzinfo) -> Object:
    """Return a shift."""
    return {
        "day": json_out.iso(shift.day),
        "as_of": json_out.iso(shift.as_of),
        "user": shift.actor,
        "called": sum(map(is_call, shift.contacts)),
        "reached": sum(map(is_talk, shift.contacts)),
        "promised": {
            "count": len(shift.promised),
            "amounts": json_out.moneys(totals(promised_amounts(shift.promised))),
        },
        "kept": {
            "count": len(shift.kept),
            "amounts": json_out.moneys(totals(one.amount for one in shift.kept)),
            "promise_ids": [one.promise_id for one in shift.kept],
        },
        "outcomes": [{"outcome": code, "count": count} for code, count in by_outcome(shift.contacts)],
        "hours": [
            {"hour": one.hour, "called": one.called, "reached": one.reached} for one in by_hour(shift.contacts, zone)
        ],
        "contacts": [_contact(one, shift) for one in shift.contacts],
        "entries": [_entry(one, shift) for one in shift.noted],
        "disputes": [json_out.matter(one) for one in shift.disputes],
        "left": _left(shift),
        "changes": [change_json(one) for one in shift.worklist.changes],
        "summary": summary(shift, zone),
    }


def _contact(one: RecordedContact, shift: ShiftRead) -> Object:
    return {
        "entry_id": one.entry_id,
        "customer_id": one.customer_id,
        "customer": name_of(one.customer_id, shift.names),
        "at": json_out.instant(one.occurred_at),
        "actor": one.actor,
        "person": one.contact.person,
        "outcome": one.contact.outcome,
        "words": one.contact.words,
        "promised": json_out.moneys(contact_amounts(one, shift.promised)),
    }


def _entry(one: Noted, shift: ShiftRead) -> Object:
    what, words = done_words(one)
    customer_id = one.entry.customer_id
    return {
        "entry_id": one.entry.entry_id,
        "kind": one.entry.kind,
        "about": one.about or None,
        "customer_id": customer_id,
        "customer": name_of(customer_id, shift.names) if customer_id else None,
        "at": json_out.instant(one.entry.recorded_at),
        "actor": one.entry.actor,
        "text": what,
        "words": words,
    }


def _left(shift: ShiftRead) -> Object:
    return {
        "customers": [
            {"class": row_class.value, "count": count, "to_collect": json_out.moneys(amounts)}
            for row_class, count, amounts in left_by_class(shift.worklist)
        ],
        "callbacks": [_callback(one, shift) for one in shift.callbacks],
        "tasks": [json_out.matter(one) for one in shift.tasks],
    }


def _callback(one: DueCallback, shift: ShiftRead) -> Object:
    return {
        "id": one.recorded.matter_id,
        "customer_id": one.recorded.customer_id,
        "customer": name_of(one.recorded.customer_id, shift.names),
        "at": json_out.instant(one.at),
        "owner": one.recorded.owner,
    }
