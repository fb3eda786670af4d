"""The key figures on top of the page Status: how it stands, what moved, what needs a word."""

from dataclasses import dataclass

from dashboard.components.cards import KeyFigure, key_figures
from dashboard.components.markup import Node
from dashboard.filters import list_address, narrowed
from dashboard.format import moment_short, number, share
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.rules.gaps import Gap
from portfolio.selection import Criteria
from portfolio.vocabulary import TrafficLight


@dataclass(frozen=True, slots=True)
class Standing:
    """The counts on top of the page.

    Attributes:
        total: initiatives that meet the filters.
        red: how many are red now.
        worse: how many have a worse light than before.
        better: how many have a better one.
        overdue: how many are past their end.
        copied: how many have the very words of the month before.
    """

    total: int
    red: int
    worse: int
    better: int
    overdue: int
    copied: int


def standing_figures(counts: Standing, criteria: Criteria) -> Node:
    """Show the key figures, each a way to what is behind it: the list, or the place on this page."""
    red = list_address(narrowed(criteria, traffic_lights=TrafficLight.RED))
    late = list_address(criteria.but(gaps=tuple(dict.fromkeys((*criteria.gaps, Gap.END_PASSED)))))
    figures = (
        ("red", counts.red, red, "red"),
        ("worse", counts.worse, f"#{MOVES}", "red"),
        ("better", counts.better, f"#{MOVES}", "green"),
        ("overdue", counts.overdue, late, "yellow"),
        ("copied", counts.copied, f"#{COPIES}", "grey"),
    )
    return key_figures(
        [
            KeyFigure(
                number(count),
                t(f"standing.figure_{name}"),
                _note(name, share(count / counts.total), criteria.since),
                to,
                tone=tone,
            )
            for name, count, to, tone in figures
        ]
    )


MOVES, COPIES = "bevaegelser", "gentagelser"


def _note(name: str, part: str, since: Moment | None) -> str:
    if since is not None and name in ("worse", "better"):
        return t("moment.against", share=part, date=moment_short(since))
    return t(f"standing.figure_{name}_note", share=part)
