"""Plain answers on a terminal: folded between cells and words, their headings and words in the language of now."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from collector_tui.cli.parser import Parser, global_options
from collector_tui.domain.journal.matters import Dispute
from collector_tui.present import plain
from collector_tui.present.cells import matter_words
from collector_tui.present.code_words import reason_text
from collector_tui.present.i18n import set_language
from collector_tui.services.ports import SearchHit
from tests.builders.facts import ZONE, facts, on, promise, talk, task


def test_a_row_breaks_between_its_cells_and_never_in_one() -> None:
    shown = plain.table(("customer", "until", "id"), [("Harbour Lane Foods", "Nov 24, 2026 23:00", "x" * 36)])
    lines = plain.folded(shown, 60).split("\n")
    assert "Harbour Lane Foods  Nov 24, 2026 23:00" in lines
    assert f"  {'x' * 36}" in lines


def test_a_sentence_breaks_between_words_and_chinese_anywhere_but_before_a_comma() -> None:
    assert plain.folded("   - one two three four", 15).split("\n") == ["   - one two", "     three four"]
    assert plain.folded("one two three", 9).split("\n") == ["one two", "three"]
    shown = plain.folded("一二三四五六七八九，十", 12).split("\n")
    assert all(cell_len(line) <= 12 and not line.lstrip().startswith("，") for line in shown)


@pytest.mark.parametrize(
    ("lang", "titles"),
    [
        ("en", ["People", "Open items", "Money not applied", "Disputes, tasks and other matters", "Last contacts"]),
        ("zh", ["联系人", "未核销单据", "未核销款项", "争议、待办与其他事项", "最近联系"]),
    ],
)
def test_every_block_of_a_customer_has_its_heading(lang, titles) -> None:
    set_language(lang)
    said = talk(-2, "invoice_not_received", task("resend_invoice", 3))
    known = facts("ACME", [("I1", -9, "5")], [said], unapplied=["30"])
    blocks = plain.customer(known, on(0), ZoneInfo(ZONE), ())
    assert [block.split("\n")[0] for block in blocks[1:]] == titles


def test_tasks_say_what_is_asked_for() -> None:
    known = facts("ACME", [], [talk(-2, "promise", promise("500", 60, needs_approval=True))])
    assert "approve CNY 500.00" in plain.matters(known.matters)


def test_a_disputes_reason_that_a_card_gave_is_told_in_words() -> None:
    set_language("zh")
    assert reason_text("quality_dispute") == "货物或服务"
    assert reason_text("der Lack ist ab") == "der Lack ist ab"
    known = facts("ACME", [], [talk(-2, "dispute", Dispute("set_off", "wang", on(3)))])
    assert "set_off" not in matter_words(known.matters[0])


def test_a_find_by_name_does_not_say_the_name_twice() -> None:
    told = plain.hits([SearchHit("C-1", "Harbour", "customer", "Harbour"), SearchHit("C-1", "Harbour", "person", "Li")])
    assert told.count("Harbour") == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_help_stands_in_two_columns_by_cells(lang, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    set_language(lang)
    parser = Parser(prog="collector x", parents=[global_options()])
    lines = [line for line in parser.format_help().split("\n") if line.startswith("  --")]
    starts = {cell_len(line[: line.rindex("  ") + 2]) for line in lines}
    assert len(starts) == 1
    assert all(cell_len(line) <= 80 for line in lines)
