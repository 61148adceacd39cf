"""The playbook in use, as text and as JSON: cards with their versions, the team's files, and what is wrong in them."""

from __future__ import annotations

from typing import Any

from collector_tui.domain.card import Playbook, TeamFile
from collector_tui.present.code_words import outcome_text
from collector_tui.present.i18n import _, language, ngettext
from collector_tui.present.plain import table
from collector_tui.present.safe import safe
from collector_tui.present.talk_words import problem_text


def list_json(playbook: Playbook, folder: str) -> dict[str, Any]:
    """Return {folder, cards: [{card, version, label, family, outcome, team}], openers, files}; `team` may be null."""
    lang = language()
    return {
        "folder": folder,
        "cards": [
            {
                "card": card.id,
                "version": card.version,
                "label": card.label.text(lang),
                "family": playbook.family(card).label.text(lang),
                "outcome": card.outcome or None,
                "team": card.team or None,
            }
            for card in playbook.cards.values()
        ],
        "openers": {"version": playbook.openers.version, "team": playbook.openers.team or None},
        "files": [_file_json(file) for file in playbook.team],
    }


def _file_json(file: TeamFile) -> dict[str, Any]:
    return {"file": file.name, "card": file.card, "own": file.own, "team": file.digest}


def list_text(playbook: Playbook, folder: str) -> str:
    """Return the cards as a table, and under it the team's files."""
    lang = language()
    heads = (
        _("card id"),
        _("version"),
        _("family"),
        _("reason for not paying"),
        _("likeliest outcome"),
        _("your team"),
    )
    rows = [
        (
            card.id,
            str(card.version),
            playbook.family(card).label.text(lang),
            card.label.text(lang),
            outcome_text(card.outcome) if card.outcome else "-",
            card.team or "-",
        )
        for card in playbook.cards.values()
    ]
    return "\n".join([table(heads, rows), "", *_files_text(playbook, folder)])


def _files_text(playbook: Playbook, folder: str) -> list[str]:
    if not playbook.team:
        return [_("No words of your team's own. They would lie in {folder}.").format(folder=safe(folder))]
    return [safe(folder), *(f"  {_file_text(file)}" for file in playbook.team)]


def _file_text(file: TeamFile) -> str:
    told = _("{file} ({mark}): a card of your own") if file.own else _("{file} ({mark}): lines of {card}")
    return told.format(file=safe(file.name), mark=file.digest, card=file.card)


def check_json(playbook: Playbook, folder: str) -> dict[str, Any]:
    """Return {folder, ok, files, problems: [{file, key, text}]}."""
    return {
        "folder": folder,
        "ok": not playbook.problems,
        "files": [_file_json(file) for file in playbook.team],
        "problems": [{"file": one.file, "key": one.key, "text": problem_text(one)} for one in playbook.problems],
    }


def check_text(playbook: Playbook, folder: str) -> str:
    """Return one line a problem, and what is in use all the same."""
    problems = [problem_text(one) for one in playbook.problems]
    if problems:
        out = len({one.file for one in playbook.problems})
        told = ngettext(
            "{n} file is left out whole; the cards that ship are not affected.",
            "{n} files are left out whole; the cards that ship are not affected.",
            out,
        )
        problems.append(told.format(n=out))
    files = _files_text(playbook, folder) if playbook.team or not problems else [safe(folder)]
    return "\n".join([*problems, *files])
