"""Imported first by run.py and test.py: ends with a sentence on a Python that is too old (readable down to 3.6)."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is the one place that older ones read
    HAVE = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(
        "collector-tui needs Python 3.11 or newer; this is "
        + HAVE
        + ". Start the script with a newer one, for example python3.11. Nothing was changed."
    )
