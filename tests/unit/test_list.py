"""The list: typed rows, calm cells, a form of columns, ways out of nothing."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.components.emptiness import ways_out
from dashboard.components.initiative_table import COLUMNS_THAT_FIT, initiative_table
from dashboard.components.list_rows import ListRow, list_rows
from dashboard.components.list_tools import column_choice, list_tools
from dashboard.components.markup import Details, Div, Form, Input, Td, Th
from dashboard.components.paging import paging
from dashboard.filters import COLUMNS, DEFAULT_COLUMNS, Asked, from_query, to_query
from portfolio.records import FuzzyDate
from portfolio.selection import Criteria, select
from portfolio.vocabulary import Precision
from tests.builders.components import all_of, links_of, text_of
from tests.builders.snapshots import make_snapshot

WIDE = tuple(COLUMNS)[: COLUMNS_THAT_FIT + 1]


def row(**values):
    return ListRow(7, {"titel": "Fælles gravidteam", **values})


def shown(*rows, **values):
    asked = Asked(columns=("titel", *values))
    return initiative_table([row(**values), *rows], asked)


def items(*rows, **more):
    return select(make_snapshot(*rows, **more), Criteria())


def test_values_are_typed_and_what_is_not_stated_is_none():
    months = {"end_first": dt.date(2026, 1, 1), "end_last": dt.date(2026, 1, 31), "end_precision": "month"}
    told = {"title": "A", "budget_dkk": 1_200_000, "completion_share": 0.5, **months}
    (found,) = list_rows(items(told, taking_part={1: "0730 0706"}), COLUMNS)
    assert found.id == 1
    assert found.values["slut"] == FuzzyDate(dt.date(2026, 1, 1), dt.date(2026, 1, 31), Precision.MONTH)
    assert (found.values["budget"], found.values["faerdig"]) == (1_200_000, 0.5)
    assert found.values["maaned"] == dt.date(2026, 11, 1)
    assert found.values["kommuner"] == ("Randers", "Syddjurs")
    assert found.values["fokus"] == "Ældre og kronisk sygdom"
    assert found.values["ejer"] is None
    assert found.is_overdue


def test_only_the_columns_asked_for_are_read():
    (found,) = list_rows(items({"title": "A"}), ("titel", "lys"))
    assert set(found.values) == {"titel", "lys"}


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Randers",), "Randers"),
        (("Favrskov", "Randers", "Syddjurs"), "Favrskov, Randers, Syddjurs"),
        (("Favrskov", "Norddjurs", "Randers", "Syddjurs"), "Favrskov, Norddjurs og 2 flere"),
    ],
)
def test_many_municipalities_are_named_shortly(names, said):
    assert said in text_of(shown(kommuner=names))


def test_a_long_text_is_cut_at_a_word_and_held_to_two_lines():
    table = shown(bemaerkninger="ord " * 100)
    (cell,) = all_of(table, Td)
    assert text_of(cell).endswith("ord …")
    assert cell.children[0].className == "clamp"
    assert len(text_of(cell)) < 165


def test_each_cell_carries_its_heading_for_narrow_screens():
    labels = [cell.attributes["data-label"] for cell in all_of(shown(lys="red", ejer=None), Td)]
    assert labels == ["Trafiklys", "Ejer"]


def test_few_columns_let_the_head_stick_to_the_window_and_many_scroll_in_their_own_region():
    few, many = (initiative_table([], Asked(columns=columns)) for columns in (DEFAULT_COLUMNS, WIDE))
    assert all_of(few, Div)[0].className == "list-table list-fits"
    assert all_of(many, Div)[0].className == "list-table"


def test_the_title_is_the_column_that_stays():
    titles = [head.className for head in all_of(shown(lys="red"), Th)]
    assert titles == ["col-title", "cell-code", "col-title"]


def test_the_columns_are_boxes_in_a_form_that_keeps_all_else_that_is_asked_for():
    asked = from_query({"lys": "roed,gul", "sort": "-slut", "side": "3", "kolonner": "status,ejer"})
    choice = column_choice(asked)
    (form,) = all_of(choice, Form)
    boxes = [it.attributes for it in all_of(form, Input) if it.attributes["type"] == "checkbox"]
    hidden = {it.attributes["name"]: it.attributes["value"] for it in all_of(form, Input)[:3]}
    assert (form.attributes["action"], form.attributes["method"]) == ("/indsatser", "get")
    assert hidden == {"lys": "gul,roed", "sort": "-slut", "kolonner": "titel"}
    assert [box["value"] for box in boxes if box["defaultChecked"]] == ["status", "ejer"]
    assert len(boxes) == len(COLUMNS) - 1


def test_the_form_is_another_one_after_each_choice():
    keys = {column_choice(Asked(columns=columns)).attributes["key"] for columns in (DEFAULT_COLUMNS, WIDE)}
    assert len(keys) == 2
    assert all_of(column_choice(Asked()), Details)


def test_the_list_can_be_taken_away_as_shown_or_whole_but_never_one_page_of_it():
    asked = from_query({"lys": "roed", "side": "3", "kolonner": "ejer"})
    files = [it for it in links_of(list_tools(asked, 50, 25, 171)) if it.startswith("/hent/")]
    assert [urlsplit(it).path for it in files] == [
        "/hent/indsatser.xlsx",
        "/hent/indsatser-alle-kolonner.xlsx",
    ]
    assert all("side" not in parse_qs(urlsplit(it).query) for it in files)
    assert "Viser 51–75 af 171" in text_of(list_tools(asked, 50, 25, 171))


def test_the_first_page_has_none_before_it_and_the_last_none_after():
    assert "Forrige" not in text_of(paging(Asked(), 3))
    assert "Næste" not in text_of(paging(Asked(page=3), 3))


def test_ways_out_say_what_each_filter_costs_the_most_first():
    asked = from_query({"lys": "roed,gul", "q": "kol", "fase": "drift", "sort": "-slut"})
    found = {"lys": 12, "q": 0, "fase": 3}

    def count(criteria: Criteria) -> int:
        left = {
            "lys": criteria.traffic_lights,
            "q": criteria.text,
            "fase": criteria.phases,
        }
        (gone,) = [name for name, value in left.items() if not value]
        return found[gone]

    ways = ways_out("/indsatser", asked, count)
    assert "Uden “Trafiklys: Gul eller Rød”: 12 indsatser" in text_of(ways)
    assert links_of(ways) == [
        "/indsatser?fase=drift&q=kol&sort=-slut",
        "/indsatser?lys=gul,roed&q=kol&sort=-slut",
    ]


def test_without_a_way_out_none_is_offered():
    assert ways_out("/indsatser", from_query({"lys": "roed", "q": "kol"}), lambda _: 0) == []
    assert to_query(Asked()) == ""
