"""Instants as the book stores them: UTC, fixed width, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime


def stored_instant(instant: datetime) -> str:
    """Return an aware instant as 'YYYY-MM-DDTHH:MM:SS.ffffffZ'."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def read_instant(text: str) -> datetime:
    """Return a stored instant, in UTC."""
    return datetime.fromisoformat(text)
