"""Which encoding a text file is in: decided once, over all its bytes, never row by row.

Old encodings have no mark: the same bytes are letters in several of them. A decoding counts only if every word of
it could stand in a language that is written so; where several remain that read differently, nothing is guessed.
(A general detector was tried on short ledgers and read a third of them wrongly: decision 16.)
"""

from __future__ import annotations

import codecs
import re
from itertools import islice, pairwise
from pathlib import Path
from typing import Final

from collector_tui.intake.refusals import EncodingUndecided, NotAText, UnknownEncoding
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
_WORD: Final = re.compile(rb"[A-Za-z]*[\x80-\xff][A-Za-z\x80-\xff]*")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_BROKEN_UTF8: Final = re.compile(rb"\xc3[\x80-\xbf]")
_SIGNS: Final = "€£§°«»ªº–—‘’“”„…"
_WESTERN: Final = ("äöüß", "éèêëàâçîïôûùœæ", "áéíóúñü", "áéíóúãõçâêôà", "àèéìòù", "äöåæøé")
_CENTRAL: Final = ("äöüß", "ąćęłńóśźż", "áčďéěíňóřšťúůýžľäô", "áéíóöőúüű", "čćđšž")
_LANGUAGES: Final = {"cp1252": _WESTERN, "cp1250": _CENTRAL, "cp852": _CENTRAL}
"""The letters beyond ASCII of the languages written in an encoding; a word is of one language."""
_DAILY: Final = {"gb18030": ("gb2312", 0xD7), "big5": ("big5", 0xC6)}
"""The characters in daily use and punctuation: those of a smaller set, up to a first byte."""

NAMES: Final = {name: name.replace("windows-", "cp") for name in ENCODINGS}
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
        raise NotAText(file=path.name)
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
    found = _chinese(path)
    words = _words(path)
    read: dict[tuple[str, ...], str] = {}
    for encoding, languages in _LANGUAGES.items():
        decoded = _sensible(words, encoding, languages)
        if decoded is not None:
            read.setdefault(decoded, encoding)
    found += read.values()
    if len(found) > 1:
        known = {code: name for name, code in NAMES.items()}
        raise EncodingUndecided({known[code]: _shown(path, code) for code in found}, file=path.name)
    return found[0] if found else None


def _words(path: Path) -> list[bytes]:
    """Return every word that is not plain ASCII, once."""
    words: set[bytes] = set()
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                words.update(_WORD.findall(line))
    return sorted(words)


def _shown(path: Path, encoding: str) -> tuple[str, ...]:
    """Return the first words that are not plain ASCII, as an encoding reads them."""
    with path.open("rb") as file:
        lines = islice((line for line in file if not line.isascii()), _WORDS_SHOWN)
        words = [word for line in lines for word in _LETTERS.findall(line.decode(encoding, "replace"))]
    return tuple(dict.fromkeys(word for word in words if not word.isascii()))[:_WORDS_SHOWN]


def _sensible(words: list[bytes], encoding: str, languages: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words as an encoding reads them, or None where one of them can be no word of its languages."""
    if any(map(_BROKEN_UTF8.search, words)):
        return None
    try:
        decoded = tuple(word.decode(encoding) for word in words)
    except UnicodeError:
        return None
    return decoded if all(_is_word(word, languages) for word in decoded) else None


def _is_word(word: str, languages: tuple[str, ...]) -> bool:
    foreign = {letter.lower() for letter in word if not letter.isascii()}.difference(_SIGNS)
    # A capital inside a small-written word is another encoding's small letter.
    capital = any(not b.isascii() and b.isupper() and a.isalpha() for a, b in pairwise(word)) and word.upper() != word
    return not capital and any(foreign <= set(letters) for letters in languages)


def _chinese(path: Path) -> list[str]:
    """Return the encodings in which nearly all that is not ASCII are Chinese characters of daily use.

    Big5 read as GB18030 is nearly never all of daily use: where a few different characters are, it is GB18030.
    """
    shares = {encoding: _daily_use(path, encoding) for encoding in _DAILY}
    daily, different = shares["gb18030"]
    if daily == different >= _SURE:
        return ["gb18030"]
    return [encoding for encoding, (daily, different) in shares.items() if daily and daily >= different * _MOSTLY]


def _daily_use(path: Path, encoding: str) -> tuple[int, int]:
    """Return how many of the different characters are in daily use, and how many there are; (0, 0): not decodable."""
    smaller, last = _DAILY[encoding]
    decoder = codecs.getincrementaldecoder(encoding)()
    different: set[str] = set()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                different.update(decoder.decode(chunk))
            decoder.decode(b"", final=True)
        except UnicodeError:
            return 0, 0
    foreign = [letter for letter in different if not letter.isascii()]
    return sum(0x80 < letter.encode(smaller, "replace")[0] <= last for letter in foreign), len(foreign)
