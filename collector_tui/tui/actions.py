"""Every act of the screens, once: its keys, its words, where it belongs, and why it cannot be done just now.

Bindings, the footer, the help (F1), the keys of now (?) and the palette (Ctrl+P) are all made from this table. Words
are message ids. A binding's id is the act's id, so that a keymap can name it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from textual.binding import Binding

from collector_tui.present.i18n import N_, _, translate

if TYPE_CHECKING:  # the talk is loaded after the first paint
    from collector_tui.domain.talk import Talk

Where = Literal["everywhere", "today", "call"]
Page = Literal["list", "held", "tasks"]


@dataclass(frozen=True, slots=True)
class Now:
    """What a screen tells about itself, for deciding what may be done.

    `live` False: a reading as of a day. `page`: which page of Today. `on_row`: something stands under the cursor.
    `saving`: what was done to it is being saved. `releasable`: only a release ends the hold under the cursor.
    `talk` is None until the playbook is there.
    """

    live: bool = True
    page: Page = "list"
    on_row: bool = False
    saving: bool = False
    releasable: bool = False
    talk: Talk | None = None


Blocked = Callable[[Now], str | None]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a person can do. `keys` as Textual writes them; `blocked` says why not, or None."""

    id: str
    keys: str
    label: str
    help: str
    where: Where
    blocked: Blocked = lambda _now: None
    footer: bool = True
    pages: tuple[Page, ...] = ("list", "held", "tasks")

    @property
    def name(self) -> str:
        """The act's own word: `do_<name>` of its screen does it."""
        return self.id.rpartition(".")[2]

    def key_text(self, keymap: dict[str, str] | None = None) -> str:
        """Return the first key as people read it: 'Enter', 'Ctrl+P', '?'."""
        first = (keymap or {}).get(self.id, self.keys).split(",")[0]
        return key_words(first)


_KEY_WORDS: Final = {
    "question_mark": "?", "slash": "/", "exclamation_mark": "!", "escape": "Esc", "pagedown": "PgDn", "pageup": "PgUp",
    "backspace": "⌫", "space": "Space", "left": "←", "right": "→", "up": "↑", "down": "↓",
}  # fmt: skip


def key_words(key: str) -> str:
    """Return a key as people read it."""
    *modifiers, last = key.split("+")
    word = _KEY_WORDS.get(last, last if len(last) == 1 else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), word.upper() if modifiers else word])


def _all_of(*tests: Blocked) -> Blocked:
    return lambda now: next((why for test in tests if (why := test(now))), None)


def _writing(now: Now) -> str | None:
    return None if now.live else _("A day of the past is for reading only; a call is a rehearsal.")


def _row(now: Now) -> str | None:
    return None if now.on_row else _("Nothing stands under the cursor.")


def _unsaved(now: Now) -> str | None:
    return _("What was done here is just being saved.") if now.saving else None


def _settled(now: Now) -> str | None:
    return _row(now) or _unsaved(now)


def _page(*pages: Page) -> Blocked:
    names = {
        "list": N_("This works on the list of calls: press 1."),
        "held": N_("This works on the page of those held back: press b."),
        "tasks": N_("This works on the page of tasks: press t."),
    }
    return lambda now: None if now.page in pages else translate(names[pages[0]])


def _release(now: Now) -> str | None:
    return None if now.releasable else _("This hold ends by itself, or when what it waits for is answered.")


def _allowed(try_it: Callable[[Talk], object]) -> Blocked:
    def blocked(now: Now) -> str | None:
        if now.talk is None:
            return _("The playbook is still being read.")
        from collector_tui.domain.talk import TalkError
        from collector_tui.present.failures import error_text

        try:
            try_it(now.talk)
        except TalkError as error:
            return error_text(error)
        return None

    return blocked


def _ready(now: Now) -> str | None:
    return None if now.talk is not None else _("The playbook is still being read.")


def _next(now: Now) -> str | None:
    """Before any reason the next step is to find one; after the last one it is the outcome."""
    if now.talk is not None and now.talk.stage == "close":
        return _writing(now)
    return _allowed(lambda talk: talk if talk.reason is None else talk.forward())(now)


