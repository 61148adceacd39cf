"""A failure's sentence says its facts as people say them, in either language: no code stands raw in it."""

from __future__ import annotations

from datetime import date

import pytest

from collector_tui.domain.errors import Code
from collector_tui.domain.journal.entries import KINDS
from collector_tui.domain.journal.outcomes import OUTCOMES, RESULTS
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.results.needs import MissingFacts
from collector_tui.present import key_words
from collector_tui.present.failures import error_text
from collector_tui.present.i18n import set_language
from collector_tui.present.key_words import code_text
from collector_tui.services.answer_matter import AlreadyEnded, PeriodOver, WrongWayOut

KEYS = {key for one in OUTCOMES.values() for need in one.needs for key in need.split("|")} | {
    key for needs in RESULTS.values() for need in needs for key in need.split("|")
}
ENDINGS = ("done", "refused", "released", "replaced", "resolved", "withdrawn")


@pytest.mark.parametrize("key", sorted(KEYS | {"outcome", "channel", "method", "evidence_by"}))
def test_every_key_has_words_and_is_named(key: str) -> None:
    set_language("zh")
    told = key_words.key_text(key)
    assert told.endswith(f"（{key}）")
    assert "\u4e00" <= told[0] <= "\u9fff"
    set_language("en")
    assert key in key_words.key_text(key)


@pytest.mark.parametrize("of", ["kind", "ending", "state"])
def test_every_code_has_words(of) -> None:
    codes = {"kind": [*KINDS, "invoices", "payments", "customers"], "ending": ENDINGS, "state": list(PromiseState)}[of]
    for code in codes:
        set_language("zh")
        assert "\u4e00" <= code_text(Code(of, code))[0] <= "\u9fff", code
        set_language("en")
        assert "_" not in code_text(Code(of, code))


def test_what_is_missing_is_one_enumeration() -> None:
    error = MissingFacts(("items|amount", "dispute:resolver", "person"))
    told = "invoices (items) or amount, dispute: who resolves it (resolver), and person"
    assert error_text(error) == f"Nothing was written: {told} must be said too."
    set_language("zh")
    told = "发票（items）或金额（amount）、争议：由谁处理（resolver）和联系人（person）"
    assert error_text(error) == f"未写入：还缺{told}。"


def test_ways_out_are_told_in_words() -> None:
    set_language("zh")
    wrong = WrongWayOut(
        matter_id="m", kind=Code("kind", "payment_run"), right=Code("ending", "done"), how=Code("ending", "resolved")
    )
    assert error_text(wrong) == "“m”属于“付款批次”，了结方式是“办结”，不是“解决”。未作任何更改。"
    ended = AlreadyEnded(matter_id="m", how=Code("ending", "withdrawn"), on=date(2026, 6, 8))
    assert "withdrawn" not in error_text(ended)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_promise_that_only_the_ledger_judges_says_how_a_mistake_is_taken_back(lang) -> None:
    set_language(lang)
    told = error_text(PeriodOver(on=date(2026, 6, 8), state=Code("state", "awaiting_ledger"), matter_id="m"))
    assert "`collector void m`" in told
    assert "awaiting_ledger" not in told
