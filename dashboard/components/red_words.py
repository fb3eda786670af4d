"""The sentence on reds that Overblik and Status begin with."""

from dashboard.data import Chosen
from dashboard.format import moment_text, number
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.vocabulary import TrafficLight


def red_heading(chosen: Chosen, worse: Chosen, since: Moment | None) -> str:
    """Say how many are red, and how many of them became so.

    Args:
        chosen: all that are shown.
        worse: those of them whose light is worse than it was.
        since: the moment that lights are compared with; None: the month before.
    """
    red, became = (int(it.has("traffic_light", TrafficLight.RED).sum()) for it in (chosen, worse))
    text_id = "overview.title_red" if red else "overview.title_none_red"
    said = t(text_id, count=red, red=number(red), total=number(len(chosen)))
    return said + (_became_red(became, since) if became else "")


def _became_red(count: int, since: Moment | None) -> str:
    if since is None:
        return t("overview.title_became_red", count=count)
    return t("moment.became_red", count=count, date=moment_text(since))
