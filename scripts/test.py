"""Everything that CI runs: `python3 scripts/test.py [--fast]`. Makes its environment itself.

Format, lint, types, import contracts and the fast tests; then, without --fast, the slow ones, those on a
pseudo-terminal, and an installation into an empty environment. Stops at the first stage that fails.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import enough_python  # noqa: F401 - before anything that an old Python cannot read
import setup_env

_FAST = "not slow and not pty and not samples"
_REST = "slow or pty or samples"
_COUNTS = re.compile(r"\b\d+ (passed|failed|error|skipped|deselected)|no tests ran")
_CONTRACTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
_PYTEST_FOUND_NOTHING = 5


@dataclass(frozen=True)
class Stage:
    """One step: its name and the arguments of the environment's Python."""

    name: str
    arguments: Sequence[str]

    @property
    def is_pytest(self) -> bool:
        return tuple(self.arguments[:2]) == ("-m", "pytest")


def _pytest(marks: str) -> list[str]:
    workers = min(os.cpu_count() or 1, 4)
    return ["-m", "pytest", "-q", "-m", marks, "-n", str(workers), "--dist", "loadgroup"]


FAST = (
    Stage("format", ["-m", "ruff", "format", "--check", "."]),
    Stage("lint", ["-m", "ruff", "check", "."]),
    Stage("types", ["-m", "mypy"]),
    Stage("imports", ["-c", _CONTRACTS]),
    Stage("fast tests", _pytest(_FAST)),
)
REST = (
    Stage("slow tests", _pytest(_REST)),
    Stage("installation", ["scripts/smoke.py"]),
)


def run(stage: Stage, python: str) -> tuple[bool, str]:
    """Run one stage, passing its output on; return whether it is good, and pytest's own line of counts."""
    print(f"\n=== {stage.name}", flush=True)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    counts = ""
    with subprocess.Popen(
        [python, *stage.arguments],
        cwd=setup_env.ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            if stage.is_pytest and _COUNTS.search(line):
                counts = line.strip()
    good = process.returncode == 0 or (stage.is_pytest and process.returncode == _PYTEST_FOUND_NOTHING)
    return good, counts


def run_all(stages: Sequence[Stage], python: str) -> int:
    """Run stages until one fails; print a line for each, then pytest's counts; return the exit code."""
    lines: list[str] = []
    all_counts: list[str] = []
    failed = False
    for stage in stages:
        begun = time.monotonic()
        good, counts = run(stage, python)
        lines.append(f"{stage.name:<14}{'ok' if good else 'FAILED':<8}{time.monotonic() - begun:6.1f} s")
        if counts:
            all_counts.append(f"{stage.name}: {counts}")
        if not good:
            failed = True
            break
    left = [stage.name for stage in stages[len(lines) :]]
    lines += [f"{name:<14}not run" for name in left]
    print("\n=== summary", *lines, *all_counts, sep="\n", flush=True)
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fast", action="store_true", help="only format, lint, types, imports and the fast tests")
    asked = parser.parse_args(arguments)
    begun = time.monotonic()
    try:
        python = setup_env.ready()
    except setup_env.CannotSetUp as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"environment ready in {time.monotonic() - begun:.1f} s", flush=True)
    return run_all(FAST if asked.fast else FAST + REST, str(python))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
