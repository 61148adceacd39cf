"""What an import did to promises and the list: as lines, and as JSON (docs/commands.md)."""

from __future__ import annotations

from typing import Any

from collector_tui.present import json_out, plain
from collector_tui.present.formats import day_text, number_text
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.safe import safe
from collector_tui.services.import_effect import Counted, ImportEffect


def effect_lines(effect: ImportEffect | None) -> list[str]:
    """Return what became of promises and of the list, or that nothing did; nothing where nobody looked."""
    if effect is None:
        return []
    lines = [
        _told(told, said)
        for told, said in (
            (effect.kept, _("Promises kept: {n} ({amount}): {names}")),
            (effect.partly_kept, _("Promises kept in part: {n} ({amount} is missing): {names}")),
            (effect.broken, _("Promises broken: {n} ({amount} is missing): {names}")),
            (effect.gone, _("Gone from the list: {n} ({amount}): {names}")),
            (effect.new, _("New on the list: {n} ({amount}): {names}")),
        )
        if told.count
    ]
    if not effect.list_compared:
        lines.append(_("So many customers changed that the list was not compared; `collector worklist` shows it."))
    elif not lines:
        lines.append(_("No promise is judged anew by it, and nobody comes to the list or leaves it."))
    return [*_ledger(effect), *lines]


def _ledger(effect: ImportEffect) -> list[str]:
    if effect.ledger_now is None or effect.ledger_now == effect.ledger_before:
        return []
    now = day_text(effect.ledger_now)
    if effect.ledger_before is None:
        return [_("Ledger as of {day}.").format(day=now)]
    return [_("Ledger as of {day}, before as of {before}.").format(day=now, before=day_text(effect.ledger_before))]


def _told(told: Counted, said: str) -> str:
    names = _(", ").join(safe(name or customer_id) for customer_id, name in told.first)
    if (more := told.customers - len(told.first)) > 0:
        others = ngettext("{names} and {n} more", "{names} and {n} more", more)
        names = others.format(names=names, n=number_text(more))
    return said.format(n=number_text(told.count), amount=plain.moneys(told.amounts), names=names)


def effect_json(effect: ImportEffect | None) -> dict[str, Any] | None:
    """Return it as JSON."""
    if effect is None:
        return None
    return {
        "ledger_as_of_before": json_out.iso(effect.ledger_before),
        "ledger_as_of": json_out.iso(effect.ledger_now),
        "customers_compared": effect.compared,
        "promises": {
            "kept": _counted(effect.kept),
            "partly_kept": _counted(effect.partly_kept),
            "broken": _counted(effect.broken),
        },
        "list": {"gone": _counted(effect.gone), "new": _counted(effect.new)} if effect.list_compared else None,
    }


def _counted(told: Counted) -> dict[str, Any]:
    return {
        "count": told.count,
        "amounts": json_out.moneys(told.amounts),
        "customers": [{"customer_id": customer_id, "customer": name} for customer_id, name in told.first],
    }
