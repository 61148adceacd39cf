"""Tables of banks, made up in the layouts of real ones: what is read, and what is refused with its class."""

from __future__ import annotations

from datetime import date
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector_tui.domain.money import Money
from collector_tui.intake.bank.opening import DOES_NOT_ADD_UP, is_bank_file, open_bank_file
from collector_tui.intake.bank.refusals import (
    BadBankLine,
    BalancesAgainst,
    BankDayUndecided,
    BankDayWithoutYear,
    NoBankCurrency,
    NoBankFile,
    NoBookingDay,
    NoSignTold,
    TooManyBankValues,
)
from collector_tui.intake.bank.table import NEITHER_WAY, NO_ACCOUNT, NO_MOVEMENTS, NOT_BOOKED
from collector_tui.intake.refusals import DaysInBothOrders, DaysInTwoWays, TwoDecimalMarks
from collector_tui.services.import_report import ImportOptions
from tests.intake.files import Folder

SIGNED = """某某银行交易流水明细单
记账日期,记账时间,币别,金额,余额,交易名称,附言,对方账户名,对方卡号/账号,借记卡号
2026-03-03,10:00:00,人民币,-71.50,"3,128.50",转账,----------,--,-------,8800
2026-03-02,09:30:00,人民币,"1,200.00","3,200.00",汇入,货款 INV-4711,甲乙贸易有限公司,6226****1111,8800
"""
APART = """明细查询文件下载

卡号: 6200****4321,"卡别名: "

交易日期,摘要,交易金额(收入),交易金额(支出),交易币种,记账金额(收入),记账金额(支出),记账币种,余额,对方户名
2026-03-02  \t,"他行汇入  \t","-  \t","-  \t",-  \t,"1,200.00  \t","  \t",人民币  \t,"1,300.00 \t","甲乙公司  \t",
2026-03-03  \t,"手续费  \t","-  \t","-  \t",-  \t,"  \t","2.50  \t",人民币  \t,"1,297.50 \t","  \t",

人民币合计,,,,,"9,999.99  \t","1.00  \t",
"""
WALLET = """账单明细
支付宝账户：shop@example.com
收入：1笔 28.50元

交易时间   ,交易对方   ,收/支   ,金额   ,交易状态   ,交易订单号   ,备注  ,
2026-03-02 21:32:14 ,甲   ,收入  ,28.50  ,交易成功  ,A1\t,货款  ,
2026-03-03 21:32:14 ,乙   ,支出  ,3.00  ,交易成功  ,A2\t,/  ,
2026-03-03 22:00:00 ,丙   ,不计收支  ,9.00(已退)  ,退款成功  ,A3\t,/  ,
2026-03-04 22:00:00 ,丁   ,支出  ,7.00  ,交易关闭  ,A4\t,/  ,
"""


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


@pytest.fixture
def read(folder):
    def reading(content, encoding="utf-8", **told):
        (found,) = open_bank_file(folder.text(content, encoding=encoding), ImportOptions(**told))
        return found

    return reading


def said(found):
    return [note.message for note in found.notes]


def told(found):
    return [(one.booked.isoformat(), one.amount.plain(), one.amount.currency) for one in found.lines]


def test_a_signed_column_tells_payer_account_text_and_own_account(read):
    found = read(SIGNED)
    out, came = found.lines
    assert (found.format, came.account, came.amount, came.booked) == (
        "table",
        "8800",
        Money(120000, "CNY"),
        date(2026, 3, 2),
    )
    assert (came.payer, came.payer_account, came.text) == ("甲乙贸易有限公司", "6226****1111", "汇入\n货款 INV-4711")
    assert (out.amount.minor, out.payer, out.payer_account, out.text) == (-7150, "", "", "转账")
    assert DOES_NOT_ADD_UP not in said(found)
    assert (found.statements[0].opening, found.statements[0].closing) == (Money(200000, "CNY"), Money(312850, "CNY"))


