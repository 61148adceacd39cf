"""Which encoding a text file is in: decided once, over all its bytes, never row by row.

Old encodings have no mark: the same bytes are letters in several of them. A decoding counts only if every word of
it could stand in a language that is written so; where several remain that read differently, nothing is guessed.
(A general detector was tried on short ledgers and read a third of them wrongly: decision 16.)
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from collector_tui.intake.alphabets import LANGUAGES, languages_of
from collector_tui.intake.refusals import EncodingUndecided, NotAText, NotInEncoding, UnknownEncoding
from collector_tui.services.import_door import ENCODINGS

_CHUNK: Final = 1 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WORDS_SHOWN: Final = 5
_MOSTLY: Final = 0.7
_SURE: Final = 6
_ENOUGH_WORDS: Final = 8
_WORD: Final = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_OF_OTHERS: Final = re.compile(rb"\xc3[\x80-\xbf]|[\x81-\xfe][0-9][\x81-\xfe][0-9]")
"""What UTF-8 with a fault and characters of four bytes in GB18030 have, and words of single bytes have not."""

_WITHIN_A_WORD: Final = re.compile("[A-Za-z][\u3000-\uffff][a-z]")
_KANA: Final = re.compile("[\u3040-\u30ff]")
_RUN: Final = re.compile("[^\x00-\x7f]+")


class _Rows(NamedTuple):
    """Characters of an encoding: those whose first byte is in one of these spans."""

    encoding: str
    rows: tuple[tuple[int, int], ...]


_SIMPLIFIED: Final = _Rows("gb2312", ((0xA1, 0xA3), (0xA8, 0xA8), (0xB0, 0xD7)))
_TRADITIONAL: Final = _Rows("big5", ((0xA1, 0xC6),))
_KOREAN: Final = _Rows("euc_kr", ((0xA1, 0xA3), (0xB0, 0xC8)))
_JAPANESE: Final = _Rows("euc_jp", ((0xA1, 0xA5), (0xB0, 0xCF)))
_DAILY: Final = {
    "gb18030": (_SIMPLIFIED, _TRADITIONAL),
    "big5": (_TRADITIONAL,),
    "cp949": (_KOREAN,),
    "cp932": (_JAPANESE,),
    "euc_jp": (_JAPANESE,),
}
"""The characters in daily use and punctuation."""

_CODECS: Final = {
    "shift-jis": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "iso-8859-2": "iso8859_2",
    "iso-8859-15": "iso8859_15",
    "koi8-r": "koi8_r",
    "macintosh": "mac_roman",
}
NAMES: Final = {name: _CODECS.get(name, name.replace("windows-", "cp")) for name in ENCODINGS}
"""What a person can say -> what Python calls it."""


def encoding_of(path: Path, told: str = "") -> tuple[str, str]:
    """Return (encoding, errors) for `open`; `told` is what somebody said it is.

    UTF-8 and UTF-16 (with BOM, or told by their zero bytes), else an old encoding. Raise NotAText, EncodingUndecided
    or UnknownEncoding.
    """
    if told:
        return _as_told(path, told)
    with path.open("rb") as file:
        head = file.read(4096)
    marked = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)
    unicode = marked or _unmarked_utf16(head) or "utf-8"
    if _decodes(path, unicode, "surrogatepass"):
        return unicode, "surrogatepass"
    old = None if marked else _old(path)
    if old is None:
        raise NotAText(file=path.name)
    return old, "strict"


def _as_told(path: Path, told: str) -> tuple[str, str]:
    encoding = NAMES.get(told.lower())
    if encoding is None:
        raise UnknownEncoding(name=told, names=", ".join(NAMES))
    if encoding == "utf-8":
        encoding = "utf-8-sig"  # which reads a file without a mark just as well
    errors = "surrogatepass" if encoding.startswith("utf") else "strict"
    if not _decodes(path, encoding, errors):
        raise NotInEncoding(file=path.name, name=told)
    return encoding, errors


def _unmarked_utf16(head: bytes) -> str | None:
    """Return the byte order of UTF-16 without BOM: a header of Latin letters has a zero in every second byte."""
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) >= 8 and zeros.count(0) * 2 > len(zeros):
            return encoding
    return None


def _decodes(path: Path, encoding: str, errors: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _old(path: Path) -> str | None:
    """Return the one old encoding that makes sense, or None. Raise EncodingUndecided if several read differently."""
    words = _words(path)
    readings: dict[tuple[str, ...], _Reading] = {}
    for reading in filter(None, (_reading(words, encoding) for encoding in LANGUAGES if words)):
        readings.setdefault(reading.words, reading)
    found = [*_eastern(path), *_of_one_language(list(readings.values()))]
    if len(found) > 1:
        known = {code: name for name, code in NAMES.items()}
        raise EncodingUndecided({known[code]: _shown(path, code) for code in found}, file=path.name)
    return found[0] if found else None


def _of_one_language(readings: list[_Reading]) -> list[str]:
    """Return the one encoding in which all is of one language, if others read enough words differently; else all."""
    best = [one for one in readings if one.languages == 1]
    if len(best) == 1:
        others = (sum(a != b for a, b in zip(best[0].words, one.words, strict=True)) for one in readings)
        if all(differ >= _ENOUGH_WORDS for one, differ in zip(readings, others, strict=True) if one is not best[0]):
            return [best[0].encoding]
    return [one.encoding for one in readings]


def _words(path: Path) -> list[bytes]:
    """Return every word that is not plain ASCII, once; none if there is what no text of single bytes has."""
    words: set[bytes] = set()
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                if _OF_OTHERS.search(line):
                    return []
                words.update(_WORD.findall(line))
    return sorted(words)


def _shown(path: Path, encoding: str) -> tuple[str, ...]:
    """Return the first words that are not plain ASCII, as an encoding reads them."""
    with path.open("rb") as file:
        lines = islice((line for line in file if not line.isascii()), _WORDS_SHOWN)
        words = [word for line in lines for word in _LETTERS.findall(line.decode(encoding, "replace"))]
    return tuple(dict.fromkeys(word for word in words if not word.isascii()))[:_WORDS_SHOWN]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words as an encoding reads them, and how few languages they are of (2: more than one)."""

    encoding: str
    words: tuple[str, ...]
    languages: int


