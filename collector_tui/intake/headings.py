"""What other programs call our fields: names of columns in English and Chinese, and a few in other languages.

Data only. They are compared without case, width, blanks and punctuation. Where a file has several names of one
field, the name that stands first here is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_CUSTOMER_ID: Final = (
    *("Customer No.", "Customer Number", "Customer Code", "Customer Account", "Account Number", "Client ID"),
    *("Contact Account Number", "Debtor No.", "客户编码", "客户编号", "客户代码", "往来单位编码", "对账对象编码"),
    *("Debitor", "ID Cliente", "id_pagador", "Code client"),
    *("Debitorennummer", "Debitornr.", "Kundennummer", "Kundennr.", "Kunden-Nr.", "Konto"),
    *("客户号", "客户代号", "客户ID"),
)
_CUSTOMER: Final = (
    *("Customer Name", "Customer Name1", "Client Name", "ContactName", "Contact Name", "Party's Name", "Party Name"),
    *("Invoice Partner Display Name", "Partner", "Debtor Name", "Company Name", "Client", "Debtor", "客户名称", "客户"),
    *("往来单位", "往来单位名称", "单位名称", "对账对象名称", "购买方名称", "Nom du client", "Nombre del cliente"),
    *("购方名称", "购货单位", "公司名称", "客户全称", "债务人", "欠款单位", "Kunde", "Kundenname", "Name"),
)
_INVOICE: Final = (
    *("Invoice Number", "Invoice No.", "Invoice #", "InvoiceNo", "Document No.", "Document Number", "DocumentNo"),
    *("Ref. No.", "Voucher No.", "Bill No.", "Number", "Num", "发票号", "发票号码", "单据号", "单据编号", "业务单号"),
    *("相关出库单据号", "Belegnummer", "Rechnungsnummer", "id_boleto", "Número da fatura", "Numéro de facture"),
    *(
        "Número de factura",
        "发票编号",
        "票号",
        "Rechnung",
        "Rechnungsnr.",
        "Rechnungs-Nr.",
        "Beleg",
        "Belegnr.",
        "Beleg-Nr.",
    ),
)
_AMOUNT: Final = (
    *(
        "Invoice Amount",
        "Total in Currency Signed",
        "Total Signed",
        "Total",
        "Amt in loc.cur.",
        "Amount in local currency",
        "Original Amount",
    ),
    *("Grand Total", "Opening Amount", "发票金额", "应收金额", "价税合计", "金额", "vlr_nominal", "Valor a pagar"),
    *("Montant TTC", "开票金额", "发票总额", "含税金额", "原币金额", "Rechnungsbetrag", "Bruttobetrag", "Betrag"),
)
_CURRENCY: Final = (
    *("Currency Code", "LCurr", "Curr.", "币种", "币别", "货币", "Moeda", "Devise", "Moneda", "Währung", "Währg"),
)
_REFERENCE: Final = ("Reference", "Ref", "Memo", "Narrative", "备注", "摘要", "流水号", "交易流水号")

HEADINGS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "invoices": {
        "customer_id": _CUSTOMER_ID,
        "customer": _CUSTOMER,
        "invoice": _INVOICE,
        "issued": (
            *("Invoice Date", "Date Issued", "Invoice/Bill Date", "Doc. Date", "Document Date", "Posting Date", "Date"),
            *("开票日期", "开票日", "单据日期", "发票日期", "业务日期"),
            *("出库日期", "Rechnungsdatum", "Belegdatum", "Datum"),
            *("dt_emissao", "Data de emissão", "DATA_EMISSAO_DOCUMENTO", "Date de facture", "Fecha de factura"),
        ),
        "due": (
            *("Due Date", "Date Due", "Due on", "Net due dt", "Net due date", "到期日", "到期日期", "应收到期日"),
            *("付款到期日", "约定付款日", "应付款日", "应收日期", "Fällig am", "Fällig"),
            *("Fälligkeit", "Nettofälligkeit", "Fälligkeitsdatum", "dt_vencimento", "DATA_VENCIMENTO"),
            *("Data de vencimento", "Date d'échéance", "Fecha de vencimiento"),
        ),
        "amount": _AMOUNT,
        "currency": _CURRENCY,
        "open_amount": (
            *(
                "Open Balance",
                "Amount Due Signed",
                "Remaining Amount",
                "Outstanding Amount",
                "Outstanding",
                "InvoiceAmountDue",
            ),
            *("Amount Due", "Balance Due", "Balance", "Pending Amount", "Residual", "未核销金额", "未核销", "未收金额"),
            *("未结金额", "未回款金额", "未收款", "应收账款余额", "剩余金额"),
            *("尚欠金额", "欠款余额", "Offen", "Offener Posten"),
            *("未付金额", "应收余额", "欠款金额", "欠款", "余额", "Saldo", "Offener Betrag", "Solde"),
        ),
        "disputed": ("Disputed Amount", "Dispute Amount", "Amount in Dispute", "争议金额", "是否争议", "有争议"),
        "dispute_reason": ("Dispute Reason", "Reason for Dispute", "争议原因", "争议说明"),
    },
    "payments": {
        "customer_id": (*_CUSTOMER_ID, "Customer", *_CUSTOMER),
        "invoice": _INVOICE,
        "date": (
            *("Payment Date", "Date Paid", "Paid on", "Receipt Date", "Date Received", "Value Date"),
            *("收款日期", "到账日期", "付款日期", "收款日", "到账日"),
            *("回款日期", "收款时间", "Data de pagamento", "Date de paiement"),
            *("Zahlungsdatum", "Bezahlt am", "Zahlungseingang"),
        ),
        "amount": (
            *("Payment Amount", "Amount Paid", "Amount Received", "Amount Applied", "收款金额", "到账金额", "付款金额"),
            *("实收金额", "回款金额", "金额", "Zahlbetrag", "Zahlungsbetrag", "Betrag"),
        ),
        "currency": _CURRENCY,
        "reference": _REFERENCE,
    },
    "customers": {
        "customer_id": _CUSTOMER_ID,
        "customer": _CUSTOMER,
        "person": ("Contact Person", "Primary Person", "Primary Contact", "联系人", "联系人姓名", "Ansprechpartner"),
        "role": ("Job Title", "Position", "职务", "职位"),
        "phone": (
            *("Phone Number", "Telephone", "Mobile", "Mobile Phone", "联系电话", "电话", "手机", "手机号", "Telefon"),
            *("Telefone", "Teléfono", "Téléphone"),
        ),
        "email": ("Email Address", "E-mail", "邮箱", "电子邮箱", "电子邮件"),
        "country": ("Country/Region", "国家", "Land", "País", "Pays"),
    },
    "rates": {
        "currency": ("Currency", "From Currency", "Foreign Currency", *_CURRENCY, "外币", "原币", "原币种"),
        "date": ("Date", "Rate Date", "Effective Date", "Valid From", "日期", "汇率日期", "生效日期", "Datum"),
        "rate": ("Rate", "Exchange Rate", "汇率", "折算汇率", "记账汇率", "Kurs", "Wechselkurs"),
        "base": ("Base Currency", "To Currency", "Home Currency", "本位币", "记账本位币", "目标币种"),
    },
}

STATUSES: Final = (
    *("Status", "Invoice Status", "Payment Status", "State", "状态", "单据状态", "核销状态", "付款状态", "收款状态"),
    *("发票状态", "结清状态"),
)
"""Words that say whether a row is open."""

OPEN_FLAGS: Final = ("Open",)
"""Yes or no, where another column holds what is open."""

SETTLED_BY: Final = (
    *(
        "ClosedAtDate",
        "Clrng doc.",
        "Clearing doc.",
        "Clearing Document",
        "Clearing Date",
        "Clearing",
        "Ausgleichsbeleg",
        "Ausgleich",
    ),
    *("SettledDate", "Settled Date", "Date Paid", "dt_pagamento"),
)
"""Filled where a row is settled."""

LINE_AMOUNTS: Final = ("Line Total", "LineAmount", "Item Total")
LINE_MARKS: Final = (*LINE_AMOUNTS, "Item Name")
"""One line of an invoice to a row."""

SIDES: Final = (
    ("amount", "借方-发生-金额", "贷方-发生-金额"),
    ("open_amount", "借方-未结-金额", "贷方-未结-金额"),
    ("amount", "借方金额", "贷方金额"),
    ("amount", "借方", "贷方"),
    ("amount", "Debit", "Credit"),
    ("amount", "应收金额", "预收金额"),
)
"""Field, what raises it, what lowers it."""

RUNNING: Final = ("Balance", "余额", "Saldo", "Solde")
"""Beside debit and credit these may be the account's balance up to a row."""

TYPES: Final = ("Type", "Document Type", "Transaction Type", "Invoice Type", "单据类型", "Belegart")
"""What kind of document a row is."""

GROUPS: Final = ("Party's Name",)
"""Names that stand alone on a row above their items."""

DECIDES_ROWS: Final = (
    *(*STATUSES, *OPEN_FLAGS, *SETTLED_BY, *LINE_MARKS, *GROUPS, "< 1 Month"),
    *(side for _, *both in SIDES[:-1] for side in both),
)
"""Columns which say that a row is paid, void, one line of many, or of the other sign: not to be passed over."""

_MONTHS: Final = ("< 1 Month", "1 Month", "2 Months", "3 Months", "Older")

BUCKETS: Final = ("Current", "1 - 30", "31 - 60", "61 - 90", "91 and over", "> 90", "0-30", "90+", "未到期", *_MONTHS)
"""Columns of an ageing report: sums by age, or an item under its age."""
