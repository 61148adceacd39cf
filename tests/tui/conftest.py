"""What tests of the screens share."""

from __future__ import annotations

import pytest

from collector_tui.tui import copying


@pytest.fixture
def no_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """No tool of this machine takes what is copied: the terminal's own clipboard does."""
    monkeypatch.setattr(copying, "tools", lambda: ())
