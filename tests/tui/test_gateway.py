"""The door to the book: nothing written is lost, nothing stale is shown, nothing runs on the screens' thread."""

from __future__ import annotations

import threading
from queue import Queue
from types import SimpleNamespace

import pytest

from collector_tui.tui.gateway import Gateway


class Screens:
    """A stand-in for the screens: answers wait here until they are taken in."""

    def __init__(self, gateway: Gateway) -> None:
        self.waiting: Queue = Queue()
        gateway.attach(self.waiting.put)

    def take(self, count: int = 1) -> None:
        for _ in range(count):
            self.waiting.get(timeout=10)()


@pytest.fixture
def desk():
    return SimpleNamespace(written=[])


@pytest.fixture
def gateway(desk):
    made = Gateway(desk)
    yield made
    made.close()


def refuse(error):
    raise error


def test_a_read_answers_on_the_screens_thread_and_works_on_another(gateway):
    screens, seen = Screens(gateway), []
    gateway.read(
        "list", lambda _desk: threading.current_thread(), lambda t: seen.append((t, threading.current_thread())), refuse
    )
    screens.take()
    worked, answered = seen[0]
    assert answered is threading.current_thread()
    assert worked is not answered


def test_only_the_newest_read_of_a_kind_is_shown(gateway):
    screens, shown, hold = Screens(gateway), [], threading.Event()
    gateway.read("detail", lambda _desk: hold.wait(10) and "first", shown.append, refuse)
    gateway.read("detail", lambda _desk: "second", shown.append, refuse)
    gateway.read("detail", lambda _desk: "third", shown.append, refuse)
    gateway.read("list", lambda _desk: "list", shown.append, refuse)
    hold.set()
    screens.take(3)
    assert shown == ["third", "list"]
    assert gateway.quiet


def test_writes_are_done_in_their_order_and_none_is_dropped(gateway, desk):
    screens, told = Screens(gateway), []
    for number in range(50):
        gateway.write(lambda d, n=number: d.written.append(n) or n, told.append, refuse)
    assert gateway.writing
    screens.take(50)
    assert desk.written == told == list(range(50))
    assert not gateway.writing
    assert gateway.quiet


def test_leaving_waits_for_what_is_still_to_be_written(desk):
    gateway, go = Gateway(desk), threading.Event()
    Screens(gateway)
    gateway.write(lambda d: go.wait(10) and d.written.append("slow"), lambda _answer: None, refuse)
    gateway.write(lambda d: d.written.append("last"), lambda _answer: None, refuse)
    go.set()
    gateway.close()
    assert desk.written == ["slow", "last"]


def test_a_write_that_fails_is_told_and_the_next_one_is_still_written(gateway, desk):
    screens, failures = Screens(gateway), []
    gateway.write(lambda _desk: 1 // 0, lambda _answer: None, failures.append)
    gateway.write(lambda d: d.written.append("next"), lambda _answer: None, refuse)
    screens.take(2)
    assert isinstance(failures[0], ZeroDivisionError)
    assert desk.written == ["next"]
    assert gateway.untold == []


def test_a_write_that_fails_after_the_screens_are_gone_is_remembered(desk):
    gateway, go = Gateway(desk), threading.Event()
    Screens(gateway)
    gateway.write(lambda _desk: go.wait(10) and 1 // 0, lambda _answer: None, refuse)
    go.set()
    gateway.close()
    assert [type(error) for error in gateway.untold] == [ZeroDivisionError]


def test_an_answer_from_before_the_screens_waits_for_them(gateway):
    shown, there = [], threading.Event()
    gateway.read("list", lambda _desk: there.set() or "early", shown.append, refuse)
    there.wait(10)
    screens = Screens(gateway)
    screens.take()
    assert shown == ["early"]


def test_reads_and_writes_do_not_wait_for_each_other(gateway, desk):
    screens, shown, hold = Screens(gateway), [], threading.Event()
    gateway.read("slow", lambda _desk: hold.wait(10), shown.append, refuse)
    gateway.write(lambda d: d.written.append("now"), lambda _answer: shown.append("written"), refuse)
    screens.take()
    assert shown == ["written"]
    hold.set()
    screens.take()


def test_a_long_read_stands_in_nobodys_way(gateway):
    screens, shown, hold = Screens(gateway), [], threading.Event()
    gateway.read("before", lambda _desk: hold.wait(10) and "the whole book", shown.append, refuse, long=True)
    gateway.read("detail", lambda _desk: "one customer", shown.append, refuse)
    screens.take()
    assert shown == ["one customer"]
    hold.set()
    screens.take()
    assert shown == ["one customer", "the whole book"]
