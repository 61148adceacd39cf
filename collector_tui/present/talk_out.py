"""A card as text and as JSON, its lines filled with what the book knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from collector_tui.domain.card import Card, Line, Playbook, fill
from collector_tui.domain.law import Parties, hooks_of
from collector_tui.domain.talk_reason import Opened
from collector_tui.present.i18n import _, language
from collector_tui.present.safe import safe
from collector_tui.present.talk_words import law_text


@dataclass(frozen=True, slots=True)
class SaidTo:
    """To whom a card is said: what the book knows, how the talk is opened, and both sides for the rules of law."""

    facts: Mapping[str, str] = field(default_factory=dict)
    opened: Opened = field(default_factory=Opened)
    parties: Parties = field(default_factory=Parties)


def card_json(card: Card, playbook: Playbook, whom: SaidTo) -> dict[str, Any]:
    """Return a card in the language of now, in the words for a customer.

    {card, version, team, label, family, outcome, segment, tone, opener, listen, understand, propose, close, if_refused,
    do_not, evidence, law: [{code, text, source, checked}]}; `outcome` and `team` may be null.
    """
    lang, audience = language(), whom.opened.audience

    def said(lines: Iterable[Line]) -> list[str]:
        return [fill(line.for_(audience), whom.facts, lang) for line in lines]

    return {
        "card": card.id,
        "version": card.version,
        "team": card.team or None,
        "label": card.label.text(lang),
        "family": playbook.family(card).label.text(lang),
        "outcome": card.outcome or None,
        "segment": audience.segment or None,
        "tone": audience.tone or None,
        "opener": said(playbook.openers.lines(whom.opened.code, thanks=whom.opened.thanks)),
        "listen": said((card.say, *card.ask)),
        "understand": said((card.paraphrase, *card.clarify)),
        "propose": [
            {"proposal": one.type, "text": said((one.line,))[0], "needs": one.needs or None} for one in card.proposals
        ],
        "close": said((card.close, playbook.confirm)),
        "if_refused": said((card.if_refused.line,))[0],
        "do_not": said((*card.do_not, *playbook.do_not)),
        "evidence": [playbook.evidence_types[code].text(lang) for code in card.evidence],
        "law": [
            {"code": hook.code, "text": law_text(hook), "source": hook.source, "checked": hook.checked.isoformat()}
            for hook in hooks_of(card, playbook, whom.parties)
        ],
    }


def card_text(told: Mapping[str, Any], playbook: Playbook) -> str:
    """Return a card (as `card_json` gives it) as it is read aloud: its steps in order, and what not to do."""
    lang = language()
    offers = [_offer(number, one) for number, one in enumerate(told["propose"], start=1)]
    blocks = [
        f"{told['label']}  [{told['card']}]",
        _block(_("Opener"), told["opener"]),
        _block(playbook.stages["listen"].text(lang), told["listen"]),
        _block(playbook.stages["understand"].text(lang), told["understand"]),
        _block(playbook.stages["propose"].text(lang), offers, bullet=""),
        _block(playbook.stages["close"].text(lang), told["close"]),
        _block(_("If all is refused"), [told["if_refused"]]),
        _block(_("Do not"), told["do_not"]),
        _block(_("Have at hand"), told["evidence"]),
    ]
    if told["law"]:
        blocks.append(_block(_("Rules of law, for your own eyes"), [one["text"] for one in told["law"]]))
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
