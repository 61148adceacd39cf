"""Which column of a file is which field: by the plain header names, or by a mapping that a person wrote."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from unicodedata import normalize

from collector_tui.domain.errors import Code
from collector_tui.intake.refusals import BadMapping, ColumnMissing, ColumnTwice, HeadingsUnknown, UnknownKind, readable

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "invoices": ("customer_id", "customer", "invoice", "issued", "due", "amount", "currency"),
    "payments": ("customer_id", "invoice", "date", "amount", "currency"),
    "customers": ("customer_id", "customer"),
}
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "invoices": ("open_amount", "kind"),
    "payments": ("reference", "kind"),
    "customers": (
        *("parent", "collector", "segment", "zone", "person", "role", "phone", "email"),
        *("pays_centrally", "sales_owner", "language", "country", "company_size", "on_hold"),
    ),
}
_TELLTALE: Final = (("invoices", {"issued", "due"}), ("payments", {"date", "invoice", "amount"}))
_JOINTS: Final = re.compile(r"[\s_\-]+")
_KEYS: Final = frozenset({"kind", "columns"})


def heading(text: str) -> str:
    """Return a column's name as it is compared: without BOM, case, width and kind of blank."""
    return _JOINTS.sub("_", normalize("NFKC", text).replace("\ufeff", "").strip().casefold())


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Headings of a file for our fields. `identity` goes into the batch: another mapping reads another file.

    `columns`: field -> heading; fields that it does not name are found under their own name. `kind` None: by heading.
    """

    identity: str = "plain"
    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file holds what: field -> column (0-based). `extra`: headings that nothing reads, as written."""

    kind: str
    columns: Mapping[str, int]
    extra: tuple[str, ...]
    width: int


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file: `kind`, and a table `columns` of field = "heading"."""
    try:
        with readable(path):
            raw = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise BadMapping(file=path.name, why="no TOML") from None
    kind, columns = raw.get("kind"), raw.get("columns", {})
    wrong = next((key for key in raw if key not in _KEYS), None)
    if wrong or not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise BadMapping(file=path.name, why=wrong or "columns")
    _known_fields(path, _known_kind(kind) if kind is not None else None, columns)
    told = json.dumps([kind, columns], sort_keys=True, ensure_ascii=True)
    identity = f"map:{hashlib.sha256(told.encode()).hexdigest()[:16]}"
    return ColumnMapping(identity, kind, dict(columns))


def _known_fields(path: Path, kind: str | None, columns: Mapping[str, str]) -> None:
    kinds = [kind] if kind else list(REQUIRED)
    fields = {name for each in kinds for name in (*REQUIRED[each], *OPTIONAL[each])}
    unknown = next((name for name in columns if name not in fields), None)
    if unknown:
        raise BadMapping(file=path.name, why=f"columns.{unknown}")


def lay_out(file: str, header: Sequence[str], mapping: ColumnMapping, kind: str | None) -> Layout:
    """Find the fields in a header. Raise ColumnMissing, ColumnTwice or UnknownKind."""
    headings = [heading(text) for text in header]
    named = {heading(to): name for name, to in mapping.columns.items()}
    fields = [named.get(text, text if text not in mapping.columns else "") for text in headings]
    told = kind or mapping.kind or recognised(fields)
    if told is None:
        raise HeadingsUnknown(tuple(filter(None, header)), file=file)
    kind = _known_kind(told)
    wanted = (*REQUIRED[kind], *OPTIONAL[kind])
    twice = next((at for at, name in enumerate(fields) if name in wanted and name in fields[:at]), None)
    if twice is not None:
        raise ColumnTwice(file=file, column=header[twice].strip())
    missing = [mapping.columns.get(name, name) for name in REQUIRED[kind] if name not in fields]
    if missing:
        names = ", ".join(missing)
        raise ColumnMissing(tuple(filter(None, header)), file=file, columns=names, kind=Code("kind", kind))
    columns = {name: fields.index(name) for name in wanted if name in fields}
    extra = tuple(header[at] for at, name in enumerate(fields) if headings[at] and name not in wanted)
    return Layout(kind, columns, extra, len(header))


def _known_kind(kind: object) -> str:
    if not isinstance(kind, str) or kind not in REQUIRED:
        raise UnknownKind(kind=str(kind))
    return kind


def recognised(fields: Sequence[str]) -> str | None:
    """Return the kind of import that a header is likeliest to be: by the columns that only one kind has.

    None where no field that customers need is there either.
    """
    found = next((kind for kind, telltale in _TELLTALE if telltale.intersection(fields)), None)
    return found or ("customers" if set(REQUIRED["customers"]).intersection(fields) else None)


def known_headings(mapping: ColumnMapping) -> frozenset[str]:
    """Return every heading that means something, to tell a header's delimiter by."""
    return frozenset(name for each in (REQUIRED, OPTIONAL) for names in each.values() for name in names) | frozenset(
        map(heading, mapping.columns.values())
    )
