"""What an item stood at on the morning of a day: a pure fold of what files said of it and of the payments on it.

All amounts are minor units of the item's own currency. `day` None is the reading of now: everything counts. A payment
counts for a day when it is dated before it, a file when its as-of day lies before it. Files are in order of their
as-of day, then of their arrival: an older file that arrives late does not overrule a newer one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from collector_tui.domain.ledger import ItemKind, PaymentKind


@dataclass(frozen=True, slots=True)
class Version:
    """What one file said of an item. `open` None: not given. `gone`: a snapshot that no longer had the item."""

    batch_seq: int
    as_of: date
    kind: ItemKind
    issued: date
    due: date
    amount: int
    open: int | None
    gone: bool = False
    disputed: int = 0
    dispute_reason: str = ""

    @property
    def stated(self) -> int | None:
        """The open amount that the file stated; an item that is gone has none left."""
        return 0 if self.gone else self.open


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file of the whole book with open amounts: what it does not tell anew of an item, it confirms."""

    batch_seq: int
    as_of: date


@dataclass(frozen=True, slots=True)
class Movement:
    """A payment on an item: what it takes off. A reversal takes off less than nothing."""

    on: date
    minor: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An item on a morning. `version` is the one whose days and amount hold.

    `excess` is what was paid beyond the open amount: the customer's unapplied money. `settled_on` is the day of the
    payment that left nothing open, or the as-of day of the file that says so; None while something is open.
    """

    version: Version
    open: int
    excess: int = 0
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fall:
    """A part of an invoice that a later file no longer has open, and that no payment explains."""

    batch_seq: int
    on: date
    minor: int


_BY_AS_OF = attrgetter("as_of", "batch_seq")


def movement(on: date, minor: int, kind: PaymentKind) -> Movement:
    """Return a payment of `minor` > 0 as what it takes off."""
    return Movement(on, -minor if kind is PaymentKind.REVERSAL else minor)


def open_as_of(
    versions: Iterable[Version], snapshots: Iterable[Snapshot], movements: Iterable[Movement], day: date | None
) -> Standing | None:
    """Return what an item stood at on the morning of `day`; None if it was not issued yet or no file has it.

    The newest statement holds, as of the newest snapshot that did not contradict it; payments after that reduce it. An
    item without a statement is open by its amount less all payments. One that only later files know (it was issued
    before, the book began afterwards) is read as the first of them states it, unless payments tell more.
    """
    told = list(versions)
    known = sorted((v for v in told if day is None or v.as_of < day), key=_BY_AS_OF)
    paid = [m for m in movements if day is None or m.on < day]
    first = None if known else min(told, key=attrgetter("batch_seq"), default=None)
    version = first or (known[-1] if known else None)
    if version is None or (day is not None and version.issued >= day):
        return None
    if first:
        base = first.amount if paid else first.open or first.amount
        return _standing(first, base, paid)
    if version.gone:
        return Standing(version, 0, 0, _closed_on(known, paid))
    base, since = _base(known)
    if version.open is not None and since is not None:
        later = [s.as_of for s in snapshots if (day is None or s.as_of < day) and _BY_AS_OF(s) > _BY_AS_OF(version)]
        since = max([since, *later])
    standing = _standing(version, base, _between(paid, since, None))
    if standing.open or standing.settled_on:
        return standing
    return replace(standing, settled_on=_closed_on(known, paid))


def fallen(versions: Iterable[Version], movements: Iterable[Movement], day: date | None) -> tuple[Fall, ...]:
    """Return what fell between two statements of one invoice without payments, oldest first.

    A payment explains the fall from the statement before it to the next, and one of an invoice that is gone since also
    what it was gone by: a file made in the afternoon lacks what is paid that day. Rows that arrive later take the place
    of a fall. An invoice that was never stated falls by its amount when it is gone. Of two files as of one day the
    later corrects the earlier. Credit notes never fall.
    """
    paid = [m for m in movements if day is None or m.on < day]
    known = sorted((v for v in versions if day is None or v.as_of < day), key=_BY_AS_OF)
    falls: list[Fall] = []
    before: Version | None = None
    for version in {v.as_of: v for v in known if v.stated is not None}.values():
        unstated = version.gone and known[0].as_of < version.as_of
        had = (before.stated or 0) if before else version.amount if unstated else 0
        since, for_good = before.as_of if before else None, version.gone and version is known[-1]
        untils = (version.as_of, None) if for_good else (version.as_of,)
        explained = max(sum(m.minor for m in _between(paid, since, until)) for until in untils)
        fell = had - (version.stated or 0) - max(explained, 0)
        if fell > 0 and version.kind is ItemKind.INVOICE:
            falls.append(Fall(version.batch_seq, version.as_of, fell))
        before = version
    return tuple(falls)


def _between(paid: Sequence[Movement], since: date | None, until: date | None) -> list[Movement]:
    return [m for m in paid if (since is None or m.on > since) and (until is None or m.on <= until)]


def _base(known: Sequence[Version]) -> tuple[int, date | None]:
    """Return what payments reduce, and the day up to which it already contains them (None: none of them)."""
    for version in reversed(known):
        if version.gone:
            break
        if version.open is not None:
            return version.open, version.as_of
    return known[-1].amount, None


def _standing(version: Version, base: int, paid: Sequence[Movement]) -> Standing:
    left = base - sum(m.minor for m in paid)
    if version.kind is ItemKind.CREDIT_NOTE:
        still, excess = left, 0
    else:
        still = max(left, min(base, 0))
        excess = still - left
    return Standing(version, still, excess, None if still else _reached(base, paid))


def _closed_on(known: Sequence[Version], paid: Sequence[Movement]) -> date:
    """Return when an item was settled that a file says is settled: by payments before it, else as of the file."""
    closing = [at for at, version in enumerate(known) if version.stated == 0]
    if not closing:
        return known[-1].as_of
    at = closing[-1]
    while at and known[at - 1].stated == 0:
        at -= 1
    until = known[at].as_of
    base, since = _base(known[:at]) if at else (known[0].amount, None)
    return _reached(base, _between(paid, since, until)) or until


def _reached(base: int, paid: Sequence[Movement]) -> date | None:
    """Return the day on which `base` was last paid down to nothing, or None if it never was."""
    sign = -1 if base < 0 else 1
    left, reached = base, None
    for day in sorted({m.on for m in paid}):
        was, left = left, left - sum(m.minor for m in paid if m.on == day)
        if left * sign > 0:
            reached = None
        elif was * sign > 0:
            reached = day
    return reached
