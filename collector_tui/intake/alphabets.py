"""Which words can stand in a language: how a decoding that makes no sense is told from one that does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final


@dataclass(frozen=True)
class Language:
    """The letters beyond ASCII of a language; `never` is what none of its words has."""

    small: str
    never: re.Pattern[str] | None = field(default=None)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters, small and large."""
        return frozenset(self.small + self.small.upper())

    def has(self, word: str, foreign: frozenset[str]) -> bool:
        """Return whether a word with these letters beyond ASCII could be one of the language."""
        return foreign <= self.letters and not (self.never and self.never.search(word))


def _language(small: str, never: str = "") -> Language:
    return Language(small, re.compile(never, re.IGNORECASE) if never else None)


_GERMAN = _language("äöüß")
_CZECH, _SLOVAK, _HUNGARIAN = (
    _language("áčďéěíňóřšťúůýž"),
    _language("áäčďéíĺľňóôŕšťúýž", "^[ŕĺ]|[aeiouyáäéíóôúý][ŕĺ]|[ŕĺ][aeiouyáäéíóôúý]"),
    _language("áéíóöőúüű"),
)
_POLISH = _language("ąćęłńóśźż", "ń[aeiouyąęó]")
_CROATIAN, _ROMANIAN, _TURKISH = _language("čćđšž"), _language("ăâîşţ"), _language("âçğıİîöşüû")
_LITHUANIAN, _LATVIAN, _ESTONIAN = _language("ąčęėįšųūž"), _language("āčēģīķļņšūž"), _language("äõöüšž")
_FRENCH, _CATALAN = _language("àâæçéèêëîïôœùûüÿ", r"ù(?=\w)"), _language("àçèéíïóòúü")
_SPANISH = _language("áéíóúñü", "ñ(?![aeiouáéíóúü])")
_PORTUGUESE = _language("àáâãçéêíóôõúü", "õ(?!e)|ã(?![oes]|$)")
_ITALIAN = _language("àèéìòù", r"[àèéìòù](?=\w)")
_RUSSIAN = _language("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "[A-Za-z]")
_UKRAINIAN = _language("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "[A-Za-z]")
_GREEK = _language("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "[A-Za-z]")
_SCANDINAVIAN, _ICELANDIC = _language("åäöæøé"), _language("áðéíóúýþæö")
_WESTERN: Final = (
    *(_GERMAN, _FRENCH, _SPANISH, _PORTUGUESE, _ITALIAN, _CATALAN, _SCANDINAVIAN, _ICELANDIC, _ESTONIAN),
)
_CENTRAL: Final = (_GERMAN, _POLISH, _CZECH, _SLOVAK, _HUNGARIAN, _CROATIAN, _ROMANIAN)
LANGUAGES: Final[Mapping[str, tuple[Language, ...]]] = {
    "cp1252": _WESTERN,
    "cp1250": _CENTRAL,
    "cp852": _CENTRAL,
    "cp850": _WESTERN,
    "iso8859_2": _CENTRAL,
    "iso8859_15": _WESTERN,
    "mac_roman": _WESTERN,
    "cp1254": (_TURKISH, _GERMAN),
    "cp857": (_TURKISH, _GERMAN),
    "cp1251": (_RUSSIAN, _UKRAINIAN),
    "cp866": (_RUSSIAN, _UKRAINIAN),
    "koi8_r": (_RUSSIAN,),
    "cp1253": (_GREEK,),
    "cp1257": (_LITHUANIAN, _LATVIAN, _ESTONIAN, _GERMAN),
}
"""The languages written in an encoding; a word is of one language."""

_BEFORE: Final = "€£§°«‘“„–—¡¿"
_AFTER: Final = "€£§°»’”–—…ªº"
_WITHIN: Final = "’‘·"


def languages_of(words: Iterable[str], languages: tuple[Language, ...]) -> int | None:
    """Return 1 if all the words are of one of the languages, 2 if it takes more; None if a word is of none."""
    of_all = list(languages)
    for word in words:
        fit = _languages_of(word.lstrip(_BEFORE).rstrip(_AFTER), languages)
        if not fit:
            return None
        of_all = [language for language in of_all if language in fit]
    return 1 if of_all else 2


def _languages_of(word: str, languages: tuple[Language, ...]) -> list[Language]:
    # A capital inside a small-written word is another encoding's small letter.
    if any(not b.isascii() and b.isupper() and a.isalpha() for a, b in pairwise(word)) and word.upper() != word:
        return []
    foreign = frozenset(letter for letter in word if not letter.isascii()).difference(_WITHIN)
    return [language for language in languages if language.has(word, foreign)]
