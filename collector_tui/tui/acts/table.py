"""Every act of the screens, once: its keys, its words, where it belongs, and why it cannot be done just now.

Bindings, the footer, the help (F1), the keys of now (?) and the palette (Ctrl+P) are all made from this table. Words
are message ids. A binding's id is the act's id, so that a keymap can name it.
"""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingsMap, BindingType
from textual.dom import DOMNode

from collector_tui.present.i18n import translate
from collector_tui.tui.acts.bank import BANK
from collector_tui.tui.acts.call import CALL
from collector_tui.tui.acts.customer import CUSTOMER
from collector_tui.tui.acts.day import DAY
from collector_tui.tui.acts.model import Act, Now, Where, other_keys
from collector_tui.tui.acts.moving import MOVING
from collector_tui.tui.acts.pages import EVERYWHERE, PAGES
from collector_tui.tui.acts.promises import PROMISES
from collector_tui.tui.acts.today import TODAY

_FIRST: Final = {"bank": 3}
"""How many of a screen's own acts come first, where it is not two."""
ACTS: Final = {act.id: act for act in (*TODAY, *PROMISES, *BANK, *CUSTOMER, *DAY, *CALL, *PAGES, *EVERYWHERE, *MOVING)}
SCREENS: Final[tuple[Where, ...]] = ("today", "promises", "bank", "customer", "day", "call")
"""The places whose acts can answer at the same time as those of every page, of everywhere, and of moving."""


def key_of(act_id: str) -> str:
    """Return the first key of an act as people read it, for a sentence; without a key, the palette's and its words."""
    act = ACTS[act_id]
    return act.key_text() or f"{ACTS['app.palette'].key_text()} {translate(act.label)}"


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


def move_bindings(*actions: str) -> list[BindingType]:
    """Return a widget's bindings for moving; its actions for down, up, page down, page up, the top and the end."""
    return [Binding(act.keys, action, show=False, id=act.id) for act, action in zip(MOVING, actions, strict=True)]


def rebind(node: DOMNode) -> None:
    """Give the bindings of a screen, a widget or the app the keys of now.

    Textual's own keymap knows no act without a key, and loses one of two acts that change keys with each other.
    """
    others = other_keys()
    if not others:
        return
    told: dict[tuple[str | None, str], Binding] = {}
    kept: list[BindingType] = []
    for bindings in node._bindings.key_to_bindings.values():  # noqa: SLF001 - the only way to change them
        for binding in bindings:
            if binding.id in others:
                told.setdefault((binding.id, binding.action), binding)
            else:
                kept.append(binding)
    given = [binding.with_key(key) for (act, _action), binding in told.items() for key in others[act or ""]]
    node._bindings = BindingsMap([*given, *kept])  # noqa: SLF001


def footer_acts(where: Where, now: Now) -> list[Act]:
    """Return the acts that the footer offers on the page of now: the screen's first, those of every page, the rest.

    Where there is no room the last ones give way. The way to the page that is in front needs none.
    """
    own = [act for act in acts_of(where) if act.footer and now.page in act.pages]
    shared = [act for act in _own(where) if act.footer and act.where == "pages" and act.name != where]
    first = _FIRST.get(where, 2)
    return [*own[:first], *shared, *own[first:]]


def everywhere_in_footer() -> list[Act]:
    """Return the acts that stand at the footer's right end on every screen: the ways to all the others."""
    return [act for act in acts_of("everywhere") if act.footer]
