"""The confirmation of what was promised, as a text to send to the customer in their language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from collector_tui.domain.card import Playbook
from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.letter import written
from collector_tui.domain.money import Money
from collector_tui.present.formats import day_long, money_text
from collector_tui.present.i18n import Language
from collector_tui.present.safe import safe
from collector_tui.services.confirm_promise import Agreed


def confirmation_text(agreed: Agreed, playbook: Playbook, lang: Language) -> str:
    """Return the whole text. It says what was agreed and nothing of how we judge it; what is not known is left out."""
    letter = _Letter(playbook, lang)
    promises = [one.matter for one in agreed.promises if isinstance(one.matter, Promise)]
    contact = next((terms.person for terms in promises if terms.person), "")
    blocks = [
        [letter("greeting", contact=contact) or letter("greeting_nobody")],
        [letter("thanks")],
        *(_promised(one, agreed, letter) for one in agreed.promises),
        _beside(agreed, letter),
        [letter("reply")],
        [letter("regards"), *_signed(agreed, letter)],
    ]
    told = ["\n".join(row for row in block if row) for block in blocks]
    return "\n\n".join(block for block in told if block) + "\n"


class _Letter:
    """Fills the lines in one language; every fact is made harmless here."""

    def __init__(self, playbook: Playbook, lang: Language) -> None:
        self._playbook = playbook
        self.lang: Language = lang

    def __call__(self, name: str, **facts: str) -> str:
        clean: Mapping[str, str] = {key: safe(text) for key, text in facts.items()}
        return written(self._playbook.confirmation[name], clean, self.lang)

    def method(self, code: str) -> str:
        """Return a means of payment in the customer's words; one that is not known is not named."""
        line = self._playbook.methods.get(code)
        return line.text(self.lang) if line else ""


def _promised(one: RecordedMatter, agreed: Agreed, letter: _Letter) -> Iterator[str]:
    terms = one.matter
    assert isinstance(terms, Promise)
    customer, method = agreed.customer.name, letter.method(terms.method)
    if terms.lines:
        whole = {"amount": money_text(terms.amount), "count": str(len(terms.lines))}
        yield letter("plan", customer=customer, method=method, **whole)
        for number, part in enumerate(terms.lines, 1):
            day = day_long(part.on, letter.lang)
            yield letter("plan_line", number=str(number), day=day, amount=money_text(part.amount))
    else:
        day = day_long(terms.promised_for, letter.lang)
        yield letter("promise", customer=customer, method=method, day=day, amount=money_text(terms.amount))
    if terms.items:
        still = {item.invoice: money_text(item.open) for item in agreed.items}
        yield letter("covers")
        for invoice in terms.items:
            yield letter("invoice", invoice=invoice, invoice_amount=still.get(invoice, ""))


def _beside(agreed: Agreed, letter: _Letter) -> Iterator[str]:
    yield letter("rest", rest=_sum(agreed.rest))
    yield letter("disputed", disputed=_sum(agreed.disputed))
    for claim in agreed.paid:
        day = day_long(claim.paid_on, letter.lang)
        yield letter("paid", paid_amount=money_text(claim.amount), paid_day=day)


def _sum(amounts: Sequence[Money]) -> str:
    return " + ".join(money_text(one) for one in amounts)


def _signed(agreed: Agreed, letter: _Letter) -> Iterator[str]:
    yield letter("me", me=agreed.me)
    yield letter("our_company", our_company=agreed.our_company)
    yield letter("my_phone", my_phone=agreed.my_phone)
