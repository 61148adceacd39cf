"""Rows of a customers file: who the debtors are, whose portfolio they are in, and whom to call there."""

from __future__ import annotations

from typing import Any, Final

from collector_tui.domain.errors import N_
from collector_tui.intake.checks.common import Cells, Read, RowCheck, Told
from collector_tui.intake.fields import Unfit, flag_of, text_of, zone_or_none
from collector_tui.intake.mapping import OPTIONAL, Layout
from collector_tui.services.ports import CustomerRow

OWN_PARENT: Final = N_("A customer cannot be its own parent.")

_FLAGS: Final = frozenset({"pays_centrally", "on_hold"})


class CustomerCheck(RowCheck):
    """Customers with, perhaps, one person a row. A column that the file lacks leaves what the book knows."""

    def __init__(self, layout: Layout, told: Told) -> None:
        super().__init__(layout, told)
        self._ids, self._parents = self.keys("customer_id"), self.keys("parent")
        self._customer_id, self._name = self.at("customer_id"), self.at("customer")
        self._texts = tuple(
            ("parent_id" if name == "parent" else name, self.at(name))
            for name in OPTIONAL["customers"]
            if self.has(name) and name not in _FLAGS
        )
        self._flags = tuple((name, self.at(name)) for name in sorted(_FLAGS) if self.has(name))
        zone = self.at("zone")
        self.reads = {
            "customer_id": lambda cells, _: self._ids.read(cells[self._customer_id]),
            "zone": lambda cells, _: zone_or_none(cells[zone]),
            **{name: _flag_at(at) for name, at in self._flags},
        }

    def build(self, number: int, cells: Cells) -> CustomerRow:
        """Return the row, or raise Unfit."""
        customer_id = self._ids.read(cells[self._customer_id])
        texts: dict[str, Any] = {name: text_of(cells[at]) for name, at in self._texts}
        flags: dict[str, Any] = {name: flag_of(cells[at]) for name, at in self._flags}
        if texts.get("parent_id"):
            texts["parent_id"] = self._parents.read(texts["parent_id"])
        if texts.get("zone"):
            texts["zone"] = zone_or_none(texts["zone"]) or ""
        if texts.get("parent_id") == customer_id:
            raise Unfit(OWN_PARENT, column="parent")
        return CustomerRow(number, customer_id, text_of(cells[self._name]), **texts, **flags)


def _flag_at(at: int) -> Read:
    return lambda cells, _: flag_of(cells[at])
