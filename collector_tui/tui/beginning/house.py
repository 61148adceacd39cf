"""What is asked once: the zone in which the day is counted, whose holidays count, and who we are on the phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from textual.app import App
from textual.widget import Widget

from collector_tui.present.formats import list_text
from collector_tui.present.i18n import _, language
from collector_tui.present.layout import Line, Span, line, wrap
from collector_tui.present.places import Place, best_first, clock_there, countries, home_of, zones
from collector_tui.present.safe import safe
from collector_tui.services.first_run import FirstRun, House
from collector_tui.tui.modals.form import Form
from collector_tui.tui.modals.pick import Choice, Pick
from collector_tui.tui.modals.small_forms import text_field
from collector_tui.tui.widgets.note import Note

_MOST_ZONES: Final = 100
"""Whoever does not see theirs types a letter more."""
_NOWHERE: Final = ("UTC", "Etc/UTC")
_NEAR: Final = {"zh": "Asia/Shanghai"}


class HouseQuestions:
    """Up to three boxes. Esc goes one back; from the first it answers None, and nothing is kept."""

    def __init__(self, app: App[Any], first: FirstRun, answered: Callable[[House | None], None], *, zone: bool) -> None:
        self._app = app
        self._first = first
        self._answered = answered
        self._asks_zone = zone
        self._zone: str | None = None

    def ask(self) -> None:
        """Begin."""
        if self._asks_zone:
            self._app.push_screen(_zone_question(self._first), self._zone_answered)
        else:
            self._ask_country()

    def _zone_answered(self, zone: str | None) -> None:
        self._zone = zone
        if zone is None:
            self._answered(None)
        else:
            self._ask_country()

    def _ask_country(self) -> None:
        if self._first.country_known:
            self._ask_names(None)
        else:
            near = self._zone or self._first.zone
            self._app.push_screen(_country_question(self._first, near), self._country_answered)

    def _country_answered(self, country: str | None) -> None:
        if country is not None:
            self._ask_names(country)
        elif self._asks_zone:
            self.ask()
        else:
            self._answered(None)

    def _ask_names(self, country: str | None) -> None:
        self._app.push_screen(AskNames(self._first, House(self._zone, country)), self._names_answered)

    def _names_answered(self, house: House | None) -> None:
        if house is not None:
            self._answered(house)
        elif self._first.country_known:
            self.ask()
        else:
            self._ask_country()


def _zone_question(first: FirstRun) -> Pick[str]:
    places = zones()
    proposed = [place for place in places if place.code == first.zone]
    # A machine that says UTC says nothing of where somebody sits; the language does, a little.
    near = _NEAR.get(language(), "") if first.zone in _NOWHERE else first.zone
    on_top = [place for place in places if place.code == near]
    now = first.now()

    def find(typed: str) -> Sequence[Choice[str]]:
        found = best_first(places, typed)
        if not typed.strip():
            found = [*on_top, *(place for place in found if place not in on_top)]
        return [choice(place) for place in found[:_MOST_ZONES]]

    @cache
    def choice(place: Place) -> Choice[str]:
        mark = Span(f"  {_('this machine')}", "accent") if place in proposed else Span("")
        clock = line(Span(f"{clock_there(place.code, now)} ", "dim"))
        return Choice(place.code, (*_words(place), mark), right=clock)

    return Pick(_("In which time zone do you work?"), find, hint=_("a city, like Shanghai"))


def _country_question(first: FirstRun, zone: str) -> Pick[str]:
    places = countries(first.countries())
    near = home_of(zone)
    none = Choice("", line(" " + _("none: weekends only")))

    def find(typed: str) -> Sequence[Choice[str]]:
        found = best_first(places, typed)
        if typed.strip():
            chosen = [Choice(place.code, _words(place)) for place in found]
            return [*chosen, none] if not chosen or typed.strip() in _("none: weekends only") else chosen
        here = [place for place in found if place.code == near]
        rest = [place for place in found if place.code != near]
        return [
            *(Choice(one.code, _words(one)) for one in here),
            none,
            *(Choice(one.code, _words(one)) for one in rest),
        ]

    return Pick(_("Which country's public holidays count?"), find, hint=_("a country, or its code"))


def _words(place: Place) -> Line:
    return line(f" {place.name}", Span(f"  {place.code}", "dim"))


class AskNames(Form[House]):
    """Who we are, as the lines of the talk say it; and where all answers are kept."""

    def __init__(self, first: FirstRun, house: House) -> None:
        super().__init__(_("Who are you on the phone?"))
        self._first = first
        self._house = house

    def fields(self) -> Sequence[Widget]:
        """Return the names, and what will be written where."""
        self.user = text_field("user", _("Your name"), needed=False, hint=_("entries carry it too"))
        self.company = text_field("company", _("Company"), needed=False, hint=_("may stay empty"))
        self.phone = text_field("phone", _("Phone"), needed=False, hint=_("may stay empty"))
        return self.user, self.company, self.phone, Note(self._told)

    def _told(self, width: int) -> list[Line]:
        files = list_text(safe(str(file)) for file in self._first.files_of(self._house))
        told = _("The talk names them. Your answers are written to {files}; they can be changed there.").format(
            files=files
        )
        return [(), *wrap(line(Span(told, "dim")), width)]

    def answer(self) -> House:
        """Return all answers."""
        house = self._house
        return House(house.zone, house.country, self.company.typed, self.phone.typed, self.user.typed)
