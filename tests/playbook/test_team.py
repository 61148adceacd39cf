"""A team's own words: checked like those that ship, never able to take those away, and known by their mark."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from collector_tui.domain.card import PLACEHOLDERS, Audience, Playbook, Problem
from collector_tui.playbook.compile import SOURCE
from collector_tui.playbook.load import COMPILED, load_playbook, load_with_team

ROOT = SOURCE.parent.parent
OURS = {"en": "Our own words, {contact}?", "zh": "{contact}，我们自己的话？"}


class Team:
    """A folder of the team's files and the playbook that comes of it."""

    def __init__(self, home: Path) -> None:
        self.folder, self.cache = home / "playbook.d", home / "data" / "cache.json"
        self.folder.mkdir()

    def write(self, name: str, content: object) -> Path:
        file = self.folder / name
        text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        file.write_text(text, encoding="utf-8")
        return file

    def lines(self, name: str, lines_for: str, lines: dict[str, object]) -> Path:
        return self.write(name, {"lines_for": lines_for, "lines": lines})

    @property
    def playbook(self) -> Playbook:
        return load_with_team(self.folder, self.cache)

    @property
    def problem(self) -> str:
        """The first problem, where the playbook is what ships."""
        found = self.playbook
        assert (found.cards, found.openers) == (load_playbook().cards, load_playbook().openers)
        problem, *_ = found.problems
        assert isinstance(problem, Problem)
        return str(problem)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def own_card(**changes: object) -> dict[str, object]:
    content = yaml.safe_load((SOURCE / "cards" / "pay_soon.yaml").read_text(encoding="utf-8"))
    return {**content, "id": "waits_for_audit", "version": 1, **changes}


def test_a_line_of_ours_takes_the_place_of_the_one_that_ships_with_its_variants(team: Team) -> None:
    assert load_playbook().cards["cash_tight"].say.variants
    team.lines("cash.yaml", "cash_tight", {"listen.say": OURS, "propose.instalments": OURS})
    found = team.playbook
    card = found.cards["cash_tight"]
    for segment in ("", "project"):
        assert card.say.for_(Audience(segment, "firm")).en == OURS["en"]
    offer = card.proposal("instalments")
    assert offer is not None
    assert (offer.line.zh, offer.needs) == (OURS["zh"], "authority")
    assert card.ask == load_playbook().cards["cash_tight"].ask
    (file,) = found.team
    assert (file.name, file.card, file.own) == ("cash.yaml", "cash_tight", False)
    assert card.team == file.digest
    assert len(file.digest) == 8
    assert found.cards["pay_soon"].team == ""


def test_a_variant_of_ours_joins_those_that_ship_and_replaces_its_like(team: Team) -> None:
    ours = [{"segment": "retail", **OURS}, {"tone": "firm", **OURS}]
    team.lines("cash.yaml", "cash_tight", {"listen.say": {"variants": ours}})
    say = team.playbook.cards["cash_tight"].say
    shipped = load_playbook().cards["cash_tight"].say
    assert say.en == shipped.en
    assert say.for_(Audience("retail")).en == say.for_(Audience("", "firm")).en == OURS["en"]
    assert say.for_(Audience("project")) == shipped.for_(Audience("project"))


def test_openers_are_ours_to_change_too(team: Team) -> None:
    team.lines("opener.yaml", "opener", {"E.1": OURS, "identity": OURS})
    openers = team.playbook.openers
    assert [line.en for line in openers.lines("E")] == [OURS["en"], OURS["en"]]
    assert openers.team
    assert openers.lines("D")[1:] == load_playbook().openers.lines("D")[1:]


def test_a_card_of_our_own_is_found_and_stands_last(team: Team) -> None:
    team.write("waits_for_audit.yaml", own_card())
    found = team.playbook
    assert list(found.cards) == [*load_playbook().cards, "waits_for_audit"]
    (file,) = found.team
    assert (file.own, found.cards["waits_for_audit"].team) == (True, file.digest)


