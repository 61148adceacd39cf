"""The fields for days, amounts and plans, as people say them while they speak."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from collector_tui.domain.day import BusinessDay
from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.journal.matters import Instalment
from collector_tui.domain.money import Money
from collector_tui.domain.typed import typed_amount, typed_day
from collector_tui.present.answers import amount_answer, day_answer, plan_answer
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line
from collector_tui.tui.widgets.fields import TypedField


class NotAPlan(CollectorError):
    """A text is not a plan. `text` is what the user typed."""

    template = N_("'{text}' is not a plan. Type a day and an amount for each line: fri 10k, +14 10k, +30 rest.")


def day_field(
    name: str,
    label: str,
    day: BusinessDay,
    *,
    needed: bool = True,
    limit: int | None = None,
    tell: Callable[[date], Line] | None = None,
    typed: str = "",
    past: bool = False,
) -> TypedField[date]:
    """Return a field for a day; it answers with the date in full, its weekday and what is odd about it.

    `past`: the day of something that has happened.
    """
    return TypedField(
        name,
        label,
        lambda text: typed_day(text, day.date, past=past),
        tell=tell or (lambda said: day_answer(said, day, limit, past=past)),
        needed=needed,
        typed=typed,
        hint=_("yesterday  fri  20  11-20") if past else _("fri  +3  30  eom  next tue  11-30"),
    )


def amount_field(
    name: str, label: str, currency: Callable[[], str], whole: Callable[[], Money | None], *, needed: bool = True
) -> TypedField[Money]:
    """Return a field for an amount in the currency of now; `whole` is what "all" and "50%" are of."""
    return TypedField(
        name,
        label,
        lambda text: typed_amount(text, currency(), whole()),
        tell=lambda amount: amount_answer(amount, whole()),
        needed=needed,
        hint=_("12k  50%  1.2万  all"),
    )


def plan_field(
    name: str, label: str, currency: Callable[[], str], whole: Callable[[], Money | None], today: date, *, needed: bool
) -> TypedField[tuple[Instalment, ...]]:
    """Return a field for a plan: a day and an amount for each line, with commas between."""
    return TypedField(
        name,
        label,
        lambda text: typed_plan(text, today, currency(), whole()),
        tell=plan_answer,
        needed=needed,
        hint=_("fri 10k, +14 10k, +30 rest"),
    )


def typed_plan(text: str, today: date, currency: str, whole: Money | None) -> tuple[Instalment, ...]:
    """Read a plan: lines apart by commas or semicolons, each a day and then an amount; the last may be "rest".

    Raises NotAPlan, BadDay or BadAmount. Thousands are not grouped by commas here: 10000 or 10k.
    """
    lines: list[Instalment] = []
    for part in text.replace("，", ",").replace("；", ",").replace(";", ",").replace("、", ",").split(","):
        day, _space, amount = part.strip().rpartition(" ")
        if not day:
            raise NotAPlan(text=part.strip() or text)
        said = _rest(lines, whole) if amount.casefold() in ("rest", "余款", "余额") else None
        lines.append(Instalment(typed_day(day, today), said or typed_amount(amount, currency, whole)))
    return tuple(lines)


def _rest(lines: list[Instalment], whole: Money | None) -> Money | None:
    if whole is None:
        return None
    rest = whole.minor - sum(line.amount.minor for line in lines)
    return Money(rest, whole.currency) if rest > 0 else None
