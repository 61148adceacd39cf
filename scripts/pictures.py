"""The pictures of the README, taken from the program itself: the demo on one fixed morning, in both languages.

`python scripts/pictures.py` writes them anew into docs/pictures; a test holds them against what the program shows.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from textual.pilot import Pilot  # noqa: E402 - its checkout first

from collector_tui.bootstrap import FileDoor, open_shift, playbook  # noqa: E402
from collector_tui.cli.demo import BANNER, in_the_demo  # noqa: E402
from collector_tui.config import Settings, load_settings  # noqa: E402
from collector_tui.present.i18n import set_language  # noqa: E402
from collector_tui.tui.app import CollectorApp  # noqa: E402
from collector_tui.tui.gateway import Gateway  # noqa: E402
from collector_tui.tui.seat import Seat  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
SHOWN: Final = {"today": (), "call": ("enter", "slash", *"tight", "enter", "enter", "enter")}
"""What each picture shows, as the keys that lead there."""
_SIZE: Final = (104, 32)
_MORNING: Final = "2026-06-10T02:00:00+00:00"
_FONTS: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Fonts that a picture would fetch from somewhere; a reader's own fixed-width font does as well."""


def pictures() -> dict[str, str]:
    """Return every picture as SVG by its file's name."""
    return {f"{name}-{lang}.svg": taken for lang in ("en", "zh") for name, taken in _in_language(lang).items()}


def _in_language(lang: str) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as home:
        environ = {"COLLECTOR_HOME": home, "COLLECTOR_NOW": _MORNING, "COLLECTOR_ZONE": "Asia/Shanghai"}
        before = dict(os.environ)
        os.environ.update(environ)
        set_language("zh" if lang == "zh" else "en")
        try:
            settings = in_the_demo(load_settings({"lang": lang}, os.environ))
            return {name: asyncio.run(_taken(settings, keys)) for name, keys in SHOWN.items()}
        finally:
            set_language("en")
            os.environ.clear()
            os.environ.update(before)


async def _taken(settings: Settings, keys: tuple[str, ...]) -> str:
    """Open the screens, press keys, and return what is seen then."""
    with open_shift(settings) as shift:
        gateway = Gateway(shift.desk)
        seat = Seat(shift.desk, gateway, lambda: playbook(settings), lambda: FileDoor(settings), Path(), banner=BANNER)
        app = CollectorApp(seat)
        try:
            async with app.run_test(size=_SIZE) as pilot:
                await _at_rest(app, pilot)
                for key in keys:
                    await pilot.press(key)
                    await _at_rest(app, pilot)
                return _FONTS.sub("", app.export_screenshot())
        finally:
            gateway.close()


async def _at_rest(app: CollectorApp, pilot: Pilot[int]) -> None:
    """Wait until everything was read and drawn, the playbook too."""
    while app.seat.playbook is None or not (app.seat.gateway.quiet and app.gate.quiet):
        await pilot.pause(0.01)
    await app.gate.settle()
    await pilot.pause()


def main() -> int:
    """Write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
        print(FOLDER / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
