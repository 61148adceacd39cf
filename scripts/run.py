"""Run collector-tui from a checkout: `python3 scripts/run.py [ARGUMENTS OF collector]`. Makes its environment itself.

Without arguments it opens a made-up book to look around in; nothing real is touched.
"""

import os
import subprocess
import sys

import enough_python  # noqa: F401 - before anything that an old Python cannot read
import setup_env


def main(arguments: list[str]) -> int:
    """Hand the arguments to `collector` and return its exit code; the program gets the terminal and its signals."""
    try:
        python = setup_env.ready()
    except setup_env.CannotSetUp as failure:
        print(failure, file=sys.stderr)
        return 1
    command = [str(python), "-m", "collector_tui", *(arguments or ["demo"])]
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - no shell is what is wanted
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
