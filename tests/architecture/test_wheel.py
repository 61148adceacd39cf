"""What a user gets: everything that is needed at run time, and no module that is not ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.house import PACKAGE, ROOT, tree_files

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """Build the source archive and, from it, the wheel."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.glob("*.whl")
    return ZipFile(built)


def test_only_our_package_lies_on_top(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"collector_tui"}


def test_migrations_catalogues_and_playbook_are_inside(wheel: ZipFile) -> None:
    names = set(wheel.namelist())
    assert {f"collector_tui/locale/{language}/LC_MESSAGES/collector.mo" for language in ("en", "zh_Hans")} <= names
    assert "collector_tui/playbook/compiled.json" in names
    wanted = {
        f"collector_tui/{path.relative_to(ROOT).as_posix()}" for path in tree_files() if ROOT / "db" in path.parents
    }
    assert "collector_tui/db/migrations/env.py" in wanted
    assert wanted <= names


def test_every_file_of_the_package_is_inside(wheel: ZipFile) -> None:
    files = [path for path in tree_files() if PACKAGE in path.parents and path.suffix != ".po"]
    missing = {path.relative_to(ROOT).as_posix() for path in files} - set(wheel.namelist())
    assert not missing


def test_nothing_is_inside_that_was_made_by_running(wheel: ZipFile) -> None:
    assert not [
        name for name in wheel.namelist() if Path(name).suffix in {".pyc", ".db", ".po"} or "__pycache__" in name
    ]


def test_the_command_and_the_licence_are_inside(wheel: ZipFile) -> None:
    info = next(name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name)
    assert b"collector = collector_tui.cli.main:main" in wheel.read(f"{info}/entry_points.txt")
    assert b"The collector-tui authors" in wheel.read(f"{info}/licenses/LICENSE")
    assert b"Requires-Python: >=3.11" in wheel.read(f"{info}/METADATA")
