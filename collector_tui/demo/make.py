"""Makes the demo book: the ledger comes in file by file, and between the files people do what their tales tell."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from collector_tui.demo.accounts import Told, cast_of, read_csv, read_toml
from collector_tui.demo.bank import demo_statement
from collector_tui.demo.days import ZONE, Days
from collector_tui.demo.house import POLICY, read_house
from collector_tui.demo.ledger import demo_ledger
from collector_tui.demo.story import steps_of
from collector_tui.demo.teller import Teller, Walk
from collector_tui.domain.policy import policy_from
from collector_tui.playbook.load import load_playbook
from collector_tui.store.book import open_book

_IMPORT: Final = "07:30"
_SEED: Final = "demo"


def make_book(path: Path, data: Path, days: Days, progress: Callable[[int, int], None]) -> None:
    """Make the book at `path` from the files in `data`; equal days make equal books, ids and salts included."""
    house, cast = read_house(data), cast_of(data)
    payments = [*read_csv(data / "payments.csv"), *_payments_of(cast.tales)]
    ledger = demo_ledger(cast.accounts, read_toml(data / "names.toml")["habit"], payments, days)
    tales = [tale for file in sorted(data.glob("story-*.toml")) for tale in read_toml(file)["tale"]]
    steps = steps_of(cast, tales, ledger, days)
    chance = Random(_SEED)
    mornings = [(days.business_day(-n), days.instant(f"b-{n} {_IMPORT}", ZONE, chance)) for n in house.imports]
    walk = Walk(mornings[0][1])
    with (
        tempfile.TemporaryDirectory() as files,
        open_book(path, create=True, zone=ZONE, clock=walk, random=chance.randbytes) as book,
    ):
        policy = policy_from(read_toml(data / POLICY), POLICY)
        teller = Teller(book, walk, policy, load_playbook(), house.supervisor, Path(files))
        customers: Path | None = cast.write(Path(files, "customers.csv"))
        since, done = date.min, 0
        for day, at in mornings:
            for step in steps[done:]:
                if step.at >= at:
                    break
                teller.tell(step)
                done += 1
            progress(done, len(steps))
            walk.now = at
            teller.bring(ledger, customers, since, day)
            customers, since = None, day
        teller.see(demo_statement(read_csv(data / "bank.csv"), ledger, days.business_day(-house.imports[-1] - 1)))
        for step in steps[done:]:
            teller.tell(step)
        progress(len(steps), len(steps))


def _payments_of(tales: Iterable[tuple[str, Told]]) -> Iterator[dict[str, Any]]:
    for customer_id, situation in tales:
        for payment in situation.get("payment", ()):
            yield {"customer_id": customer_id, **payment}
