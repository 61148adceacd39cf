"""Families: one conversation where the parent pays, a banner where each pays for itself."""

from __future__ import annotations

from tests.builders.facts import callback, codes, facts, held_of, money, paid, promise, row_of, talk, worklist


def branch(name: str, items, talks=(), parent: str = "PARENT", **more):
    return facts(name, items, talks, parent_id=parent, **more)


def test_a_branch_may_say_that_its_parent_pays_for_it_and_another_may_not() -> None:
    found = worklist(
        facts("PARENT", [("I1", -30, "1000")]),
        branch("PAID", [("I2", -20, "2000")], pays_centrally=True),
        branch("ALONE", [("I3", -10, "4000")]),
    )
    assert [(row.customer_id, row.member_ids) for row in found.rows] == [
        ("ALONE", ()),
        ("PARENT", ("PAID", "PARENT")),
    ]
    assert row_of(found, "PARENT").to_collect == (money("3000"),)
    assert "family" in codes(row_of(found, "ALONE"))
    assert "family" not in codes(row_of(found, "PARENT"))


def test_a_parent_that_owes_nothing_itself_still_bears_the_name() -> None:
    found = worklist(facts("PARENT", pays_centrally=True), branch("B1", [("I1", -20, "2000")]))
    (row,) = found.rows
    assert (row.customer_id, row.name) == ("PARENT", "Parent")


def test_branches_of_a_payer_that_was_not_read_are_one_conversation_all_the_same() -> None:
    found = worklist(
        branch("B2", [("I1", -20, "2000")], pays_centrally=True),
        branch("B1", [("I1", -20, "1000")], pays_centrally=True),
    )
    (row,) = found.rows
    assert (row.customer_id, row.member_ids, row.to_collect) == ("B1", ("B1", "B2"), (money("3000"),))


def test_two_branches_may_use_the_same_invoice_number() -> None:
    promised = talk(-9, "promise", promise("2000", 4, "I1"))
    found = worklist(
        facts("PARENT", pays_centrally=True),
        branch("B1", [("I1", -40, "5000")]),
        branch("B2", [("I1", -20, "2000")], [promised]),
    )
    (row,) = found.rows
    assert {line.customer_id: line.promised for line in row.items} == {"B1": money("0"), "B2": money("2000")}


def test_what_one_member_was_told_or_paid_counts_for_the_whole_payer() -> None:
    told = facts("PARENT", [("I0", -30, "1000")], [talk(-12, "promise", promise("3000", -6))], pays_centrally=True)
    b1 = branch("B1", [("I1", -20, "2000")])
    assert worklist(told, b1).rows[0].row_class == "B"
    came = branch("B1", [("I1", -20, "2000")], payments=[paid("3000", -6, "I9")])
    assert worklist(told, came).rows[0].row_class == "E"


def test_a_grandparent_pays_for_all() -> None:
    found = worklist(
        facts("TOP", pays_centrally=True),
        facts("MIDDLE", [("I1", -9, "1")], parent_id="TOP", pays_centrally=True),
        branch("LEAF", [("I1", -9, "2")], parent="MIDDLE"),
    )
    (row,) = found.rows
    assert (row.customer_id, row.member_ids) == ("TOP", ("LEAF", "MIDDLE", "TOP"))


def test_a_circle_of_parents_is_nobodys_endless_loop() -> None:
    for centrally in (False, True):
        found = worklist(
            branch("A", [("I1", -9, "1")], parent="B", pays_centrally=centrally),
            branch("B", [("I1", -9, "2")], parent="A", pays_centrally=centrally),
        )
        told = {member for row in found.rows for member in (row.customer_id, *row.member_ids)}
        assert told == {"A", "B"}


def test_one_members_callback_or_promise_never_silences_another() -> None:
    found = worklist(
        branch("B1", [("I1", -20, "2000")], [talk(-9, "busy", callback(5))]),
        branch("B2", [("I1", -20, "2000")]),
    )
    assert held_of(found, "B1").until.day
    assert row_of(found, "B2")
