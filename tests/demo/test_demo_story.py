"""What a newcomer finds in the demo: every class, every state, every hold; and stories that make sense."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from collector_tui.demo.days import ZONE, Days
from collector_tui.domain.contact_rules import Warning_
from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.journal.matters import Callback, Claim, Dispute, Promise, Task
from collector_tui.domain.ledger import PaymentKind
from collector_tui.domain.promise import PromiseState
from collector_tui.domain.talk import Stage, from_trail, trail
from collector_tui.domain.worklist.model import HoldReason, RowClass
from collector_tui.playbook.load import load_playbook
from collector_tui.present import plain
from collector_tui.present.cells import matter_words
from collector_tui.present.detail import customer_lines
from collector_tui.present.i18n import set_language
from collector_tui.resources import db_folder
from collector_tui.services.list_promises import list_promises
from collector_tui.services.list_tasks import list_tasks
from collector_tui.services.read_customer import read_customer
from collector_tui.services.read_worklist import read_worklist
from tests.demo.made import TUESDAY, desk_in

pytestmark = pytest.mark.xdist_group("demo")

CANNOT_OCCUR = {
    HoldReason.HOLIDAY,  # the demo's day is a business day
    HoldReason.AWAITING_LEDGER,  # only for a policy that sets a greatest age
    HoldReason.OTHER_COLLECTOR,  # only in one collector's list: looked at by itself
}
COLLECTORS = {"Emma Cole", "Daniel Okafor", "林薇", "周航"}
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")


@pytest.fixture
def desk(demo_home):
    with desk_in(demo_home) as one:
        yield one


@pytest.fixture
def everybody(desk):
    day = desk.day()
    known = [one.customer.customer_id for one in desk.reader.facts(day)]
    return list(desk.reader.facts(day, customer_ids=known))  # with all that was said


def assert_a_believable_day(desk) -> None:
    found = read_worklist(desk)
    assert {row.row_class for row in found.rows} == set(RowClass)
    assert {held.reason for held in found.held_back} == set(HoldReason) - CANNOT_OCCUR
    assert {promise.state for promise in list_promises(desk)} == set(PromiseState)
    assert 60 <= len(found.rows) <= 100
    for collector in COLLECTORS:
        mine = read_worklist(desk, collector=collector)
        assert 20 <= len(mine.rows) <= 40, collector
        assert {RowClass.CALLBACK, RowClass.BROKEN, RowClass.OVERDUE} <= {row.row_class for row in mine.rows}
    covered = read_worklist(desk, collector="Emma Cole").held_back
    assert HoldReason.OTHER_COLLECTOR in {held.reason for held in covered}, "a callback that she covers"


def test_every_class_hold_and_state_is_there_and_the_list_is_of_a_size_for_a_day(desk) -> None:
    assert_a_believable_day(desk)


@pytest.mark.slow
@pytest.mark.parametrize(
    "day",
    [
        date(2026, 11, 23),  # a Monday
        date(2026, 11, 27),  # a Friday
        date(2026, 7, 1),  # summer time in Europe, winter in Australia
        date(2027, 1, 4),  # the turn of a year
        date(2028, 2, 29),
    ],
)
def test_it_is_as_good_a_day_on_any_day(tmp_path, day) -> None:
    with desk_in(tmp_path, day) as desk:
        assert_a_believable_day(desk)


def test_about_three_hundred_customers_of_both_languages_and_five_currencies(everybody) -> None:
    assert {item.open.currency for one in everybody for item in one.items} == {"CNY", "EUR", "USD", "GBP", "JPY"}
    assert {one.customer.segment for one in everybody} == {"project", "dealer", "retail", "institution"}
    assert {one.customer.collector for one in everybody} == COLLECTORS
    assert 270 <= len(everybody) <= 330
    languages = Counter(one.customer.language for one in everybody)
    assert min(languages["en"], languages["zh"]) > 120
    assert {one.customer.pays_centrally for one in everybody if one.customer.parent_id} == {True, False}
    names = Counter(one.customer.name for one in everybody)
    assert names.most_common(1)[0][1] == 1


def test_payments_of_every_habit_are_there(desk, everybody) -> None:
    payments = [payment for one in everybody for payment in one.payments]
    assert {payment.kind for payment in payments} >= {PaymentKind.CASH, PaymentKind.CREDIT, PaymentKind.REVERSAL}
    assert any(payment.invoice is None for payment in payments), "money that nobody has applied yet"
    assert any(item.open.minor < 0 for one in everybody for item in one.items), "a credit note"
    parts = Counter((one.customer.customer_id, pay.invoice) for one in everybody for pay in one.payments if pay.invoice)
    assert any(count > 1 for count in parts.values()), "an invoice paid in two parts"
    assert min(payment.on for payment in payments) < desk.day().date - timedelta(days=150)


def test_matters_of_every_kind_are_there(desk, everybody) -> None:
    today = desk.day().date
    tasks = list_tasks(desk)
    assert any(task.due < today for task in tasks)
    assert any(task.due >= today for task in tasks)
    disputes = [m.matter for one in everybody for m in one.live(Dispute)]
    assert any(one.answer_by < today for one in disputes)
    assert any(one.answer_by > today for one in disputes)
    assert any(one.evidence_by and one.evidence_by < today for one in disputes), "evidence that did not come"
    callbacks = [m.matter for one in everybody for m in one.live(Callback)]
    assert len({one.at for one in callbacks if one.on == today}) >= 5
    assert any(one.on < today for one in callbacks), "a callback that was missed"
    promises = list_promises(desk)
    assert {one.in_default for one in promises if len(one.lines) > 1} == {True, False}
    assert any(one.level == 1 and one.state is PromiseState.BROKEN for one in promises), "a second promise broken"
    assert any(one.promise.approved_at for one in promises)
    assert any(one.promise.ended_how == "refused" for one in promises)
    assert any(not person.phone for one in everybody for person in one.people)
    assert any(contact.contact.complaint for one in everybody for contact in one.contacts)
    assert any(contact.contact.inbound for one in everybody for contact in one.contacts)


def test_people_are_called_at_hours_at_which_they_and_we_work(desk, everybody) -> None:
    for one in everybody:
        for contact in one.contacts:
            said = (one.customer.customer_id, contact.occurred_at)
            for zone in (ZONE, one.customer.zone):
                there = contact.occurred_at.astimezone(ZoneInfo(zone))
                assert WorkCalendar().is_business_day(there.date()), said
                assert time(8) <= there.time() <= time(19), (zone, said)
            assert contact.occurred_at < desk.clock(), said
            assert set(contact.contact.outside_policy) <= {"level"}, said


def test_what_was_said_agrees_with_the_ledger(everybody) -> None:
    """Nothing is promised beyond what was open, nothing claimed beyond what is due; every amount has its invoice."""
    approval = {one.code for one in Warning_.__subclasses__()} - {"more_than_open"}
    for one in everybody:
        for recorded in one.promises():
            assert isinstance(recorded.matter, Promise)
            assert set(recorded.matter.outside_policy) <= approval, recorded
            assert recorded.matter.promised_for > recorded.occurred_at.date(), recorded
        open_by_invoice = {item.invoice: item for item in one.items}
        for recorded in one.live(Claim):
            assert recorded.matter.amount.minor <= sum(item.open.minor for item in one.items), recorded
            assert recorded.matter.paid_on <= recorded.occurred_at.date()
        for recorded in one.live(Dispute):
            for part in recorded.matter.parts:
                assert part.amount <= open_by_invoice[part.invoice].open, recorded
        for item in one.items:
            assert item.issued < item.due < TUESDAY + timedelta(days=60)


def test_every_trail_is_one_that_the_screens_read_back(everybody) -> None:
    playbook = load_playbook()
    talks = []
    for one in everybody:
        for contact in one.contacts:
            if not contact.contact.trail:
                continue
            talk = from_trail(contact.contact.trail, playbook)
            assert trail(talk) == contact.contact.trail
            assert contact.contact.card == talk.reason.card.id
            spoken = " ".join(text for reason in talk.reasons for _, text in reason.words) + contact.contact.words
            assert bool(re.search(r"[\u4e00-\u9fff]", spoken)) == (one.customer.language == "zh"), spoken
            talks.append(talk)
    assert len(talks) > 60
    assert {stage for talk in talks for reason in talk.reasons for stage in reason.stages} == set(Stage) - {
        Stage.OPENER
    }
    answers = {answer.accepted for talk in talks for reason in talk.reasons for answer in reason.answers}
    assert answers == {True, False}
    assert any(len(talk.reasons) > 1 for talk in talks)
    assert any(not mark.worked for talk in talks for reason in talk.reasons for mark in reason.marks)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_of_it_shows_as_a_bare_code(desk, everybody, language) -> None:
    set_language(language)
    found = read_worklist(desk)
    zone = ZoneInfo(desk.zone)
    shown = [plain.worklist(found, zone, limit=None, with_held=True)]
    shown += [matter_words(task) for task in list_tasks(desk)]
    told = [one.customer.customer_id for one in everybody if one.contacts]
    assert len(told) > 90
    for customer_id in told:
        lines = customer_lines(read_customer(desk, customer_id), desk.day().date, desk.clock(), zone, 60)
        shown += ["".join(span.text for span in line) for line in lines]
    text = "\n".join(shown)
    assert not CODE.findall(text)
    assert found.rows[0].name in text


def test_telephone_numbers_and_mail_are_nobodys(desk, everybody) -> None:
    """Those set aside for fiction, or beginning with 0 where no subscriber's number does."""
    fiction = re.compile(
        r"\+(61 \d (5550|7010) \d{4}|44 (20 7946 0|113 496 0|161 496 0|117 496 0)\d{3}|353 20 910 \d{4}"
        r"|49 30 23125 \d{3}|33 1 99 00 \d\d ?\d\d|86 \d+ 0555 \d{4}|64 \d 055 \d{4}|65 0555 \d{4}|852 0555 \d{4}"
        r"|81 \d 0555 \d{4})"
    )
    people = [person for one in everybody for person in one.people]
    assert len(people) > 250
    for person in people:
        assert not person.phone or fiction.fullmatch(person.phone), person
        assert person.email.endswith("@example.com"), person
    numbers = Counter(person.phone for person in people if person.phone)
    assert numbers.most_common(1)[0][1] == 1


def test_days_are_counted_in_business_days_and_in_days() -> None:
    days = Days(date(2026, 11, 23))
    assert days.business_day(-1) == date(2026, 11, 20)
    assert days.business_day(5) == date(2026, 11, 30)
    assert [days.business_day(n) < days.business_day(m) for n, m in pairwise(range(-9, 9))] == [True] * 17


def test_tables_by_hand_name_each_other() -> None:
    with (db_folder("demo") / "customers.csv").open(encoding="utf-8", newline="") as file:
        customers = {row["customer_id"] for row in csv.DictReader(file)}
    for name in ("accounts.csv", "payments.csv"):
        with (db_folder("demo") / name).open(encoding="utf-8", newline="") as file:
            assert {row["customer_id"] for row in csv.DictReader(file)} <= customers


def test_our_own_tasks_have_words(desk) -> None:
    for task in list_tasks(desk):
        assert isinstance(task.matter, Task | Dispute | Promise)
        assert matter_words(task)