def test_income_and_expense_apart_with_titles_tabs_and_a_total(read):
    found = read(APART)
    assert told(found) == [("2026-03-02", "1200.00", "CNY"), ("2026-03-03", "-2.50", "CNY")]
    assert {one.account for one in found.lines} == {"6200****4321"}
    assert DOES_NOT_ADD_UP not in said(found)
    assert DOES_NOT_ADD_UP in said(read(APART.replace("1,297.50", "1,297.49")))


CORPORATE = {
    "boc": """查询账号[ Inquirer account number ],445566778899
付款人账号[ Debit Account ],付款人名称[ Payer's Name ],\
收款人名称[ Payee's Name ],交易日期[ Transaction Date ],\
交易时间[ Transaction time ],交易货币[ Trade Currency ],\
交易金额[ Trade Amount ],交易后余额[ After-transaction balance ],\
交易流水号[ Transaction reference number ],交易附言[ Remark ]
62260001,甲乙公司,本公司,20260302,10:00:00,CNY,"1,200.00","1,300.00",S1,INV-4711
44556677,本公司,丙丁公司,20260303,10:00:00,CNY,-2.50,"1,297.50",S2,货款
""",
    "icbc": """[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,币种
1,445566778899,62260001,2026-03-02,贷,0.00,"1,200.00",102,INV-4711,,甲乙公司,"1,300.00",人民币
2,445566778899,62260002,2026-03-03,借,2.50,0.00,102,货款,,丙丁公司,"1,297.50",人民币
""",
    "ccb": """账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,\
余额,币种,对方户名,对方账号,记账日期,摘要,账户明细编号-交易流水号
445566778899,本公司,20260302 10:00:00,0,1200,1300,人民币元,甲乙公司,62260001,20260302,INV-4711,S1
445566778899,本公司,20260303 10:00:00,2.5,0,1297.5,人民币元,丙丁公司,62260002,20260303,货款,S2
""",
    "cmb": """账号: 445566778899
交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,收(付)方名称,收(付)方账号,币种
20260302,10:00:00,20260302,汇入,,1200.00,1300.00,INV-4711,S1,甲乙公司,62260001,CNY
20260303,10:00:00,20260303,汇出,2.50,,1297.50,货款,S2,丙丁公司,62260002,CNY
""",
}


@pytest.mark.parametrize("bank", CORPORATE)
def test_what_banks_give_to_companies(read, folder, bank):
    found = read(CORPORATE[bank])
    assert told(found) == [("2026-03-02", "1200.00", "CNY"), ("2026-03-03", "-2.50", "CNY")]
    came, out = found.lines
    assert (came.account, came.payer, came.payer_account) == ("445566778899", "甲乙公司", "62260001")
    assert (out.payer, "INV-4711" in came.text) == ("丙丁公司", True)
    assert DOES_NOT_ADD_UP not in said(found)
    assert is_bank_file(folder.text(CORPORATE[bank]))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_wallet_by_words_leaves_out_what_went_neither_way_or_was_closed(read, encoding):
    found = read(WALLET, encoding)
    assert told(found) == [("2026-03-02", "28.50", "CNY"), ("2026-03-03", "-3.00", "CNY")]
    assert (found.lines[0].account, found.lines[0].bank_reference) == ("shop@example.com", "A1")
    assert {NEITHER_WAY, NOT_BOOKED} <= set(said(found))


