"""`collector where`: which files are in use, and why."""

from __future__ import annotations

from pathlib import Path

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.config import Chosen
from collector_tui.domain.errors import ExitCode
from collector_tui.present.i18n import _
from collector_tui.present.safe import safe
from collector_tui.resources import policy_file


def configure(parser: Parser, _name: str) -> None:
    """Nothing beyond the options of every command."""
    parser.description = _("Show which book, policy, settings and log are in use, and why.")


def _why(chosen: Chosen) -> str:
    return {
        "option": _("given on the command line"),
        "variable": _("given by an environment variable"),
        "file": _("given in settings.toml"),
        "default": _("the default"),
    }[chosen.why]


def run(call: Call) -> int:
    """Answer without opening anything."""
    settings = call.settings
    policy = Chosen(settings.policy.value or str(policy_file()), settings.policy.why)
    rows = [("book", settings.book), ("policy", policy), ("user", settings.user)]
    data: dict[str, dict[str, object]] = {
        name: {"path" if name != "user" else "name": chosen.value, "why": chosen.why} for name, chosen in rows
    }
    for name in ("book", "policy"):
        data[name]["exists"] = Path(str(data[name]["path"])).exists()
    for name, file in (("settings", settings.settings_file), ("log", settings.log_file)):
        data[name] = {"path": str(file), "why": "default", "exists": file.exists()}
    call.answer(data, "\n".join(_line(name, facts) for name, facts in data.items()))
    return int(ExitCode.DONE)


def _line(name: str, facts: dict[str, object]) -> str:
    label = {
        "book": _("book"),
        "policy": _("policy"),
        "user": _("user"),
        "settings": _("settings"),
        "log": _("log"),
    }[name]
    absent = "" if facts.get("exists", True) else "; " + _("not there yet")
    chosen = Chosen("", str(facts["why"]))
    return f"{label}: {safe(str(facts.get('path', facts.get('name'))))} ({_why(chosen)}{absent})"
