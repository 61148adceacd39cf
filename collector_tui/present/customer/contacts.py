"""A customer's contacts, the newest first: what came of each, their words, and the talk's trail."""

from __future__ import annotations

from collector_tui.domain.facts import RecordedContact, RecordedMatter
from collector_tui.domain.journal.matters import Promise
from collector_tui.present.code_words import channel_text, flag_text, kind_text, outcome_text
from collector_tui.present.customer.block import Block, Told, block, nothing
from collector_tui.present.formats import day_text, moment_text, money_text
from collector_tui.present.i18n import _, language
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.trail_words import trail_lines


def contact_blocks(told: Told, width: int) -> list[Block]:
    """Return every contact with all that is known of it."""
    contacts = told.view.facts.contacts
    if not contacts:
        return [nothing(_("Nobody has spoken with them yet."), width)]
    return [block(contact_lines(one, told, width), one) for one in contacts]


def contact_lines(recorded: RecordedContact, told: Told, width: int) -> list[Line]:
    """Return one contact: when, what came of it, with whom, their words, the talk, and what it opened."""
    said = recorded.contact
    head = line(
        Span(f"{moment_text(recorded.occurred_at, told.zone)}  ", "dim"),
        Span(outcome_text(said.outcome), "strong"),
        Span(f" · {said.person}" if said.person else ""),
        Span(f" · {_('complaint')}" if said.complaint else "", "bad"),
    )
    lines = wrap(head, width, hang=2)
    how = [channel_text(said.channel), _("they called us") if said.inbound else "", recorded.actor]
    how += [_length(said.seconds), _reason(said.reason, told), _("entered later") if said.late else ""]
    lines += wrap(line(Span("  "), Span(" · ".join(part for part in how if part), "dim")), width, hang=2)
    if said.words:
        lines += wrap(line(Span("  “"), Span(said.words), Span("”")), width, hang=2)
    if said.trail and told.playbook is not None:
        lines += [(Span("  "), *row) for row in trail_lines(said.trail, told.playbook, width - 2)]
    if said.outside_policy:
        beyond = _("beyond policy: {what}").format(what=_(", ").join(map(flag_text, said.outside_policy)))
        lines += wrap(line(Span("  "), Span(beyond, "warn")), width, hang=2)
    opened = (one for one in told.view.facts.matters if one.contact_id == recorded.entry_id)
    for one in opened:
        lines += wrap(line(Span("  -> ", "dim"), Span(_opened(one))), width, hang=5)
    return lines


def _reason(code: str, told: Told) -> str:
    """Return the reason for not paying in the words of its card; one that no card has is shown as it was said."""
    card = told.playbook.cards.get(code) if told.playbook else None
    return card.label.text(language()) if card else code


def _length(seconds: int | None) -> str:
    return "" if seconds is None else _("talked {length}").format(length=f"{seconds // 60}:{seconds % 60:02}")


def _opened(matter: RecordedMatter) -> str:
    if isinstance(matter.matter, Promise):
        amount, day = money_text(matter.matter.amount), day_text(matter.matter.promised_for)
        return _("{what}: {amount} for {day}").format(what=kind_text(matter.kind), amount=amount, day=day)
    return " ".join(part for part in (kind_text(matter.kind), day_text(matter.due) if matter.due else "") if part)
