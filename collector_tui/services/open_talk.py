"""How the talk with a customer is opened: which lines fit its place on the list, and in which words."""

from __future__ import annotations

from datetime import date

from collector_tui.domain.day import zone_of
from collector_tui.domain.opening import audience_of, thanks_due
from collector_tui.domain.talk_reason import Opened
from collector_tui.domain.worklist.model import RowClass
from collector_tui.services.desk import Desk
from collector_tui.services.read_customer import CustomerView


def open_talk(view: CustomerView, desk: Desk, today: date) -> Opened:
    """Return the opening. Who is not on the list is asked for what is overdue, else reminded of what falls due next."""
    overdue = any(item.due < today and item.open.minor > 0 for item in view.facts.items)
    otherwise = RowClass.OVERDUE if overdue else RowClass.PRE_DUE
    return Opened(
        code=view.row.opener if view.row else otherwise.value,
        thanks=thanks_due(view.promises, view.facts.contacts, today, zone_of(desk.zone)),
        audience=audience_of(view.facts, today, desk.policy_for(view.facts.customer)),
    )
