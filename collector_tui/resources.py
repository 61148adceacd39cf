"""Where the files of `db/` (migrations, what the demo book is made from) lie at run time."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def db_folder(name: str) -> Path:
    """Return the folder `db/<name>`: the one inside the installed package, else the checkout's.

    An editable install carries no `db` inside the package; there the checkout is known by its pyproject.toml.
    Raises FileNotFoundError when neither exists: the installation is not whole.
    """
    packaged = _PACKAGE / "db" / name
    if packaged.is_dir():
        return packaged
    checkout = _PACKAGE.parent
    folder = checkout / "db" / name
    if (checkout / "pyproject.toml").is_file() and folder.is_dir():
        return folder
    message = f"collector-tui is not completely installed: there is no folder db/{name}. Install it again."
    raise FileNotFoundError(message)


def policy_file(name: str = "b2b_house") -> Path:
    """Return the policy profile that ships with the program."""
    return _PACKAGE / "policy" / f"{name}.toml"
