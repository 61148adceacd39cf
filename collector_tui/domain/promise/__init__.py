"""The promise life cycle: a pure fold of journal and ledger (terms.md, "Promise to pay")."""

from collector_tui.domain.promise.grace import grace_end
from collector_tui.domain.promise.judge import judge, kept_record
from collector_tui.domain.promise.level import NOT_THEIRS, next_level, on_same_debt
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
    "NOT_THEIRS",
    "Counted",
    "Judged",
    "JudgedLine",
    "KeptRecord",
    "PromiseState",
    "grace_end",
    "judge",
    "kept_record",
    "next_level",
    "on_same_debt",
]
