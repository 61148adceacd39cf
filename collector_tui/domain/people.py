"""Two voices about one person: what somebody here corrected, and what the customers files say. Pure.

A correction stands, field by field, until a file says something else than it said when the correction was made: the
office that repeats its old number has not heard of the new one, the office that sends another number has.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from collector_tui.domain.journal.entries import InFile, PersonKnown

LEFT: Final = "left"
"""The role of somebody who is not there any more; their name stays, their number does not."""


def still_stands(told: PersonKnown, in_file: InFile) -> PersonKnown:
    """Return what counts of a correction, given what the files say by now.

    That somebody has no phone goes with the number: another one in the file ends it. The name and the zone are not the
    file's to tell.
    """
    then = told.in_file
    if then is None or then == in_file:
        return told
    other_phone = in_file.phone != then.phone
    return replace(
        told,
        role=told.role if in_file.role == then.role else in_file.role,
        phone=in_file.phone if other_phone else told.phone,
        email=told.email if in_file.email == then.email else in_file.email,
        no_phone=told.no_phone and not other_phone,
    )
