"""`collector` where there is no book yet: the welcome, and what its answers mean for this call and the next ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from collector_tui.bootstrap import FileDoor, clock_now, home_zone, load_policy, look_at, run_welcome
from collector_tui.config import Chosen, Settings, read_toml
from collector_tui.present.i18n import _, language
from collector_tui.services.first_run import House
from collector_tui.settings_file import set_keys
from collector_tui.workdays import known_countries


class Beginning:
    """Fills services.first_run.FirstRun. `settings` are those of this call, as the answers made them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.banner = ""
        self._language = language()

    @property
    def book(self) -> Path:
        """Where the book is that is not there yet."""
        return Path(self.settings.book.value)

    @property
    def zone(self) -> str:
        """The zone chosen before, else this machine's."""
        return home_zone(self.settings)

    @property
    def zone_known(self) -> bool:
        """True if somebody chose the zone."""
        return bool(self.settings.zone.value)

    @property
    def country_known(self) -> bool:
        """True if the policy in use says whose holidays count, even if it says nobody's."""
        file = self.settings.policy.value
        return bool(file) and "country" in read_toml(Path(file))

    @property
    def may_remember(self) -> bool:
        """True unless a variable of the environment names the book."""
        return self.settings.book.why != "variable"

    def now(self) -> datetime:
        """Return the instant of now."""
        return clock_now()

    def countries(self) -> Sequence[str]:
        """Return the ISO codes of the countries whose holidays are known."""
        return known_countries()

    @property
    def _policy_file(self) -> Path:
        return Path(self.settings.policy.value or self.settings.settings_file.parent / "policy.toml")

    def files_of(self, house: House) -> tuple[Path, ...]:
        """Return the files that `keep` would write."""
        return (self.settings.settings_file, *(() if house.country is None else (self._policy_file,)))

    def keep(self, house: House) -> None:
        """Use the answers from now on, then write them down: what was said, and nothing else."""
        now = self.settings
        self.settings = replace(
            now,
            zone=Chosen(house.zone, "file") if house.zone else now.zone,
            company=Chosen(house.company, "file") if house.company else now.company,
            phone=Chosen(house.phone, "file") if house.phone else now.phone,
            user=Chosen(house.user, "file") if house.user and now.user.why == "default" else now.user,
        )
        said = {"zone": house.zone, "company": house.company, "phone": house.phone, "user": house.user}
        told = {key: value for key, value in said.items() if value}
        if language() != self._language:
            told["lang"] = language()
        if told:
            set_keys(self.settings.settings_file, told, _("Settings of collector; docs/settings.md tells every key."))
        if house.country is not None:
            file = self._policy_file
            about = _("Only what differs from the house policy stands here; docs/settings.md tells every key.")
            set_keys(file, {"country": house.country}, about)
            self.settings = replace(self.settings, policy=Chosen(str(file), self.settings.policy.why))

    def look_at(self, path: Path) -> None:
        """Open the book at a path and close it again."""
        look_at(path)

    def open_from_now(self, path: Path, *, remember: bool) -> None:
        """Work with the book at a path; `remember`: write it to settings.toml."""
        self.settings = replace(self.settings, book=Chosen(str(path), "file" if remember else "option"))
        if remember:
            about = _("Settings of collector; docs/settings.md tells every key.")
            set_keys(self.settings.settings_file, {"book": str(path)}, about)

    def demo(self) -> None:
        """Make the demo book, and work with that."""
        from collector_tui.cli.demo import BANNER, in_the_demo

        self.settings, self.banner = in_the_demo(self.settings, told=False), BANNER

    def door(self) -> FileDoor:
        """Return the way in for files of one's own; the first one begins the book."""
        return FileDoor(self.settings)


def welcome(settings: Settings) -> tuple[Settings, str] | int:
    """Welcome somebody; return the settings and the banner to open the screens with, or the exit code if they left.

    Raises the CollectorError of settings that could not be worked with anyway, before anything is shown.
    """
    load_policy(settings)
    home_zone(settings)
    beginning = Beginning(settings)
    code = run_welcome(beginning)
    return (beginning.settings, beginning.banner) if code is None else code
