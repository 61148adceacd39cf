"""`collector talk`: the card for a reason for not paying, filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collector_tui.cli.call import Call
from collector_tui.cli.parser import Parser
from collector_tui.domain.errors import CollectorError, ExitCode, N_
from collector_tui.present.i18n import _, language

if TYPE_CHECKING:
    from collector_tui.domain.card import Playbook
    from collector_tui.present.talk_out import SaidTo


class NoSuchReason(CollectorError):
    """No card fits what was typed. `text` is what was typed."""

    template = N_("No card fits '{text}'. Nothing was changed; `collector talk` lists all reasons for not paying.")


def configure(parser: Parser, _name: str) -> None:
    """Declare the options."""
    parser.description = _("Show what to say to a reason for not paying. Without one, list them all.")
    parser.add_argument("excuse", nargs="*", metavar=_("REASON"), help=_("a card's id, or any part of its name"))
    parser.add_argument("--customer", metavar=_("ID"), help=_("fill the lines with that customer's facts"))


def run(call: Call) -> int:
    """Answer with a card, or with the list of them."""
    from collector_tui.bootstrap import playbook
    from collector_tui.domain.card_search import find_cards
    from collector_tui.present import talk_out

    cards = playbook(call.settings)
    warn_left_out(call, cards)
    typed = " ".join(call.args.excuse)
    found = (cards.cards[typed],) if typed in cards.cards else find_cards(cards, typed, language())
    if not found:
        raise NoSuchReason(text=typed)
    if not typed or (len(found) > 1 and typed in {family.key for family in cards.families}):
        data = [{"card": card.id, "label": card.label.text(language())} for card in found]
        call.answer(data, talk_out.cards_text(found, cards))
        return int(ExitCode.DONE)
    told = talk_out.card_json(found[0], cards, _said_to(call))
    call.answer(told, talk_out.card_text(told, cards))
    return int(ExitCode.DONE)


def warn_left_out(call: Call, cards: Playbook) -> None:
    """Tell beside the answer that files of the team are left out."""
    from collector_tui.present.talk_words import left_out_text

    if left_out := left_out_text(cards):
        call.say(left_out)


def _said_to(call: Call) -> SaidTo:
    from collector_tui.present.talk_out import SaidTo

    if not call.args.customer:
        return SaidTo()
    from collector_tui.domain.law import parties_of
    from collector_tui.present.talk_facts import talk_facts
    from collector_tui.services.open_talk import open_talk
    from collector_tui.services.read_customer import read_customer

    with call.reading() as desk:
        view = read_customer(desk, call.args.customer, as_of=call.as_of)
        people = view.facts.people
        person = view.row.person if view.row and view.row.person else (people[0] if people else None)
        today = desk.day(call.as_of).date
        return SaidTo(
            facts=talk_facts(view, desk, person.name if person else "", today),
            opened=open_talk(view, desk, today),
            parties=parties_of(view.facts.customer, desk.policy),
        )
