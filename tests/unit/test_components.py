"""Components: values in, what people meet out."""

import datetime as dt

import pytest
from dash.development.base_component import Component

from dashboard.components.badges import light_badge, light_key
from dashboard.components.cards import KeyFigure, key_figures
from dashboard.components.figure_card import Chart
from dashboard.components.filter_bar import choice_label, chosen_filters, filter_bar
from dashboard.components.initiative_table import initiative_table
from dashboard.components.light_bars import light_bars
from dashboard.components.lights_table import lights_numbers
from dashboard.components.list_order import sort_rows
from dashboard.components.list_rows import list_rows
from dashboard.components.markup import Element
from dashboard.components.nav import nav_content
from dashboard.components.paging import page_count, paging
from dashboard.components.states import ignored_note
from dashboard.components.view import View
from dashboard.components.written import Written
from dashboard.data import Portfolio
from dashboard.figures.lights import light_columns
from dashboard.filters import COLUMNS, DEFAULT_COLUMNS, Asked, Ignored, from_query, list_address, narrowed
from dashboard.labels import Category
from dashboard.theme import LIGHT_SHAPES
from portfolio.rules.gaps import Gap
from portfolio.selection import UNKNOWN_CODE, Criteria, select
from tests.builders.components import walk
from tests.builders.snapshots import make_snapshot

DAY = dt.date(2026, 11, 23)
SHAPES = "".join(LIGHT_SHAPES.values())


def tree(part):
    """Give an element or component as plain data: each a type and its props."""
    if isinstance(part, list | tuple) and not isinstance(part, Element):
        return [tree(child) for child in part]
    if isinstance(part, Chart):
        return tree(part.component())
    if isinstance(part, Written):
        return tree(next(walk(part)))
    if isinstance(part, Element):
        children = [tree(child) for child in part.children]
        return {"type": part.tag.capitalize(), "props": {**part.attributes, "children": children}}
    if not isinstance(part, Component):
        return part
    props = part.to_plotly_json()["props"]
    return {"type": type(part).__name__, "props": props | {"children": tree(props.get("children", []))}}


def nodes(node, kind):
    """Give every component of a type below a node."""
    if isinstance(node, list):
        return [found for child in node for found in nodes(child, kind)]
    if not isinstance(node, dict):
        return []
    own = [node["props"]] if node.get("type") == kind else []
    return own + nodes(node.get("props", {}).get("children"), kind)


def text(node):
    """Give a component's text."""
    if isinstance(node, list):
        return "".join(map(text, node))
    return text(node["props"].get("children", "")) if isinstance(node, dict) else str(node or "")


def make_portfolio(*rows, **given):
    return Portfolio(make_snapshot(*rows, **given), (), DAY)


def all_of(*rows, **given):
    return select(make_snapshot(*rows, **given), Criteria(only_listed=False))


def titles_of(chosen):
    return [it.title for it in chosen]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("green", "●Grøn"),
        ("yellow", "▲Gul"),
        ("red", "■Rød"),
        ("grey", "◇Ikke vurderet"),
        (None, "–Ikke angivet"),
    ],
)
def test_a_light_is_shape_word_and_colour(code, shown):
    badge = tree(light_badge(code))
    assert text(badge) == shown
    assert badge["props"]["className"] == f"light light-{code or 'none'}"


def test_the_key_names_every_light_worst_first():
    assert text(tree(light_key())) == "■Rød▲Gul●Grøn◇Ikke vurderet–Ikke angivet"


def test_a_key_figure_is_a_link_to_its_rows():
    (anchor,) = nodes(
        tree(key_figures([KeyFigure("7", "Røde", "15 % af dem", "/indsatser?lys=roed", "red")])), "A"
    )
    assert anchor["href"] == "/indsatser?lys=roed"
    assert text(anchor["children"]) == "7Røde15 % af dem"


