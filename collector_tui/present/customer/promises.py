"""A customer's promises, the newest first: what was promised, what counts, and how it ended."""

from __future__ import annotations

from datetime import date

from collector_tui.domain.promise import LIVE_STATES, Judged
from collector_tui.domain.promise.judge import kept_record
from collector_tui.present.code_words import method_text, state_text
from collector_tui.present.customer.block import Block, Told, block, heading, nothing
from collector_tui.present.detail import STATE_INK, judged_lines
from collector_tui.present.formats import day_text, moment_text, money_text
from collector_tui.present.i18n import _
from collector_tui.present.layout import Line, Span, line, pair, wrap


def promise_blocks(told: Told, width: int) -> list[Block]:
    """Return the kept record and every promise."""
    promises = told.view.promises
    if not promises:
        return [nothing(_("Nothing was promised yet."), width)]
    record = kept_record(promises)
    said = _("kept {kept} of {ended}").format(kept=record.kept, ended=record.ended) if record.ended else ""
    return [
        heading(_("Promises"), said, width),
        *(block(_promise(one, told, width), one.promise) for one in reversed(promises)),
    ]


def _promise(judged: Judged, told: Told, width: int) -> list[Line]:
    lines = judged_lines(judged, told.today, width)
    if len(judged.lines) > 1:
        lines += _plan(judged, width)
    for said in _facts(judged, told):
        lines += wrap(line(Span(f"  {said}", "dim")), width, hang=2)
    if judged.terms.words:
        lines += wrap(line(Span("  “"), Span(judged.terms.words), Span("”")), width, hang=2)
    return lines


def _plan(judged: Judged, width: int) -> list[Line]:
    lines: list[Line] = []
    for one in judged.lines:
        state = Span(f"  {state_text(one.state)}", STATE_INK.get(one.state, "dim"))
        lines += pair(line(Span(f"  - {day_text(one.on)}"), state), line(Span(money_text(one.amount))), width)
    return lines


def _facts(judged: Judged, told: Told) -> list[str]:
    terms, promise = judged.terms, judged.promise
    taken = _("taken by {name} {when}").format(name=promise.actor, when=moment_text(promise.occurred_at, told.zone))
    said = [", ".join(part for part in (terms.person, method_text(terms.method), *terms.items) if part), taken]
    if judged.level:
        said.append(_("level {n}: {n} before it on this debt not kept").format(n=judged.level))
    if judged.in_default:
        said.append(_("in default: the rest of the plan is called"))
    if judged.check_application:
        said.append(_("paid on other items: check the application"))
    if judged.paid_in_full_on and judged.days_late:
        said.append(_paid_late(judged.paid_in_full_on, judged.days_late))
    if terms.needs_approval:
        said.append(_("beyond limits, approved") if promise.approved_at else _("beyond limits"))
    if promise.ended_at is not None and judged.state not in LIVE_STATES:
        ended = _("ended {when}").format(when=moment_text(promise.ended_at, told.zone))
        said.append(": ".join(part for part in (ended, promise.ended_reason) if part))
    return said


def _paid_late(on: date, days: int) -> str:
    return _("paid in full {day}, {n}d late").format(day=day_text(on), n=days)
