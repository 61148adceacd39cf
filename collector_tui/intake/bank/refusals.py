"""Why a bank's file cannot be read: one class a failure. None of them changes the book."""

from __future__ import annotations

from collector_tui.domain.errors import CollectorError, N_


class NoBankFile(CollectorError):
    """No format of a bank that we know."""

    template = N_(
        "'{file}' is no bank statement that this program reads: camt.052, 053, 054, MT940, OFX, BAI2, or a table "
        "with a day of booking and money. Nothing was changed."
    )


class BankFileTooLarge(CollectorError):
    """Beyond the limits that are checked before parsing."""

    template = N_("'{file}' is larger than what is read from a bank. Nothing was changed; ask for a shorter span.")


class DamagedBankFile(CollectorError):
    """It says which format it is in, and cannot be read as that."""

    template = N_("'{file}' cannot be read as {format}: {why}. Nothing was changed; fetch it from the bank again.")


class BadBankLine(CollectorError):
    """One movement cannot be read rightly, so none is taken."""

    template = N_("'{file}', line {place}: '{value}' is no {field}. Nothing was changed; fetch it from the bank again.")


class NoBookingDay(CollectorError):
    """A movement has neither a booking day nor a value day."""

    template = N_("'{file}', movement {place} has no day. Nothing was changed; fetch it from the bank again.")


class NoBankCurrency(CollectorError):
    """A file without any balance does not say its currency."""

    template = N_("'{file}' does not tell its currency. Nothing was changed; say it with --currency.")


class OutgoingPayments(CollectorError):
    """Orders to a bank, not what it booked."""

    template = N_("'{file}' holds payment orders to a bank, not what the bank booked. Nothing was changed.")


class AchOrders(CollectorError):
    """A NACHA file: orders and returns between banks."""

    template = N_("'{file}' is an ACH file between banks, no statement. Nothing was changed; ask for BAI2 or camt.053.")


class InvestmentAccount(CollectorError):
    """An account of securities pays no invoices."""

    template = N_("'{file}' tells of an investment account, no bank account. Nothing was changed.")


class NoAccountInside(CollectorError):
    """The bank's answer to a sign-on, or a list of accounts: no statement in it."""

    template = N_(
        "'{file}' holds no statement, only a bank's answer to a sign-on or a list of accounts. Nothing was changed; "
        "fetch it again."
    )


class NoSignTold(CollectorError):
    """A table of amounts that nothing tells in from out: no columns, words or signs, or those of a card."""

    template = N_(
        "'{file}' does not tell which way its money went: amounts of a card, or without signs. Nothing was changed; "
        "ask the bank for a table with income and expense apart, or with balances."
    )


class BalancesAgainst(CollectorError):
    """What would be read as income lowers the balance."""

    template = N_(
        "In '{file}' the balances move the other way than the amounts: it may be your own book of the account. Nothing "
        "was changed; fetch the bank's own file."
    )


class BankDayWithoutYear(CollectorError):
    """A table whose days are like 12/29."""

    template = N_("'{file}', row {row}: '{value}' has no year. Nothing was changed; ask the bank for whole days.")


class TooManyBankValues(CollectorError):
    """A row of a table has more values than headings: a delimiter within a text has shifted them."""

    template = N_(
        "'{file}', row {row} has more values than there are columns. Nothing was changed; a text with the delimiter "
        "needs quotes."
    )


class BankDayUndecided(CollectorError):
    """Day and month of a table can be read in both orders."""

    template = N_(
        "'{file}', row {row}: day and month of '{value}' cannot be told apart. Nothing was changed; say --dayfirst or "
        "--monthfirst."
    )
