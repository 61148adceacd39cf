"""The README's pictures show what the program shows: the same words, on the same demo morning, in both languages."""

from __future__ import annotations

import html
import re
import runpy

import pytest

from tests.docs.pages import ROOT

_TEXT = re.compile(r"<text[^>]*>(.*?)</text>")
_FOLDER = ROOT / "docs" / "pictures"


def words(svg: str) -> list[str]:
    """Return what a picture says, without the marks of scroll bars."""
    said = (html.unescape(text).strip() for text in _TEXT.findall(svg))
    return [text for text in said if re.search(r"\w", text)]


@pytest.fixture(scope="module")
def taken() -> dict[str, str]:
    told: dict[str, str] = runpy.run_path(str(ROOT / "scripts" / "pictures.py"))["pictures"]()
    return told


@pytest.mark.slow
def test_they_are_what_the_program_shows(taken: dict[str, str]) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in _FOLDER.iterdir()}
    assert taken.keys() == kept.keys()
    for name, svg in kept.items():
        assert words(svg) == words(taken[name]), f"{name}: run python scripts/pictures.py and look at it"


def test_they_fetch_nothing_and_the_readme_shows_each() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in _FOLDER.iterdir():
        assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", path.read_text(encoding="utf-8"))
        assert f"docs/pictures/{path.name}" in readme
