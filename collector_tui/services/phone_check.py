"""Whether a typed telephone number can ring. It is only ever said, never required: what was told is a fact.

The numbering plans are those of `phonenumbers`, which is loaded here and nowhere else, at the first number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_EXTENSION_WORDS: Final = ("转", "轉", "分机")


@dataclass(frozen=True, slots=True)
class PhoneFound:
    """A number as the numbering plan knows it: `shown` internationally, in `country` (ISO 3166, or '' beyond any)."""

    shown: str
    country: str


def phone_found(typed: str, country: str = "") -> PhoneFound | None:
    """Return what number was typed, or None if no phone of the customer's country (ISO 3166) can ring on it.

    A national number of a customer whose country nobody told cannot be judged: it is returned as it was typed.
    """
    import phonenumbers

    region = country.strip().upper()
    if region not in phonenumbers.SUPPORTED_REGIONS:
        region = ""
    text = typed.strip()
    for word in _EXTENSION_WORDS:
        text = text.replace(word, " x")
    if text.startswith("00"):
        text = f"+{text[2:]}"
    if not region and not text.startswith("+"):
        return PhoneFound(typed.strip(), "")
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return PhoneFound(shown, phonenumbers.region_code_for_number(number) or "")
