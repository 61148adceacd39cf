"""One customer in words, for the sheet beside the list and for the facts beside the talk.

Each section is its own function of plain values, so that a sheet can put them in the order that its moment needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from collector_tui.domain.best_hour import BestHour
from collector_tui.domain.day import UnknownZone, zone_of
from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.ledger import Person
from collector_tui.domain.money import Money, totals
from collector_tui.domain.promise import LIVE_STATES, Judged, PromiseState
from collector_tui.domain.promise.judge import kept_record
from collector_tui.domain.worklist.model import HeldBack, ItemLine, Move, Row, RowChange, Until
from collector_tui.present.amounts import age_lines, besides_lines
from collector_tui.present.cells import CLASS_INK, MOVE_MARKS, short_day, short_when
from collector_tui.present.change_words import known_words
from collector_tui.present.code_words import role_text, segment_text
from collector_tui.present.formats import day_short, day_text, money_text, number_text, time_text
from collector_tui.present.held_words import held_words
from collector_tui.present.i18n import _
from collector_tui.present.layout import Ink, Line, Span, line, line_width, pair, wrap
from collector_tui.present.why import class_text, hold_text, outcome_text, state_text, why_text
from collector_tui.services.read_customer import CustomerView

STATE_INK: dict[PromiseState, Ink] = {
    PromiseState.KEPT: "good",
    PromiseState.BROKEN: "bad",
    PromiseState.PARTLY_KEPT: "warn",
    PromiseState.AWAITING_LEDGER: "warn",
    PromiseState.OFFERED: "warn",
}
_LAST_CONTACTS = 3


def customer_lines(
    view: CustomerView, today: date, now: datetime | None, zone: tzinfo, width: int, moved: RowChange | None = None
) -> list[Line]:
    """Return everything about a customer that a caller looks for, most wanted first.

    `now` None: a day of the past, without any time of day. `zone` is the book's. `moved`: what changed since the list
    of the business day before.
    """
    sections = [
        who_lines(view, now, zone, width),
        [*why_lines(view, today, zone, width), *moved_lines(moved, width)],
        money_lines(view, today, width),
        unapplied_lines(view.facts.unapplied, width),
        promise_lines(view.promises, today, width),
        parts_lines(view, today, zone, width),
        contact_lines(view.facts.contacts[:_LAST_CONTACTS], today, zone, width),
    ]
    return [row for section in sections if section for row in (*section, ())][:-1]


def section(title: str, right: str = "") -> Line:
    """Return the heading of a section."""
    return line(Span(title, "title"), Span(f"  {right}" if right else "", "dim"))


def who_lines(view: CustomerView, now: datetime | None, zone: tzinfo, width: int) -> list[Line]:
    """Return who the customer is, whom to call, and what time it is there."""
    customer = view.facts.customer
    lines = wrap(line(Span(customer.name, "strong")), width)
    known = (customer.customer_id, segment_text(customer.segment), customer.country, customer.collector)
    lines += wrap(line(Span(" · ".join(part for part in known if part), "dim")), width)
    person = view.to_call
    if person is None:
        return [*lines, *wrap(line(Span(_("Nobody to call is known."), "warn")), width)]
    lines += person_lines(person, width)
    lines += wrap(there_line(view.row, person, customer.zone, now, zone), width, hang=2)
    if person.name in view.hours:
        lines += wrap(line(Span(hour_words(view.hours[person.name]), "dim")), width, hang=2)
    return lines


def hour_words(hour: BestHour) -> str:
    """Return when somebody answers best, with the numbers that say so."""
    start, end = time_text(time(hour.hour)), time_text(time((hour.hour + 1) % 24))
    told = _("best reached {start}-{end}: {reached} of {tried}")
    return told.format(start=start, end=end, reached=hour.reached, tried=hour.tried)


def person_lines(person: Person, width: int) -> list[Line]:
    """Return a person, their role and their number; a number that may not be called is not offered."""
    who = line(Span(person.name), Span(f" · {role_text(person.role)}" if person.role else "", "dim"))
    if person.do_not_call:
        return pair_left(who, line(Span(_("do not call"), "bad")), width)
    return pair_left(who, line(Span(person.phone, "accent") if person.phone else Span(_("no phone"), "warn")), width)


def pair_left(left: Line, right: Line, width: int) -> list[Line]:
    """Return two things on one line, or one under the other where they do not fit."""
    together = (*left, Span("  "), *right)
    return [together] if line_width(together) <= width else [*wrap(left, width), *wrap(right, width)]


def there_line(row: Row | None, person: Person, customer_zone: str | None, now: datetime | None, zone: tzinfo) -> Line:
    """Return the time of day where the person sits, and whether it is a time to call."""
    if now is None:
        return line(Span(_("A day of the past: no time of day."), "dim"))
    there = zone_named(person.zone or customer_zone or (row.zone if row else ""), zone)
    clock = _("{time} there").format(time=time_text(now.astimezone(there).time()))
    if row is None:
        return line(Span(clock, "dim"))
    if row.opens_at is None:
        return line(Span(clock), Span(f" · {_('a time to call')}", "good"))
    return line(Span(clock), Span(f" · {_opens(row.opens_at, now, there, zone)}", "warn"))


def opens_words(row: Row, now: datetime, zone: tzinfo) -> str:
    """Return what time it is where the person sits and when they may be called, there and here."""
    there = zone_named((row.person.zone if row.person else None) or row.zone, zone)
    clock = _("{time} there").format(time=time_text(now.astimezone(there).time()))
    return _(", ").join([clock, _opens(row.opens_at, now, there, zone)]) if row.opens_at else clock


def _opens(opens_at: datetime, now: datetime, there: tzinfo, zone: tzinfo) -> str:
    told = _("opens {time}").format(time=_instant(opens_at, now, there))
    if _same_clock(there, zone, now):
        return told
    return told + " " + _("({time} here)").format(time=_instant(opens_at, now, zone))


def zone_named(name: str, otherwise: tzinfo) -> tzinfo:
    """Return a zone by its name; without a name, or one that does not exist, the other."""
    try:
        return zone_of(name) if name else otherwise
    except UnknownZone:
        return otherwise


def _same_clock(one: tzinfo, other: tzinfo, now: datetime) -> bool:
    return now.astimezone(one).utcoffset() == now.astimezone(other).utcoffset()


def _instant(instant: datetime, now: datetime, zone: tzinfo) -> str:
    local = instant.astimezone(zone)
    clock = time_text(local.time())
    return clock if local.date() == now.astimezone(zone).date() else f"{day_short(local.date())} {clock}"


def why_lines(view: CustomerView, today: date, zone: tzinfo, width: int) -> list[Line]:
    """Return why the customer stands where it stands: its class and the terms with their numbers, or why it is held."""
    if view.held is not None:
        return held_lines(view.held, today, zone, width)
    if view.row is None:
        return [
            section(_("Not on the list")),
            *wrap(line(Span(_("Nothing of this customer is overdue."), "dim")), width),
        ]
    row = view.row
    head = line(
        Span(_("Why here"), "title"),
        Span(f"  {row.row_class.value} {class_text(row.row_class)}", CLASS_INK[row.row_class]),
    )
    lines = [head]
    for why in row.why:
        lines += wrap(line(Span("- ", "dim"), Span(why_text(why))), width, hang=2)
    return lines


def held_lines(held: HeldBack, today: date, zone: tzinfo, width: int) -> list[Line]:
    """Return why a customer is held back, until when, and who acts."""
    head = section(_("Held back"))
    reason = line(Span(held_words(held), "warn"), Span(f" · {until_words(held.until, today, zone)}"))
    who = wrap(line(Span(_("{name} acts").format(name=held.who or _("nobody yet")), "dim")), width)
    return [head, *wrap(reason, width, hang=2), *who]


def until_words(until: Until, today: date, zone: tzinfo) -> str:
    """Return when a hold ends, in words."""
    if until.at is not None:
        return _("until {when}").format(when=short_when(until.at, today, zone))
    if until.day is not None:
        return _("until {when}").format(when=day_text(until.day))
    return _("until a file says otherwise") if until.by_file else _("until released")


def moved_lines(moved: RowChange | None, width: int) -> list[Line]:
    """Return what changed for a customer since the list of the business day before, in words."""
    if moved is None or moved.move is Move.GONE:
        return []
    said = {
        Move.NEW: _("new since the business day before"),
        Move.UP: _("further up than the business day before: it was no. {rank}"),
        Move.DOWN: _("further down than the business day before: it was no. {rank}"),
    }[moved.move]
    mark, ink = MOVE_MARKS[moved.move]
    told = said.format(rank=moved.rank_before) if moved.rank_before else said
    if because := known_words(moved):
        told = _("{move} ({because})").format(move=told, because=because)
    return wrap(line(Span(f"{mark} ", ink), Span(told, "dim")), width, hang=2)


def money_lines(view: CustomerView, today: date, width: int) -> list[Line]:
    """Return the amount to collect by age, what is open besides, and the items, oldest first."""
    row = view.row
    if row is None or not row.items:
        return open_lines(view, today, width)
    head = section(_("To collect"), " + ".join(money_text(one) for one in row.to_collect))
    lines = [*wrap(head, width, hang=2), *age_lines(row, width), *besides_lines(row, width)]
    for item in sorted(row.items, key=lambda one: (one.due, one.invoice)):
        lines += item_lines(item, width)
    return lines


def unapplied_lines(unapplied: Sequence[Money], width: int) -> list[Line]:
    """Return the customer's money that lies on no item: it counts as credit, the oldest item first."""
    if not unapplied:
        return []
    told = line(Span(_("counts against the oldest item; have it applied"), "dim"))
    return [section(_("Money on no item"), " + ".join(money_text(one) for one in unapplied)), *wrap(told, width)]


