"""Why an act is not allowed in a talk. The talk stays as it was; the sentence says what to do instead."""

from __future__ import annotations

from collector_tui.domain.errors import CollectorError, ExitCode, N_


class TalkError(CollectorError):
    """An act that the talk does not allow now. The talk stays as it was."""


class TalkIsClosed(TalkError):
    """Acts after the close."""

    template = N_("This talk is closed. Nothing was changed; another contact starts a new one.")


class NoReasonYet(TalkError):
    """Steps, answers and causes need a card."""

    template = N_("No reason for not paying is chosen yet. Choose one first.")


class NoFurtherStep(TalkError):
    """Forward from Close."""

    template = N_("This is the last step. Close the talk, or choose another reason.")


class NoEarlierStep(TalkError):
    """Back from Listen, or before any card."""

    template = N_("This is the first step. There is nothing to go back to.")


class NotAtPropose(TalkError):
    """An answer outside Propose."""

    template = N_("Nothing is proposed at this step. Go on to Propose first.")


class NoSuchProposal(TalkError):
    """A proposal that the card does not have, or no proposal left."""

    template = N_("There is no such proposal on this card, or none is left. Go on to Close.")


class ProposalNotOpen(TalkError):
    """A proposal out of its turn."""

    template = N_("This proposal is not open yet. It opens only after a clear no to the one before it.")


class ProposalLocked(TalkError):
    """A proposal beyond the collector's authority."""

    template = N_("This proposal needs authority. It stays locked until a supervisor grants it.")


class CauseNeedsSupervisor(TalkError):
    """Bad faith is a supervisor's word."""

    template = N_("Only a supervisor may name bad faith as the cause. The cause stays as it was.")
    exit_code = ExitCode.NOT_ALLOWED


class LineNotOnCard(TalkError):
    """A mark on a line that is not being said."""

    template = N_("That line does not belong to this step of the talk. Nothing was marked.")


class NotAtClose(TalkError):
    """Closing before Close."""

    template = N_("The talk is not at Close yet. Go on to Close first, or leave the call with its outcome.")


class TrailUnreadable(TalkError):
    """A record that is not a talk's."""

    template = N_("The record of this talk cannot be read. It was left as it is; the contact itself is not affected.")


class CardUnknown(TalkError):
    """A record or a command names a card that the playbook does not have; `card` is its id."""

    template = N_("The playbook has no card '{card}'. Nothing was changed.")
