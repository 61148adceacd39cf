"""Bank files of our own making: what is read, and what is refused with its class."""

from __future__ import annotations

from datetime import date
from zipfile import ZipFile

import pytest

from collector_tui.domain.money import Money
from collector_tui.intake.bank import camt, mt940
from collector_tui.intake.bank.opening import DOES_NOT_ADD_UP, SAME_AGAIN, open_bank_file, open_bank_files
from collector_tui.intake.bank.refusals import (
    AchOrders,
    BadBankLine,
    BankFileTooLarge,
    DamagedBankFile,
    InvestmentAccount,
    NoAccountInside,
    NoBankCurrency,
    NoBankFile,
    NoBookingDay,
    OutgoingPayments,
)
from collector_tui.services.import_report import ImportOptions

DAY = "<BookgDt><Dt>2026-03-02</Dt></BookgDt>"
PARTY = "<RltdPties><Dbtr><Nm>Acme GmbH</Nm></Dbtr><UltmtDbtr><Nm>Acme North</Nm></UltmtDbtr></RltdPties>"


def entry(amount="100.00", way="CRDT", status="BOOK", day=DAY, more="", ccy="EUR"):
    return (
        f'<Ntry><Amt Ccy="{ccy}">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>{status}</Sts>{day}'
        f"<NtryDtls>{more}</NtryDtls></Ntry>"
    )


def camt_of(*entries, space=' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', kind="Stmt"):
    acct = "<Acct><Id><IBAN>DE00</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    return f"<Document{space}><BkToCstmrStmt><{kind}>{acct}{''.join(entries)}</{kind}></BkToCstmrStmt></Document>"


@pytest.fixture
def read(tmp_path):
    def reading(content, **options):
        path = tmp_path / "no_extension"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        (found,) = open_bank_file(path, ImportOptions(**options))
        return found

    return reading


@pytest.mark.parametrize("space", ["", ' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"'])
def test_camt_tells_payer_debtor_references_and_text(read, space):
    details = (
        f"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{PARTY}<RmtInf><Ustrd>Invoice 4711</Ustrd>"
        "<Strd><RfrdDocInf><Nb>INV-9</Nb></RfrdDocInf></Strd></RmtInf></TxDtls>"
    )
    (line,) = read(camt_of(entry(more=details), space=space)).lines
    assert line.amount == Money(10000, "EUR")
    assert line.booked == date(2026, 3, 2)
    assert (line.payer, line.on_behalf_of) == ("Acme GmbH", "Acme North")
    assert line.references == ("INV-9",)
    assert line.text == "Invoice 4711"


def test_equal_lines_of_one_day_are_both_real(read):
    assert len(read(camt_of(entry(), entry())).lines) == 2


def parts(*amounts):
    return "".join(f'<TxDtls><Amt Ccy="EUR">{one}</Amt></TxDtls>' for one in amounts)


def test_a_collective_booking_is_split_only_if_its_parts_add_up(read):
    assert [one.amount.minor for one in read(camt_of(entry(more=parts("60", "40")))).lines] == [6000, 4000]
    whole = read(camt_of(entry(more=parts("60", "30"))))
    assert [one.amount.minor for one in whole.lines] == [10000]
    assert [note.message for note in whole.notes] == [camt.NOT_SPLIT]


def test_what_is_not_booked_is_left_out_and_counted(read):
    found = read(camt_of(entry(status="PDNG"), entry(status="<Cd>BOOK</Cd>")))
    assert len(found.lines) == 1
    assert [note.message for note in found.notes] == [camt.NOT_BOOKED]


def test_a_reversal_keeps_the_way_of_its_money(read):
    back = entry(way="DBIT", day="<RvslInd>true</RvslInd>" + DAY)
    not_back = entry(day="<RvslInd>false</RvslInd>" + DAY)
    assert [(one.amount.minor, one.reversal) for one in read(camt_of(back, not_back)).lines] == [
        (-10000, True),
        (10000, False),
    ]


def test_the_value_day_stands_in_for_the_booking_day_and_nothing_else_does(read):
    assert read(camt_of(entry(day="<ValDt><DtTm>2026-03-01T10:00:00</DtTm></ValDt>"))).lines[0].booked.day == 1
    with pytest.raises(NoBookingDay):
        read(camt_of("<CreDtTm>2026-03-01T10:00:00</CreDtTm>", entry(day="")))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (camt_of(entry("12..34")), BadBankLine),
        (camt_of(entry("1e3")), BadBankLine),
        (camt_of(entry("")), BadBankLine),
        (camt_of(entry(ccy="")), BadBankLine),
        (camt_of(entry(way="")), BadBankLine),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + camt_of(entry()), DamagedBankFile),
        ("<Document><BkToCstmrStmt>", DamagedBankFile),
        ("<Document/>", NoBankFile),
        ("<Document><CstmrCdtTrfInitn/></Document>", OutgoingPayments),
        ("customer,amount\n1,2\n", NoBankFile),
        ("101 031300012 2313801041908161055A094101Federal Reserve Bank   My Bank Name           12345678", AchOrders),
        (":20:A\n:25:1\n:61:2603020302C1,00NTRFX\n", NoBankCurrency),
        (":20:A\n:25:1\n:60F:C260301EUR0,00\n:61:2603020302C1x,00NTRFX\n", BadBankLine),
        (":20:A\n:25:1\n:60F:C260301EUR0,00\n:61:2699020302C1,00NTRFX\n", DamagedBankFile),
        ("01,A,B,260302,0829,001,80,1,2/\n02,B,A,1,260302,,USD,/\n16,999,1/\n", DamagedBankFile),
        ("OFXHEADER:100\n\n<OFX><SIGNONMSGSRSV1></SIGNONMSGSRSV1></OFX>", NoAccountInside),
        ("OFXHEADER:100\n\n<OFX></OFX>", NoAccountInside),
    ],
)
def test_what_cannot_be_read_rightly_is_refused_with_its_class(read, content, refusal):
    with pytest.raises(refusal):
        read(content)


