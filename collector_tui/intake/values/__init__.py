"""Columns of a file: days, amounts and keys, each written in one way from top to bottom."""
