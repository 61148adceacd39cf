"""Install the checkout into an empty environment, as a user would, and use it once. Started by test.py.

The environment lies in a folder whose name has a space, its home is empty, and the checkout is out of sight.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

INVOICES = """\
customer_id,customer,invoice,issued,due,amount,currency
C-1,Ann [/bold] Lee,INV-1,2026-01-05,2026-02-04,1200.00,EUR
C-2,深圳市样品有限公司,INV-2,2026-01-10,2026-01-20,98000.50,CNY
"""
NO_FOREIGN_MODULES = """\
import importlib.util, pathlib, sys, collector_tui
assert pathlib.Path(collector_tui.__file__).is_relative_to(sys.prefix), collector_tui.__file__
assert not [name for name in ("db", "scripts", "tests") if importlib.util.find_spec(name)]
from collector_tui.resources import db_folder
assert db_folder("migrations").is_relative_to(sys.prefix)
"""


def install(folder: Path) -> Path:
    """Install the checkout into a new environment; return the environment's folder of commands."""
    venv.create(folder / "an env", with_pip=False, symlinks=os.name != "nt")
    commands = folder / "an env" / ("Scripts" if os.name == "nt" else "bin")
    pip = [sys.executable, "-m", "pip", "--python", str(commands / "python"), "install", "-q", "--no-input"]
    subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(ROOT)], check=True, stdin=subprocess.DEVNULL)
    return commands


def use(commands: Path, folder: Path) -> None:
    """Run the installed command; end the script when something is not as it must be."""
    home = folder / "home"
    home.mkdir()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COLLECTOR_", "XDG_", "PYTHON"))
    }
    environment |= {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            arguments,
            cwd=folder,
            env={**environment, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        if done.returncode:
            sys.exit(f"{' '.join(arguments)}\nended with exit code {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    run(str(commands / "python"), "-c", NO_FOREIGN_MODULES)
    collector = str(commands / "collector")
    said = run(collector, "--version")
    assert version() in said, said
    (folder / "invoices.csv").write_text(INVOICES, encoding="utf-8")
    book = ["--book", str(folder / "a book.db")]
    imported = json.loads(run(collector, *book, "import", "invoices.csv", "--as-of", "2026-03-01", "--json"))
    assert imported["batches"][0]["rows_applied"] == 2, imported
    worklist = json.loads(run(collector, *book, "worklist", "--as-of", "2026-03-02", "--json"))
    assert {item["customer_id"] for item in worklist["items"]} == {"C-1", "C-2"}, worklist
    shown = run(collector, *book, "--lang", "zh", "worklist", "--as-of", "2026-03-02")
    assert "深圳市" in shown, shown
    assert "Ann [/bold]" in shown, shown


def version() -> str:
    """Return the checkout's version."""
    source = (ROOT / "collector_tui" / "__init__.py").read_text(encoding="utf-8")
    return source.partition('__version__ = "')[2].partition('"')[0]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="collector smoke ") as name:
        folder = Path(name)
        use(install(folder), folder)
    print("installed into an empty environment: version, import and worklist work")
    return 0


if __name__ == "__main__":
    sys.exit(main())