MT = """:20:A
:25:12345/678
:60F:C260301EUR100,00
:61:2603020302C50,00NTRFNONREF//B1
:86:166?00CREDIT?20Invoice 47?2111 thanks?30BIC?31DE00?32ACME GMBH
:61:2603020302D,50NTRFNONREF
:61:2603030303RC49,50NTRFNONREF
:86:Invoice 4711
returned
:62F:C260303EUR100,00
"""


def test_mt940_signs_marks_and_lines(read):
    found = read(MT)
    assert [(one.amount.minor, one.reversal) for one in found.lines] == [(5000, False), (-50, False), (-4950, True)]
    assert found.lines[0].text == "Invoice 47\n11 thanks"
    assert (found.lines[0].payer, found.lines[0].payer_account) == ("ACME GMBH", "DE00")
    assert found.lines[2].text == "Invoice 4711\nreturned"
    assert found.notes == ()


def test_balances_that_do_not_meet_are_told(read):
    assert [note.message for note in read(MT.replace(":62F:C260303EUR100", ":62F:C260303EUR99")).notes] == [
        DOES_NOT_ADD_UP
    ]


def test_old_letters_are_told(read):
    found = read(MT.replace("ACME", "MÜLLER").encode("cp1252"))
    assert found.lines[0].payer == "MÜLLER GMBH"
    assert [note.message for note in found.notes] == [mt940.OLD_LETTERS]


def test_chinese_letters_are_read_as_such(read):
    chinese = "上海某某贸易有限公司"
    assert read(MT.replace("ACME GMBH", chinese).encode("gb18030")).lines[0].payer == chinese


def test_the_envelope_of_swift_is_passed_over(read):
    head = "{1:F01BANKDEFFXXX0000000000}{2:I940BANKDEFFXXXN}{4:\n"
    found = read(f"{head}{MT}-}}\n{head}{MT}-}}{{5:}}\n")
    assert [len(one.lines) for one in found.statements] == [3, 3]
    assert found.notes == ()


def test_an_entity_bomb_is_refused_at_once(read):
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
    )
    with pytest.raises(DamagedBankFile):
        read(bomb + "]><Document>&m;</Document>")


def test_a_file_without_currency_is_read_with_one_told(read):
    assert read(":20:A\n:25:1\n:61:2603020302C1,00NTRFX\n", currency="USD").lines[0].amount == Money(100, "USD")


OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>0<STMTRS><CURDEF>usd<BANKACCTFROM><BANKID>1<ACCTID>99<ACCTTYPE>CHECKING
</BANKACCTFROM><BANKTRANLIST><DTSTART>20260301<DTEND>20260331
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260302235959[-5:EST]<TRNAMT>12.34<FITID>F1<NAME>Acme<MEMO>INV 4711</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""


def test_ofx_keeps_the_day_that_the_bank_wrote(read):
    (line,) = read(OFX).lines
    assert line.booked == date(2026, 3, 2)
    assert (line.amount, line.payer, line.text) == (Money(1234, "USD"), "Acme", "INV 4711")
    with pytest.raises(DamagedBankFile):
        read(OFX.replace("12.34", "$12"))
    with pytest.raises(BadBankLine):
        read(OFX.replace("12.34", "1,234"))


def test_investments_are_refused(read):
    told = "<OFX><INVSTMTRS><INVACCTFROM><BROKERID>b<ACCTID>1</INVACCTFROM></INVSTMTRS></OFX>"
    with pytest.raises(InvestmentAccount):
        read("OFXHEADER:100\n\n" + told)


BAI = """01,A,B,260302,0829,001,80,1,2/
02,B,A,1,260302,,USD,/
03,123,USD,010,100,,/
16,195,1125,,R1,C1,Incoming Wire
88,EREF: INV-4711
88,DBNM: ACME INC
16,555,500,,R2,,RETURNED ITEM
49,1725,5/
98,1725,1,7/
99,1725,1,9/
"""


def test_bai2_takes_the_way_from_the_type_code(read):
    found = read(BAI)
    assert [(one.amount.minor, one.reversal) for one in found.lines] == [(1125, False), (-500, True)]
    assert found.lines[0].payer == "ACME INC"
    assert found.lines[0].references == ("INV-4711", "C1")
    with pytest.raises(BadBankLine):
        read(BAI.replace("16,195", "16,890"))


def test_a_zip_is_read_whole_or_not_at_all(tmp_path):
    path = tmp_path / "march.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("a", camt_of(entry()))
        archive.writestr("b", MT)
    assert [one.format for one in open_bank_file(path)] == ["camt.053", "MT940"]
    with ZipFile(path, "a") as archive:
        archive.writestr("c", "no bank")
    with pytest.raises(NoBankFile):
        open_bank_file(path)


def test_the_same_again_does_not_count_twice(tmp_path):
    for name in "abc":
        (tmp_path / name).write_text(MT if name < "c" else MT.replace("B1", "B9"), encoding="utf-8")
    found = open_bank_files([tmp_path / name for name in "abca"])
    assert [len(one.lines) for one in found] == [3, 0, 3, 0]
    assert [note.message for note in found[1].notes] == [SAME_AGAIN]


def test_a_zip_beyond_the_limits_is_refused(tmp_path):
    path = tmp_path / "many.zip"
    with ZipFile(path, "w") as archive:
        for number in range(201):
            archive.writestr(str(number), MT)
    with pytest.raises(BankFileTooLarge):
        open_bank_file(path)
