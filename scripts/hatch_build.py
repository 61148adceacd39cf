"""The build hook: a wheel carries compiled catalogues and the compiled playbook."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileAssets(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles before each build, editable ones too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's
        root = Path(self.root)
        runpy.run_path(str(root / "scripts" / "assets.py"))["compile_stale"](root)
