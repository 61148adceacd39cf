"""What the lines of a talk are filled with: only what the book knows; all else stays a blank to ask about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from collector_tui.domain.money import totals
from collector_tui.present.formats import day_text, money_text
from collector_tui.services.desk import Desk
from collector_tui.services.read_customer import CustomerView


def talk_facts(
    view: CustomerView, desk: Desk, contact: str, today: date, *, their_words: str = ""
) -> Mapping[str, str]:
    """Return placeholder -> words in the language of now (the names of domain/card.py)."""
    overdue = sorted((one for one in view.facts.items if one.due < today), key=lambda one: (one.due, one.invoice))
    facts = {
        "contact": contact,
        "me": desk.user,
        "our_company": desk.company,
        "my_phone": desk.phone,
        "their_words": their_words,
    }
    if overdue:
        oldest = overdue[0]
        facts |= {
            "invoice": oldest.invoice,
            "invoice_amount": money_text(oldest.open),
            "due": day_text(oldest.due),
            "days": str(oldest.days_past_due(today)),
            "count": str(len(overdue)),
            "total": " + ".join(money_text(one) for one in totals(each.open for each in overdue)),
        }
    return facts | _disputed(view) | _promised(view)


def _disputed(view: CustomerView) -> dict[str, str]:
    items = view.row.items if view.row else ()
    disputed = totals(item.disputed for item in items)
    if len(disputed) != 1:
        return {}
    rest = totals(item.open - item.disputed for item in items if item.open.currency == disputed[0].currency)
    return {"disputed": money_text(disputed[0]), "undisputed": money_text(rest[0])} if rest else {}


def _promised(view: CustomerView) -> dict[str, str]:
    if not view.promises:
        return {}
    last = view.promises[-1]
    return {"promised_amount": money_text(last.amount), "promised_date": day_text(last.terms.promised_for)}
