"""What has been said in a call so far, as lines of plain text to paste elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from collector_tui.domain.card import Playbook
from collector_tui.domain.ledger import Customer
from collector_tui.domain.talk import Reason, Talk
from collector_tui.present.formats import time_text, weekday_day
from collector_tui.present.i18n import _, language
from collector_tui.present.safe import safe


def call_summary(talk: Talk, playbook: Playbook | None, customer: Customer, person: str, began: datetime) -> str:
    """Return who was spoken with and when, their words, and each reason with what was proposed and answered.

    `began` is in the book's zone. Without a playbook, codes stand for its words.
    """
    whom = f"{safe(customer.name)} ({safe(customer.customer_id)})"
    rows = [
        _("Call: {customer}, {day} {time}").format(
            customer=whom, day=weekday_day(began.date()), time=time_text(began.time())
        )
    ]
    if person:
        rows.append(_("Spoken with: {name}").format(name=safe(person)))
    if talk.opener_words:
        rows.append(_words(talk.opener_words))
    for reason in talk.reasons:
        rows += _reason(reason, playbook)
    return "\n".join(rows) + "\n"


def _words(words: str) -> str:
    return _("Their words: {words}").format(words=safe(words))


def _reason(reason: Reason, playbook: Playbook | None) -> Iterator[str]:
    lang = language()
    cause = playbook.causes[reason.cause].text(lang) if playbook else reason.cause
    yield _("Reason: {reason} ({cause})").format(reason=reason.card.label.text(lang), cause=cause)
    for words in dict.fromkeys(words for _stage, words in reason.words if words):
        yield _words(words)
    for answer in reason.answers:
        what = playbook.proposal_types[answer.proposal].text(lang) if playbook else answer.proposal
        yield f"- {what}: {_('accepted') if answer.accepted else _('refused')}"
