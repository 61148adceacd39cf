"""A desk at work: plain commands on a book of their own, at a time that the test says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from collector_tui.cli.main import main

INVOICES = "customer_id,customer,invoice,issued,due,amount,currency"
PAYMENTS = "customer_id,invoice,date,amount,currency,reference"
CUSTOMERS = "customer_id,customer,parent,collector,segment,zone,person,role,phone,email"


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Office:
    """Runs `collector` in this process. It is Tuesday, November 24, 2026, nine in the morning in Shanghai."""

    def __init__(self, home: Path, monkeypatch, capsys) -> None:
        self.home, self._monkeypatch, self._capsys = home, monkeypatch, capsys
        monkeypatch.setenv("COLLECTOR_HOME", str(home / "data"))
        monkeypatch.setenv("COLLECTOR_ZONE", "Asia/Shanghai")
        monkeypatch.setenv("COLLECTOR_USER", "ann")
        self.clock("2026-11-24T09:00:00+08:00")

    @property
    def book(self) -> Path:
        return self.home / "data" / "book.collector"

    def clock(self, now: str) -> None:
        self._monkeypatch.setenv("COLLECTOR_NOW", now)

    def __call__(self, *words: object) -> Done:
        """Run a command, whatever it answers."""
        self._capsys.readouterr()
        code = main([str(word) for word in words])
        said = self._capsys.readouterr()
        return Done(code, said.out, said.err)

    def did(self, *words: object) -> Done:
        """Run a command that must work."""
        done = self(*words)
        assert done.code == 0, done.err + done.out
        return done

    def asked(self, *words: object) -> Any:
        """Return the JSON of a command that must work."""
        return self.did(*words, "--json").json

    def file(self, name: str, header: str, *rows: str) -> Path:
        path = self.home / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    def invoices(self, *rows: str, name: str = "invoices.csv") -> Path:
        return self.file(name, INVOICES, *rows)

    def payments(self, *rows: str, name: str = "payments.csv") -> Path:
        return self.file(name, PAYMENTS, *rows)

    def customers(self, *rows: str, name: str = "customers.csv") -> Path:
        return self.file(name, CUSTOMERS, *rows)

    def lying(self) -> dict[str, bytes]:
        """Return every file of the book's folder with its bytes, logs aside."""
        folder = self.book.parent
        files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".log"]
        return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def office(tmp_path, monkeypatch, capsys) -> Office:
    return Office(tmp_path, monkeypatch, capsys)


@pytest.fixture
def shop(office: Office) -> Office:
    """An office with two customers: Harbour owes CNY 200,000, Mill owes EUR 900 and has no person."""
    office.did(
        "import",
        office.customers(
            "C-1,Harbour Lane Foods,,li,food,Asia/Shanghai,Ann Lee,payer,+86 10 5550 0101,ann@example.com",
            "C-2,Mill & Stone,,li,food,Europe/Berlin,,,,",
        ),
        office.invoices(
            "C-1,Harbour Lane Foods,A-1,2026-07-01,2026-08-01,120000.00,CNY",
            "C-1,Harbour Lane Foods,A-2,2026-09-01,2026-10-01,80000.00,CNY",
            "C-2,Mill & Stone,B-1,2026-09-15,2026-10-15,900.00,EUR",
        ),
    )
    return office
