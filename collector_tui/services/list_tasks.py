"""Our moves: what somebody of ours must do, and what is past its day so that somebody must act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Dispute, Promise, Task
from collector_tui.services.desk import Desk


def list_tasks(desk: Desk, *, as_of: date | None = None) -> tuple[RecordedMatter, ...]:
    """Return our moves by due day.

    Live tasks; disputes whose answer is overdue (for the resolver), or whose evidence the customer did not send (for
    the supervisor to confirm); promises that wait for approval.
    """
    day = desk.day(as_of)
    return our_moves(desk.reader.moves(day), day.date)


def our_moves(matters: Iterable[RecordedMatter], today: date) -> tuple[RecordedMatter, ...]:
    """Return those among live matters in which the move is ours, by due day."""
    found = [matter for matter in matters if _our_move(matter, today)]
    return tuple(sorted(found, key=lambda m: (m.due or date.max, m.customer_id, m.matter_id)))


def _our_move(matter: RecordedMatter, today: date) -> bool:
    match matter.matter:
        case Task():
            return True
        case Dispute(evidence_by=evidence_by, answer_by=answer_by):
            return (matter.due or answer_by) < today or (evidence_by is not None and evidence_by < today)
        case Promise(needs_approval=True):
            return matter.approved_at is None
        case _:
            return False
