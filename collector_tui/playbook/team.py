"""A team's own words: whole cards, and lines of cards that ship. Loaded only when files of theirs changed.

Everything is checked by the schema of the playbook itself. A file with any fault is left out whole, and its problems
are told; the playbook that ships is never taken away by one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Annotated, Any, Final

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic.functional_validators import AfterValidator

from collector_tui.domain.card import Problem
from collector_tui.domain.errors import N_
from collector_tui.playbook.checked import (
    checked,
    key_at,
    nearest,
    parse_yaml,
    problem_of,
    unknown_key,
    unreadable,
    unresolved,
)
from collector_tui.playbook.schema import CardFile, CommonFile, TeamLine, TeamLinesFile, only_who_we_are
from collector_tui.playbook.texts import Said

OPENER: Final = "opener"
"""What `lines_for` names for the openers."""

_Json = dict[str, Any]
_SAID: Final[TypeAdapter[Any]] = TypeAdapter(Said)
_IDENTITY: Final[TypeAdapter[Any]] = TypeAdapter(Annotated[Said, AfterValidator(only_who_we_are)])


@dataclass
class _Merging:
    """The playbook while the team's files are laid over it. `said_in`: (card, line key) -> the file that said it."""

    content: _Json
    common: CommonFile
    shipped: frozenset[str]
    said_in: dict[tuple[str, str], str] = field(default_factory=dict)


def with_team(content: _Json, files: Sequence[tuple[str, bytes]]) -> _Json:
    """Return compiled content with the files of a team laid over it.

    `files` are names and bytes, in the order in which they count. Added are `files`: [{name, card, own, digest}] of
    those in use, and `problems`: [{file, key, template, facts}].
    """
    content = copy.deepcopy(content)
    merging = _Merging(content, _common_of(content), frozenset(content["cards"]))
    used: list[_Json] = []
    problems: list[Problem] = []
    for name, raw in files:
        card, own, found = _lay_over(merging, name, raw)
        problems += found
        if not found:
            used.append({"name": name, "card": card, "own": own, "digest": _digest(raw)})
    return {**content, "files": used, "problems": [asdict(problem) for problem in problems]}


def _common_of(content: _Json) -> CommonFile:
    """Return the common file again from its compiled form, in which a day is text."""
    return CommonFile.model_validate(content["common"], strict=False)


def _digest(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:8]


def _lay_over(merging: _Merging, name: str, raw: bytes) -> tuple[str, bool, list[Problem]]:
    """Lay one file over the content and return its card, whether it brings it, and what keeps it out."""
    try:
        told = parse_yaml(raw.decode("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as failure:
        return "", False, [unreadable(name, failure)]
    if isinstance(told, Mapping) and "lines_for" in told:
        return _lay_lines(merging, name, told, _digest(raw))
    return _lay_card(merging, name, told, _digest(raw))


def _lay_card(merging: _Merging, name: str, told: object, digest: str) -> tuple[str, bool, list[Problem]]:
    problems: list[Problem] = []
    card = checked(told, name, CardFile, problems)
    if card is None:
        return "", True, problems
    problems += _own_card_problems(merging, card, name)
    if not problems:
        merging.content["cards"][card.id] = {**card.model_dump(mode="json"), "team": digest}
        merging.content["common"]["order"].append(card.id)
    return card.id, True, problems


def _own_card_problems(merging: _Merging, card: CardFile, name: str) -> Iterator[Problem]:
    stem = name.rpartition(".")[0]
    if card.id in merging.shipped:
        told = N_("a card of this name ships with the program; to change its lines write lines_for: {card}")
        yield Problem(name, "id", told, {"card": card.id})
    elif card.id != stem or card.id == OPENER:
        yield Problem(
            name, "id", N_("expected the file's name {name}, found {found}"), {"name": stem, "found": card.id}
        )
    yield from unresolved(merging.common, card, name)


def _lay_lines(
    merging: _Merging, name: str, told: Mapping[str, object], digest: str
) -> tuple[str, bool, list[Problem]]:
    problems: list[Problem] = []
    file = checked(told, name, TeamLinesFile, problems)
    if file is None:
        return "", False, problems
    known = {OPENER, *merging.shipped}
    if file.lines_for not in known:
        return (
            "",
            False,
            [
                Problem(
                    name,
                    "lines_for",
                    N_("no card that ships is called {found}; did you mean '{nearest}'?"),
                    {"found": file.lines_for, "nearest": nearest(file.lines_for, known)},
                )
            ],
        )
    target = _target(merging.content, file.lines_for)
    places = dict(_opener_lines(target) if file.lines_for == OPENER else _card_lines(target))
    changed: dict[str, _Json] = {}
    for key, line in file.lines.items():
        changed |= _changed(merging, name, file.lines_for, key, line, places, problems)
    if not problems:
        for key, said in changed.items():
            places[key].update(said)
            merging.said_in[file.lines_for, key] = name
        target["team"] = "+".join(filter(None, (target.get("team", ""), digest)))
    return file.lines_for, False, problems


def _target(content: _Json, lines_for: str) -> _Json:
    found: _Json = content["common"]["openers"] if lines_for == OPENER else content["cards"][lines_for]
    return found


def _changed(
    merging: _Merging,
    name: str,
    card: str,
    key: str,
    line: TeamLine,
    places: Mapping[str, _Json],
    problems: list[Problem],
) -> dict[str, _Json]:
    """Return the line as it will be, by its key; nothing, with `problems` longer, where it cannot be."""
    place = f"lines.{key}"
    if key not in places:
        problems.append(unknown_key(name, place, key, places))
        return {}
    before = merging.said_in.get((card, key))
    if before is not None:
        problems.append(Problem(name, place, N_("this line is changed by {file} already"), {"file": before}))
        return {}
    said = _laid_over(places[key], line)
    shape = _IDENTITY if (card, key) == (OPENER, "identity") else _SAID
    try:
        return {key: shape.validate_python(said).model_dump(mode="json")}
    except ValidationError as failure:
        for error in failure.errors():
            at = ".".join(filter(None, (place, key_at(error["loc"]).removeprefix("-"))))
            problems.append(problem_of(name, at, dict(error)))
    return {}


def _laid_over(shipped: _Json, line: TeamLine) -> _Json:
    """Return a line's own sentence without the variants that ship, else the shipped one; and the team's variants."""
    ours = [one.model_dump() for one in line.variants]
    if line.en is not None:
        return {"en": line.en, "zh": line.zh, "variants": ours}
    replaced = {one.whom for one in line.variants}
    kept = [one for one in shipped["variants"] if (one["segment"] or "", one["tone"] or "") not in replaced]
    return {"en": shipped["en"], "zh": shipped["zh"], "variants": [*kept, *ours]}


def _card_lines(card: _Json) -> Iterator[tuple[str, _Json]]:
    yield "listen.say", card["listen"]["say"]
    yield from ((f"listen.ask.{at}", said) for at, said in enumerate(card["listen"]["ask"], 1))
    yield "understand.paraphrase", card["understand"]["paraphrase"]
    yield from ((f"understand.clarify.{at}", said) for at, said in enumerate(card["understand"]["clarify"], 1))
    yield from ((f"propose.{offer['type']}", offer["say"]) for offer in card["propose"])
    yield "close", card["close"]


def _opener_lines(openers: _Json) -> Iterator[tuple[str, _Json]]:
    yield "identity", openers["identity"]
    yield "thanks", openers["thanks"]
    for code, lines in openers["by_code"].items():
        yield from ((f"{code}.{at}", said) for at, said in enumerate(lines, 1))