def test_workbooks_are_read_too(folder):
    path = folder.sheet(
        ["账户明细"],
        ["交易日期", "摘要", "收入", "支出", "币种", "余额", "流水号"],
        [date(2026, 3, 2), "货款", 1200.5, None, "CNY", 1300.5, "S1"],
        [date(2026, 3, 3), "手续费", None, 2, "CNY", 1298.5, "S2"],
    )
    assert is_bank_file(path)
    (found,) = open_bank_file(path)
    assert told(found) == [("2026-03-02", "1200.50", "CNY"), ("2026-03-03", "-2.00", "CNY")]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Date,Description,Amount,Balance\n2026-03-02,A,5.00,105.00\n2026-03-03,B,-2.00,103.00\n", ["5.00", "-2.00"]),
        ("Date,Details,Money in,Money out,Balance\n2026-03-02,A,5.00,,9\n2026-03-03,B,,2.00,7\n", ["5.00", "-2.00"]),
        ("Booking date,Amount,Cr/Dr,Payer\n2026-03-02,5.00,Cr,A\n2026-03-03,2.00,Dr,B\n", ["5.00", "-2.00"]),
        ("Post date,Amount,Credit / Debit\n2026-03-02,5.00,CREDIT\n2026-03-03,-2.00,DEBIT \n", ["5.00", "-2.00"]),
        ("Date,Amount,Balance\n2026-03-02,5.00 Cr,x\n2026-03-03,2.00 DR,x\n", ["5.00", "-2.00"]),
        ("交易日期,交易金额,日 志 号\n20260302,+5.00,1\n20260303,-2.00,2\n", ["5.00", "-2.00"]),
        ("交易时间,收/支,金额(元)\n2026-03-02 10:00:00,收入,¥5\n2026-03-03 10:00:00,支出,¥2\n", ["5.00", "-2.00"]),
        ("交易日期,借贷标志,发生额,余额\n2026-03-02,贷,5.00,\n2026-03-03,借,2.00,\n", ["5.00", "-2.00"]),
        ("Buchungstag;Verwendungszweck;Betrag;Saldo\n02.03.2026;A;5,00;9,00\n13.03.2026;B;-2,00;7,00\n",
         ["5.00", "-2.00"]),
        ("Buchungstag;Soll;Haben;Saldo\n02.03.2026;;5,00;9,00\n13.03.2026;2,00;;7,00\n", ["5.00", "-2.00"]),
        ("Value Date,Narration,Withdrawal Amt. (INR ),Deposit Amount (INR )\n2026-03-02,A,,5.00\n2026-03-03,B,2,0.0\n",
         ["5.00", "-2.00"]),
        ("Buchungstag;Betrag;Waehrung;Info\n02.03.26;5,00;EUR;gebucht\n13.03.26;-2,00;EUR;\n13.03.26;-7,00;EUR;vorgemerkt\n",
         ["5.00", "-2.00"]),
        ("Date,Amount,Balance\n2026-03-02,5.00,105.00\n2026-03-03,2.00,107.00\n", ["5.00", "2.00"]),
        ("Date,Details,Debit,Credit,Balance\n2026-03-02,A,-2.00,,7\n2026-03-03,B,,-5.00,2\n", ["2.00", "-5.00"]),
    ],
    ids=["signed", "money in and out", "words", "words and signs", "words behind", "plus", "wallet", "chinese words",
         "german", "german apart", "indian", "sparkasse", "all in by balances", "taken back by balances"],
)  # fmt: skip
def test_the_way_of_money_is_told(read, folder, table, expected):
    assert [one.amount.plain() for one in read(table, currency="CNY").lines] == expected
    assert is_bank_file(folder.text(table))


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("Date,Amount,Balance\n2026-03-02,5.00,100.00\n2026-03-03,2.00,98.00\n", BalancesAgainst),
        ("日期,摘要,借方,贷方,余额\n2026-03-02,A,5.00,,5.00\n2026-03-03,B,2.00,,7.00\n", BalancesAgainst),
        ("Date,Description,Amount\n2026-03-02,A,5.00\n2026-03-03,B,2.00\n", NoSignTold),
        ("Date,Amount,Balance\n2026-03-02,5.00,105.00\n", NoSignTold),
        ("Date,Details,Debit,Credit\n2026-03-02,A,-2.00,\n", NoSignTold),
        ("交易日期,入账日期,交易摘要,交易金额,入账金额\n2026-03-02,2026-03-02,A,5.00,5.00\n2026-03-03,2026-03-03,B,-1,-1\n",
         NoSignTold),
        ("某银行信用卡账单\n交易日,交易摘要,金额\n2026-03-02,A,5.00\n2026-03-03,B,-1\n", NoSignTold),
        ("Date,Amount,Cr/Dr\n2026-03-02,5.00,Cr\n2026-03-03,-2.00,Cr\n", BadBankLine),
        ("Date,Amount,Cr/Dr\n2026-03-02,5.00,perhaps\n", BadBankLine),
        ("Date,Amount,Cr/Dr\n2026-03-02,5.00,\n", BadBankLine),
        ("Date,Amount,Balance\n2026-03-02,5.00 Cr,x\n2026-03-03,2.00,x\n", BadBankLine),
        ("Date,Details,Debit,Credit\n2026-03-02,A,2.00,3.00\n", BadBankLine),
        ("Date,Details,Debit,Credit\n2026-03-02,A,,\n", BadBankLine),
        ("Date,Amount,Balance\n2026-03-02,12..34,5\n", BadBankLine),
        ("Date,Amount,Currency,Balance\n2026-03-02,-1,???,5\n", NoBankCurrency),
        ("Date,Amount,Currency,Balance\n2026-03-02,-1,florin,5\n", BadBankLine),
        ("Date,Amount,Balance\n2026-03-02,¥-1.00,5\n", NoBankCurrency),
        ("Date,Details,Amount,Balance\n,A,-1.00,5\n", NoBookingDay),
        ("交易日,交易摘要,收入,支出,币种\n12/29,A,5.00,,CNY\n", BankDayWithoutYear),
        ("Date,Details,Amount,Currency\n03/04/2026,A,-1.00,EUR\n", BankDayUndecided),
        ("Date,Details,Amount,Currency\n13/04/2026,A,-1.00,EUR\n04/14/2026,A,-1.00,EUR\n", DaysInBothOrders),
        ("Date,Details,Amount,Currency\n2026-04-13,A,-1.00,EUR\n14.04.2026,A,-1.00,EUR\n", DaysInTwoWays),
        ('Date,Details,Amount,Currency\n2026-04-13,A,"-1.234,5",EUR\n2026-04-14,A,"1,234.5",EUR\n', TwoDecimalMarks),
        ("Date,Details,Debit,Credit\n2026-03-02,Invoice 1,12,,5.00\n", TooManyBankValues),
        ("name,phone\nA,1\n", NoBankFile),
        ("\x00\x01\x02 nothing", NoBankFile),
    ],
)  # fmt: skip
def test_nothing_is_guessed(read, table, why):
    currency = "" if why is NoBankCurrency else "EUR"
    with pytest.raises(why):
        read(table, currency=currency)


