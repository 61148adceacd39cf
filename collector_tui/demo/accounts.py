"""Who owes: the customers told by hand and those made from parts of names, with their accounts and people."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from collector_tui.domain.money import exponent_of

Told = Mapping[str, Any]

_FIRST_MADE: Final = 101
_ROUND: Final = {"CNY": 50, "JPY": 1000}
_QUIET: Final = 6
_QUIET_WITH_A_TALE: Final = 30
"""Money for other invoices would count for what a tale promises: it came before the tale."""
_HEADING: Final = (
    "customer_id customer parent pays_centrally collector sales_owner segment language country zone on_hold "
    "person role phone email"
).split()


@dataclass(frozen=True, slots=True)
class Account:
    """What one customer (`row` of the customers file) buys in one currency, and how it pays.

    `typical`: an invoice in whole units of the currency. `open`: "FROM..TO:AMOUNT" or "DAYS:AMOUNT" of each item that
    is still open, in days past due; without an amount it is a typical one. `quiet`: so many days ago the last of its
    settled items was paid.
    """

    row: Mapping[str, str]
    currency: str
    terms: int
    monthly: float
    typical: int
    habit: str
    quiet: int
    open: tuple[str, ...]

    @property
    def customer_id(self) -> str:
        """Whose it is."""
        return self.row["customer_id"]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in the demo: rows of the customers file, accounts, and which tale each made customer lives.

    `payers`: whom one talks to, by customer id.
    """

    rows: tuple[Mapping[str, str], ...]
    accounts: tuple[Account, ...]
    tales: tuple[tuple[str, Told], ...]
    payers: Mapping[str, str]

    def write(self, path: Path) -> Path:
        """Write the customers file."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, _HEADING)
            writer.writeheader()
            writer.writerows(self.rows)
        return path


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of ours."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_toml(path: Path) -> dict[str, Any]:
    """Return a file of ours."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def cast_of(folder: Path) -> Cast:
    """Return everybody: `customers.csv` with `accounts.csv`, then those of `names.toml` for each of `situations.toml`.

    The same customers every day: only the days of what they owe move.
    """
    rows = read_csv(folder / "customers.csv")
    accounts = list(_told_accounts(rows, read_csv(folder / "accounts.csv")))
    tales: list[tuple[str, Told]] = []
    maker = _Maker(read_toml(folder / "names.toml"), Random("people"))
    for number, (language, situation) in enumerate(_lives(read_toml(folder / "situations.toml")), _FIRST_MADE):
        customer_id = f"C-{number}"
        people, account = maker.customer(customer_id, language, situation)
        rows += people
        accounts.append(account)
        tales.append((customer_id, situation))
    payers: dict[str, str] = {}
    for row in rows:
        payers.setdefault(row["customer_id"], row["person"])
    return Cast(tuple(rows), tuple(accounts), tuple(tales), payers)


def _told_accounts(rows: Sequence[Mapping[str, str]], accounts: Sequence[Mapping[str, str]]) -> Iterator[Account]:
    who = {row["customer_id"]: row for row in reversed(rows)}
    for told in accounts:
        yield Account(
            row=who[told["customer_id"]],
            currency=told["currency"],
            terms=int(told["terms"]),
            monthly=float(told["monthly"]),
            typical=int(told["typical"]),
            habit=told["habit"],
            quiet=int(told["quiet"]),
            open=tuple(told["open"].split()),
        )


def _lives(situations: Told) -> list[tuple[str, Told]]:
    """Return language and situation of each made customer, in an order that tells nothing."""
    found = [(one, told) for told in situations["situation"] for one in ("zh", "en") for _ in range(told[one])]
    Random("lives").shuffle(found)
    return found


