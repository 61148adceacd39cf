"""How the rows that the book keeps of a file enter the digest that its entry in the journal vouches for."""

from __future__ import annotations


def line(row: str) -> bytes:
    """Return one kept row, as JSON text, as it enters the digest."""
    return row.encode("utf-8", "surrogatepass") + b"\n"
