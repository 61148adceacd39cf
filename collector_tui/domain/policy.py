"""The policy: contact hours, caps, cadence, promise limits and worklist numbers, as data with defaults.

Every number is the house's choice (compliance.md, profile b2b_house) and can be changed in a TOML file.
"""

from __future__ import annotations

import difflib
import typing
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import time
from typing import Final

from collector_tui.domain.errors import Code, CollectorError, ExitCode, N_

SEGMENTS: Final = ("project", "trade", "retail", "institution")
"""Kinds of customer whose lines may differ: contractors, dealers, retail chains, public bodies and institutions."""

TONES: Final = ("firm", "gentle")
"""How a line may be said otherwise than plainly: firm where much is owed, gentle where little is."""

PLAIN: Final = "plain"
"""A tone that the policy can ask for: neither of the others, however much is owed."""

SIZES: Final = ("large", "sme", "public", "individual")
"""Sizes of a company that rules of law ask for; public: authorities and institutions."""


class UnknownPolicyKey(CollectorError):
    """The policy file has a key that nothing reads."""

    template = N_("{file}: the key '{key}' is not known; did you mean '{nearest}'? Nothing was changed.")
    exit_code = ExitCode.USAGE


class BadPolicyValue(CollectorError):
    """The policy file has a value of the wrong shape."""

    template = N_("{file}: the key '{key}' must be {expected}. Nothing was changed.")
    exit_code = ExitCode.USAGE


class KeyOfWholeBook(CollectorError):
    """A key stands in the table of a segment or of a family, and can only be one for the whole book."""

    template = N_(
        "{file}: the key '{key}' is for the whole book and cannot stand under segment or parent. Nothing was changed."
    )
    exit_code = ExitCode.USAGE


Layer = Mapping[str, Mapping[str, object]]
"""What one segment or one family has otherwise: table -> key -> value, checked."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a person may be called, in the person's own zone. Weekdays: 1 is Monday. `closes` itself is outside."""

    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    opens: time = time(9)
    closes: time = time(18)
    on_holidays: bool = False


@dataclass(frozen=True, slots=True)
class Caps:
    """The most contacts with one person, and attempts with one family. An attempt is any outgoing call."""

    conversations_a_day: int = 2
    attempts_a_day: int = 3
    attempts_in_7_days: int = 7
    family_attempts_a_day: int = 6


@dataclass(frozen=True, slots=True)
class Cadence:
    """Days of silence after a contact (business days unless the name says minutes)."""

    after_talk: int = 3
    no_answer_minutes: int = 120
    part_returns: int = 3
    offered_silences: int = 1
    after_claim: int = 2
    after_payment_run: int = 1
    confirm_after: int = 1


