"""Both languages are complete, and no sentence reaches a person without them."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.architecture.house import ROOT, at, calls, python_files, syntax

PACKAGE = ["collector_tui"]
MARKERS = {"_": 1, "N_": 1, "ngettext": 2}


def catalogue(language: str) -> Catalog:
    path = ROOT / "collector_tui" / "locale" / language / "LC_MESSAGES" / "collector.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def sentences(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def forms(text: object) -> list[str]:
    """Return the forms that are filled in; that all of them are is another test's matter."""
    every = [text] if isinstance(text, str) else list(text or ())  # type: ignore[call-overload]
    return [form for form in every if form]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_catalogues_are_what_the_code_needs_and_all_is_translated() -> None:
    command = [sys.executable, "scripts/catalogue.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("language", ["en", "zh_Hans"])
def test_a_translation_has_the_facts_of_its_sentence(language: str) -> None:
    offenders = []
    for message in sentences(language):
        wanted = set[str]().union(*map(placeholders, forms(message.id)))
        for form in forms(message.string):
            # "one row" may leave its number out, but only in a language that has a singular.
            singular = language == "en" and message.pluralizable
            if not (placeholders(form) <= wanted if singular else placeholders(form) == wanted):
                offenders.append(f"{message.id!r} -> {form!r}")
    assert not offenders, "\n".join(offenders)


def test_a_sentence_names_its_facts_plainly() -> None:
    """No positions, attributes, conversions or formats: what a fact looks like is decided by present.formats."""
    offenders = []
    for message in sentences("en"):
        for form in forms(message.id):
            for _, name, spec, conversion in string.Formatter().parse(form):
                if name is not None and (not name.isidentifier() or spec or conversion):
                    offenders.append(repr(form))
    assert not offenders, "\n".join(offenders)


def test_chinese_is_chinese() -> None:
    """A translation holds a Chinese character, unless the sentence is only names, signs and facts."""
    offenders = [
        repr(message.id)
        for message in sentences("zh_Hans")
        for form in forms(message.string)
        if re.search(r"[a-z]{3,} [a-z]{3,}", form) and not re.search(r"[\u4e00-\u9fff]", form)
    ]
    assert not offenders, "\n".join(offenders)


def test_only_literals_are_looked_up() -> None:
    offenders = []
    for path in python_files(*PACKAGE):
        for call, name in calls(path):
            if name in MARKERS and isinstance(call.func, ast.Name):
                wanted = call.args[: MARKERS[name]]
                if not all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in wanted):
                    offenders.append(f"{at(path, call)} {name}() of something that is no literal")
    assert not offenders, "\n".join(offenders)


SENTENCE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}|[\u4e00-\u9fff]{2,}")
STYLE_SHEETS = {"CSS", "DEFAULT_CSS"}
NOT_WORDS = {"classes", "style", "styles", "selector", "id", "name"}
TAKES_A_SELECTOR = {"query", "query_one", "query_exactly_one", "query_children", "query_ancestor", "on", "parse"}
NAMES_OF_LANGUAGES = {"English", "简体中文"}


def unspoken(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node whose literals nobody reads, or which are looked up in the catalogue."""
    match node:
        case ast.Expr(value=ast.Constant()):  # a docstring, of whatever it may be
            yield node
        case ast.Call(func=ast.Name(id=name)) if name in MARKERS:
            yield node
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)) if name in TAKES_A_SELECTOR:
            yield from node.args
        case ast.Compare():  # what a person may type, in either language
            yield from node.comparators
        case ast.keyword(arg=name) if name in NOT_WORDS:
            yield node
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if name in STYLE_SHEETS:
            yield node


def is_sentence(text: str) -> bool:
    """Return whether a text says something; a list of examples of what may be typed ("fri, +3, 周五") does not."""
    pieces = [piece.strip() for piece in text.split(",")]
    examples = len(pieces) > 1 and not any(" " in piece for piece in pieces)
    return not examples and SENTENCE.search(text) is not None


def bare_sentences(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Yield the sentences of a file that no catalogue can hold, each with its place."""
    tree = syntax(path)
    quiet = {id(inner) for node in ast.walk(tree) for part in unspoken(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in quiet and text not in NAMES_OF_LANGUAGES:
                if is_sentence(text):
                    yield node, text


def test_no_sentence_is_shown_without_its_key() -> None:
    rooms = ("collector_tui/cli", "collector_tui/tui", "collector_tui/present")
    offenders = [f"{at(path, place)} {text!r}" for path in python_files(*rooms) for place, text in bare_sentences(path)]
    assert not offenders, "\n".join(offenders)


def test_a_bare_sentence_would_be_found(tmp_path: Path) -> None:
    """The check above is a heuristic; this is what it must not miss, and what it must leave alone."""
    source = (
        '"""Words about this file."""\nDEFAULT_CSS = "Label { width: auto }"\n'
        'print("Nothing was imported.")\nself.notify(f"{n} rows rejected")\nreturned = "今日清单"\n'
        'parser.add_argument("--book", help="which book")\nBinding("n", "no", "No answer")\n'
        'print(_("It is all here."))\nText("a b", style="bold red")\nLabel("", classes="wide pane")\n'
        'self.query("Pane Label")\ntyped in ("all", "全部")\n'
        'parser.add_argument("--on", help="fri, +3, 周五, 月底")\n'
    )
    path = tmp_path / "shown.py"
    path.write_text(source, encoding="utf-8")
    found = [text for _, text in bare_sentences(path)]
    assert sorted(found) == sorted(["Nothing was imported.", " rows rejected", "今日清单", "which book", "No answer"])
