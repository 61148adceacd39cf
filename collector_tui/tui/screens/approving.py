"""Approving or refusing a promise beyond limits: from the page of tasks, and from the promises."""

from __future__ import annotations

from collector_tui.domain.facts import RecordedMatter
from collector_tui.present.cells import matter_words
from collector_tui.present.i18n import _
from collector_tui.tui.acts.table import key_of
from collector_tui.tui.screens.about_customer import AboutCustomer


class Approving(AboutCustomer):
    """What a page needs to decide about a promise that waits for approval."""

    def approve(self, promise: RecordedMatter) -> None:
        """Ask whether to approve or to refuse."""
        from collector_tui.services.answer_matter import approve_promise, refuse_promise
        from collector_tui.tui.modals.confirm import Confirm

        def refused(_customer: str, reason: str) -> None:
            told = _("Refused; a callback is set.")
            self.write(lambda desk: refuse_promise(desk, promise.matter_id, reason), told, self.next_key)

        def answered(key: str | None) -> None:
            if key == "a":
                told = _("Approved. {confirmation} writes the confirmation.").format(
                    confirmation=key_of("pages.confirmation")
                )
                self.write(lambda desk: approve_promise(desk, promise.matter_id), told, self.next_key)
                self.promised((promise.matter_id,))
            elif key == "r":
                self.ask_reason(_("Refuse the promise: why?"), refused)

        keys = (("a", _("approve it")), ("r", _("refuse it: a callback is made")))
        self.app.push_screen(Confirm(_("A promise beyond limits"), matter_words(promise), keys), answered)
