"""Reading the documents: sections, tables and code blocks of a Markdown page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")

Row = list[str]


@dataclass(frozen=True)
class Page:
    """A document of the checkout."""

    text: str

    @classmethod
    def at(cls, name: str) -> Page:
        return cls((ROOT / name).read_text(encoding="utf-8"))

    def sections(self) -> dict[str, str]:
        """Return what stands under each heading of the second and third rank, up to the next."""
        parts = _HEADING.split(self.text)[1:]
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def blocks(self, language: str) -> list[str]:
        return [body for told, body in _BLOCK.findall(self.text) if told == language]


def tables(section: str) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each table of a section: its headings, and its rows as plain cells."""
    for lines in re.findall(r"(?:^\|.*\n?)+", section, re.MULTILINE):
        rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines.splitlines()]
        yield rows[0], rows[2:]


def table(section: str, first: str) -> list[Row]:
    """Return the rows of the one table whose first heading is `first`; none where there is no such table."""
    return next((rows for head, rows in tables(section) if head[0] == first), [])


def codes(cell: str) -> list[str]:
    """Return what stands in code quotes."""
    return [code.replace("\\|", "|") for code in _CODE.findall(cell)]
