"""docs/settings.md is what the program reads: every setting, file and key of the policy, and nothing besides."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from collector_tui.cli.parser import global_options
from collector_tui.config import KEYS, load_settings
from collector_tui.domain.policy import WHOLE_BOOK, Policy
from collector_tui.domain.policy_check import GRACE_KEYS, read_policy
from tests.docs.pages import Page, codes, table

PAGE = Page.at("docs/settings.md")
SECTIONS = PAGE.sections()
SETTINGS = table(SECTIONS["Settings"], "key")
POLICY = table(SECTIONS["Policy"], "key")


def test_every_setting_with_its_variable_and_option() -> None:
    assert [codes(row[0]) for row in SETTINGS] == [[key] for key in KEYS]
    assert [codes(row[1]) for row in SETTINGS] == [[f"COLLECTOR_{key.upper()}"] for key in KEYS]
    options = set(global_options()._option_string_actions)
    assert [codes(row[2]) for row in SETTINGS] == [[f"--{key}"] if f"--{key}" in options else [] for key in KEYS]


@pytest.mark.parametrize("row", SETTINGS, ids=KEYS)
def test_each_source_of_a_setting_is_really_read(row: list[str], tmp_path: Path) -> None:
    """The file gives way to the variable, and that to the option."""
    (key,) = codes(row[0])
    value = {"lang": "zh", "zone": "Asia/Shanghai"}.get(key, "told")
    other = {"lang": "en", "zone": "Europe/Paris"}.get(key, "other")
    (tmp_path / "settings.toml").write_text(f'{key} = "{value}"\n')
    home = {"COLLECTOR_HOME": str(tmp_path)}
    told = getattr(load_settings({}, home), key)
    assert (told.value, told.why) == (value, "file")
    (variable,) = codes(row[1])
    told = getattr(load_settings({}, home | {variable: other}), key)
    assert (told.value, told.why) == (other, "variable")
    if codes(row[2]):
        assert getattr(load_settings({key: value}, home | {variable: other}), key).why == "option"


def test_files_and_folders(tmp_path: Path) -> None:
    settings = load_settings({}, {"COLLECTOR_HOME": str(tmp_path)})
    (tmp_path / "policy.toml").touch()
    own = load_settings({}, {"COLLECTOR_HOME": str(tmp_path)}).policy.value
    told = [codes(row[0]) for row in table(SECTIONS["Files and folders"], "file")]
    known = [settings.settings_file, Path(own), settings.team_folder, Path(settings.book.value), settings.team_cache]
    assert [names for names in told if [names[0]] in [[file.name] for file in known]] == [[file.name] for file in known]
    assert told[-1] == [settings.log_file.name]


def shown(value: object) -> str:
    """Return a default of the policy as the page writes it."""
    match value:
        case bool():
            return f"`{str(value).lower()}`"
        case time():
            return f"`{value:%H:%M}`"
        case tuple():
            return f"`{' '.join(map(str, value))}`"
        case Mapping() if value:
            return f"`{' '.join(f'{key}={value[key]}' for key in sorted(value))}`"
        case "" | Mapping():
            return "none"
        case _:
            return f"`{value}`"


def defaults(policy: Any, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for field in dataclasses.fields(policy):
        value = getattr(policy, field.name)
        name = prefix + field.name
        found |= defaults(value, f"{name}.") if dataclasses.is_dataclass(value) else {name: shown(value)}
    return found


def test_every_key_of_the_policy_with_its_default() -> None:
    assert {codes(row[0])[0]: row[1] for row in POLICY} == defaults(Policy())
    assert [codes(row[0])[0] for row in POLICY] == list(defaults(Policy())), "in the order of the file"


def test_every_key_has_its_unit_and_its_meaning() -> None:
    assert not [row[0] for row in POLICY if not row[2] or not row[3]]


def test_the_examples_are_good() -> None:
    settings, policy, several = PAGE.blocks("toml")
    assert set(tomllib.loads(settings)) <= set(KEYS)
    assert read_policy(tomllib.loads(policy), "policy.toml").country == "CN"
    layered = read_policy(tomllib.loads(several), "policy.toml")
    assert (set(layered.segment), set(layered.parent)) == ({"retail"}, {"C1001"})


def test_what_is_for_the_whole_book_alone() -> None:
    told = re.search(r"^- What all rows are compared by.*?\n\n", PAGE.text, re.MULTILINE | re.DOTALL)
    assert told
    assert set(codes(told[0])) == WHOLE_BOOK | {"name", "country"}


def test_every_way_of_paying_has_its_grace() -> None:
    assert set(GRACE_KEYS) == set(Policy().promise.grace)
