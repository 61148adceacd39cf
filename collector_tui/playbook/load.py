"""The compiled playbook as the domain's values. Standard library only: a card costs nothing to have at start."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from collector_tui.domain.card import (
    Card,
    Family,
    LawHook,
    Line,
    Openers,
    Playbook,
    Problem,
    Proposal,
    TeamFile,
    Variant,
)
from collector_tui.domain.errors import CollectorError, ExitCode, N_

FORMAT: Final = 2
COMPILED: Final = Path(__file__).with_name("compiled.json")
_Json = dict[str, Any]


class PlaybookNotCompiled(CollectorError):
    """The compiled playbook is missing, damaged, or of another version of the program. `path` is where it belongs."""

    template = N_(
        "The playbook {path} is missing or was made by another version. Your book is not affected. "
        "Install the program again, or in a checkout run: python -m collector_tui.playbook.compile"
    )
    exit_code = ExitCode.FAULT


def load_playbook(path: Path = COMPILED) -> Playbook:
    """Return the playbook; raise PlaybookNotCompiled when its compiled file cannot be used."""
    return playbook_of(_bytes(path), path)


def load_with_team(folder: Path, cache: Path, path: Path = COMPILED) -> Playbook:
    """Return the playbook with a team's own words from `folder`/*.yaml; without such files it is as it ships.

    A file with a fault is left out and told in `problems`. Checking needs heavy libraries, so what came of it is kept
    in `cache` for as long as no byte of the files, or of the playbook that ships, changes. A cache that cannot be
    written costs time only.
    """
    files = _team_files(folder)
    if not files:
        return load_playbook(path)
    shipped = _bytes(path)
    mark = _fingerprint(shipped, files)
    kept = _kept(cache, mark)
    if kept is None:
        kept = _merged(shipped, path, files)
        _keep(cache, {"fingerprint": mark, **kept})
    return _with_team(kept, path)


def playbook_of(compiled: bytes, path: Path) -> Playbook:
    """Return the playbook of a compiled file's bytes; `path` is for the error."""
    content = _content(compiled, path)
    return _checked(content, path)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise PlaybookNotCompiled(path=path) from None


def _content(compiled: bytes, path: Path) -> _Json:
    try:
        content = json.loads(compiled)
        if content["format"] != FORMAT:
            raise PlaybookNotCompiled(path=path)
    except (ValueError, KeyError, TypeError):
        raise PlaybookNotCompiled(path=path) from None
    return dict(content)


def _checked(content: _Json, path: Path) -> Playbook:
    try:
        return _playbook(content["common"], content["cards"])
    except (ValueError, KeyError, TypeError):
        raise PlaybookNotCompiled(path=path) from None


