"""Settings: the command line, COLLECTOR_* variables, settings.toml and defaults, in this order; each with its why."""

from __future__ import annotations

import getpass
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import platformdirs

from collector_tui.domain.day import UnknownZone, zone_of
from collector_tui.domain.errors import Code, CollectorError, ExitCode, N_

LANGUAGES: Final = ("en", "zh")

KEYS: Final = ("book", "lang", "user", "collector", "policy", "zone", "company", "phone", "inbox")
"""What settings.toml may hold, and COLLECTOR_BOOK ... name."""


class UnknownSetting(CollectorError):
    """settings.toml has a key that nothing reads."""

    template = N_("{file}: the key '{key}' is not known; did you mean '{nearest}'? Nothing was changed.")
    exit_code = ExitCode.USAGE


class BadSetting(CollectorError):
    """A setting that cannot be meant. `where`: the file or the variable that gives it."""

    template = N_("{where}: '{key}' must be {expected}. Nothing was changed.")
    exit_code = ExitCode.USAGE


class UnreadableSettings(CollectorError):
    """A settings or policy file is not TOML, or cannot be read."""

    template = N_("{file} cannot be read as TOML ({problem}). Nothing was changed; mend or remove the file.")
    exit_code = ExitCode.USAGE


class NotToml(UnreadableSettings):
    """A settings or policy file is not TOML from some line on."""

    template = N_("{file} is not TOML in line {line}. Nothing was changed; mend or remove the file.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A setting's value and where it came from: `option`, `variable`, `file` or `default`."""

    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is chosen before a book is opened. `policy` empty: the house policy that ships.

    `collector`: whose portfolio is looked at; empty: everybody's.
    `inbox`: the folder whose files come in by themselves; empty: none.
    `company` and `phone` are ours, for the lines of the talk; empty leaves a blank there. `clock_ahead`: how far the
    clock goes before the machine's (or, below zero, behind it); only the demo's does. `team_folder` holds the team's
    own cards and lines, `team_cache` what was made of them.
    """

    book: Chosen
    lang: Chosen
    user: Chosen
    collector: Chosen
    policy: Chosen
    zone: Chosen
    company: Chosen
    phone: Chosen
    inbox: Chosen
    settings_file: Path
    keys_file: Path
    log_file: Path
    team_folder: Path
    team_cache: Path
    clock_ahead: timedelta = timedelta()


def homes(environ: Mapping[str, str]) -> tuple[Path, Path]:
    """Return the folders for settings and for data; COLLECTOR_HOME puts both in one place."""
    if home := environ.get("COLLECTOR_HOME"):
        return Path(home), Path(home)
    name = "collector-tui"
    return platformdirs.user_config_path(name, appauthor=False), platformdirs.user_data_path(name, appauthor=False)


def read_toml(file: Path) -> dict[str, object]:
    """Return a parsed TOML file, or raise UnreadableSettings."""
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        line = _LINE.search(str(problem))
        raise NotToml(file=file, line=line[1] if line else _lines(file)) from None
    except OSError as problem:
        raise UnreadableSettings(file=file, problem=problem.strerror or type(problem).__name__) from None
    except UnicodeDecodeError:
        raise UnreadableSettings(file=file, problem="UTF-8") from None


_LINE: Final = re.compile(r"line (\d+)")


def _lines(file: Path) -> str:
    """Return the number of the last line: the reader says no number where a file ends too early."""
    return str(len(file.read_text(encoding="utf-8").splitlines()))


def _from_file(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    found: dict[str, str] = {}
    for key, value in read_toml(file).items():
        if key not in KEYS:
            import difflib

            raise UnknownSetting(file=file, key=key, nearest=difflib.get_close_matches(key, KEYS, 1, 0.0)[0])
        if not isinstance(value, str):
            raise BadSetting(where=file, key=key, expected=Code("sentence", N_("a text in quotes")))
        found[key] = _known_zone(value, file) if key == "zone" else value
    _known_language(found.get("lang", ""), file)
    return found


def _known_language(lang: str, where: object) -> None:
    if lang and lang not in LANGUAGES:
        raise BadSetting(where=where, key="lang", expected=Code("sentence", N_("en or zh")))


def _known_zone(name: str, where: object) -> str:
    """Return the zone of that name, or raise BadSetting: `where` gives it."""
    try:
        return zone_of(name).key if name else ""
    except UnknownZone:
        expected = Code("sentence", N_("a time zone, like Asia/Shanghai"))
        raise BadSetting(where=where, key="zone", expected=expected) from None


def load_settings(options: Mapping[str, str | None], environ: Mapping[str, str]) -> Settings:
    """Choose every setting. `options` are those of the command line, None where not given."""
    config, data = homes(environ)
    file = config / "settings.toml"
    stored = _from_file(file)
    _known_zone(environ.get("COLLECTOR_ZONE", ""), "COLLECTOR_ZONE")
    _known_language(environ.get("COLLECTOR_LANG", ""), "COLLECTOR_LANG")

    def choose(key: str, default: str) -> Chosen:
        if value := options.get(key):
            return Chosen(value, "option")
        if value := environ.get(f"COLLECTOR_{key.upper()}"):
            return Chosen(value, "variable")
        if value := stored.get(key):
            return Chosen(value, "file")
        return Chosen(default, "default")

    own_policy = config / "policy.toml"
    return Settings(
        book=choose("book", str(data / "book.collector")),
        lang=choose("lang", ""),
        user=choose("user", getpass.getuser()),
        collector=choose("collector", ""),
        policy=choose("policy", str(own_policy) if own_policy.exists() else ""),
        zone=choose("zone", ""),
        company=choose("company", ""),
        phone=choose("phone", ""),
        inbox=choose("inbox", ""),
        settings_file=file,
        keys_file=config / "keys.toml",
        log_file=data / "collector.log",
        team_folder=config / "playbook.d",
        team_cache=data / "playbook.team.json",
    )
