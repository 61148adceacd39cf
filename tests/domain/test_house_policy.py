"""The house policy as a file is what the program does without one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import collector_tui
from collector_tui.domain.policy import Policy, policy_from

FILE = Path(collector_tui.__file__).parent / "policy" / "b2b_house.toml"


def test_the_file_says_what_the_defaults_are() -> None:
    assert policy_from(tomllib.loads(FILE.read_text(encoding="utf-8")), FILE.name) == Policy()


def test_the_file_names_every_number_that_can_be_changed() -> None:
    def missing(raw: Mapping[str, object], policy: object, prefix: str = "") -> list[str]:
        found = []
        for field in fields(policy):
            value = getattr(policy, field.name)
            if field.name not in raw:
                found.append(prefix + field.name)
            elif is_dataclass(value):
                found += missing(raw[field.name], value, f"{prefix}{field.name}.")
        return found

    assert missing(tomllib.loads(FILE.read_text(encoding="utf-8")), Policy()) == []
