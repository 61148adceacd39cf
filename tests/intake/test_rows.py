"""Whole rows: invoices, payments, customers; every fault of a row is told at once."""

from __future__ import annotations

import pytest

from collector_tui.domain.ledger import ItemKind, PaymentKind
from collector_tui.intake import fields
from collector_tui.intake.checks import customers, invoices, payments
from collector_tui.intake.values import days
from collector_tui.services.import_door import NO_AMOUNT
from collector_tui.services.import_report import ImportOptions
from collector_tui.services.ledger_source import BadRow
from tests.intake.files import INVOICES, PAYMENTS, TODAY, open_source, silent, taken


def faults(row) -> list[tuple[str, str, str]]:
    assert isinstance(row, BadRow)
    return [(fault.column, fault.value, fault.reason) for fault in row.faults]


class TestInvoices:
    HEADER = INVOICES + ",open_amount,kind"

    def read(self, folder, *tails: str):
        rows = [f"C1,Acme,INV-{at},2026-01-02,2026-02-01,{tail}" for at, tail in enumerate(tails)]
        return taken(folder.lines(*rows, header=self.HEADER))

    def test_a_plain_invoice(self, folder) -> None:
        (row,) = self.read(folder, "100.00,eur,,")
        assert (row.row, row.invoice, row.kind, row.amount.plain(), row.amount.currency, row.open) == (
            *(2, "INV-0", ItemKind.INVOICE, "100.00", "EUR", None),
        )

    def test_what_is_below_zero_is_a_credit_note(self, folder) -> None:
        (row,) = self.read(folder, "-100.00,EUR,-40,")
        assert (row.kind, row.amount.minor, row.open.minor) == (ItemKind.CREDIT_NOTE, -10000, -4000)

    def test_a_credit_note_written_above_zero_is_turned_below(self, folder) -> None:
        (row,) = self.read(folder, "100.00,EUR,40,credit note")
        assert (row.kind, row.amount.minor, row.open.minor) == (ItemKind.CREDIT_NOTE, -10000, -4000)

    def test_an_invoice_below_zero_contradicts_itself(self, folder) -> None:
        (row,) = self.read(folder, "-100.00,EUR,,invoice")
        assert faults(row) == [("amount", "-100.00", invoices.INVOICE_BELOW_ZERO)]

    @pytest.mark.parametrize(("amount", "still"), [("100", "-1"), ("-100", "1")])
    def test_what_is_open_has_the_sign_of_the_amount(self, folder, amount, still) -> None:
        (row,) = self.read(folder, f"{amount},EUR,{still},")
        assert faults(row) == [("open_amount", still, invoices.OTHER_SIGN)]

    def test_more_open_than_the_amount_is_taken_with_a_note(self, folder) -> None:
        path = folder.lines("C1,Acme,1,2026-01-02,2026-02-01,100,EUR,112.50,", header=self.HEADER)
        source = open_source(path, ImportOptions(), TODAY)
        assert [row.open.plain() for row in source.rows(silent)] == ["112.50"]
        assert [note.message for note in source.notes()] == [invoices.OPEN_ABOVE_AMOUNT]

    def test_due_before_issued_is_taken_with_a_note(self, folder) -> None:
        source = open_source(folder.lines("C1,Acme,1,2026-02-01,2026-01-02,100,EUR"), ImportOptions(), TODAY)
        assert len(list(source.rows(silent))) == 1
        assert [(note.message, note.facts) for note in source.notes()] == [
            (invoices.DUE_BEFORE_ISSUED, (("rows", "1"),))
        ]

    def test_an_invoice_of_tomorrow_is_an_invoice(self, folder) -> None:
        (row,) = taken(folder.lines("C1,Acme,1,2027-02-01,2027-03-01,100,EUR"))
        assert row.issued.year == 2027

    def test_a_name_may_be_missing_an_id_not(self, folder) -> None:
        nameless, idless = taken(
            folder.lines("C1,,1,2026-01-02,2026-02-01,1,EUR", ",Acme,,2026-01-02,2026-02-01,1,EUR")
        )
        assert nameless.customer == ""
        assert faults(idless) == [("customer_id", "", fields.EMPTY), ("invoice", "", fields.EMPTY)]

    def test_every_fault_of_a_row_is_told_with_its_value(self, folder) -> None:
        (row,) = taken(folder.lines("C1,Acme,1,yesterday,2026-02-30,1.234,Euro"))
        assert faults(row) == [
            ("issued", "yesterday", days.NO_DAY),
            ("due", "2026-02-30", days.NO_SUCH_DAY),
            ("amount", "1.234", NO_AMOUNT),
            ("currency", "Euro", fields.NO_CURRENCY),
        ]

    def test_a_bad_row_still_says_which_item_it_is_about(self, folder) -> None:
        named, nameless = taken(folder.lines("C1,Acme,7,x,2026-02-01,1,EUR", "C1,Acme,,x,2026-02-01,1,EUR"))
        assert (named.item, nameless.item) == (("C1", "7"), None)

    def test_columns_write_their_days_each_in_its_own_way(self, folder) -> None:
        path = folder.lines("C1,Acme,7,2026-01-02,1/2/2026,1,EUR")
        (row,) = taken(path, ImportOptions(day_first=True))
        assert row.due.isoformat() == "2026-02-01"


