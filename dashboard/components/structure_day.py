"""The day whose structure is shown: in the address, and the ways between the pages of reference data."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.filters import Asked, Ignored, to_query
from dashboard.reference_values import typed_day
from dashboard.server.organisation import AGREEMENTS, PAGE
from dashboard.texts import t
from portfolio.reference import Organisation, load_reference
from portfolio.reference_editing import ReferenceRefusedError
from portfolio.rules.structure import bodies_by_id, living
from portfolio.vocabulary import OrganisationKind

DAY_KEY = "som-paa"
"""The key of the address for the structure of a day, also one to come; ``pr`` is what was known on one."""


REGION_KEY, VIEW_KEY = "region", "vis"
STRUCTURE_FILE, AGREEMENTS_FILE = "/hent/organisation.xlsx", "/hent/aftaler.xlsx"
FORM_KEYS = ("ret", "ny")
"""Keys of the address that open a form of a row, and one to add a row."""


def asked_day(asked: Asked) -> tuple[dt.date, list[Ignored]]:
    """Give the day whose structure is asked for, that which is looked from where none is."""
    said = asked.own.get(DAY_KEY)
    if said is None:
        return data.portfolio().today, []
    try:
        return typed_day(said), []
    except ReferenceRefusedError:
        return data.portfolio().today, [Ignored(DAY_KEY, said[:40])]


def asked_region(asked: Asked, day: dt.date) -> tuple[str | None, list[Ignored]]:
    """Give the one region that is asked for, or the one that has taken over from it by the day."""
    said = asked.own.get(REGION_KEY)
    if said is None:
        return None, []
    known, there = bodies_by_id().get(said), living(said, day)
    if known is None or known.kind is not OrganisationKind.REGION or there is None:
        return None, [Ignored(REGION_KEY, said[:40])]
    return there, []


def bodies_of(day: dt.date, region: str | None) -> list[Organisation]:
    """Give the bodies of a day, of one region or of all."""
    return [
        it
        for it in load_reference().organisations
        if it.exists_on(day) and (region is None or region in (it.id, living(it.region, day)))
    ]


def bodies_asked(asked: Asked) -> tuple[dt.date, list[Organisation]]:
    """Give the day that is asked for and the bodies of it."""
    day, _ = asked_day(asked)
    return day, bodies_of(day, asked_region(asked, day)[0])


def day_query(asked: Asked, changed: Mapping[str, str] = MappingProxyType({})) -> str:
    """Write what is asked for, with some keys changed; "" takes one away. No form is open."""
    kept = {**asked.own, **dict.fromkeys(FORM_KEYS, ""), **changed}
    kept = {key: it for key, it in kept.items() if it}
    return to_query(replace(asked, criteria=asked.criteria.unfiltered(), own=kept, page=1))


def file_link(address: str) -> Node:
    """Offer what a page shows as a workbook."""
    return html.A(t("organisation.file"), href=address, className="download no-print", download="")


def structure_tabs(path: str, asked: Asked) -> Node:
    """Lead between the bodies and the agreements; the day goes along."""
    day = {DAY_KEY: asked.own[DAY_KEY]} if DAY_KEY in asked.own else {}
    query = to_query(replace(asked, criteria=asked.criteria.unfiltered(), own=day, page=1))
    links = []
    for address, text_id in ((PAGE, "organisation.tab_bodies"), (AGREEMENTS, "organisation.tab_agreements")):
        shown = link(t(text_id), address + query)
        links.append(current(shown) if address == path else shown)
    nav = html.Nav(links, className="structure-tabs no-print")
    return with_attributes(nav, {"aria-label": t("organisation.tabs")})
