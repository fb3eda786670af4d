"""The key figures on top of the page Status: how it stands, what moved, what needs a word."""

from dataclasses import dataclass, replace

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
        wordless: how many of the red have no word of why.
        overdue: how many are past their end.
        copied: how many have the very words of the month before.
        milestones: how many milestones are late; None: no list has a table of them.
    """

    total: int
    red: int
    worse: int
    better: int
    wordless: int
    overdue: int
    copied: int
    milestones: int | None = None


def standing_figures(counts: Standing, criteria: Criteria, since: Moment | None) -> Node:
    """Show the key figures, each a way to what is behind it: the list, or the place on this page."""
    red = list_address(narrowed(criteria, traffic_lights=TrafficLight.RED))
    late = list_address(criteria.but(gaps=tuple(dict.fromkeys((*criteria.gaps, Gap.END_PASSED)))))
    figures = [
        _figure("red", counts.red, counts, red, "red"),
        _moved("worse", counts.worse, counts, since, "red"),
        _moved("better", counts.better, counts, since, "green"),
        _figure("wordless", counts.wordless, counts, f"#{WORDLESS}", "red"),
        _figure("overdue", counts.overdue, counts, late, "yellow"),
    ]
    if counts.milestones is not None:
        figures.append(_figure("milestones", counts.milestones, counts, f"#{MILESTONES}", "yellow"))
    return key_figures([*figures, _figure("copied", counts.copied, counts, f"#{COPIES}", "grey")])


MOVES, WORDLESS, MILESTONES, COPIES = "bevaegelser", "roed-uden-ord", "milepaele", "gentagelser"


def _figure(name: str, count: int, counts: Standing, to: str, tone: str) -> KeyFigure:
    note = t(f"standing.figure_{name}_note", share=share(count / counts.total))
    return KeyFigure(number(count), t(f"standing.figure_{name}"), note, to, tone=tone)


def _moved(name: str, count: int, counts: Standing, since: Moment | None, tone: str) -> KeyFigure:
    """Give a figure of lights that moved: against the month before, or a day that is asked for."""
    figure = _figure(name, count, counts, f"#{MOVES}", tone)
    if since is None:
        return figure
    note = t("moment.against", share=share(count / counts.total), date=moment_short(since))
    return replace(figure, note=note)
