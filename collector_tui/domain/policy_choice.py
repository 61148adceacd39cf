"""Several policies in one file: what a segment or a family has otherwise, laid over what counts for everybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from collector_tui.domain.ledger import Customer
from collector_tui.domain.policy import Layer, Policy


def policy_for(policy: Policy, customer: Customer) -> Policy:
    """Return the policy that counts for one customer. For many customers make one PolicyChoice."""
    return PolicyChoice(policy).of(customer)


def laid_over(policy: Policy, *layers: Layer) -> Policy:
    """Return a policy with the keys of `layers` in place of its own; the last one wins. It has no layers itself."""
    tables: dict[str, Any] = {"segment": {}, "parent": {}}
    for layer in layers:
        for name, keys in layer.items():
            table: Any = tables.get(name) or getattr(policy, name)
            tables[name] = replace(table, **keys)
    return replace(policy, **tables)


class PolicyChoice:
    """Chooses a customer's policy; each one is made once.

    Of a segment are those whose own word for it is the table's name, else those whose word means it (`talk.segments`);
    of a family its head and whoever names that head as parent. A family's keys go before its segment's.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._layered = bool(policy.segment or policy.parent)
        self._by_word = {name.strip().casefold(): name for name in policy.segment}
        self._words: dict[str, str] = {}
        self._made: dict[tuple[str, str], Policy] = {("", ""): policy}

    def of(self, customer: Customer) -> Policy:
        """Return the policy that counts for a customer."""
        if not self._layered:
            return self._policy
        key = self._key(customer)
        found = self._made.get(key)
        if found is None:
            segment, parent = key
            layers = (self._policy.segment.get(segment, {}), self._policy.parent.get(parent, {}))
            found = self._made[key] = laid_over(self._policy, *layers)
        return found

    def names(self, customer: Customer) -> tuple[str, ...]:
        """Return which tables of the file count for a customer besides what counts for everybody, the last one most."""
        segment, parent = self._key(customer)
        return tuple(f"{kind}.{name}" for kind, name in (("segment", segment), ("parent", parent)) if name)

    def _key(self, customer: Customer) -> tuple[str, str]:
        return self._segment(customer.segment) if self._by_word else "", self._parent(customer)

    def _segment(self, word: str) -> str:
        found = self._words.get(word)
        if found is None:
            meant = self._by_word.get(self._policy.talk.segment_of(word), "")
            found = self._words[word] = self._by_word.get(word.strip().casefold(), meant)
        return found

    def _parent(self, customer: Customer) -> str:
        for name in (customer.customer_id, customer.parent_id):
            if name and name in self._policy.parent:
                return name
        return ""
