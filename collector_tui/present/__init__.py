"""Domain values to words and cells, in two languages; shared by the screens and the plain-text commands."""
