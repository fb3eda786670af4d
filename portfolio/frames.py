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

_ID, _TEXT, _CODE, _DAY = "int64", "string", "string", "datetime64[s]"

INITIATIVES = Columns(
    {
        "id": _ID,
        "key": _TEXT,
        "title": _TEXT,
        "description": _TEXT,
        "focus_area_id": _CODE,  # a reference focus area, or OTHER_CODE; missing: none stated
        "focus_area": _TEXT,  # as the list says it
        "goal": _TEXT,
        "organisation_id": _CODE,  # cluster or planning area, or OTHER_CODE; missing: none stated
        "organisation": _TEXT,  # its name, else the text as the list says it
        "task_type": _CODE,
        "process_type": _CODE,
        "target_group": _TEXT,
        "owner": _TEXT,
        "lead": _TEXT,
        "hospitals": _TEXT,
        "status": _CODE,
        "phase": _CODE,
        "traffic_light": _CODE,
        "previous_traffic_light": _CODE,  # in the newest earlier month that has it
        "spread_potential": _CODE,
        "priority": _CODE,
        "completion_share": "Float64",  # 0 to 1
        "start_first": _DAY,
        "start_last": _DAY,
        "start_precision": _CODE,
        "end_first": _DAY,
        "end_last": _DAY,
        "end_precision": _CODE,  # "open": løbende
        "evaluation_last": _DAY,
        "budget_dkk": "Int64",  # whole kroner
        "citizen_count": "Int64",
        "next_step": _TEXT,
        "remarks": _TEXT,
        "first_month": _DAY,  # first day of the first reporting month
        "last_month": _DAY,  # first day of the newest reporting month that has it
        "known_from": "datetime64[s]",  # UTC, when the version began to be known
        "source_count": "int64",
        "is_listed": "bool",  # False: gone from the newest list of every source that had it
        "has_conflict": "bool",  # two lists disagree in some field
        "is_overdue": "bool",  # end passed while not completed, in operation or stopped
        "is_silent": "bool",  # over 60 days since the end of last_month, while not finished
    }
)
"""One row an initiative as known at a moment, by id. Texts as stated; codes from ``portfolio.vocabulary``."""

PARTICIPATION = Columns({"initiative_id": _ID, "municipality": _CODE})
"""One row an initiative and municipality taking part, by both; no row where none is stated."""

MONTHLY_STATUS = Columns(
    {
        "initiative_id": _ID,
        "month": _DAY,  # first day of the reporting month
        "traffic_light": _CODE,
        "status": _CODE,
        "status_text": _TEXT,  # remarks, else next step, as typed that month
    }
)
"""One row an initiative and reporting month that has it, by both; the newest list in force wins."""

COUNTS = Columns({"code": _CODE, "count": "int64", "share": "Float64"})
"""One row a code of a column, the most first; a missing code is unknown. ``share`` is of all rows counted."""

CROSS = Columns({"row": _CODE, "column": _CODE, "count": "int64"})
"""One row a pair of codes of two columns that some initiative has, by both; a missing code is unknown."""

LIGHTS_BY_MONTH = Columns({"month": _DAY, "traffic_light": _CODE, "count": "int64"})
"""One row a reporting month and light that some initiative has, by both; a missing light is unknown."""

LOAD = Columns(
    {
        "municipality": _CODE,  # missing: initiatives where no municipality is stated
        "count": "int64",
        "unfinished_count": "int64",  # not completed, in operation or stopped
        "red_count": "int64",
        "overdue_count": "int64",
    }
)
"""One row a municipality that takes part, the most first; an initiative counts in each of its own."""

GAPS = Columns({"gap": _CODE, "count": "int64"})
"""One row a kind of missing information, in the order of ``portfolio.rules.gaps.Gap``; 0 where none is."""

CHANGES = Columns(
    {
        "initiative_id": _ID,
        "title": _TEXT,
        "change": _CODE,  # "new", "changed", "gone" (from every list), "back" (on a list again)
        "field": _CODE,  # what differs; missing where only being on a list does
        "old": _TEXT,  # JSON text, for ``portfolio.encoding.value_of_text``; missing: not stated
        "new": _TEXT,
        "changed_at": "datetime64[s]",  # UTC, when the newest version began; missing when it has none
    }
)
"""What differs between two instants: one row a field, or one without field; by initiative and field order."""
