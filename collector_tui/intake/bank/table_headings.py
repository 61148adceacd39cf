"""What banks call the columns of their tables, and the words by which they tell which way money went.

Data only. Compared without case, width, blanks and punctuation. Where a table has several names of one role, the one
that stands first here is taken: the day of booking before that of the deal, what was booked before what was paid.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "day": (
        *("Booking Date", "Booking Day", "Post Date", "Posting Date", "Buchungstag", "Buchungsdatum", "Buchung"),
        *("银行记账日", "记账日期", "记账日", "入账日期", "入账日", "Date opération", "Date"),
        *("Transaction Date", "Datum", "交易日期", "交易日", "交易成功时间", "日期", "交易时间", "Fecha"),
        *("Value Date", "Valuta", "Valutadatum", "Wertstellung", "起息日", "起息日期"),
    ),
    "amount": (
        *("记账金额", "入账金额", "结算金额", "入账币种/金额", "Billing Amount", "Booked Amount", "人民币金额"),
        *("实付金额", "交易金额", "发生额", "金额", "Amount", "Transaction Amount", "Betrag", "Umsatz", "Importe"),
        *("交易币种/金额", "交易地金额"),
    ),
    "income": (
        *("记账金额(收入)", "收入金额", "收入", "存入", "存入金额", "贷方发生额", "贷方金额", "贷方", "交易金额(收入)"),
        *("转入金额", "Credit", "Credit Amount", "Credits", "Money In", "Paid In", "Deposit", "Deposits", "Haben"),
        *("Gutschrift", "Crédit", "贷方发生额(收入)", "贷方发生额/元(收入)", "Deposit Amount", "Deposit Amt."),
    ),
    "expense": (
        *("记账金额(支出)", "支出金额", "支出", "支取", "支取金额", "借方发生额", "借方金额", "借方", "交易金额(支出)"),
        *("转出金额", "Debit", "Debit Amount", "Debits", "Money Out", "Paid Out", "Withdrawal", "Withdrawals", "Soll"),
        *("Belastung", "Lastschrift", "Débit", "借方发生额(支取)", "借方发生额/元(支取)", "Withdrawal Amount"),
        *("Withdrawal Amt.",),
    ),
    "direction": (
        *("收/支", "收支", "收支类型", "收支方向", "借贷标志", "借贷方向", "借贷", "Credit / Debit", "Debit/Credit"),
        *("Cr/Dr", "Dr/Cr", "CreditDebit Indicator", "Direction", "Soll/Haben", "S/H"),
    ),
    "currency": (
        *("记账币种", "入账货币", "入账币种", "结算币种", "Billing Currency", "币种", "币别", "货币", "交易币种"),
        *("交易货币", "Currency", "Currency Code", "CCY", "Währung", "Waehrung", "Devise", "Moneda"),
    ),
    "balance": (
        *("余额", "本次余额", "账户余额", "联机余额", "当前余额", "交易后余额", "Balance", "Running Balance"),
        *("Closing Balance", "Account Balance", "Saldo", "Saldo nach Buchung", "Kontostand"),
    ),
    "payer": (
        *("对方户名", "对方账户名", "对方账户名称", "对方名称", "对方单位名称", "对方单位", "交易对方", "交易对手"),
        *("对手信息", "对方信息", "付款人名称", "付款人", "收/付方名称", "收(付)方名称", "Payer", "Payer Name"),
        *("Payer's Name", "Counterparty", "Counterparty Name", "Name"),
        *("Merchant Name", "商户名称", "Auftraggeber/Empfänger", "Auftraggeber / Begünstigter", "Zahlungspflichtiger"),
        *("Beguenstigter/Zahlungspflichtiger", "Begünstigter/Zahlungspflichtiger", "Name Zahlungsbeteiligter"),
        *("Partner Name",),
    ),
    "payee": ("收款人名称", "收款人", "Payee", "Payee Name", "Zahlungsempfänger", "Zahlungsempfänger*in"),
    "payer_account": (
        *("对方账号", "对方帐号", "对方卡号/账号", "对方卡号", "对方账户", "Counterparty Account", "Payer Account"),
        *("付款人账号", "付款人帐号", "收/付方帐号", "收/付方账号", "收(付)方账号", "收(付)方帐号"),
        *("Counterparty IBAN", "Partner IBAN", "Kontonummer/IBAN", "IBAN Zahlungsbeteiligter"),
    ),
    "account": (
        *("本方账号", "本方帐号", "借记卡号", "账号", "帐号", "Account", "Account Number", "Account No.", "IBAN"),
        *("Auftragskonto", "IBAN Auftragskonto", "Own Account", "Cuenta"),
    ),
    "bank_reference": (
        *("交易流水号", "流水号", "日志号", "核心流水号", "交易单号", "交易订单号", "Bank Reference", "Transaction ID"),
        *("账户明细编号-交易流水号", "Transaction Reference", "Référence", "Referencia", "Ref"),
    ),
    "status": ("交易状态", "当前状态", "Transaction Status", "Status", "Info"),
}

TEXTS: Final = (
    *("摘要", "交易摘要", "附言", "交易附言", "用途", "备注", "客户摘要", "交易说明", "交易描述", "商品说明", "商品"),
    *("交易名称", "订单标题", "Description", "Details", "Transaction Details", "Reference", "Customer Reference"),
    *("业务摘要", "其它摘要", "Transaction Description", "Transaction Remarks", "Narration"),
    *("Narrative", "Memo", "Remarks", "Particulars", "Verwendungszweck", "Buchungstext", "Kundenreferenz"),
    *("Kundenreferenz (End-to-End)", "Libellé", "Concepto"),
)
"""All that a table has of them is the text, in its order."""

OF_BANKS: Final = ("balance", "payer_account", "income", "direction")
"""Roles of which a table of a bank has one, and a list of invoices or payments hardly any."""
WORDS_OF_BANKS: Final = (
    *("交易流水号", "流水号", "日志号", "核心流水号", "交易单号", "交易订单号", "附言", "交易附言", "对方户名"),
    *("对方账户名", "账户明细编号-交易流水号", "Buchungstag", "Verwendungszweck"),
)
"""Headings that say the same by themselves."""

OF_LEDGERS: Final = ("customer_id", "customer", "invoice", "due", "person")
"""Fields of the ledger that no bank tells, but for the headings below."""
ALSO_OF_BANKS: Final = ("Account Number", "Konto", "Name", "Partner", "Number", "Num")

OF_BOOKS: Final = ("科目", "科目名称", "科目编码", "凭证字号", "凭证字")
"""Columns of our own books, where what a bank calls credit stands as debit."""

CARD: Final = (*("卡末四位", "卡号末四位", "卡号后四位", "Card Number", "Card No.", "Merchant Name", "Kartennummer"),)
"""Columns of a card's statement, where what was spent may be written without a sign. Two amounts are another mark."""
CARD_TITLES: Final = ("信用卡", "credit card", "kreditkarte")

INCOME: Final = ("收入", "收", "贷", "贷方", "贷 Cr", "Cr", "Credit", "C", "CRDT", "In", "H", "Haben", "转入", "存入")
EXPENSE: Final = ("支出", "支", "借", "借方", "借 Dr", "Dr", "Debit", "D", "DBIT", "Out", "S", "Soll", "转出", "支取")
NEITHER: Final = ("不计收支", "中性交易", "其他", "")
"""Money of one's own between one's own accounts, or an order that was closed: '/' and '-' say the same."""

NOT_DONE: Final = (
    *("关闭", "失败", "等待", "撤销", "取消", "pending", "failed", "cancel", "closed", "declined", "vorgemerkt"),
)
"""Within the word of a status: nothing was booked, or not yet."""
TOTALS: Final = ("合计", "总计", "共计", "小计", "期初余额", "期末余额", "total", "summe", "opening", "closing")
"""Within the first text of a row that is no movement."""
