"""Why an act cannot be done just now: tests that acts of several screens share."""

from __future__ import annotations

from collector_tui.domain.promise import PromiseState
from collector_tui.present.i18n import N_, _, translate
from collector_tui.tui.acts.model import Blocked, Now, TodayPage


def _with_key(told: str, act_id: str) -> str:
    """Return a sentence with the key of now of an act."""
    from collector_tui.tui.acts.table import key_of

    return told.format(key=key_of(act_id))


def all_of(*tests: Blocked) -> Blocked:
    """Return the first reason that any of the tests gives."""
    return lambda now: next((why for test in tests if (why := test(now))), None)


def writing(now: Now) -> str | None:
    """A day of the past takes no entries."""
    return None if now.live else _("A day of the past is for reading only; a call is a rehearsal.")


def live(now: Now) -> str | None:
    """A day of the past sends nothing."""
    return None if now.live else _("A day of the past is for reading only: nothing is confirmed from it.")


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
        "list": (N_("This works on the list of calls: press {key}."), "pages.today"),
        "held": (N_("This works on the page of those held back: press {key}."), "today.held"),
        "tasks": (N_("This works on the page of tasks: press {key}."), "today.tasks"),
    }
    told, act = names[pages[0]]
    return lambda now: None if now.page in pages else _with_key(translate(told), act)


def on_open_matter(now: Now) -> str | None:
    """Something open must stand under the cursor."""
    return None if now.under == "matter" else _("Put the cursor on something that is open first.")


def releasable(now: Now) -> str | None:
    """Only some holds end by a release."""
    return None if now.releasable else _("This hold ends by itself, or when what it waits for is answered.")


def withdrawable(now: Now) -> str | None:
    """Only a promise whose period runs can be withdrawn."""
    match now.promise:
        case PromiseState.OPEN | PromiseState.OFFERED:
            return None
        case PromiseState.AWAITING_LEDGER:
            return _(
                "Its period is over: the next ledger decides. A promise logged by mistake is taken back by 'collector "
                "void'."
            )
        case PromiseState.WITHDRAWN | PromiseState.REPLACED:
            return _("This promise has ended already.")
        case _:
            return _("The ledger has judged this promise; only one whose period still runs can be withdrawn.")


def offered(now: Now) -> str | None:
    """Only a promise beyond limits waits for a decision."""
    return None if now.promise is PromiseState.OFFERED else _("This promise does not wait for approval.")


def proposed(now: Now) -> str | None:
    """Only a proposal is confirmed by one word."""
    match now.line:
        case "proposed":
            return None
        case "matched" | "confirmed":
            return _with_key(_("It is found already; {key} says that it is not so."), "bank.refuse")
        case "unmatched" | "refused":
            return _with_key(_("Nothing is proposed for it: {key} says whose it is."), "bank.assign")
        case _:
            return answerable(now)


def owned(now: Now) -> str | None:
    """The line must be somebody's."""
    if now.line in ("unmatched", "refused"):
        return _with_key(_("It is nobody's yet: {key} says whose it is."), "bank.assign")
    return answerable(now)


def answerable(now: Now) -> str | None:
    """A line that came in and stayed."""
    if now.line in ("taken_back", "reversal"):
        return _("It was taken back, or takes something back: it is nobody's money.")
    return on_row(now)


def unfinished(now: Now) -> str | None:
    """A call must have been broken off."""
    return None if now.unfinished else _("No call waits to be finished.")
