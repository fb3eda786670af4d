"""What pages count, from the frames that ``dashboard.data`` gives them: the model's pure measures."""

from portfolio.queries.goals import REACH_ONE, REACH_SEVERAL, initiatives_by_goal, municipality_reach
from portfolio.queries.measures import (
    counts,
    crossed,
    focus_area_by_organisation,
    lights_by_month,
    missing_information,
    municipality_load,
    potential_by_phase,
    potential_by_status,
)
from portfolio.queries.spread import RIPE_STATUSES, candidates
from portfolio.queries.standing import (
    copied_texts,
    got_better,
    got_worse,
    lights_known_in,
    overdue,
    worst_first,
)

__all__ = [
    "REACH_ONE",
    "REACH_SEVERAL",
    "RIPE_STATUSES",
    "candidates",
    "copied_texts",
    "counts",
    "crossed",
    "focus_area_by_organisation",
    "got_better",
    "got_worse",
    "initiatives_by_goal",
    "lights_by_month",
    "lights_known_in",
    "missing_information",
    "municipality_load",
    "municipality_reach",
    "overdue",
    "potential_by_phase",
    "potential_by_status",
    "worst_first",
]
