"""Which initiatives could be spread."""

from portfolio.selection import Chosen
from portfolio.vocabulary import Phase, SpreadPotential, Status

RIPE_STATUSES = (Status.COMPLETED, Status.IN_OPERATION)
RIPE_PHASES = (Phase.OPERATION, Phase.EVALUATION)


def candidates(chosen: Chosen) -> Chosen:
    """Give those with high potential that are completed, in operation or being evaluated, by title.

    Whether to spread them is for people to decide; a stopped initiative is no candidate.
    """
    is_ripe = chosen.has("status", *RIPE_STATUSES) | chosen.has("phase", *RIPE_PHASES)
    is_high, is_stopped = (
        chosen.has("spread_potential", SpreadPotential.HIGH),
        chosen.has("status", Status.STOPPED),
    )
    return chosen.where(is_high & is_ripe & ~is_stopped).sorted_by(chosen.known.title_rank)
