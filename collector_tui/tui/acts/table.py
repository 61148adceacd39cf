"""Every act of the screens, once: its keys, its words, where it belongs, and why it cannot be done just now.

Bindings, the footer, the help (F1), the keys of now (?) and the palette (Ctrl+P) are all made from this table. Words
are message ids. A binding's id is the act's id, so that a keymap can name it.
"""

from __future__ import annotations

from typing import Final

from textual.binding import Binding

from collector_tui.tui.acts.bank import BANK
from collector_tui.tui.acts.call import CALL
from collector_tui.tui.acts.customer import CUSTOMER
from collector_tui.tui.acts.day import DAY
from collector_tui.tui.acts.model import Act, Now, Where
from collector_tui.tui.acts.pages import EVERYWHERE, PAGES
from collector_tui.tui.acts.promises import PROMISES
from collector_tui.tui.acts.today import TODAY

_FIRST: Final = 2
ACTS: Final = {act.id: act for act in (*TODAY, *PROMISES, *BANK, *CUSTOMER, *DAY, *CALL, *PAGES, *EVERYWHERE)}


def acts_of(where: Where) -> tuple[Act, ...]:
    """Return the acts of one place, in the order in which they are listed."""
    return tuple(act for act in ACTS.values() if act.where == where)


def acts_on(where: Where) -> tuple[Act, ...]:
    """Return all that can be done on a screen: its own acts, those of every page, those of everywhere."""
    return (*_own(where), *acts_of("everywhere"))


def _own(where: Where) -> tuple[Act, ...]:
    return acts_of(where) if where == "call" else (*acts_of(where), *acts_of("pages"))


def bindings_of(where: Where) -> list[Binding]:
    """Return Textual's bindings for one screen, or for everywhere; each calls `act(id)`."""
    acts = acts_of(where) if where == "everywhere" else _own(where)
    return [
        Binding(act.keys, f"act('{act.id}')", act.id, show=False, id=act.id, priority=act.id == "app.quit")
        for act in acts
    ]


def footer_acts(where: Where, now: Now) -> list[Act]:
    """Return the acts that the footer offers on the page of now: the screen's first two, those of every page, the rest.

    Where there is no room the last ones give way. The way to the page that is in front needs none.
    """
    own = [act for act in acts_of(where) if act.footer and now.page in act.pages]
    shared = [act for act in _own(where) if act.footer and act.where == "pages" and act.name != where]
    return [*own[:_FIRST], *shared, *own[_FIRST:]]


def everywhere_in_footer() -> list[Act]:
    """Return the acts that stand at the footer's right end on every screen: the ways to all the others."""
    return [act for act in acts_of("everywhere") if act.footer]
