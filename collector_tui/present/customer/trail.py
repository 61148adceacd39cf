"""A talk's trail as it is read afterwards: card by card, their words, what was offered, which line did what.

A trail is a record of an earlier version of the program and of the cards: what it lacks is left out, and what no
card of today knows is told by its code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from collector_tui.domain.card import Card, Playbook
from collector_tui.present.i18n import N_, _, language, translate
from collector_tui.present.layout import Ink, Line, Span, line, wrap

_STAGES = {
    "listen": N_("Listen"),
    "understand": N_("Understand"),
    "propose": N_("Propose"),
    "close": N_("Close"),
}
_MARKS: Sequence[tuple[str, str, Ink]] = (
    ("failed_lines", N_("did not work"), "warn"),
    ("worked_lines", N_("worked"), "good"),
)


def trail_lines(trail: Mapping[str, object], playbook: Playbook | None, width: int) -> list[Line]:
    """Return a trail in lines; nothing for a contact without a talk."""
    opener = _mapping(trail.get("opener"))
    lines = _quoted(_("Opener"), _text(opener.get("words")), width)
    lines += _marks(opener, {one.key: one.text(language()) for one in playbook.opener} if playbook else {}, width)
    for reason in _mappings(trail.get("reasons")):
        lines += _reason(reason, playbook, width)
    return lines


def _reason(record: Mapping[str, object], playbook: Playbook | None, width: int) -> list[Line]:
    code = _text(record.get("card"))
    card = playbook.cards.get(code) if playbook else None
    label = card.label.text(language()) if card else code
    version = record.get("card_version")
    told = _("version {n}").format(n=version) if isinstance(version, int) else ""
    lines = wrap(line(Span(label, "strong"), Span(f"  {told}", "dim")), width, hang=2)
    words = _mapping(record.get("words"))
    for stage in (_text(one) for one in _list(record.get("stages"))):
        title = translate(_STAGES[stage]) if stage in _STAGES else stage
        lines += _quoted(title, _text(words.get(stage)), width)
        if stage == "understand":
            lines += _cause(record, playbook, width)
        if stage == "propose":
            lines += _proposals(record, playbook, width)
    return lines + _marks(record, _texts_of(card), width)


def _quoted(title: str, words: str, width: int) -> list[Line]:
    """Return a step with their words; a step that nobody wrote anything at is only named."""
    if not title or (not words and title == _("Opener")):
        return []
    said = (Span(": “"), Span(words), Span("”")) if words else ()
    return wrap(line(Span("  "), Span(title, "dim"), *said), width, hang=4)


def _cause(record: Mapping[str, object], playbook: Playbook | None, width: int) -> list[Line]:
    code = _text(record.get("cause"))
    if not code or code == "unknown":
        return []
    word = playbook.causes[code].text(language()) if playbook and code in playbook.causes else code
    return wrap(line(Span("    "), Span(_("cause:") + " ", "dim"), Span(word)), width, hang=4)


def _proposals(record: Mapping[str, object], playbook: Playbook | None, width: int) -> list[Line]:
    granted = {_text(one.get("proposal")): _text(one.get("by")) for one in _mappings(record.get("granted"))}
    lines: list[Line] = []
    for one in _mappings(record.get("proposals")):
        code = _text(one.get("proposal"))
        word = playbook.proposal_types[code].text(language()) if playbook and code in playbook.proposal_types else code
        yes = _text(one.get("answer")) == "accepted"
        answer = Span(f"  {_('accepted') if yes else _('refused')}", "good" if yes else "bad")
        by = Span("  " + _("allowed by {name}").format(name=granted[code]) if code in granted else "", "dim")
        lines += wrap(line(Span(f"    - {word}"), answer, by), width, hang=6)
    return lines


def _marks(record: Mapping[str, object], texts: Mapping[str, str], width: int) -> list[Line]:
    lines: list[Line] = []
    for name, words, ink in _MARKS:
        for key in (_text(one) for one in _list(record.get(name))):
            said = (Span("  "), Span(translate(words), ink), Span(f": {texts.get(key, key)}", "dim"))
            lines += wrap(line(*said), width, hang=4)
    return lines


def _texts_of(card: Card | None) -> Mapping[str, str]:
    return {one.key: one.text(language()) for one in card.spoken()} if card else {}


def _text(raw: object) -> str:
    return raw if isinstance(raw, str) else ""


def _list(raw: object) -> Sequence[object]:
    return raw if isinstance(raw, list | tuple) else ()


def _mapping(raw: object) -> Mapping[str, object]:
    return raw if isinstance(raw, Mapping) else {}


def _mappings(raw: object) -> Iterator[Mapping[str, object]]:
    return (one for one in _list(raw) if isinstance(one, Mapping))
