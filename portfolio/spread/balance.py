"""How the portfolio is balanced: local and common, by years; goals of which nothing goes on (pure).

Unknown is a kind of its own everywhere: what nobody says is neither local nor common, and a goal of which
something goes on somewhere unnamed is not said to have nothing.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from portfolio.queries.goals import REACH_ONE, REACH_SEVERAL, initiatives_by_goal, municipality_reach
from portfolio.reference import Goal
from portfolio.selection import Chosen
from portfolio.snapshot import Mask
from portfolio.vocabulary import Phase, Status, TaskType

DEVELOPING = (TaskType.DEVELOPMENT, TaskType.TRIAL)
IMPLEMENTING = (TaskType.IMPLEMENTATION, TaskType.AGREEMENT, TaskType.OPERATION)
TRYING = (Phase.IDEA, Phase.CLARIFICATION, Phase.PLANNING, Phase.TESTING)
PUTTING_TO_USE = (Phase.IMPLEMENTATION, Phase.SPREAD, Phase.OPERATION)
"""What is developed and what is implemented: by task type, and by phase where no type is stated."""


class Balance(StrEnum):
    """What an initiative is in the balance of local development and common implementation."""

    LOCAL = "local"
    SHARED = "shared"
    INTRODUCED = "introduced"
    COMMON = "common"
    UNKNOWN = "unknown"


Year = int | None
"""The year in which something begins; None: nobody says, or it may be several."""


def balances(chosen: Chosen) -> dict[Balance, Mask]:
    """Mark what each is: developed or implemented, in one municipality or several, or unknown."""
    reach = municipality_reach(chosen)
    develops, implements = _work(chosen)
    found = {
        Balance.LOCAL: develops & reach[REACH_ONE],
        Balance.SHARED: develops & reach[REACH_SEVERAL],
        Balance.INTRODUCED: implements & reach[REACH_ONE],
        Balance.COMMON: implements & reach[REACH_SEVERAL],
    }
    found[Balance.UNKNOWN] = ~np.logical_or.reduce(list(found.values()))
    return found


def _work(chosen: Chosen) -> tuple[Mask, Mask]:
    """Mark what is developed and what is implemented: by task type, else by phase and status."""
    develops, implements = chosen.has("task_type", *DEVELOPING), chosen.has("task_type", *IMPLEMENTING)
    is_open = chosen.has("task_type", None)
    in_use = chosen.has("phase", *PUTTING_TO_USE) | (
        chosen.has("phase", None) & chosen.has("status", Status.IN_OPERATION)
    )
    return develops | (is_open & chosen.has("phase", *TRYING)), implements | (is_open & in_use)


def start_years(chosen: Chosen) -> NDArray[np.int64]:
    """Give the year in which each begins; 0 where nobody says, or where it may be in several."""
    first, last = (chosen.known.days[name][chosen.places] for name in ("start_first", "start_last"))
    known = ~np.isnat(first) & ~np.isnat(last)
    years = np.zeros(len(chosen), dtype=np.int64)
    begun, ended = (days[known].astype("datetime64[Y]").astype(np.int64) + 1970 for days in (first, last))
    years[known] = np.where(begun == ended, begun, 0)
    return years


@dataclass(frozen=True, slots=True)
class YearColumn:
    """A column: its year, which initiatives stand in it, and whether it gathers all before that year."""

    year: Year
    mask: Mask
    is_earlier: bool = False


def year_columns(chosen: Chosen, most: int) -> list[YearColumn]:
    """Part initiatives by the year they begin in: the newest ``most`` years, all before, and unknown."""
    years = start_years(chosen)
    known = sorted({int(it) for it in years if it})
    if not known:
        return [YearColumn(None, years == 0)] if len(chosen) else []
    first = max(known[0], known[-1] - most + 1)
    columns = [YearColumn(year, years == year) for year in range(first, known[-1] + 1)]
    earlier, unknown = (years < first) & (years > 0), years == 0
    before = [YearColumn(first, earlier, is_earlier=True)] if earlier.any() else []
    after = [YearColumn(None, unknown)] if unknown.any() else []
    return [*before, *columns, *after]


class Held(StrEnum):
    """What is known of a goal in a municipality."""

    SOME = "some"
    PERHAPS = "perhaps"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, eq=False)
class GoalGaps:
    """Goals against municipalities.

    Attributes:
        goals: the goals, in order.
        municipalities: the municipalities, in order.
        places: the initiatives behind each pair that has any, by their marks.
        unplaced: by goal, those that name no municipality.
        perhaps: pairs that have none, but may have one of the unplaced.
        aimless: by municipality, those that name none of the goals.
    """

    goals: Sequence[Goal]
    municipalities: Sequence[str]
    places: Mapping[tuple[str, str], Mask]
    unplaced: Mapping[str, Mask]
    perhaps: frozenset[tuple[str, str]]
    aimless: Mapping[str, Mask]

    def held(self, municipality: str, goal: str) -> Held:
        """Say what is known of a goal in a municipality."""
        if (municipality, goal) in self.places:
            return Held.SOME
        return Held.PERHAPS if (municipality, goal) in self.perhaps else Held.NOTHING

    @property
    def empty(self) -> tuple[str, ...]:
        """Municipalities of which nothing is known of any goal."""
        return tuple(
            town
            for town in self.municipalities
            if all(self.held(town, it.id) is Held.NOTHING for it in self.goals)
        )

    def count(self, held: Held) -> int:
        """Count the pairs of which so much is known."""
        return sum(
            self.held(municipality, goal.id) is held
            for municipality in self.municipalities
            for goal in self.goals
        )


def goal_gaps(
    chosen: Chosen,
    goals: Iterable[Goal],
    municipalities: Sequence[str],
    members: Callable[[str], Collection[str]],
) -> GoalGaps:
    """Hold goals against municipalities.

    Args:
        chosen: the initiatives.
        goals: the goals.
        municipalities: codes of the municipalities.
        members: gives the municipalities of an area; one that names an area alone may go on in any of them.
    """
    asked = tuple(goals)
    by_goal = initiatives_by_goal(chosen, asked)
    sizes = chosen.known.municipalities.sizes(len(chosen.known))[chosen.places]
    taking = {
        it: chosen.known.municipalities.mask([it], len(chosen.known))[chosen.places] for it in municipalities
    }
    places = {
        (town, goal.id): mask & taking[town]
        for town in municipalities
        for goal in asked
        if (mask := by_goal[goal.id] & taking[town]).any()
    }
    unplaced = {goal.id: by_goal[goal.id] & (sizes == 0) for goal in asked}
    perhaps = frozenset(
        (town, goal_id)
        for goal_id, mask in unplaced.items()
        for town in _possible(chosen.where(mask), municipalities, members)
        if (town, goal_id) not in places
    )
    named = np.logical_or.reduce([np.zeros(len(chosen), dtype=bool), *by_goal.values()])
    aimless = {town: taking[town] & ~named for town in municipalities}
    return GoalGaps(asked, municipalities, places, unplaced, perhaps, aimless)


def _possible(
    unplaced: Chosen, municipalities: Sequence[str], members: Callable[[str], Collection[str]]
) -> set[str]:
    """Give where initiatives that name no municipality may go on: in their areas, else anywhere."""
    codes = unplaced.known.codes["organisation_id"].codes
    areas = {codes[place] for place in np.unique(unplaced.codes("organisation_id")).tolist()}
    found: set[str] = set()
    for area in areas:
        towns = members(area) if area is not None else ()
        found |= set(towns or municipalities)
    return found & set(municipalities)
