"""Columns of every frame that leaves the model: name and dtype. Missing is missing, never zero or "nej"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True)
class Columns:
    """The declared columns of a frame, in order."""

    dtypes: dict[str, str]

    def frame(self, rows: Iterable[Sequence[Any]]) -> pd.DataFrame:
        """Make a frame of rows whose values stand in the declared order; None is missing."""
        frame = pd.DataFrame([tuple(row) for row in rows], columns=list(self.dtypes))
        return frame.astype(self.dtypes)

    def check(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Give the frame back when it has just these columns with these dtypes.

        Raises:
            TypeError: a column is missing, too many, misplaced or of another dtype.
        """
        found = {str(name): str(dtype) for name, dtype in frame.dtypes.items()}
        if list(found.items()) != list(self.dtypes.items()):
            raise TypeError(f"frame has {found}, declared {self.dtypes}")
        return frame


OTHER_CODE = "other"
"""Stands for a focus area or an organisation that a list names, but that is none of the reference data's."""

OPEN_CODE = "open"
"""Stands for the home of an initiative that a person has still to place in the structure of a day."""

COMMON_CODE = "common"
"""Stands for the home of an initiative that belongs to no single area of a day, as a person has decided."""
