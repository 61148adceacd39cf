"""`python -m collector_tui` is the `collector` command."""

from __future__ import annotations

import sys

from collector_tui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
