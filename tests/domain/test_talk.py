"""The talk: one step at a time, a clear no before the next proposal, and nothing said is ever lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.card import Openers, Variant
from collector_tui.domain.journal.codec import decode, encode
from collector_tui.domain.journal.entries import Contact
from collector_tui.domain.talk import (
    BAD_FAITH,
    BLANK,
    Audience,
    Card,
    Family,
    Line,
    Opened,
    Playbook,
    Proposal,
    Reason,
    Stage,
    Talk,
    TalkError,
    fill,
    from_trail,
    marked,
    talk_so_far,
    trail,
)
from collector_tui.domain.talk_errors import (
    CardUnknown,
    CauseNeedsSupervisor,
    LineNotOnCard,
    NoEarlierStep,
    NoFurtherStep,
    NoReasonYet,
    NoSuchProposal,
    NotAtClose,
    NotAtPropose,
    ProposalLocked,
    ProposalNotOpen,
    TalkIsClosed,
    TrailUnreadable,
)


def openers(**by_code: int) -> Openers:
    """Openers with so many lines for each code."""
    lines = {code: tuple(line(f"opener.{code}.{at}") for at in range(1, count + 1)) for code, count in by_code.items()}
    return Openers(2, line("opener.identity"), line("opener.thanks"), lines, team="aa")


def line(key: str) -> Line:
    return Line(key, f"say {key}", f"说 {key}")


def card(sketch: str) -> Card:
    """A card from "id | proposal, proposal!": a proposal with a bang needs authority."""
    card_id, _, offers = (part.strip() for part in sketch.partition("|"))
    names = [offer.strip() for offer in offers.split(",")]
    return Card(
        id=card_id,
        version=3,
        label=line("label"),
        pretext="money",
        cause="cash_chain",
        cause_also=(),
        tactic="plead",
        outcome="cash_flow",
        recognise=(line("recognise.1"),),
        say=line("listen.say"),
        ask=(line("listen.ask.1"), line("listen.ask.2")),
        paraphrase=line("understand.paraphrase"),
        clarify=(line("understand.clarify.1"),),
        proposals=tuple(
            Proposal(name.strip("!"), line(f"propose.{name.strip('!')}"), "authority" if "!" in name else "")
            for name in names
        ),
        close=line("close"),
        if_refused=Proposal("escalate", line("if_refused")),
        do_not=(line("do_not.1"),),
        evidence=("invoice",),
        law=(),
        no_promise_days=3,
        after_promise_days=1,
        find=(),
        pinyin=(),
    )


TIGHT = card("cash_tight | full_now, part_now, instalments!, written_ack")
SLUMP = card("trading_slump | instalments!, security!")
LATE = card("pay_soon | full_now, dated_promise")
PLAYBOOK = Playbook(
    cards={each.id: each for each in (TIGHT, SLUMP, LATE)},
    families=(Family("money", "3", line("money")),),
    openers=openers(B=1, E=1),
    confirm=line("confirm"),
    stages={},
    rules={},
    do_not=(),
    notes={},
    causes={},
    tactics={},
    proposal_types={},
    evidence_types={},
    law={},
)


def proposing(chosen: Card = TIGHT) -> Talk:
    return Talk().choose(chosen).forward().forward()


def on_table(talk: Talk) -> str | None:
    assert talk.reason is not None
    return talk.reason.offer.type if talk.reason.offer else None


def test_a_talk_opens_before_any_card_and_ends_at_close() -> None:
    talk = Talk()
    assert talk.stage is Stage.OPENER
    stages = []
    talk = talk.choose(TIGHT)
    for _ in range(3):
        stages.append(talk.stage)
        talk = talk.forward()
    assert [*stages, talk.stage] == [Stage.LISTEN, Stage.UNDERSTAND, Stage.PROPOSE, Stage.CLOSE]
    assert talk.close().closed


def test_each_step_shows_its_own_lines() -> None:
    talk, shown = Talk(), []
    shown.append(talk.lines(PLAYBOOK))
    talk = talk.choose(TIGHT)
    for _ in range(3):
        shown.append(talk.lines(PLAYBOOK))
        talk = talk.forward()
    shown.append(talk.lines(PLAYBOOK))
    assert [[said.key for said in lines] for lines in shown] == [
        ["opener.identity", "opener.E.1"],
        ["listen.say", "listen.ask.1", "listen.ask.2"],
        ["understand.paraphrase", "understand.clarify.1"],
        ["propose.full_now"],
        ["close", "confirm"],
    ]


def test_the_next_proposal_opens_only_after_a_clear_no() -> None:
    talk = proposing()
    assert on_table(talk) == "full_now"
    with pytest.raises(ProposalNotOpen):
        talk.accept("part_now")
    assert on_table(talk.refuse()) == "part_now"


def test_an_accepted_proposal_keeps_the_next_one_shut() -> None:
    talk = proposing().accept()
    assert on_table(talk) == "full_now"
    with pytest.raises(ProposalNotOpen):
        talk.refuse("part_now")


def test_a_proposal_that_needs_authority_is_passed_over_until_it_is_granted() -> None:
    talk = proposing().refuse().refuse()
    assert on_table(talk) == "written_ack"
    with pytest.raises(ProposalLocked):
        talk.accept("instalments")
    granted = talk.grant("instalments", by="Mo")
    assert on_table(granted) == "instalments"
    assert granted.grant("instalments", by="Zed") == granted
    assert trail(granted.accept())["reasons"][0]["granted"] == [{"proposal": "instalments", "by": "Mo"}]  # type: ignore[index]


def test_when_all_was_refused_the_card_says_what_to_do_next() -> None:
    talk = proposing(LATE).refuse().refuse()
    assert on_table(talk) is None
    assert talk.lines(PLAYBOOK) == (LATE.if_refused.line,)
    with pytest.raises(NoSuchProposal):
        talk.accept()
    assert talk.forward().stage is Stage.CLOSE


def test_a_card_with_locked_proposals_only_has_nothing_on_the_table() -> None:
    assert on_table(proposing(SLUMP)) is None


def test_a_customer_may_come_back_to_what_they_refused_and_the_no_stays_on_record() -> None:
    talk = proposing().refuse().accept("full_now")
    assert on_table(talk) == "full_now"
    assert trail(talk)["reasons"][0]["proposals"] == [  # type: ignore[index]
        {"proposal": "full_now", "answer": "refused"},
        {"proposal": "full_now", "answer": "accepted"},
    ]


def test_another_reason_starts_another_card_and_the_first_goes_on_where_it_was() -> None:
    talk = proposing().refuse().choose(LATE)
    assert (talk.stage, len(talk.reasons)) == (Stage.LISTEN, 2)
    again = talk.choose(TIGHT)
    assert (again.stage, on_table(again), len(again.reasons)) == (Stage.PROPOSE, "part_now", 2)


def test_words_are_kept_step_by_step() -> None:
    talk = Talk().note("call me after lunch").choose(TIGHT).note("no money").forward().note("bank said no")
    assert talk.back().words == "no money"
    assert talk.back().forward().words == "bank said no"
    assert talk.opener_words == "call me after lunch"
    assert talk.note("bank said no, again").words == "bank said no, again"
    assert trail(talk.note(""))["reasons"][0]["words"] == {"listen": "no money"}  # type: ignore[index]


def test_bad_faith_is_a_supervisors_word() -> None:
    talk = Talk().choose(TIGHT)
    assert talk.reason is not None
    assert talk.reason.cause == "unknown"
    with pytest.raises(CauseNeedsSupervisor):
        talk.name_cause(BAD_FAITH)
    named = talk.name_cause(BAD_FAITH, by="Ms Boss").reason
    assert named is not None
    assert (named.cause, named.cause_by) == (BAD_FAITH, "Ms Boss")
    other = talk.name_cause(BAD_FAITH, by="Ms Boss").name_cause("cash_chain").reason
    assert other is not None
    assert (other.cause, other.cause_by) == ("cash_chain", "")


def marks(record: dict[str, object]) -> list[tuple[str, str]]:
    return [(mark["line"], mark["mark"]) for mark in record["marks"]]  # type: ignore[attr-defined]


def test_marks_stay_on_record_and_a_later_one_counts() -> None:
    talk = Talk().mark(line("opener.E.1"), worked=True).choose(TIGHT)
    asked = talk.mark(TIGHT.ask[0], worked=False).mark(TIGHT.ask[0], worked=False).mark(TIGHT.ask[0], worked=True)
    assert marked(asked.marks, "listen.ask.1") is True
    assert marked(asked.marks, "listen.ask.2") is None
    record = trail(asked)
    assert marks(record["opener"]) == [("opener.E.1", "worked")]  # type: ignore[arg-type]
    assert marks(record["reasons"][0]) == [("listen.ask.1", "failed"), ("listen.ask.1", "worked")]  # type: ignore[index]


def test_the_variant_that_was_said_is_the_one_that_is_marked() -> None:
    said = replace(TIGHT.say, variants=(Variant("project", "", "p", "工"), Variant("", "firm", "f", "硬")))
    varied = replace(TIGHT, say=said)
    talk = Talk(Opened(audience=Audience("project", "firm"))).choose(varied)
    spoken = talk.can_mark(PLAYBOOK)[0]
    assert (spoken.key, spoken.en) == ("listen.say~project", "p")
    assert marks(trail(talk.mark(spoken, worked=True))["reasons"][0]) == [  # type: ignore[index]
        ("listen.say~project", "worked")
    ]
    with pytest.raises(LineNotOnCard):
        talk.mark(Line("listen.say~retail", "r", "超"), worked=True)


@pytest.mark.parametrize(
    ("segment", "tone", "key"),
    [
        ("", "", "close"),
        ("trade", "gentle", "close"),
        ("project", "", "close~project"),
        ("project", "gentle", "close~project"),
        ("project", "firm", "close~project.firm"),
        ("trade", "firm", "close~firm"),
    ],
)
def test_the_closest_variant_is_picked_segment_before_tone(segment: str, tone: str, key: str) -> None:
    kinds = [("project", ""), ("", "firm"), ("project", "firm")]
    said = Line("close", "c", "收", tuple(Variant(*kind, "v", "变") for kind in kinds))
    picked = said.for_(Audience(segment, tone))
    assert picked.key == key
    assert picked in said.voices()
    assert picked.for_(Audience(segment, tone)) == picked


def test_an_opener_says_who_we_are_first_then_thanks_then_what_the_place_on_the_list_asks() -> None:
    def keys(code: str, *, thanks: bool) -> list[str]:
        return [one.key for one in Talk(Opened(code, thanks)).lines(PLAYBOOK)]

    assert keys("B", thanks=True) == ["opener.identity", "opener.thanks", "opener.B.1"]
    assert keys("B", thanks=False) == ["opener.identity", "opener.B.1"]
    assert keys("?", thanks=False) == ["opener.identity", "opener.E.1"]


def test_a_talk_has_begun_once_something_was_said_and_not_by_how_it_would_open() -> None:
    opened = Talk(Opened("B", thanks=True, audience=Audience("project")))
    assert not opened.begun
    assert not opened.in_words_of(PLAYBOOK).begun
    assert opened.note("hello").begun
    assert opened.choose(TIGHT).begun
    assert opened.mark(line("opener.identity"), worked=True).begun


def test_after_an_answer_the_line_that_was_answered_can_still_be_marked() -> None:
    talk = proposing().refuse()
    assert [one.key for one in talk.can_mark(PLAYBOOK)] == ["propose.part_now", "propose.full_now"]
    assert [one.key for one in talk.forward().can_mark(PLAYBOOK)] == ["close"]


def test_a_trail_tells_how_it_was_opened_and_whose_words_were_used() -> None:
    ours = replace(TIGHT, team="0a1b2c3d")
    talk = Talk(Opened("C", thanks=True, audience=Audience("retail", "firm"))).in_words_of(PLAYBOOK).choose(ours)
    record = trail(talk)
    assert record["opener"] == {
        "opener": "C",
        "thanks": True,
        "segment": "retail",
        "tone": "firm",
        "version": 2,
        "team": "aa",
        "words": "",
        "marks": [],
    }
    (reason,) = record["reasons"]  # type: ignore[misc]
    assert (reason["card_version"], reason["team"]) == (3, "0a1b2c3d")


def test_a_trail_of_the_first_version_is_still_read() -> None:
    old = {
        "version": 1,
        "opener": {"words": "yes?", "failed_lines": ["opener.2"]},
        "reasons": [
            {
                "card": "cash_tight",
                "card_version": 1,
                "stage": "propose",
                "stages": ["listen", "understand", "propose"],
                "cause": "unknown",
                "words": {"listen": "no money"},
                "proposals": [{"proposal": "full_now", "answer": "refused"}],
                "granted": [{"proposal": "instalments", "by": "Mo"}],
                "failed_lines": ["listen.say"],
            }
        ],
        "current": 0,
        "closed": False,
    }
    talk = from_trail(old, PLAYBOOK)
    assert talk.opener_words == "yes?"
    assert marked(talk.opener_marks, "opener.2") is False
    assert talk.reason is not None
    assert (talk.reason.version, marked(talk.marks, "listen.say"), on_table(talk)) == (1, False, "part_now")
    assert from_trail(trail(talk), PLAYBOOK) == talk


@pytest.mark.parametrize(
    ("begun", "act", "why"),
    [
        (Talk(), Talk.forward, NoReasonYet),
        (Talk(), Talk.accept, NoReasonYet),
        (Talk(), Talk.back, NoEarlierStep),
        (Talk(), lambda talk: talk.name_cause("dispute"), NoReasonYet),
        (Talk(), lambda talk: talk.mark(line("close"), worked=False), LineNotOnCard),
        (Talk().choose(TIGHT), Talk.back, NoEarlierStep),
        (Talk().choose(TIGHT), Talk.refuse, NotAtPropose),
        (Talk().choose(TIGHT), Talk.close, NotAtClose),
        (Talk().choose(TIGHT), lambda talk: talk.mark(line("opener.E.1"), worked=False), LineNotOnCard),
        (proposing(), lambda talk: talk.accept("security"), NoSuchProposal),
        (proposing(), lambda talk: talk.grant("security", by="Mo"), NoSuchProposal),
        (proposing().forward(), Talk.forward, NoFurtherStep),
        (proposing().forward().close(), lambda talk: talk.choose(LATE), TalkIsClosed),
        (Talk().close(), lambda talk: talk.note("late words"), TalkIsClosed),
        (Talk().close(), Talk.back, TalkIsClosed),
        (Talk().close(), Talk.close, TalkIsClosed),
    ],
)
def test_an_act_out_of_its_place_says_why(begun: Talk, act: Callable[[Talk], Talk], why: type[TalkError]) -> None:
    with pytest.raises(why) as refusal:
        act(begun)
    assert str(refusal.value).endswith(".")


def test_a_trail_names_card_version_steps_answers_and_words() -> None:
    talk = Talk().note("yes?").choose(TIGHT).note("no money").forward().forward().refuse().forward().close()
    assert trail(talk) == {
        "version": 2,
        "opener": {
            "opener": "E",
            "thanks": False,
            "segment": "",
            "tone": "",
            "version": 0,
            "team": "",
            "words": "yes?",
            "marks": [],
        },
        "reasons": [
            {
                "card": "cash_tight",
                "card_version": 3,
                "team": "",
                "stage": "close",
                "stages": ["listen", "understand", "propose", "close"],
                "cause": "unknown",
                "cause_by": "",
                "words": {"listen": "no money"},
                "proposals": [{"proposal": "full_now", "answer": "refused"}],
                "granted": [],
                "marks": [],
            }
        ],
        "current": 0,
        "closed": True,
    }


def test_a_draft_made_on_an_older_card_keeps_the_version_it_was_spoken_from() -> None:
    record = trail(proposing().refuse())
    record["reasons"][0]["card_version"] = 2  # type: ignore[index]
    assert trail(from_trail(record, PLAYBOOK)) == record


def test_a_record_of_a_card_that_is_gone_names_the_card() -> None:
    record = trail(Talk().choose(card("retired | full_now")))
    with pytest.raises(CardUnknown, match="'retired'"):
        from_trail(record, PLAYBOOK)


def test_no_record_is_a_talk_that_has_not_begun() -> None:
    assert from_trail({}, PLAYBOOK) == Talk()


def test_a_call_that_was_broken_off_goes_on_as_it_was_opened() -> None:
    now, then = Opened("E"), Opened("C", thanks=True, audience=Audience("retail"))
    begun = Talk(then).in_words_of(PLAYBOOK).choose(TIGHT).note("no money")
    assert talk_so_far(trail(begun), PLAYBOOK, now) == begun
    assert talk_so_far(trail(begun), PLAYBOOK, now).in_words_of(PLAYBOOK) == begun
    assert talk_so_far({}, PLAYBOOK, now) == Talk(now)
    gone = Talk(then).note("hello").choose(card("retired | full_now")).note("no money")
    assert talk_so_far(trail(gone), PLAYBOOK, now) == Talk(now, opener_words="hello / no money")
    assert talk_so_far(trail(begun), None, now) == Talk(now, opener_words="no money")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("version",), 3),
        (("opener", "thanks"), "yes"),
        (("reasons", 0, "marks"), [{"line": "close", "mark": "perhaps"}]),
        (("opener",), "words"),
        (("opener", "words"), None),
        (("current",), 1),
        (("current",), -1),
        (("current",), True),
        (("closed",), "no"),
        (("reasons",), {}),
        (("reasons", 0, "card"), 7),
        (("reasons", 0, "card_version"), "1"),
        (("reasons", 0, "stage"), "opener"),
        (("reasons", 0, "stage"), "close"),
        (("reasons", 0, "stages"), []),
        (("reasons", 0, "stages"), ["listen", "propose"]),
        (("reasons", 0, "proposals"), [{"proposal": "full_now", "answer": "perhaps"}]),
        (("reasons", 0, "words"), {"lunch": "soup"}),
    ],
)
def test_a_damaged_record_is_refused_whole(place: tuple[str | int, ...], value: object) -> None:
    record = json.loads(json.dumps(trail(proposing().note("hm").refuse())))
    *outer, last = place
    inner = record
    for step in outer:
        inner = inner[step]
    inner[last] = value
    with pytest.raises(TrailUnreadable):
        from_trail(record, PLAYBOOK)


def test_a_line_is_filled_from_facts_and_nothing_is_made_up() -> None:
    said = Line("close", "{pay_amount} on {pay_date} by {method}?", "{pay_date}以{method}付{pay_amount}？")
    facts = {"pay_amount": "CNY 5.00", "method": " "}
    assert fill(said, facts, "en") == f"CNY 5.00 on {BLANK} by {BLANK}?"
    assert fill(said, facts, "zh_Hans") == f"{BLANK}以{BLANK}付CNY 5.00？"


def test_braces_inside_a_fact_are_only_text() -> None:
    assert fill(Line("x", "{contact}!", "{contact}！"), {"contact": "{me} [/b]", "me": "Ann"}, "en") == "{me} [/b]!"


# The laws: any sequence of acts, those refused leaving the talk as it was.

WORDS = st.sampled_from(["no money", "钱紧", "[/bold] \x1b]0;x\x07 \u202e", ""])
KINDS = st.sampled_from(["full_now", "part_now", "instalments", "written_ack", "security"])
ANSWERS = st.one_of(
    st.tuples(st.just("refuse")),
    st.tuples(st.sampled_from(["accept", "refuse"]), KINDS),
    st.tuples(st.just("grant"), st.sampled_from(["instalments", "security", "full_now"]), st.just("Mo")),
)
ACTS = st.one_of(
    st.tuples(st.just("forward")),
    st.tuples(st.just("back")),
    st.tuples(st.just("note"), WORDS),
    st.tuples(st.just("choose"), st.sampled_from([TIGHT, SLUMP, LATE])),
    st.tuples(st.just("name_cause"), st.sampled_from(["cash_chain", "bad_faith"]), st.sampled_from(["", "Mo"])),
    st.tuples(st.sampled_from(["failed", "worked"]), st.sampled_from([line("opener.E.1"), *TIGHT.spoken()])),
    ANSWERS,
)
BEGINNINGS = st.sampled_from([Talk(), Talk().choose(TIGHT), proposing(), proposing(SLUMP)])


def done(talk: Talk, name: str, *facts: object) -> Talk:
    """Return the talk after an act; marks are told by their word."""
    if name in {"failed", "worked"}:
        return talk.mark(*facts, worked=name == "worked")  # type: ignore[arg-type]
    after: Talk = getattr(talk, name)(*facts)
    return after


@st.composite
def histories(
    draw: st.DrawFn,
    acts: st.SearchStrategy[tuple[object, ...]] = ACTS,
    begun: st.SearchStrategy[Talk] = BEGINNINGS,
) -> list[tuple[str, Talk]]:
    """Each talk on the way, with the act that led to it; acts not allowed are left out."""
    way = [("", draw(begun))]
    for name, *facts in draw(st.lists(acts, min_size=5, max_size=30)):
        with suppress(TalkError):
            way.append((str(name), done(way[-1][1], str(name), *facts)))
    return way


PROPOSING = histories(ANSWERS, st.sampled_from([proposing(), proposing(SLUMP)]))


def steps(way: list[tuple[str, Talk]]) -> list[tuple[str, Talk, Talk]]:
    return [(act, before, after) for (_, before), (act, after) in pairwise(way)]


def all_words(talk: Talk) -> dict[tuple[str, str], str]:
    said = {(each.card.id, stage.value): words for each in talk.reasons for stage, words in each.words}
    return {("", "opener"): talk.opener_words, **said}


@given(histories())
def test_what_is_on_the_trail_stays_on_it(way: list[tuple[str, Talk]]) -> None:
    for _, before, after in steps(way):
        assert after.opener_marks[: len(before.opener_marks)] == before.opener_marks
        assert len(after.reasons) >= len(before.reasons)
        for old, new in zip(before.reasons, after.reasons, strict=False):
            assert (new.card, new.version) == (old.card, old.version)
            for kept in (
                lambda reason: reason.stages,
                lambda reason: reason.answers,
                lambda reason: reason.grants,
                lambda reason: reason.marks,
            ):
                assert kept(new)[: len(kept(old))] == kept(old)


@given(histories())
def test_only_typing_changes_words_and_only_those_of_this_step(way: list[tuple[str, Talk]]) -> None:
    for act, before, after in steps(way):
        if act != "note":
            assert all_words(after) == all_words(before)
        elif before.reason is not None:
            here = (before.reason.card.id, before.stage.value)
            changed = dict(all_words(before).items() ^ all_words(after).items())
            assert set(changed) <= {here}


def opened_early(reason: Reason, answered: str) -> bool:
    """Was this proposal answered although one before it, not locked, had no clear no?"""
    kinds = [proposal.type for proposal in reason.card.proposals]
    earlier = reason.card.proposals[: kinds.index(answered)]
    return any(reason.answer(each.type) is not False for each in earlier if not reason.locked(each))


@given(PROPOSING)
def test_no_proposal_is_answered_for_the_first_time_before_a_no_to_all_before_it(
    way: list[tuple[str, Talk]],
) -> None:
    for act, before, after in steps(way):
        if act in {"accept", "refuse"} and before.reason and after.reason:
            answered = after.reason.answers[-1].proposal
            if before.reason.answer(answered) is None:
                assert not opened_early(before.reason, answered)


@given(PROPOSING)
def test_nothing_locked_is_ever_answered(way: list[tuple[str, Talk]]) -> None:
    for _, talk in way:
        for reason in talk.reasons:
            granted = {grant.proposal for grant in reason.grants}
            needing = {proposal.type for proposal in reason.card.proposals if proposal.needs}
            assert {answer.proposal for answer in reason.answers} & needing <= granted


@given(histories(), st.booleans())
def test_a_talk_comes_back_from_its_trail_through_the_journal(way: list[tuple[str, Talk]], closing: bool) -> None:
    talk = way[-1][1]
    if closing and talk.stage is Stage.CLOSE:
        talk = talk.close()
    stored = json.loads(json.dumps(encode(Contact(outcome="cash_flow", trail=trail(talk)))))
    entry = decode("contact", stored)
    assert isinstance(entry, Contact)
    assert from_trail(entry.trail, PLAYBOOK) == talk


@given(histories())
def test_a_step_forward_and_back_is_no_step(way: list[tuple[str, Talk]]) -> None:
    talk = way[-1][1]
    if talk.stage not in (Stage.OPENER, Stage.CLOSE):
        there_and_back = talk.forward().back()
        assert (there_and_back.stage, all_words(there_and_back)) == (talk.stage, all_words(talk))


def test_once_all_is_paid_now_only_the_read_back_is_left() -> None:
    talk = Talk().choose(card("tight | full_now, plan")).forward().forward()
    assert [one.key for one in talk.refuse().accept().forward().lines(PLAYBOOK)] == ["close", "confirm"]
    paid = talk.accept().forward()
    assert [one.key for one in paid.lines(PLAYBOOK)] == ["confirm"]
    assert paid.can_mark(PLAYBOOK) == ()
