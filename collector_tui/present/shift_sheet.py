"""A shift on one sheet: figures, outcomes, the rhythm of the hours, what is left, and the summary that is copied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from collector_tui.domain.money import Money
from collector_tui.domain.shift import Hour
from collector_tui.present.cells import CLASS_INK
from collector_tui.present.code_words import class_text
from collector_tui.present.detail import section
from collector_tui.present.formats import money_text, weekday_day
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line, pair, wrap
from collector_tui.present.shift_words import figures, hours_of, left_by_class, outcome_counts, summary
from collector_tui.services.read_day import ShiftRead

_BAR: Final = 16


def shift_sheet(shift: ShiftRead, zone: tzinfo, width: int) -> list[Line]:
    """Return everything about a shift that is no list."""
    sections = [
        _figures(shift, width),
        _counts(_("By outcome"), outcome_counts(shift), width),
        _hours(hours_of(shift, zone), width),
        _left(shift, width),
        [section(_("Summary"), _("y copies it")), *_plain(summary(shift, zone), width)],
    ]
    return [row for lines in sections if lines for row in (*lines, ())][:-1]


def _figures(shift: ShiftRead, width: int) -> list[Line]:
    head = section(shift.actor or _("everybody"), weekday_day(shift.day))
    return [
        *wrap(head, width),
        *(
            row
            for words, count, amounts in figures(shift)
            for row in _with_amounts(line(Span(f"{words}  ", "dim"), Span(str(count))), amounts, width)
        ),
    ]


def _counts(title: str, counts: Sequence[tuple[str, str]], width: int) -> list[Line]:
    return [section(title), *_pairs(counts, width)] if counts else []


def _pairs(told: Sequence[tuple[str, str]], width: int) -> list[Line]:
    return [row for words, value in told for row in pair(line(Span(words, "dim")), line(Span(value)), width)]


def _hours(hours: Sequence[Hour], width: int) -> list[Line]:
    """Return the hours with a bar of calls each: '#' a call that reached somebody, '-' one that did not."""
    if not hours:
        return []
    most = max(max(hour.called, hour.reached) for hour in hours)
    room = max(4, min(_BAR, width - 14))
    lines = [section(_("By hour"), _("# reached, - not"))]
    for hour in hours:
        good = _share(hour.reached, most, room)
        rest = max(0, _share(hour.called, most, room) - good)
        left = line(Span(f"{hour.hour:02}  ", "dim"), Span("#" * good, "good"), Span("-" * rest, "dim"))
        lines += pair(left, line(Span(f"{hour.reached}/{hour.called}")), width)
    return lines


def _share(count: int, most: int, room: int) -> int:
    """Return how long a bar is; what happened at all is never nothing."""
    return count if most <= room else -(-count * room // most)


def _left(shift: ShiftRead, width: int) -> list[Line]:
    lines = [section(_("Left to call"), str(len(shift.worklist.rows)))]
    for row_class, count, amounts in left_by_class(shift.worklist):
        left = line(Span(f"{row_class.value} {class_text(row_class)}", CLASS_INK[row_class]), Span(f"  {count}"))
        lines += _with_amounts(left, amounts, width)
    return lines


def _with_amounts(left: Line, amounts: Sequence[Money], width: int) -> list[Line]:
    """Return words with amounts at the right end, one currency a line."""
    first, *others = [line(Span(money_text(one))) for one in amounts] or [()]
    return [*pair(left, first, width), *(row for one in others for row in pair((), one, width))]


def _plain(text: str, width: int) -> list[Line]:
    return [row for one in text.splitlines() for row in wrap(line(Span(one)), width, hang=2)]