def open_lines(view: CustomerView, today: date, width: int) -> list[Line]:
    """Return the open items of a customer that is not on the list, oldest first."""
    items = sorted(view.facts.items, key=lambda one: (one.due, one.invoice))
    if not items:
        return []
    lines = [section(_("Open items"), " + ".join(money_text(one) for one in totals(item.open for item in items)))]
    for item in items:
        left = line(Span(item.invoice), Span(f" {short_day(item.due, today)}", "dim"))
        lines += pair(left, line(Span(money_text(item.open))), width)
    return lines


def item_lines(item: ItemLine, width: int) -> list[Line]:
    """Return one item: number, age, open amount, and what is taken out of it."""
    days = _("{n}d").format(n=number_text(item.days_past_due))
    left = line(Span(item.invoice), Span(f"  {days}", "bad" if item.days_past_due > 90 else "dim"))
    lines = pair(left, line(Span(money_text(item.open))), width)
    for amount, told in (
        (item.disputed, _("disputed")),
        (item.promised, _("promised")),
        (item.credited, _("credit")),
        (item.seen, _("seen at the bank")),
    ):
        if amount:
            lines += pair(line(Span(f"  {told}", "dim")), line(Span(money_text(-amount), "dim")), width)
    return lines


def promise_lines(promises: Sequence[Judged], today: date, width: int, *, but: str = "") -> list[Line]:
    """Return the kept record, every promise that is still running, and the last two judged ones.

    `but`: the id of a promise that is told elsewhere; it counts for the record.
    """
    if not promises:
        return []
    record = kept_record(promises)
    told = _("kept {kept} of {ended}").format(kept=record.kept, ended=record.ended) if record.ended else ""
    lines = [section(_("Promises"), told)]
    others = [one for one in promises if one.promise_id != but]
    running = [one for one in others if one.state in LIVE_STATES]
    ended = [one for one in reversed(others) if one.state not in LIVE_STATES]
    for judged in (*reversed(running), *ended[:2]):
        lines += judged_lines(judged, today, width)
    return lines


