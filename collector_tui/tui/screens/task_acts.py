"""Our own moves on Today: done, answered, approved or refused, or given to somebody else."""

from __future__ import annotations

from collector_tui.domain.facts import RecordedMatter
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
            self.approve(task)
        elif task.kind == "dispute":
            self.ask_reason(_("The dispute is resolved: how?"), lambda _id, reason: self._end(task, "resolved", reason))
        else:
            self._end(task, "done", "")

    def _end(self, task: RecordedMatter, how: str, reason: str) -> None:
        from collector_tui.services.answer_matter import end_matter

        told = _("Done. u takes it back.")
        self.write(lambda desk: end_matter(desk, task.matter_id, how, reason), told, self.next_key)

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
                self.write(lambda desk: reassign(desk, task.matter_id, new.owner, new.due), told, task.matter_id)

        self.app.push_screen(AskOwner(_("Give the task to whom?"), self.seat.desk.day()), answered)
