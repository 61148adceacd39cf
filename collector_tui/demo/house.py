"""Who "we" are in the demo, and its policy."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

POLICY: Final = "policy.toml"


@dataclass(frozen=True, slots=True)
class House:
    """`house.toml`: our company and who acts by language, whom each collector asks, when files come in.

    `imports`: so many business days before the demo's day.
    """

    company: Mapping[str, str]
    phone: str
    collector: Mapping[str, str]
    supervisor: Mapping[str, str]
    imports: tuple[int, ...]


def read_house(data: Path) -> House:
    """Return what `house.toml` in the folder says."""
    told = tomllib.loads((data / "house.toml").read_text(encoding="utf-8"))
    return House(**{**told, "imports": tuple(told["imports"])})
