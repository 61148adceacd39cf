"""The acts that every page shares, and those of everywhere."""

from __future__ import annotations

from typing import Final

from collector_tui.present.i18n import N_
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.reasons import all_of, unfinished, writing

PAGES: Final = (
    Act("pages.undo", "u", N_("undo"), N_("Take back your last entry; the journal keeps both."), "pages", writing),
    Act("pages.search", "slash", N_("search"), N_("Find any customer, person, invoice, phone or note of the book."),
        "pages"),
    Act("pages.resume", "g", N_("go on"), N_("Go on with the call that was not finished."), "pages",
        all_of(writing, unfinished), footer=False),
    Act("pages.today", "1", N_("today"), N_("The list of calls."), "pages", footer=False),
    Act("pages.quit", "q", N_("quit"), N_("Leave the program."), "pages"),
)  # fmt: skip

EVERYWHERE: Final = (
    Act("app.palette", "ctrl+p", N_("acts"), N_("Every act by name."), "everywhere"),
    Act("app.keys", "question_mark", N_("keys"), N_("The keys of now."), "everywhere"),
    Act("app.help", "f1", N_("help"), N_("What this screen is for, and all of its keys."), "everywhere", footer=False),
    Act("app.language", "ctrl+l", N_("language"), N_("Speak Chinese or English."), "everywhere", footer=False),
    Act("app.theme", "ctrl+t", N_("theme"), N_("Dark or light."), "everywhere", footer=False),
    Act("app.suspend", "ctrl+z", N_("to the shell"),
        N_("Step aside to the shell once everything is saved; its command fg comes back here."), "everywhere",
        footer=False),
    Act("app.quit", "ctrl+q", N_("quit"), N_("Leave the program."), "everywhere", footer=False),
)  # fmt: skip
