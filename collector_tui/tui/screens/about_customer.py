"""What acts about one customer stand on, whichever page shows it: writing, and asking why first."""

from __future__ import annotations

from collections.abc import Callable

from collector_tui.services.desk import Changes, Desk
from collector_tui.tui.page import Page


class AboutCustomer(Page):
    """A page with a customer under its cursor."""

    def write(self, work: Callable[[Desk], Changes], told: str, seek: str = "") -> None:
        """Write what was done to what stands under the cursor, say so, and put the cursor on `seek`."""
        raise NotImplementedError

    @property
    def next_key(self) -> str:
        """What takes the cursor over when the thing under it goes; empty: the cursor stays."""
        return ""

    def ask_reason(self, title: str, then: Callable[[str, str], None], hint: str = "") -> None:
        """Ask why, and go on with the customer under the cursor and the reason."""
        from collector_tui.tui.modals.small_forms import AskReason

        customer_id = self.customer_id
        if customer_id is None:
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                then(customer_id, reason)

        self.app.push_screen(AskReason(title, hint), answered)