def test_every_number_of_a_chart_stands_in_its_table_with_the_same_link():
    rows = [Category("rh-syd", "Sundhedsklynge Syd"), Category(None, "Ikke angivet")]
    counts = {("rh-syd", "red"): 2, ("rh-syd", None): 5, (None, "green"): 11}

    def to(organisation, light):
        return list_address(narrowed(Criteria(), organisations=organisation, traffic_lights=light))

    numbers = lights_numbers("Lys", "Klynge", rows, counts, to)
    card = tree(Chart("lys", "Besked", "Mål", light_bars("lys", rows, counts, to), numbers))
    parts = [it for it in nodes(card, "Div") if str(it.get("className")).startswith("stack-part")]
    drawn = {(it["data-to"], int(text(it["children"]).strip(SHAPES))) for it in parts}
    told = {(anchor["href"], int(text(anchor["children"]))) for anchor in nodes(card, "A")}
    assert drawn == told
    assert sorted(value for _, value in drawn) == [2, 5, 11]


def test_a_chart_is_one_image_named_by_its_message():
    figure = light_columns([], {}, lambda *_: "")
    card = tree(Chart("lys", "3 er røde", "Mål, dato", figure, lights_numbers("Lys", "", [], {}, str)))
    (picture,) = [it for it in nodes(card, "Div") if it.get("role") == "img"]
    (caption,) = nodes(card, "Figcaption")
    assert picture["aria-labelledby"] == caption["id"]
    assert text(caption["children"]) == "3 er rødeMål, dato"
    (graph,) = nodes(card, "Graph")
    assert graph["config"]["displayModeBar"] is False
    assert graph["config"]["showSendToCloud"] is False


def test_places_offered_are_those_that_occur_and_those_chosen_in_danish_order():
    known = make_portfolio({"organisation_id": "rh-syd"}, taking_part={1: "0851 0580"})
    asked = Asked(criteria=Criteria(municipalities=("0563",)))
    lists = {it["id"]["key"]: it for it in nodes(tree(filter_bar(asked, known)), "Checklist")}
    assert [it["label"] for it in lists["kommune"]["options"]] == [
        "Fanø",
        "Aabenraa",
        "Aalborg",
        "Ikke angivet",
    ]
    assert lists["kommune"]["value"] == ["0563"]
    assert [it["value"] for it in lists["klynge"]["options"]] == ["rh-syd", "ukendt"]


def test_each_chosen_filter_can_be_taken_away_and_the_rest_stays():
    asked = from_query({"lys": "roed,ukendt", "q": "kol", "sort": "-slut", "side": "3"})
    parts = tree(chosen_filters("/indsatser", asked, View("", "", [], 4, 152)))
    assert text(parts[0]) == "4 af 152 indsatser"
    addresses = {text(it["children"]): it["href"] for it in nodes(parts, "A")}
    assert addresses == {
        "Fjern filter Trafiklys: Rød×": "/indsatser?lys=ukendt&q=kol&sort=-slut",
        "Fjern filter Trafiklys: Ikke angivet×": "/indsatser?lys=roed&q=kol&sort=-slut",
        "Fjern filter Søg i indsatser: kol×": "/indsatser?lys=roed,ukendt&sort=-slut",
        "Nulstil filtre": "/indsatser?sort=-slut",
    }


def test_without_filters_only_the_count_is_told():
    count, _ = tree(chosen_filters("/", Asked(), View("", "", [], 152, 152)))
    assert text(count) == "Alle 152 indsatser"


def test_every_choice_has_words_for_its_codes():
    assert choice_label("gaps", Gap.END) == "Uden slutdato"
    assert choice_label("focus_areas", "psykisk") == "Psykisk sygdom"
    assert choice_label("municipalities", "0265") == "Roskilde"
    assert choice_label("statuses", UNKNOWN_CODE) == "Ikke angivet"


