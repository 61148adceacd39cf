"""Make, mend or re-use the checkout's own environment in `.venv`. Standard library only; Python 3.11 or newer.

`uv` makes it when it is there and works, else `venv` and `pip`. Whatever index, proxy or certificates pip is configured
with are used as they are. The environment is made again only when pyproject.toml, constraints.txt or the Python change.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import assets

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
_STAMP = VENV / "collector-tui.stamp"
_INPUTS = ("pyproject.toml", "constraints.txt", "scripts/hatch_build.py", "collector_tui/__init__.py")


class CannotSetUp(Exception):
    """The environment cannot be made; the text says why and what to do."""


def venv_python(venv: Path = VENV) -> Path:
    """Return the interpreter of an environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def ready() -> Path:
    """Return the interpreter of an environment that is complete and has fresh compiled files; make what is missing.

    Raises CannotSetUp with a sentence. What is said meanwhile goes to standard error.
    """
    if not _healthy():
        _make()
    if not _stamped():
        _install()
    _compile()
    return venv_python()


def _healthy() -> bool:
    """Return whether the environment's Python starts and can install; one half made or moved away cannot."""
    return _quiet([str(venv_python()), "-I", "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"])


def _quiet(command: list[str]) -> bool:
    """Return whether a command starts and succeeds."""
    try:
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


def _make() -> None:
    if VENV.exists():
        _say("The environment in .venv is not usable; making it again.")
        shutil.rmtree(VENV)
    if _uv() and _quiet(["uv", "venv", "--seed", "--python", sys.executable, str(VENV)]) and _healthy():
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise CannotSetUp(_no_venv(missing[0]))
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode or not _healthy():
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotSetUp(f"{done.stdout}{done.stderr}\n{_no_venv('venv')}".strip())


def _no_venv(module: str) -> str:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return (
        f"This Python cannot make a virtual environment: its module '{module}' is missing or broken. Install it and "
        f"try again: on Debian or Ubuntu `sudo apt install python{version}-venv`, elsewhere Python {version} from its "
        "official installer. Nothing was changed."
    )


def _uv() -> bool:
    return shutil.which("uv") is not None and _quiet(["uv", "--version"])


def _install() -> None:
    """Install the checkout (editable) with everything that its tests need."""
    _say("Setting up the environment in .venv (a minute or so, the first time) ...")
    wanted = ["-e", f"{ROOT}[dev]", "-c", str(ROOT / "constraints.txt")]
    if not (_uv() and _quiet(["uv", "pip", "install", "--python", str(venv_python()), *wanted])):
        _pip(wanted)
    _STAMP.write_text(_fingerprint(), encoding="ascii")


def _pip(wanted: list[str]) -> None:
    command = [str(venv_python()), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-q", *wanted]
    done = subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        tail = "\n".join(done.stderr.strip().splitlines()[-15:])
        raise CannotSetUp(f"{tail}\n\n{_why(done.stderr)}")


_UNREACHABLE = ("Failed to establish", "Temporary failure", "Name or service", "Max retries", "timed out", "ProxyError")
_NOT_FOUND = ("Could not find a version", "No matching distribution", "CERTIFICATE_VERIFY_FAILED", "SSLError")


def _why(errors: str) -> str:
    """Return what to do about pip's failure."""
    if any(sign in errors for sign in _UNREACHABLE + _NOT_FOUND):
        return (
            "pip could not get a package from its index (see above). Check the network, or tell pip about your proxy "
            "or mirror: it follows pip.conf, PIP_INDEX_URL, PIP_CERT and HTTPS_PROXY. Then start this again."
        )
    return "pip could not install a package (see above). When that is mended, start this again."


def _compile() -> None:
    if assets.anything_stale():
        done = subprocess.run(
            [str(venv_python()), str(ROOT / "scripts" / "assets.py")], check=False, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise CannotSetUp("The catalogues or the playbook could not be compiled (see above).")


def _stamped() -> bool:
    return _STAMP.is_file() and _STAMP.read_text(encoding="ascii") == _fingerprint()


def _fingerprint() -> str:
    """Return a digest of what an environment is made from, and where: a moved checkout needs a new install."""
    digest = hashlib.sha256(str(ROOT).encode("utf-8", "surrogateescape"))
    for name in _INPUTS:
        digest.update(b"\0" + (ROOT / name).read_bytes())
    return digest.hexdigest()


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
