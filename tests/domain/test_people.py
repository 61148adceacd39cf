"""A correction against what files say later: it stands until a file says something else than it did then."""

from __future__ import annotations

import pytest

from collector_tui.domain.journal.entries import InFile, PersonKnown
from collector_tui.domain.people import still_stands

THEN = InFile("payer", "111", "li@acme.example")
CORRECTED = PersonKnown("Ms Li", "approver", "222", "li@acme.example", in_file=THEN)


def test_it_stands_while_the_file_repeats_what_it_said():
    assert still_stands(CORRECTED, THEN) == CORRECTED


@pytest.mark.parametrize(
    ("now", "counts"),
    [
        (InFile("payer", "333", "li@acme.example"), ("approver", "333", "li@acme.example")),
        (InFile("buyer", "111", "li@acme.example"), ("buyer", "222", "li@acme.example")),
        (InFile("payer", "111", "new@acme.example"), ("approver", "222", "new@acme.example")),
        (InFile("payer", "222", "li@acme.example"), ("approver", "222", "li@acme.example")),
        (InFile("payer", "", "li@acme.example"), ("approver", "", "li@acme.example")),
    ],
)
def test_field_by_field_another_word_of_the_file_counts(now, counts):
    found = still_stands(CORRECTED, now)
    assert (found.role, found.phone, found.email) == counts


def test_that_there_is_no_phone_ends_with_another_number_only():
    none = PersonKnown("Ms Li", "payer", "", "li@acme.example", no_phone=True, in_file=THEN)
    assert still_stands(none, InFile("buyer", "111", "li@acme.example")).no_phone
    assert not still_stands(none, InFile("payer", "333", "li@acme.example")).no_phone


def test_the_zone_and_the_spelling_are_not_the_files_to_tell():
    found = still_stands(PersonKnown("MS LI", zone="Europe/London", in_file=THEN), InFile("x", "y", "z"))
    assert (found.name, found.zone) == ("MS LI", "Europe/London")


def test_where_nobody_looked_at_the_file_it_is_not_asked():
    said = PersonKnown("Ms Li", phone="222")
    assert still_stands(said, InFile("payer", "333", "x")) == said
