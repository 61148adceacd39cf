"""The order of the list: total and stable, whatever order the facts come in."""

from __future__ import annotations

from datetime import date

from collector_tui.domain.worklist.classes import Signals
from collector_tui.domain.worklist.exchange import Exchange
from collector_tui.domain.worklist.gather import Case
from collector_tui.domain.worklist.model import CLASS_ORDER
from collector_tui.domain.worklist.score import worth

_PLACE = {row_class: place for place, row_class in enumerate(CLASS_ORDER)}

Key = tuple[int, bool, int, int, str, int, int, str]


def order_key(case: Case, signals: Signals, score: int, exchange: Exchange) -> Key:
    """Return the key by which rows are sorted: class, pinned, score, larger amount, older item, id.

    Amounts of currencies without a rate are never compared with those of others: such rows stand by currency.
    """
    left = case.parts.left
    known = worth(left, exchange)
    currency = min([cur for cur, minor in left.items() if minor and not exchange.knows(cur)], default="")
    called = case.parts.called
    return (
        _PLACE[signals.row_class],
        not signals.pinned,
        -score,
        -known,
        currency,
        -left.get(currency, 0),
        (called[0].due if called else date.max).toordinal(),
        case.customer.customer_id,
    )