def _locked(now: Now) -> str | None:
    if now.talk is None or now.talk.reason is None:
        return _("No reason for not paying is chosen yet. Choose one first.")
    reason = now.talk.reason
    if any(reason.locked(proposal) for proposal in reason.card.proposals):
        return None
    return _("Nothing on this card needs authority.")


_TODAY: Final = (
    Act("today.call", "enter,2", N_("call"), N_("Open the customer and begin the talk."), "today", _row),
    Act("today.no_answer", "n", N_("no answer"),
        N_("Log that nobody answered, without leaving the list; the customer comes back for the next try."),
        "today", _all_of(_writing, _page("list"), _settled), pages=("list",)),
    Act("today.done", "d", N_("done"), N_("The task is done: close it."), "today",
        _all_of(_writing, _page("tasks"), _settled), pages=("tasks",)),
    Act("today.reassign", "a", N_("reassign"), N_("Give the task to somebody else, perhaps with another day."), "today",
        _all_of(_writing, _page("tasks"), _settled), pages=("tasks",)),
    Act("today.release", "r", N_("release"), N_("End the hold under the cursor, with a reason."), "today",
        _all_of(_writing, _page("held"), _settled, _release), pages=("held",)),
    Act("today.undo", "u", N_("undo"), N_("Take back your last entry; the journal keeps both."), "today", _writing),
    Act("today.search", "slash", N_("search"), N_("Find any customer, person, invoice, phone or note of the book."),
        "today"),
    Act("today.filter", "f", N_("filter"), N_("Show only rows that hold what you type. Esc shows all again."), "today"),
    Act("today.pin", "p", N_("pin"), N_("Put the customer at the top for today, with a reason."), "today",
        _all_of(_writing, _page("list", "held"), _settled), pages=("list", "held")),
    Act("today.skip", "s", N_("skip"), N_("Leave the customer out for today, with a reason."), "today",
        _all_of(_writing, _page("list"), _settled), pages=("list",)),
    Act("today.hold", "h", N_("hold"), N_("Set the customer aside until a day, with a reason."), "today",
        _all_of(_writing, _page("list"), _settled), pages=("list",)),
    Act("today.list", "1", N_("today"), N_("The list of calls."), "today", footer=False),
    Act("today.held", "b", N_("held back"), N_("Customers who are not to be called now, and why."), "today"),
    Act("today.tasks", "t", N_("tasks"), N_("Our own moves: who does what until when."), "today"),
    Act("today.next_page", "right", N_("next page"), N_("The next page: list, held back, tasks."), "today",
        footer=False),
    Act("today.last_page", "left", N_("page before"), N_("The page before this one."), "today", footer=False),
    Act("today.detail", "space", N_("detail"), N_("Show or hide the customer's detail beside the list."), "today"),
    Act("today.read", "tab", N_("read on"), N_("Go to the detail to scroll it, and back to the list."), "today",
        footer=False),
    Act("today.reload", "f5", N_("read again"), N_("Read the book again, if something else wrote to it."), "today",
        footer=False),
    Act("today.quit", "q", N_("quit"), N_("Leave the program."), "today"),
)  # fmt: skip

