"""Which entries of a customer count, and with which payload: voids and corrections answered. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from collector_tui.domain.journal.codec import decode
from collector_tui.domain.journal.entries import Corrected, Payload

_NOT_FOLDED: Final = frozenset({"void", "corrected"})


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry that counts. `payload` is what counts of it, and `said_in` the entry that says so.

    `ref_kind` is the kind of the entry that it refers to. Instants are UTC. What was erased has no payload: a void of
    it holds all the same, everything else says nothing any more.
    """

    entry_id: str
    device_seq: int
    kind: str
    customer_id: str | None
    actor: str
    occurred_at: datetime
    recorded_at: datetime
    ref: str | None
    ref_kind: str | None
    payload: Payload | None
    said_in: str


def standing(entries: Sequence[Standing]) -> tuple[Standing, ...]:
    """Return what counts of one customer's entries, both in order of sequence.

    A void takes its entry out, and with it what refers to that: a contact's results, a matter's answers, corrections. A
    void that is void itself does not. Of several corrections the last one counts.
    """
    void = _void(entries)
    corrected = {
        root.entry_id: entry
        for entry in entries
        if isinstance(entry.payload, Corrected) and entry.entry_id not in void and (root := _root(entries, entry))
    }
    return tuple(
        _as_corrected(entry, corrected.get(entry.entry_id))
        for entry in entries
        if entry.kind not in _NOT_FOLDED and entry.entry_id not in void and entry.payload is not None
    )


def _void(entries: Sequence[Standing]) -> set[str]:
    void: set[str] = set()
    # What voids an entry comes after it; from the last one back each void is known to hold or not.
    for entry in reversed(entries):
        if entry.kind == "void" and entry.entry_id not in void and entry.ref:
            void.add(entry.ref)
    for entry in entries:
        if entry.kind != "void" and entry.ref in void:
            void.add(entry.entry_id)
    return void


def _root(entries: Iterable[Standing], entry: Standing) -> Standing | None:
    """Return what a correction corrects, through corrections of corrections."""
    by_id = {one.entry_id: one for one in entries}
    found: Standing | None = entry
    while found and found.kind == "corrected":
        found = by_id.get(found.ref or "")
    return found


def _as_corrected(entry: Standing, correction: Standing | None) -> Standing:
    if correction is None:
        return entry
    assert isinstance(correction.payload, Corrected)
    payload = decode(entry.kind, correction.payload.payload)  # type: ignore[arg-type]
    return replace(entry, payload=payload, said_in=correction.entry_id)
