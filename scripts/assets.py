"""Compile what git does not hold: the gettext catalogues (.mo) and the playbook.

The build hook, run.py, test.py and the tests all come here. `python scripts/assets.py` compiles what is stale. Knowing
whether something is stale needs nothing but the standard library; compiling needs Babel, PyYAML and pydantic.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def catalogues(root: Path = ROOT) -> list[tuple[Path, Path]]:
    """Return each catalogue's source and target."""
    sources = sorted((root / "collector_tui" / "locale").glob("*/LC_MESSAGES/*.po"))
    return [(source, source.with_suffix(".mo")) for source in sources]


def playbook(root: Path = ROOT) -> tuple[list[Path], Path, Path]:
    """Return what the compiled playbook depends on, its folder and the target.

    The folder of the cards counts too: its time changes when a card is taken away.
    """
    folder = root / "collector_tui" / "playbook"
    cards = folder / "cards"
    sources = [cards, *sorted(folder.rglob("*.yaml")), *sorted(folder.glob("*.py"))]
    return sources, folder, folder / "compiled.json"


def is_stale(sources: list[Path], target: Path) -> bool:
    """Return whether the target is missing or older than one of its sources."""
    if not target.exists():
        return True
    made = target.stat().st_mtime_ns
    return any(source.stat().st_mtime_ns > made for source in sources)


def anything_stale(root: Path = ROOT) -> bool:
    """Return whether `compile_stale` would have something to do."""
    sources, _, target = playbook(root)
    return is_stale(sources, target) or any(is_stale([po], mo) for po, mo in catalogues(root))


def compile_stale(root: Path = ROOT) -> None:
    """Compile whatever is missing or older than its sources."""
    compile_catalogues(root)
    sources, folder, target = playbook(root)
    if is_stale(sources, target):
        _compile_playbook(root, folder, target)


def compile_catalogues(root: Path = ROOT) -> None:
    """Compile the catalogues that are missing or older than their .po files."""
    for po, mo in catalogues(root):
        if is_stale([po], mo):
            _compile_catalogue(po, mo)


def _compile_catalogue(po: Path, mo: Path) -> None:
    """Compile one catalogue; the same source gives the same bytes."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name, abort_invalid=True)
    catalogue.creation_date = catalogue.revision_date = _EPOCH
    with _replacing(mo) as target:
        write_mo(target, catalogue)


def _compile_playbook(root: Path, folder: Path, target: Path) -> None:
    sys.path.insert(0, str(root))
    try:
        from collector_tui.playbook.compile import compile_playbook
    finally:
        sys.path.remove(str(root))
    compile_playbook(folder, target)


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """Write a file beside the target and put it in place whole, since several test workers may compile at once."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    compile_stale()
