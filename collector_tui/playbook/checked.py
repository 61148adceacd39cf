"""A YAML file against a schema: the model, or every problem with its file, its key and what is expected there."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from collector_tui.domain.card import Problem
from collector_tui.domain.errors import N_
from collector_tui.playbook.schema import CardFile, CommonFile
from collector_tui.playbook.texts import WRONG

_Model = TypeVar("_Model", bound=BaseModel)
_Place = tuple[int | str, ...]

_TEMPLATES: Final = {
    "missing": N_("this key is required"),
    "string_type": N_("expected a text"),
    "int_type": N_("expected a whole number"),
    "list_type": N_("expected a list"),
    "dict_type": N_("expected keys with values"),
    "model_type": N_("expected keys with values"),
    "too_short": N_("expected at least {min_length}, found {actual_length}"),
    "literal_error": N_("expected {expected}"),
    "string_pattern_mismatch": N_("expected a text like {pattern}"),
    "greater_than_equal": N_("expected {ge} or more"),
    "less_than_equal": N_("expected {le} or less"),
}
"""What is expected, by pydantic's type of error; its context holds the facts."""


def nearest(key: str, known: Iterable[str]) -> str:
    """Return the known key that is most like an unknown one."""
    return difflib.get_close_matches(key, sorted(known), 1, 0.0)[0]


def unknown_key(file: str, place: str, key: str, known: Iterable[str]) -> Problem:
    """Return the problem of a key that nothing reads."""
    return Problem(
        file, place, N_("this key is not known; did you mean '{nearest}'?"), {"nearest": nearest(key, known)}
    )


def read_yaml(file: Path, name: str) -> object | Problem:
    """Return what a YAML file says, or why it cannot be read."""
    try:
        return parse_yaml(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as failure:
        return unreadable(name, failure)


def unreadable(name: str, failure: Exception) -> Problem:
    """Return the problem of a file that is no YAML, with the line where it breaks if that is known."""
    why = " ".join(str(failure).split())
    if isinstance(failure, yaml.MarkedYAMLError) and failure.problem_mark is not None:
        why = f"{failure.problem} ({failure.problem_mark.line + 1}:{failure.problem_mark.column + 1})"
    return Problem(name, "-", N_("expected a readable YAML file: {why}"), {"why": why})


def parse_yaml(text: str) -> object:
    """Return what YAML text says; a key written twice is an error."""
    return yaml.load(text, Loader=_OnceLoader)  # noqa: S506 - a SafeLoader


def checked(raw: object, name: str, model: type[_Model], problems: list[Problem]) -> _Model | None:
    """Return the model of what a file says; None, with `problems` longer, where it breaks the schema."""
    try:
        return model.model_validate(raw)
    except ValidationError as failure:
        problems += [_problem(name, model, dict(error)) for error in failure.errors()]
    return None


def _problem(name: str, model: type[BaseModel], error: Mapping[str, Any]) -> Problem:
    place: _Place = error["loc"]
    if error["type"] == "extra_forbidden":
        return unknown_key(name, key_at(place), str(place[-1]), _keys_at(model, place[:-1]))
    return problem_of(name, key_at(place), error)


def problem_of(name: str, key: str, error: Mapping[str, Any]) -> Problem:
    """Return the problem that one of pydantic's errors (with `type`, `ctx` and `msg`) tells of."""
    context = error.get("ctx", {})
    if error["type"] == WRONG:
        return Problem(name, key, context["template"], context["facts"])
    template = _TEMPLATES.get(error["type"])
    if template is None:
        return Problem(name, key, N_("not as expected: {why}"), {"why": error["msg"]})
    return Problem(name, key, template, context)


def key_at(place: _Place) -> str:
    """Return a place as people write it: lists count from 1, the whole file is "-"."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in place if step != "[key]") or "-"


def _keys_at(model: type[BaseModel], place: _Place) -> Iterable[str]:
    """Return the keys that the model at a place has."""
    hint: Any = model
    for step in place:
        found = next((one for one in _models_in(hint) if isinstance(step, str) and step in one.model_fields), None)
        if found is not None:
            hint = found.model_fields[str(step)].annotation
    return [key for one in _models_in(hint) for key in one.model_fields]


def _models_in(hint: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - a type hint is any object
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for inner in typing.get_args(hint):
        yield from _models_in(inner)


class _OnceLoader(yaml.SafeLoader):
    """A key written twice is an error: the first text would be lost without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = [key for key in keys if keys.count(key) > 1]
        if twice:
            raise yaml.constructor.ConstructorError(problem=f"'{twice[0]}' stands twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep=deep)


def unresolved(common: CommonFile, card: CardFile, name: str) -> Iterator[Problem]:
    """Yield what in a card refers to nothing in common.yaml, and proposals that are not locked though they must be."""
    codes = common.codes()
    for key, listed, code in card.references():
        if code not in codes[listed]:
            facts = {"listed": listed, "found": code, "nearest": nearest(code, codes[listed])}
            told = N_("expected a code of common.yaml's {listed}, found {found}; did you mean '{nearest}'?")
            yield Problem(name, key, told, facts)
    for at, offer in enumerate(card.propose, 1):
        if offer.type in common.authority and offer.needs is None:
            told = N_("expected needs: authority, for {proposal} is not a collector's to give")
            yield Problem(name, f"propose.{at}", told, {"proposal": offer.type})
