"""The IBM late-payment history as plain import files. The data is no part of the checkout.

Its folder is named by COLLECTOR_SAMPLES, or is shared/samples beside the checkout. By hand:
    python tests/samples/ibm_plain.py FOLDER [PAID_BEFORE]
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HISTORY = Path("ibm-late-payments", "WA_Fn-UseC_-Accounts-Receivable.csv")
CURRENCY = "USD"  # the history names none
INVOICES = ("customer_id", "customer", "invoice", "issued", "due", "amount", "currency")
PAYMENTS = ("customer_id", "invoice", "date", "amount", "currency", "reference")
CUSTOMERS = ("customer_id", "customer", "parent", "collector", "segment", "zone", "person", "role", "phone", "email")


@dataclass(frozen=True, slots=True)
class PlainFiles:
    """The three files."""

    customers: Path
    invoices: Path
    payments: Path


def history() -> Path | None:
    """Return the history, or None where the samples are not at hand."""
    told = os.environ.get("COLLECTOR_SAMPLES")
    beside = Path(__file__).resolve().parents[3] / "shared" / "samples"
    path = (Path(told) if told else beside) / HISTORY
    return path if path.is_file() else None


def write_plain(source: Path, folder: Path, paid_before: date | None = None) -> PlainFiles:
    """Write the plain files; payments only those dated before `paid_before`, if that is given."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    folder.mkdir(parents=True, exist_ok=True)
    files = PlainFiles(*(folder / f"{name}.csv" for name in ("customers", "invoices", "payments")))
    _write(files.customers, CUSTOMERS, _customers(rows))
    _write(files.invoices, INVOICES, map(_invoice, rows))
    _write(files.payments, PAYMENTS, _payments(rows, paid_before))
    return files


def day(text: str) -> date:
    """Read M/D/YYYY."""
    month, of_month, year = map(int, text.split("/"))
    return date(year, month, of_month)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _customers(rows: Iterable[dict[str, str]]) -> Iterator[Sequence[object]]:
    """One line a customer; the history knows neither names nor people, so the id stands for both."""
    countries = {row["customerID"]: row["countryCode"] for row in rows}
    for number, (customer, country) in enumerate(sorted(countries.items()), 1):
        phone = f"+1 202 555 {number:04}"
        yield (customer, customer, "", "", country, "", f"Payer of {customer}", "payer", phone, "")


def _invoice(row: dict[str, str]) -> Sequence[object]:
    issued, due = day(row["InvoiceDate"]), day(row["DueDate"])
    return (row["customerID"], row["customerID"], row["invoiceNumber"], issued, due, row["InvoiceAmount"], CURRENCY)


def _payments(rows: Iterable[dict[str, str]], before: date | None) -> Iterator[Sequence[object]]:
    for row in rows:
        settled = day(row["SettledDate"])
        if before is None or settled < before:
            yield (row["customerID"], row["invoiceNumber"], settled, row["InvoiceAmount"], CURRENCY, "")


if __name__ == "__main__":
    found = history()
    if found is None:
        sys.exit("The samples are not at hand; name their folder in COLLECTOR_SAMPLES.")
    print(write_plain(found, Path(sys.argv[1]), date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else None))
