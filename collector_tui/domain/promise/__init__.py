"""The promise life cycle: a pure fold of journal and ledger (terms.md, "Promise to pay")."""

from collector_tui.domain.promise.model import (
    JUDGED_STATES,
    LIVE_STATES,
    NOT_KEPT,
    Counted,
    Judged,
    JudgedLine,
    KeptRecord,
    PromiseState,
)

__all__ = [
    "JUDGED_STATES",
    "LIVE_STATES",
    "NOT_KEPT",
    "Counted",
    "Judged",
    "JudgedLine",
    "KeptRecord",
    "PromiseState",
]
