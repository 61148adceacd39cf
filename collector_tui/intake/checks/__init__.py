"""Whole rows: cells in, a checked row of the ledger out, or a BadRow that names every fault of it."""
