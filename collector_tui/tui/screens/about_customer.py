"""What acts about one customer stand on, whichever page shows it: writing, and asking why first."""

from __future__ import annotations

from collections.abc import Callable

from collector_tui.domain.facts import RecordedMatter
from collector_tui.services.desk import Changes, Desk
from collector_tui.tui.page import Page


class AboutCustomer(Page):
    """A page with a customer, and perhaps a matter of it, under its cursor."""

    @property
    def matter_here(self) -> RecordedMatter | None:
        """What is open under the cursor: a task, a promise, a dispute, a hold, ..."""
        raise NotImplementedError

    @property
    def called(self) -> tuple[str, str]:
        """The customer's name, and the name of whom a call of now would reach."""
        raise NotImplementedError

    def write(self, work: Callable[[Desk], Changes], told: str, seek: str = "") -> None:
        """Write what was done to what stands under the cursor, say so, and put the cursor on `seek`."""
        raise NotImplementedError

    def next_key(self) -> str:
        """Return what takes the cursor over when the thing under it goes."""
        return ""

    def ask_reason(self, title: str, then: Callable[[str, str], None]) -> None:
        """Ask why, then go on with the customer's id and the reason."""
        from collector_tui.tui.modals.small_forms import AskReason

        customer_id = self.customer_id
        if customer_id is None:
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                then(customer_id, reason)

        self.app.push_screen(AskReason(title), answered)
