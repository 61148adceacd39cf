"""Questions on top of a screen; each answers with a value or with nothing."""
