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
from collector_tui.intake.answers import ANSWERS, Answers, answers_in
from collector_tui.intake.header import (
    are_rates,
    bare,
    by_dictionary,
    currency_in,
    deciding_columns,
    is_ageing_summary,
    kind_by_dictionary,
    meant_beside,
    shift_in,
)
from collector_tui.intake.headings import HEADINGS
from collector_tui.intake.refusals import (
    AgeingSummary,
    BadMapping,
    ColumnMissing,
    ColumnTwice,
    CurrencyMissing,
    HeadingsUnknown,
    RowsUndecided,
    UnitsDiffer,
    UnknownKind,
    readable,
)
from collector_tui.intake.shapes.plan import Plan, plan_shapes

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "invoices": ("customer_id", "customer", "invoice", "issued", "due", "amount", "currency"),
    "payments": ("customer_id", "invoice", "date", "amount", "currency"),
    "customers": ("customer_id", "customer"),
    "rates": ("currency", "date", "rate"),
}
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "invoices": ("open_amount", "kind", "disputed", "dispute_reason"),
    "payments": ("reference", "kind"),
    "customers": (
        *("parent", "collector", "segment", "zone", "person", "role", "phone", "email"),
        *("pays_centrally", "sales_owner", "language", "country", "company_size", "on_hold"),
    ),
    "rates": ("base",),
}
STAND_INS: Final[Mapping[str, Mapping[str, str]]] = {
    "invoices": {"customer_id": "customer", "issued": "due", "due": "issued", "amount": "open_amount"},
}
"""Needed field -> the field whose column is read for it too where the file has no column of its own."""

_TELLTALE: Final = (("invoices", {"issued", "due"}), ("payments", {"date", "invoice", "amount"}))
_JOINTS: Final = re.compile(r"[\s_\-]+")
_KEYS: Final = ANSWERS | {"kind", "columns"}


def heading(text: str) -> str:
    """Return a column's name as it is compared: without BOM, case, width and kind of blank."""
    return _JOINTS.sub("_", normalize("NFKC", text).replace("\ufeff", "").strip().casefold())


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Headings of a file for our fields. `identity` goes into the batch: another mapping reads another file.

    `columns`: field -> heading; fields that it does not name are found under their own name. `kind` None: by heading.
    `answers` are no part of `identity`: they go into the batch as options do.
    """

    identity: str = "plain"
    kind: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a file holds what: field -> column (0-based). `extra`: headings that nothing reads, as written.

    `found`: heading -> field, by the dictionary. `stood_in`: needed fields that read another field's column.
    `currency`: that of all rows where no column tells it; then "currency" is the column after the last, which `width`
    counts. `shift`: the power of ten that the headings of amounts count in (4 for 万元). `plan`: the
    shapes that make its rows one an item; the fields that it adds are the columns after the last heading.
    """

    kind: str
    columns: Mapping[str, int]
    extra: tuple[str, ...]
    width: int
    found: Mapping[str, str] = field(default_factory=dict)
    stood_in: tuple[str, ...] = ()
    currency: str = ""
    shift: int = 0
    plan: Plan = field(default_factory=Plan)


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file: `kind`, a table `columns` of field = "heading", and answers (intake/answers.py)."""
    try:
        with readable(path):
            raw = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise BadMapping(file=str(path), why="no TOML") from None
    kind, columns = raw.get("kind"), raw.get("columns", {})
    wrong = next((key for key in raw if key not in _KEYS), None)
    if wrong or not isinstance(columns, dict) or not all(isinstance(v, str) for v in columns.values()):
        raise BadMapping(file=str(path), why=wrong or "columns")
    _known_fields(path, _known_kind(kind) if kind is not None else None, columns)
    answers = answers_in(str(path), raw)
    if not columns:
        return ColumnMapping(kind=kind, answers=answers)
    told = json.dumps([kind, columns], sort_keys=True, ensure_ascii=True)
    identity = f"map:{hashlib.sha256(told.encode()).hexdigest()[:16]}"
    return ColumnMapping(identity, kind, dict(columns), answers)


def _known_fields(path: Path, kind: str | None, columns: Mapping[str, str]) -> None:
    kinds = [kind] if kind else list(REQUIRED)
    fields = {name for each in kinds for name in (*REQUIRED[each], *OPTIONAL[each])}
    unknown = next((name for name in columns if name not in fields), None)
    if unknown:
        raise BadMapping(file=str(path), why=f"columns.{unknown}")


def lay_out(file: str, header: Sequence[str], mapping: ColumnMapping, kind: str | None, currency: str = "") -> Layout:
    """Find the fields in a header; `currency` is for a file without a column for it.

    Raise ColumnMissing, CurrencyMissing, ColumnTwice, HeadingsUnknown, UnknownKind, AgeingSummary or RowsUndecided.
    """
    headings = [heading(text) for text in header]
    named = {heading(to): name for name, to in mapping.columns.items()}
    fields = [named.get(text, text if text not in mapping.columns else "") for text in headings]
    told = tuple(filter(None, header))
    kind = _kind_of(file, header, fields, kind or mapping.kind)
    wanted = (*REQUIRED[kind], *OPTIONAL[kind])
    twice = next((at for at, name in enumerate(fields) if name in wanted and name in fields[:at]), None)
    if twice is not None:
        raise ColumnTwice(file=file, column=header[twice].strip())
    given = {at: name for at, name in enumerate(fields) if name in wanted}
    unread = [text if name else "" for text, name in zip(header, fields, strict=True)]
    by_words = by_dictionary(kind, unread, given)
    found = {at: name for at, name in by_words.items() if name not in mapping.columns}
    columns = {name: at for at, name in sorted((given | found).items())}
    if not mapping.columns.keys() & {"customer", "customer_id", "amount", "open_amount"}:
        other = meant_beside(header, columns)
        found |= other
        columns = {name: at for at, name in sorted((given | found).items())}
    told_by = _amount_headings(header, columns)
    plan = _plan_of(file, header, mapping, kind, columns, found)
    columns |= {name: len(header) + at for at, name in enumerate(plan.adds)}
    stood_in = _stand_ins(kind, mapping, columns)
    columns |= {name: columns[STAND_INS[kind][name]] for name in stood_in}
    code = ""
    if "currency" in REQUIRED[kind] and "currency" not in columns and "currency" not in mapping.columns:
        code = currency or _named_currency(told_by)
    width = len(header) + len(plan.adds) + bool(code)
    if code:
        columns["currency"] = width - 1
    _nothing_missing(file, told, mapping, kind, columns)
    extra = tuple(
        text for at, text in enumerate(header) if headings[at] and at not in {*columns.values(), *plan.handled}
    )
    by_name = {header[at]: name for at, name in found.items()}
    return Layout(kind, columns, extra, width, by_name, stood_in, code, _named_shift(file, told_by), plan)


def _stand_ins(kind: str, mapping: ColumnMapping, columns: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(
        name
        for name, other in STAND_INS.get(kind, {}).items()
        if name not in columns and other in columns and name not in mapping.columns
    )


def _plan_of(
    file: str,
    header: Sequence[str],
    mapping: ColumnMapping,
    kind: str,
    columns: Mapping[str, int],
    found: Mapping[int, str],
) -> Plan:
    """Return the shapes that another program's header needs; a plain one needs none. Raise RowsUndecided."""
    foreign = _stand_ins(kind, mapping, columns) or set(found.values()) & set(REQUIRED[kind])
    if not (mapping.columns or foreign):
        return Plan()
    plan = plan_shapes(kind, header, columns, mapping.columns)
    undecided = [header[at] for at in deciding_columns(header) if at not in plan.handled]
    if undecided and kind == "invoices" and not mapping.columns:
        raise RowsUndecided(tuple(filter(None, header)), file=file, columns=", ".join(undecided))
    return plan


