"""Numbers, money, days and times as a person of that language writes them.

Columns and the first paint use Python's own formatting, which tests hold equal to CLDR (through Babel); Babel itself
takes about 50 ms to import and is loaded only by the words that need it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Final

from collector_tui.domain.money import Money
from collector_tui.present.i18n import Language, N_, _, language, translate

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_LOCALES: Final = {"en": "en", "zh": "zh_Hans"}


def number_text(number: int | Decimal) -> str:
    """Return a number grouped by thousands, with all the decimals that it has: '1,234.50'. Alike in both languages."""
    return f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"


def money_text(money: Money) -> str:
    """Return an amount with its ISO code, since '$' and '¥' name several currencies: '-CNY 1,234.56'."""
    sign = "-" if money.minor < 0 else ""
    return f"{sign}{money.currency} {number_text(abs(money.decimal()))}"


def day_text(day: date) -> str:
    """Return a day, at most 12 cells in English and 14 in Chinese: 'Jun 3, 2013', '2013年6月3日'."""
    if language() == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def day_short(day: date) -> str:
    """Return a day whose year is plain from its place, at most 6 cells: 'Jun 3'; 8 in Chinese: '6月3日'."""
    if language() == "zh":
        return f"{day.month}月{day.day}日"
    return f"{_MONTHS[day.month - 1]} {day.day}"


def day_long(day: date, lang: Language | None = None) -> str:
    """Return a day with its weekday, in `lang` or the language of now: 'Monday, June 3, 2013', '2013年6月3日星期一'."""
    from babel.dates import format_date

    return format_date(day, format="full", locale=_LOCALES[lang or language()])


def weekday_day(day: date) -> str:
    """Return a day with its weekday in short: 'Tue, Jun 3, 2013', '2013年6月3日 周一'."""
    return _("{weekday}, {day}").format(weekday=weekday_text(day), day=day_text(day))


def weekday_text(day: date) -> str:
    """Return the weekday in short: 'Tue', '周二'."""
    return translate(_WEEKDAYS[day.weekday()])


def time_text(moment: time) -> str:
    """Return a time of day on the 24-hour clock, in both languages, as callbacks are agreed: '09:00'."""
    return f"{moment:%H:%M}"


def list_text(words: Iterable[str]) -> str:
    """Return words as one enumeration: 'amount, date, and person', '金额、日期和联系人'. Empty for no words."""
    from babel.lists import format_list

    return format_list(list(words), locale=_LOCALES[language()])


def day_slashed(day: date) -> str:
    """Return a day beside its weekday, at most 6 cells: 'Jun 5', '6/5'."""
    return f"{day.month}/{day.day}" if language() == "zh" else day_short(day)


def nth_text(number: int) -> str:
    """Return a number in its order: '1st', '22nd', '11th'; in Chinese the bare number, for a sentence with 第."""
    if language() == "zh":
        return str(number)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def moment_text(instant: datetime, zone: tzinfo) -> str:
    """Return an instant as day and time of a zone."""
    local = instant.astimezone(zone)
    return f"{day_text(local.date())} {time_text(local.time())}"
