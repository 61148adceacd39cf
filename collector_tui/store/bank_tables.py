"""The tables of banks' money: lines and what was found of them, what counts by now, and who pays for whom."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Integer, text
from sqlmodel import SQLModel

import collector_tui.store.columns as col


class BankLineRow(SQLModel, table=True):
    """One movement of a bank's file, where no earlier file had told of it. `how`, `reason`, `confidence`, `named`:
    whose money it was found to be. `takes_back` is the line_id of an earlier line that it undoes.

    line_id: the same for the same movement, whatever file tells of it; again only after its file was taken back.
    """

    __tablename__ = "bank_line"
    __table_args__ = (
        CheckConstraint("reversal IN (0, 1)", name="bank_line_flags"),
        CheckConstraint("json_valid(refs) AND json_valid(named)", name="bank_line_json"),
        col.days("bank_line", "booked"),
        Index("bank_line_id", "line_id"),
        Index("bank_line_day", "account", "booked"),
        Index("bank_line_back", "takes_back", sqlite_where=text("takes_back IS NOT NULL")),
        col.ROWS,
    )
    batch_seq: int = col.key(Integer)
    row_no: int = col.key(Integer)
    line_id: str = col.text()
    account: str = col.text()
    booked: str = col.text()
    amount_minor: int = col.whole()
    currency: str = col.text()
    payer: str = col.text()
    payer_account: str = col.text()
    on_behalf_of: str = col.text()
    refs: str = col.text()
    text: str = col.text()
    bank_reference: str = col.text()
    reversal: int = col.whole()
    format: str = col.text()
    how: str = col.text()
    reason: str = col.text()
    confidence: int = col.whole()
    named: str = col.text()
    takes_back: str | None = col.maybe()


class BankPartRow(SQLModel, table=True):
    """What of a line is whose, as it was found when the file came."""

    __tablename__ = "bank_part"
    __table_args__ = (CheckConstraint("amount_minor > 0", name="bank_part_amount"), col.ROWS)
    batch_seq: int = col.key(Integer)
    row_no: int = col.key(Integer)
    part_no: int = col.key(Integer)
    customer_id: str = col.text()
    invoice: str | None = col.maybe()
    amount_minor: int = col.whole()


class SeenPartCard(SQLModel, table=True):
    """A part of a bank's line as it counts since an instant: as found, or as somebody said. `until`: another word came,
    or the line was taken back. `sure` 0: a proposal.
    """

    __tablename__ = "seen_part"
    __table_args__ = (
        col.one_of_two("seen_part", "sure"),
        col.days("seen_part", "booked"),
        Index("seen_part_line", "line_id"),
        col.CLUSTERED,
    )
    customer_id: str = col.key()
    line_id: str = col.key()
    since: str = col.key()
    part_no: int = col.key(Integer)
    invoice: str | None = col.maybe()
    booked: str = col.text()
    minor: int = col.whole()
    currency: str = col.text()
    sure: int = col.whole()
    until: str | None = col.maybe()


class BankWordCard(SQLModel, table=True):
    """What somebody said of a bank's line, since an instant: whose it is, or that it is not whose it seemed."""

    __tablename__ = "bank_word"
    __table_args__ = (col.CLUSTERED,)
    line_id: str = col.key()
    since: str = col.key()
    entry_id: str = col.text()
    how: str = col.text()
    actor: str = col.text()


class PayerCard(SQLModel, table=True):
    """A name under which somebody else pays for a customer."""

    __tablename__ = "payer"
    __table_args__ = (col.CLUSTERED,)
    customer_id: str = col.key()
    name_key: str = col.key()
    entry_id: str = col.text()
    name: str = col.text()
