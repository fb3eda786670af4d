"""Initiatives whose homes are not settled, those alike together, and a form to decide about them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form, reason_field
from dashboard.components.home_words import (
    doubt_words,
    how_words,
    listed,
    places_listed,
    reason_words,
    short_name,
    why_words,
)
from dashboard.components.markup import Element, Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import Chosen, HomeEntry, Transition
from dashboard.format import danish_key, date_text, instant, number
from dashboard.labels import organisation_label
from dashboard.server.homes import COMMON, HOME, OTHER, OTHER_HOME, ROUTE, TICKED
from dashboard.texts import t
from portfolio.rules.succession import Choice, Home, Speaks, Why
from portfolio.snapshot import Item

TABS = "overgang-valg"
"""The id of what has the focus when something has been decided."""

SHOWN = 50
"""So many of a group are shown at once; the others come when these are decided."""

_OWN = (Speaks.MUNICIPALITIES, Speaks.SHARED, Speaks.HOSPITALS)


@dataclass(frozen=True, slots=True)
class HomeGroup:
    """Initiatives that are alike: of one area, for one reason, led by their places to the same others.

    Attributes:
        area: the area that parts; None: they name none.
        why: why they have no clear home.
        leads: the areas that their own municipalities and hospitals lead to.
        places: their places in the snapshot, by title.
    """

    area: str | None
    why: Why | None
    leads: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def title(self) -> str:
        """Say what they have in common, and how many they are."""
        count = len(self.places)
        who = why_words(self.why).rstrip(".") if self.area is None else organisation_label(self.area)
        leads = leads_words(self.leads)
        led = t("home.group_led", leads=leads) if self.leads else t("home.group_unled")
        return t("home.group", who=who, led=led, count=count, number=number(count))


def leads_words(areas: Sequence[str]) -> str:
    """Name the areas that an initiative's own places lead to; their names hold "og" themselves."""
    return " + ".join(sorted(map(short_name, areas), key=danish_key))


def home_groups(transition: Transition, chosen: Chosen) -> list[HomeGroup]:
    """Gather initiatives that are alike, the largest group first."""
    found: dict[tuple[str | None, Why | None, tuple[str, ...]], list[int]] = {}
    for place in chosen.sorted_by(chosen.known.title_rank).places.tolist():
        home = transition.homes[place]
        area = home.path[-1] if home.path else None
        found.setdefault((area, home.why, _own_leads(home)), []).append(place)
    groups = [HomeGroup(*key, tuple(places)) for key, places in found.items()]
    return sorted(groups, key=lambda it: (-len(it.places), it.area or "", it.why or "", it.leads))


def _own_leads(home: Home) -> tuple[str, ...]:
    return tuple(
        sorted(it.organisation for it in home.choices if any(one.kind in _OWN for one in it.reasons))
    )


def group_card(transition: Transition, group: HomeGroup, number_: int, *, can_decide: bool) -> Node:
    """Show a group: its initiatives, what speaks for each choice, and the form to decide about them."""
    homes = [transition.homes[place] for place in group.places]
    choices = _choices(homes)
    table = _table(transition, group, choices, number_, can_decide=can_decide)
    doubts = dict.fromkeys(doubt for home in homes for doubt in home.doubts)
    content: list[Node] = [html.Div(table, className="uncaptioned"), *_rest(group)]
    if doubts:
        content.append(
            html.P(f"{t('home.uncertain')} {' '.join(map(doubt_words, doubts))}", className="muted")
        )
    if can_decide:
        content += _decide(transition, group, choices, number_)
        content = [
            deed_form(
                f"{ROUTE}/afgoer",
                content,
                hidden={"dag": str(transition.day)},
                className="deed home-form",
                focus=TABS,
            )
        ]
    # Boxes hold what the reader ticked until the group is another: the key makes it so.
    key = f"{transition.day} {group.area} {group.why} {group.leads} {group.places}"
    whole = html.Div(card(group.title, content, _common(group, homes)), className="home-group")
    return with_attributes(whole, {"key": key})


