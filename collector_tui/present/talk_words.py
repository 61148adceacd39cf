"""Words about cards: a rule of law with its source, which version of a card was used, what a team's file lacks."""

from __future__ import annotations

from collector_tui.domain.card import Card, LawHook, Playbook, Problem
from collector_tui.present.failures import fact_text
from collector_tui.present.formats import day_text
from collector_tui.present.i18n import _, language, ngettext, translate
from collector_tui.present.safe import safe


def law_text(hook: LawHook) -> str:
    """Return a rule with where it was read and when; one that was not read itself says so."""
    told = _("{rule} [{source}; checked {day}]")
    if hook.seen != "text":
        told = _("{rule} [{source}; checked {day}, only in others' words: ask legal first]")
    return told.format(rule=hook.line.text(language()), source=hook.source, day=day_text(hook.checked))


def card_words(card: Card, version: int, team: str) -> str:
    """Return which words are used: the card, its version, and the mark of the team's files in it."""
    if team:
        return _("Card {card}, version {version}, with your team's words ({mark})").format(
            card=card.id, version=version, mark=team
        )
    return _("Card {card}, version {version}").format(card=card.id, version=version)


def problem_text(problem: Problem) -> str:
    """Return what is wrong in a team's file: file, key, and what is expected, in the language of now."""
    facts = {name: fact_text(fact) for name, fact in problem.facts.items()}
    return f"{safe(problem.file)}: {safe(problem.key)}: {translate(problem.template).format(**facts)}"


def left_out_text(playbook: Playbook) -> str:
    """Return how many of the team's files are left out, or nothing."""
    files = {problem.file for problem in playbook.problems}
    told = ngettext(
        "{n} file of your team's playbook is left out; `collector playbook check` says why.",
        "{n} files of your team's playbook are left out; `collector playbook check` says why.",
        len(files),
    )
    return told.format(n=len(files)) if files else ""
