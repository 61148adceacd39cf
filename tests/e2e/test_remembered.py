"""What a file is like, told once: kept for the next file with its headings; and what cannot be told is not guessed."""

from __future__ import annotations

HEADER = "customer_id,customer,invoice,issued,Fällig am,amount,currency"


def test_a_column_of_two_ways_keeps_the_file_out_even_where_bad_rows_are_left_out(office) -> None:
    rows = ("C-1,Acme,A-1,2026-03-01,03/04/2026,10.00,EUR", "C-1,Acme,A-2,2026-03-01,25.10.2026,10.00,EUR")
    told = office("import", office.invoices(*rows), "--dayfirst", "--skip-bad-rows")
    assert told.code == 3
    for word in ("due", "03/04/2026 (row 2)", "25.10.2026 (row 3)", "Nothing was changed"):
        assert word in told.err
    assert not office.book.exists()


def test_a_told_order_that_a_row_contradicts_keeps_the_file_out(office) -> None:
    rows = ("C-1,Acme,A-1,2026-03-01,03/04/2026,10.00,EUR", "C-1,Acme,A-2,2026-03-01,25/10/2026,10.00,EUR")
    told = office("import", office.invoices(*rows), "--monthfirst", "--skip-bad-rows")
    assert told.code == 3
    assert "row 3 says 25/10/2026 in column due" in told.err
    assert not office.book.exists()
