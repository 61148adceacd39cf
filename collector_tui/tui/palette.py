"""Every act by name: found by typing a part of it; one that cannot be done just now stays in sight and says why."""

from __future__ import annotations

from collector_tui.present.i18n import _, translate
from collector_tui.present.layout import Ink, Span, fit, line
from collector_tui.tui.acts.model import Act, Now, Where
from collector_tui.tui.acts.table import acts_on
from collector_tui.tui.modals.pick import Choice, Pick

_LABEL = 15


def palette(where: Where, now: Now) -> Pick[Act]:
    """Return the question which act to do on a screen."""
    acts = acts_on(where)

    def find(typed: str) -> list[Choice[Act]]:
        words = typed.casefold().split()
        found = [act for act in acts if all(word in _told(act) for word in words)]
        found.sort(key=lambda act: not translate(act.label).casefold().startswith(typed.strip().casefold()))
        return [_choice(act, now) for act in found]

    return Pick(_("Every act by name"), find, hint=_("type a part of it"))


def _told(act: Act) -> str:
    return f"{translate(act.label)} {translate(act.help)} {act.id} {act.label}".casefold()


def _choice(act: Act, now: Now) -> Choice[Act]:
    why = act.blocked(now)
    ink: Ink = "dim" if why else ""
    label = fit(line(Span(f" {translate(act.label)}", "dim" if why else "strong")), _LABEL)
    keys = line(Span(f"{act.key_text()} ", "dim" if why else "key"))
    return Choice(act, (*label, *line(Span(translate(act.help), ink))), why, keys)
