"""Taking an entry back by a further entry: nothing in the journal is ever changed."""

from __future__ import annotations

from typing import Final

from collector_tui.domain.errors import CollectorError, N_
from collector_tui.domain.journal.entries import Draft, Void
from collector_tui.domain.results.needs import MissingFacts
from collector_tui.services.desk import Changes, Desk

_BATCHES: Final = frozenset({"batch", "as_of_moved", "batch_undone"})


class NoSuchEntry(CollectorError):
    """No entry has that id. `entry_id` is what was typed."""

    template = N_("The journal has no entry '{entry_id}'. Nothing was changed.")


class AlreadyVoid(CollectorError):
    """The entry does not count any more."""

    template = N_("'{entry_id}' was taken back before. Nothing was changed.")


class NotVoidable(CollectorError):
    """A file is taken back as one, with all that it told."""

    template = N_("'{entry_id}' is of an imported file. Nothing was changed; collector batches undo takes a file back.")


def void_entry(desk: Desk, entry_id: str, reason: str) -> Changes:
    """Take an entry back, with a reason; a contact takes its results and what answered them with it.

    `kinds` of the changes names the entry's kind, then what goes with it. It takes effect at the entry's own time.
    """
    entry = desk.reader.entry(entry_id)
    if entry is None:
        raise NoSuchEntry(entry_id=entry_id)
    if entry.kind in _BATCHES:
        raise NotVoidable(entry_id=entry_id)
    if not desk.reader.stands(entry_id):
        raise AlreadyVoid(entry_id=entry_id)
    if not reason.strip():
        raise MissingFacts(("reason",))
    kinds = dict.fromkeys((entry.kind, *(answer.kind for answer in desk.reader.answers((entry_id,)))))
    draft = Draft(Void(reason.strip()), entry.customer_id, desk.clock(), ref=entry_id)
    desk.journal.append((draft,), actor=desk.user)
    return Changes("void", (entry.customer_id,) if entry.customer_id else (), tuple(kinds))
