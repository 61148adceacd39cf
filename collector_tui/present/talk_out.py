"""A card as text and as JSON, its lines filled with what the book knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from collector_tui.domain.card import Card, Line, Playbook, fill
from collector_tui.present.i18n import _, language
from collector_tui.present.safe import safe

Facts = Mapping[str, str]


def card_json(card: Card, playbook: Playbook, facts: Facts) -> dict[str, Any]:
    """Return a card in the language of now: {card, version, label, outcome, steps, do_not, evidence}."""
    lang = language()

    def said(lines: Iterable[Line]) -> list[str]:
        return [fill(line, facts, lang) for line in lines]

    return {
        "card": card.id,
        "version": card.version,
        "label": card.label.text(lang),
        "family": playbook.family(card).label.text(lang),
        "outcome": card.outcome or None,
        "opener": said(playbook.opener),
        "listen": said((card.say, *card.ask)),
        "understand": said((card.paraphrase, *card.clarify)),
        "propose": [
            {"proposal": one.type, "text": fill(one.line, facts, lang), "needs": one.needs or None}
            for one in card.proposals
        ],
        "close": said((card.close, playbook.confirm)),
        "if_refused": fill(card.if_refused.line, facts, lang),
        "do_not": said((*card.do_not, *playbook.do_not)),
        "evidence": [playbook.evidence_types[code].text(lang) for code in card.evidence],
    }


def card_text(card: Card, playbook: Playbook, facts: Facts) -> str:
    """Return a card as it is read aloud: its steps in order, and what not to do."""
    lang = language()
    told = card_json(card, playbook, facts)
    offers = [_offer(number, one) for number, one in enumerate(told["propose"], start=1)]
    blocks = [
        f"{told['label']}  [{card.id}]",
        _block(_("Opener"), told["opener"]),
        _block(playbook.stages["listen"].text(lang), told["listen"]),
        _block(playbook.stages["understand"].text(lang), told["understand"]),
        _block(playbook.stages["propose"].text(lang), offers, bullet=""),
        _block(playbook.stages["close"].text(lang), told["close"]),
        _block(_("If all is refused"), [told["if_refused"]]),
        _block(_("Do not"), told["do_not"]),
        _block(_("Have at hand"), told["evidence"]),
    ]
    return safe_lines("\n\n".join(blocks))


def _offer(number: int, one: Mapping[str, Any]) -> str:
    locked = " " + _("(needs authority)") if one["needs"] else ""
    return f"{number}. {one['text']}{locked}"


def _block(head: str, lines: Iterable[str], bullet: str = "- ") -> str:
    return "\n".join([head, *(f"  {bullet}{line}" for line in lines)])


def cards_text(cards: Iterable[Card], playbook: Playbook) -> str:
    """Return a list of cards with the family of each."""
    lang = language()
    rows = [f"{card.id:<24} {playbook.family(card).label.text(lang)}: {card.label.text(lang)}" for card in cards]
    return "\n".join(rows)


def safe_lines(text: str) -> str:
    """Return several lines made harmless, each on its own line."""
    return "\n".join(safe(line) for line in text.split("\n"))