def test_the_menu_carries_the_filters_and_marks_the_page():
    criteria = Criteria(traffic_lights=("red",))
    anchors = {text(it["children"]): it for it in nodes(tree(nav_content("/indsatser/7", criteria)), "A")}
    assert anchors["Status"]["href"] == "/status?lys=roed"
    assert anchors["Indlæs"]["href"] == "/indlaes"
    assert [name for name, it in anchors.items() if it.get("aria-current")] == ["Indsatser"]


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("titel", ["Ajour", "Zoner", "Ældre", "Ørebørn"]),
        ("-titel", ["Ørebørn", "Ældre", "Zoner", "Ajour"]),
        ("lys", ["Zoner", "Ajour", "Ældre", "Ørebørn"]),
        ("slut", ["Ældre", "Ajour", "Zoner", "Ørebørn"]),
        ("-slut", ["Ajour", "Ældre", "Zoner", "Ørebørn"]),
        ("kommuner", ["Ørebørn", "Ajour", "Zoner", "Ældre"]),
    ],
)
def test_the_list_is_sorted_with_the_missing_last_either_way(sort, titles):
    chosen = all_of(
        {"title": "Ørebørn", "traffic_light": None},
        {"title": "Zoner", "traffic_light": "red"},
        {"title": "Ajour", "traffic_light": "green", "end_last": dt.date(2027, 1, 1)},
        {"title": "Ældre", "traffic_light": None, "end_last": dt.date(2026, 1, 1)},
        taking_part={1: "0730"},
    )
    assert titles_of(sort_rows(chosen, sort)) == titles


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_can_be_sorted_and_shown_also_where_nothing_is_stated(column):
    bare = dict.fromkeys(
        ("focus_area_id", "organisation_id", "organisation", "status", "phase", "traffic_light")
    )
    chosen = all_of(
        {"title": "Fuld", "budget_dkk": 1_200_000, "completion_share": 0.5}, {"title": "Tom", **bare}
    )
    ordered = sort_rows(chosen, column)
    asked = from_query({"kolonner": column, "sort": column})
    shown = tree(initiative_table(list_rows(ordered, asked.columns), asked))
    assert len(nodes(shown, "Tr")) == 3
    (sorted_head,) = [it for it in nodes(shown, "Th") if it.get("aria-sort")]
    assert sorted_head["aria-sort"] == "ascending"


def test_a_row_links_to_its_initiative_and_shows_what_is_the_matter():
    chosen = all_of(
        {"title": "Gammel", "is_listed": False, "has_conflict": True}
        | {"end_first": dt.date(2026, 1, 1), "end_last": dt.date(2026, 1, 31), "end_precision": "month"}
    )
    shown = tree(initiative_table(list_rows(chosen, DEFAULT_COLUMNS), Asked()))
    assert "/indsatser/1" in [it["href"] for it in nodes(shown, "A")]
    row = text(shown)
    for said in ("gået ud af listen", "lister er uenige", "januar 2026", "passeret"):
        assert said in row


def test_markup_in_a_title_stays_text():
    rows = list_rows(all_of({"title": "<b>Fed</b>"}), DEFAULT_COLUMNS)
    shown = tree(initiative_table(rows, Asked()))
    assert "<b>Fed</b>" in [text(it["children"]) for it in nodes(shown, "A")]


def test_pages_are_counted_and_the_far_ones_left_out():
    assert [page_count(rows, 25) for rows in (0, 1, 25, 26)] == [1, 1, 1, 2]
    shown = tree(paging(Asked(page=6), 12))
    assert [text(it["children"]) for it in nodes(shown, "Li")] == [
        "Forrige",
        "1",
        "…",
        "4",
        "5",
        "6",
        "7",
        "8",
        "…",
        "12",
        "Næste",
    ]
    (current,) = [it for it in nodes(shown, "A") if it.get("aria-current")]
    assert current["aria-label"] == "Side 6"
    assert nodes(tree(paging(Asked(), 1)), "Li") == []


def test_what_could_not_be_used_is_named():
    assert ignored_note([]) is None
    assert "lys = “lilla”" in text(tree(ignored_note([Ignored("lys", "lilla")])))


def test_nothing_sorts_too():
    assert titles_of(sort_rows(all_of(), "lys")) == []
