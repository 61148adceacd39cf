"""The table of acts, one file a place."""
