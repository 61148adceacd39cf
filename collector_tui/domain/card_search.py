"""Finding a reason for not paying while someone is talking: any part of it, in English, 中文 or pinyin.

Pinyin is matched syllable by syllable, each typed in full or in part, as input methods do: "sanjiao", "sjz" and
"sanjz" all find 三角债.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from collector_tui.domain.card import Card, Playbook

_EXACT, _STARTS, _WORD_STARTS, _WITHIN, _FAMILY = range(5)
"""How well a word typed fits a card; less is better. Half a step further: the same fit in the other language."""

_PART_ENDS = re.compile(r"\s*[/,，、()]\s*")
_APOSTROPHES = str.maketrans("", "", "'’`")


def find_cards(playbook: Playbook, typed: str, lang: str) -> tuple[Card, ...]:
    """Return the cards that fit every word typed, best first, then in the playbook's order.

    A family's digit (1 papers, 2 people, 3 money, 4 problem) keeps its cards only. Nothing typed: all cards.
    """
    words = [_plain(word) for word in typed.split()]
    families = {family.key: family.code for family in playbook.families}
    chosen = {families[word] for word in words if word in families}
    words = [word for word in words if word and word not in families]
    found: list[tuple[float, int, Card]] = []
    for place, card in enumerate(playbook.cards.values()):
        if chosen - {card.pretext}:
            continue
        fits = [_fit(playbook, card, word, lang) for word in words]
        ranks = [fit for fit in fits if fit is not None]
        if len(ranks) == len(words):
            found.append((sum(ranks), place, card))
    return tuple(card for _, _, card in sorted(found, key=lambda hit: hit[:2]))


def _fit(playbook: Playbook, card: Card, word: str, lang: str) -> float | None:
    own, other = ("zh", "en") if lang.startswith("zh") else ("en", "zh")
    family = playbook.family(card)
    fits = [
        _in_text(word, _plain(card.label.text(own))),
        _later(_in_text(word, _plain(card.label.text(other)))),
        *(_later(_in_text(word, _plain(phrase))) for phrase in card.find),
        *(_later(_in_pinyin(word, syllables)) for syllables in card.pinyin),
        _FAMILY if word in {family.code, _plain(family.label.en), _plain(family.label.zh)} else None,
    ]
    return min((fit for fit in fits if fit is not None), default=None)


def _later(fit: float | None) -> float | None:
    return None if fit is None else fit + 0.5


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES).strip()


def _in_text(word: str, text: str) -> float | None:
    if word not in text:
        return None
    parts = (text, *_PART_ENDS.split(text))
    if word in parts:
        return _EXACT
    if any(part.startswith(word) for part in parts):
        return _STARTS
    return _WORD_STARTS if any(part.startswith(word) for part in text.split()) else _WITHIN


def _in_pinyin(word: str, syllables: tuple[str, ...]) -> float | None:
    if not word.isascii():
        return None
    if len(syllables) in _spelt(word, syllables, 0):
        return _EXACT
    if _spelt(word, syllables, 0):
        return _STARTS
    later = range(1, len(syllables))
    return _WITHIN if len(word) > 1 and any(_spelt(word, syllables, start) for start in later) else None


def _spelt(word: str, syllables: tuple[str, ...], start: int) -> frozenset[int]:
    """Return where the word may end when it is spelt from a syllable on: how many syllables are used up then."""
    if not word:
        return frozenset({start})
    if start == len(syllables):
        return frozenset()
    syllable = syllables[start]
    sizes = (size for size in range(1, len(syllable) + 1) if word.startswith(syllable[:size]))
    return frozenset[int]().union(*(_spelt(word[size:], syllables, start + 1) for size in sizes))
