"""docs/keys.md is what the table of acts says, in both maps, and its example is good."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from collector_tui.tui.acts.keymap import MAPS, key_named, read_sheet
from collector_tui.tui.acts.table import ACTS
from tests.docs.pages import ROOT, Page, codes, tables

PAGE = Page.at("docs/keys.md")


def test_the_page_is_what_the_script_makes() -> None:
    code = "import sys; sys.path.insert(0, 'scripts'); import keys_page; sys.stdout.write(keys_page.page())"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    assert made.stdout == PAGE.text, "run python scripts/keys_page.py"


def test_every_act_with_the_keys_of_both_maps() -> None:
    told = {
        codes(row[0])[0]: row for section in PAGE.sections().values() for _head, rows in tables(section) for row in rows
    }
    assert set(told) == set(ACTS)
    for act, row in told.items():
        for name, cell in zip(MAPS, row[1:3], strict=True):
            assert [key_named(key) for key in codes(cell)] == list(MAPS[name][act])


def test_the_example_is_good() -> None:
    (text,) = PAGE.blocks("toml")
    assert not read_sheet(tomllib.loads(text), Path("keys.toml")).faults