def _team_files(folder: Path) -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each team file; of one that cannot be read, no bytes: the check says so."""
    found = []
    for file in sorted(folder.glob("*.y*ml")):
        try:
            found.append((file.name, file.read_bytes()))
        except OSError:
            found.append((file.name, b""))
    return found


def _fingerprint(shipped: bytes, files: list[tuple[str, bytes]]) -> str:
    whole = sha256(b"%d " % FORMAT + sha256(shipped).digest())
    for name, content in files:
        whole.update(sha256(name.encode()).digest() + sha256(content).digest())
    return whole.hexdigest()


def _kept(cache: Path, mark: str) -> _Json | None:
    try:
        kept = json.loads(cache.read_bytes())
        return dict(kept) if kept["fingerprint"] == mark else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _merged(shipped: bytes, path: Path, files: list[tuple[str, bytes]]) -> _Json:
    from collector_tui.playbook.team import with_team

    return with_team(_content(shipped, path), files)


def _keep(cache: Path, kept: _Json) -> None:
    beside = cache.with_name(f"{cache.name}.{os.getpid()}")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        beside.replace(cache)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _with_team(kept: _Json, path: Path) -> Playbook:
    return replace(
        _checked(kept, path),
        team=tuple(TeamFile(**raw) for raw in kept["files"]),
        problems=tuple(Problem(**raw) for raw in kept["problems"]),
    )


def _playbook(common: _Json, cards: _Json) -> Playbook:
    method: _Json = common["method"]
    return Playbook(
        cards={card_id: _card(cards[card_id]) for card_id in common["order"]},
        families=tuple(Family(code, raw["key"], _line(code, raw)) for code, raw in common["pretexts"].items()),
        openers=_openers(common["openers"]),
        confirm=_line("confirm", common["confirm"]),
        confirmation=_words(common["confirmation"]["lines"]),
        methods=_words(common["confirmation"]["methods"]),
        stages={stage: _line(stage, raw["label"]) for stage, raw in method.items()},
        rules={stage: _line(stage, raw["rule"]) for stage, raw in method.items()},
        do_not=_lines("do_not", common["do_not"]),
        notes=_words(common["notes"]),
        causes=_words(common["cause_classes"]),
        tactics=_words(common["tactics"]),
        proposal_types=_words(common["proposal_types"]),
        evidence_types=_words(common["evidence_types"]),
        law={code: _law(code, raw) for code, raw in common["law_hooks"].items()},
    )


def _openers(raw: _Json) -> Openers:
    return Openers(
        version=raw["version"],
        identity=_line("opener.identity", raw["identity"]),
        thanks=_line("opener.thanks", raw["thanks"]),
        by_code={code: _lines(f"opener.{code}", lines) for code, lines in raw["by_code"].items()},
        team=raw.get("team", ""),
    )


def _law(code: str, raw: _Json) -> LawHook:
    return LawHook(
        code=code,
        jurisdiction=raw["jurisdiction"],
        line=_line(code, raw),
        payer=tuple(raw["payer"]),
        payee=tuple(raw["payee"]),
        source=raw["source"],
        seen=raw["seen"],
        checked=date.fromisoformat(raw["checked"]),
    )


def _card(raw: _Json) -> Card:
    return Card(
        id=raw["id"],
        version=raw["version"],
        label=_line("label", raw["label"]),
        pretext=raw["pretext"],
        cause=raw["cause"],
        cause_also=tuple(raw["cause_also"]),
        tactic=raw["tactic"],
        outcome=raw["outcome"] or "",
        recognise=_lines("recognise", raw["recognise"]),
        say=_line("listen.say", raw["listen"]["say"]),
        ask=_lines("listen.ask", raw["listen"]["ask"]),
        paraphrase=_line("understand.paraphrase", raw["understand"]["paraphrase"]),
        clarify=_lines("understand.clarify", raw["understand"]["clarify"]),
        proposals=tuple(_proposal(offer) for offer in raw["propose"]),
        close=_line("close", raw["close"]),
        if_refused=Proposal(raw["if_refused"]["step"], _line("if_refused", raw["if_refused"]["say"])),
        do_not=_lines("do_not", raw["do_not"]),
        evidence=tuple(raw["evidence"]),
        law=tuple(raw["law"]),
        no_promise_days=raw["follow_up_days"]["no_promise"],
        after_promise_days=raw["follow_up_days"]["after_promise"],
        find=(*raw["find"]["en"], *raw["find"]["zh"]),
        pinyin=tuple(tuple(spelt.split(" ")) for spelt in raw["find"]["zh"].values()),
        team=raw.get("team", ""),
    )


def _proposal(raw: _Json) -> Proposal:
    return Proposal(raw["type"], _line(f"propose.{raw['type']}", raw["say"]), raw["needs"] or "")


def _line(key: str, raw: _Json) -> Line:
    variants = tuple(
        Variant(one["segment"] or "", one["tone"] or "", one["en"], one["zh"]) for one in raw.get("variants", ())
    )
    return Line(key, raw["en"], raw["zh"], variants)


def _lines(key: str, raw: list[_Json]) -> tuple[Line, ...]:
    return tuple(_line(f"{key}.{at}", text) for at, text in enumerate(raw, 1))


def _words(raw: _Json) -> dict[str, Line]:
    return {code: _line(code, text) for code, text in raw.items()}
