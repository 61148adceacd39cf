"""What another process finds while this one loads comes back in order; what it cannot find is left to this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from collector_tui.ahead import begin_ahead
from collector_tui.domain.money import Money
from tests.builders.book import book, customer, invoice

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not copy processes")

ROOT = Path(__file__).resolve().parents[1]


def begun(code: str) -> str:
    """Run a program of one thread that begins work ahead; return what it prints."""
    told = subprocess.run(
        [sys.executable, "-c", f"from collector_tui.ahead import begin_ahead\n{code}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return told.stdout + told.stderr


def test_the_value_comes_and_then_the_process_is_gone():
    value = begin_ahead(lambda: [Money(5, "CNY"), "x" * 1_000_000])
    assert value() == [Money(5, "CNY"), "x" * 1_000_000]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_work_that_fails_says_nothing_and_is_left_to_who_waits():
    code = """
def work():
    raise ValueError("a customer's name")
print(begin_ahead(work)())
"""
    assert begun(code) == "None\n"


def test_a_process_that_was_killed_halfway_is_no_answer():
    code = """
import os, signal
def work():
    os.kill(os.getpid(), signal.SIGKILL)
print(begin_ahead(work)())
"""
    assert begun(code) == "None\n"


def test_who_never_asks_need_not_wait():
    assert begun('begin_ahead(lambda: "x" * 10_000_000)\nprint("gone on")') == "gone on\n"


def test_a_system_that_copies_no_processes_reads_as_at_any_other_time(monkeypatch):
    monkeypatch.delattr(os, "fork")
    assert begin_ahead(lambda: "never")() is None


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
    "collector_tui.services.read_worklist",
    "collector_tui.services.read_customer",
    "collector_tui.domain.worklist.build",
    "collector_tui.domain.promise.judge",
    "collector_tui.domain.worklist.score",
    "collector_tui.domain.talk",
    "collector_tui.playbook",
    "collector_tui.present.detail",
)


def test_the_first_list_is_painted_before_this_process_has_loaded_what_reads_scores_or_writes(tmp_path):
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
    assert len([name for name in modules if name.startswith("collector_tui.")]) < 115
