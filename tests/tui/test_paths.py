"""Paths as people type them: completed as a shell does it, and harmless whatever a file is called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from collector_tui.present.safe import safe
from collector_tui.tui.paths import Places, completed

HOSTILE = "evil\x1b]0;x\x07 [bold].csv"


@pytest.fixture
def places(tmp_path) -> Places:
    """A home with a folder of two exports, and a folder to stand in."""
    home, here = tmp_path / "home", tmp_path / "here"
    (home / "Exports").mkdir(parents=True)
    here.mkdir()
    for name in ("invoices-10.csv", "invoices-11.XLSX", "notes.md", ".hidden.csv", HOSTILE):
        (home / "Exports" / name).write_text("")
    (here / "payments.csv").write_text("")
    (here / "old").mkdir()
    return Places(home, here, (".csv", ".xlsx"))


def names(places: Places, typed: str) -> list[str]:
    return [offer.name for offer in places.offers(typed)]


def test_what_lies_here_is_offered_before_anything_is_typed_folders_first(places):
    assert names(places, "") == ["old", "payments.csv"]


@pytest.mark.parametrize("typed", ["~/Exports/", "~/Exports/in", "~/Exports/IN"])
def test_files_that_can_be_imported_are_offered_and_no_others(places, typed):
    assert {"invoices-10.csv", "invoices-11.XLSX"} <= set(names(places, typed))
    assert "notes.md" not in names(places, typed)


def test_hidden_files_are_offered_once_a_dot_is_typed(places):
    assert names(places, "~/Exports/.h") == [".hidden.csv"]


def test_completion_goes_as_far_as_all_agree_and_no_further(places):
    assert completed("~/E", places.offers("~/E")) == "~/Exports/"
    assert completed("~/Exports/inv", places.offers("~/Exports/inv")) == "~/Exports/invoices-1"
    assert completed("~/Exports/invoices-10", places.offers("~/Exports/invoices-10")) == "~/Exports/invoices-10.csv"
    assert completed("~/nothing", places.offers("~/nothing")) == "~/nothing"


def test_a_tilde_is_ones_own_folder(places):
    assert places.path_of("~") == places.home
    assert names(places, "~") == ["Exports"]
    assert places.path_of("~/Exports/invoices-10.csv") == places.home / "Exports" / "invoices-10.csv"


@pytest.mark.parametrize("quoted", ["'{}'", '"{}"', " {} ", "{}"])
def test_a_pasted_path_may_stand_in_quotes(places, quoted):
    file = places.here / "payments.csv"
    assert places.path_of(quoted.format(file)) == file


def test_a_pasted_path_may_have_its_blanks_escaped(places):
    file = places.here / "two words.csv"
    file.write_text("")
    assert places.path_of(str(file).replace(" ", "\\ ")) == file


def test_the_folder_above(places):
    assert places.path_of("../home/Exports") == places.here / ".." / "home" / "Exports"
    assert names(places, "../h") == ["here", "home"]


def test_a_hostile_name_is_shown_harmlessly_and_still_found(places):
    (offer,) = places.offers("~/Exports/ev")
    assert offer.name == safe(HOSTILE) != HOSTILE
    assert places.path_of(offer.typed) == places.home / "Exports" / HOSTILE


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
def test_a_name_that_is_no_text_is_found_too(places):
    raw = os.fsencode(places.here) + b"/\xff\xfe.csv"
    Path(os.fsdecode(raw)).write_text("")
    (offer,) = [offer for offer in places.offers("") if "\N{REPLACEMENT CHARACTER}" in offer.name]
    assert os.fsencode(places.path_of(offer.typed)) == raw


def test_a_folder_that_may_not_be_read_offers_nothing(places):
    assert places.offers("/no/such/folder/") == []
    assert places.offers("a\0b/") == []


@pytest.mark.skipif(os.name != "posix", reason="a folder in use cannot be removed there")
def test_a_folder_that_was_removed_under_our_feet_is_the_home(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert Places.usual().here == Path.home()


def test_what_is_not_there_is_the_path_as_typed(places):
    assert places.path_of("no/such.csv") == places.here / "no" / "such.csv"