def test_two_files_on_one_card_leave_both_marks(team: Team) -> None:
    team.lines("a.yaml", "cash_tight", {"listen.say": OURS})
    team.lines("b.yaml", "cash_tight", {"close": OURS})
    found = team.playbook
    assert found.cards["cash_tight"].team == "+".join(file.digest for file in found.team)


FAULTS: dict[str, tuple[object, str]] = {
    "a key nobody knows": (
        {"lines_for": "cash_tight", "lines": {"close": OURS}, "line": {}},
        "x.yaml: line: this key is not known; did you mean 'lines'?",
    ),
    "a line nobody knows": (
        {"lines_for": "cash_tight", "lines": {"listen.sya": OURS}},
        "x.yaml: lines.listen.sya: this key is not known; did you mean 'listen.say'?",
    ),
    "a card nobody knows": (
        {"lines_for": "cash_tigth", "lines": {"close": OURS}},
        "x.yaml: lines_for: no card that ships is called cash_tigth; did you mean 'cash_tight'?",
    ),
    "one language only": (
        {"lines_for": "cash_tight", "lines": {"close": {"en": "Yes?"}}},
        "x.yaml: lines.close: expected both languages, en and zh",
    ),
    "nothing at all": ({"lines_for": "cash_tight", "lines": {"close": {}}}, "x.yaml: lines.close: expected en and zh"),
    "other placeholders in Chinese": (
        {"lines_for": "cash_tight", "lines": {"close": {"en": "{part}?", "zh": "{rest}？"}}},
        "x.yaml: lines.close: expected the same placeholders in en and zh, in one only: part, rest",
    ),
    "a placeholder nobody fills": (
        {"lines_for": "cash_tight", "lines": {"close": {"en": "{date}?", "zh": "{date}？"}}},
        "x.yaml: lines.close.en: unknown placeholder {date}; allowed are ",
    ),
    "a line too long": (
        {"lines_for": "cash_tight", "lines": {"close": {"en": "x" * 161, "zh": "长"}}},
        "x.yaml: lines.close: en: expected at most 160 characters, found 161",
    ),
    "a text that is none": (
        {"lines_for": "cash_tight", "lines": {"close": {"en": 7, "zh": "七"}}},
        "x.yaml: lines.close.en: expected a text",
    ),
    "a word of the debt before anybody knows who is on the phone": (
        {"lines_for": "opener", "lines": {"identity": {"en": "{contact}? {total}!", "zh": "{contact}？{total}！"}}},
        "x.yaml: lines.identity: expected who we are and no word of the debt, found {total}",
    ),
    "no YAML": ("lines_for: [", "x.yaml: -: expected a readable YAML file: "),
    "a key twice": (
        "lines_for: cash_tight\nlines_for: pay_soon\n",
        "x.yaml: -: expected a readable YAML file: 'lines_for' stands twice",
    ),
    "an empty file": ("", "x.yaml: -: expected keys with values"),
    "a list": ("- a\n", "x.yaml: -: expected keys with values"),
    "a bottomless file": ("[" * 5000, "x.yaml: -: expected a readable YAML file: "),
    "a card by another name than its file's": (
        own_card(),
        "x.yaml: id: expected the file's name x, found waits_for_audit",
    ),
    "a card that ships": (own_card(id="pay_soon"), "x.yaml: id: a card of this name ships with the program"),
    "a card with an unknown tactic": (
        own_card(id="x", tactic="stal"),
        "x.yaml: tactic: expected a code of common.yaml's tactics, found stal; did you mean 'stall'?",
    ),
    "a card that gives what is not ours to give": (
        own_card(id="x", propose=[{"type": "third_party", "say": OURS}]),
        "x.yaml: propose.1: expected needs: authority, for third_party",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), FAULTS.values(), ids=FAULTS)
def test_a_file_with_a_fault_says_where_and_leaves_the_playbook_as_it_ships(
    team: Team, content: object, said: str
) -> None:
    team.write("x.yaml", content)
    found = team.problem
    assert found.startswith(said), found


