"""A frozen value behaves as the dataclass that it is to type checkers and to `dataclasses`."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.frozen import frozen


@frozen
class Point:
    """A place, with a name that does not make it another one."""

    ORIGIN: ClassVar[str] = "0/0"
    x: int
    y: int = 0
    said: Mapping[str, int] = field(default_factory=dict)
    name: str = field(default="somewhere", compare=False)

    @property
    def sum(self) -> int:
        return self.x + self.y


@dataclass(frozen=True, slots=True)
class Twin:
    x: int
    y: int = 0
    said: Mapping[str, int] = field(default_factory=dict)
    name: str = field(default="somewhere", compare=False)


@frozen
class Alone:
    only: str


@frozen
class Nothing:
    """No fields at all."""


points = st.tuples(st.integers(0, 2), st.integers(0, 2), st.dictionaries(st.sampled_from("ab"), st.integers(0, 1)))


@given(points, points)
def test_two_are_equal_when_their_fields_are(one, other):
    assert (Point(*one) == Point(*other)) == (Twin(*one) == Twin(*other)) == (one == other)
    assert repr(Point(*one)).endswith(repr(Twin(*one)).removeprefix("Twin"))


def test_a_field_that_is_not_compared_makes_no_difference():
    assert Point(1, name="here") == Point(1, name="there")
    assert Alone("a") != Alone("b")
    assert Alone("a") != Point(1)
    assert hash(Alone("a")) == hash(Alone("a"))
    assert Nothing() == Nothing()


def test_nothing_of_it_can_be_changed_added_or_taken_away():
    point = Point(1)
    for change in (lambda: setattr(point, "x", 2), lambda: setattr(point, "z", 2), lambda: delattr(point, "x")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert not hasattr(point, "__dict__")
    assert point.sum == 1


def test_what_is_not_said_is_made_anew_for_each():
    assert Point(1).said == {}
    assert Point(1).said is not Point(1).said
    with pytest.raises(TypeError):
        Point()
    with pytest.raises(TypeError):
        Point(1, unknown=2)


def test_dataclasses_take_it_for_theirs():
    assert is_dataclass(Point)
    assert [one.name for one in fields(Point)] == [one.name for one in fields(Twin)]
    assert [one.name for one in fields(Point(1))] == ["x", "y", "said", "name"]
    changed = replace(Point(1, name="here"), y=5)
    assert (changed.x, changed.y, changed.name) == (1, 5, "here")


def test_it_is_matched_copied_and_pickled_as_a_value():
    match Point(1, 2):
        case Point(1, y):
            assert y == 2
        case _:
            pytest.fail("it was not matched")
    for same in (copy.copy(Point(1)), copy.deepcopy(Point(1)), pickle.loads(pickle.dumps(Alone("a")))):
        assert same in (Point(1), Alone("a"))
