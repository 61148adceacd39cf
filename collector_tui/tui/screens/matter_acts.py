"""A matter under the cursor: done, answered, withdrawn, approved or refused, released, or given to somebody else."""

from __future__ import annotations

from collector_tui.domain.facts import RecordedMatter
from collector_tui.domain.journal.matters import Promise
from collector_tui.present.i18n import _
from collector_tui.tui.acts.table import key_of
from collector_tui.tui.screens.approving import Approving


class MatterActs(Approving):
    """The ways out of what is open, on whichever page the cursor stands on it."""

    @property
    def matter_here(self) -> RecordedMatter | None:
        """What is open under the cursor: a task, a promise, a dispute, a hold, ..."""
        raise NotImplementedError

    def do_done(self) -> None:
        """End the matter by its own way out; whatever is not simply done asks why."""
        matter = self.matter_here
        if matter is None:
            return
        match matter.kind:
            case "promise":
                self._promise(matter)
            case "dispute":
                self._ask_and_end(matter, "resolved", _("The dispute is resolved: how?"))
            case "hold":
                self._ask_and_end(matter, "released", _("Release from the hold: why?"))
            case _:
                self._end(matter, "done", "")

    def _promise(self, promise: RecordedMatter) -> None:
        terms = promise.matter
        if isinstance(terms, Promise) and terms.needs_approval and promise.approved_at is None:
            self.approve(promise)
        else:
            self._ask_and_end(promise, "withdrawn", _("The promise is withdrawn: why?"))

    def _ask_and_end(self, matter: RecordedMatter, how: str, title: str) -> None:
        self.ask_reason(title, lambda _id, reason: self._end(matter, how, reason))

    def _end(self, matter: RecordedMatter, how: str, reason: str) -> None:
        from collector_tui.services.answer_matter import end_matter

        told = _("Done. {undo} takes it back.").format(undo=key_of("pages.undo"))
        self.write(lambda desk: end_matter(desk, matter.matter_id, how, reason), told, self.next_key)

    def do_reassign(self) -> None:
        """Give a matter to somebody else."""
        from collector_tui.tui.modals.small_forms import AskOwner, NewOwner

        matter = self.matter_here
        if matter is None:
            return

        def answered(new: NewOwner | None) -> None:
            from collector_tui.services.answer_matter import reassign

            if new is not None:
                told = _("Given to {name}.").format(name=new.owner)
                self.write(lambda desk: reassign(desk, matter.matter_id, new.owner, new.due), told, matter.matter_id)

        self.app.push_screen(AskOwner(_("Give the task to whom?"), self.seat.desk.day()), answered)
