"""The acts that every page shares, and those of everywhere."""

from __future__ import annotations

from typing import Final

from collector_tui.present.i18n import N_
from collector_tui.tui.acts.model import Act
from collector_tui.tui.acts.reasons import all_of, live, on_row, unfinished, writing

PAGES: Final = (
    Act("pages.undo", "u", N_("undo"), N_("Take back your last entry; the journal keeps both."), "pages", writing),
    Act("pages.search", "slash", N_("search"), N_("Find any customer, person, invoice, phone or note of the book."),
        "pages"),
    Act("pages.inbound", "o", N_("they call"), N_("The customer under the cursor rings: open the call as theirs."),
        "pages", on_row, footer=False),
    Act("pages.import", "i", N_("import"),
        N_("Bring invoices, customers, payments or a bank's file into the book, after a look."), "pages", writing,
        footer=False),
    Act("pages.files", "I", N_("imported files"),
        N_("The files that came into the book; one that was wrong is taken back there."), "pages", writing,
        footer=False),
    Act("pages.resume", "g", N_("go on"), N_("Go on with the call that was not finished."), "pages",
        all_of(writing, unfinished), footer=False),
    Act("pages.confirmation", "m", N_("confirmation"),
        N_("The text that confirms the newest promise to the customer under the cursor: to copy, or to save."),
        "pages", live, footer=False),
    Act("pages.customer", "c", N_("customer"), N_("Everything known of the customer under the cursor."), "pages",
        on_row),
    Act("pages.today", "1", N_("today"), N_("The list of calls."), "pages", footer=False),
    Act("pages.promises", "3", N_("promises"), N_("Promises to pay: to confirm, to come, broken, kept."), "pages",
        footer=False),
    Act("pages.bank", "4", N_("bank"), N_("Money seen at the bank: whose it is, and what waits for your word."),
        "pages", footer=False),
    Act("pages.day", "6", N_("day's work"), N_("Your shift: what was done, what is left, and the summary to copy."),
        "pages", footer=False),
    Act("pages.quit", "q", N_("quit"), N_("Leave the program."), "pages"),
)  # fmt: skip

EVERYWHERE: Final = (
    Act("app.palette", "ctrl+p", N_("acts"), N_("Every act by name."), "everywhere"),
    Act("app.keys", "question_mark", N_("keys"), N_("The keys of now."), "everywhere"),
    Act("app.jump", "ctrl+o,apostrophe", N_("jump"),
        N_("Put letters on rows, tabs and panes; a letter goes there, Esc stays."), "everywhere", footer=False),
    Act("app.help", "f1", N_("help"), N_("What this screen is for, and all of its keys."), "everywhere", footer=False),
    Act("app.language", "ctrl+l", N_("language"), N_("Speak Chinese or English."), "everywhere", footer=False),
    Act("app.theme", "ctrl+t", N_("theme"), N_("Dark or light."), "everywhere", footer=False),
    Act("app.suspend", "ctrl+z", N_("to the shell"),
        N_("Step aside to the shell once everything is saved; its command fg comes back here."), "everywhere",
        footer=False),
    Act("app.quit", "ctrl+q", N_("quit"), N_("Leave the program."), "everywhere", footer=False),
)  # fmt: skip
