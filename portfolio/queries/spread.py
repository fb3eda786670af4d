"""Which initiatives could be spread. Frames in, frames out."""

import pandas as pd

from portfolio.vocabulary import Phase, SpreadPotential, Status

RIPE_STATUSES = (Status.COMPLETED, Status.IN_OPERATION)
RIPE_PHASES = (Phase.OPERATION, Phase.EVALUATION)


def candidates(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Give the rows with high potential that are completed, in operation or being evaluated, by title.

    Whether to spread them is for people to decide; a stopped initiative is no candidate.
    """
    is_high = initiatives["spread_potential"] == SpreadPotential.HIGH
    is_ripe = initiatives["status"].isin(RIPE_STATUSES) | initiatives["phase"].isin(RIPE_PHASES)
    is_stopped = initiatives["status"] == Status.STOPPED
    chosen = is_high.fillna(value=False) & is_ripe & ~is_stopped.fillna(value=False)
    return initiatives[chosen.astype(bool)].sort_values("title", kind="stable")
