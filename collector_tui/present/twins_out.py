"""Customers under several ids: as JSON (docs/commands.md), and as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from collector_tui.present.formats import day_text
from collector_tui.present.i18n import _
from collector_tui.present.json_out import instant
from collector_tui.present.safe import safe
from collector_tui.services.ports import Merge, Twin


def as_json(found: Sequence[Sequence[Twin]], merged: Sequence[Merge]) -> dict[str, Any]:
    """Return likely twins, several at a time, and the words by which ids were taken for one."""
    return {
        "twins": [[{"customer_id": one.customer_id, "customer": one.customer} for one in alike] for alike in found],
        "merged": [
            {
                "entry_id": one.entry_id,
                "customer_id": one.customer_id,
                "into": one.into,
                "reason": one.reason,
                "by": one.actor,
                "at": instant(one.at),
            }
            for one in merged
        ],
    }


def as_text(found: Sequence[Sequence[Twin]], merged: Sequence[Merge], zone: tzinfo) -> str:
    """Return the same for people."""
    lines = [
        _("; ").join(
            _("{id} {name}").format(id=safe(one.customer_id), name=safe(one.customer)).rstrip() for one in alike
        )
        for alike in found
    ]
    lines = [_("Likely one customer:"), *(f"  {line}" for line in lines)] if lines else [_("No likely twins.")]
    if merged:
        lines.append(_("Taken for one; collector void parts them:"))
    said = _("  {id} is {into}: {reason} ({who}, {day}), entry {entry}")
    lines += [
        said.format(
            id=safe(one.customer_id),
            into=safe(one.into),
            reason=safe(one.reason),
            who=safe(one.actor),
            day=day_text(one.at.astimezone(zone).date()),
            entry=one.entry_id,
        )
        for one in merged
    ]
    return "\n".join(lines)
