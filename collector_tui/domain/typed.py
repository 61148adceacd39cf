"""Days, times and amounts as people type them while they speak, in English and Chinese.

Every function answers with one exact value or raises; none guesses between two readings.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Final

from dateutil.relativedelta import relativedelta

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.money import MAX_MINOR, BadAmount, Money, exponent_of


class BadDay(CollectorError):
    """A text is not a day. `text` is what the user typed."""

    template = N_("'{text}' is not a day. Type fri, +3, 30, eom, 11-30 or 2026-11-30.")


class BadTime(CollectorError):
    """A text is not a time of day. `text` is what the user typed."""

    template = N_("'{text}' is not a time of day. Type 9, 14:30 or 3pm.")


_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "mon monday 一",
            "tue tues tuesday 二",
            "wed wednesday 三",
            "thu thur thurs thursday 四",
            "fri friday 五",
            "sat saturday 六",
            "sun sunday 日 天",
        )
    )
    for name in names.split()
}
_NEAR: Final = {
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
    **dict.fromkeys(("前天",), -2),
    **dict.fromkeys(("tomorrow", "tom", "tmr", "明天", "明日"), 1),
    **dict.fromkeys(("后天",), 2),
}
_MONTH_ENDS: Final = {
    **dict.fromkeys(("eom", "month end", "月底", "月末"), 0),
    **dict.fromkeys(("next eom", "下月底", "下个月底"), 1),
}
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
_MONTH_DAY_ONLY = re.compile(r"(下个?月)?(\d{1,2})[日号]?")
_PLUS = re.compile(r"\+(\d{1,3})")
_WEEKDAY = re.compile(r"(next |下个?|这个?|this |本)?(?:(?:周|星期|礼拜))?([a-z]+|[一二三四五六日天])")


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def typed_day(text: str, today: date, *, past: bool = False) -> date:
    """Return the day that `text` names, seen from `today`.

    A weekday is the next one after today; "next tue" and 下周二 are the one in the next calendar week (Monday to
    Sunday). A bare number is that day of this month, or of the next if it is over; likewise month-day. Raises BadDay.

    `past`: of a day without its year or month (something that has been paid), the last such day up to today.
    """
    said = _tidy(text)
    try:
        found = _relative(said, today) or _dated(said, today)
        if past and found and found > today and not _ISO.fullmatch(said):
            found -= _step_back(said)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise BadDay(text=text)
    return found


def _step_back(said: str) -> timedelta | relativedelta:
    """Return how far apart two days of the same name are: weeks, months or years."""
    if _MONTH_DAY.fullmatch(said):
        return relativedelta(years=1)
    return relativedelta(months=1) if _MONTH_DAY_ONLY.fullmatch(said) else timedelta(days=7)


def _relative(said: str, today: date) -> date | None:
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if said in _MONTH_ENDS:
        return today + relativedelta(months=_MONTH_ENDS[said], day=31)
    if plus := _PLUS.fullmatch(said):
        return today + timedelta(days=int(plus[1]))
    named = _WEEKDAY.fullmatch(said)
    if not named or named[2] not in _WEEKDAYS or (said in "一二三四五六日天"):
        return None
    weekday = _WEEKDAYS[named[2]]
    if (named[1] or "").strip() in ("next", "下", "下个"):
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _dated(said: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(said):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if month_day := _MONTH_DAY.fullmatch(said):
        found = date(today.year, int(month_day[1]), int(month_day[2]))
        return found if found >= today else found.replace(year=today.year + 1)
    if day := _MONTH_DAY_ONLY.fullmatch(said):
        this_month = today.replace(day=1)
        start = this_month + relativedelta(months=1) if day[1] or int(day[2]) < today.day else this_month
        return start.replace(day=int(day[2]))
    return None


_TIME = re.compile(r"(上午|下午|晚上)?(\d{1,2})(?:[:点时]?(\d{2})?分?|点(半))?\s?(am|pm)?")


def typed_time(text: str) -> time:
    """Return the time of day that `text` names ("9", "14:30", "3pm", 下午3点半). Raises BadTime."""
    said = _tidy(text)
    found = _TIME.fullmatch(said)
    if not found:
        raise BadTime(text=text)
    hour, minute = int(found[2]), 30 if found[4] else int(found[3] or 0)
    if found[5] == "pm" or found[1] in ("下午", "晚上"):
        hour += 12 if hour < 12 else 0
    elif found[5] == "am" and hour == 12:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        raise BadTime(text=text) from None


_UNITS: Final = {
    "k": 1_000,
    "千": 1_000,
    "万": 10_000,
    "w": 10_000,
    "m": 1_000_000,
    "百万": 1_000_000,
    "亿": 100_000_000,
}
SHARES: Final = frozenset({"all", "全部", "全额"})
"""Words for the whole of what is open."""
_AMOUNT = re.compile(r"(\d[\d,]*\.?\d*|\.\d+)\s?(k|m|w|千|万|百万|亿|%)?元?")
_HALF: Final = frozenset({"half", "一半"})
_AND_A_BIT: Final = re.compile(r"(\d+)([万w千])(\d)元?")
"""A digit behind a unit counts the next smaller one: 3万5 is 35,000."""
_GROUPED = re.compile(r"\d{1,3}(,\d{3})*(\.\d*)?|\d*\.?\d*")


def typed_amount(text: str, currency: str, whole: Money | None = None) -> Money:
    """Return the amount that `text` names: "12k", "1.2万", "3万5", "12,000.50"; "50%", "half" or "all" of `whole`.

    Exact, above zero, and with no more decimals than the currency has (a percentage is rounded to the minor unit).
    Raises BadAmount.
    """
    said = _tidy(text).removeprefix(currency.casefold()).strip().lstrip("¥$€£").strip()
    if said in SHARES and whole:
        return whole
    said = "50%" if said in _HALF else _AND_A_BIT.sub(r"\1.\3\2", said)
    found = _AMOUNT.fullmatch(said)
    if not found or not _GROUPED.fullmatch(found[1]) or (found[2] == "%" and whole is None):
        raise BadAmount(text=text, currency=currency)
    try:
        number = Decimal(found[1].replace(",", ""))
    except InvalidOperation:
        raise BadAmount(text=text, currency=currency) from None
    if found[2] == "%" and whole is not None:
        minor = (number * whole.minor / 100).to_integral_value(ROUND_HALF_EVEN)
    else:
        minor = (number * _UNITS.get(found[2] or "", 1)).scaleb(exponent_of(currency))
    if minor != minor.to_integral_value() or not 0 < minor <= MAX_MINOR:
        raise BadAmount(text=text, currency=currency)
    return Money(int(minor), currency)
