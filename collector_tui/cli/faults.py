"""A fault of ours: one sentence on the screen, the trace (without anybody's data) in the log."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from collector_tui.config import homes
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _


def trace_of(fault: BaseException) -> str:
    """Return where a fault happened: files, lines and classes, but no message and no value of any variable."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = "\n".join(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(fault).__name__}\n{places}\n"


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it for their owner alone, whatever the umask; what exists stays as it is."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)


def log_fault(fault: BaseException) -> int:
    """Write the trace to the log, tell the person in one sentence, and return the exit code."""
    file = homes(os.environ)[1] / "collector.log"
    try:
        _make_folder(file.parent)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()} {trace_of(fault)}")
        said = _("A fault of ours ({kind}). What was saved before is safe; the trace is in {file}.")
    except OSError:
        said = _("A fault of ours ({kind}). What was saved before is safe; no log could be written to {file}.")
        sys.stderr.write(trace_of(fault))
    sys.stderr.write("collector: " + said.format(kind=type(fault).__name__, file=file) + "\n")
    return int(ExitCode.FAULT)
