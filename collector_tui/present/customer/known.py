"""What is known of a customer besides what files say."""

from __future__ import annotations

from collections.abc import Sequence

from collector_tui.present.i18n import _
from collector_tui.present.safe import safe


def policies_text(names: Sequence[str]) -> str:
    """Return which tables of the policy file count for a customer besides what counts for everybody."""
    return _("policy: {names}").format(names=safe(_(", ").join(names)))
