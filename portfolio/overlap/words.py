"""What people decide of an idea or an initiative that is like another."""

from enum import StrEnum


class OverlapVerdict(StrEnum):
    """What somebody decided."""

    SAME = "same"
    BUILD_ON = "build_on"
    NOT_SAME = "not_same"
