"""A customer's money: what is open by age and item by item, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from collector_tui.domain.ageing import Ageing, ageing_of
from collector_tui.domain.ledger import Item, ItemKind, Payment, PaymentKind
from collector_tui.domain.money import Money
from collector_tui.domain.seen import LivePart
from collector_tui.domain.worklist.model import ItemLine
from collector_tui.present.code_words import band_text
from collector_tui.present.customer.block import Block, Told, block, heading, nothing
from collector_tui.present.formats import day_text, money_text, number_text
from collector_tui.present.i18n import N_, _, translate
from collector_tui.present.layout import Ink, Line, Span, line, pair, wrap
from collector_tui.present.safe import safe

_KINDS = {
    PaymentKind.CASH: N_("payment"),
    PaymentKind.CREDIT: N_("credit note applied"),
    PaymentKind.BILL: N_("bill"),
    PaymentKind.REVERSAL: N_("bounced: went back"),
    PaymentKind.WRITE_OFF: N_("written off"),
    PaymentKind.CLEARED: N_("cleared between two files"),
}


_PLAIN: Ink = ""


def ageing_blocks(told: Told, width: int) -> list[Block]:
    """Return the ageing of each currency, adding up to the balance."""
    facts = told.view.facts
    return [_ageing(one, width) for one in ageing_of(facts.items, facts.unapplied, told.today)]


def _ageing(one: Ageing, width: int) -> Block:
    lines = pair(line(Span(_("Balance"), "title")), line(Span(money_text(one.balance), "strong")), width)
    rows = [(band_text(band), amount) for band, amount in one.bands]
    rows += [(_("credit notes"), one.credits)] if one.credits else []
    rows += [(_("money on no invoice"), one.unapplied)] if one.unapplied else []
    for words, amount in rows:
        lines += pair(line(Span(f"  {words}", "dim")), line(Span(money_text(amount))), width)
    return block(lines)


def item_blocks(told: Told, width: int) -> list[Block]:
    """Return every open item, the oldest first, with its parts; and the ageing."""
    facts = told.view.facts
    if not facts.items and not facts.unapplied:
        return [nothing(_("Nothing is open."), width)]
    parts = {one.invoice: one for one in told.view.lines}
    items = sorted(facts.items, key=lambda one: (one.due, one.invoice))
    blocks = ageing_blocks(told, width)
    return blocks + [Block(tuple(_item(one, parts.get(one.invoice), told.today, width)), one) for one in items]


def _item(item: Item, part: ItemLine | None, today: date, width: int) -> list[Line]:
    days = item.days_past_due(today)
    credit = item.kind is ItemKind.CREDIT_NOTE
    age, ink = _age(days) if not credit else (_("credit note"), _PLAIN)
    lines = pair(line(Span(item.invoice), Span(f"  {age}", ink)), line(Span(money_text(item.open))), width)
    dates = _("issued {issued}, due {due}").format(issued=day_text(item.issued), due=day_text(item.due))
    whole = _("of {amount}").format(amount=money_text(item.amount)) if item.amount != item.open else ""
    lines += pair(line(Span(f"  {dates}", "dim")), line(Span(whole, "dim")), width)
    for amount, words in _taken_out(part) if part else ():
        if amount:
            lines += pair(line(Span(f"  {words}", "warn")), line(Span(money_text(-amount), "dim")), width)
    if item.disputed:
        reason = f": {item.dispute_reason}" if item.dispute_reason else ""
        told_so = _("disputed, as the file says{reason}").format(reason=safe(reason))
        lines += wrap(line(Span(f"  {told_so}", "dim")), width, hang=2)
    return lines


def _taken_out(part: ItemLine) -> Sequence[tuple[Money, str]]:
    return (
        (part.disputed, _("disputed")),
        (part.promised, _("said to come")),
        (part.credited, _("credit")),
        (part.seen, _("seen at the bank")),
    )


def _age(days: int) -> tuple[str, Ink]:
    if days <= 0:
        return _("due in {n}d").format(n=number_text(-days)) if days else _("due today"), "dim"
    return _("{n}d").format(n=number_text(days)), "bad" if days > 90 else ""


def payment_blocks(told: Told, width: int) -> list[Block]:
    """Return what came and went back, the newest first."""
    payments: Sequence[Payment] = told.view.facts.payments
    seen = [Block(tuple(_seen(one, width))) for one in told.view.seen]
    above = [heading(_("Seen at the bank"), _("not in the ledger yet"), width), *seen] if seen else []
    if not payments:
        return [*above, nothing(_("No payment is known of the last 180 days."), width)]
    newest = sorted(payments, key=lambda one: (one.on, one.payment_id), reverse=True)
    below = [Block(tuple(_payment(one, width))) for one in newest]
    return [*above, heading(_("Payments"), _("newest first"), width), *below]


def _seen(one: LivePart, width: int) -> list[Line]:
    part = one.part
    state = Span("" if part.sure else f"  {_('proposed')}", "warn")
    lines = pair(line(Span(day_text(part.booked)), state), line(Span(money_text(one.left))), width)
    return lines + wrap(line(Span(f"  {part.invoice or _('oldest items first')}", "dim")), width, hang=2)


def payment_text(payment: Payment) -> str:
    """Return the word for what a payment was."""
    return translate(_KINDS[payment.kind])


def _payment(payment: Payment, width: int) -> list[Line]:
    back = payment.kind is PaymentKind.REVERSAL
    amount = -payment.amount if back else payment.amount
    kind = Span(f"  {payment_text(payment)}", "bad" if back else "dim")
    lines = pair(line(Span(day_text(payment.on)), kind), line(Span(money_text(amount), "bad" if back else "")), width)
    known = [part for part in (payment.invoice or _("on no invoice"), payment.reference) if part]
    return lines + wrap(line(Span(f"  {' · '.join(known)}", "dim")), width, hang=2)
