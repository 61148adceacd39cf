"""Check the playbook's YAML files and write them as one JSON file: `python -m collector_tui.playbook.compile`.

Run when the package is built and, in a checkout, before the program or its tests start; never by the running program.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.playbook.load import COMPILED, FORMAT
from collector_tui.playbook.schema import CardFile, CommonFile

SOURCE: Final = Path(__file__).parent
_File = TypeVar("_File", bound=BaseModel)


class PlaybookInvalid(CollectorError):
    """Files that break the schema. `problems` has one line each: file, key, what is expected."""

    template = N_("The playbook was not compiled; the compiled one, if any, stays as it was.\n{problems}")


def compile_playbook(source: Path, target: Path) -> None:
    """Write `target` from `source`/common.yaml and `source`/cards/*.yaml; the same files give the same bytes.

    Raises PlaybookInvalid with every problem found; `target` is then untouched.
    """
    problems: list[str] = []
    common = _checked(source / "common.yaml", CommonFile, problems)
    checked = {path: _checked(path, CardFile, problems) for path in _card_files(source)}
    cards = {path: card for path, card in checked.items() if card is not None}
    if common is not None:
        problems += _unresolved(common, cards)
        problems += _unlisted(common, {path.stem for path in checked})
    if common is None or problems:
        raise PlaybookInvalid(problems="\n".join(problems))
    _write(target, common, list(cards.values()))


def _card_files(source: Path) -> Sequence[Path]:
    return sorted((source / "cards").glob("*.yaml"))


def _name(path: Path) -> str:
    return path.name if path.name == "common.yaml" else f"cards/{path.name}"


def _checked(path: Path, model: type[_File], problems: list[str]) -> _File | None:
    try:
        return model.model_validate(_read(path))
    except ValidationError as failure:
        problems += [
            f"{_name(path)}: {_where(error['loc'])}: {error['msg'].removeprefix('Value error, ')}"
            for error in failure.errors()
        ]
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as failure:
        problems.append(f"{_name(path)}: expected a readable YAML file: {' '.join(str(failure).split())}")
    return None


def _where(place: tuple[int | str, ...]) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in place) or "whole file"


def _unresolved(common: CommonFile, cards: dict[Path, CardFile]) -> Iterator[str]:
    codes = common.codes()
    for path, card in cards.items():
        if card.id != path.stem:
            yield f"{_name(path)}: id: expected the file's name {path.stem}, found {card.id}"
        for key, listed, code in card.references():
            if code not in codes[listed]:
                yield f"{_name(path)}: {key}: expected a code of common.yaml's {listed}, found {code}"


def _unlisted(common: CommonFile, names: set[str]) -> Iterator[str]:
    for card_id in sorted(names.symmetric_difference(common.order)):
        yield f"common.yaml: order: expected the id of each file in cards/ once, not so for {card_id}"


class _OnceLoader(yaml.SafeLoader):
    """A key written twice is an error: the first text would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = [key for key in keys if keys.count(key) > 1]
        if twice:
            raise yaml.constructor.ConstructorError(problem=f"'{twice[0]}' stands twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep=deep)


def _read(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_OnceLoader)  # noqa: S506 - a SafeLoader


def _write(target: Path, common: CommonFile, cards: Sequence[CardFile]) -> None:
    content = {
        "format": FORMAT,
        "common": common.model_dump(),
        "cards": {card.id: card.model_dump() for card in sorted(cards, key=lambda card: card.id)},
    }
    beside = target.with_name(f"{target.name}.{os.getpid()}")
    beside.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    beside.replace(target)


if __name__ == "__main__":
    try:
        compile_playbook(SOURCE, COMPILED)
    except PlaybookInvalid as invalid:
        sys.exit(str(invalid))
