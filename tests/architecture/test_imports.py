"""Who may know whom, seen from inside a fresh interpreter: a deferred or indirect import cannot hide there."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from functools import cache

import pytest

from tests.architecture.house import PACKAGE, ROOT, at, modules_of, packages, python_files, syntax

HEAVY = {
    "sqlcipher3",
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "textual",
    "babel",
    "holidays",
    "yaml",
    "pydantic",
    "phonenumbers",
}
DATABASE = {"sqlcipher3", "sqlalchemy", "sqlmodel", "alembic"}

# Which rooms of the house a room may load, itself aside, and which libraries it may not.
ROOMS = {
    "domain": set(),
    "services": {"domain"},
    "store": {"domain", "services", "resources"},
    "intake": {"domain", "services"},
    "playbook": {"domain", "services"},
    "present": {"domain", "services"},
    "tui": {"domain", "services", "present"},
    "demo": {"domain", "services", "store", "intake", "playbook", "resources"},
    "resources": set(),
    "workdays": {"domain"},
}
NOT_LOADED = {
    "domain": HEAVY | {"rich", "platformdirs", "python_calamine", "tzlocal"},
    "services": HEAVY | {"rich", "platformdirs", "python_calamine"},
    "store": {"textual", "rich", "babel", "alembic", "sqlalchemy", "sqlmodel", "holidays"},
    "intake": DATABASE | {"textual", "rich", "babel", "holidays"},
    "playbook": DATABASE | {"textual", "rich", "babel", "yaml", "holidays"},
    "present": HEAVY,
    "tui": DATABASE | {"babel", "holidays", "yaml"},
    "demo": {"textual", "rich", "babel", "holidays", "yaml"},
    "cli": HEAVY,
    "config": HEAVY | {"rich"},
    "resources": HEAVY | {"rich"},
}
# Modules whose whole purpose is a late import: they are loaded only by the act that needs them.
LATE = {
    "collector_tui.playbook.checked",
    "collector_tui.playbook.compile",
    "collector_tui.playbook.team",
    "collector_tui.store.bank_tables",
    "collector_tui.store.columns",
    "collector_tui.store.tables",
    "collector_tui.store.unit_of_work",
    "collector_tui.store.migrate",
}


def loaded_by(code: str) -> set[str]:
    """Return the modules that a fresh interpreter holds after running `code`, beyond those it starts with."""
    script = f"import sys, json; begun = set(sys.modules)\n{code}\nprint(json.dumps(sorted(set(sys.modules) - begun)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


@cache
def loaded_with(package: str) -> set[str]:
    names = [name for name in modules_of(package) if name not in LATE and not name.endswith("__main__")]
    return loaded_by("import " + ", ".join(names)) - set(names)


def tops(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize("package", [name for name in packages() if name in ROOMS])
def test_a_room_loads_only_the_rooms_below_it(package: str) -> None:
    rooms = {name.split(".")[1] for name in loaded_with(package) if name.startswith("collector_tui.")}
    assert rooms - {package} <= ROOMS[package]


@pytest.mark.parametrize("package", [name for name in packages() if name in NOT_LOADED])
def test_a_room_does_not_load_what_is_heavy(package: str) -> None:
    assert not tops(loaded_with(package)) & NOT_LOADED[package]


def test_the_domain_loads_the_standard_library_and_dateutil_only() -> None:
    allowed = sys.stdlib_module_names | {"collector_tui", "dateutil", "six"}
    assert not {name for name in tops(loaded_with("domain")) - allowed if not name.startswith("_sysconfigdata")}


@pytest.mark.skipif(not (PACKAGE / "cli" / "main.py").exists(), reason="there is no command yet")
@pytest.mark.parametrize("option", ["--version", "--help"])
def test_asking_for_version_or_help_loads_neither_screens_nor_database(option: str) -> None:
    code = (
        "import io, contextlib\nfrom collector_tui.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main([{option!r}])"
    )
    assert not tops(loaded_by(code)) & (HEAVY | {"rich"})


def imported_names(path: object) -> list[tuple[ast.AST, str]]:
    found: list[tuple[ast.AST, str]] = []
    for node in ast.walk(syntax(path)):  # type: ignore[arg-type]
        if isinstance(node, ast.Import):
            found += [(node, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node, node.module))
    return found


ONLY = {
    "sqlcipher3": {"store"},
    "sqlalchemy": {"store"},
    "sqlmodel": {"store"},
    "alembic": {"store"},
    "textual": {"tui"},
    "phonenumbers": {"services"},
    "sqlite3": set(),
    "pysqlite3": set(),
    "collector_tui.bootstrap": {"cli"},
}


def test_libraries_stay_in_the_room_that_owns_them() -> None:
    offenders = []
    for path in python_files("collector_tui"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node, name in imported_names(path):
            owners = next((rooms for owned, rooms in ONLY.items() if (name + ".").startswith(owned + ".")), None)
            if owners is not None and room not in owners:
                offenders.append(f"{at(path, node)} imports {name}")
    assert not offenders, "\n".join(offenders)


CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


def test_rooms_that_are_given_the_time_never_look_at_a_clock() -> None:
    offenders = []
    for path in python_files(
        *(f"collector_tui/{room}" for room in ("domain", "services", "present", "playbook", "intake"))
    ):
        for node in ast.walk(syntax(path)):
            match node:
                case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name) if (
                    owner,
                    name,
                ) in CLOCKS:
                    offenders.append(at(path, node))
    assert not offenders, "\n".join(offenders)
