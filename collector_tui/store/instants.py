"""Instants as the book stores them: UTC, fixed width, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

_WIDTH: Final = len("2026-11-23T09:00:00.000000")


def stored_instant(instant: datetime) -> str:
    """Return an aware instant as 'YYYY-MM-DDTHH:MM:SS.ffffffZ'."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")[:_WIDTH] + "Z"


def read_instant(text: str) -> datetime:
    """Return a stored instant, in UTC."""
    return datetime.fromisoformat(text)
