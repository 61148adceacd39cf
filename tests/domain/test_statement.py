"""A statement of account: what is owed, disputed and credited, by currency; and nothing of what we think."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.facts import Facts
from collector_tui.domain.promise.judge import judge
from collector_tui.domain.statement import Statement, disputed_by_item, statement_of
from tests.builders.facts import TODAY, dispute, facts, money, on, paid, promise, reading_day, talk


def stated(*members: Facts, since: int = -90, promises: bool = False) -> Statement:
    judged = {one.customer.customer_id: judge(one, reading_day(), on(-1), _limits()) for one in members if one.matters}
    return statement_of(members, TODAY, on(-1), on(since), judged if promises else None)


def _limits():
    from collector_tui.domain.policy import Policy

    return Policy().promise


def disputed(*members: Facts) -> dict[str, str]:
    found = disputed_by_item(members)
    return {invoice: str(minor / 100) for (_customer, invoice), minor in found.items()}


TWO = [("I1", -100, "12000"), ("I2", -10, "500")]


def test_what_is_owed_by_age_and_what_stands_to_their_credit() -> None:
    told = stated(facts("ACME", [*TWO, ("I3", 5, "70"), ("CN", -5, "-20")], unapplied=["300"]))
    (account,) = told.accounts
    assert [one.item.invoice for one in account.items] == ["I1", "I2", "CN", "I3"]
    assert account.ageing == (("current", money("70")), ("1-30", money("500")), ("91-120", money("12000")))
    assert (account.owed, account.overdue) == (money("12570"), money("12500"))
    assert (account.credits, account.unapplied) == (money("20"), money("300"))
    assert account.balance == money("12250")


def test_currencies_are_accounts_of_their_own() -> None:
    told = stated(facts("ACME", [("I1", -1, "5"), ("I2", -1, "7", "EUR"), ("I3", -1, "9", "JPY")]))
    assert [(one.currency, one.balance.plain()) for one in told.accounts] == [
        ("CNY", "5.00"),
        ("EUR", "7.00"),
        ("JPY", "9"),
    ]


def test_a_dispute_of_named_parts_takes_no_more_than_is_open() -> None:
    told = talk(-5, "dispute", dispute(("I1", "200"), ("I2", "900"), ("I9", "5"), answer_by=20))
    assert disputed(facts("ACME", TWO, [told])) == {"I1": "200.0", "I2": "500.0"}


def test_a_dispute_of_an_amount_is_about_the_oldest_and_leaves_named_parts_alone() -> None:
    any_money = talk(-9, "dispute", dispute(answer_by=20, amount="12100"))
    named = talk(-5, "dispute", dispute(("I1", "200"), answer_by=20))
    assert disputed(facts("ACME", TWO, [any_money])) == {"I1": "12000.0", "I2": "100.0"}
    assert disputed(facts("ACME", TWO, [any_money, named])) == {"I1": "12000.0", "I2": "300.0"}


def test_a_dispute_of_nothing_named_is_about_all_and_one_that_ended_about_nothing() -> None:
    everything = dispute(answer_by=20)
    assert disputed(facts("ACME", TWO, [talk(-5, "dispute", everything)])) == {"I1": "12000.0", "I2": "500.0"}
    assert disputed(facts("ACME", TWO, [talk(-5, "dispute", everything, ended="resolved")])) == {}


def test_a_dispute_in_another_currency_touches_nothing() -> None:
    told = talk(-5, "dispute", dispute(answer_by=20, amount="10"))
    assert disputed(facts("ACME", [("I1", -1, "5", "EUR")], [told])) == {}


def test_a_payer_disputes_a_branchs_invoice() -> None:
    head = facts("HEAD", [], [talk(-5, "dispute", dispute(("I1", "10"), answer_by=20))], pays_centrally=True)
    branch = facts("WEST", TWO, parent_id="HEAD")
    told = stated(head, branch)
    assert [(one.customer.customer_id, one.disputed.plain()) for one in told.accounts[0].items] == [
        ("WEST", "10.00"),
        ("WEST", "0.00"),
    ]
    assert [one.customer_id for one in told.members] == ["HEAD", "WEST"]


def test_payments_of_the_period_and_no_write_off() -> None:
    paid_in = [
        paid("1", -100, "I1"),
        paid("2", -90, "I1"),
        paid("3", -5, None),
        paid("4", -4, "I1", "reversal"),
        paid("5", -3, "I1", "write_off"),
    ]
    told = stated(facts("ACME", TWO, payments=paid_in))
    assert [one.amount.plain() for one in told.payments] == ["2.00", "3.00", "-4.00"]


def test_agreed_payments_only_if_asked_and_only_what_is_still_to_come() -> None:
    plan = promise("900", 9, "I1", lines=[(-3, "400"), (9, "500")])
    kept = promise("500", -20, "I2")
    one = facts(
        "ACME",
        TWO,
        [talk(-30, "promise", kept), talk(-5, "promise_instalments", plan)],
        payments=[paid("500", -22, "I2"), paid("150", -2, "I1")],
    )
    assert stated(one).agreed == ()
    assert [(each.on, each.amount.plain()) for each in stated(one, promises=True).agreed] == [
        (on(-3), "250.00"),
        (on(9), "500.00"),
    ]


def test_a_promise_that_waits_for_approval_or_is_broken_is_no_agreement() -> None:
    offered = promise("500", 60, "I2", needs_approval=True)
    broken = promise("900", -9, "I1")
    one = facts("ACME", TWO, [talk(-30, "promise", broken), talk(-1, "promise", offered)])
    assert stated(one, promises=True).agreed == ()


AMOUNTS = st.integers(min_value=-50_000, max_value=90_000).filter(bool)
ITEMS = st.lists(st.tuples(st.integers(-900, 60), AMOUNTS, st.sampled_from(["CNY", "EUR"])), max_size=8)
DISPUTES = st.lists(
    st.one_of(
        st.just(dispute(answer_by=9)),
        st.builds(lambda minor: dispute(answer_by=9, amount=str(minor)), st.integers(1, 900)),
        st.builds(
            lambda at, minor: dispute((f"I{at}", str(minor)), answer_by=9), st.integers(0, 8), st.integers(1, 900)
        ),
    ),
    max_size=3,
)


@given(ITEMS, DISPUTES, st.integers(0, 9_000))
def test_nothing_is_lost_and_nothing_is_told_twice(items, disputes, unapplied) -> None:
    """Ages add up to what is owed, balances to what is open less the loose money; no dispute exceeds its item."""
    named = [(f"I{at}", due, str(minor / 100), currency) for at, (due, minor, currency) in enumerate(items)]
    one = facts("ACME", named, [talk(-5, "dispute", each) for each in disputes])
    one = replace(one, unapplied=(money(str(unapplied / 100)),) if unapplied else ())
    told = stated(one)
    assert sum(len(account.items) for account in told.accounts) == len(items)
    for account in told.accounts:
        opened = sum(minor for _due, minor, currency in items if currency == account.currency)
        loose = unapplied if account.currency == "CNY" else 0
        assert sum(amount.minor for _band, amount in account.ageing) == account.owed.minor
        assert account.balance.minor == opened - loose
        assert account.undisputed + account.disputed == account.owed
        assert sum(each.disputed.minor for each in account.items) == account.disputed.minor
        assert all(0 <= each.disputed.minor <= max(0, each.item.open.minor) for each in account.items)
