"""The bodies of a day: as a tree under their regions, and as a plain list."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from dashboard.components import markup as html
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.reference_words import (
    PATH,
    body_link,
    doubt_mark,
    period,
    period_words,
    seats_sum,
    source_words,
    sure_words,
)
from dashboard.format import danish_key, number
from dashboard.labels import organisation_label
from dashboard.texts import language, t
from portfolio.reference_rows import Organisation
from portfolio.rules.structure import (
    KIND_RANK,
    PLACES,
    living,
    members_on,
    predecessors_of,
    seats_on,
    successors_of,
)
from portfolio.rules.structure import (
    Node as Branch,
)
from portfolio.vocabulary import OrganisationKind, label

_ROOM_FOR_NAMES = 4
_NEW_DAYS = 5 * 365


def structure_tree(branches: Sequence[Branch], day: dt.date, address: str) -> Node:
    """Set bodies under one another; those of a kind that are many, and places, are folded.

    Args:
        branches: the tree.
        day: the day that it is of.
        address: the rest of the addresses that lead to bodies: the day, where it is asked for.
    """
    return html.Ul([html.Li(_branch(it, day, address)) for it in branches], className="tree")


def _branch(branch: Branch, day: dt.date, address: str) -> list[Node]:
    below = sorted(branch.below, key=lambda it: KIND_RANK[it.body.kind])
    parts: list[Node] = []
    for kind, group in groupby(below, key=lambda it: it.body.kind):
        branches = list(group)
        if kind in PLACES and branch.body.kind is OrganisationKind.REGION:
            parts.append(html.Li(_places(kind, branches, address), className="tree-places"))
        else:
            parts += [html.Li(_branch(it, day, address)) for it in branches]
    said: list[Node] = [_line(branch.body, day, address)]
    return [*said, html.Ul(parts)] if parts else said


def _line(body: Organisation, day: dt.date, address: str) -> Node:
    name = link(body.name, f"{PATH}/{body.id}{address}", className="tree-name")
    kind = [] if body.kind is OrganisationKind.REGION else [label(body.kind, language())]
    facts = [*kind, *_dates(body, day), *_parts(body, day)]
    under = html.Span(" · ".join(facts), className="tree-facts")
    return html.Span([name, " ", under, *doubt_mark(body.certainty)], className="tree-line")


def _dates(body: Organisation, day: dt.date) -> list[str]:
    """Say when a body begins and ends, where the day alone does not: regions and places go on."""
    if body.first_date is None and body.last_date is None:
        return []
    if body.kind in (OrganisationKind.REGION, *PLACES) and body.last_date is None:
        is_new = (day - (body.first_date or dt.date.min)).days < _NEW_DAYS
        return [period(body.first_date, None)] if is_new else []
    return [period(body.first_date, body.last_date)]


def _parts(body: Organisation, day: dt.date) -> list[str]:
    """Say who is in a body: by name where they are few, else how many."""
    seats = seats_sum(seats_on(body.id, day))
    if seats is not None:
        return [seats]
    members = members_on(body.id, day)
    if body.kind is OrganisationKind.REGION or not members:
        return []
    names = sorted((organisation_label(it.member) for it in members), key=danish_key)
    if len(names) <= _ROOM_FOR_NAMES:
        return [", ".join(names)]
    return [t("organisation.members", count=len(names), number=number(len(names)))]


def _places(kind: OrganisationKind, branches: Sequence[Branch], address: str) -> Node:
    """Fold a region's hospitals or municipalities away behind how many they are."""
    words = f"{t(f'organisation.kind_{kind}')} ({number(len(branches))})"
    bodies = sorted((it.body for it in branches), key=lambda it: danish_key(it.name))
    items = [html.Li(link(it.name, f"{PATH}/{it.id}{address}")) for it in bodies]
    return html.Details([html.Summary(words), html.Ul(items, className="tree-columns")])


# --- As a list

LIST_HEADS = ("body", "under", "period", "members", "before", "after", "sure")


def structure_list(bodies: Sequence[Organisation], day: dt.date, address: str) -> Node:
    """Set bodies in a table: what they are, when, with whom, after and before whom, and how sure it is."""
    heads = [Column(t(f"organisation.head_{name}")) for name in LIST_HEADS]
    rows = [_row(it, day, address) for it in in_order(bodies)]
    return plain_table(t("organisation.list_caption"), heads, rows, "plain bodies")


def in_order(bodies: Sequence[Organisation]) -> list[Organisation]:
    """Give bodies by region, kind and name."""

    def order(body: Organisation) -> tuple[tuple[int, ...] | str, int, object]:
        region = body.name if body.kind is OrganisationKind.REGION else organisation_label(body.region)
        return region, KIND_RANK[body.kind], danish_key(body.name)

    return sorted(bodies, key=order)


def _row(body: Organisation, day: dt.date, address: str) -> list[Cell]:
    region = organisation_label(body.region) if body.region else ""
    name: Cell = [
        link(body.name, f"{PATH}/{body.id}{address}"),
        html.Span(label(body.kind, language()), className="under"),
    ]
    under: Cell = [
        body_link(living(body.parent, day), day=address),
        html.Span(region, className="under"),
    ]
    source = html.Span(source_words(body.source), className="under fact-source")
    sure: Cell = [sure_words(body.certainty), *([] if body.kind in PLACES else [source])]
    return [
        name,
        under,
        period_words(body),
        "; ".join(_parts(body, day)),
        _links(predecessors_of().get(body.id, ()), address),
        _links(successors_of().get(body.id, ()), address),
        sure,
    ]


def _links(ids: Sequence[str], address: str) -> list[Node]:
    found: list[Node] = []
    for id_ in ids:
        found += [", "] if found else []
        found.append(body_link(id_, day=address))
    return found or [""]


def parts_words(body: Organisation, day: dt.date) -> str:
    """Say who is in a body, for a workbook."""
    return "; ".join(_parts(body, day))
