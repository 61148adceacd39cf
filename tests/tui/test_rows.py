"""The list: any number of rows, only what is in view is made, and a cursor move repaints two lines."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from collector_tui.present.layout import Span, line
from collector_tui.tui.widgets.rows import RowList
from tests.tui.stage import Stage, screen_lines


class Rows(RowList):
    """Counts what it is asked to paint."""

    def __init__(self, count=100_000, name="customer {n}"):
        super().__init__()
        self.made = []
        self.painted = []
        self.show(count, lambda row, width: self.made.append(row) or line(Span(name.format(n=row))), cursor=0)

    def render_line(self, y):
        self.painted.append(y)
        return super().render_line(y)


class RowStage(Stage):
    def on_row_list_moved(self, message):
        self.heard.append(("moved", message.row))

    def on_row_list_chosen(self, message):
        self.heard.append(("chosen", message.row))


async def test_only_the_rows_in_view_are_made():
    rows = Rows()
    async with RowStage(rows).run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert set(rows.made) == set(range(-1, 19))


async def test_a_move_within_the_view_repaints_two_lines():
    rows = Rows()
    async with RowStage(rows).run_test(size=(40, 20)) as pilot:
        await pilot.press("down")
        await pilot.pause()
        rows.painted.clear()
        await pilot.press("down")
        await pilot.pause()
        assert sorted(set(rows.painted)) == [2, 3]


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["down", "j", "down", "k"], 2),
        (["end"], 99_999),
        (["end", "up"], 99_998),
        (["end", "home"], 0),
        (["up"], 0),
        (["pagedown"], 18),
        (["pagedown", "pageup"], 0),
    ],
)
async def test_keys_move_the_cursor_and_keep_it_in_view(keys, row):
    rows = Rows()
    app = RowStage(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        rows.focus()
        await pilot.press(*keys)
        await pilot.pause()
        assert rows.cursor == row
        assert f"customer {row} " in "\n".join(screen_lines(app))


async def test_the_heading_stays_while_the_rows_scroll():
    rows = Rows()
    rows.show(500, lambda row, width: line("HEADING" if row < 0 else f"row {row}"), cursor=400)
    app = RowStage(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        assert screen_lines(app)[0].startswith("HEADING")
        assert any(text.startswith("row 400 ") for text in screen_lines(app))


async def test_a_click_moves_and_a_click_on_the_cursor_chooses():
    app = RowStage(Rows(50))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.click("Rows", offset=(3, 5))
        await pilot.click("Rows", offset=(3, 5))
        await pilot.pause()
        assert app.heard == [("moved", 4), ("chosen", 4)]


async def test_enter_chooses():
    rows = Rows(5)
    app = RowStage(rows)
    async with app.run_test() as pilot:
        rows.focus()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.heard == [("moved", 1), ("chosen", 1)]


async def test_an_empty_list_says_so_and_nothing_can_be_chosen():
    rows = Rows()
    rows.show(0, lambda row, width: line("head"), cursor=3, empty=lambda: line("Nobody is left."))
    app = RowStage(rows)
    async with app.run_test() as pilot:
        rows.focus()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.heard == []
        assert screen_lines(app)[1].startswith("Nobody is left.")


@pytest.mark.parametrize(
    "name",
    [
        "Ann [/bold] Lee",
        "[@click=app.quit]x[/]",
        "\x1b]0;x\x07\x9b31m",
        "\u202egnp.exe",
        "Z" + "\u0301" * 200,
        "上海恒信机械制造",
    ],
)
async def test_a_hostile_name_breaks_no_line(name):
    rows = Rows()
    rows.show(3, lambda row, width: line(Span(name), Span(" | 12")), cursor=0)
    app = RowStage(rows)
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.pause()
        lines = screen_lines(app)
        assert all(cell_len(text) == 30 for text in lines)
        assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e" for text in lines for c in text)
        assert all("| 12" in text for text in lines[1:4])
