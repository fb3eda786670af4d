"""What a pack is about: the portfolio, the criteria, the initiatives that meet them, and what was then."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import data, measures
from dashboard.exports.pack.values import Light, Origin
from dashboard.filters import initiative_address, list_address
from dashboard.format import date_short, fuzzy, moment_text, month, number
from dashboard.labels import area_label, code_label
from dashboard.packing.origins import NOWHERE
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.records import FuzzyDate
from portfolio.selection import Chosen, Criteria
from portfolio.snapshot import Code, Item
from portfolio.vocabulary import Precision, TrafficLight

NONE, UNREPORTED = "none", "unreported"


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a pack is about.

    Attributes:
        known: the portfolio.
        criteria: which initiatives.
        chosen: those that meet them.
        earlier: the lights that theirs are held against.
        then: the portfolio on the day that is compared with; None: each list's month before.
        origins: where each stands in its newest list.
        host: the beginning of addresses.
    """

    known: data.Portfolio
    criteria: Criteria
    chosen: Chosen
    earlier: data.Earlier
    then: data.Portfolio | None
    origins: Mapping[int, Origin]
    host: str

    @property
    def today(self) -> dt.date:
        """The day it is seen from."""
        return self.known.today

    @property
    def worse(self) -> Chosen:
        """Those whose light got worse."""
        return measures.got_worse(self.chosen, self.earlier.comparable)

    @property
    def better(self) -> Chosen:
        """Those whose light got better."""
        return measures.got_better(self.chosen, self.earlier.comparable)

    def at(self, criteria: Criteria) -> str:
        """Give the address of the list of some initiatives."""
        return self.host + list_address(criteria)

    def page(self, id_: int) -> str:
        """Give the address of an initiative's page."""
        return self.host + initiative_address(id_, self.criteria)

    def origin(self, id_: int) -> Origin:
        """Say where an initiative stands."""
        return self.origins.get(id_, NOWHERE)

    def source(self) -> str:
        """Say the date and the lists that counts rest on."""
        lists = [it for it in self.known.sources if it.newest_month is not None]
        return t("pack.source", count=len(lists), number=number(len(lists)), date=date_short(self.today))


def see(criteria: Criteria, host: str, origins: Mapping[int, Origin]) -> Seen:
    """Look at what some criteria ask for."""
    known = data.portfolio()
    earlier = data.earlier(criteria.since)
    then = None if earlier.since is None else data.portfolio_at(earlier.since)
    return Seen(known, criteria, known.chosen(criteria), earlier, then, origins, host)


def light_of(code: Code) -> Light:
    """Give a light."""
    return Light(code or NONE, code_label(TrafficLight, code))


def end_of(item: Item) -> str:
    """Say when an initiative ends; "" where nobody has said."""
    precision = item.code("end_precision")
    if precision is None:
        return ""
    return fuzzy(FuzzyDate(item.day("end_first"), item.day("end_last"), Precision(precision)))


def who_of(item: Item) -> str:
    """Say who answers for an initiative; "" where nobody is named."""
    return item.text("lead") or item.text("owner") or ""


def place_of(item: Item) -> str:
    """Name an initiative's area."""
    return area_label(item)


def since_words(item: Item) -> str:
    """Say since when an initiative has had its light: "siden september (3 måneder)"; "" where it is new."""
    months, run = list(item.lights().items()), 0
    light = item.code("traffic_light")
    while run < len(months) and months[-1 - run][1] == light:
        run += 1
    if run < 2 or light is None:
        return ""
    return t("pack.light_since", month=month(months[-run][0]), count=run)


def compared_words(since: Moment | None) -> str:
    """Say what is compared with."""
    return t("pack.since_month") if since is None else t("pack.since_day", date=moment_text(since))
