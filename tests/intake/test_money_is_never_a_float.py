"""Amounts come out of a file exactly as they went in; nothing in the intake makes a float."""

from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

import collector_tui.intake
import collector_tui.services.import_ledger
from collector_tui.domain.money import MAX_MINOR, Money
from collector_tui.services.import_report import ImportOptions
from tests.intake.files import INVOICES, taken

moneys = st.builds(Money, st.integers(-MAX_MINOR, MAX_MINOR), st.sampled_from(("EUR", "CNY", "JPY", "KWD")))
AROUND = ["C1", "Acme", "1", "2026-01-02", "2026-02-01"]


def program() -> list[Path]:
    folder = Path(collector_tui.intake.__file__).parent
    return [*folder.rglob("*.py"), Path(collector_tui.services.import_ledger.__file__)]


def test_the_intake_names_no_float() -> None:
    """`float` stands only where cells of a workbook are told by their type, and in the sign of workbook_number."""
    found = []
    for path in program():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("float", "round"):
                found.append(f"{path.name}:{node.lineno}")
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and "Path" not in ast.dump(node):
                found.append(f"{path.name}:{node.lineno}")
            if isinstance(node, ast.Constant) and isinstance(node.value, float) and path.name != "encoding.py":
                found.append(f"{path.name}:{node.lineno}")
    assert len(program()) > 15
    assert [place for place in found if "rejects.py" not in place] == []


def written(money: Money, mark: str) -> str:
    return money.plain().replace(".", mark)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(moneys, min_size=1, max_size=20), st.sampled_from((".", ",")))
def test_through_text(folder, amounts, mark) -> None:
    lines = [";".join((*AROUND, written(money, mark), money.currency)) for money in amounts]
    path = folder.lines(*lines, header=INVOICES.replace(",", ";"))
    rows = taken(path, ImportOptions(decimal="," if mark == "," else ""))
    assert [row.amount for row in rows] == amounts


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(moneys, min_size=1, max_size=20))
def test_through_a_workbook_as_numbers_and_as_text(folder, amounts) -> None:
    book = Workbook()
    book.active.append([*INVOICES.split(","), "open_amount"])
    for money in amounts:
        book.active.append([*AROUND, money.decimal(), money.currency, money.plain()])
    path = folder.path / "amounts.xlsx"
    book.save(path)
    rows = taken(path)
    assert [row.amount for row in rows] == amounts
    assert [row.open for row in rows] == amounts
