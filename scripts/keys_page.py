"""Write docs/keys.md from the table of acts: `python scripts/keys_page.py`. A test holds the page against it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from collector_tui.present.keys_out import PLACES
from collector_tui.tui.acts.keymap import MAPS
from collector_tui.tui.acts.model import key_words
from collector_tui.tui.acts.table import ACTS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keys.md"
_HEAD = """\
# Keys of the screens

Made by `scripts/keys_page.py` from the table that the screens have their keys from. `collector keys` shows the keys
in use on your machine, `?` those that do something just now, `F1` all of a screen with the reasons why one cannot be
used, and `Ctrl+P` finds every act by its words.

## Your own keys

A file `keys.toml` in the settings folder ([settings.md](settings.md)) chooses the map and gives acts other keys: one,
several, or none.

```toml
# keys.toml
map = "vim"                          # or "default"

[keys]
today.no_answer = "N"
pages.undo = ["u", "Ctrl+Y"]         # several; the footer shows the first
today.skip = []                      # none: the act stays in the palette
```

Keys are written as they stand below: `n`, `N`, `?`, `F5`, `Ctrl+Y`, `Alt+X`, `Enter`, `Space`, `PgDn`, `→` or
`right`. Act ids are those below.

What cannot be used is said when the screens open and by `collector keys --check` (exit 2): an act or a key that is
not known, two acts with one key that can answer on the same screen, a key that is reserved. The file is never written
to; those acts keep the keys of the map, and everything else in the file counts. Reserved are Ctrl+C, which never does
anything; Esc, which always goes back; and Ctrl+H, Ctrl+I, Ctrl+J and Ctrl+M, which terminals send as another key.
`app.quit` works while one types too, so it takes a key with Ctrl or a function key only.

Boxes and fields keep their keys: arrows, Tab, Enter, Esc, Ctrl+S, and what a box tells at its foot.

## Jumping

`Ctrl+O` (or `'`) puts a letter on every row in view, on tabs, panes and fields; the letter goes there. Esc, or any
key that is no letter of it, stays.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join([_HEAD, *_tables()])


def _tables() -> Iterator[str]:
    for where, acts in groupby(ACTS.values(), lambda act: act.where):
        yield f"## {PLACES[where]}\n"
        yield "| act | default | vim | does |\n|---|---|---|---|"
        for act in acts:
            default, vim = (_shown(MAPS[name][act.id]) for name in ("default", "vim"))
            yield f"| `{act.id}` | {default} | {vim} | **{act.label}**: {act.help} |"
        yield ""


def _shown(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{key_words(key)}`" for key in keys)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
