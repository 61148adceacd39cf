"""The acts of a call, and what the talk allows just now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from collector_tui.present.i18n import N_, _
from collector_tui.tui.acts.model import Act, Blocked, Now
from collector_tui.tui.acts.reasons import all_of, not_saving, writing

if TYPE_CHECKING:  # the talk is loaded after the first paint
    from collector_tui.domain.talk import Talk


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
        return writing(now)
    return _allowed(lambda talk: talk if talk.reason is None else talk.forward())(now)


def _locked(now: Now) -> str | None:
    if now.talk is None or now.talk.reason is None:
        return _("No reason for not paying is chosen yet. Choose one first.")
    reason = now.talk.reason
    if any(reason.locked(proposal) for proposal in reason.card.proposals):
        return None
    return _("Nothing on this card needs authority.")


CALL: Final = (
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
        "call", writing),
    Act("call.no_answer", "n", N_("no answer"), N_("Nobody answered: log it and go on to the next customer."), "call",
        all_of(writing, not_saving)),
    Act("call.switch", "tab", N_("their words"), N_("Change between typing their words and single keys."), "call"),
    Act("call.guide", "d", N_("guide"), N_("What to have at hand, what not to say, and how to recognise the reason."),
        "call", _ready),
    Act("call.grant", "g", N_("authority"), N_("A supervisor allows a locked proposal: note who."), "call", _locked,
        footer=False),
    Act("call.cause", "c", N_("cause"), N_("Name the class of cause behind the reason."), "call",
        _allowed(lambda talk: talk.name_cause("unknown")), footer=False),
    Act("call.failed", "x", N_("line failed"), N_("Mark that the line did not work, for those who write the cards."),
        "call", _ready, footer=False),
    Act("call.person", "p", N_("person"), N_("Choose the person you are speaking with."), "call", footer=False),
    Act("call.complaint", "exclamation_mark", N_("complaint"), N_("Mark that they complain; it goes with the contact."),
        "call", writing, footer=False),
    Act("call.inbound", "i", N_("they called us"), N_("Mark that they called us: it counts as no attempt of ours."),
        "call", writing, footer=False),
    Act("call.facts", "f", N_("facts"), N_("Show or hide the facts beside the talk."), "call", footer=False),
    Act("call.leave", "escape", N_("leave"), N_("Leave the call; one that has begun asks for its outcome first."),
        "call", not_saving),
)  # fmt: skip
