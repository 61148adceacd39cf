"""A shift in words: its figures, what was done line by line, what is left, and the summary to copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, tzinfo

from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.domain.journal.entries import CustomersMerged, Ended, Pinned, Reassigned, Void
from collector_tui.domain.journal.matters import Callback, Dispute, Hold, Promise
from collector_tui.domain.money import Money, totals
from collector_tui.domain.promise import Judged
from collector_tui.domain.shift import Hour, by_hour, by_outcome, is_call
from collector_tui.domain.windows import is_talk
from collector_tui.domain.worklist.model import CLASS_ORDER, RowClass, Worklist
from collector_tui.present.cells import matter_words
from collector_tui.present.code_words import class_text, kind_text, outcome_text, reason_text
from collector_tui.present.formats import day_short, money_text, time_text, weekday_day
from collector_tui.present.i18n import N_, _, ngettext, translate
from collector_tui.present.safe import safe
from collector_tui.services.read_day import DueCallback, Noted, ShiftRead

_ENDED: Mapping[str, str] = {
    "withdrawn": N_("withdrawn"),
    "resolved": N_("resolved"),
    "released": N_("released"),
    "done": N_("done"),
    "refused": N_("refused"),
}


def sums(amounts: Iterable[Money]) -> str:
    """Return amounts added up per currency, the largest first; nothing for none."""
    return " + ".join(money_text(one) for one in totals(amounts))


def with_sums(count: int, amounts: Iterable[Money]) -> str:
    """Return a number, and the amounts that go with it: '3 (CNY 12,000.00)'."""
    told = sums(amounts)
    return _("{n} ({amounts})").format(n=count, amounts=told) if told else str(count)


def figures(shift: ShiftRead) -> list[tuple[str, int, tuple[Money, ...]]]:
    """Return the figures of a shift, each with its words and amounts: called, reached, promised, became kept.

    Those who rang us are told too where there were any: with them more may have been reached than called.
    """
    theirs = sum(one.contact.inbound for one in shift.contacts)
    return [
        (_("called"), sum(map(is_call, shift.contacts)), ()),
        *([(_("rang us"), theirs, ())] if theirs else []),
        (_("reached"), sum(map(is_talk, shift.contacts)), ()),
        (_("promised"), len(shift.promised), totals(promised_amounts(shift.promised))),
        (_("became kept"), len(shift.kept), totals(one.amount for one in shift.kept)),
    ]


def promised_amounts(promises: Iterable[RecordedMatter]) -> list[Money]:
    """Return the amounts of promises."""
    return [one.matter.amount for one in promises if isinstance(one.matter, Promise)]


def outcome_counts(shift: ShiftRead) -> list[tuple[str, str]]:
    """Return how often each outcome was logged."""
    return [(outcome_text(code), str(count)) for code, count in by_outcome(shift.contacts)]


def hours_of(shift: ShiftRead, zone: tzinfo) -> tuple[Hour, ...]:
    """Return the rhythm of a shift."""
    return by_hour(shift.contacts, zone)


def left_by_class(worklist: Worklist) -> list[tuple[RowClass, int, tuple[Money, ...]]]:
    """Return who is still to call: class, number of customers, amounts to collect; classes without anybody left out."""
    found = []
    for row_class in CLASS_ORDER:
        rows = [row for row in worklist.rows if row.row_class is row_class]
        if rows:
            found.append((row_class, len(rows), totals(money for row in rows for money in row.to_collect)))
    return found


def contact_amounts(contact: RecordedContact, promised: Iterable[RecordedMatter]) -> list[Money]:
    """Return what was promised in a contact."""
    return promised_amounts(one for one in promised if one.contact_id == contact.entry_id)


def noted_words(noted: Noted) -> tuple[str, str]:
    """Return what an entry beside the contacts was, and the words that came with it."""
    match noted.entry.payload:
        case Void(reason=reason):
            return _("taken back: {what}").format(what=kind_text(noted.about)), "" if reason == "undo" else reason
        case Ended(how=how, reason=reason):
            done = translate(_ENDED[how]) if how in _ENDED else how
            return _("{what}: {done}").format(what=kind_text(noted.about), done=done), reason
        case Pinned(how=how, reason=reason):
            return _("pinned to the top") if how == "pin" else _("left out for the day"), reason
        case Hold(note=note, until=until):
            told = _("set aside until {day}").format(day=day_short(until)) if until else _("set aside")
            return told, note
        case CustomersMerged(into=into, reason=reason):
            return _("taken for {id}").format(id=into), reason
        case Reassigned(owner=owner):
            return _("{what}: given to {name}").format(what=kind_text(noted.about), name=owner), ""
        case _:
            return kind_text(noted.entry.kind), ""


def callback_words(one: DueCallback, today: date, zone: tzinfo) -> str:
    """Return when a callback is due: the time, or the day; 'any time' where none was said."""
    assert isinstance(one.recorded.matter, Callback)
    local = one.at.astimezone(zone)
    clock = time_text(local.time()) if one.recorded.matter.at else _("any time")
    return clock if local.date() == today else f"{day_short(local.date())} {clock}"


def due_words(matter: RecordedMatter, today: date) -> str:
    """Return when one of our moves is due; one past its day says so."""
    if matter.due is None:
        return "-"
    if matter.due < today:
        return _("{n} d late").format(n=(today - matter.due).days)
    return _("today") if matter.due == today else day_short(matter.due)


def summary(shift: ShiftRead, zone: tzinfo) -> str:
    """Return the end of a shift as plain text for a colleague or a supervisor, in the language of now."""
    who = shift.actor or _("everybody")
    blocks = [
        [_("Shift of {name}, {day}").format(name=who, day=weekday_day(shift.day))],
        [
            _("{what}: {count}").format(what=words, count=with_sums(count, amounts))
            for words, count, amounts in figures(shift)
        ],
        _block(_("Promised"), [_promised(one, shift.names) for one in shift.promised]),
        _block(_("Became kept"), [_kept(one, shift.names) for one in shift.kept]),
        _block(_("Disputes opened"), [_disputed(one, shift.names) for one in shift.disputes]),
        _block(_("Left"), _left(shift, zone)),
    ]
    return "\n\n".join("\n".join(map(safe, block)) for block in blocks if block)


def _block(head: str, lines: Sequence[str]) -> list[str]:
    return [head, *(f"- {one}" for one in lines)] if lines else []


def _promised(one: RecordedMatter, names: Mapping[str, str]) -> str:
    assert isinstance(one.matter, Promise)
    terms = one.matter
    days = [f"{money_text(each.amount)} {weekday_day(each.on)}" for each in terms.lines]
    told = days or [f"{money_text(terms.amount)} {weekday_day(terms.promised_for)}"]
    waits = " " + _("(waits for approval)") if terms.needs_approval and one.approved_at is None else ""
    return f"{name_of(one.customer_id, names)}: {'; '.join(told)}{waits}"


def _kept(one: Judged, names: Mapping[str, str]) -> str:
    return f"{name_of(one.promise.customer_id, names)}: {money_text(one.amount)}"


def _disputed(one: RecordedMatter, names: Mapping[str, str]) -> str:
    assert isinstance(one.matter, Dispute)
    terms = one.matter
    amounts = sums([terms.amount] if terms.amount else [part.amount for part in terms.parts])
    told = _("{reason}; {name} answers by {day}").format(
        reason=reason_text(terms.reason), name=one.owner, day=day_short(one.due or terms.answer_by)
    )
    return " ".join(part for part in (f"{name_of(one.customer_id, names)}:", amounts, told) if part)


def _left(shift: ShiftRead, zone: tzinfo) -> list[str]:
    lines = []
    for row_class, count, amounts in left_by_class(shift.worklist):
        customers = ngettext("{n} customer", "{n} customers", count).format(n=count)
        told = " + ".join(money_text(one) for one in amounts)
        said = _("{what}: {count}").format(what=class_text(row_class), count=customers)
        lines.append(_(", ").join([said, told]) if told else said)
    today = shift.worklist.day
    for one in shift.callbacks:
        name = name_of(one.recorded.customer_id, shift.names)
        lines.append(_("call back {name}: {when}").format(name=name, when=callback_words(one, today, zone)))
    for task in shift.tasks:
        name = name_of(task.customer_id, shift.names)
        lines.append(f"{matter_words(task)} · {name} · {task.owner} · {due_words(task, today)}")
    return lines


def name_of(customer_id: str, names: Mapping[str, str]) -> str:
    """Return a customer's name, or its id where the name was not read."""
    return names.get(customer_id, customer_id)
