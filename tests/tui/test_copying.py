"""Copying: each way only where it can work, and each says which way it went."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from collector_tui.tui import copying
from collector_tui.tui.copying import Tool, by_tool, file_name, listens, to_file, tools
from tests.tui.shift import on_shift

EVERY = ("pbcopy", "wl-copy", "xclip", "xsel", "clip.exe", "tmux")


def found(*installed: str, **environ: str) -> list[str]:
    return [tool.name for tool in tools(environ, lambda name: name if name in installed else None)]


def test_a_tool_is_used_where_it_is_installed_and_its_display_is_there() -> None:
    assert found("pbcopy") == ["pbcopy"]
    assert found("wl-copy", "xclip") == []
    assert found("wl-copy", "xclip", WAYLAND_DISPLAY="wayland-0") == ["wl-copy"]
    assert found("xclip", "xsel", DISPLAY=":0") == ["xclip", "xsel"]
    assert found("clip.exe") == ["clip.exe"]


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"])
def test_over_ssh_no_tool_of_that_machine_is_used_but_tmux_is(name: str) -> None:
    everything = {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", name: "1"}
    assert found(*EVERY, **everything) == []
    assert found(*EVERY, **everything, TMUX="/tmp/tmux,1,0") == ["tmux"]


def test_a_terminal_is_asked_unless_it_is_known_not_to_listen() -> None:
    assert listens("x", {"TERM": "xterm-256color"})
    assert not any(listens("x", {"TERM": term}) for term in ("", "dumb", "linux", "screen.xterm"))
    assert not listens("x", {"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"})
    assert not listens("x", {"TERM": "tmux-256color", "TMUX": "1"})
    assert not listens("中" * 30_000, {"TERM": "xterm"})


def python(code: str) -> Tool:
    return Tool("python", (sys.executable, "-c", code))


def test_the_first_tool_that_takes_the_text_gets_it_whole(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    code = f"import sys; open({str(taken)!r}, 'wb').write(sys.stdin.buffer.read())"
    missing, failing = Tool("none", ("/nowhere/none",)), python("import sys; sys.exit(1)")
    assert by_tool("确认\nagreed", (missing, failing, python(code))) == python(code)
    assert taken.read_bytes() == "确认\nagreed".encode()
    assert by_tool("x", (missing, failing)) is None


def test_a_tool_that_hangs_is_left_alone(monkeypatch) -> None:
    monkeypatch.setattr(copying, "_PATIENCE", 0.05)
    assert by_tool("x", (python("import time; time.sleep(60)"),)) is None


def test_a_file_is_its_owners_alone_and_replaces_a_link_without_following_it(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("theirs")
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "copied.txt").symlink_to(other)
    path = to_file("确认\n", folder, "copied.txt")
    assert path.read_text(encoding="utf-8") == "确认\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert other.read_text() == "theirs"
    assert to_file("again", folder, "copied.txt").read_text() == "again"
    assert [one.name for one in folder.iterdir()] == ["copied.txt"]


def test_a_file_name_is_one_whatever_an_id_holds() -> None:
    assert file_name("confirmation", "../a b\0/\n", "2026-06-05") == "confirmation-.._a_b___-2026-06-05.txt"
    assert len(file_name("家" * 300).encode()) <= 255


@pytest.mark.usefixtures("no_tools")
async def test_in_a_call_the_number_and_what_was_said_are_copied():
    async with on_shift() as shift:
        await shift.press("enter", "y")
        assert shift.app.clipboard == "138 0000 0001"
        assert "138 0000 0001: copied to the terminal's clipboard." in shift.text
        await shift.press("3", "enter", "tab", "text:no cash", "enter", "s")
        assert "the summary of the call: copied" in shift.text
        said = shift.app.clipboard.splitlines()
        assert said[0] == "Call: 东方贸易有限公司 (dongfang), Mon, Jun 1, 2026 10:00"
        assert said[1] == "Spoken with: 王芳"
        assert "Their words: no cash" in said


async def test_a_tool_that_took_it_is_named(monkeypatch):
    monkeypatch.setattr(copying, "tools", lambda: (python("import sys; sys.stdin.read()"),))
    async with on_shift() as shift:
        await shift.press("enter", "y")
        assert "138 0000 0001: copied to the clipboard (python)." in shift.text
        assert shift.app.clipboard == ""


@pytest.mark.usefixtures("no_tools")
async def test_where_nothing_listens_it_goes_into_a_file(monkeypatch):
    monkeypatch.setenv("TERM", "linux")
    async with on_shift() as shift:
        await shift.press("enter", "y")
        path = shift.app.seat.folder / "copied.txt"
        assert path.read_text() == "138 0000 0001"
        assert "138 0000 0001: saved to" in shift.text
        path.unlink()
        path.mkdir()
        await shift.press("y")
        assert "138 0000 0001: neither copied nor saved" in shift.text
