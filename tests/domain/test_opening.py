"""How a talk opens: the tone by what is owed, thanks for a kept promise, the hour at which somebody answers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from collector_tui.domain.best_hour import BestHour, best_hour
from collector_tui.domain.facts import RecordedContact
from collector_tui.domain.journal.entries import Contact
from collector_tui.domain.money import Money
from collector_tui.domain.opening import past_promise, thanks_due, tone_of
from collector_tui.domain.policy import Manners
from collector_tui.services.log_contact import ContactSaid, log_contact
from collector_tui.services.open_talk import open_talk
from collector_tui.services.read_customer import read_customer
from tests.fakes import Clock, FakeBook, fake_desk

SHANGHAI = ZoneInfo("Asia/Shanghai")
MANNERS = Manners(firm_from={"CNY": 1_000_00}, gentle_below={"CNY": 100_00, "EUR": 10_00})


@pytest.mark.parametrize(
    ("owed", "tone"),
    [
        ({"CNY": 1_000_00}, "firm"),
        ({"CNY": 999_99}, ""),
        ({"CNY": 100_00}, ""),
        ({"CNY": 99_99}, "gentle"),
        ({}, ""),
        ({"EUR": 9_99}, "gentle"),
        ({"EUR": 99_999_99}, ""),
        ({"CNY": 99_99, "EUR": 9_99}, "gentle"),
        ({"CNY": 99_99, "EUR": 10_00}, ""),
        ({"CNY": 99_99, "USD": 1}, ""),
        ({"CNY": 1_000_00, "EUR": 1}, "firm"),
    ],
)
def test_the_tone_goes_by_what_is_overdue_in_each_currency(owed: dict[str, int], tone: str) -> None:
    assert tone_of(owed, MANNERS) == tone


class Story:
    """One customer, told day by day."""

    def __init__(self) -> None:
        self.book = FakeBook(Clock("2026-06-01 10:00"), ledger_as_of=date(2026, 5, 31)).customer("acme", "Ann")
        self.book.owes("acme", "A-1", 5_000).owes("acme", "A-2", 5_000)
        self.desk = fake_desk(self.book)

    def promises(self, amount: int, on: str) -> None:
        said = ContactSaid(
            "acme", "promise", person="Ann", amount=Money.parse(str(amount), "CNY"), on=date.fromisoformat(on),
            method="transfer",
        )  # fmt: skip
        log_contact(self.desk, said)

    def pays(self, amount: int, on: str) -> None:
        self.book.paid("acme", "A-1", amount, on)

    def morning(self, day: str, ledger: str) -> None:
        self.book.clock.set(f"{day} 09:30")
        self.book.ledger_as_of = date.fromisoformat(ledger)

    @property
    def thanks(self) -> bool:
        view = read_customer(self.desk, "acme")
        return open_talk(view, self.desk, self.desk.day().date).thanks

    @property
    def looks_back_on(self) -> date | None:
        day = self.desk.day().date
        found = past_promise(read_customer(self.desk, "acme").promises, day)
        return found.terms.promised_for if found else None


def test_a_kept_promise_is_thanked_for_once() -> None:
    story = Story()
    story.promises(3_000, "2026-06-03")
    assert (story.thanks, story.looks_back_on) == (False, None)
    story.pays(3_000, "2026-06-03")
    story.morning("2026-06-08", ledger="2026-06-07")
    assert (story.thanks, story.looks_back_on) == (True, date(2026, 6, 3))
    story.promises(2_000, "2026-06-10")
    assert not story.thanks


def test_a_broken_promise_is_not_thanked_for_and_is_the_one_looked_back_on() -> None:
    story = Story()
    story.promises(3_000, "2026-06-03")
    story.pays(3_000, "2026-06-03")
    story.morning("2026-06-08", ledger="2026-06-07")
    story.promises(2_000, "2026-06-10")
    story.morning("2026-06-22", ledger="2026-06-21")
    assert (story.thanks, story.looks_back_on) == (False, date(2026, 6, 10))


def test_who_is_not_on_the_list_is_asked_for_what_is_overdue_or_reminded() -> None:
    story = Story()
    story.promises(10_000, "2026-06-03")
    view = read_customer(story.desk, "acme")
    assert view.row is None
    assert open_talk(view, story.desk, date(2026, 6, 1)).code == "E"
    assert open_talk(view, story.desk, date(2026, 5, 1)).code == "F"


def test_nobody_is_thanked_without_a_promise() -> None:
    assert not thanks_due((), (), date(2026, 6, 1), SHANGHAI)


def call(
    at: str, outcome: str, person: str = "Ann", channel: str = "phone", *, inbound: bool = False
) -> RecordedContact:
    instant = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI).astimezone(UTC)
    contact = Contact(outcome, channel=channel, person=person, inbound=inbound)
    return RecordedContact(at, "acme", "me", instant, instant, contact)


CALLS = [
    *(call(f"2026-05-{day:02} 10:20", "no_commitment") for day in (4, 5, 6)),
    call("2026-05-07 10:59", "no_answer"),
    *(call(f"2026-05-{day:02} 15:00", "promise") for day in (8, 11, 12)),
    *(call(f"2026-05-{day:02} 09:00", "no_answer") for day in (13, 14)),
]


def test_the_best_hour_is_the_one_at_which_most_calls_were_answered() -> None:
    assert best_hour(CALLS, "Ann", SHANGHAI, 3) == BestHour(15, 3, 3)
    assert best_hour(CALLS, "Ann", ZoneInfo("UTC"), 3) == BestHour(7, 3, 3)


def test_there_is_no_best_hour_without_enough_answers_of_that_person_to_our_own_calls() -> None:
    assert best_hour(CALLS, "Ann", SHANGHAI, 4) is None
    assert best_hour(CALLS, "Bob", SHANGHAI, 1) is None
    theirs = [call(f"2026-05-{day:02} 15:00", "promise", inbound=True) for day in (4, 5, 6)]
    letters = [call(f"2026-05-{day:02} 15:00", "promise", channel="mail") for day in (4, 5, 6)]
    assert best_hour([*theirs, *letters], "Ann", SHANGHAI, 1) is None
