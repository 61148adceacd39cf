"""Moving in lists and texts: one set of keys for all of them. The widgets do it themselves."""

from __future__ import annotations

from typing import Final

from collector_tui.present.i18n import N_
from collector_tui.tui.acts.model import Act

MOVING: Final = (
    Act("move.down", "down,j", N_("down"), N_("One row or line down."), "moving", footer=False),
    Act("move.up", "up,k", N_("up"), N_("One row or line up."), "moving", footer=False),
    Act("move.page_down", "pagedown", N_("page down"), N_("One page down."), "moving", footer=False),
    Act("move.page_up", "pageup", N_("page up"), N_("One page up."), "moving", footer=False),
    Act("move.first", "home", N_("to the top"), N_("To the first row or line."), "moving", footer=False),
    Act("move.last", "end", N_("to the end"), N_("To the last row or line."), "moving", footer=False),
)
