"""Every code of the worklist has words, short enough for their place, and hostile facts stay harmless."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

import collector_tui
from collector_tui.domain.journal.entries import MATTER_KINDS
from collector_tui.domain.journal.outcomes import CHANNELS, METHODS, OUTCOMES, TASKS
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.worklist.build import _ACTIONS
from collector_tui.domain.worklist.model import HoldReason, RowClass, Why
from collector_tui.domain.worklist.reasons import WHY_CODES
from collector_tui.present import code_words
from collector_tui.present.why import (
    action_text,
    channel_text,
    class_text,
    hold_text,
    kind_text,
    method_text,
    outcome_text,
    state_text,
    task_text,
    why_text,
)
from tests.builders.facts import money, on

LARGE, DAY = money("1234567.89"), on(8)
EXAMPLES = {
    "callback_due": Why("callback_due", {"day": DAY, "person": "Ms Li", "at": "10:30"}),
    "callback_late": Why("callback_late", {"day": DAY, "person": ""}, 3),
    "promise_broken": Why("promise_broken", {"amount": LARGE, "day": DAY, "since": DAY}, 2),
    "promise_partly_kept": Why("promise_partly_kept", {"amount": LARGE, "day": DAY}, 1),
    "plan_in_default": Why("plan_in_default", {"amount": LARGE, "day": DAY}, 1),
    "promise_to_confirm": Why("promise_to_confirm", {"amount": LARGE, "day": DAY, "broken_on": DAY}),
    "promise_awaits_ledger": Why("promise_awaits_ledger", {"amount": LARGE, "day": DAY, "broken_on": DAY}),
    "run_closes": Why("run_closes", {"amount": LARGE, "day": DAY}),
    "overdue": Why("overdue", {"amount": LARGE, "n": 12}, 1234),
    "pre_due": Why("pre_due", {"amount": LARGE, "day": DAY}),
    "pinned": Why("pinned", {"note": "the boss wants it"}),
    "dispute_lapsed": Why("dispute_lapsed", {"reason": "price", "day": DAY}),
    "dispute_answer_late": Why("dispute_answer_late", {"who": "wang", "day": DAY}, 11),
    "claim_not_seen": Why("claim_not_seen", {"amount": LARGE, "day": DAY}),
    "run_passed": Why("run_passed", {"day": DAY}),
    "next_step_due": Why("next_step_due", {"day": DAY, "whom": "the finance director"}),
    "task_late": Why("task_late", {"task": "resend_invoice", "who": "wang", "day": DAY}, 3),
    "offer_waits": Why("offer_waits", {"amount": LARGE, "day": DAY}),
    "level_needs_approval": Why("level_needs_approval", {"n": 2}),
    "ledger_behind": Why("ledger_behind", {"n": 3, "day": DAY}),
    "family": Why("family", {"head": "Li & Co", "n": 4, "overdue": LARGE, "promises": 2, "calls": 3}),
    "money_days": Why("money_days", {"amount": LARGE, "days": 23}, 28_395_061),
    "pays_late": Why("pays_late", {"n": 30}, 12),
    "pays_anyway": Why("pays_anyway", {"days": 2, "less": 20}, 40),
    "step_due": Why("step_due", {"channel": "letter", "day": DAY}),
    "no_history": Why("no_history"),
    "percentile": Why("percentile", {"currency": "USD"}, 87),
    "broken_in_a_row": Why("broken_in_a_row", {"n": 2}),
    "broken_before": Why("broken_before", {"amount": LARGE, "day": DAY}, 500),
    "no_answer": Why("no_answer", {"n": 5}, 500),
    "bounced": Why("bounced", {"amount": LARGE, "day": DAY}, 500),
    "seen_at_bank": Why("seen_at_bank", {"amount": LARGE}),
    "slower": Why("slower", {"days": 20, "before": 5}, 500),
}


def test_the_examples_are_all_the_codes_and_the_codes_all_that_is_said() -> None:
    assert set(EXAMPLES) == WHY_CODES
    folder = Path(collector_tui.__file__).parent / "domain" / "worklist"
    said = {
        constant.value
        for path in folder.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Why"
        for constant in ast.walk(call.args[0])
        if isinstance(constant, ast.Constant)
    }
    said |= {"promise_broken", "promise_partly_kept", "plan_in_default"}
    assert said == WHY_CODES


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_why_fits_a_line_of_80_cells_and_shows_no_code(code: str) -> None:
    text = why_text(EXAMPLES[code])
    assert cell_len(text) <= 76, text
    assert not re.search(r"[{}]|\w_\w", text), text


def test_it_is_said_like_a_colleague_would() -> None:
    assert why_text(EXAMPLES["promise_broken"]) == "second promise in a row broken: CNY 1,234,567.89 for Jun 18"
    assert why_text(Why("promise_broken", {"amount": LARGE, "day": DAY}, 1)) == (
        "promise of CNY 1,234,567.89 for Jun 18 broken"
    )
    assert why_text(Why("callback_due", {"day": DAY, "person": ""})) == "asked to be called today"
    assert why_text(Why("callback_late", {"day": DAY}, 1)) == "callback of Jun 18 is 1 day late"
    assert why_text(Why("overdue", {"amount": LARGE, "n": 1}, 1)) == "CNY 1,234,567.89 is 1 day overdue"
    assert why_text(Why("pays_late", {"n": 1}, -2)) == "usually pays 2 days early"
    assert why_text(Why("pays_late", {"n": 1}, 0)) == "usually pays on time"
    assert why_text(EXAMPLES["task_late"]) == "our task is 3 days late: send the invoice again, wang"
    said = "family Li & Co (4): CNY 1,234,567.89 overdue, 2 promises, 3 calls today"
    assert why_text(EXAMPLES["family"]) == said


def test_a_name_from_outside_reaches_no_terminal_raw() -> None:
    text = why_text(Why("pinned", {"note": "\x1b]0;gotcha\x07{day} [/bold]"}))
    assert "\x1b" not in text
    assert "{day} [/bold]" in text


def test_every_hold_class_action_state_and_kind_has_words_that_fit_its_column() -> None:
    for words, most in [
        ([hold_text(reason) for reason in HoldReason], 24),
        ([class_text(row_class) for row_class in RowClass], 11),
        ([action_text(code) for code in _ACTIONS.values()], 18),
        ([action_text(code) for code in ("find_number", "ask_if_paid")], 18),
        ([state_text(state) for state in PromiseState], 18),
        ([task_text(code) for code in TASKS], 26),
        ([kind_text(kind) for kind in MATTER_KINDS], 18),
    ]:
        assert all(0 < cell_len(word) <= most for word in words), words
    assert len({hold_text(reason) for reason in HoldReason}) == len(HoldReason), "two holds never read alike"


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("_OUTCOMES", set(OUTCOMES)),
        ("_TASKS", set(TASKS)),
        ("_METHODS", set(METHODS)),
        ("_CHANNELS", set(CHANNELS)),
        ("_HOLDS", set(HoldReason)),
        ("_CLASSES", set(RowClass)),
        ("_STATES", set(PromiseState)),
        ("_ACTIONS", {*_ACTIONS.values(), "find_number", "ask_if_paid"}),
    ],
)
def test_there_are_words_for_every_code_and_no_others(table: str, codes: set[str]) -> None:
    assert set(getattr(code_words, table)) == codes


def test_a_code_of_a_later_version_is_shown_as_it_is() -> None:
    for words in (outcome_text, kind_text, task_text, method_text, channel_text):
        assert words("unheard_of") == "unheard_of"
