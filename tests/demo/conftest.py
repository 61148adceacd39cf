"""One demo book for all tests that only read it."""

from __future__ import annotations

import pytest

from collector_tui.demo.book import demo_book
from tests.demo.made import TUESDAY


@pytest.fixture(scope="session")
def made_home(tmp_path_factory):
    """Return a home with the demo of a Tuesday in it; nobody writes there."""
    home = tmp_path_factory.mktemp("demo")
    demo_book(home / "demo", TUESDAY)
    return home


@pytest.fixture(scope="session")
def demo_home(made_home):
    """Return the folder in which `demo_book` finds it."""
    return made_home / "demo"
