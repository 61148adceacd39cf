"""Names of payers, and numbers of invoices, as they are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LEGAL: Final = frozenset(
    "gmbh mbh ag kg ohg ug se co cokg ltd limited llc llp lp plc inc incorporated corp corporation company sa sas sarl "
    "srl spa sl bv nv oy ab as aps pty pte sdn bhd kk".split()
)
_CHINESE: Final = ("股份有限公司", "有限责任公司", "有限公司", "股份公司", "集团公司", "公司")
_WORD: Final = re.compile(r"[^\W_]+")
_DOTS: Final = re.compile(r"(?<=\w)\.(?=\w)")
_TOKEN: Final = re.compile(r"[0-9A-Z]+|[^\W_0-9A-Z]+")

LEAST_LENGTH: Final = 4
"""A shorter number stands in every narrative by chance."""


def payer_key(name: str) -> str:
    """Return a name without width, case, punctuation, blanks and legal form; '' if nothing else is in it."""
    plain = _DOTS.sub("", unicodedata.normalize("NFKC", name).casefold())
    words = _WORD.findall(plain)
    kept = [word for word in words if word not in _LEGAL] or words
    joined = "".join(kept)
    for form in _CHINESE:
        if joined.endswith(form) and joined != form:
            return joined.removesuffix(form)
    return joined


def tokens(text: str) -> list[str]:
    """Return a text's pieces: runs of Latin letters and digits, and runs of other letters."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).upper())


def number_key(invoice: str) -> str:
    """Return an invoice number without separators, or '' if it is too short or has no digit."""
    key = "".join(tokens(invoice))
    return key if len(key) >= LEAST_LENGTH and any(sign.isdigit() for sign in key) else ""
