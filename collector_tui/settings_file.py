"""Writing single keys of a TOML file that belongs to a person: whatever else stands in it stays as it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from collector_tui.config import UnreadableSettings
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.store.files import make_folder, sync_folder


class SettingsUnwritable(CollectorError):
    """The file, or its folder, may not be written."""

    template = N_("{file} cannot be written ({why}). It was left as it was.")
    exit_code = ExitCode.USAGE


def set_keys(file: Path, values: Mapping[str, str], about: str) -> None:
    """Set top-level keys of a TOML file, begun with the comment `about` if there is none; its owner's alone (0600).

    Written beside its place and renamed: it is whole before and after. Raises SettingsUnwritable, or UnreadableSettings
    for a file that is no TOML; then it keeps its bytes.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        text = file.read_text(encoding="utf-8") if file.exists() else f"# {about}\n"
        document = tomlkit.parse(text)
    except (ParseError, OSError, UnicodeDecodeError) as problem:
        raise UnreadableSettings(file=file, problem=type(problem).__name__) from None
    for key, value in values.items():
        document[key] = value
    write_file(file, tomlkit.dumps(document))


def write_file(file: Path, text: str) -> None:
    """Write a text for its owner alone (0600), whole or not at all; a link stays one. Raises SettingsUnwritable."""
    place = Path(os.path.realpath(file))
    try:
        make_folder(place.parent)
        _replace(place, text)
    except OSError as problem:
        raise SettingsUnwritable(file=file, why=problem.strerror or type(problem).__name__) from None


def _replace(place: Path, text: str) -> None:
    handle, name = mkstemp(prefix=f".{place.name}-", dir=place.parent)  # 0600 from the start
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_folder(place.parent)
