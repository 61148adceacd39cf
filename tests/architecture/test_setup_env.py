"""The checkout's own environment: made, mended, re-used, and a sentence for each way in which that fails."""

from __future__ import annotations

import importlib.util
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.house import ROOT


@pytest.fixture
def setup_env(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """Return scripts/setup_env.py, working on a checkout of three files that has no uv."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import setup_env as module

    checkout = tmp_path / "a check out"
    for name in module._INPUTS:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(name)
    monkeypatch.setattr(module, "ROOT", checkout)
    monkeypatch.setattr(module, "VENV", checkout / ".venv")
    monkeypatch.setattr(module, "_STAMP", checkout / ".venv" / "stamp")
    monkeypatch.setattr(module, "venv_python", lambda: checkout / ".venv" / "bin" / "python")
    monkeypatch.setattr(module, "_uv", lambda: False)
    monkeypatch.setattr(module, "_compile", lambda: None)
    return module


def python_that(setup_env: ModuleType, body: str) -> None:
    """Put a stand-in for the environment's Python in place."""
    path = setup_env.venv_python()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_a_python_without_ensurepip_is_told_what_to_install(
    setup_env: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))
    with pytest.raises(setup_env.CannotSetUp, match=r"'ensurepip'.*apt install python3\.\d+-venv") as failure:
        setup_env.ready()
    assert "Nothing was changed" in str(failure.value)
    assert not setup_env.VENV.exists()


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
class TestWithAStandIn:
    def test_an_index_that_cannot_be_reached_is_said(self, setup_env: ModuleType) -> None:
        python_that(
            setup_env, 'test "$1" = -I && exit 0; echo "ERROR: No matching distribution found for x" >&2; exit 1'
        )
        with pytest.raises(setup_env.CannotSetUp, match="its index") as failure:
            setup_env.ready()
        assert "No matching distribution found for x" in str(failure.value)
        assert not setup_env._STAMP.exists()

    def test_another_failure_of_pip_is_said(self, setup_env: ModuleType) -> None:
        python_that(setup_env, 'test "$1" = -I && exit 0; echo "no compiler" >&2; exit 1')
        with pytest.raises(setup_env.CannotSetUp, match="could not install a package"):
            setup_env.ready()

    def test_pip_takes_over_when_uv_fails(self, setup_env: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        python_that(setup_env, f'test "$1" = -I || echo "$2" >> "{setup_env.ROOT}/log"')
        bad = setup_env.ROOT / "uv"
        bad.write_text("#!/bin/sh\nexit 2\n")
        bad.chmod(0o755)
        monkeypatch.setenv("PATH", str(setup_env.ROOT), prepend=os.pathsep)
        monkeypatch.setattr(setup_env, "_uv", lambda: True)
        setup_env.ready()
        assert (setup_env.ROOT / "log").read_text() == "pip\n"

    def test_a_complete_environment_is_used_again(self, setup_env: ModuleType) -> None:
        python_that(setup_env, f'test "$1" = -I || echo installed >> "{setup_env.ROOT}/log"')
        for _ in range(2):
            assert setup_env.ready() == setup_env.venv_python()
        assert (setup_env.ROOT / "log").read_text() == "installed\n"

    @pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
    def test_a_changed_requirement_installs_again(self, setup_env: ModuleType, name: str) -> None:
        python_that(setup_env, f'test "$1" = -I || echo installed >> "{setup_env.ROOT}/log"')
        setup_env.ready()
        (setup_env.ROOT / name).write_text("changed")
        setup_env.ready()
        assert (setup_env.ROOT / "log").read_text() == "installed\n" * 2

    def test_a_moved_checkout_installs_again(self, setup_env: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        before = setup_env._fingerprint()
        moved = setup_env.ROOT.with_name("moved")
        setup_env.ROOT.rename(moved)
        monkeypatch.setattr(setup_env, "ROOT", moved)
        assert setup_env._fingerprint() != before

    @pytest.mark.parametrize("body", ["exit 1", None])
    def test_a_half_made_environment_is_made_again(self, setup_env: ModuleType, body: str | None) -> None:
        if body:
            python_that(setup_env, body)
        (setup_env.VENV / "left-over").mkdir(parents=True)
        assert not setup_env._healthy()
        with pytest.MonkeyPatch.context() as patch:
            made: list[list[str]] = []

            def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
                made.append(command)
                python_that(setup_env, "exit 0")
                return subprocess.CompletedProcess(command, 0, "", "")

            patch.setattr(setup_env, "_quiet", lambda command: made != [])
            patch.setattr(subprocess, "run", run)
            setup_env.ready()
        assert made[0] == [sys.executable, "-m", "venv", str(setup_env.VENV)]
        assert not (setup_env.VENV / "left-over").exists()


@pytest.mark.parametrize("script", ["run.py", "test.py"])
def test_an_old_python_gets_a_sentence(script: str) -> None:
    code = (
        "import sys; sys.version_info = (3, 10, 13, 'final', 0); sys.path.insert(0, 'scripts')\n"
        f"sys.argv = ['{script}']; exec(compile(open('scripts/{script}').read(), '{script}', 'exec'))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("collector-tui needs Python 3.11 or newer; this is 3.10.13.")


def test_continuous_integration_runs_the_one_command() -> None:
    script = ROOT / ".ci" / "run"
    assert "python3 scripts/test.py </dev/null" in script.read_text()
    assert os.name == "nt" or os.access(script, os.X_OK)
