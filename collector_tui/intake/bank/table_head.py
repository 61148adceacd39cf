"""The first rows of a table, without reading the rest of a long text: enough to tell whose it is."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Final

from collector_tui.intake.bank.table_columns import KNOWN, ROWS_LOOKED_AT
from collector_tui.intake.fields import text_of
from collector_tui.intake.readers.dialect import dialect_of
from collector_tui.intake.readers.registry import is_text, open_table

_SAMPLE: Final = 1 << 16


def head_of(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the first rows, numbered. Raise a refusal of the readers for what is neither text nor workbook."""
    rows = _of_text(path) if is_text(path) else open_table(path, KNOWN).rows(lambda _done, _of: None)
    for number, cells in islice(rows, ROWS_LOOKED_AT):
        yield number, [text_of(cell) for cell in cells]


def _of_text(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield records of a text's beginning. The letters may be wrong here; what the headings stand between is not."""
    with path.open("rb") as file:
        data = file.read(_SAMPLE)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "ignore")
    elif b"\x00" in data:
        return
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8-sig")().decode(data)
        except UnicodeDecodeError:
            text = data.decode("gb18030", "replace")
    try:
        yield from enumerate(dialect_of(text, KNOWN, padded=True).records(StringIO(text, newline="")), 1)
    except csv.Error:
        return
