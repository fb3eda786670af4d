"""Where several do the same: the groups that an address asks for, as picture and list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.badges import light_badge, word_badge
from dashboard.components.here import criteria
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.overlap_asked import GROUPS, INITIATIVE_KEY, OVERLAP
from dashboard.components.plain_table import Cell, Column, plain_table, scroll_region
from dashboard.filters import Asked, Ignored, address, initiative_address, to_query
from dashboard.format import danish_key, date_short, number
from dashboard.labels import area_label, organisation_label, organisations
from dashboard.texts import t
from portfolio.overlap.alike import Standing, standing_of
from portfolio.overlap.concepts import called
from portfolio.overlap.groups import Group
from portfolio.overlap.wording import concept_of, is_concept, units
from portfolio.selection import Criteria
from portfolio.snapshot import Item
from portfolio.vocabulary import Status

LEAST_KEY, LOOK_KEY = "mindst", "soeg"
GROUP_KEYS = (LEAST_KEY, LOOK_KEY)
LEAST = (2, 3, 4, 5)
"""In how many places a thing is done at least, as can be asked for."""

LOOKED_AT_UNASKED = 4_000
"""Groups are found without being asked for among so many initiatives: each is held against all others."""

_IN_PICTURE = 20
_MOST_AREAS = 26
_SHAPES: Mapping[Standing, str] = {
    Standing.RUNNING: "●",
    Standing.PLANNED: "○",
    Standing.ENDED: "✕",
    Standing.UNKNOWN: "◇",
}
_ORDER = (Standing.RUNNING, Standing.PLANNED, Standing.ENDED, Standing.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as it is shown.

    Attributes:
        theme: what its members have in common, in words.
        items: its members, the middle first.
        likeness: how alike each is to the middle.
        areas: who does it, each once: an area, or the municipalities where lists name no area.
    """

    theme: str
    items: Sequence[Item]
    likeness: Sequence[float]
    areas: Sequence[str]

    @property
    def middle(self) -> Item:
        """The one that all others are like."""
        return self.items[0]

    def of(self, area: str) -> list[Item]:
        """Give the members of an area."""
        return [it for it in self.items if area_of(it) == area]

    def standings(self) -> dict[Standing, int]:
        """Count its members by where they are."""
        found = dict.fromkeys(_ORDER, 0)
        for it in self.items:
            found[standing_of(it.code("status"))] += 1
        return found


@dataclass(frozen=True, slots=True)
class GroupsAsked:
    """The groups of which a member meets the filters, those with enough places, and how many places count.

    ``is_unasked`` tells that nobody has looked yet: there are many to look through.
    """

    met: Sequence[Shown]
    least: int
    ignored: Sequence[Ignored] = ()
    is_unasked: bool = False

    @property
    def shown(self) -> list[Shown]:
        """Give those with enough places."""
        return [it for it in self.met if len(it.areas) >= self.least]


def groups_asked(asked: Asked) -> GroupsAsked:
    """Find the groups that an address asks for."""
    least, ignored = LEAST[0], []
    if LEAST_KEY in asked.own:
        word = asked.own[LEAST_KEY]
        if word in map(str, LEAST):
            least = int(word)
        else:
            ignored.append(Ignored(LEAST_KEY, word))
    known = data.portfolio()
    if len(known.snapshot) > LOOKED_AT_UNASKED and LOOK_KEY not in asked.own:
        return GroupsAsked((), least, ignored, is_unasked=True)
    chosen = set(known.chosen(asked.criteria.but(only_listed=False)).ids.tolist())
    met = [_shown(group) for group in data.alike_groups() if chosen.intersection(group.ids)]
    ordered = sorted((it for it in met if len(it.areas) >= LEAST[0]), key=_order)
    return GroupsAsked(ordered, least, ignored)


def _order(it: Shown) -> tuple[int, int, str]:
    return (-len(it.areas), -len(it.items), it.theme)


def _shown(group: Group) -> Shown:
    known = data.portfolio().snapshot
    places = [(known.place(id_), share) for id_, share in zip(group.ids, group.likeness, strict=True)]
    members = [(known.item(place), share) for place, share in places if place is not None]
    items = [item for item, _ in members]
    areas = dict.fromkeys(area for it in items if (area := area_of(it)))
    theme = _theme(group.terms, items[0].title)
    return Shown(theme[:1].upper() + theme[1:], items, [share for _, share in members], tuple(areas))


def _theme(terms: Sequence[str], title: str) -> str:
    """Say what terms are called: concepts by their names, words as the title has them."""
    lexicon, said = data.compared().index.lexicon, []
    named_ones = [term for term in terms if is_concept(term)]
    for term in named_ones if len(named_ones) > 1 else terms:
        if is_concept(term):
            said.append(called(concept_of(term)))
        else:
            named = (it for it in units(title) if term in dict(lexicon.terms(it.name)))
            said += [_low(title[it.start : it.end]) for it in named][:1]
    return ", ".join(dict.fromkeys(said)) or title


def _low(word: str) -> str:
    """Write a word as inside a sentence; an abbreviation stays."""
    return word if word.isupper() else word.lower()


