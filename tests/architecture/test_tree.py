"""What lies in the tree: nothing of one machine, and nothing that only git's ignore list should know."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, tree_files

# Spelt in parts, so that this file does not find itself.
MACHINE = re.compile("|".join([r"/" + r"(?:work|root|home/\w+|Users/\w+)/", r"[A-Z]:\\" + "Users"]))
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", r"pypi\.tuna", "index" + "-url", "find" + "-links"])
)
MERGE = re.compile("^(?:<" + "{7} |>" + "{7} )", re.MULTILINE)


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tree_files():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize(
    ("what", "pattern"),
    [("a machine's path", MACHINE), ("a registry's host", REGISTRIES), ("an unfinished merge", MERGE)],
)
def test_the_tree_holds_no(what: str, pattern: re.Pattern[str]) -> None:
    offenders = [
        f"{path.relative_to(ROOT)}: {what}: {match.group()}"
        for path, text in texts()
        for match in pattern.finditer(text)
    ]
    assert not offenders, "\n".join(offenders)


def test_the_pins_are_versions_and_nothing_else() -> None:
    pin = re.compile(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*")
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert lines
    assert not [line for line in lines if not pin.fullmatch(line)]


def test_every_dependency_is_pinned() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").open()}
    names = [
        re.split(r"[<>=;\[ ]", line)[0] for line in (*wanted["dependencies"], *wanted["optional-dependencies"]["dev"])
    ]
    assert not [name for name in names if name.lower() not in pinned]


def test_db_and_scripts_are_folders_not_packages() -> None:
    assert not [folder for folder in ("db", "scripts") if list((ROOT / folder).rglob("__init__.py"))]


def test_the_scripts_for_people_load_the_standard_library_only() -> None:
    code = (
        "import sys; sys.path.insert(0, 'scripts'); import run, test\n"
        "tops = {name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names - {'__main__'}\n"
        "print(sorted(top for top in tops if 'scripts' not in (getattr(sys.modules[top], '__file__', '') or '')))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_resources_are_found_in_the_checkout() -> None:
    from collector_tui.resources import db_folder

    with pytest.raises(FileNotFoundError, match="Install it again"):
        db_folder("no-such-folder")
    if (ROOT / "db" / "migrations").is_dir():
        assert db_folder("migrations") == ROOT / "db" / "migrations"
