"""Where the files that travel with the program lie.

In a clone they stand beside the packages, in a wheel in a folder of their own.
"""

from pathlib import Path

_CLONE = Path(__file__).resolve().parent.parent
_INSTALLED = _CLONE / "tvaerblik_resources"


def is_clone() -> bool:
    """Tell whether the program runs from a clone of its repository."""
    return (_CLONE / "pyproject.toml").is_file()


def resource(*parts: str) -> Path:
    """Give the path of what travels with the program, such as ``resource("data", "reference")``."""
    return (_CLONE if is_clone() else _INSTALLED).joinpath(*parts)
