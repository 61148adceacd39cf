"""The sheet of keys as text and as data: every act with its words, its keys, and where it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rich.cells import cell_len

from collector_tui.domain.errors import CollectorError
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import N_, _, translate

PLACES: Final = {
    "today": N_("Today"),
    "promises": N_("Promises"),
    "bank": N_("Bank"),
    "customer": N_("Customer"),
    "day": N_("Day's work"),
    "call": N_("Call"),
    "pages": N_("On every page"),
    "everywhere": N_("Everywhere"),
    "moving": N_("Moving in lists and texts"),
}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One act of the sheet. `label` and `help` are message ids; `keys` as people read them; `where`: a place above."""

    act: str
    label: str
    help: str
    keys: tuple[str, ...]
    where: str


def keys_text(rows: Sequence[KeyRow]) -> str:
    """Return the sheet, place by place."""
    return "\n".join(_lines(rows)).strip()


def _lines(rows: Sequence[KeyRow]) -> Iterator[str]:
    acts = max(len(row.act) for row in rows)
    wide = max(cell_len(" ".join(row.keys)) for row in rows)
    for where, of_place in groupby(rows, lambda row: row.where):
        yield ""
        yield translate(PLACES[where])
        for row in of_place:
            keys = " ".join(row.keys) or "-"
            told = _("{label}: {help}").format(label=translate(row.label), help=translate(row.help))
            yield f"  {keys}{' ' * (wide - cell_len(keys))}  {row.act:<{acts}}  {told}"


def keys_json(rows: Sequence[KeyRow], used_map: str, file: str) -> dict[str, object]:
    """Return the sheet as data."""
    acts = [
        {
            "act": row.act,
            "label": translate(row.label),
            "help": translate(row.help),
            "keys": list(row.keys),
            "where": row.where,
        }
        for row in rows
    ]
    return {"map": used_map, "file": file, "acts": acts}


def faults_lines(faults: Sequence[CollectorError], file: str) -> str:
    """Return what is wrong with keys.toml, a line a fault."""
    return "\n".join(map(error_text, faults)) or _("{file} is in order.").format(file=file)