def test_what_the_file_does_not_tell_can_be_told(read):
    table = "Date,Details,Amount,Balance\n03/04/2026,A,-1.00,5\n"
    assert told(read(table, currency="HKD", day_first=True)) == [("2026-04-03", "-1.00", "HKD")]
    assert told(read(table, currency="HKD", day_first=False)) == [("2026-03-04", "-1.00", "HKD")]


def test_a_prefix_of_the_amount_is_its_currency(read):
    table = "日期,摘要,收入,支出\n2026-03-02,A,CNY 5.00,\n2026-03-03,B,,JPY 100\n"
    assert told(read(table)) == [("2026-03-02", "5.00", "CNY"), ("2026-03-03", "-100", "JPY")]


def test_currencies_are_statements_of_their_own(read):
    found = read("Date,Details,Amount,Currency,Account\n2026-03-02,A,5,EUR,1\n2026-03-02,B,-6,USD,1\n")
    assert [(one.account, one.currency) for one in found.statements] == [("1", "EUR"), ("1", "USD")]


def test_a_table_without_an_account_has_one_of_its_layout(read):
    one = read("Date,Details,Amount,Currency\n2026-03-02,A,-5,EUR\n")
    again = read("Date , DETAILS,Amount,Currency\n2026-03-09,B,-6,EUR\n")
    other = read("Date,Text,Details,Amount,Currency\n2026-03-02,A,A,-5,EUR\n")
    assert one.lines[0].account == again.lines[0].account != other.lines[0].account
    assert NO_ACCOUNT in said(one)