@dataclass(frozen=True, slots=True)
class PromiseLimits:
    """What a collector may agree to, and what counts as kept. Amounts are minor units per currency."""

    days_to_first: int = 14
    days_to_last: int = 90
    lines: int = 6
    least_share_percent: int = 0
    least_amount: Mapping[str, int] = field(default_factory=dict)
    level_needs_approval: int = 2
    tolerance_percent: int = 1
    tolerance_most: Mapping[str, int] = field(default_factory=lambda: {"CNY": 10_000, "EUR": 2_500, "USD": 2_500})
    lookback_days: int = 7
    grace: Mapping[str, int] = field(
        default_factory=lambda: {
            "transfer": 1, "cheque": 3, "bill": 3, "card": 1, "cash": 1, "direct_debit": 1, "cross_border": 3
        }
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListNumbers:
    """Numbers of the worklist. Money is minor units per currency; `rates` are units of `base_currency` per million.

    `floor`: below it a customer gets mail instead of a call. `minimum_to_lift`: B, C and D lift only above it.
    `pre_due_from`: class F only for items at least this large; empty: off. `stale_after` business days, 0: a banner
    only. `age_percent`: that share of an item's age is added to its expected days. The chance that a customer pays all
    within `anyway_days` without a call, times `anyway_percent`, is taken off its score. `rates` may be empty: then a
    book of one currency needs none. `danger_percent` is what each danger sign adds to a score; `slower_by_days` (on at
    least `slower_items` items) and `bounced_days` say what two of the signs are.
    """

    base_currency: str = ""
    rates: Mapping[str, int] = field(default_factory=dict)
    floor: Mapping[str, int] = field(default_factory=dict)
    minimum_to_lift: Mapping[str, int] = field(default_factory=lambda: {"CNY": 100_000, "EUR": 15_000, "USD": 15_000})
    pre_due_from: Mapping[str, int] = field(default_factory=dict)
    start_day: Mapping[str, int] = field(default_factory=dict)
    pre_due_days: int = 7
    days_cap: int = 90
    pseudo_observations: int = 3
    expected_days_without_history: int = 10
    age_percent: int = 10
    anyway_days: int = 2
    anyway_percent: int = 50
    escalate_after_talks: int = 4
    stale_after: int = 0
    stale_banner_after: int = 1
    no_answer_is_danger: int = 5
    danger_percent: int = 25
    slower_by_days: int = 5
    slower_items: int = 3
    bounced_days: int = 90


@dataclass(frozen=True, slots=True)
class Manners:
    """How the lines of a talk are chosen. Amounts are minor units per currency, of all that is overdue.

    `tone`: firm, gentle or plain, whatever is owed; empty: by the amount.
    `firm_from`: at least that much is spoken of firmly; `gentle_below`: less than that gently. `segments` and `sizes`
    say which of a book's own words stand for which segment and size of the playbook (its own codes always do).
    `our_size`: ours, for rules of law that ask who is owed; empty: not told, and such rules stay away.
    `best_hour_from`: so many answers within one hour of the day make it worth naming.
    """

    firm_from: Mapping[str, int] = field(
        default_factory=lambda: {"CNY": 50_000_000, "EUR": 5_000_000, "GBP": 5_000_000, "USD": 5_000_000}
    )
    gentle_below: Mapping[str, int] = field(
        default_factory=lambda: {"CNY": 1_000_000, "EUR": 100_000, "GBP": 100_000, "USD": 100_000}
    )
    our_size: str = ""
    segments: Mapping[str, str] = field(
        default_factory=lambda: {
            "工程": "project", "工程项目": "project", "contractor": "project",
            "经销商": "trade", "贸易": "trade", "dealer": "trade", "distributor": "trade",
            "商超": "retail", "连锁": "retail", "retail chain": "retail",
            "政府": "institution", "事业单位": "institution", "机构": "institution", "public": "institution",
        }
    )  # fmt: skip
    sizes: Mapping[str, str] = field(
        default_factory=lambda: {
            "大型": "large", "中型": "sme", "小型": "sme", "微型": "sme", "medium": "sme", "small": "sme",
            "micro": "sme", "机关": "public", "事业单位": "public", "个人": "individual", "个体工商户": "individual",
            "sole trader": "individual",
        }
    )  # fmt: skip
    best_hour_from: int = 3
    tone: str = ""

    def segment_of(self, word: str) -> str:
        """Return the playbook's segment for a book's own word, "" where nothing says."""
        return _meant(word, SEGMENTS, self.segments)

    def size_of(self, word: str) -> str:
        """Return the size that rules of law know for a book's own word, "" where nothing says."""
        return _meant(word, SIZES, self.sizes)


def _meant(word: str, codes: tuple[str, ...], words: Mapping[str, str]) -> str:
    said = word.strip().casefold()
    if said in codes:
        return said
    return next((code for known, code in words.items() if known.casefold() == said), "")


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done from which day past due of the oldest item on; 0: no such step.

    Before `call` nobody is called (`mail` goes out meanwhile), `letter` is asked for on the row, and from `escalate` on
    somebody else decides.
    """

    mail: int = 0
    call: int = 0
    letter: int = 0
    escalate: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole policy. `country` (ISO 3166) is ours and chooses the holidays; empty: not told, never guessed.

    `segment` and `parent` (by a customer's segment, by the id of a family's head) say what is otherwise for some
    customers; domain.policy_choice lays them over the rest.
    """

    name: str = "b2b_house"
    country: str = ""
    hours: Hours = Hours()
    caps: Caps = Caps()
    cadence: Cadence = Cadence()
    steps: Steps = Steps()
    promise: PromiseLimits = PromiseLimits()
    worklist: ListNumbers = ListNumbers()
    talk: Manners = Manners()
    segment: Mapping[str, Layer] = field(default_factory=dict)
    parent: Mapping[str, Layer] = field(default_factory=dict)


LAYERED: Final[Mapping[str, type]] = {
    "hours": Hours,
    "caps": Caps,
    "cadence": Cadence,
    "steps": Steps,
    "promise": PromiseLimits,
    "worklist": ListNumbers,
    "talk": Manners,
}
"""The tables of which a segment or a family may have its own keys."""

WHOLE_BOOK: Final = frozenset(
    {
        "worklist.base_currency",
        "worklist.rates",
        "worklist.start_day",
        "worklist.days_cap",
        "worklist.pseudo_observations",
        "worklist.expected_days_without_history",
        "worklist.age_percent",
        "worklist.anyway_days",
        "worklist.anyway_percent",
        "worklist.stale_after",
        "worklist.stale_banner_after",
        "talk.our_size",
        "talk.segments",
        "talk.sizes",
        "talk.best_hour_from",
    }
)
"""Keys that nobody can have otherwise: scores are compared with each other, the ledger and we are the same for all."""


_A_TABLE: Final = N_("a table, like [hours]")
_SHAPES: typing.Final[Mapping[typing.Any, str]] = {
    time: N_("a time of day, like 09:00"),
    int: N_("a whole number"),
    str: N_("a text in quotes"),
    bool: N_("true or false"),
    tuple[int, ...]: N_("a list of whole numbers, like [1, 2, 3]"),
    Mapping[str, int]: N_("a table of whole numbers, like CNY = 10000"),
}
"""What a value must be, in words, by its type."""


def policy_from(raw: Mapping[str, object], file: str) -> Policy:
    """Make a policy from a parsed TOML file; keys that are absent keep their default. Raise on an unknown key."""
    policy = typing.cast(Policy, _read(Policy, raw, file, ""))
    _check_words(policy.talk, file)
    for kind in ("segment", "parent"):
        for name, layer in getattr(policy, kind).items():
            _check_tone(str(layer.get("talk", {}).get("tone", "")), file, f"{kind}.{name}.")
    return policy


def _check_words(manners: Manners, file: str) -> None:
    """Raise BadPolicyValue for a segment or size that no line and no rule knows: it would silently change nothing."""
    told = (
        ("our_size", [manners.our_size] if manners.our_size else [], SIZES),
        ("segments", manners.segments.values(), SEGMENTS),
        ("sizes", manners.sizes.values(), SIZES),
    )
    for key, values, codes in told:
        if any(value not in codes for value in values):
            raise BadPolicyValue(file=file, key=f"talk.{key}", expected=" / ".join(codes))
    _check_tone(manners.tone, file, "")


def _check_tone(tone: str, file: str, prefix: str) -> None:
    if tone and tone not in (PLAIN, *TONES):
        raise BadPolicyValue(file=file, key=f"{prefix}talk.tone", expected=" / ".join((PLAIN, *TONES)))


def _read(cls: type, raw: Mapping[str, object], file: str, prefix: str) -> object:
    return cls(**_values(cls, raw, file, prefix))


def _values(cls: type, raw: Mapping[str, object], file: str, prefix: str) -> dict[str, object]:
    _known(raw, {f.name for f in fields(cls)}, file, prefix)
    shape = typing.get_type_hints(cls)
    return {key: _value(shape[key], value, file, prefix + key) for key, value in raw.items()}


def _known(raw: Mapping[str, object], names: Collection[str], file: str, prefix: str) -> None:
    for key in raw:
        if key not in names:
            nearest = difflib.get_close_matches(key, sorted(names), 1, 0.0)[0]
            raise UnknownPolicyKey(file=file, key=prefix + key, nearest=prefix + nearest)


def _layer(raw: object, file: str, prefix: str) -> Layer:
    """Read what one segment or family has otherwise."""
    tables = _tables(raw, file, prefix.removesuffix("."))
    for name in tables:
        if name in ("name", "country"):
            raise KeyOfWholeBook(file=file, key=prefix + name)
    _known(tables, LAYERED, file, prefix)
    layer: dict[str, dict[str, object]] = {}
    for name, table in tables.items():
        layer[name] = _values(LAYERED[name], _tables(table, file, prefix + name), file, f"{prefix}{name}.")
        for key in layer[name]:
            if f"{name}.{key}" in WHOLE_BOOK:
                raise KeyOfWholeBook(file=file, key=f"{prefix}{name}.{key}")
    return layer


def _tables(value: object, file: str, key: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadPolicyValue(file=file, key=key, expected=Code("sentence", _A_TABLE))
    return value


def _value(hint: typing.Any, value: object, file: str, key: str) -> object:  # noqa: ANN401 - a type hint is any object
    if hint == Mapping[str, Layer]:
        return {name: _layer(one, file, f"{key}.{name}.") for name, one in _tables(value, file, key).items()}
    if is_dataclass(hint) and isinstance(value, Mapping):
        return _read(typing.cast(type, hint), value, file, key + ".")
    if hint == Mapping[str, int] and isinstance(value, Mapping) and all(type(v) is int for v in value.values()):
        return dict(value)
    if hint == Mapping[str, str] and isinstance(value, Mapping) and all(type(v) is str for v in value.values()):
        return dict(value)
    if hint == tuple[int, ...] and isinstance(value, list) and all(type(v) is int for v in value):
        return tuple(value)
    if hint is time and isinstance(value, time | str):
        try:
            return value if isinstance(value, time) else time.fromisoformat(value)
        except ValueError:
            raise BadPolicyValue(file=file, key=key, expected=Code("sentence", _SHAPES[time])) from None
    if hint in (int, str, bool) and type(value) is hint:
        return value
    raise BadPolicyValue(file=file, key=key, expected=Code("sentence", _SHAPES.get(hint, _A_TABLE)))
