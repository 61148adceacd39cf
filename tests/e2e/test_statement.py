"""A statement of account as a file to send: whole, in the customer's language, harmless, and nothing of ours in it."""

from __future__ import annotations

import csv
import stat
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

HOSTILE = "Harbour <script>alert(1)</script> & \u202eSons"
INTERNAL = ("our-secret-note", "li-the-collector", "ben-the-resolver", "quality-reason", "their-words")


@pytest.fixture
def family(office):
    """A head office that pays for two branches; a dispute and a promise with words that are ours alone."""
    (office.home / "data").mkdir(mode=0o700, exist_ok=True)
    (office.home / "data" / "settings.toml").write_text('company = "Bright <Tea> & Co"\nphone = "+86 21 5555 0199"\n')
    heads = "customer_id,customer,parent,collector,pays_centrally,language,person,phone"
    customers = office.file(
        "customers.csv",
        heads,
        f"H,{HOSTILE},,li-the-collector,yes,zh-CN,Ann Lee,+86 10 5550 0101",
        "B1,=1+1 East,H,li-the-collector,,,,",
        "B2,西港分公司,H,li-the-collector,,en,,",
    )
    invoices = office.invoices(
        f"H,{HOSTILE},H-1,2026-07-01,2026-08-01,120000.00,CNY",
        f"H,{HOSTILE},H-CN,2026-09-01,2026-09-01,-5000.00,CNY",
        "B1,=1+1 East,E-1,2026-09-01,2026-10-01,80000.00,CNY",
        "B2,西港分公司,W-1,2026-11-01,2026-12-01,1234.56,USD",
    )
    payments = office.payments("B1,E-1,2026-11-20,1000.00,CNY,+R/77", "H,,2026-11-21,250.00,CNY,loose")
    office.did("import", customers, invoices, payments)
    log = ("log", "--person", "Ann Lee", "--words", "their-words", "--currency", "CNY")
    why = ("--reason", "quality-reason", "--bring", "resolver=ben-the-resolver", "answer_by=2026-12-20")
    office.did(*log, "--customer", "H", "--outcome", "dispute", "--items", "H-1", "--amount", "30000", *why)
    promised = ("--amount", "50000", "--on", "2026-12-01", "--method", "transfer", "--items", "E-1")
    office.did(*log, "--customer", "B1", "--outcome", "promise", *promised)
    office.did("hold", "H", "--until", "2026-12-09", "--reason", "our-secret-note")
    return office