def test_a_file_with_a_fault_leaves_the_others_in_use(team: Team) -> None:
    team.lines("a.yaml", "cash_tight", {"close": OURS, "listen.nothing": OURS})
    team.lines("b.yaml", "cash_tight", {"close": OURS})
    found = team.playbook
    assert [file.name for file in found.team] == ["b.yaml"]
    assert {problem.file for problem in found.problems} == {"a.yaml"}
    assert found.cards["cash_tight"].close.en == OURS["en"]


def test_a_line_changed_twice_is_a_fault_of_the_second_file(team: Team) -> None:
    team.lines("a.yaml", "cash_tight", {"close": OURS})
    team.lines("b.yaml", "cash_tight", {"close": OURS})
    (problem,) = team.playbook.problems
    assert str(problem) == "b.yaml: lines.close: this line is changed by a.yaml already"


def test_a_file_that_cannot_be_read_is_told_like_an_empty_one(team: Team) -> None:
    (team.folder / "dir.yaml").mkdir()
    assert team.problem.startswith("dir.yaml: -: ")


def loaded_after(team: Team) -> str:
    code = (
        "import sys; from pathlib import Path; from collector_tui.playbook.load import load_with_team\n"
        f"book = load_with_team(Path({str(team.folder)!r}), Path({str(team.cache)!r}))\n"
        "print(book.cards['cash_tight'].close.en[:3], sorted({'yaml', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_nothing_heavy_is_loaded_without_files_nor_again_for_the_same_files(team: Team) -> None:
    assert loaded_after(team) == "How []"
    assert not team.cache.exists()
    team.lines("a.yaml", "cash_tight", {"close": OURS})
    assert loaded_after(team) == "Our ['pydantic', 'yaml']"
    assert loaded_after(team) == "Our []"
    team.lines("a.yaml", "cash_tight", {"listen.say": OURS})
    assert loaded_after(team) == "How ['pydantic', 'yaml']"


def test_what_was_made_of_the_files_is_the_same_from_the_cache(team: Team) -> None:
    team.write("waits_for_audit.yaml", own_card())
    team.lines("a.yaml", "opener", {"E.1": OURS})
    team.write("broken.yaml", "lines_for: [")
    assert team.playbook == team.playbook
    assert json.loads(team.cache.read_text(encoding="utf-8"))["problems"]


@pytest.mark.parametrize("kept", [b"", b"{}", b"[]", b"\xff", b'{"fingerprint": 7}'])
def test_a_cache_that_is_damaged_is_made_again(team: Team, kept: bytes) -> None:
    team.lines("a.yaml", "cash_tight", {"close": OURS})
    fresh = team.playbook
    team.cache.write_bytes(kept)
    assert team.playbook == fresh
    assert team.cache.read_bytes() != kept


def test_a_cache_that_cannot_be_written_costs_time_only(team: Team) -> None:
    team.lines("a.yaml", "cash_tight", {"close": OURS})
    team.cache.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert team.playbook.cards["cash_tight"].close.en == OURS["en"]


def test_another_playbook_that_ships_makes_the_cache_old(team: Team, tmp_path: Path) -> None:
    team.lines("a.yaml", "cash_tight", {"close": OURS})
    assert team.playbook.cards["pay_soon"].version == 2
    content = json.loads(COMPILED.read_text(encoding="utf-8"))
    content["cards"]["pay_soon"]["version"] = 9
    newer = tmp_path / "compiled.json"
    newer.write_text(json.dumps(content), encoding="utf-8")
    assert load_with_team(team.folder, team.cache, newer).cards["pay_soon"].version == 9


def test_the_file_that_the_documentation_shows_can_be_used(team: Team) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    team.write("shown.yaml", shown)
    found = team.playbook
    assert [file.name for file in found.team] == ["shown.yaml"]
    assert found.cards["cash_tight"].say.en == "Thank you for telling me. What can be done this week?"
    told = page[page.index("placeholders; of those there are:") :].split("\n")[0]
    assert re.findall(r"`\{(\w+)\}`", told) == list(PLACEHOLDERS)
