"""The program's words, in English or Chinese, switched while it runs.

A message id is the English sentence itself. `_` and `ngettext` look it up in the language of now; `N_` marks a sentence
where it is written and `translate` looks it up where it is shown. Facts are filled in afterwards, by `str.format`.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final, Literal

from collector_tui.domain.errors import N_

__all__ = [
    "LANGUAGES",
    "N_",
    "Language",
    "guess_language",
    "language",
    "language_named",
    "ngettext",
    "set_language",
    "speaking",
    "translate",
]

Language = Literal["en", "zh"]

LANGUAGES: Final[Mapping[Language, str]] = {"en": "English", "zh": "简体中文"}
"""Each language and what it calls itself."""

_DOMAIN: Final = "collector"
_FOLDERS: Final[Mapping[Language, str]] = {"en": "en", "zh": "zh_Hans"}
_LOCALE: Final = Path(__file__).resolve().parent.parent / "locale"
_ASKED: Final = ("COLLECTOR_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

_now: Language = "en"


@cache
def _catalogue(code: Language) -> catalogues.NullTranslations:
    """Read a compiled catalogue once. A checkout that was never compiled speaks English, by the message ids."""
    return catalogues.translation(_DOMAIN, _LOCALE, languages=[_FOLDERS[code]], fallback=True)


def set_language(code: Language) -> None:
    """Speak this language from now on, in the whole process."""
    global _now  # noqa: PLW0603 - one person sits before one terminal: the language is the process's
    if code not in LANGUAGES:
        raise ValueError(code)
    _now = code


def language() -> Language:
    """Return the language of now."""
    return _now


def _(message: str) -> str:
    """Return the sentence in the language of now. `message` must be a literal, or the catalogue never sees it."""
    return _catalogue(_now).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Return the sentence for `n` things in the language of now. Both forms must be literals."""
    return _catalogue(_now).ngettext(one, many, n)


def translate(template: str) -> str:
    """Return a sentence that was marked by `N_` elsewhere, in the language of now; an empty one stays empty."""
    return _catalogue(_now).gettext(template) if template else ""


def guess_language(env: Mapping[str, str]) -> Language:
    """Return the language that an environment asks for.

    The first of COLLECTOR_LANG, LC_ALL, LC_MESSAGES and LANG that is set decides: any Chinese is Chinese, all else
    English.
    """
    asked = next((env[name] for name in _ASKED if env.get(name)), "")
    return "zh" if asked.replace("_", "-").lower().split("-")[0] == "zh" else "en"


@contextmanager
def speaking(code: Language) -> Iterator[None]:
    """Speak another language for a while: what is written for a customer is in the customer's."""
    own = language()
    set_language(code)
    try:
        yield
    finally:
        set_language(own)


def language_named(name: str) -> Language | None:
    """Return the language that a customers file means ('zh-CN', 'Chinese', '中文', 'en'), or None: none of ours."""
    told = name.strip().replace("_", "-").lower()
    if told.split("-")[0] in ("zh", "zho", "chi", "chinese") or told[:2] in ("中文", "汉语", "漢語", "简体", "简中"):
        return "zh"
    return "en" if told.split("-")[0] in ("en", "eng", "english", "英文", "英语") else None
