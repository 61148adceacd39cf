"""Writes a story's steps into a book, as the commands and screens would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from collector_tui.demo.accounts import Told
from collector_tui.demo.ledger import DemoLedger
from collector_tui.demo.story import Step
from collector_tui.demo.talks import talk_of
from collector_tui.domain.card import Playbook
from collector_tui.domain.day import WorkCalendar
from collector_tui.domain.policy import Policy
from collector_tui.domain.talk import trail
from collector_tui.intake.rejects import RejectsFile
from collector_tui.intake.source import open_source
from collector_tui.services.answer_matter import (
    approve_promise,
    end_matter,
    pin,
    reassign,
    refuse_promise,
    set_hold,
    skip,
)
from collector_tui.services.bank_source import BankFile
from collector_tui.services.contact_said import ContactSaid, SaidResult
from collector_tui.services.desk import Desk
from collector_tui.services.import_bank import BankImport
from collector_tui.services.import_ledger import import_ledger
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.log_contact import log_contact
from collector_tui.store.book import Book

BOOKKEEPER: Final = "Lin Accounts"
_CONTACT_TEXTS: Final = ("outcome", "person", "channel", "reason", "words", "card")


class Walk:
    """A clock that goes where the story is."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return where it is."""
        return self.now


@dataclass(slots=True)
class Teller:
    """Writes into one book whose clock is `walk`. `files` is a folder for what is imported."""

    book: Book
    walk: Walk
    policy: Policy
    playbook: Playbook
    supervisors: Mapping[str, str]
    files: Path
    _desks: dict[str, Desk] = field(default_factory=dict)

    def bring(self, ledger: DemoLedger, customers: Path | None, since: date, day: date) -> None:
        """Bring in what was issued and paid from `since` up to the day before `day`, as on that morning."""
        options = ImportOptions(as_of=day - timedelta(days=1), partial=customers is None)
        paths = [path for path in (customers, *ledger.write(self.files, since, day)) if path]
        import_ledger(
            self.book.ledger,
            [open_source(path, options, day) for path in paths],
            options,
            actor=BOOKKEEPER,
            today=day,
            progress=lambda _done, _of: None,
            rejects=RejectsFile(None, self.files, lambda fault: fault.reason, str),
        )

    def see(self, statement: BankFile) -> None:
        """Bring in a file of the bank."""
        with self.book.ledger.at_once():
            BankImport((statement,), self._desk(BOOKKEEPER).day(), self.policy.promise, BOOKKEEPER).run(
                self.book.ledger.bank
            )

    def tell(self, step: Step) -> None:
        """Write one step."""
        self.walk.now = step.at
        desk = self._desk(step.by)
        _DEEDS[step.do](self, desk, step)

    def contact(self, desk: Desk, step: Step) -> None:
        told = step.told
        texts = {key: told[key] for key in _CONTACT_TEXTS if key in told}
        talk = told.get("talk", ())
        trails = {}
        if talk:
            made = talk_of(self.playbook, talk, self.supervisors[desk.user])
            trails = trail(made)
            texts.setdefault("card", talk[-1]["card"])
            said = [one.get(stage, "") for one in talk for stage in ("listen", "understand", "propose")]
            texts.setdefault("words", " / ".join(part for part in said if part))
        length = Random(f"{step.at} {step.customer_id}")
        said_all = ContactSaid(
            customer_id=step.customer_id,
            brings=told.get("brings", {}),
            results=tuple(SaidResult(one["kind"], _without(one, "kind")) for one in told.get("results", ())),
            complaint=told.get("complaint", False),
            inbound=told.get("inbound", False),
            trail=trails,
            seconds=length.randint(90, 420) if texts.get("words") else length.randint(20, 45),
            **texts,
        )
        log_contact(desk, said_all)

    def hold(self, desk: Desk, step: Step) -> None:
        set_hold(desk, step.customer_id, date.fromisoformat(step.told["until"]), step.told["reason"])

    def answer(self, desk: Desk, step: Step) -> None:
        """Answer the newest live matter of a kind: `kind` and `how`, with a reason."""
        kind, how, told = step.told["kind"], step.told["how"], step.told
        matter = self._newest(desk, step.customer_id, kind)
        match how:
            case "approved":
                approve_promise(desk, matter, told["reason"])
            case "refused":
                refuse_promise(desk, matter, told["reason"])
            case "reassigned":
                reassign(desk, matter, told["owner"])
            case _:
                end_matter(desk, matter, how, told.get("reason", ""))

    def pinned(self, desk: Desk, step: Step) -> None:
        (pin if step.do == "pin" else skip)(desk, step.customer_id, step.told["reason"])

    def _newest(self, desk: Desk, customer_id: str, kind: str) -> str:
        (facts,) = desk.reader.facts(desk.day(), customer_ids=[customer_id])
        found = [one for one in facts.matters if one.live and one.kind == kind]
        assert found, (customer_id, kind)
        return max(found, key=lambda one: (one.occurred_at, one.matter_id)).matter_id

    def _desk(self, user: str) -> Desk:
        if user not in self._desks:
            self._desks[user] = Desk(
                reader=self.book.reader,
                journal=self.book.journal,
                policy=self.policy,
                clock=self.walk,
                calendar=WorkCalendar,
                zone=self.book.info.zone,
                user=user,
            )
        return self._desks[user]


def _without(told: Told, key: str) -> dict[str, str]:
    return {name: value for name, value in told.items() if name != key}


_DEEDS: Final[Mapping[str, Callable[[Teller, Desk, Step], None]]] = {
    "contact": Teller.contact,
    "hold": Teller.hold,
    "answer": Teller.answer,
    "pin": Teller.pinned,
    "skip": Teller.pinned,
}
