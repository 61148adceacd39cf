"""What was said of files: one mapping file a header, as `import --map` reads them, for the next file of that shape."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from collector_tui.domain.errors import N_
from collector_tui.intake.answers import Answers
from collector_tui.intake.mapping import OPTIONAL, REQUIRED, ColumnMapping, heading, read_mapping
from collector_tui.intake.refusals import BadMapping
from collector_tui.services.import_report import ImportOptions, Note
from collector_tui.settings_file import SettingsUnwritable, write_file

if TYPE_CHECKING:
    from collector_tui.intake.source import OpenedFile

REMEMBERED: Final = N_("Remembered for the next file with these headings: {file}")
NOT_REMEMBERED: Final = N_("What was told of this file could not be remembered in {file}: {why}.")


def fields_of(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that a kind of file must have, and those that it may have."""
    return REQUIRED[kind], OPTIONAL[kind]


@dataclass(frozen=True, slots=True)
class SavedMappings:
    """A folder of mapping files."""

    folder: Path

    def file(self, headings: Sequence[str]) -> Path:
        """Return where the mapping for a header lies or would lie: the same headings, in any order, the same file."""
        known = "\n".join(sorted(filter(None, map(heading, headings))))
        return self.folder / f"{hashlib.sha256(known.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.toml"

    def find(self, headings: Sequence[str]) -> Path | None:
        """Return the mapping file for a header, if there is one."""
        file = self.file(headings)
        return file if file.is_file() else None

    def name_columns(self, headings: Sequence[str], kind: str, columns: Mapping[str, str]) -> Path:
        """Write field -> heading for a header; what else is known of it stays. Raise SettingsUnwritable."""
        file = self.file(headings)
        known = _read(file)
        _write(file, ColumnMapping(kind=kind, columns=columns, answers=known.answers if known else Answers()))
        return file

    def remember(self, source: OpenedFile, options: ImportOptions) -> Note | None:
        """Keep what `options` told of a file that was imported, and say so; None where that was known already."""
        told = Answers(options.day_first, options.decimal, options.currency, options.encoding)
        kept = source.worth_keeping()
        if (told == Answers() and not options.mapping) or kept == ColumnMapping():
            return None
        file = self.file(source.headings)
        if kept == _read(file):
            return None
        try:
            _write(file, kept)
        except SettingsUnwritable as error:
            return Note(NOT_REMEMBERED, (("file", str(file)), ("why", str(error.facts["why"]))))
        return Note(REMEMBERED, (("file", str(file)),))


def _read(file: Path) -> ColumnMapping | None:
    """Return what a file says; None where there is none, or where somebody spoilt it."""
    try:
        return read_mapping(file) if file.is_file() else None
    except BadMapping:
        return None


def _write(file: Path, mapping: ColumnMapping) -> None:
    import tomlkit

    kind = {"kind": mapping.kind} if mapping.kind else {}
    columns = {"columns": dict(mapping.columns)} if mapping.columns else {}
    write_file(file, tomlkit.dumps(kind | mapping.answers.as_table() | columns))
