"""What pages count among the initiatives that ``dashboard.data`` gives them: the model's pure measures."""

from portfolio.queries.goals import REACH_ONE, REACH_SEVERAL, initiatives_by_goal, municipality_reach
from portfolio.queries.measures import (
    Load,
    counts,
    crossed,
    lights_by_month,
    lights_by_organisation,
    missing_information,
    municipality_load,
    reported_months,
)
from portfolio.queries.spread import RIPE_STATUSES, candidates
from portfolio.queries.standing import (
    RedMonth,
    copied_texts,
    count_known_in,
    count_lit,
    got_better,
    got_worse,
    lit_in,
    overdue,
    red_months,
    worst_first,
)

__all__ = [
    "REACH_ONE",
    "REACH_SEVERAL",
    "RIPE_STATUSES",
    "Load",
    "RedMonth",
    "candidates",
    "copied_texts",
    "count_known_in",
    "count_lit",
    "counts",
    "crossed",
    "got_better",
    "got_worse",
    "initiatives_by_goal",
    "lights_by_month",
    "lights_by_organisation",
    "lit_in",
    "missing_information",
    "municipality_load",
    "municipality_reach",
    "overdue",
    "red_months",
    "reported_months",
    "worst_first",
]
