"""Every test is alone: its own home, no settings of the developer's, UTC, English, no network."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")

_OWN = ("COLLECTOR_", "XDG_", "LC_", "TEXTUAL")
_NAMES = ("LANG", "LANGUAGE", "NO_COLOR", "COLORTERM", "COLUMNS", "LINES", "TERM_PROGRAM")


def load_script(name: str) -> ModuleType:
    """Return scripts/<name>.py as a module, without making `scripts` importable."""
    loaded = sys.modules.get(f"house_{name}")
    if loaded is None:
        spec = importlib.util.spec_from_file_location(f"house_{name}", ROOT / "scripts" / f"{name}.py")
        assert spec
        assert spec.loader
        loaded = importlib.util.module_from_spec(spec)
        sys.modules[f"house_{name}"] = loaded
        spec.loader.exec_module(loaded)
    return loaded


def pytest_configure(config: pytest.Config) -> None:
    """Compile what git does not hold, if it is older than its sources.

    Sources that do not compile are for their own tests to report; the others run.
    """
    try:
        load_script("assets").compile_stale()
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with a source, it is said and not hidden
        config.issue_config_time_warning(pytest.PytestConfigWarning(f"assets do not compile: {fault!r}"), stacklevel=2)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the test an empty home and a bare environment in UTC; return that home."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if (name.startswith(_OWN) and name != "COLLECTOR_SAMPLES") or name in _NAMES:
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("TERM", "xterm-256color")
    _use_zone()
    yield home
    monkeypatch.undo()
    _use_zone()


def _use_zone() -> None:
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin and end in English, whatever the test switched to."""
    from collector_tui.present.i18n import set_language

    set_language("en")
    yield
    set_language("en")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else address
            if host not in ("127.0.0.1", "::1", "localhost"):
                pytest.fail(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