def _reading(words: list[bytes], encoding: str) -> _Reading | None:
    """Return how an encoding reads the words, or None where one of them can be no word of its languages."""
    decoded: list[str] = []
    try:
        languages = languages_of(_noted(words, encoding, decoded), LANGUAGES[encoding])
    except UnicodeError:
        return None
    return _Reading(encoding, tuple(decoded), languages) if languages else None


def _noted(words: list[bytes], encoding: str, decoded: list[str]) -> Iterator[str]:
    """Yield each word as an encoding reads it, only as far as somebody asks."""
    for word in words:
        decoded.append(word.decode(encoding))
        yield decoded[-1]


def _eastern(path: Path) -> list[str]:
    """Return the encodings in which nearly all that is not ASCII are characters of daily use."""
    shares = {encoding: _daily_use(path, encoding) for encoding in _DAILY}
    whole = [encoding for encoding, (daily, different) in shares.items() if daily == different >= _SURE]
    if whole:
        return whole
    return [encoding for encoding, (daily, different) in shares.items() if daily and daily >= different * _MOSTLY]


def _daily_use(path: Path, encoding: str) -> tuple[int, int]:
    """Return how many of the different characters are in daily use, and how many there are; (0, 0): none that can be.

    Because it cannot be decoded, or most of them stand within words of Latin letters, as they never do in the East,
    or it would be a longer Japanese text without any of the letters that only Japanese has: that is Chinese.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    different: set[str] = set()
    within = runs = 0
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                different.update(text)
                within += len(_WITHIN_A_WORD.findall(text))
                runs += len(_RUN.findall(text))
            decoder.decode(b"", final=True)
        except UnicodeError:
            return 0, 0
    foreign = [letter for letter in different if not letter.isascii()]
    rather_chinese = encoding == "euc_jp" and len(foreign) >= _SURE and not any(map(_KANA.match, foreign))
    if within * 2 > runs or rather_chinese:
        return 0, 0
    return sum(any(_is_of(letter, sort) for sort in _DAILY[encoding]) for letter in foreign), len(foreign)


def _is_of(letter: str, sort: _Rows) -> bool:
    spelt = letter.encode(sort.encoding, "replace")
    return len(spelt) > 1 and any(first <= spelt[0] <= last for first, last in sort.rows)
