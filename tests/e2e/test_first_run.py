"""The first run over real files: the door's own steps are the command's, answers are kept, and keys alone do it all."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from collector_tui.bootstrap import FileDoor, load_policy
from collector_tui.cli.first_run import Beginning
from collector_tui.config import load_settings
from collector_tui.domain.errors import CollectorError
from collector_tui.present.i18n import set_language
from collector_tui.services.first_run import House
from collector_tui.services.import_door import CurrencyAsked, HeaderUnfit, Stopped
from collector_tui.services.import_report import ImportOptions, ImportRefused, RowsRejected
from collector_tui.settings_file import SettingsUnwritable
from tests.architecture.house import ROOT

GOOD = "C-1,Harbour Lane Foods,A-1,2026-07-01,2026-08-01,120000.00,CNY"
BAD = "C-2,Mill & Stone,B-1,2026-09-15,soon,900.00,EUR"


def silent(_done, _of):
    """Nobody watches."""


def settings_of(office):
    return load_settings({"book": None, "lang": None, "user": None}, os.environ)


def door(office) -> FileDoor:
    return FileDoor(settings_of(office))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# The door.


def test_a_look_leaves_nothing_behind(office):
    seen = door(office).preview(office.invoices(GOOD), ImportOptions(), silent)
    assert not list(office.book.parent.glob("*"))
    assert (seen.refused, seen.shape.kind, seen.proposed_day.isoformat()) == (None, "invoices", "2026-11-23")
    assert [column.samples[0] for column in seen.shape.columns[:3]] == ["C-1", "Harbour Lane Foods", "A-1"]
    assert seen.shape.sample_rows == (2,)
    assert [money.plain() for money in seen.report.after] == ["120000.00"]


def test_a_look_at_an_open_book_changes_not_one_byte_and_pushes_no_copy_out(shop):
    before = shop.lying()
    door(shop).preview(shop.payments("C-1,A-1,2026-11-01,5.00,CNY,x"), ImportOptions(), silent)
    assert {name for name in shop.lying() if "backups" in name} == {name for name in before if "backups" in name}
    assert {name: data for name, data in shop.lying().items() if name == "book.collector"} == {
        name: data for name, data in before.items() if name == "book.collector"
    }


def test_what_the_door_applies_is_what_the_command_applies(office, tmp_path, monkeypatch):
    file = office.invoices(GOOD, BAD)
    by_door = door(office).apply(file, ImportOptions(skip_bad_rows=True), silent)
    monkeypatch.setenv("COLLECTOR_HOME", str(tmp_path / "another"))
    by_command = office.asked("import", "--skip-bad-rows", file)["batches"][0]
    (batch,) = by_door.batches
    for name in ("file", "kind", "rows_read", "rows_applied", "rows_rejected"):
        assert getattr(batch, name) == by_command[name]
    assert batch.as_of.isoformat() == by_command["as_of"]


def test_bad_rows_apply_nothing_and_the_list_of_them_is_one(office):
    here = door(office)
    file = office.invoices(GOOD, BAD)
    for _look in range(3):
        seen = here.preview(file, ImportOptions(), silent)
        assert isinstance(seen.refused, RowsRejected)
    assert [path.name for path in office.book.parent.iterdir()] == ["rejects-1.csv"]
    with pytest.raises(ImportRefused):
        here.apply(file, ImportOptions(), silent)
    assert not office.book.exists()
    applied = here.apply(file, ImportOptions(skip_bad_rows=True), silent)
    assert applied.rejects_file in {str(path) for path in office.book.parent.glob("rejects-*.csv")}
    assert office.asked("worklist")["items"][0]["customer_id"] == "C-1"


def test_the_list_of_another_file_stays(office):
    here = door(office)
    first, second = office.invoices(BAD), office.invoices(BAD, name="more.csv")
    for file in (first, second, first):
        here.preview(file, ImportOptions(), silent)
    assert len(list(office.book.parent.glob("rejects-*.csv"))) == 2


@pytest.mark.parametrize("act", ["preview", "apply"])
@pytest.mark.parametrize("at", [1, 2])
def test_whoever_stops_it_finds_no_book_and_no_list(office, act, at):
    told = []

    def stop(done, of):
        told.append((done, of))
        if len(told) == at:
            raise Stopped

    with pytest.raises(Stopped):
        getattr(door(office), act)(office.invoices(GOOD), ImportOptions(), stop)
    assert [path for path in office.book.parent.glob("*") if path.is_file()] == []


def test_a_stop_in_the_last_moment_leaves_an_open_book_as_it_was(shop):
    before = shop.asked("customer", "C-1")
    said = []

    def stop(done, of):
        said.append((done, of))
        if (done, of) == (1, 1):
            raise Stopped

    with pytest.raises(Stopped):
        door(shop).apply(shop.payments("C-1,A-1,2026-11-01,5.00,CNY,x"), ImportOptions(), stop)
    assert said[-1] == (1, 1)
    assert shop.asked("customer", "C-1") == before


def test_columns_that_somebody_named_are_a_mapping_that_the_command_reads_too(office):
    header = "Asiakasnro;Asiakas;Lasku;Päivä;Eräpäivä;Summa;Valuutta"
    file = office.file("export.csv", header, "1001;Müller GmbH;R-1;2026-08-01;2026-09-01;100,00;EUR")
    here = door(office)
    with pytest.raises(HeaderUnfit) as caught:
        here.preview(file, ImportOptions(), silent)
    headings = caught.value.headings
    assert headings == tuple(header.split(";"))
    needed, _optional = here.fields("invoices")
    mapping = here.name_columns(headings, "invoices", dict(zip(needed, headings, strict=True)))
    assert mode(mapping) == 0o600
    for options in (ImportOptions(mapping=mapping, decimal=","), ImportOptions(decimal=",")):
        seen = here.preview(file, options, silent)
        assert [column.field for column in seen.shape.columns] == list(needed)
    told = office.asked("import", "--map", mapping, "--decimal", ",", "--dry-run", file)["batches"][0]
    assert told["totals"] == [{"currency": "EUR", "items": 1, "amount": "100.00"}]


def test_what_was_answered_on_the_screens_is_asked_once(office):
    header = "customer_id,customer,invoice,issued,due,amount"
    file = office.file("export.csv", header, "1001,Acme,R-1,03/04/2026,05/06/2026,10.00")
    here = door(office)
    with pytest.raises(CurrencyAsked):
        here.preview(file, ImportOptions(), silent)
    told = ImportOptions(currency="EUR")
    assert here.preview(file, told, silent).question(told).value == "03/04/2026"
    here.apply(file, replace(told, day_first=True), silent)
    next_one = office.file("tomorrow.csv", header, "1001,Acme,R-1,03/04/2026,05/06/2026,9.00")
    seen = here.preview(next_one, ImportOptions(), silent)
    assert (seen.refused, seen.question(ImportOptions())) == (None, None)
    assert (seen.shape.day_first, seen.shape.currency) == (True, "EUR")
    assert seen.shape.remembered is not None
    assert mode(seen.shape.remembered) == 0o600


# What is asked once.


def test_answers_are_kept_in_private_files_and_used_at_once(office, monkeypatch):
    monkeypatch.delenv("COLLECTOR_ZONE")
    beginning = Beginning(settings_of(office))
    assert (beginning.zone_known, beginning.country_known) == (False, False)
    beginning.keep(House("Europe/Dublin", "IE", "Demo Co", ""))
    files = [office.home / "data" / name for name in ("settings.toml", "policy.toml")]
    assert [mode(file) for file in files] == [0o600, 0o600]
    assert mode(files[0].parent) == 0o700
    for settings in (beginning.settings, settings_of(office)):
        assert (settings.zone.value, settings.company.value) == ("Europe/Dublin", "Demo Co")
        assert load_policy(settings).country == "IE"
    FileDoor(beginning.settings).apply(office.invoices(GOOD), ImportOptions(), silent)
    again = Beginning(settings_of(office))
    assert (again.zone_known, again.country_known) == (True, True)


def test_weekends_only_is_an_answer_that_is_kept(office):
    beginning = Beginning(settings_of(office))
    beginning.keep(House(None, ""))
    assert Beginning(settings_of(office)).country_known
    assert load_policy(beginning.settings).country == ""


def test_whatever_else_stands_in_the_files_stays(office):
    folder = office.home / "data"
    folder.mkdir()
    (folder / "settings.toml").write_text('# mine\nuser = "li"  # me\n', encoding="utf-8")
    (folder / "policy.toml").write_text('# ours\ncountry = "DE" # old\n\n[caps]\nattempts_a_day = 2 # few\n', "utf-8")
    Beginning(settings_of(office)).keep(House("Asia/Shanghai", "CN"))
    assert (folder / "settings.toml").read_text("utf-8") == '# mine\nuser = "li"  # me\nzone = "Asia/Shanghai"\n'
    assert (folder / "policy.toml").read_text("utf-8") == (
        '# ours\ncountry = "CN" # old\n\n[caps]\nattempts_a_day = 2 # few\n'
    )


def test_a_key_is_put_before_the_tables_of_a_file(office):
    folder = office.home / "data"
    folder.mkdir()
    (folder / "policy.toml").write_text("[caps]\nattempts_a_day = 2\n", encoding="utf-8")
    beginning = Beginning(settings_of(office))
    beginning.keep(House(None, "CN"))
    policy = load_policy(beginning.settings)
    assert (policy.country, policy.caps.attempts_a_day) == ("CN", 2)


def test_a_link_to_where_somebody_keeps_settings_stays_a_link(office, tmp_path):
    folder = office.home / "data"
    folder.mkdir()
    kept = tmp_path / "kept.toml"
    kept.write_text('user = "li"\n', encoding="utf-8")
    (folder / "settings.toml").symlink_to(kept)
    Beginning(settings_of(office)).keep(House("Asia/Shanghai", None))
    assert (folder / "settings.toml").is_symlink()
    assert 'zone = "Asia/Shanghai"' in kept.read_text("utf-8")


def test_a_file_that_cannot_be_written_is_said_and_the_answer_holds(office):
    folder = office.home / "data"
    folder.write_text("a file where the folder should be")
    beginning = Beginning(replace(settings_of(office)))
    with pytest.raises(SettingsUnwritable):
        beginning.keep(House("Europe/Dublin", "IE"))
    assert beginning.zone == "Europe/Dublin"
    assert folder.read_text() == "a file where the folder should be"


def test_the_language_is_kept_only_if_somebody_changed_it(office):
    for lang, kept in (("en", False), ("zh", True)):
        set_language("en")
        beginning = Beginning(settings_of(office))
        set_language(lang)
        beginning.keep(House("Asia/Shanghai", None))
        assert ('lang = "zh"' in (office.home / "data" / "settings.toml").read_text("utf-8")) is kept


# A book that lies elsewhere.


@pytest.mark.parametrize("bytes_", [b"", b"id,name\n1,x\n", b"SQLite format 3\0" + bytes(84), None])
def test_what_is_no_book_has_its_own_sentence_and_keeps_its_bytes(office, bytes_):
    path = office.home / "other"
    if bytes_ is not None:
        path.write_bytes(bytes_)
    with pytest.raises(CollectorError):
        Beginning(settings_of(office)).look_at(path)
    assert (path.read_bytes() if path.exists() else None) == bytes_


def test_a_book_is_remembered_only_if_that_is_wanted(shop):
    moved = shop.home / "moved.book"
    shop.did("backup", moved)
    for remember in (False, True):
        beginning = Beginning(settings_of(shop))
        beginning.look_at(moved)
        beginning.open_from_now(moved, remember=remember)
        assert beginning.settings.book.value == str(moved)
        assert (settings_of(shop).book.value == str(moved)) is remember


def test_a_book_named_by_the_environment_is_not_offered_to_be_remembered(office, monkeypatch):
    assert Beginning(settings_of(office)).may_remember
    monkeypatch.setenv("COLLECTOR_BOOK", str(office.home / "x.book"))
    assert not Beginning(settings_of(office)).may_remember


# When there is a welcome, and what it costs everybody else.

ON_A_TERMINAL = """
import json, os, sys
class Terminal:
    isatty = staticmethod(lambda: True)