def _choices(homes: Sequence[Home]) -> list[str]:
    """Give the areas that anything speaks for, those first that speak for most."""
    weight: dict[str, int] = {}
    for home in homes:
        for rank, choice in enumerate(home.choices):
            weight[choice.organisation] = weight.get(choice.organisation, 0) + max(1, 100 - rank)
    return sorted(weight, key=lambda it: (-weight[it], organisation_label(it)))


def _common(group: HomeGroup, homes: Sequence[Home]) -> str:
    """Say what is the same for all: why there is no clear home, and where the area's members go."""
    if group.area is None:
        return t("home.no_area_hint")
    said = [why_words(group.why)]
    for choice in homes[0].choices:
        said += [
            f"{organisation_label(choice.organisation)}: {reason_words(reason)}"
            for reason in choice.reasons
            if reason.kind is Speaks.MEMBERS
        ]
    return " ".join(said)


def _table(
    transition: Transition, group: HomeGroup, choices: Sequence[str], number_: int, *, can_decide: bool
) -> Element:
    heads = [Column(t("home.initiative"))]
    heads += [Column(short_name(it), title=organisation_label(it)) for it in choices]
    heads.append(Column(t("home.open")))
    rows = [
        _row(transition, place, choices, number_, can_decide=can_decide) for place in group.places[:SHOWN]
    ]
    return plain_table(group.title, heads, rows, "plain homes labelled")


def _row(
    transition: Transition, place: int, choices: Sequence[str], number_: int, *, can_decide: bool
) -> list[Cell]:
    item, home = transition.snapshot.item(place), transition.homes[place]
    said = {choice.organisation: _own_words(choice) for choice in home.choices}
    name: Cell = _tick(transition, item, number_) if can_decide else item.title
    return [name, *(said.get(it, "") for it in choices), initiative_link(item.id, t("home.open_link"))]


def _tick(transition: Transition, item: Item, number_: int) -> Node:
    """Offer to take an initiative along in what is decided; it is, until somebody takes it out."""
    box_id = f"indsats-{number_}-{item.id}"
    box = html.Input(
        id=box_id,
        type="checkbox",
        name=TICKED,
        value=f"{item.id}:{transition.token(item.place)}",
        defaultChecked=True,
    )
    return html.Div([box, html.Label(item.title, htmlFor=box_id)], className="tick")


def _own_words(choice: Choice) -> str:
    """Give the initiative's own places that speak for an area."""
    names = [name for reason in choice.reasons if reason.kind in _OWN for name in reason.names]
    return places_listed(names)


def _rest(group: HomeGroup) -> list[Node]:
    rest = len(group.places) - SHOWN
    return [html.P(t("home.rest", count=rest, number=number(rest)), className="muted")] if rest > 0 else []


def _decide(transition: Transition, group: HomeGroup, choices: Sequence[str], number_: int) -> list[Node]:
    """Ask for one home of those ticked, and why."""
    radios: list[Node] = [
        _radio(number_, place, area, organisation_label(area)) for place, area in enumerate(choices)
    ]
    radios.append(_radio(number_, len(choices), COMMON, t("home.choose_common")))
    others = [area for area in transition.structure.areas if area not in choices]
    if others:
        radios.append(_other(number_, others))
    legend = html.Legend(t("home.choose", date=date_text(transition.day)))
    reason_id = f"hjemsted-{number_}-hvorfor"
    return [
        html.Fieldset([legend, *radios], className="home-choices no-print"),
        html.Div(
            [
                reason_field(reason_id, t("home.reason")),
                deed_button(t("home.decide", count=len(group.places)), is_main=True),
            ],
            className="home-end no-print",
        ),
    ]


def _radio(number_: int, place: int, value: str, words: str) -> Node:
    box_id = f"hjemsted-{number_}-{place}"
    box = html.Input(id=box_id, type="radio", name=HOME, value=value, required=True)
    return html.Div([box, html.Label(words, htmlFor=box_id)], className="tick")


