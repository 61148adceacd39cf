"""Small files, small functions; the offenders are printed."""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.architecture.house import ROOT, at, functions, python_files

PROGRAM = ("collector_tui", "db", "scripts")


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(paths: list[Path], limit: int) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {lines(path)} lines, {limit} allowed" for path in paths if lines(path) > limit]


def test_no_file_is_over_500_lines() -> None:
    offenders = too_long(python_files(*PROGRAM), 500)
    assert not offenders, "\n".join(offenders)


def test_no_test_file_is_over_800_lines() -> None:
    offenders = too_long(python_files("tests"), 800)
    assert not offenders, "\n".join(offenders)


def test_the_screens_application_stays_under_200_lines() -> None:
    offenders = too_long([path for path in python_files("collector_tui/tui") if path.name == "app.py"], 199)
    assert not offenders, "\n".join(offenders)


def test_no_function_is_over_60_lines() -> None:
    offenders = [
        f"{at(path, function)} {function.name}: {size} lines, 60 allowed"
        for path in python_files(*PROGRAM)
        for function in functions(path)
        if (size := (function.end_lineno or 0) - function.lineno + 1) > 60
    ]
    assert not offenders, "\n".join(offenders)


@pytest.mark.skipif(len(python_files(*PROGRAM)) < 20, reason="too few files for a median")
def test_files_and_functions_are_small_as_a_rule() -> None:
    files = [lines(path) for path in python_files(*PROGRAM) if lines(path)]
    sizes = [
        (function.end_lineno or 0) - function.lineno + 1
        for path in python_files(*PROGRAM)
        for function in functions(path)
    ]
    assert median(files) <= 150
    assert quantiles(files, n=10)[-1] <= 300
    assert median(sizes) < 12
