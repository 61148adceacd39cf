"""The catalogues' one command: `python scripts/catalogue.py [--check]`, run with the environment's Python.

Takes every marked sentence out of the code, brings both .po files up to date (English fills itself), says what is not
translated, and compiles. With --check it changes nothing: exit 1 if a .po file is not what it would write, or if a
sentence is not translated. The files hold no date, no line number and no path of a machine: equal code, equal bytes.
"""

from __future__ import annotations

import argparse
import ast
import copy
import io
import sys
from pathlib import Path

import assets
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

LANGUAGES = ("en", "zh_Hans")
_MARKERS = {"_": 1, "N_": 1, "ngettext": 2}
_HEADER = """\
# The words of collector-tui. Made by scripts/catalogue.py; only the msgstr lines are written by people.
msgid ""
msgstr ""
"Project-Id-Version: collector-tui\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def po_file(language: str, root: Path = assets.ROOT) -> Path:
    """Return where a language's catalogue lies."""
    return root / "collector_tui" / "locale" / language / "LC_MESSAGES" / "collector.po"


def extracted(root: Path = assets.ROOT) -> Catalog:
    """Return every marked sentence of the package, with the files that use it."""
    template = Catalog(charset="utf-8", fuzzy=False)
    for path in sorted((root / "collector_tui").rglob("*.py")):
        for words in marked(path.read_text(encoding="utf-8")):
            name = path.relative_to(root).as_posix()
            template.add(words if len(words) > 1 else words[0], locations=[(name, None)])  # type: ignore[list-item]
    return template


def marked(source: str) -> list[tuple[str, ...]]:
    """Return the literals of every marker's call, in their order; two of a plural.

    By the syntax tree, not by Babel's own reader: that one sees nothing inside an f-string before Python 3.12.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    found = [
        _literals(call.args[: _MARKERS[call.func.id]])
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in _MARKERS
    ]
    return [words for words in found if words]


def _literals(arguments: list[ast.expr]) -> tuple[str, ...]:
    """Return the texts of literals, or nothing if there is something else among them (a test refuses that)."""
    words = [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return tuple(words) if len(words) == len(arguments) and all(words) else ()


def merged(language: str, template: Catalog, root: Path = assets.ROOT) -> Catalog:
    """Return a language's catalogue brought up to date: gone sentences dropped, English filled from the message ids."""
    path = po_file(language, root)
    catalogue = Catalog(locale=language, charset="utf-8", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)
    catalogue.update(copy.deepcopy(template), no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    for message in catalogue:
        if language == "en" and message.id:
            message.string = message.id if isinstance(message.id, str) else tuple(message.id)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Return the .po file's bytes."""
    body = io.BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, sort_by_file=True, include_lineno=False)
    header = _HEADER.format(language=catalogue.locale_identifier, plurals=catalogue.plural_forms)
    return header.encode() + body.getvalue().strip() + b"\n"


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the sentences without a translation (every plural form must have one), or marked fuzzy."""
    return [message for message in catalogue if message.id and (message.fuzzy or not _complete(message))]


def _complete(message: Message) -> bool:
    forms = message.string
    return bool(forms) if forms is None or isinstance(forms, str) else all(forms)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if something is stale")
    check = parser.parse_args(arguments).check
    template = extracted()
    bad = False
    for language in LANGUAGES:
        catalogue = merged(language, template)
        bad |= _bring_up_to_date(language, written(catalogue), check=check)
        missing = untranslated(catalogue)
        for message in missing:
            print(f"{language}: not translated: {message.id!r}")
        print(f"{language}: {len(catalogue) - len(missing)} of {len(catalogue)} sentences")
        bad |= bool(missing)
    if not check:
        assets.compile_catalogues()
    return 1 if bad else 0


def _bring_up_to_date(language: str, wanted: bytes, *, check: bool) -> bool:
    """Write a .po file if it differs; with `check` only say so. Return whether a check found it stale."""
    path = po_file(language)
    if path.exists() and path.read_bytes() == wanted:
        return False
    if check:
        print(f"{path.relative_to(assets.ROOT).as_posix()} is stale: run python scripts/catalogue.py")
        return True
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(wanted)
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
