"""What another process finds while this one loads comes back in order; what it cannot find is left to this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from collector_tui.ahead import CAN, Ahead
from collector_tui.domain.money import Money
from tests.builders.book import book, customer, invoice

pytestmark = pytest.mark.skipif(not CAN, reason="this system does not copy processes")

ROOT = Path(__file__).resolve().parents[1]


def begun(code: str) -> str:
    """Run a program of one thread that begins work ahead; return what it prints."""
    told = subprocess.run(
        [sys.executable, "-c", f"from collector_tui.ahead import Ahead\n{code}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return told.stdout + told.stderr


def test_values_come_in_order_and_then_the_process_is_gone():
    ahead = Ahead(lambda tell: (tell(Money(5, "CNY")), tell(["last"])))
    assert ahead.next() == Money(5, "CNY")
    assert ahead.last() == ["last"]
    with pytest.raises(ChildProcessError):
        os.waitpid(ahead._process, os.WNOHANG)


def test_work_that_fails_says_nothing_and_leaves_nothing_behind():
    code = """
def work(tell):
    tell("opened")
    raise ValueError("a customer's name")
ahead = Ahead(work)
print(ahead.next())
try:
    ahead.last()
except EOFError:
    print("left to us")
"""
    assert begun(code) == "opened\nleft to us\n"


def test_who_stops_listening_need_not_wait():
    code = """
import threading
ahead = Ahead(lambda tell: [tell("x" * 1000) for _ in range(100_000)])
print(len(ahead.next()))
"""
    assert begun(code) == "1000\n"


LAUNCH = """
import json, sys, os
from pathlib import Path
from collector_tui.cli import screens as command
from collector_tui.config import load_settings
from collector_tui import bootstrap

def painted(app):
    app.seat.gateway._reads.shutdown(wait=False, cancel_futures=True)
    app.said = (sorted(sys.modules), [row.customer_id for row in app.screen.read.worklist.rows])
    app.exit(0)

def run(self):
    headless(self, headless=True)
    print(json.dumps(self.said))

import collector_tui.tui.app as screens
screens.CollectorApp._after_first_paint = painted
headless = screens.CollectorApp.run
screens.CollectorApp.run = run
bootstrap.open_screens(load_settings({"book": sys.argv[1]}, os.environ), as_of=None)
"""

LATER = (
    "collector_tui.store",
    "collector_tui.services.read_worklist",
    "collector_tui.services.read_customer",
    "collector_tui.domain.worklist.build",
    "collector_tui.domain.worklist.score",
    "collector_tui.domain.talk",
    "collector_tui.playbook",
    "collector_tui.present.detail",
    "sqlcipher3",
    "tomllib",
)


def test_the_first_list_is_painted_before_this_process_has_loaded_the_store_or_the_scorer(tmp_path):
    owing = [invoice("ACME", "I1", -9, "99000"), invoice("BOLT", "I2", -5, "1000")]
    with book(tmp_path, customers=[customer("ACME"), customer("BOLT")], invoices=owing) as told:
        path = told.book.path
    environ = {**os.environ, "COLLECTOR_NOW": "2026-06-10T04:00:00+00:00", "COLLECTOR_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, str(path)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env=environ,
    )
    assert done.returncode == 0, done.stderr
    modules, listed = json.loads(done.stdout.splitlines()[-1])
    assert listed == ["ACME", "BOLT"]
    assert not [name for name in modules if name.startswith(LATER)]
    assert len([name for name in modules if name.startswith("collector_tui.")]) < 100
