from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.store.canonical import NotCanonical, canonical, storable, storable_json
from collector_tui.store.chain import GENESIS, HASHED, entry_hash, payload_digest
from collector_tui.store.tables import EntryRow

ENTRY = {
    "entry_id": "01a20809-b5bb-7b1c-9058-decd12a91017",
    "device_id": "01a20809-b5bb-7b1c-9058-decd12a91018",
    "device_seq": 1,
    "kind": "contact",
    "schema_version": 1,
    "customer_id": "客户 1",
    "actor": "wang",
    "role": "",
    "occurred_at": "2026-11-23T09:00:00.000000Z",
    "zone": "Asia/Shanghai",
    "utc_offset_min": 480,
    "recorded_at": "2026-11-23T09:00:01.000000Z",
    "ref_entry_id": None,
    "payload_sha256": "ab" * 32,
    "canon_version": 1,
    "prev_hash": GENESIS,
}


def test_the_canonical_form_never_changes() -> None:
    """If this fails, every journal ever written stops verifying: make a version 2 instead."""
    assert canonical({"b": [1, True, None, '中\n"\\\u007f\u2028'], "a": {"z": 0, "A": -5}}) == (
        '{"a":{"A":-5,"z":0},"b":[1,true,null,"中\\n\\"\\\\\u007f\u2028"]}'.encode()
    )


def test_the_hash_of_an_entry_never_changes() -> None:
    """The same for the chain: this is version 1."""
    assert entry_hash(ENTRY) == "cd3516488788628311087f69245df3ae94fb995623729e5e9b7ba1235fd18fbd"  # type: ignore[arg-type]
    assert payload_digest(b"0123456789abcdef", '{"a":1}') == sha256(b'0123456789abcdef{"a":1}').hexdigest()


def test_every_column_is_sealed_but_what_can_be_erased_and_the_seal_itself() -> None:
    columns = set(EntryRow.__table__.c.keys())  # type: ignore[attr-defined]
    assert columns - set(HASHED) == {"payload", "payload_salt", "hash", "signature"}


@pytest.mark.parametrize("column", HASHED)
def test_no_column_can_change_without_the_hash(column: str) -> None:
    changed = {**ENTRY, column: 7 if isinstance(ENTRY[column], int) else "other"}
    assert entry_hash(changed) != entry_hash(ENTRY)  # type: ignore[arg-type]


def test_an_empty_customer_is_not_the_same_as_none() -> None:
    assert entry_hash({**ENTRY, "ref_entry_id": ""}) != entry_hash(ENTRY)  # type: ignore[arg-type, dict-item]


def test_a_float_has_no_canonical_form() -> None:
    for value in (1.0, [1.5], {"a": [{"b": float("nan")}]}):
        with pytest.raises(NotCanonical):
            canonical(value)  # type: ignore[arg-type]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_the_canonical_form_says_all_that_the_value_says(value: object) -> None:
    form = canonical(value)  # type: ignore[arg-type]
    assert repr(_ordered(json.loads(form))) == repr(_ordered(value))
    assert canonical(json.loads(form)) == form


def _ordered(value: object) -> object:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return [_ordered(part) for part in value] if isinstance(value, list) else value


@given(st.text(st.characters(codec=None, categories=None)))
def test_every_text_can_be_stored_and_almost_every_one_as_it_is(text: str) -> None:
    stored = storable(text)
    assert "\x00" not in stored
    assert stored.encode().decode() == stored
    if not any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in text):
        assert stored == text


def test_what_cannot_be_stored_is_found_at_any_depth() -> None:
    assert storable_json({"a\x00": ["\ud800", {"b": "\x00"}], "n": 1}) == {
        "a\ufffd": ["\ufffd", {"b": "\ufffd"}],
        "n": 1,
    }
