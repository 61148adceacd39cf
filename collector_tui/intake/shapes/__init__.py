"""Odd rows of other programs' exports made into one row an open item, before any row is checked."""