_CALL: Final = (
    Act("call.next", "enter,right", N_("next step"), N_("Go one step on: listen, understand, propose, close."), "call",
        _next),
    Act("call.back", "left,backspace", N_("step back"), N_("Go one step back."), "call",
        _allowed(lambda talk: talk.back()), footer=False),
    Act("call.reason", "slash", N_("reason"),
        N_("Find their reason for not paying by any part of it: English, 中文, pinyin or its initials."), "call",
        _ready),
    Act("call.family_1", "1", N_("papers"), N_("Reasons of the first family: papers."), "call",
        _ready, footer=False),
    Act("call.family_2", "2", N_("people"), N_("Reasons of the second family: people."), "call",
        _ready, footer=False),
    Act("call.family_3", "3", N_("money"), N_("Reasons of the third family: money."), "call",
        _ready, footer=False),
    Act("call.family_4", "4", N_("problem"), N_("Reasons of the fourth family: a problem."), "call",
        _ready, footer=False),
    Act("call.accept", "a", N_("yes"), N_("They accept the proposal on the table."), "call",
        _allowed(lambda talk: talk.accept())),
    Act("call.refuse", "r", N_("no"), N_("They refuse it clearly: the next proposal opens."), "call",
        _allowed(lambda talk: talk.refuse())),
    Act("call.outcome", "o,ctrl+s", N_("outcome"), N_("End the call: what came of it, with its date or reason."),
        "call", _writing),
    Act("call.no_answer", "n", N_("no answer"), N_("Nobody answered: log it and go on to the next customer."), "call",
        _all_of(_writing, _unsaved)),
    Act("call.switch", "tab", N_("their words"), N_("Change between typing their words and single keys."), "call"),
    Act("call.guide", "d", N_("guide"), N_("What to have at hand, what not to say, and how to recognise the reason."),
        "call", _ready),
    Act("call.grant", "g", N_("authority"), N_("A supervisor allows a locked proposal: note who."), "call", _locked,
        footer=False),
    Act("call.cause", "c", N_("cause"), N_("Name the class of cause behind the reason."), "call",
        _allowed(lambda talk: talk.name_cause("unknown")), footer=False),
    Act("call.failed", "x", N_("line failed"), N_("Mark that the line did not work, for those who write the cards."),
        "call", _ready, footer=False),
    Act("call.worked", "w", N_("line worked"), N_("Mark that the line worked, for those who write the cards."), "call",
        _ready, footer=False),
    Act("call.person", "p", N_("person"), N_("Choose the person you are speaking with."), "call", footer=False),
    Act("call.complaint", "exclamation_mark", N_("complaint"), N_("Mark that they complain; it goes with the contact."),
        "call", _writing, footer=False),
    Act("call.inbound", "i", N_("they called us"), N_("Mark that they called us: it counts as no attempt of ours."),
        "call", _writing, footer=False),
    Act("call.facts", "f", N_("facts"), N_("Show or hide the facts beside the talk."), "call", footer=False),
    Act("call.leave", "escape", N_("leave"), N_("Leave the call; one that has begun asks for its outcome first."),
        "call", _unsaved),
)  # fmt: skip

_EVERYWHERE: Final = (
    Act("app.palette", "ctrl+p", N_("acts"), N_("Every act by name."), "everywhere"),
    Act("app.keys", "question_mark", N_("keys"), N_("The keys of now."), "everywhere"),
    Act("app.help", "f1", N_("help"), N_("What this screen is for, and all of its keys."), "everywhere", footer=False),
    Act("app.language", "ctrl+l", N_("language"), N_("Speak Chinese or English."), "everywhere", footer=False),
    Act("app.theme", "ctrl+t", N_("theme"), N_("Dark or light."), "everywhere", footer=False),
    Act("app.quit", "ctrl+q", N_("quit"), N_("Leave the program."), "everywhere", footer=False),
)

ACTS: Final = {act.id: act for act in (*_TODAY, *_CALL, *_EVERYWHERE)}


def acts_of(where: Where) -> tuple[Act, ...]:
    """Return the acts of one place, in the order in which they are listed."""
    return tuple(act for act in ACTS.values() if act.where == where)


def bindings_of(where: Where) -> list[Binding]:
    """Return Textual's bindings for one place; each calls `act(id)`."""
    return [
        Binding(act.keys, f"act('{act.id}')", act.id, show=False, id=act.id, priority=act.id == "app.quit")
        for act in acts_of(where)
    ]


def footer_acts(where: Where, now: Now) -> list[Act]:
    """Return the acts that the footer offers on the page of now, most needed first."""
    return [act for act in acts_of(where) if act.footer and now.page in act.pages]


def everywhere_in_footer() -> list[Act]:
    """Return the acts that stand at the footer's right end on every screen: the ways to all the others."""
    return [act for act in acts_of("everywhere") if act.footer]
