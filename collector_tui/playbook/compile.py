"""Check the playbook's YAML files and write them as one JSON file: `python -m collector_tui.playbook.compile`.

Run when the package is built and, in a checkout, before the program or its tests start; never by the running program.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from collector_tui.domain.card import Problem
from collector_tui.domain.errors import CollectorError, N_
from collector_tui.playbook.checked import checked, read_yaml, unresolved
from collector_tui.playbook.load import COMPILED, FORMAT
from collector_tui.playbook.schema import CardFile, CommonFile

SOURCE: Final = Path(__file__).parent
_Model = TypeVar("_Model", bound=BaseModel)


class PlaybookInvalid(CollectorError):
    """Files that break the schema. `problems` has one line each: file, key, what is expected."""

    template = N_("The playbook was not compiled; the compiled one, if any, stays as it was.\n{problems}")


def compile_playbook(source: Path, target: Path) -> None:
    """Write `target` from `source`/common.yaml and `source`/cards/*.yaml; the same files give the same bytes.

    Raises PlaybookInvalid with every problem found; `target` is then untouched.
    """
    problems: list[Problem] = []
    common = _read(source / "common.yaml", CommonFile, problems)
    read = {path: _read(path, CardFile, problems) for path in sorted((source / "cards").glob("*.yaml"))}
    cards = {path: card for path, card in read.items() if card is not None}
    if common is not None:
        problems += _misplaced(common, cards)
        problems += _unlisted(common, {path.stem for path in read})
    if common is None or problems:
        raise PlaybookInvalid(problems="\n".join(map(str, problems)))
    _write(target, common, list(cards.values()))


def _name(path: Path) -> str:
    return path.name if path.name == "common.yaml" else f"cards/{path.name}"


def _read(path: Path, model: type[_Model], problems: list[Problem]) -> _Model | None:
    raw = read_yaml(path, _name(path))
    if isinstance(raw, Problem):
        problems.append(raw)
        return None
    return checked(raw, _name(path), model, problems)


def _misplaced(common: CommonFile, cards: dict[Path, CardFile]) -> Iterator[Problem]:
    for path, card in cards.items():
        if card.id != path.stem:
            facts = {"name": path.stem, "found": card.id}
            yield Problem(_name(path), "id", N_("expected the file's name {name}, found {found}"), facts)
        yield from unresolved(common, card, _name(path))


def _unlisted(common: CommonFile, names: set[str]) -> Iterator[Problem]:
    for card_id in sorted(names.symmetric_difference(common.order)):
        told = N_("expected the id of each file in cards/ once, not so for {card}")
        yield Problem("common.yaml", "order", told, {"card": card_id})


def content_of(common: CommonFile, cards: Sequence[CardFile]) -> dict[str, Any]:
    """Return the playbook as JSON values, as `load` reads them."""
    return {
        "format": FORMAT,
        "common": common.model_dump(mode="json"),
        "cards": {card.id: card.model_dump(mode="json") for card in sorted(cards, key=lambda card: card.id)},
    }


def _write(target: Path, common: CommonFile, cards: Sequence[CardFile]) -> None:
    content = content_of(common, cards)
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    beside.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    beside.replace(target)


if __name__ == "__main__":
    try:
        compile_playbook(SOURCE, COMPILED)
    except PlaybookInvalid as invalid:
        sys.exit(str(invalid))
