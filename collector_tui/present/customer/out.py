"""Everything known of one customer as JSON (docs/commands.md) and as plain text: the facts of its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import Any

from collector_tui.domain.ageing import Ageing, ageing_of
from collector_tui.domain.card import Playbook
from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.ledger import Item, Payment, Person
from collector_tui.domain.seen import LivePart
from collector_tui.domain.worklist.model import HeldBack, Row
from collector_tui.present import json_out, plain
from collector_tui.present.code_words import band_text, outcome_text, role_text
from collector_tui.present.customer.known import policies_text
from collector_tui.present.customer.money import payment_text
from collector_tui.present.formats import day_text, moment_text, money_text
from collector_tui.present.held_words import held_words
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line
from collector_tui.present.place import place_span
from collector_tui.present.safe import safe
from collector_tui.present.trail_words import trail_told
from collector_tui.present.why import why_text
from collector_tui.services.read_customer import CustomerView, Member

Object = dict[str, Any]


def customer_json(view: CustomerView, day: date) -> Object:
    """Return everything known of one customer, with its place on the list."""
    facts = view.facts
    of_kind: Mapping[str, list[Object]] = {
        kind: [json_out.matter(m) for m in facts.matters if m.kind == kind] for kind in ("dispute", "task", "claim")
    }
    kinds = ("callback", "next_step", "hold", "payment_run", "retry")
    others = [m for m in facts.matters if m.live and m.kind in kinds and m.matter_id not in view.answered]
    own = facts.customer
    return {
        "customer": {
            "customer_id": own.customer_id,
            "name": own.name,
            "parent": own.parent_id,
            "pays_centrally": own.pays_centrally,
            "collector": own.collector,
            "sales_owner": own.sales_owner,
            "segment": own.segment,
            "language": own.language,
            "country": own.country,
            "company_size": own.company_size,
            "zone": own.zone,
            "on_hold": own.on_hold,
            "also": list(facts.also),
        },
        "people": [json_out.person(one) for one in facts.people],
        "items": [json_out.item(one, day) for one in facts.items],
        "ageing": [_ageing_json(one) for one in ageing_of(facts.items, facts.unapplied, day)],
        "payments": [json_out.payment(one) for one in facts.payments],
        "seen_at_bank": [json_out.seen(one) for one in view.seen],
        "promises": [json_out.promise(one) for one in view.promises],
        "disputes": of_kind["dispute"],
        "tasks": of_kind["task"],
        "claims": of_kind["claim"],
        "other_matters": [json_out.matter(one) for one in others],
        "family": [_member_json(one) for one in view.family],
        "contacts": [json_out.contact(one) for one in facts.contacts],
        "policies": list(view.policies),
        "place": place_json(view.row, view.held),
        "held_back": json_out.held_back(view.held) if view.held else None,
        "why": [json_out.why(term) for term in view.row.why] if view.row else [],
    }


def _ageing_json(one: Ageing) -> Object:
    return {
        "balance": json_out.money(one.balance),
        "bands": [{"band": band, "amount": json_out.money(amount)} for band, amount in one.bands],
        "credits": json_out.money(one.credits),
        "unapplied": json_out.money(one.unapplied),
    }


def _member_json(one: Member) -> Object:
    return {
        "customer_id": one.customer.customer_id,
        "customer": one.customer.name,
        "parent": one.customer.parent_id,
        "pays_centrally": one.customer.pays_centrally,
        "open": json_out.moneys(one.open),
        "overdue": json_out.moneys(one.overdue),
        "promises": one.promises,
        "calls_today": one.calls_today,
        "place": place_json(one.row, one.held),
    }


def place_json(row: Row | None, held: HeldBack | None) -> Object:
    """Return where a customer stands: `state` is to_call, held_back or nothing_to_ask."""
    state = "to_call" if row else "held_back" if held else "nothing_to_ask"
    return {
        "state": state,
        "class": row.row_class.value if row else None,
        "reason": held.reason.value if held else None,
        "until": json_out.until(held.until) if held else None,
    }


def customer_text(view: CustomerView, day: date, zone: tzinfo, cards: Callable[[], Playbook]) -> str:
    """Return everything known of a customer in blocks with empty lines between; `cards` is asked for talks only."""
    facts, own = view.facts, view.facts.customer
    head = [f"{safe(own.name)} ({safe(own.customer_id)})  {safe(own.collector)}".rstrip(), *_place(view, zone)]
    head += [policies_text(view.policies)] if view.policies else []
    live = [m for m in facts.matters if m.live and m.kind != "promise" and m.matter_id not in view.answered]
    blocks = (
        (_("People"), _people(facts.people) if facts.people else ""),
        (_("Open items"), _items(facts.items, day) if facts.items else ""),
        (_("Balance and ageing"), "\n\n".join(map(_ageing, ageing_of(facts.items, facts.unapplied, day)))),
        (_("Promises"), plain.promises(view.promises) if view.promises else ""),
        (_("Disputes, tasks and other matters"), plain.matters(live) if live else ""),
        (_("Payments"), _payments(facts.payments) if facts.payments else ""),
        (_("Seen at the bank"), "\n".join(map(seen_text, view.seen))),
        (_("Family"), _family(view, day, zone) if view.family else ""),
        (_("Last contacts"), "\n".join(row for one in facts.contacts for row in _contact(one, zone, cards))),
    )
    return "\n\n".join(["\n".join(head), *(plain.titled(title, block) for title, block in blocks if block)])


def seen_text(one: LivePart) -> str:
    """Return money that only a bank has told of: when, how much, for what, and whether somebody must look at it."""
    part = one.part
    told = [day_text(part.booked), money_text(one.left), safe(part.invoice or _("oldest items first"))]
    return "  ".join(told if part.sure else [*told, _("proposed")])


def _place(view: CustomerView, zone: tzinfo) -> list[str]:
    if view.held:
        until = plain.until_text(view.held.until, zone)
        return [_("Held back: {reason}, {until}.").format(reason=held_words(view.held), until=until)]
    return [f"- {why_text(term)}" for term in view.row.why] if view.row else []


def _people(people: tuple[Person, ...]) -> str:
    heads = (_("person"), _("role"), _("phone"), _("email"))
    return plain.table(heads, [(one.name, role_text(one.role), _phone(one), one.email) for one in people])


def _phone(person: Person) -> str:
    return " ".join(part for part in (person.phone, _("(do not call)") if person.do_not_call else "") if part)


def _items(items: tuple[Item, ...], day: date) -> str:
    columns = (_("invoice"), _("due"), _("days"), _("age"), _("amount"), _("open amount"))
    lines = [
        (
            one.invoice,
            day_text(one.due),
            str(one.days_past_due(day)),
            plain.age_text(one.days_past_due(day)),
            money_text(one.amount),
            money_text(one.open),
        )
        for one in sorted(items, key=lambda item: (item.due, item.invoice))
    ]
    disputed = [
        _("{invoice}: {amount} disputed, as the file says{reason}").format(
            invoice=safe(one.invoice),
            amount=money_text(one.disputed),
            reason=safe(f": {one.dispute_reason}" if one.dispute_reason else ""),
        )
        for one in items
        if one.disputed
    ]
    return "\n".join([plain.table(columns, lines, right=(2, 4, 5)), *disputed])


def _ageing(one: Ageing) -> str:
    rows = [(band_text(band), money_text(amount)) for band, amount in one.bands]
    rows += [(_("credit notes"), money_text(one.credits))] if one.credits else []
    rows += [(_("money on no invoice"), money_text(one.unapplied))] if one.unapplied else []
    return plain.table((_("age"), _("amount")), [*rows, (_("Balance"), money_text(one.balance))], right=(1,))


def _payments(payments: tuple[Payment, ...]) -> str:
    newest = sorted(payments, key=lambda one: (one.on, one.payment_id), reverse=True)
    heads = (_("date"), _("amount"), _("kind"), _("invoice"), _("reference"))
    rows = [
        (day_text(one.on), money_text(one.amount), payment_text(one), one.invoice or "-", one.reference)
        for one in newest
    ]
    return plain.table(heads, rows, right=(1,))


def _family(view: CustomerView, day: date, zone: tzinfo) -> str:
    heads = (_("family"), _("id"), _("parent"), _("open amount"), _("overdue"), _("where it stands"))
    rows = [
        (
            one.customer.name,
            one.customer.customer_id,
            one.customer.parent_id or "-",
            plain.moneys(one.open),
            plain.moneys(one.overdue),
            place_span(one.row, one.held, day, zone).text,
        )
        for one in view.family
    ]
    return plain.table(heads, rows, right=(3, 4))


def _contact(one: RecordedContact, zone: tzinfo, cards: Callable[[], Playbook]) -> list[str]:
    """Return one contact on a line, and its talk under it."""
    said = one.contact
    parts = [moment_text(one.occurred_at, zone), outcome_text(said.outcome), said.person, said.words]
    talk = trail_told(said.trail, cards()) if said.trail else ()
    return [safe("  ".join(part for part in parts if part)), *(f"    {safe(_text(row))}" for row in talk)]


def _text(row: Line) -> str:
    return "".join(span.text for span in row)
