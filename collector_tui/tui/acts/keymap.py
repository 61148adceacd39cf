"""Which act has which keys: the map that was chosen, and the person's own keys.toml over it; what is wrong is told.

Nothing of this is loaded where there is no keys.toml.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from collector_tui.domain.errors import Code, CollectorError, ExitCode, N_
from collector_tui.present.keys_out import KeyRow
from collector_tui.tui.acts.model import KEY_NAMES, Act, Where, key_words
from collector_tui.tui.acts.table import ACTS, SCREENS, acts_of, acts_on
from collector_tui.tui.acts.vim import VIM

Keys = tuple[str, ...]
_DEFAULT: Final[Mapping[str, Keys]] = {act.id: tuple(act.keys.split(",")) for act in ACTS.values()}
MAPS: Final[Mapping[str, Mapping[str, Keys]]] = {
    "default": _DEFAULT,
    "vim": {**_DEFAULT, **{act: tuple(keys.split(",")) for act, keys in VIM.items()}},
}
_NAMED: Final = frozenset(
    (
        "escape",
        "enter",
        "tab",
        "space",
        "backspace",
        "delete",
        "insert",
        "home",
        "end",
        "pageup",
        "pagedown",
        "up",
        "down",
        "left",
        "right",
    )
)
_FUNCTION: Final = re.compile(r"f([1-9]|1[0-9]|2[0-4])")
_SHORT: Final = {"esc": "escape", "pgdn": "pagedown", "pgup": "pageup", "return": "enter", "del": "delete"}
_SAME: Final = {"ctrl+m": "enter", "ctrl+i": "tab", "ctrl+h": "backspace", "ctrl+j": "enter"}
"""Keys that a terminal sends as another."""


class KeysFault(CollectorError):
    """Something in keys.toml cannot be used."""

    exit_code = ExitCode.USAGE


class UnknownMap(KeysFault):
    """There is no such map."""

    template = N_("{file}: map must be 'default' or 'vim', not '{map}'. The file was left as it is; 'default' is used.")


class UnknownAct(KeysFault):
    """There is no such act."""

    template = N_("{file}: there is no act '{act}'; did you mean '{nearest}'? The file was left as it is.")


class UnknownKey(KeysFault):
    """That is the name of no key."""

    template = N_(
        "{file}: '{key}', given to {act}, is the name of no key. The file was left as it is; {act} keeps {keys}."
    )


class ReservedKey(KeysFault):
    """That key cannot be given away, or not to this act."""

    template = N_("{file}: '{key}' cannot be given to {act}: {why}. The file was left as it is; {act} keeps {keys}.")


class KeyClash(KeysFault):
    """Two acts that can answer in the same place have the same key."""

    template = N_(
        "{file}: '{key}' is given to {act}, but {other} has it too. The file was left as it is; {act} keeps {keys}."
    )


class BadKeys(KeysFault):
    """Neither a key nor a list of keys."""

    template = N_(
        "{file}: {act} must be a key or a list of keys, in quotes. The file was left as it is; {act} keeps {keys}."
    )


@dataclass(frozen=True, slots=True)
class KeySheet:
    """The keys in use: of every act, by id; the name of the map that they began from; and what was wrong."""

    map: str
    keys: Mapping[str, Keys]
    faults: Sequence[CollectorError] = ()

    def rows(self) -> list[KeyRow]:
        """Return the sheet, act for act, in the order of the help."""
        return [
            KeyRow(act.id, act.label, act.help, tuple(map(key_words, self.keys[act.id])), act.where)
            for act in ACTS.values()
        ]

    @property
    def others(self) -> dict[str, Keys]:
        """The keys that are not the defaults."""
        return {act: keys for act, keys in self.keys.items() if keys != _DEFAULT[act]}


def default_sheet(*faults: CollectorError) -> KeySheet:
    """Return the default keys; `faults` say why nothing else counts."""
    return KeySheet("default", _DEFAULT, faults)


def read_sheet(told: Mapping[str, object], file: Path) -> KeySheet:
    """Return the keys that a keys.toml asks for, as far as they can be used."""
    return _Reading(file.name, told).sheet()


def places(act: Act) -> Sequence[Where]:
    """Return the screens on which an act answers."""
    return [where for where in SCREENS if act.where == "moving" or act in acts_on(where)]


def clashes(keys: Mapping[str, Keys]) -> Iterator[tuple[str, str, str]]:
    """Yield (key, act, other) for every two acts with one key on one screen, each two once."""
    told = set()
    for where in SCREENS:
        holder: dict[str, str] = {}
        for act in (*acts_on(where), *acts_of("moving")):
            for key in keys[act.id]:
                other = holder.setdefault(key, act.id)
                if other != act.id and (key, act.id, other) not in told:
                    told.add((key, act.id, other))
                    yield key, act.id, other


def key_named(written: str) -> str | None:
    """Return a key as the screens name it; `written` as people read it ('Ctrl+S', '?', 'PgDn') or by that name."""
    if len(written) == 1:
        return KEY_NAMES.get(written, written if written.isascii() and written.isalnum() else None)
    *modifiers, last = written.lower().split("+")
    last = _SHORT.get(last, KEY_NAMES.get(last, last))
    if not modifiers and last in KEY_NAMES.values():
        return last
    if len(modifiers) > 1 or not set(modifiers) <= {"ctrl", "shift", "alt"}:
        return None
    single = len(last) == 1 and last.isascii() and last.isalnum()
    named = last in _NAMED or bool(_FUNCTION.fullmatch(last))
    if named or (single and modifiers in (["ctrl"], ["alt"])):
        return "+".join([*modifiers, last])
    return None


class _Reading:
    """One keys.toml, read over the map that it names."""

    def __init__(self, file: str, told: Mapping[str, object]) -> None:
        self.file = file
        self.faults: list[CollectorError] = []
        self.map = str(told.get("map", "default"))
        if self.map not in MAPS:
            self.faults.append(UnknownMap(file=file, map=self.map))
            self.map = "default"
        self.base = MAPS[self.map]
        self.own = {act: keys for act, value in _flat(told) if (keys := self._keys(act, value)) is not None}

    def sheet(self) -> KeySheet:
        """Return what can be used of it: of clashing keys neither own one."""
        while True:
            keys = {**self.base, **self.own}
            found = [one for one in clashes(keys) if one[1] in self.own or one[2] in self.own]
            if not found:
                return KeySheet(self.map, keys, tuple(self.faults))
            for key, act, other in found:
                mine, theirs = (act, other) if act in self.own else (other, act)
                self._fault(KeyClash, mine, key=key_words(key), other=theirs)
            for _key, *both in found:
                for act in both:
                    self.own.pop(act, None)

    def _fault(self, kind: type[KeysFault], act: str, **facts: object) -> None:
        keys = " ".join(map(key_words, self.base[act]))
        self.faults.append(kind(file=self.file, act=act, keys=keys, **facts))

    def _keys(self, act: str, value: object) -> Keys | None:
        if act not in ACTS:
            nearest = difflib.get_close_matches(act, ACTS, 1, 0.0)[0]
            self.faults.append(UnknownAct(file=self.file, act=act, nearest=nearest))
            return None
        written = [value] if isinstance(value, str) else value
        if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
            self._fault(BadKeys, act)
            return None
        keys = [self._key(act, one) for one in written]
        if None in keys:
            return None
        back = ["escape"] if "escape" in _DEFAULT[act] else []
        return tuple(dict.fromkeys([*(key for key in keys if key), *back]))

    def _key(self, act: str, written: str) -> str | None:
        key = key_named(written)
        if key is None:
            self._fault(UnknownKey, act, key=written)
            return None
        why = _reserved(act, key)
        if why is not None:
            self._fault(ReservedKey, act, key=written, why=why)
            return None
        return key


def _flat(told: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield act ids with what is written: `today.hold = "z"` is a table of tables to TOML, `"today.hold"` a key."""
    keys = told.get("keys", {})
    for name, value in keys.items() if isinstance(keys, dict) else [("keys", keys)]:
        if isinstance(value, dict):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value
    yield from ((name, value) for name, value in told.items() if name not in ("map", "keys"))


def _reserved(act: str, key: str) -> Code | None:
    if key == "ctrl+c":
        return Code("sentence", N_("Ctrl+C never does anything, so that a hand that wants to copy ends nothing"))
    if key in _SAME:
        return Code("sentence", N_("terminals cannot tell it from another key"))
    if key == "escape" and "escape" not in _DEFAULT[act]:
        return Code("sentence", N_("Esc always goes back"))
    if act == "app.quit" and not ("ctrl+" in key or _FUNCTION.fullmatch(key)):
        return Code("sentence", N_("it would be lost for typing; take one with Ctrl or a function key"))
    return None
