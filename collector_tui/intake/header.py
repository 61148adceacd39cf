"""Where the header of a file is, and which fields its headings mean by the dictionary of other programs' names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from statistics import mode
from typing import Final
from unicodedata import normalize

from collector_tui.domain.money import BadCurrency, currency_code
from collector_tui.intake.headings import BUCKETS, DECIDES_ROWS, HEADINGS

ROWS_LOOKED_AT: Final = 40
_A_HEADER: Final = 3
_OTHER_THAN_LETTERS: Final = re.compile(r"[\W_]+")
_IN_BRACKETS: Final = re.compile(r"\(([^()]+)\)\s*$")
_FEW_BUCKETS: Final = 3
_MULTIPLES: Final = {"万": 4, "千": 3}


def bare(text: str) -> str:
    """Return a heading as the dictionary compares it: letters and digits only, without a currency in brackets."""
    text = normalize("NFKC", text)
    if currency_in(text):
        text = _IN_BRACKETS.sub("", text)
    return _OTHER_THAN_LETTERS.sub("", text.casefold())


def currency_in(heading: str) -> str:
    """Return the currency that a heading such as 'Balance (USD)' or '金额(万元)' names, or ''."""
    return _unit_in(heading)[0]


def shift_in(heading: str) -> int:
    """Return the power of ten in which a heading counts: 4 for '金额(万元)', 3 for 千元, else 0."""
    return _unit_in(heading)[1]


def _unit_in(heading: str) -> tuple[str, int]:
    found = _IN_BRACKETS.search(normalize("NFKC", heading))
    unit = found[1].strip() if found else ""
    shift = _MULTIPLES.get(unit[:1], 0)
    try:
        return currency_code(unit[1:] if shift else unit), shift
    except BadCurrency:
        return "", 0


@cache
def _dictionary(kind: str) -> Mapping[str, Mapping[str, int]]:
    """Return field -> bare heading -> rank, the best being 0: a field's own name, then the dictionary's."""
    return {
        field: {name: rank for rank, name in reversed(list(enumerate(map(bare, (field, *names)))))}
        for field, names in HEADINGS[kind].items()
    }


def by_dictionary(kind: str, header: Sequence[str], taken: Mapping[int, str]) -> dict[int, str]:
    """Return column -> field for the fields of `kind` that are not in `taken`, each at most once."""
    free = {at: bare(text) for at, text in enumerate(header) if at not in taken and text}
    found: dict[int, str] = {}
    for field, names in _dictionary(kind).items():
        ranked = [(names[name], at) for at, name in free.items() if name in names and at not in found]
        if ranked and field not in taken.values():
            found[min(ranked)[1]] = field
    return found


def are_rates(fields: Collection[str]) -> bool:
    """Tell whether fields are those of a rates file: rates, of nobody's invoice or money."""
    return {"currency", "rate"} <= set(fields) and not {"amount", "invoice", "customer_id", "customer"} & set(fields)


def kind_by_dictionary(header: Sequence[str]) -> str | None:
    """Return the kind that the telltale fields speak for: rates, due or open, paid on, a person; or None."""
    everything = {field for kind in HEADINGS for field in by_dictionary(kind, header, {}).values()}
    if are_rates(everything):
        return "rates"
    for kind, telltale in (
        ("invoices", {"due", "open_amount"}),
        ("payments", {"date"}),
        ("invoices", {"issued"}),
        ("customers", {"person", "phone"}),
    ):
        fields = by_dictionary(kind, header, {}).values()
        if telltale.intersection(fields) and len(fields) >= _A_HEADER:
            return kind
    return None


def _among(header: Sequence[str], names: Iterable[str]) -> list[str]:
    known = set(map(bare, names))
    return [text for text in header if text and bare(text) in known]


def deciding_columns(header: Sequence[str]) -> list[int]:
    """Return the columns that decide which rows are open items."""
    known = set(map(bare, DECIDES_ROWS))
    return [at for at, text in enumerate(header) if text and bare(text) in known]


def meant_beside(header: Sequence[str], columns: Mapping[str, int]) -> dict[int, str]:
    """Return column -> field for columns that mean something else than by themselves, beside the others of a header.

    "Customer" beside a name is the number (SAP). "Total" beside sums by age is what is open (Xero).
    """
    other: dict[int, str] = {}
    bared = [bare(text) for text in header]
    by_itself = columns.get("customer")
    if by_itself is not None and bared[by_itself] == "customer" and "customer_id" not in columns:
        name = next((at for at, text in enumerate(bared) if text.startswith("customername")), None)
        other = {} if name is None else {by_itself: "customer_id", name: "customer"}
    total = columns.get("amount")
    if total is not None and bared[total] == "total" and "open_amount" not in columns:
        other |= {total: "open_amount"} if len(_among(header, BUCKETS)) >= _FEW_BUCKETS else {}
    return other


def is_ageing_summary(header: Sequence[str]) -> bool:
    """Return whether these are sums by age, with no invoice to a row."""
    fields = set(by_dictionary("invoices", header, {}).values())
    return len(_among(header, BUCKETS)) >= _FEW_BUCKETS and not fields & {"invoice", "issued", "due"}


@dataclass(frozen=True, slots=True)
class Header:
    """The headings, and the row (as files number them) below which the rows begin."""

    headings: tuple[str, ...]
    last_row: int


def find_header(rows: Iterable[tuple[int, Sequence[str]]], plain: frozenset[str]) -> Header | None:
    """Return the row that makes most sense as a header, the first one of equals; None where no row has text.

    `plain`: headings known by themselves, bare. Titles above a header make no sense; where no row makes enough, it is
    the first that is about as wide as most rows are. A second line below it is joined where more is known with it.
    """
    looked_at = list(islice(((number, cells) for number, cells in rows if any(cells)), ROWS_LOOKED_AT))
    if not looked_at:
        return None
    worth = [_sense(cells, plain) for _, cells in looked_at]
    best = max(range(len(worth)), key=worth.__getitem__)
    at = best if worth[best] >= _A_HEADER else _below_titles([cells for _, cells in looked_at])
    number, cells = looked_at[at]
    if at + 1 < len(looked_at) and worth[at] >= _A_HEADER:
        below, second = looked_at[at + 1]
        joined = two_lines(cells, second)
        if not second[0] and _sense(joined, plain) > worth[at]:
            return Header(joined, below)
    return Header(tuple(cells), number)


def _below_titles(rows: Sequence[Sequence[str]]) -> int:
    """Return the first row that fills two thirds of what most rows fill; titles fill a cell or two."""
    filled = [sum(map(bool, cells)) for cells in rows]
    usual = mode(filled)
    return next((at for at, count in enumerate(filled) if count * 3 >= usual * 2), 0) if usual >= _A_HEADER else 0


def _sense(cells: Sequence[str], plain: frozenset[str]) -> int:
    """Return how many headings are known, by the kind that knows most; sums by age are known too."""
    by_kind = max(len(by_dictionary(kind, cells, {})) for kind in HEADINGS)
    return max(by_kind, len({bare(text) for text in cells} & plain), len(_among(cells, BUCKETS)))


def two_lines(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return the headings of a header in two lines."""
    width = max(len(upper), len(lower))
    pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
    return tuple(" ".join(filter(None, pair)) for pair in pairs)