def _other(number_: int, others: Sequence[str]) -> Node:
    """Offer every other area of the day; choosing one there is choosing it."""
    box_id, select_id = f"hjemsted-{number_}-andet", f"hjemsted-{number_}-andet-valg"
    box = html.Input(id=box_id, type="radio", name=HOME, value=OTHER, required=True)
    ordered = sorted(others, key=lambda it: danish_key(organisation_label(it)))
    options = [html.Option(organisation_label(it), value=it) for it in ordered]
    select = with_attributes(
        html.Select(options, id=select_id, name=OTHER_HOME, className="form-select"),
        {"aria-label": t("home.other_area")},
    )
    return html.Div([box, html.Label(t("home.choose_other"), htmlFor=box_id), select], className="tick")


# --- What has been decided


def decided_table(transition: Transition, chosen: Chosen, *, can_decide: bool) -> Element:
    """Show what people have decided, the newest first, each with a way to undo it."""
    names = ("initiative", "stated", "home", "reason", "made", "undo")
    heads = [Column(t(f"home.{name}")) for name in names[: 6 if can_decide else 5]]
    entries = [(place, entry) for place in chosen.places.tolist() if (entry := transition.entry(place))]
    ordered = sorted(entries, key=lambda it: -it[1].id)
    rows = [_decided_row(transition, place, entry, can_decide=can_decide) for place, entry in ordered]
    return plain_table(t("home.decided_caption"), heads, rows, "plain homes")


def _decided_row(transition: Transition, place: int, entry: HomeEntry, *, can_decide: bool) -> list[Cell]:
    item = transition.snapshot.item(place)
    made = t("initiative.loaded", at=instant(entry.decided_at), by=entry.decided_by)
    row: list[Cell] = [
        initiative_link(item.id, item.title),
        stated_words(transition, place),
        home_name(entry.organisation),
        entry.reason,
        made,
    ]
    return [*row, undo_form(entry, item.title)] if can_decide else row


def home_name(organisation: str | None) -> str:
    """Give the name of a home that was decided on."""
    return t("label.common_organisation") if organisation is None else organisation_label(organisation)


def stated_words(transition: Transition, place: int) -> str:
    """Say what lists say of an initiative's place."""
    item = transition.after.known.item(place)
    named = item.text("organisation") or t("home.no_area")
    return f"{named}: {places_listed(item.municipalities())}" if item.municipalities() else named


def undo_form(entry: HomeEntry, title: str) -> Element:
    """Offer to undo a decision."""
    heard = html.Span(f": {title}", className="visually-hidden")
    button = html.Button([t("home.undo_do"), heard], type="submit", className="btn-quiet")
    return deed_form(
        f"{ROUTE}/fortryd",
        [button],
        hidden={"afgoerelse": str(entry.id)},
        className="deed no-print",
        focus=TABS,
    )


def again_cards(transition: Transition, chosen: Chosen, *, can_decide: bool) -> list[Node]:
    """Ask again about what was decided before lists said something else."""
    found = [(place, entry) for place in chosen.places.tolist() if (entry := transition.entry(place))]
    return [_again(transition, place, entry, can_decide=can_decide) for place, entry in found]


def _again(transition: Transition, place: int, entry: HomeEntry, *, can_decide: bool) -> Node:
    item = transition.snapshot.item(place)
    then = listed([organisation_label(it) for it in entry.stated.municipalities]) or t("home.no_places")
    area = organisation_label(entry.stated.organisation) if entry.stated.organisation else t("home.no_area")
    facts = {"then": f"{area}: {then}", "now": stated_words(transition, place)}
    told = html.P(t("home.again", **facts))
    home = transition.homes[place]
    words = html.P(how_words(home, entry), className="muted")
    name = html.H3(initiative_link(item.id, item.title))
    if not can_decide:
        return html.Div([name, told, words], className="moved")
    keep = deed_form(
        f"{ROUTE}/behold",
        [deed_button(t("home.keep", home=home_name(entry.organisation)))],
        hidden={"afgoerelse": str(entry.id)},
        focus=TABS,
    )
    deeds = html.Div([keep, undo_form(entry, item.title)], className="moved-deeds no-print")
    return html.Div([name, told, words, deeds], className="moved")
