"""Settings: the command line, COLLECTOR_* variables, settings.toml and defaults, in this order; each with its why."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.domain.frozen import frozen

KEYS: Final = ("book", "lang", "user", "collector", "policy", "zone", "company", "phone")
"""What settings.toml may hold, and COLLECTOR_BOOK ... name."""


class UnknownSetting(CollectorError):
    """settings.toml has a key that nothing reads."""

    template = N_("{file}: the key '{key}' is not known; did you mean '{nearest}'? Nothing was changed.")
    exit_code = ExitCode.USAGE


class UnreadableSettings(CollectorError):
    """A settings or policy file is not TOML, or cannot be read."""

    template = N_("{file} cannot be read as TOML ({problem}). Nothing was changed; mend or remove the file.")
    exit_code = ExitCode.USAGE


@frozen
class Chosen:
    """A setting's value and where it came from: `option`, `variable`, `file` or `default`."""

    value: str
    why: str


@frozen
class Settings:
    """Everything that is chosen before a book is opened. `policy` empty: the house policy that ships.

    `collector`: whose portfolio is looked at; empty: everybody's.
    `company` and `phone` are ours, for the lines of the talk; empty leaves a blank there.
    """

    book: Chosen
    lang: Chosen
    user: Chosen
    collector: Chosen
    policy: Chosen
    zone: Chosen
    company: Chosen
    phone: Chosen
    settings_file: Path
    log_file: Path


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
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise UnreadableSettings(file=file, problem=type(problem).__name__) from None


def _from_file(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    raw = read_toml(file)
    for key in raw:
        if key not in KEYS:
            import difflib

            raise UnknownSetting(file=file, key=key, nearest=difflib.get_close_matches(key, KEYS, 1, 0.0)[0])
    return {key: str(value) for key, value in raw.items()}


def load_settings(options: Mapping[str, str | None], environ: Mapping[str, str]) -> Settings:
    """Choose every setting. `options` are those of the command line, None where not given."""
    config, data = homes(environ)
    file = config / "settings.toml"
    stored = _from_file(file)

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
        settings_file=file,
        log_file=data / "collector.log",
    )
