"""What is written, as SQLAlchemy Core statements over the table classes, compiled once for SQLite.

They run on the unit of work's own driver connection: compiled, a save costs less than half of what it costs through
the engine. SQLAlchemy and SQLModel are imported by the first call, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

PROJECTED: Final = ("batch", "contact", "matter", "assignment", "pin", "merged")
"""The projections that the journal alone makes, in the order in which they are filled."""


@cache
def writes() -> Mapping[str, str]:
    """Return the statements by name, with named parameters.

    One per table inserts a row. `end`, `approve`: the earliest one of a matter counts, so that a late entry changes no
    morning before it. `reassign`: without a due day the last one stays. `finished` removes an unfinished call.
    """
    from sqlalchemy import bindparam
    from sqlmodel import SQLModel

    import collector_tui.store.tables  # noqa: F401 - the classes register themselves

    tables = SQLModel.metadata.tables
    made: dict[str, Any] = {name: tables[name].insert() for name in ("entry", *PROJECTED)}
    made |= {name: tables[name].insert().prefix_with("OR REPLACE") for name in ("person", "payer", "unfinished_call")}
    calls = tables["unfinished_call"]
    made["finished"] = calls.delete().where(calls.c.actor == bindparam("by"), calls.c.customer_id == bindparam("of"))
    made |= _answers(tables["matter"], tables["assignment"])
    return {name: _compiled(statement) for name, statement in made.items()}


def _compiled(statement: Any) -> str:  # noqa: ANN401 - any Core statement
    from sqlalchemy.dialects import sqlite

    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named")))


def _answers(matter: Any, assignment: Any) -> dict[str, Any]:  # noqa: ANN401 - Core tables
    from sqlalchemy import bindparam, func, or_, select

    columns = matter.c
    of: Any = bindparam("of")
    at: Any = bindparam("at")
    # Nothing answers a matter before it was opened, whatever the clock said.
    since = func.max(at, columns.occurred_at)
    one = columns.matter_id == of
    end = matter.update().where(one, or_(columns.ended_at.is_(None), columns.ended_at > since))
    approve = matter.update().where(one, or_(columns.approved_at.is_(None), columns.approved_at > since))
    earlier = assignment.alias("earlier")
    # Said to be `matter`'s: else each level would list that table anew instead of meaning the row outside.
    last = select(func.max(earlier.c.since)).where(earlier.c.matter_id == columns.matter_id, earlier.c.since <= since)
    last_due = (
        select(assignment.c.due)
        .where(assignment.c.matter_id == columns.matter_id)
        .where(assignment.c.since == last.correlate(matter).scalar_subquery())
        .correlate(matter)
        .scalar_subquery()
    )
    again = select(columns.matter_id, since, bindparam("owner"), func.coalesce(bindparam("due"), last_due)).where(one)
    return {
        "end": end.values(
            ended_at=since, ended_how=bindparam("how"), ended_reason=bindparam("reason"), ended_by=bindparam("by")
        ),
        "approve": approve.values(approved_at=since),
        "reassign": assignment.insert()
        .prefix_with("OR REPLACE")
        .from_select(["matter_id", "since", "owner", "due"], again),
    }
