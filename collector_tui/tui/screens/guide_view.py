"""The guide beside the talk: what to have at hand, what not to say, rules of law, and whose words these are."""

from __future__ import annotations

from collections.abc import Sequence

from collector_tui.domain.law import hooks_of
from collector_tui.domain.talk import Card, Talk
from collector_tui.present.i18n import _, language
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.talk_words import card_words, law_text
from collector_tui.tui.screens.talk_view import Spoken


def guide_lines(talk: Talk, spoken: Spoken, width: int) -> list[Line]:
    """Return what to have at hand, what not to say, and how to recognise the reason of now."""
    playbook, reason = spoken.playbook, talk.reason
    lines: list[Line] = []
    if reason is not None:
        card = reason.card
        lines += _bullets(_("How to recognise it"), [one.text(language()) for one in card.recognise], width)
        evidence = [playbook.evidence_types[code].text(language()) for code in card.evidence]
        lines += _bullets(_("Have at hand"), evidence, width)
        lines += _bullets(_("Do not"), [one.text(language()) for one in card.do_not], width)
        lines += _law(card, spoken, width)
    lines += _bullets(_("Never, in any talk"), [one.text(language()) for one in playbook.do_not], width)
    if reason is not None:
        lines += wrap(line(Span(card_words(reason.card, reason.version, reason.team), "dim")), width)
        return lines
    return lines[:-1]


def _law(card: Card, spoken: Spoken, width: int) -> list[Line]:
    """Return the rules of law that hold between these two; where too little is known of them, what is missing."""
    if not card.law:
        return []
    hooks = hooks_of(card, spoken.playbook, spoken.parties)
    if hooks:
        return _bullets(_("Rules of law, for your own eyes"), [law_text(hook) for hook in hooks], width)
    if spoken.parties.known:
        return []
    told = _("Rules of law are shown once the customer's country and company size are known.")
    return [*wrap(line(Span(told, "dim")), width), ()]


def _bullets(title: str, texts: Sequence[str], width: int) -> list[Line]:
    lines: list[Line] = [line(Span(title, "title"))]
    for text in texts:
        lines += wrap(line(Span("- ", "dim"), Span(text)), width, hang=2)
    return [*lines, ()]