class _Maker:
    """Makes customers from parts of names; no name comes twice."""

    def __init__(self, names: Told, chance: Random) -> None:
        self._names = names
        self._chance = chance
        self._used: set[str] = set()
        self._made = {"zh": 0, "en": 0}

    def customer(self, customer_id: str, language: str, situation: Told) -> tuple[list[dict[str, str]], Account]:
        """Return the rows of the customers file and the account of one customer."""
        chance, names = self._chance, self._names[language]
        segment = situation.get("segment") or chance.choices(names["segments"], names["segment_weights"])[0]
        country = self._country(language, situation)
        place, _, area = chance.choice(country.get("places", [""])).partition(":")
        who = self._unused(lambda: self._company(language, segment, country, place))
        self._made[language] += 1
        team = names["collectors"]
        collector = team[self._made[language] % len(team)]
        row = dict.fromkeys(_HEADING, "") | {
            "customer_id": customer_id,
            "customer": who,
            "pays_centrally": "no",
            "collector": collector,
            "sales_owner": chance.choice(names["sales"]),
            "segment": segment,
            "language": language,
            "country": country["code"],
            "zone": country["zone"],
            "on_hold": "no",
        }
        areas = [area] if area else country.get("areas", [""])
        people = [row | person for person in self._people(row, country, areas, situation)]
        return people, self._account(row, segment, country, situation)

    def _country(self, language: str, situation: Told) -> Told:
        known = [one for one in self._names["country"] if one["language"] == language]
        near = [one for one in known if not one.get("far") or not situation.get("near")]
        found: Told = self._chance.choices(near, [one["weight"] for one in near])[0]
        return found

    def _company(self, language: str, segment: str, country: Told, place: str) -> str:
        chance, names = self._chance, self._names[language]
        stem = chance.choice(names["first"]) + chance.choice(names["second"])
        trade = chance.choice(names["trades"][segment])
        if "{" in trade:
            return str(trade.format(stem=stem))
        if language == "zh":
            return f"{place}{stem}{trade}有限公司"
        return f"{stem} {trade} {chance.choice(country['forms'])}"

    def _unused(self, make: Any) -> str:  # noqa: ANN401 - a function of nothing
        while (name := make()) in self._used:
            pass
        self._used.add(name)
        return str(name)

    def _people(
        self, customer: Mapping[str, str], country: Told, areas: Sequence[str], situation: Told
    ) -> Iterator[dict[str, str]]:
        chance, number = self._chance, customer["customer_id"][2:]
        roles = ["payer"] + (["finance head"] if chance.random() < 0.2 else [])
        for place, role in enumerate(roles):
            name, mailbox = self._unused_person(customer["language"], country)
            digits = f"{int(number) + 500 * place:04}"
            phone = country["phone"].format(area=chance.choice(areas), n=digits, n3=digits[1:])
            yield {
                "person": name,
                "role": role,
                "phone": "" if situation.get("no_phone") else phone,
                "email": f"{mailbox}.{number}@example.com",
            }

    def _unused_person(self, language: str, country: Told) -> tuple[str, str]:
        people = self._names["people"][country.get("people", language)]
        while True:
            family, given = self._chance.choice(people["family"]), self._chance.choice(people["given"])
            family, _, mailbox = family.partition(":")
            name = f"{family}{given}" if language == "zh" else f"{given} {family}"
            if name not in self._used:
                self._used.add(name)
                return name, mailbox or f"{given}.{family}".lower().replace(" ", "").replace("'", "")

    def _account(self, row: Mapping[str, str], segment: str, country: Told, situation: Told) -> Account:
        chance, shape = self._chance, self._names["segment"][segment]
        currency = country["currency"]
        low, high = (number / self._names["worth"][currency] for number in shape["typical"])
        typical = low * (high / low) ** chance.random() * situation.get("size", 1)
        return Account(
            row=row,
            currency=currency,
            terms=chance.choice(shape["terms"]),
            monthly=shape["monthly"],
            typical=max(1, round(typical)),
            habit=situation.get("habit") or chance.choices(shape["habits"], shape["habit_weights"])[0],
            quiet=situation.get("quiet", _QUIET_WITH_A_TALE if "step" in situation else _QUIET),
            open=tuple(situation["open"].split()),
        )


def amount_about(typical: int, currency: str, chance: Random) -> int:
    """Return minor units of an invoice about as large as a typical one, as invoices look: not always round."""
    whole, unit = typical * chance.randint(55, 145) / 100, int(10 ** exponent_of(currency))
    step = _ROUND.get(currency, 10)
    if chance.random() < 0.5 and whole > 10 * step:
        return max(1, round(whole / step)) * step * unit
    return max(1, round(whole * unit))