class TestPayments:
    HEADER = PAYMENTS + ",reference,kind"

    def read(self, folder, *rows: str):
        return taken(folder.lines(*rows, header=self.HEADER))

    def test_a_plain_payment(self, folder) -> None:
        (row,) = self.read(folder, "C1,INV-1,2026-03-19,10.00,EUR,TRX 1,")
        assert (row.invoice, row.on.isoformat(), row.amount.minor, row.kind, row.reference) == (
            *("INV-1", "2026-03-19", 1000, PaymentKind.CASH, "TRX 1"),
        )

    def test_money_without_an_invoice_is_unapplied(self, folder) -> None:
        (row,) = self.read(folder, "C1,,2026-03-19,10.00,EUR,,")
        assert row.invoice is None

    @pytest.mark.parametrize("kind", ["", "cash", "reversal"])
    def test_money_below_zero_went_back(self, folder, kind) -> None:
        (row,) = self.read(folder, f"C1,1,2026-03-19,-10.00,EUR,,{kind}")
        assert (row.kind, row.amount.minor) == (PaymentKind.REVERSAL, 1000)

    def test_kinds_are_told(self, folder) -> None:
        rows = self.read(folder, *(f"C1,1,2026-03-19,10,EUR,,{kind}" for kind in ("bill", "Write-Off", "credit")))
        assert [row.kind for row in rows] == [PaymentKind.BILL, PaymentKind.WRITE_OFF, PaymentKind.CREDIT]

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            ("C1,1,2026-03-19,0.00,EUR,,", ("amount", "0.00", payments.NO_MONEY)),
            ("C1,1,2026-03-19,-1,EUR,,write_off", ("amount", "-1", payments.NOT_BELOW_ZERO)),
            ("C1,1,2026-03-21,1,EUR,,", ("date", "2026-03-21", payments.NOT_YET_PAID)),
            ("C1,1,2026-03-19,1,EUR,,cleared", ("kind", "cleared", fields.ONE_OF)),
            (",1,2026-03-19,1,EUR,,", ("customer_id", "", fields.EMPTY)),
        ],
    )
    def test_what_is_no_payment(self, folder, row, fault) -> None:
        (bad,) = self.read(folder, row)
        assert faults(bad) == [fault]

    def test_paid_today_is_paid(self, folder) -> None:
        (row,) = self.read(folder, f"C1,1,{TODAY.isoformat()},1,EUR,,")
        assert row.on == TODAY


class TestCustomers:
    HEADER = "customer_id,customer,parent,collector,segment,zone,person,role,phone,email"

    def test_a_customer_with_a_person(self, folder) -> None:
        line = "007,Acme,001,li,key,Asia/Shanghai,王芳,payer,+86 21 5555 0100,fang@acme.example"
        (row,) = taken(folder.lines(line, header=self.HEADER))
        assert (row.customer_id, row.parent_id, row.zone, row.person, row.phone) == (
            *("007", "001", "Asia/Shanghai", "王芳", "+86 21 5555 0100"),
        )

    def test_what_the_file_does_not_tell_is_not_told(self, folder) -> None:
        (row,) = taken(folder.lines("C1,Acme,", header="customer_id,customer,segment"))
        assert (row.segment, row.collector, row.pays_centrally, row.parent_id) == ("", None, None, None)

    def test_yes_and_no(self, folder) -> None:
        (row,) = taken(folder.lines("C1,Acme,yes,", header="customer_id,customer,pays_centrally,on_hold"))
        assert (row.pays_centrally, row.on_hold) == (True, False)

    @pytest.mark.parametrize(
        ("line", "fault"),
        [
            ("C1,Acme,C1,,,,,,,", ("parent", "C1", customers.OWN_PARENT)),
            ("C1,Acme,,,,Mars/Base,,,,", ("zone", "Mars/Base", fields.NO_ZONE)),
            ("C1,Acme,,,,../../etc/passwd,,,,", ("zone", "../../etc/passwd", fields.NO_ZONE)),
        ],
    )
    def test_what_is_no_customer(self, folder, line, fault) -> None:
        (bad,) = taken(folder.lines(line, header=self.HEADER))
        assert faults(bad) == [fault]

    def test_hostile_names_are_kept_as_they_are(self, folder) -> None:
        name = "Ann [/bold] \x1b]0;x\x07\x9b31m\u202eLee" + "a" + "\u0301" * 200
        (row,) = taken(folder.lines(f"C1,{name}", header="customer_id,customer"))
        assert row.customer.startswith("Ann [/bold] \x1b]0;x\x07\x9b31m\u202eLee")
