"""Our own moves on Today: done, answered, approved or refused, or given to somebody else."""

from __future__ import annotations

from collector_tui.domain.facts import RecordedMatter
from collector_tui.present.cells import matter_words
from collector_tui.present.i18n import _
from collector_tui.tui.screens.today_base import TodayBase


class TaskActs(TodayBase):
    """The acts on the page of tasks."""

    def do_done(self) -> None:
        """Close a task, answer a dispute, or approve or refuse a promise beyond limits."""
        task = self.task_here
        if task is None:
            return
        if task.kind == "promise":
            self._approve(task)
        elif task.kind == "dispute":
            self._ask_reason(
                _("The dispute is resolved: how?"), lambda _id, reason: self._end(task, "resolved", reason)
            )
        else:
            self._end(task, "done", "")

    def _end(self, task: RecordedMatter, how: str, reason: str) -> None:
        from collector_tui.services.answer_matter import end_matter

        told = _("Done. u takes it back.")
        self._write(lambda desk: end_matter(desk, task.matter_id, how, reason), told, self._next_key())

    def _approve(self, promise: RecordedMatter) -> None:
        from collector_tui.services.answer_matter import approve_promise, refuse_promise
        from collector_tui.tui.modals.confirm import Confirm

        def refused(_customer: str, reason: str) -> None:
            told = _("Refused; a callback is set.")
            self._write(lambda desk: refuse_promise(desk, promise.matter_id, reason), told, self._next_key())

        def answered(key: str | None) -> None:
            if key == "a":
                told = _("Approved. m writes the confirmation.")
                self._write(lambda desk: approve_promise(desk, promise.matter_id), told, self._next_key())
                self.promised((promise.matter_id,))
            elif key == "r":
                self._ask_reason(_("Refuse the promise: why?"), refused)

        keys = (("a", _("approve it")), ("r", _("refuse it: a callback is made")))
        self.app.push_screen(Confirm(_("A promise beyond limits"), matter_words(promise), keys), answered)

    def do_reassign(self) -> None:
        """Give a task to somebody else."""
        from collector_tui.tui.modals.small_forms import AskOwner, NewOwner

        task = self.task_here
        if task is None:
            return

        def answered(new: NewOwner | None) -> None:
            from collector_tui.services.answer_matter import reassign

            if new is not None:
                told = _("Given to {name}.").format(name=new.owner)
                self._write(lambda desk: reassign(desk, task.matter_id, new.owner, new.due), told, task.matter_id)

        self.app.push_screen(AskOwner(_("Give the task to whom?"), self.seat.desk.day()), answered)
