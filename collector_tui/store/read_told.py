"""The ledger's truth as values: what files said of an item, and what payments took off it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final

from collector_tui.domain.ledger import Item, ItemKind, Payment, PaymentKind
from collector_tui.domain.ledger_reading import Fall, Movement, Snapshot, Standing, Version, movement
from collector_tui.domain.money import Money, totals
from collector_tui.store.read_batches import Batches
from collector_tui.store.read_cut import Row

_INVOICE: Final = itemgetter(1)

TookOff = Sequence[Movement]


@dataclass(frozen=True, slots=True)
class Told:
    """All that files said of one item."""

    customer_id: str
    invoice: str
    currency: str
    versions: tuple[Version, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What the payments on it are found by: a payment in another currency takes nothing off."""
        return self.invoice, self.currency

    def item(self, standing: Standing) -> Item:
        """Return the item as it stood."""
        version = standing.version
        return Item(
            self.customer_id,
            self.invoice,
            version.kind,
            version.issued,
            version.due,
            Money(version.amount, self.currency),
            Money(standing.open, self.currency),
            Money(version.disputed, self.currency) if version.disputed else None,
            version.dispute_reason,
        )


def told_items(rows: Iterable[Row], batches: Batches) -> Iterator[Told]:
    """Yield one customer's items from its rows of versions.sql, which come by invoice."""
    for invoice, group in groupby(rows, _INVOICE):
        found = list(group)
        yield Told(found[0][0], invoice, found[-1][8], tuple(_version(row, batches) for row in found))


def _version(row: Row, batches: Batches) -> Version:
    _, _, seq, kind, issued, due, amount, still, _, gone, disputed, reason = row
    as_of = batches.by_seq[seq].as_of
    return Version(
        seq,
        as_of,
        ItemKind(kind),
        date.fromisoformat(issued),
        date.fromisoformat(due),
        amount,
        still,
        bool(gone),
        disputed or 0,
        reason or "",
    )


def took_off(rows: Iterable[Row]) -> Mapping[tuple[str, str], TookOff]:
    """Return what payments took off, by invoice and currency."""
    found: dict[tuple[str, str], list[Movement]] = {}
    for _, invoice, _, _, on, minor, currency, kind, _ in rows:
        if invoice is not None:
            moved = movement(date.fromisoformat(on), minor, PaymentKind(kind))
            found.setdefault((invoice, currency), []).append(moved)
    return found


def payment_of(row: Row, batches: Batches) -> Payment:
    """Return a payment from its row; one without a number is what fell without a payment."""
    customer_id, invoice, number, seq, on, minor, currency, kind, reference = row
    return Payment(
        f"s:{seq}:{invoice}" if number is None else f"p:{number}",
        customer_id,
        invoice,
        date.fromisoformat(on),
        Money(minor, currency),
        PaymentKind(kind),
        batches.by_seq[seq].recorded_at,
        reference,
    )


def cleared(told: Told, falls: Iterable[Fall], batches: Batches) -> list[Payment]:
    """Return what fell without a payment as evidence of money."""
    return [
        Payment(
            f"s:{fall.batch_seq}:{told.invoice}",
            told.customer_id,
            told.invoice,
            fall.on,
            Money(fall.minor, told.currency),
            PaymentKind.CLEARED,
            batches.by_seq[fall.batch_seq].recorded_at,
        )
        for fall in falls
    ]


def days_late(standing: Standing, since: date = date.min) -> tuple[int, ...]:
    """Return how many days late an invoice was settled (negative: early), or nothing if it was not, `since`."""
    if standing.settled_on is None or standing.settled_on < since or standing.version.kind is not ItemKind.INVOICE:
        return ()
    return ((standing.settled_on - standing.version.due).days,)


def cash_of(rows: Iterable[Row], snapshots: Sequence[Snapshot]) -> list[Money]:
    """Return the money without an invoice that the newest snapshot of open amounts cannot have told of."""
    stated = max((snapshot.as_of.isoformat() for snapshot in snapshots), default="")
    return [
        Money(movement(date.min, minor, PaymentKind(kind)).minor, currency)
        for _, invoice, _, _, on, minor, currency, kind, _ in rows
        if invoice is None and on > stated
    ]


def on_no_item(loose: Iterable[Money], excess: Iterable[Money]) -> tuple[Money, ...]:
    """Return a customer's unapplied money, one positive amount per currency."""
    return tuple(money for money in totals((*loose, *excess)) if money.minor > 0)