@pytest.mark.parametrize(
    ("title", "account"),
    [
        ("账号：6222 0212 3456 7890 123", "6222021234567890123"),
        ("IBAN: DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("Account number\t12-345.6", "12-345.6"),
        ("账号: 1234 2026-03-01 - 2026-03-31", "1234"),
        ("卡号: 1234****5678", "1234****5678"),
        ("账户：shop@example.com", "shop@example.com"),
        ("账户：活期存款账户", "#"),
        ("Account: Savings", "#"),
    ],
)
def test_a_title_names_the_account(read, title, account):
    found = read(f"{title}\nDate,Details,Amount,Currency\n2026-03-02,A,-5,EUR\n")
    assert found.lines[0].account[: len(account)] == account
    assert (NO_ACCOUNT in said(found)) == (account == "#")


def test_no_movements_are_said(read):
    found = read("Date,Details,Amount,Balance\n")
    assert (found.lines, NO_MOVEMENTS in said(found)) == ((), True)


def test_equal_lines_of_one_day_are_both_real(read):
    assert len(read("Date,Details,Amount,Currency\n" + "2026-03-02,A,-5,EUR\n" * 2).lines) == 2


def test_tables_within_a_zip(tmp_path):
    path = tmp_path / "march.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("march/明细.csv", SIGNED)
    (found,) = open_bank_file(path)
    assert (found.name, len(found.lines)) == ("march/明细.csv", 2)


@pytest.mark.parametrize(
    "table",
    [
        "customer_id,invoice,date,amount,currency\nC1,I1,2026-03-02,5,EUR\n",
        "customer_id,customer,invoice,issued,due,amount,currency,open_amount\nC1,A,I1,2026-03-02,2026-03-02,5,EUR,5\n",
        "客户名称,单据号,日期,借方金额,贷方金额,余额\nA,1,2026-03-02,5,,5\n",
        "科目,凭证字号,日期,摘要,借方,贷方,余额\n1002,记-1,2026-03-02,A,5,,5\n",
        "Date,Num,Customer,Due date,Amount,Open balance\n2026-03-02,1,A,2026-03-02,5,5\n",
        "Date,Description,Amount,Currency\n2026-03-02,A,-5,EUR\n",
        "currency,date,rate\nUSD,2026-03-02,7.1\n",
        "name,phone\nA,1\n",
        "",
    ],
)
def test_what_is_not_surely_a_banks_stays_what_it_is(folder, table):
    assert not is_bank_file(folder.text(table))


def test_a_table_whose_columns_somebody_named_stays_what_they_said(folder):
    path = folder.text(SIGNED)
    assert is_bank_file(path)
    assert not is_bank_file(path, lambda headings: path if "附言" in headings else None)


@given(
    st.lists(st.integers(-(10**12), 10**12).filter(bool), min_size=1, max_size=12),
    st.sampled_from(["signed", "apart", "words"]),
    st.booleans(),
    st.integers(0, 10**9),
)
def test_every_way_of_writing_the_same_movements_gives_the_same_lines(tmp_path_factory, minors, how, backwards, start):
    def text(minor):
        return Money(minor, "CNY").plain()

    rows, balance = [], start
    for minor in minors:
        balance += minor
        size = text(abs(minor))
        money = {
            "signed": f"{'+' if minor > 0 else ''}{text(minor)}",
            "apart": f"{size}," if minor > 0 else f",{size}",
            "words": f"{size},{'收入' if minor > 0 else '支出'}",
        }[how]
        rows.append(f"2026-03-02,{money},{text(balance)},CNY")
    head = {"signed": "金额", "apart": "收入,支出", "words": "金额,收/支"}[how]
    order = -1 if backwards else 1
    path = tmp_path_factory.mktemp("tables") / "table.csv"
    path.write_text("\n".join([f"日期,{head},余额,币种", *rows[::order]]), encoding="utf-8")
    (found,) = open_bank_file(path)
    assert [one.amount.minor for one in found.lines] == minors[::order]
    assert found.statements[0].adds_up
