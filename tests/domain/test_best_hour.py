"""At which hour somebody is usually reached: a habit of three talks at least, half of them in one hour."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from collector_tui.domain.best_hour import BestHour, best_hour
from tests.builders.facts import facts, talk

SHANGHAI = ZoneInfo("Asia/Shanghai")


def reached(*calls):
    told = [talk(-20 + place, code, clock=clock, person=who) for place, (clock, code, who) in enumerate(calls)]
    return facts("ACME", [("I1", -30, "100")], told).contacts


LI, WU = "Ms Li", "Mr Wu"


@pytest.mark.parametrize(
    ("calls", "found"),
    [
        ([("10:05", "promise", LI), ("10:50", "promise", LI), ("15:00", "promise", LI)], BestHour(10, 2, 3)),
        ([("10:05", "promise", LI), ("10:50", "promise", LI)], None),
        ([("10:05", "promise", LI), ("11:50", "promise", LI), ("15:00", "promise", LI)], None),
        ([("10:05", "promise", LI), ("10:50", "no_answer", LI), ("10:10", "promise", WU)], None),
        ([("15:05", "promise", LI), ("09:50", "promise", LI), ("15:10", "promise", LI), ("09:00", "promise", LI)],
         BestHour(9, 2, 4)),
    ],
)  # fmt: skip
def test_the_hour_with_most_talks(calls, found):
    assert best_hour(reached(*calls), "ms  li", SHANGHAI) == found
