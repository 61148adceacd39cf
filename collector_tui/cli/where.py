"""`collector where`: which files and settings are in use, and why; and where the policy is not the house's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.config import Chosen, Settings
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.present.i18n import _, translate
from collector_tui.present.safe import safe

if TYPE_CHECKING:
    from collector_tui.domain.policy import Policy

_LABELS: Final = {
    "book": N_("book"),
    "policy": N_("policy"),
    "settings": N_("settings"),
    "log": N_("log"),
    "user": N_("user"),
    "collector": N_("portfolio"),
    "lang": N_("language"),
    "zone": N_("time zone of a new book"),
    "company": N_("our company"),
    "phone": N_("our phone"),
}
_WHY: Final = {
    "option": N_("given on the command line"),
    "variable": N_("given by an environment variable"),
    "file": N_("given in settings.toml"),
    "default": N_("the default"),
}


def configure(parser: Parser, _name: str) -> None:
    """Nothing beyond the options of every command."""
    parser.description = _("Show which book, policy, settings and log are in use, and why.")


def run(call: Call) -> int:
    """Answer without opening the book. A policy that cannot be used is said after all else is shown."""
    from collector_tui.bootstrap import home_zone, policy_in_use

    settings = call.settings
    fixed = Chosen("", "default")
    data: dict[str, dict[str, object]] = {
        "book": _file(Path(settings.book.value), settings.book),
        "policy": _file(policy_in_use(settings), settings.policy),
        "settings": _file(settings.settings_file, fixed),
        "log": _file(settings.log_file, fixed),
        "user": {"name": settings.user.value, "why": settings.user.why},
        "collector": _value(settings.collector),
        "lang": _value(settings.lang),
        "zone": {"value": home_zone(settings), "why": settings.zone.why},
        "company": _value(settings.company),
        "phone": _value(settings.phone),
    }
    try:
        data["policy"] |= _differing(settings)
    except CollectorError:
        call.answer(data, _text(data))
        raise
    call.answer(data, _text(data))
    return int(ExitCode.DONE)


def _file(path: Path, chosen: Chosen) -> dict[str, object]:
    return {"path": str(path), "why": chosen.why, "exists": path.exists()}


def _value(chosen: Chosen) -> dict[str, object]:
    return {"value": chosen.value or None, "why": chosen.why}


def _differing(settings: Settings) -> dict[str, object]:
    """Return the policy's name, and every key in which it is not the house's. Raises what is wrong with it."""
    from collector_tui.bootstrap import calendar_for, load_policy
    from collector_tui.domain.policy import Policy
    from collector_tui.domain.policy_check import flat
    from collector_tui.present.json_out import policy_value

    policy = load_policy(settings)
    calendar_for(policy, settings)
    house = dict(flat(Policy()))
    changed = [(key, value) for key, value in flat(policy) if value != house[key]]
    differs = [{"key": key, "value": policy_value(value), "house": policy_value(house[key])} for key, value in changed]
    return {"name": policy.name, "differs": differs, "own": _own(policy)}


def _own(policy: Policy) -> list[dict[str, object]]:
    """Return what segments and families have otherwise, each with what counts for everybody else."""
    from collector_tui.domain.policy_check import flat
    from collector_tui.present.json_out import policy_value

    everybody = dict(flat(policy))
    told: list[dict[str, object]] = []
    for kind, layers in (("segment", policy.segment), ("parent", policy.parent)):
        for name, layer in layers.items():
            keys = [(f"{table}.{key}", value) for table, held in layer.items() for key, value in held.items()]
            differs = [
                {"key": key, "value": policy_value(value), "otherwise": policy_value(everybody[key])}
                for key, value in keys
            ]
            told.append({"kind": kind, "of": name, "differs": differs})
    return told


def _text(data: dict[str, dict[str, object]]) -> str:
    lines = []
    for name, facts in data.items():
        lines.append(_line(name, facts))
        if name == "policy":
            lines += _policy_lines(facts)
    return "\n".join(lines)


def _line(name: str, facts: dict[str, object]) -> str:
    absent = "" if facts.get("exists", True) else _(", ") + _("not there yet")
    value = next((facts[key] for key in ("path", "name", "value") if facts.get(key)), None)
    shown = safe(str(value)) if value is not None else _("not set")
    told = _("{name}: {value} ({why})")
    return told.format(name=translate(_LABELS[name]), value=shown, why=translate(_WHY[str(facts["why"])]) + absent)


def _policy_lines(facts: dict[str, object]) -> list[str]:
    differs = facts.get("differs")
    if not isinstance(differs, list):
        return []
    told = _("{key} = {value} (the house: {house})")
    lines = [
        "  " + told.format(key=one["key"], value=safe(_said(one["value"])), house=safe(_said(one["house"])))
        for one in differs
    ]
    return [*(lines or ["  " + _("as the house has it")]), *_own_lines(facts)]


def _own_lines(facts: dict[str, object]) -> list[str]:
    own = facts.get("own")
    told = _("{key} = {value} (otherwise: {otherwise})")
    lines = []
    for one in own if isinstance(own, list) else []:
        title = _("for the segment {name}") if one["kind"] == "segment" else _("for the family {name}")
        lines.append("  " + title.format(name=safe(one["of"])))
        lines += [
            "    "
            + told.format(key=key["key"], value=safe(_said(key["value"])), otherwise=safe(_said(key["otherwise"])))
            for key in one["differs"]
        ]
    return lines


def _said(value: object) -> str:
    """Return a value as a policy file writes it, nearly."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}={held}" for key, held in value.items()) + "}"
        case list():
            return " ".join(map(str, value))
        case bool():
            return str(value).lower()
        case _:
            return str(value) or '""'
