"""Every command of the README works as it stands there, in both languages, in an empty home."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest

from collector_tui.cli.main import main
from tests.docs.pages import ROOT, Page

README = Page.at("README.md")
ENGLISH, CHINESE = README.text.split("# 简体中文\n", 1)
_SAVED = re.compile(r"cat > (\S+) <<'END'\n(.*?)END\n", re.DOTALL)


def commands(part: str) -> list[str]:
    """Return the lines of a part's shell blocks; a file to be saved is one entry, text and all."""
    found: list[str] = []
    for block in Page(part).blocks("sh"):
        rest = block
        while rest:
            saved = _SAVED.match(rest)
            line = saved[0] if saved else rest.partition("\n")[0]
            found.append(line)
            rest = rest[len(line) :].lstrip("\n")
    return found


@pytest.mark.parametrize(("part", "kept"), [(ENGLISH, "kept"), (CHINESE, "已兑现")], ids=["en", "zh"])
def test_the_first_five_minutes(part: str, kept: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLLECTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLLECTOR_USER", "ann")
    said: dict[str, str] = {}
    for line in commands(part):
        if saved := _SAVED.match(line):
            (tmp_path / saved[1]).write_text(saved[2], encoding="utf-8")
        elif line.startswith("collector "):
            code = main(shlex.split(line)[1:])
            out = capsys.readouterr()
            assert code == 0, f"{line}\n{out.err}"
            said[line.split()[1]] = out.out
    assert set(said) >= {"import", "worklist", "customer", "talk", "log", "promises", "where", "check", "backup"}
    assert kept in said["promises"]


def test_nothing_else_is_in_the_shell_blocks() -> None:
    strange = [
        line
        for line in commands(README.text)
        if not line.startswith(("collector ", "cat > ", "python3 scripts/run.py", "python3 scripts/test.py"))
    ]
    assert not strange


def test_the_two_commands_are_there_and_load() -> None:
    scripts = {line.split()[1] for line in commands(README.text) if line.startswith("python3 ")}
    assert scripts == {"scripts/run.py", "scripts/test.py"}
    for script in scripts:
        assert "__main__" in ast.unparse(ast.parse((ROOT / script).read_text(encoding="utf-8")))


def shape(part: str) -> list[str]:
    """Return a part's skeleton: headings by rank, the first words of its commands, its lists."""
    plain = _SAVED.sub("cat file\n", part)
    marks = re.findall(r"^(##+ |- |```|collector \w+|python3 \S+|cat )", plain, re.MULTILINE)
    return [mark.strip() for mark in marks]


def test_both_languages_tell_the_same() -> None:
    assert shape(ENGLISH) == shape(CHINESE)


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "docs/CODEBASE.md", "docs/commands.md"])
def test_links_lead_somewhere(name: str) -> None:
    page = Page.at(name)
    headings = {heading.casefold() for heading in re.findall(r"^#+ (.+)$", page.text, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", page.text):
        if target.startswith("#"):
            assert target[1:].replace("-", " ") in headings
        else:
            assert ((ROOT / name).parent / target).exists(), target


def test_the_changelog_begins_with_this_version() -> None:
    from collector_tui import __version__

    versions = re.findall(r"^## (\S+)", Page.at("CHANGELOG.md").text, re.MULTILINE)
    assert versions[0] == __version__
