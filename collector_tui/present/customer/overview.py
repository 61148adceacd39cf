"""The first page of a customer: who it is, why it stands where it stands, what it owes, and what is open."""

from __future__ import annotations

from collector_tui.present.code_words import tongue_text
from collector_tui.present.customer.block import Block, Told, block
from collector_tui.present.customer.known import policies_text
from collector_tui.present.customer.matters import matter_blocks
from collector_tui.present.customer.money import ageing_blocks
from collector_tui.present.detail import parts_lines, who_lines, why_lines
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.safe import safe


def overview_blocks(told: Told, width: int) -> list[Block]:
    """Return head, reasons, ageing and what is open."""
    return [*head_blocks(told, width), *matter_blocks(told, width)]


def head_blocks(told: Told, width: int) -> list[Block]:
    """Return what stands before everything else."""
    view = told.view
    blocks = [block([*who_lines(view, told.now, told.zone, width), *_known_lines(told, width)])]
    blocks.append(block(why_lines(view, told.today, told.zone, width)))
    parts = parts_lines(view, told.today, told.zone, width)
    return blocks + ([block(parts)] if parts else []) + ageing_blocks(told, width)


def _known_lines(told: Told, width: int) -> list[Line]:
    """Return what else the files say of the customer."""
    own = told.view.facts.customer
    facts = [
        _("speaks {language}").format(language=tongue_text(own.language)) if own.language else "",
        _("size {size}").format(size=own.company_size) if own.company_size else "",
        _("sales: {name}").format(name=own.sales_owner) if own.sales_owner else "",
        own.zone or "",
        _("also {ids}").format(ids=_(", ").join(map(safe, told.view.facts.also))) if told.view.facts.also else "",
        policies_text(told.view.policies) if told.view.policies else "",
    ]
    lines = wrap(line(Span(" · ".join(part for part in facts if part), "dim")), width) if any(facts) else []
    if told.view.family:
        others = len(told.view.family) - 1
        lines += wrap(
            line(
                Span(
                    ngettext("in a family with {n} other", "in a family with {n} others", others).format(n=others),
                    "dim",
                )
            ),
            width,
        )
    return lines
