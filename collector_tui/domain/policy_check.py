"""A policy that can be true: numbers within reach, currencies that are some, hours that open before they close.

`policy_from` refuses what has the wrong shape; this refuses what has the right shape and no sense.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Final

from collector_tui.domain.errors import Code, CollectorError, ExitCode, N_
from collector_tui.domain.journal.outcomes import METHODS
from collector_tui.domain.money import MAX_MINOR
from collector_tui.domain.policy import BadPolicyValue, Policy, Steps, UnknownPolicyKey, policy_from
from collector_tui.domain.policy_choice import laid_over

_MOST: Final = 3_650
"""Ten years of days: more is a slip of the finger, and days beyond the calendar's end."""

_MOST_BY_ENDING: Final = {"_percent": 100, "_minutes": 1_440}
_MOST_BY_KEY: Final = {"worklist.danger_percent": 1_000}
_AT_LEAST_ONE: Final = frozenset(
    {
        "caps.conversations_a_day",
        "caps.attempts_a_day",
        "caps.attempts_in_7_days",
        "caps.family_attempts_a_day",
        "cadence.no_answer_minutes",
        "promise.lines",
        "promise.level_needs_approval",
        "worklist.days_cap",
        "worklist.escalate_after_talks",
        "worklist.no_answer_is_danger",
        "worklist.slower_items",
        "talk.best_hour_from",
    }
)
"""Zero of these would let nobody be called, no promise be taken, or every customer be in danger."""

GRACE_KEYS: Final = (*METHODS, "cross_border")
_LAYERS: Final = ("segment", "parent")
_BY_METHOD: Final = "promise.grace"
_BY_SEGMENT: Final = "worklist.start_day"
_CURRENCY: Final = N_("a table by currency (three capital letters), like CNY = 10000")


class PolicyOutOfReach(CollectorError):
    """A number of the policy file that no house could mean."""

    template = N_("{file}: the key '{key}' must be a whole number from {least} to {most}. Nothing was changed.")
    exit_code = ExitCode.USAGE


def read_policy(raw: Mapping[str, object], file: str) -> Policy:
    """Make a policy from a parsed TOML file; keys that are absent keep their default.

    Raises UnknownPolicyKey, BadPolicyValue or PolicyOutOfReach, each naming the file and the key.
    """
    policy = policy_from(raw, file)
    _check_whole(policy, file)
    segments = [laid_over(policy, layer) for layer in policy.segment.values()]
    for kind in _LAYERS:
        for name, layer in getattr(policy, kind).items():
            _check_whole(laid_over(policy, layer), file, f"{kind}.{name}.")
    for name, layer in policy.parent.items():
        for own in segments:
            _check_together(laid_over(own, layer), file, f"parent.{name}.")
    return policy


def _check_whole(policy: Policy, file: str, prefix: str = "") -> None:
    """Check every key by itself and with its neighbours; `prefix` is the table in which the file has them."""
    for key, value in flat(policy):
        _check(key, value, file, prefix)
    _check_together(policy, file, prefix)
    if policy.worklist.rates and not policy.worklist.base_currency:
        key = "worklist.base_currency"
        raise BadPolicyValue(
            file=file, key=key, expected=Code("sentence", N_("named, since worklist.rates are told in it"))
        )


def _check_together(policy: Policy, file: str, prefix: str) -> None:
    def bad(key: str, expected: str) -> BadPolicyValue:
        return BadPolicyValue(file=file, key=prefix + key, expected=Code("sentence", expected))

    if policy.hours.opens >= policy.hours.closes:
        raise bad("hours.closes", N_("later than hours.opens"))
    if policy.promise.days_to_last < policy.promise.days_to_first:
        raise bad("promise.days_to_last", N_("promise.days_to_first or more"))
    told = [name for name, day in _steps(policy.steps) if day]
    for earlier, later in pairwise(told):
        if getattr(policy.steps, earlier) >= getattr(policy.steps, later):
            raise bad(f"steps.{later}", N_("later than the step before it: mail, call, letter, escalate"))


def _steps(steps: Steps) -> tuple[tuple[str, int], ...]:
    return tuple((field.name, getattr(steps, field.name)) for field in fields(steps))


def flat(policy: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield every key of a policy, as a file writes it behind its table's name, with its value; no layers."""
    assert is_dataclass(policy)
    for field in fields(policy):
        value = getattr(policy, field.name)
        if not prefix and field.name in _LAYERS:
            continue
        if is_dataclass(value):
            yield from flat(value, f"{prefix}{field.name}.")
        else:
            yield prefix + field.name, value


def _check(key: str, value: object, file: str, prefix: str) -> None:
    match value:
        case bool():
            return
        case int():
            _within(prefix + key, value, file, least=int(key in _AT_LEAST_ONE), most=_most(key))
        case tuple() if key == "hours.weekdays":
            _weekdays(prefix + key, value, file)
        case Mapping() if all(type(held) is int for held in value.values()):
            _table(key, value, file, prefix)
        case str() if value and key == "worklist.base_currency" and not _is_currency(value):
            raise BadPolicyValue(
                file=file, key=key, expected=Code("sentence", N_("a currency of three capital letters, like CNY"))
            )
        case _:
            return


def _most(key: str) -> int:
    by_ending = (most for ending, most in _MOST_BY_ENDING.items() if key.endswith(ending))
    return _MOST_BY_KEY.get(key) or next(by_ending, _MOST)


def _within(key: str, value: int, file: str, *, least: int, most: int) -> None:
    if not least <= value <= most:
        raise PolicyOutOfReach(file=file, key=key, least=least, most=most)


def _weekdays(key: str, value: Sequence[int], file: str) -> None:
    if not value or len(set(value)) != len(value) or not set(value) <= set(range(1, 8)):
        raise BadPolicyValue(
            file=file, key=key, expected=Code("sentence", N_("days from 1 (Monday) to 7 (Sunday), each once"))
        )


def _table(key: str, value: Mapping[str, int], file: str, prefix: str) -> None:
    """Check a table of numbers: by way of paying, by segment (any word), or money by currency."""
    for name, held in value.items():
        whole = f"{prefix}{key}.{name}"
        if key == _BY_METHOD:
            if name not in GRACE_KEYS:
                nearest = difflib.get_close_matches(name, GRACE_KEYS, 1, 0.0)[0]
                raise UnknownPolicyKey(file=file, key=whole, nearest=f"{prefix}{key}.{nearest}")
            _within(whole, held, file, least=0, most=_MOST)
        elif key == _BY_SEGMENT:
            _within(whole, held, file, least=0, most=_MOST)
        else:
            if not _is_currency(name):
                raise BadPolicyValue(file=file, key=prefix + key, expected=Code("sentence", _CURRENCY))
            _within(whole, held, file, least=int(key == "worklist.rates"), most=MAX_MINOR)


def _is_currency(code: str) -> bool:
    return len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()
