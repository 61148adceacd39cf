"""Each library is loaded for its own format only."""

from __future__ import annotations

import subprocess
import sys

import pytest

LIBRARIES = {"lxml", "mt940", "ofxparse", "bs4", "bai2"}
BAI = "01,A,B,260302,0829,001,80,1,2/\n02,B,A,1,260302,,USD,/\n03,1,USD,,,,/\n49,0,2/\n98,0,1,4/\n99,0,1,6/\n"
READ = """
import sys
from pathlib import Path
from collector_tui.cli import bank
from collector_tui.intake.bank.opening import open_bank_file
open_bank_file(Path(sys.argv[1]))
print(" ".join(sys.modules))
"""


@pytest.mark.parametrize(
    ("content", "needed"),
    [
        ("<Document><B><Stmt/></B></Document>", {"lxml"}),
        (":20:A\n:25:1\n:60F:C260301EUR0,00\n:61:2603020302C1,00NTRFX\n", {"mt940"}),
        (
            "01,A,B,260302,0829,001,80,1,2/\n02,B,A,1,260302,,USD,/\n03,1,USD,,,,/\n49,0,2/\n98,0,1,4/\n99,0,1,6/\n",
            {"bai2"},
        ),
    ],
    ids=["camt", "mt940", "bai2"],
)
def test_a_format_loads_its_own_library_only(tmp_path, content, needed):
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    assert LIBRARIES & set(done.stdout.split()) == needed
