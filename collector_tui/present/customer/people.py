"""Who is there at a customer, and the family that it belongs to."""

from __future__ import annotations

from collector_tui.domain.ledger import Person
from collector_tui.domain.money import Money
from collector_tui.present.customer.block import Block, Told, block, heading, nothing
from collector_tui.present.detail import hour_words, person_lines, zone_named
from collector_tui.present.formats import money_text, time_text
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.layout import Line, Span, line, pair, wrap
from collector_tui.present.place import place_span
from collector_tui.services.read_customer import Member


def people_blocks(told: Told, width: int) -> list[Block]:
    """Return everybody who is known there."""
    people = told.view.facts.people
    if not people:
        return [nothing(_("Nobody is known there. + adds somebody."), width)]
    return [block(_person(one, told, width), one) for one in people]


def _person(person: Person, told: Told, width: int) -> list[Line]:
    lines = person_lines(person, width)
    zone = zone_named(person.zone or told.view.facts.customer.zone or "", told.zone)
    facts = [person.email, person.zone or ""]
    if told.now is not None:
        facts.append(_("{time} there").format(time=time_text(told.now.astimezone(zone).time())))
    lines += wrap(line(Span("  "), Span(" · ".join(part for part in facts if part), "dim")), width, hang=2)
    best = told.view.hours.get(person.name)
    if best is not None:
        lines += wrap(line(Span("  "), Span(hour_words(best))), width, hang=2)
    return lines


def family_blocks(told: Told, width: int) -> list[Block]:
    """Return the members of the family: who stands above whom, what each owes, and what was done with it today."""
    family = told.view.family
    if not family:
        return [nothing(_("No parent and no branches are known."), width)]
    own = told.view.facts.customer
    ids = {one.customer.customer_id for one in family}
    heads = [one for one in family if one.customer.parent_id not in ids]
    central = any(one.customer.pays_centrally for one in family)
    how = _("the head pays for branches") if central else _("each pays for itself")
    blocks = [heading(_("Family"), how, width)]
    calls = sum(one.calls_today for one in family)
    told_calls = ngettext("{n} call to the family today", "{n} calls to the family today", calls).format(n=calls)
    blocks.append(Block((line(Span(told_calls, "dim")), ())))
    for head in heads:
        blocks += _tree(head, family, own.customer_id, told, width, 0)
    return blocks


def _tree(one: Member, family: tuple[Member, ...], own: str, told: Told, width: int, depth: int) -> list[Block]:
    """Return a member and those below it; a ring of parents, which no file may bring, would end at its first."""
    found = [Block(tuple(_member(one, own, told, width, depth)), one)]
    for other in family:
        if other.customer.parent_id == one.customer.customer_id and depth < len(family):
            found += _tree(other, family, own, told, width, depth + 1)
    return found


def _member(one: Member, own: str, told: Told, width: int, depth: int) -> list[Line]:
    indent = "  " * min(depth, 4)
    customer = one.customer
    here = Span(f" · {_('this one')}", "accent") if customer.customer_id == own else Span("")
    left = line(Span(indent), Span(customer.name, "strong"), Span(f"  {customer.customer_id}", "dim"), here)
    lines = pair(left, line(Span(_amounts(one.open))), width)
    facts = [place_span(one.row, one.held, told.today, told.zone)]
    if one.promises:
        many = ngettext("{n} open promise", "{n} open promises", one.promises).format(n=one.promises)
        facts.append(Span(many))
    if one.calls_today:
        called = ngettext("{n} call today", "{n} calls today", one.calls_today).format(n=one.calls_today)
        facts.append(Span(called))
    spans = [part for fact in facts for part in (Span(" · ", "dim"), fact)][1:]
    return lines + wrap(line(Span(f"{indent}  "), *spans), width, hang=len(indent) + 2)


def _amounts(amounts: tuple[Money, ...]) -> str:
    return " + ".join(money_text(one) for one in amounts) or "-"