class Told(HTMLParser):
    """What a browser would show, tag by tag, and what it would fetch or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.cells: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag in {"td", "th", "h1", "h2"}:
            self.cells.append("")

    def handle_data(self, data) -> None:
        if self.cells:
            self.cells[-1] += data


def page(office, *words) -> str:
    out = office.home / "out.html"
    office.did("statement", *words, "--to", out, "--replace")
    return out.read_text(encoding="utf-8")


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_page_tells_the_family_with_its_branches(family) -> None:
    cells = Told(page(family, "H", "--lang", "en")).cells
    told = " | ".join(cells)
    assert "H-1 | Harbour <script>alert(1)</script> & Sons | Jul 1, 2026 | Aug 1, 2026 | 115 |" in told
    assert "E-1 | =1+1 East | Sep 1, 2026 | Oct 1, 2026 | 54 | 80,000.00 | 79,000.00 | -" in told
    assert "W-1 | 西港分公司 | Nov 1, 2026 | Dec 1, 2026 | not due yet | 1,234.56 | 1,234.56 | -" in told
    account = "CNY | 199,000.00 | 199,000.00 | 169,000.00 | 30,000.00 | -5,000.00 | -250.00 | 193,750.00"
    assert account in told
    assert "31-60 days | 91-120 days | Credit notes | Money not applied | Balance" in told
    assert "Nov 20, 2026 | =1+1 East | payment | E-1 | +R/77 | CNY 1,000.00" in told


def test_the_page_fetches_nothing_and_runs_nothing(family) -> None:
    text = page(family, "H")
    told = Told(text)
    assert told.tags.isdisjoint({"script", "img", "link", "iframe", "object", "a", "form"})
    assert {name for name, _value in told.attributes} <= {"lang", "charset", "content", "name", "http-equiv", "class"}
    assert "url(" not in text
    assert "@import" not in text
    assert "\u202e" not in text


def test_it_speaks_the_customers_language_unless_told(family) -> None:
    assert '<html lang="zh-Hans">' in page(family, "H")
    assert "对账单" in page(family, "H")
    assert '<html lang="en">' in page(family, "H", "--lang", "en")
    assert '<html lang="en">' in page(family, "B2")
    assert "对账单" not in page(family, "B1"), "without a language of its own: the program's"
    family.did("statement", "H", "--to", family.home / "zh.csv")
    assert rows(family.home / "zh.csv")[0][:3] == ["发出方", "对账日期", "款项截至"]


@pytest.mark.parametrize("form", ["html", "csv", "xlsx"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_of_ours_leaks(family, form, lang) -> None:
    out = family.home / f"out.{form}"
    family.did("statement", "H", "--to", out, "--with-promises", "--lang", lang)
    told = str(openpyxl_text(out)) if form == "xlsx" else out.read_text(encoding="utf-8")
    assert not [word for word in INTERNAL if word in told]
    assert ("50000.00" in told) or ("50,000.00" in told) or ("50000" in told)


def openpyxl_text(path: Path) -> list[object]:
    return [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row]


def test_promises_only_if_asked(family) -> None:
    assert "Agreed" not in page(family, "H", "--lang", "en")
    assert "Dec 1, 2026 | CNY 50,000.00" in " | ".join(Told(page(family, "H", "--with-promises", "--lang", "en")).cells)


def test_csv_has_plain_days_and_numbers_and_no_formula(family) -> None:
    out = family.home / "out.csv"
    family.did("statement", "H", "--to", out, "--lang", "en")
    heads, *lines = rows(out)
    found = [dict(zip(heads, line, strict=True)) for line in lines]
    first = next(one for one in found if one["Invoice"] == "H-1")
    assert (first["Date"], first["Due"], first["Days past due"]) == ("2026-07-01", "2026-08-01", "115")
    assert (first["Amount"], first["Still open"], first["Disputed"]) == ("120000.00", "120000.00", "30000.00")
    assert {one["Payments known until"] for one in found} == {"2026-11-23"}
    assert [one["Still open"] for one in found if one["What"] == "balance"] == ["193750.00", "1234.56"]
    cells = [cell for line in lines for cell in line]
    assert "'=1+1 East" in cells
    assert "'+R/77" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_xlsx_has_real_days_and_numbers_and_no_formula(family) -> None:
    out = family.home / "out.xlsx"
    family.did("statement", "H", "--to", out, "--lang", "en")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Statement", "Balance and ageing", "Open items", "Payments"]
    heads, *lines = book["Open items"].iter_rows(values_only=True)
    first = dict(zip(heads, next(line for line in lines if "H-1" in line), strict=True))
    assert (first["Due"], first["Amount"], first["Disputed"]) == (datetime(2026, 8, 1), 120000, 30000)
    assert book["Open items"]["J2"].number_format == "#,##0.00"
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    dialled = next(row[1] for row in book["Statement"].iter_rows() if row[0].value == "Phone")
    assert dialled.value == "+86 21 5555 0199"
    assert dialled.quotePrefix
    ages = dict(zip(*book["Balance and ageing"].iter_rows(values_only=True, max_row=2), strict=True))
    assert (ages["31-60 days"], ages["over 3 years"], ages["Money not applied"]) == (79000, 0, 250)


def test_as_of_is_the_morning_of_that_day(family) -> None:
    before = page(family, "H", "--as-of", "2026-11-21", "--lang", "en")
    assert "Nov 20, 2026" in before
    assert "250.00" not in before, "dated on that day: not known on its morning"
    assert "30,000.00" not in before, "disputed later"
    family.did("import", family.payments("B1,E-1,2026-11-22,5.00,CNY,late", name="more.csv"))
    assert page(family, "H", "--as-of", "2026-11-21", "--lang", "en") == before


def test_a_branch_alone_says_who_pays(family) -> None:
    done = family.did("statement", "B1", "--to", family.home / "b.html", "--json")
    assert done.json["members"] == ["B1"]
    assert "collector statement H" in done.err
    assert family.asked("statement", "H", "--to", family.home / "h.html")["members"] == ["H", "B1", "B2"]


def test_without_a_company_it_says_so_and_nothing_open_is_a_statement_too(shop) -> None:
    done = shop.did("statement", "C-2", "--to", shop.home / "c.html")
    assert "settings.toml" in done.err
    shop.did("import", shop.payments("C-2,B-1,2026-11-20,900.00,EUR,"))
    shop.did("statement", "C-2", "--to", shop.home / "c.html", "--replace")
    text = (shop.home / "c.html").read_text()
    assert "Nothing is open on this account." in text
    assert "EUR 900.00" in text


@pytest.mark.parametrize("form", ["html", "csv", "xlsx"])
def test_the_file_is_its_owners_alone_and_replaces_nothing_unless_told(shop, form) -> None:
    out = shop.home / f"out.{form}"
    out.write_text("mine")
    out.chmod(0o644)
    assert shop("statement", "C-1", "--to", out).code == 3
    assert out.read_text() == "mine"
    shop.did("statement", "C-1", "--to", out, "--replace")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert not list(shop.home.glob(".*.part"))


def test_a_link_that_leads_nowhere_is_a_file_in_the_way(shop) -> None:
    out = shop.home / "out.html"
    out.symlink_to(shop.home / "elsewhere.html")
    assert shop("statement", "C-1", "--to", out).code == 3
    assert not (shop.home / "elsewhere.html").exists()


def test_payments_cannot_be_told_from_further_back_than_they_are_held(shop) -> None:
    done = shop("statement", "C-1", "--to", shop.home / "c.html", "--since", "2026-01-01")
    assert done.code == 3
    assert "May 28, 2026" in done.err
    assert shop("statement", "C-1", "--to", shop.home / "c.html", "--since", "2026-11-25").code == 3
    shop.did("statement", "C-1", "--to", shop.home / "c.html", "--since", "2026-05-28")
