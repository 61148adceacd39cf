"""What the lines of a talk are filled with: only what the book knows; all else stays a blank to ask about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from collector_tui.domain.money import totals
from collector_tui.domain.opening import past_promise
from collector_tui.present.formats import day_text, money_text
from collector_tui.services.desk import Desk
from collector_tui.services.read_customer import CustomerView


def talk_facts(
    view: CustomerView, desk: Desk, contact: str, today: date, *, their_words: str = ""
) -> Mapping[str, str]:
    """Return placeholder -> words in the language of now (the names of domain/card.py)."""
    open_items = sorted((one for one in view.facts.items if one.open.minor > 0), key=lambda one: (one.due, one.invoice))
    overdue = [one for one in open_items if one.due < today]
    facts = {
        "contact": contact,
        "me": desk.user,
        "our_company": desk.company,
        "my_phone": desk.phone,
        "their_words": their_words,
    }
    if open_items:
        oldest = open_items[0]
        facts |= {"invoice": oldest.invoice, "invoice_amount": money_text(oldest.open), "due": day_text(oldest.due)}
    if overdue:
        facts |= {
            "days": str(overdue[0].days_past_due(today)),
            "count": str(len(overdue)),
            "total": " + ".join(money_text(one) for one in totals(each.open for each in overdue)),
        }
    return facts | _approver(view) | _disputed(view) | _promised(view, today)


def _disputed(view: CustomerView) -> dict[str, str]:
    items = view.row.items if view.row else ()
    disputed = totals(item.disputed for item in items)
    if len(disputed) != 1:
        return {}
    rest = totals(item.open - item.disputed for item in items if item.open.currency == disputed[0].currency)
    return {"disputed": money_text(disputed[0]), "undisputed": money_text(rest[0])} if rest else {}


def _approver(view: CustomerView) -> dict[str, str]:
    """Return who approves, where just one person is known to."""
    names = [person.name for person in view.facts.people if person.role == "approver"]
    return {"approver": names[0]} if len(names) == 1 else {}


def _promised(view: CustomerView, today: date) -> dict[str, str]:
    last = past_promise(view.promises, today)
    if last is None:
        return {}
    return {"promised_amount": money_text(last.amount), "promised_date": day_text(last.terms.promised_for)}
