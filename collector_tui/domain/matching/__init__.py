"""Whose money it is: lines of a bank against open items. Pure; nothing is guessed without being called a proposal."""

from collector_tui.domain.matching.match import match
from collector_tui.domain.matching.model import Debtor, How, Match, Part, Reason

__all__ = ["Debtor", "How", "Match", "Part", "Reason", "match"]
