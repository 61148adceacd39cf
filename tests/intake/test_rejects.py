"""The report of rejected rows: complete, harmless in a spreadsheet, private, and never in the way of another file."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from collector_tui.domain.errors import N_
from collector_tui.intake import refusals
from collector_tui.intake.rejects import COLUMNS, RejectsFile
from collector_tui.present.sheet_safe import sheet_text
from collector_tui.services.ports import RowFault

FAULT = RowFault(7, "amount", "=1+1", N_("{currency} has no such small parts: at most {decimals} decimals."))
FACTS = (("currency", "EUR"), ("decimals", "2"))


def words(fault: RowFault) -> str:
    return fault.reason.format(**dict(FACTS))


def report(folder, target=None) -> RejectsFile:
    return RejectsFile(target, folder.path / "rejects", words, sheet_text)


def test_one_line_a_fault(folder) -> None:
    rejects = report(folder)
    rejects.add("a.csv", FAULT)
    rejects.add("=b.csv", RowFault(8, "", "\x1b[31m\nred", FAULT.reason))
    path = rejects.close()
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    reason = "EUR has no such small parts: at most 2 decimals."
    assert lines == [
        list(COLUMNS),
        ["a.csv", "7", "amount", "'=1+1", reason],
        ["'=b.csv", "8", "", "␛[31m red", reason],
    ]


def test_it_is_for_its_owners_eyes(folder) -> None:
    rejects = report(folder)
    rejects.add("a.csv", FAULT)
    path = folder.path / "rejects" / "rejects-1.csv"
    assert rejects.close() == str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nothing_rejected_makes_no_file(folder) -> None:
    assert report(folder).close() is None
    assert list(folder.path.iterdir()) == []


def test_an_older_report_stays(folder) -> None:
    for number in (1, 2, 3):
        rejects = report(folder)
        rejects.add("a.csv", FAULT)
        assert rejects.close() == str(folder.path / "rejects" / f"rejects-{number}.csv")


def test_where_the_user_wants_it_unless_something_is_there(folder) -> None:
    target = folder.path / "mine.csv"
    rejects = report(folder, target)
    rejects.add("a.csv", FAULT)
    assert rejects.close() == str(target)
    with pytest.raises(refusals.RejectsExist):
        report(folder, target)
    link = folder.path / "link.csv"
    link.symlink_to(folder.path / "nowhere")
    with pytest.raises(refusals.RejectsExist):
        report(folder, link)


def test_what_came_there_meanwhile_is_not_overwritten(folder) -> None:
    target = folder.path / "mine.csv"
    rejects = report(folder, target)
    target.write_text("precious")
    with pytest.raises(refusals.RejectsExist):
        rejects.add("a.csv", FAULT)
    assert target.read_text() == "precious"


def test_no_place_to_write_is_told(folder) -> None:
    with pytest.raises(refusals.RejectsUnwritable):
        report(folder, folder.path / "none" / "mine.csv").add("a.csv", FAULT)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told(folder, monkeypatch) -> None:
    rejects = report(folder)
    rejects.add("a.csv", FAULT)
    rejects._file = Path("/dev/full").open("w")  # noqa: SIM115 - the report closes it
    rejects._file.write("x")
    with pytest.raises(refusals.RejectsUnwritable):
        rejects.close()


def test_a_stopped_import_leaves_nothing(folder) -> None:
    rejects = report(folder)
    rejects.add("a.csv", FAULT)
    rejects.discard()
    assert list((folder.path / "rejects").iterdir()) == []