def judged_lines(judged: Judged, today: date, width: int) -> list[Line]:
    """Return one promise: its day, amount and state; a running one says when it becomes broken."""
    day, amount = Span(day_text(judged.terms.promised_for)), line(Span(money_text(judged.amount)))
    state = Span(f"  {state_text(judged.state)}", STATE_INK.get(judged.state, ""))
    together = line(day, state)
    fits = line_width(together) + line_width(amount) < width
    lines = pair(together, amount, width) if fits else [*pair(line(day), amount, width), line(state)]
    if judged.counted:
        lines += pair(line(Span(f"  {_('paid')}", "dim")), line(Span(money_text(judged.counted), "dim")), width)
    if judged.state in LIVE_STATES and judged.becomes_broken_on > today:
        broken = _("becomes broken on the morning of {day}").format(day=day_text(judged.becomes_broken_on))
        lines += wrap(line(Span(f"  {broken}", "dim")), width, hang=2)
    return lines


def parts_lines(view: CustomerView, today: date, zone: tzinfo, width: int) -> list[Line]:
    """Return the parts taken out of the amount to collect, each with until when and who acts."""
    holder = view.row or view.held
    parts = holder.parts_held if holder else ()
    if not parts:
        return []
    lines = [section(_("Held apart"))]
    for part in parts:
        left = line(Span(hold_text(part.reason)))
        lines += pair(left, line(Span(money_text(part.amount))), width)
        who = f" · {part.who}" if part.who else ""
        lines += wrap(line(Span(f"  {until_words(part.until, today, zone)}{who}", "dim")), width, hang=2)
    return lines


def contact_lines(contacts: Iterable[RecordedContact], today: date, zone: tzinfo, width: int) -> list[Line]:
    """Return contacts, each with when, what came of it, with whom, and their words."""
    lines: list[Line] = []
    for one in contacts:
        said = one.contact
        head = line(
            Span(f"{_when(one.occurred_at, today, zone)}  ", "dim"),
            Span(outcome_text(said.outcome)),
            Span(f" · {said.person}" if said.person else "", "dim"),
            Span(f" · {_('complaint')}" if said.complaint else "", "bad"),
        )
        lines += wrap(head, width, hang=2)
        if said.words:
            lines += wrap(line(Span("  “"), Span(said.words), Span("”")), width, hang=2)
    return [section(_("Last contacts")), *lines] if lines else []


def _when(instant: datetime, today: date, zone: tzinfo) -> str:
    local = instant.astimezone(zone)
    clock = time_text(local.time())
    if local.date() == today:
        return clock
    if local.date() == today - timedelta(days=1):
        return _("yesterday {time}").format(time=clock)
    return f"{day_text(local.date())} {clock}"