sys.stdin = Terminal()
sys.stdout.isatty = lambda: True
from collector_tui.tui import app as screens
def painted(app):
    print(json.dumps(sorted(sys.modules)), file=sys.__stderr__)
    app.exit(0)
screens.CollectorApp._after_first_paint = painted
original = screens.CollectorApp.run
screens.CollectorApp.run = lambda self: original(self, headless=True)
from collector_tui.cli.main import main
sys.exit(main([]))
"""


def test_whoever_has_a_book_loads_nothing_of_the_first_run(shop):
    done = subprocess.run(
        [sys.executable, "-c", ON_A_TERMINAL], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stderr.strip().splitlines()[-1]))
    late = {"cli.first_run", "services.first_run", "services.import_door", "settings_file", "present.places"}
    late |= {"tui.beginning", "tui.importing", "tui.paths", "tui.long_work", "present.import_preview"}
    assert not {f"collector_tui.{name}" for name in late} & loaded
    assert "tomlkit" not in loaded
    assert "collector_tui.tui.app" in loaded


def test_without_a_terminal_there_is_no_welcome(office):
    assert office().code == 2
    assert office("worklist").code == 4
    assert not office.book.parent.exists()


@pytest.mark.pty
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_newcomer_comes_from_nothing_to_the_list_by_keys_alone(office, monkeypatch, lang):
    import pexpect
    import pyte

    monkeypatch.delenv("COLLECTOR_ZONE")
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    office.invoices(GOOD, "C-2,东方贸易,B-1,2026-08-15,2026-09-15,900.00,CNY")
    command = ["-m", "collector_tui", "--lang", lang]
    child = pexpect.spawn(
        sys.executable, command, env=dict(os.environ), dimensions=(24, 80), timeout=30, cwd=str(office.home)
    )
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    raw = b""

    def shown() -> str:
        """All cells, without blanks; the screen's own lines stumble over half a wide character."""
        return "".join(screen.buffer[y][x].data for y in range(24) for x in range(80)).replace(" ", "")

    def until(words: str) -> None:
        nonlocal raw
        for _piece in range(2_000):
            if words in shown():
                return
            piece = child.read_nonblocking(65_536, timeout=30)
            raw += piece
            stream.feed(piece)
        raise AssertionError(shown())

    story = {
        "en": (
            "demobook",
            "timezone",
            "holidays",
            "phone?",
            "whichone?",
            "Nothinghasbeenchanged",
            "applied2",
            "Today2",
        ),
        "zh": ("演示账本", "时区工作", "节假日", "介绍自己", "请选择", "尚未作任何更改", "导入2行", "今天2"),
    }[lang]
    for words, keys in zip(story, ("2", "\r", "\r", "\x13", "inv\t\r", "a", "\r", "q"), strict=True):
        until(words)
        before = raw
        child.send(keys)
    child.expect(pexpect.EOF)
    raw = before + (child.before or b"")
    child.close()
    assert child.exitstatus == 0
    assert raw.count(b"\x1b[?1049l") == 1, "the shell was shown in between"
    assert [item["customer_id"] for item in office.asked("worklist")["items"]] == ["C-1", "C-2"]
    assert 'zone = "Asia/Shanghai"' in (office.home / "data" / "settings.toml").read_text("utf-8")
