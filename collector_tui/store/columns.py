"""The kinds of columns and guards that the book's tables are made of."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import CheckConstraint, Integer, Text
from sqlmodel import Field


def key(sa_type: Any = Text) -> Any:  # noqa: ANN401 - SQLModel's own Field is typed so
    """Return a column of the primary key."""
    return Field(sa_type=sa_type, primary_key=True)


def text() -> Any:  # noqa: ANN401
    """Return a column of text that is always there."""
    return Field(sa_type=Text)


def maybe(sa_type: Any = Text) -> Any:  # noqa: ANN401
    """Return a column of what may be missing."""
    return Field(default=None, sa_type=sa_type)


def whole() -> Any:  # noqa: ANN401
    """Return a column of whole numbers."""
    return Field(sa_type=Integer)


def one_of_two(table: str, *columns: str) -> CheckConstraint:
    """Return the guard of columns that hold 0 or 1."""
    return CheckConstraint(" AND ".join(f"{name} IN (0, 1)" for name in columns), name=f"{table}_flags")


def days(table: str, *columns: str) -> CheckConstraint:
    """Return the guard of columns that hold days."""
    return CheckConstraint(" AND ".join(f"length({name}) = 10" for name in columns), name=f"{table}_days")


def instants(table: str, *columns: str) -> CheckConstraint:
    """Return the guard of columns that hold instants."""
    return CheckConstraint(" AND ".join(f"length({name}) = 27" for name in columns), name=f"{table}_instants")


ROWS: Final[dict[str, Any]] = {"sqlite_strict": True}
CLUSTERED: Final[dict[str, Any]] = {"sqlite_strict": True, "sqlite_with_rowid": False}
