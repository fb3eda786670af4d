"""Compile the pages' texts whenever the package is built or installed."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Makes the ``messages.mo`` files that the wheel holds and a clone reads; they are not kept in git."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's own
        """Compile the catalogues, and name them, since what git ignores would be left out."""
        root = Path(self.root)
        files = _catalogues(root).compile_catalogues(root / "dashboard" / "texts")
        build_data["artifacts"] += [f"/{file.relative_to(root).as_posix()}" for file in files]


def _catalogues(root: Path) -> Any:  # noqa: ANN401 -- a module
    """Load the one module that is needed: what it belongs to is not installed yet."""
    path = root / "dashboard" / "texts" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
