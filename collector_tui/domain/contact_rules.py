"""What lies beyond policy and is recorded all the same: each finding has a word for the entry and a sentence.

Policy never refuses a fact (terms.md): limits gate calling and approving, not recording.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from collector_tui.domain.day import zone_of
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.domain.journal.matters import Promise
from collector_tui.domain.money import Money
from collector_tui.domain.policy import Caps, PromiseLimits
from collector_tui.domain.windows import Attempts


class Warning_(CollectorError):  # noqa: N801 - `Warning` is Python's own
    """Something beyond policy. Never raised: the entry was written, `code` stands in its `outside_policy`."""

    code: ClassVar[str]
    exit_code: ClassVar[ExitCode] = ExitCode.DONE


class FirstDayTooFar(Warning_):
    """The first money is promised for later than a collector may agree to."""

    code = "days_to_first"
    template = N_("The first money would come in {days} days; up to {limit} need no approval.")


class LastDayTooFar(Warning_):
    """The plan runs for longer than a collector may agree to."""

    code = "days_to_last"
    template = N_("The last money would come in {days} days; up to {limit} need no approval.")


class TooManyLines(Warning_):
    """The plan has more lines than a collector may agree to."""

    code = "lines"
    template = N_("The plan has {lines} lines; up to {limit} need no approval.")


class AmountTooSmall(Warning_):
    """A line is smaller than a collector may agree to."""

    code = "least_amount"
    template = N_("{amount} is less than {least}, the least that needs no approval.")


class ShareTooSmall(Warning_):
    """The promise is a smaller part of what is open than a collector may agree to."""

    code = "least_share"
    template = N_("{amount} is less than {percent}% of the {open} that is open, the least that needs no approval.")


class LevelTooHigh(Warning_):
    """Too many promises on this debt were not kept."""

    code = "level"
    template = N_("Promises not kept on this debt so far: {level}. From {limit} on a promise needs approval.")


class MoreThanOpen(Warning_):
    """The amount is larger than what is open on what it is for."""

    code = "more_than_open"
    template = N_("{amount} is more than the {open} that is open.")


class PersonUnknown(Warning_):
    """The book did not know the person until now."""

    code = "unknown_person"
    template = N_("{person} was not known here; the name is kept for the next call.")


class PersonNotToBeCalled(Warning_):
    """A person was called who asked not to be."""

    code = "do_not_call"
    template = N_("{person} is not to be called. The contact is flagged.")


class OutsideHours(Warning_):
    """The call was outside contact hours where the person is."""

    code = "outside_hours"
    template = N_("The call was outside contact hours there, which begin on {day} at {opens}. The contact is flagged.")


class ConversationsADay(Warning_):
    """More conversations with one person on a day than the policy allows."""

    code = "conversations_a_day"
    template = N_("There were {count} conversations with this person today; the policy allows {cap}.")


class AttemptsADay(Warning_):
    """More attempts to reach one person on a day than the policy allows."""

    code = "attempts_a_day"
    template = N_("There were {count} attempts to reach this person today; the policy allows {cap}.")


class AttemptsInSevenDays(Warning_):
    """More attempts to reach one person in seven days than the policy allows."""

    code = "attempts_in_7_days"
    template = N_("There were {count} attempts to reach this person in seven days; the policy allows {cap}.")


class FamilyAttemptsADay(Warning_):
    """More attempts to reach one family on a day than the policy allows."""

    code = "family_attempts_a_day"
    template = N_("There were {count} attempts to reach this family today; the policy allows {cap}.")


def promise_limits(
    terms: Promise, taken_on: date, level: int, open_: Money | None, limits: PromiseLimits
) -> tuple[Warning_, ...]:
    """Return every limit that a promise passes; one is enough to need approval.

    `level`: promises not kept before it on the same debt. `open_`: what is open on its items (without items: in all),
    None where nothing is. Days are civil days from the day on which it was taken; a plain promise is one line.
    """
    days = [(line.on - taken_on).days for line in terms.lines] or [(terms.promised_for - taken_on).days]
    amounts = [line.amount for line in terms.lines] or [terms.amount]
    least = Money(limits.least_amount.get(terms.amount.currency, 0), terms.amount.currency)
    passed: list[Warning_] = []
    if min(days) > limits.days_to_first:
        passed.append(FirstDayTooFar(days=min(days), limit=limits.days_to_first))
    if max(days) > limits.days_to_last:
        passed.append(LastDayTooFar(days=max(days), limit=limits.days_to_last))
    if len(amounts) > limits.lines:
        passed.append(TooManyLines(lines=len(amounts), limit=limits.lines))
    if min(amounts) < least:
        passed.append(AmountTooSmall(amount=min(amounts), least=least))
    if open_ is not None and terms.amount.minor * 100 < open_.minor * limits.least_share_percent:
        passed.append(ShareTooSmall(amount=terms.amount, percent=limits.least_share_percent, open=open_))
    if level >= limits.level_needs_approval:
        passed.append(LevelTooHigh(level=level, limit=limits.level_needs_approval))
    return tuple(passed)


def codes(warnings: Iterable[Warning_]) -> tuple[str, ...]:
    """Return the words of what was found, each once, in order."""
    return tuple(dict.fromkeys(warning.code for warning in warnings))


def outside_hours(opens: datetime | None, zone: str) -> tuple[Warning_, ...]:
    """Return a finding if a call was outside hours: `opens` is when they begin, None inside them; told in `zone`."""
    if opens is None:
        return ()
    there = opens.astimezone(zone_of(zone))
    return (OutsideHours(day=there.date(), opens=there.time()),)


def caps_passed(person: Attempts, family: Attempts, caps: Caps, *, talk: bool) -> tuple[Warning_, ...]:
    """Return every cap that one more call passes, after those already made to the person and to its family."""
    counts = (
        (ConversationsADay, person.talks_today + talk, caps.conversations_a_day),
        (AttemptsADay, person.today + 1, caps.attempts_a_day),
        (AttemptsInSevenDays, len(person.days) + 1, caps.attempts_in_7_days),
        (FamilyAttemptsADay, family.today + 1, caps.family_attempts_a_day),
    )
    return tuple(finding(count=count, cap=cap) for finding, count, cap in counts if count > cap)
