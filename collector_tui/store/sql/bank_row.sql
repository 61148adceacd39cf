SELECT l.line_id, l.format, l.account, l.booked, l.amount_minor, l.currency, l.payer, l.payer_account, l.on_behalf_of,
    l.refs, l.text, l.bank_reference, l.reversal,
    EXISTS (
        SELECT 1 FROM bank_line r
        JOIN batch rb ON rb.batch_seq = r.batch_seq
        WHERE r.takes_back = l.line_id AND rb.recorded_at < :cut
    )
