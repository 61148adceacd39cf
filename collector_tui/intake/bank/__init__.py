"""Statements of banks: told by what is in them, read by libraries, checked here."""
