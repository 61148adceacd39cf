"""Words for the codes within a failure's sentence: what must be said, how something ended, what a value must be.

What a person has to type stands behind its words in brackets, since in Chinese nobody could guess it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from collector_tui.domain.errors import Code
from collector_tui.domain.promise import PromiseState
from collector_tui.present.code_words import kind_text, state_text
from collector_tui.present.i18n import N_, _, language, translate
from collector_tui.present.safe import safe

_KEYS: Final[Mapping[str, str]] = {
    "amount": N_("amount"),
    "answer_by": N_("the day of the answer"),
    "approver": N_("who approves"),
    "channel": N_("channel"),
    "channel_left": N_("the channel left open"),
    "decided_by": N_("who decides"),
    "due": N_("until when"),
    "escalate_to": N_("whom to escalate to"),
    "evidence_by": N_("the day of their evidence"),
    "items": N_("invoices"),
    "line": N_("lines of a plan"),
    "method": N_("how it is paid"),
    "new_person": N_("the right person"),
    "next_date": N_("the next day"),
    "offer": N_("what they offer"),
    "on": N_("day"),
    "outcome": N_("outcome"),
    "owner": N_("who acts"),
    "person": N_("person"),
    "reason": N_("the reason"),
    "reference": N_("reference"),
    "resolver": N_("who resolves it"),
    "result": N_("further result"),
    "run_date": N_("the day of the payment run"),
    "task": N_("task"),
}
"""Every key of the outcome table and of further results, and what else a sentence names by its key."""

_ENDINGS: Final[Mapping[str, str]] = {
    "done": N_("done"),
    "refused": N_("refused"),
    "released": N_("released"),
    "replaced": N_("replaced"),
    "resolved": N_("resolved"),
    "withdrawn": N_("withdrawn"),
}


def key_text(key: str) -> str:
    """Return what a key asks for: 'who resolves it (resolver)', '金额（amount）'; 'a|b' is either."""
    kind, colon, own = key.rpartition(":")
    between, after = (_("or"), "：") if language() == "zh" else (f" {_('or')} ", ": ")
    told = between.join(_one(one) for one in own.split("|"))
    return f"{kind_text(kind)}{after}{told}" if colon else told


def _one(key: str) -> str:
    words = translate(_KEYS[key]) if key in _KEYS else safe(key)
    if words == key:
        return words
    return f"{words}（{key}）" if language() == "zh" else f"{words} ({key})"


def ending_text(how: str) -> str:
    """Return how a matter ended; a way that is not known is shown as it is."""
    return translate(_ENDINGS[how]) if how in _ENDINGS else safe(how)


_OF: Final[Mapping[str, Callable[[str], str]]] = {
    "key": key_text,
    "kind": kind_text,
    "ending": ending_text,
    "state": lambda code: state_text(PromiseState(code)),
    "sentence": translate,
}


def code_text(code: Code) -> str:
    """Return a code in words."""
    return _OF[code.of](code.code)
