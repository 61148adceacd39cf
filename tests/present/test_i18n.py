"""Two languages, switched live; numbers and days as each writes them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time
from decimal import Decimal

import pytest
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.money import Money
from collector_tui.present import i18n
from collector_tui.present.failures import error_text
from collector_tui.present.formats import (
    day_long,
    day_short,
    day_text,
    list_text,
    money_text,
    number_text,
    time_text,
)

DAYS = st.dates(date(1970, 1, 1), date(2099, 12, 31))
LANGUAGES = st.sampled_from([("en", "en"), ("zh", "zh_Hans")])
MONEY = st.builds(Money, st.integers(-(10**15), 10**15), st.sampled_from(["CNY", "EUR", "USD", "JPY", "KWD"]))


@given(LANGUAGES, DAYS)
def test_days_are_written_as_cldr_says(language: tuple[i18n.Language, str], day: date) -> None:
    i18n.set_language(language[0])
    assert day_text(day) == format_date(day, "medium", locale=language[1])
    assert day_short(day) == format_skeleton("MMMd", day, locale=language[1])


@given(LANGUAGES, st.one_of(st.integers(-(10**18), 10**18), st.decimals(-(10**9), 10**9, places=3)))
def test_numbers_are_grouped_as_cldr_says(language: tuple[i18n.Language, str], number: int | Decimal) -> None:
    i18n.set_language(language[0])
    pattern = "#,##0.000" if isinstance(number, Decimal) else "#,##0"
    assert number_text(number) == format_decimal(number, pattern, locale=language[1])


@given(LANGUAGES, MONEY)
def test_money_is_written_as_cldr_says_with_its_code(language: tuple[i18n.Language, str], money: Money) -> None:
    i18n.set_language(language[0])
    decimals = "." + "0" * money.exponent if money.exponent else ""
    expected = format_currency(
        money.decimal(), money.currency, f"¤¤ #,##0{decimals}", locale=language[1], currency_digits=False
    )
    assert money_text(money) == expected


def test_words_that_need_babel() -> None:
    day = date(2013, 6, 3)
    assert day_long(day) == "Monday, June 3, 2013"
    assert list_text(["amount", "date", "person"]) == "amount, date, and person"
    i18n.set_language("zh")
    assert day_long(day) == "2013年6月3日星期一"
    assert list_text(["金额", "日期", "联系人"]) == "金额、日期和联系人"
    assert list_text([]) == ""


def test_a_time_of_day_is_on_the_24_hour_clock() -> None:
    assert time_text(time(9, 0)) == "09:00"


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh-Hans-CN"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zha_CN"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "en_US.UTF-8", "COLLECTOR_LANG": "zh"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "COLLECTOR_LANG": "en"}, "en"),
    ],
)
def test_the_language_is_guessed_from_the_environment(env: dict[str, str], language: str) -> None:
    assert i18n.guess_language(env) == language


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    i18n.set_language("zh")
    with pytest.raises(ValueError, match="xx"):
        i18n.set_language("xx")  # type: ignore[arg-type]
    assert i18n.language() == "zh"


def test_the_language_is_switched_live() -> None:
    sentence = "Amounts in {left} and {right} cannot be added. Nothing was changed."
    english = i18n.translate(sentence)
    i18n.set_language("zh")
    assert i18n.translate(sentence) != english
    i18n.set_language("en")
    assert i18n.translate(sentence) == english == sentence


def test_an_empty_sentence_is_not_the_catalogues_header() -> None:
    assert i18n.translate("") == ""


class LateFile(CollectorError):
    template = N_("{name} came on {day} with {amount}")


def test_the_facts_of_a_failure_are_written_by_language_and_made_harmless() -> None:
    failure = LateFile(name="a\x1b[31m", day=date(2013, 6, 3), amount=Money(123456, "CNY"))
    assert error_text(failure) == "a␛[31m came on Jun 3, 2013 with CNY 1,234.56"
    i18n.set_language("zh")
    assert error_text(failure) == "a␛[31m came on 2013年6月3日 with CNY 1,234.56"


def test_words_at_the_first_paint_do_not_load_babel() -> None:
    code = (
        "import sys, datetime\n"
        "from collector_tui.domain.money import Money\n"
        "from collector_tui.present.i18n import set_language, translate\n"
        "from collector_tui.present.formats import day_text, money_text, number_text\n"
        "set_language('zh'); translate('x'); day_text(datetime.date(2013, 6, 3)); money_text(Money(1, 'CNY'))\n"
        "sys.exit('babel' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_sentence_can_be_said_again_in_the_language_of_now() -> None:
    said = i18n._("save")
    i18n.set_language("zh")
    assert (i18n.again(said), i18n.again(i18n.translate("save"))) == ("保存", "保存")
    assert i18n.again("save") == "save", "what is no sentence of ours stays"
    i18n.set_language("en")
    assert i18n.again(i18n.again(said)) == "save"
    assert i18n.translate("") == i18n.again("") == ""
