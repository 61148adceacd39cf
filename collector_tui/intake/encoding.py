"""Which encoding a text file is in: decided once, over all its bytes, never row by row."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from collector_tui.intake.refusals import NotAText

_CHUNK: Final = 1 << 20
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOSTLY: Final = 0.75


def encoding_of(path: Path) -> tuple[str, str]:
    """Return (encoding, errors) for `open`, or raise NotAText.

    UTF-8 and UTF-16 (with BOM, or told by their zero bytes), else GB18030 if it reads as Chinese. Anything else
    (Windows-1252, ...) is refused: as GB18030 it would come out as wrong names without a sign.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            candidates = [encoding]
            break
    else:
        candidates = [_unmarked_utf16(head) or "utf-8", "gb18030"]
    for encoding in candidates:
        errors = "strict" if encoding == "gb18030" else "surrogatepass"
        if _decodes(path, encoding, errors):
            return encoding, errors
    raise NotAText(file=path.name)


def _unmarked_utf16(head: bytes) -> str | None:
    """Return the byte order of UTF-16 without BOM: a header of Latin letters has a zero in every second byte."""
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(head) >= 8 and zeros.count(0) * 2 > len(zeros):
            return encoding
    return None


def _decodes(path: Path, encoding: str, errors: str) -> bool:
    """Try the whole file; GB18030 must also look like Chinese where it is not ASCII."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    foreign = common = 0
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                text = decoder.decode(chunk)
                if encoding == "gb18030":
                    other = "".join(c for c in text if not c.isascii())
                    foreign += len(other)
                    common += len(other.encode("gb2312", "ignore")) // 2
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return encoding != "gb18030" or common >= foreign * _MOSTLY