def area_of(item: Item) -> str:
    """Give who does something: the area, else the municipalities; "" where neither is known."""
    code = item.code("organisation_id")
    if code in organisations():
        return str(code)
    return ",".join(item.municipalities())


def area_words(area: str) -> str:
    """Name who does something."""
    return ", ".join(organisation_label(code) for code in area.split(","))


# --- As picture ---------------------------------------------------------------------------------------------


def choices(asked: Asked, found: GroupsAsked) -> Node:
    """Offer how many places there must be, with how many groups that leaves."""
    items = []
    for least in LEAST:
        count = sum(len(it.areas) >= least for it in found.met)
        own = {LEAST_KEY: str(least)} | ({LOOK_KEY: asked.own[LOOK_KEY]} if LOOK_KEY in asked.own else {})
        words = t("overlap.at_least", number=number(least), groups=number(count))
        one = link(words, GROUPS + to_query(replace(asked, own=own)), id=f"mindst-{least}")
        items.append(html.Li(current(one, "true") if least == found.least else one))
    name = html.Span(t("overlap.places"), className="narrow-name")
    line = html.Div([name, html.Ul(items, className="narrow-choices")], className="narrow-line")
    return html.Div(line, className="card-box narrowing no-print")


def picture(groups: Sequence[Shown]) -> Node:
    """Show who does what: a row a group, a column an area, a mark an initiative."""
    drawn = groups[:_IN_PICTURE]
    often: dict[str, int] = {}
    for group in drawn:
        for area in group.areas:
            often[area] = often.get(area, 0) + 1
    columns = sorted(often, key=lambda it: (-often[it], danish_key(area_words(it))))[:_MOST_AREAS]
    heads = [html.Th(html.Span(area_words(it)), scope="col", className="overlap-area") for it in columns]
    corner = html.Td(html.Span(t("overlap.theme"), className="visually-hidden"))
    count = html.Th(t("overlap.places"), scope="col", className="number")
    rows = [_line(group, columns) for group in drawn]
    caption = t("overlap.picture")
    table = html.Table(
        [html.Caption(caption), html.Thead(html.Tr([corner, count, *heads])), html.Tbody(rows)],
        className="plain overlap-map",
    )
    return html.Div([_key(), scroll_region(table, caption)], className="uncaptioned")


def _line(group: Shown, columns: Sequence[str]) -> Node:
    name = html.Th(html.A(group.theme, href=f"#{group_id(group)}"), scope="row")
    marks = [html.Td([_mark(it) for it in group.of(area)]) for area in columns]
    return html.Tr([name, html.Td(number(len(group.areas)), className="number"), *marks])


def _mark(item: Item) -> Node:
    standing = standing_of(item.code("status"))
    said = f"{item.title}: {t(f'overlap.standing_{standing}')}"
    look = f"overlap-mark mark-{standing}"
    one = link(_SHAPES[standing], initiative_address(item.id, criteria()), className=look)
    return with_attributes(one, {"aria-label": said, "title": said})


def _key() -> Node:
    items = [
        html.Li(
            [
                with_attributes(
                    html.Span(_SHAPES[it], className=f"overlap-mark mark-{it}"), {"aria-hidden": "true"}
                ),
                " ",
                t(f"overlap.standing_{it}"),
            ]
        )
        for it in _ORDER
    ]
    return html.Ul(items, className="overlap-key")


# --- As list ------------------------------------------------------------------------------------------------


def group_id(group: Shown) -> str:
    """Give the id of a group's place on the page."""
    return f"gruppe-{group.middle.id}"


def group_section(group: Shown) -> Node:
    """Show a group: what it is about, who does it, and how far each is."""
    standings = [
        t(f"overlap.count_{standing}", count=count, number=number(count))
        for standing, count in group.standings().items()
        if count
    ]
    said = t("overlap.group_facts", areas=number(len(group.areas)), initiatives=number(len(group.items)))
    lead = html.P(f"{said}: {', '.join(standings)}", className="card-subtitle")
    columns = [Column(t(f"overlap.head_{it}")) for it in ("initiative", "area", "status", "light", "end")]
    table = plain_table(group.theme, columns, map(_cells, group.items), "plain labelled overlap-members")
    ways = html.P(
        [
            link(t("overlap.hold_up"), f"{OVERLAP}?{INITIATIVE_KEY}={group.middle.id}"),
            " · ",
            link(t("overlap.to_pairs"), address("/ens", Criteria())),
        ],
        className="no-print",
    )
    parts = [html.H2(group.theme), lead, html.Div(table, className="uncaptioned"), ways]
    return html.Section(parts, className="card-box", id=group_id(group), tabIndex=-1)


def _cells(item: Item) -> list[Cell]:
    end = item.day("end_last")
    towns = ", ".join(organisation_label(code) for code in item.municipalities()[:4])
    area: list[Node] = [area_label(item), html.Span(towns, className="under")]
    return [
        initiative_link(item.id, item.title),
        area,
        word_badge(Status, item.code("status")),
        light_badge(item.code("traffic_light")),
        "" if end is None else date_short(end),
    ]
