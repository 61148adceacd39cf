"""Why an act cannot be done just now: tests that acts of several screens share."""

from __future__ import annotations

from collector_tui.present.i18n import N_, _, translate
from collector_tui.tui.acts.model import Blocked, Now, TodayPage


def all_of(*tests: Blocked) -> Blocked:
    """Return the first reason that any of the tests gives."""
    return lambda now: next((why for test in tests if (why := test(now))), None)


def writing(now: Now) -> str | None:
    """A day of the past takes no entries."""
    return None if now.live else _("A day of the past is for reading only; a call is a rehearsal.")


def on_row(now: Now) -> str | None:
    """Something must stand under the cursor."""
    return None if now.on_row else _("Nothing stands under the cursor.")


def not_saving(now: Now) -> str | None:
    """What is being saved must be there first."""
    return _("What was done here is just being saved.") if now.saving else None


def settled(now: Now) -> str | None:
    """A row that nothing is being saved of."""
    return on_row(now) or not_saving(now)


def on_page(*pages: TodayPage) -> Blocked:
    """The act belongs to some pages of Today only."""
    names = {
        "list": N_("This works on the list of calls: press 1."),
        "held": N_("This works on the page of those held back: press b."),
        "tasks": N_("This works on the page of tasks: press t."),
    }
    return lambda now: None if now.page in pages else translate(names[pages[0]])


def releasable(now: Now) -> str | None:
    """Only some holds end by a release."""
    return None if now.releasable else _("This hold ends by itself, or when what it waits for is answered.")


def unfinished(now: Now) -> str | None:
    """A call must have been broken off."""
    return None if now.unfinished else _("No call waits to be finished.")
