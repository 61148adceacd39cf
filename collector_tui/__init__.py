"""collector-tui: the desk of people who collect overdue business invoices by phone."""

__version__ = "0.2.0"
