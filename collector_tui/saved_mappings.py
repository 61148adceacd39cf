"""Which column is which, as somebody said it on the screen: one mapping file a header, as `import --map` reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from collector_tui.intake.mapping import OPTIONAL, REQUIRED, heading
from collector_tui.settings_file import write_file


def fields_of(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that a kind of file must have, and those that it may have."""
    return REQUIRED[kind], OPTIONAL[kind]


def mapping_file(folder: Path, headings: Sequence[str]) -> Path:
    """Return where the mapping for a header lies or would lie: the same headings, in any order, the same file."""
    known = "\n".join(sorted(heading(text) for text in headings))
    return folder / f"{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.toml"


def save_mapping(file: Path, kind: str, columns: Mapping[str, str]) -> None:
    """Write a mapping: field -> heading. Raise SettingsUnwritable if there is no place for it."""
    import tomlkit

    write_file(file, tomlkit.dumps({"kind": kind, "columns": dict(columns)}))
