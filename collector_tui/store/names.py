"""Names and numbers as they are searched, and the id of a person."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """Return a name as it is compared: compatibility forms levelled, case folded, white space single."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def person_id(customer_id: str, key: str) -> str:
    """Return a person's id: the same for the same name key at the same customer, whoever wrote it first."""
    return f"{customer_id}/{key}"


def phone_digits(phone: str) -> str:
    """Return the ASCII digits of a number, in order."""
    return "".join(str(unicodedata.digit(sign)) for sign in phone if sign.isdigit())