def _kind_of(file: str, header: Sequence[str], fields: Sequence[str], told: str | None) -> str:
    if told is None and is_ageing_summary(header):
        raise AgeingSummary(file=file)
    plain = recognised(fields)
    if told is None and (plain is None or not set(REQUIRED[plain]) <= set(fields)):
        told = kind_by_dictionary(header)
    told = told or plain
    if told is None:
        raise HeadingsUnknown(tuple(filter(None, header)), file=file)
    return _known_kind(told)


def _named_currency(headings: Sequence[str]) -> str:
    """Return the one currency that the headings of amounts name, or ''."""
    named = set(filter(None, map(currency_in, headings)))
    return named.pop() if len(named) == 1 else ""


def _named_shift(file: str, headings: Sequence[str]) -> int:
    """Return the power of ten that the headings of amounts count in. Raise UnitsDiffer."""
    named = set(map(shift_in, headings))
    if len(named) > 1:
        raise UnitsDiffer(file=file, columns=", ".join(headings))
    return named.pop() if named else 0


def _amount_headings(header: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    return [header[at] for at in sorted({columns[name] for name in ("amount", "open_amount") if name in columns})]


def _nothing_missing(
    file: str, header: tuple[str, ...], mapping: ColumnMapping, kind: str, columns: Mapping[str, int]
) -> None:
    missing = [name for name in REQUIRED[kind] if name not in columns]
    if missing == ["currency"] and "currency" not in mapping.columns:
        raise CurrencyMissing(header, file=file)
    if missing:
        names = ", ".join(mapping.columns.get(name, name) for name in missing)
        raise ColumnMissing(header, file=file, columns=names, kind=Code("kind", kind))


def _known_kind(kind: object) -> str:
    if not isinstance(kind, str) or kind not in REQUIRED:
        raise UnknownKind(kind=str(kind))
    return kind


def recognised(fields: Sequence[str]) -> str | None:
    """Return the kind of import that a header is likeliest to be: by the columns that only one kind has.

    None where no field that customers need is there either.
    """
    if are_rates(fields):
        return "rates"
    found = next((kind for kind, telltale in _TELLTALE if telltale.intersection(fields)), None)
    return found or ("customers" if set(REQUIRED["customers"]).intersection(fields) else None)


def known_headings(mapping: ColumnMapping) -> frozenset[str]:
    """Return every heading that means something, to tell a header's delimiter by."""
    plain = {name for each in (REQUIRED, OPTIONAL) for names in each.values() for name in names}
    others = {heading(name) for each in HEADINGS.values() for names in each.values() for name in names}
    return frozenset(plain | others).union(map(heading, mapping.columns.values()))


def bare_headings(mapping: ColumnMapping) -> frozenset[str]:
    """Return the plain names and those of a mapping, to find a header's row by."""
    plain = {name for each in (REQUIRED, OPTIONAL) for names in each.values() for name in names}
    return frozenset(map(bare, plain.union(mapping.columns.values())))
