"""The standard parser's own sentences, so that they are in the catalogues too."""

from __future__ import annotations

import argparse
from typing import Final

from collector_tui.domain.errors import N_
from collector_tui.present.i18n import ngettext, translate

ARGPARSE: Final = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("expected at most one argument"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
)


def argparse_words() -> None:
    """Let the standard parser speak the language of now: it looks its sentences up through these two names."""
    setattr(argparse, "_", translate)  # noqa: B010 - a name of the module that its stubs do not list
    setattr(argparse, "ngettext", ngettext)  # noqa: B010 - the same
