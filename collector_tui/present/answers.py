"""What a field answers while one types: the date in full with its weekday, the amount, the promise's past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from collector_tui.domain.contact_rules import FirstDayTooFar, promise_limits
from collector_tui.domain.day import BusinessDay, WorkCalendar
from collector_tui.domain.journal.matters import Instalment, Promise
from collector_tui.domain.ledger import Item
from collector_tui.domain.money import Money, totals
from collector_tui.domain.policy import PromiseLimits
from collector_tui.domain.promise import Judged, PromiseState
from collector_tui.domain.promise.grace import grace_end
from collector_tui.domain.promise.judge import kept_record
from collector_tui.domain.promise.level import next_level, on_same_debt
from collector_tui.present.failures import error_text
from collector_tui.present.formats import day_long, day_short, day_text, money_text, nth_text
from collector_tui.present.i18n import _, ngettext
from collector_tui.present.layout import Line, Span, line


def day_answer(day: date, today: BusinessDay, limit: int | None = None, *, past: bool = False) -> Line:
    """Return a day in full, how far away it is, and what is odd about it: past, no business day, beyond the limit."""
    spans = [Span(day_long(day)), Span(f" · {distance(day, today.date)}", "dim")]
    if day < today.date and not past:
        spans.append(Span(f" · {_('in the past')}", "warn"))
    if day > today.date and past:
        spans.append(Span(f" · {_('not yet come')}", "warn"))
    odd = closed_words(day, today.calendar)
    if odd and not past:
        spans.append(Span(f" · {odd}", "warn"))
    if limit is not None and (day - today.date).days > limit:
        spans.append(Span(f" · {_('beyond the {n}-day limit').format(n=limit)}", "warn"))
    return line(*spans)


def distance(day: date, today: date) -> str:
    """Return how far a day is from today, in words."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    return ngettext("{n} day ago", "{n} days ago", -days).format(n=-days)


def closed_words(day: date, calendar: WorkCalendar) -> str:
    """Return why a day is no business day, with the next one; nothing for a business day."""
    if calendar.is_business_day(day):
        return ""
    what = _("weekend") if day.weekday() >= 5 else _("public holiday")
    return _("{what}, counts from {day}").format(what=what, day=day_short(calendar.roll(day)))


def broken_answer(day: date, method: str, today: BusinessDay, limits: PromiseLimits) -> Line:
    """Return when a promise for `day` would become broken."""
    ends = grace_end(day, method, today.calendar, limits)
    return line(Span(_("the money is awaited until {day}").format(day=day_long(ends)), "dim"))


def amount_answer(amount: Money, whole: Money | None) -> Line:
    """Return an amount in full, and what part of the whole it is."""
    spans = [Span(money_text(amount))]
    if whole is not None and whole.minor > 0 and whole.currency == amount.currency:
        if amount > whole:
            spans.append(Span(f" · {_('more than the {whole} to collect').format(whole=money_text(whole))}", "warn"))
        elif amount == whole:
            spans.append(Span(f" · {_('all of it')}", "good"))
        else:
            share = amount.minor * 100 // whole.minor
            told = _("{share}% of {whole}").format(share=share, whole=money_text(whole))
            spans.append(Span(f" · {told}", "dim"))
    return line(*spans)


def plan_answer(lines: Sequence[Instalment]) -> Line:
    """Return a plan: how many lines, how much in all, each day with its amount."""
    total = " + ".join(money_text(one) for one in totals(each.amount for each in lines))
    count = ngettext("{n} line", "{n} lines", len(lines)).format(n=len(lines))
    each = "; ".join(f"{day_text(one.on)} {money_text(one.amount)}" for one in lines)
    return line(Span(f"{count}, {total}"), Span(f" · {each}", "dim"))


def standing_words(promises: Sequence[Judged], terms: Promise) -> str:
    """Return which promise on the same debt a new one would be, and how the earlier ones on it ended."""
    same = [one for one in on_same_debt(terms, promises) if one.state is not PromiseState.WITHDRAWN]
    if not same:
        return _("first promise on these items") if terms.items else _("first promise of this customer")
    told = ordinal_words(len(same) + 1, items=bool(terms.items))
    record = kept_record(same)
    kept = _("kept {kept} of {ended}").format(kept=record.kept, ended=record.ended)
    return f"{told}; {kept}" if record.ended else told


def limits_passed(
    promises: Sequence[Judged], terms: Promise, open_: Money | None, today: BusinessDay, limits: PromiseLimits
) -> Line:
    """Return every limit that a promise would pass, as warnings; nothing for one within them.

    Of a plain promise the day's own field tells how far it may lie.
    """
    level = next_level(terms, today.now or today.morning, promises, today)
    passed = promise_limits(terms, today.date, level, open_, limits)
    told = [one for one in passed if terms.lines or not isinstance(one, FirstDayTooFar)]
    return line(*(Span(f" · {error_text(one)}", "warn") for one in told))


def ordinal_words(number: int, *, items: bool) -> str:
    """Return 'the n-th promise'; English ordinals end in st, nd, rd and th, Chinese ones begin with 第."""
    told = _("{nth} promise on these items") if items else _("{nth} promise of this customer")
    return told.format(nth=nth_text(number))


def items_answer(items: Sequence[Item]) -> Line:
    """Return how many invoices were named, and what is open on them."""
    count = ngettext("{n} invoice", "{n} invoices", len(items)).format(n=len(items))
    total = " + ".join(money_text(one) for one in totals(item.open for item in items))
    numbers = ", ".join(item.invoice for item in items)
    return line(Span(f"{count} · {total}"), Span(f" · {numbers}", "dim"))
