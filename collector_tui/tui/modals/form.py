"""A form of fields that answer at once. It saves only when every field that is needed is filled and readable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from collector_tui.present.i18n import _
from collector_tui.tui.modals.dialog import Dialog
from collector_tui.tui.widgets.fields import Field

Answer = TypeVar("Answer")
_AROUND = 9
"""Lines of a box that are no fields: its frame, the title, what is said, further results, and the keys."""


class Form(Dialog[Answer], Generic[Answer]):
    """Fields in a box. Enter goes to the next field and saves on the last one; Ctrl+S saves from anywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True, id="form.save"),
        Binding("down", "app.focus_next", show=False, id="form.next"),
        Binding("up", "app.focus_previous", show=False, id="form.last"),
        Binding("enter", "enter", show=False, id="form.enter"),
    ]
    keys: ClassVar[tuple[tuple[str, Callable[[], str]], ...]] = (
        ("Enter", lambda: _("next")),
        ("Ctrl+S", lambda: _("save")),
    )

    def compose_body(self) -> ComposeResult:
        """Lay out the fields."""
        yield VerticalScroll(*self.fields(), id="form", can_focus=False)

    def help_text(self) -> str:
        """Return how days and amounts may be typed."""
        return _(
            "Enter goes on to the next field, Ctrl+S saves. Fields with * must be filled. Days: fri, +3, 30, eom, "
            "next tue, 11-30, 2026-11-30, 周五, 下周三, 月底. Amounts: 12k, 1.2万, 50%, all. Times: 9, 14:30, 3pm. "
            "Words in a row are chosen with the arrows, the space bar, their number or first letter."
        )

    def fields(self) -> Sequence[Widget]:
        """Return the fields, in their order."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """Return what the fields say; called when each of them is filled and readable."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin where there is most to say."""
        self.focus_field(self.first_field())

    def first_field(self) -> Field:
        """Return the field to begin at: the first that is empty."""
        fields = list(self.query(Field))
        return next((one for one in fields if one.empty), fields[0])

    def on_resize(self) -> None:
        """The fields scroll where the screen is low, so that what is under them stays in sight."""
        self.query_one("#form").styles.max_height = max(3, self.app.size.height * 94 // 100 - _AROUND)

    def focus_field(self, field: Field) -> None:
        """Put the cursor into a field."""
        target = next((one for one in field.query("Input, Options") if one.can_focus), None)
        if target is not None:
            target.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field."""
        event.stop()
        self.action_enter()

    def action_enter(self) -> None:
        """Go to the next field; on the last one, save."""
        stops = [one for one in self.query("Field Input, Field Options") if one.can_focus]
        if self.focused is None or self.focused not in stops or self.focused is stops[-1]:
            self.action_save()
        else:
            stops[stops.index(self.focused) + 1].focus()

    def first_problem(self) -> tuple[Field, str] | None:
        """Return the first field that cannot be saved, and why."""
        for field in self.query(Field):
            if field.empty and field.needed:
                return field, _("{what} is still missing.").format(what=field.label)
            problem = field.problem()
            if problem is not None:
                return field, problem
        return None

    def action_save(self) -> None:
        """Save, or say what is still missing and go there."""
        found = self.first_problem()
        if found is None:
            self.save()
            return
        field, why = found
        self.focus_field(field)
        self.say(why)

    def save(self) -> None:
        """Answer with what the fields say."""
        self.dismiss(self.answer())

    def on_field_changed(self, message: Field.Changed) -> None:
        """What was said about a field is no longer true."""
        message.stop()
        self.say("")
