"""The map of municipalities: all are on it, tints say their counts, and it shows no more than it must."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.components.municipality_map import MapContent, map_areas, map_key, map_picture
from dashboard.figures.drawing import Shape
from dashboard.figures.municipality_map import (
    FRAMES,
    Area,
    Frame,
    frames_for,
    map_drawing,
    places,
    steps,
    tint_of,
)
from dashboard.labels import organisations
from portfolio.vocabulary import OrganisationKind
from tests.builders.components import text_of

ASSETS = Path(__file__).resolve().parents[2] / "assets"
OUTLINES = (ASSETS / "municipalities.svg").read_text(encoding="utf-8")
STYLES = (ASSETS / "40-drawings.css").read_text(encoding="utf-8")
MUNICIPALITIES = {it.id for it in organisations().values() if it.kind is OrganisationKind.MUNICIPALITY}
HVIDOVRE, HILLEROED, RANDERS, BORNHOLM, ODENSE = "0167", "0219", "0730", "0400", "0461"


def area(code=HVIDOVRE, count=3, address="/indsatser?kommune=0167", *, is_awaited=False) -> Area:
    return Area(code, count, f"{code}: {count}", address if count else None, is_awaited)


def content(counts, awaited=frozenset()) -> MapContent:
    return MapContent(counts, awaited, frozenset(), lambda code: f"/indsatser?kommune={code}")


def shapes(shape: Shape, tag: str) -> list[Shape]:
    found = [shape] if shape.tag == tag else []
    return found + [it for child in shape.children if isinstance(child, Shape) for it in shapes(child, tag)]


def outline_of(drawing: Shape, code: str) -> Shape:
    drawn = [it for it in shapes(drawing, "use") if str(it.attributes["href"]).endswith(f"#m{code}")]
    return drawn[-1]


def test_every_municipality_has_an_outline_and_a_place():
    assert set(re.findall(r'<path id="m(\d{4})" d="M', OUTLINES)) == MUNICIPALITIES
    assert set(places()) == MUNICIPALITIES
    assert all(FRAMES[Frame.DENMARK].holds(place.box) for place in places().values())


def test_the_outlines_are_small_and_say_whose_they_are():
    assert len(OUTLINES.encode()) <= 40_000
    assert "MIT" in OUTLINES
    assert "Martin Polley" in (ASSETS / "LICENSES.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("frame", Frame)
def test_a_frame_keeps_its_shape_on_the_page(frame):
    box = FRAMES[frame]
    assert f".map-{frame} {{ aspect-ratio: {box.width} / {box.height};" in STYLES


@pytest.mark.parametrize(
    ("largest", "spans"),
    [
        (0, []),
        (1, [(1, 1)]),
        (4, [(1, 1), (2, 2), (3, 3), (4, 4)]),
        (7, [(1, 2), (3, 4), (5, 6), (7, 8)]),
        (103, [(1, 30), (31, 60), (61, 90), (91, 120)]),
        (35, [(1, 10), (11, 20), (21, 30), (31, 40)]),
        (2000, [(1, 500), (501, 1000), (1001, 1500), (1501, 2000)]),
    ],
)
def test_classes_are_few_and_of_one_round_size(largest, spans):
    assert [(step.first, step.last) for step in steps(largest)] == spans


def test_more_is_darker_and_nothing_has_no_tint():
    classes = steps(35)
    tints = [tint_of(count, classes) for count in (0, 1, 10, 11, 35)]
    assert tints[0] == 0
    assert tints[1] == tints[2] < tints[3] < tints[4]


@pytest.mark.parametrize(
    ("codes", "frames"),
    [
        ({HVIDOVRE}, (Frame.COPENHAGEN,)),
        ({HVIDOVRE, HILLEROED}, (Frame.CAPITAL,)),
        ({RANDERS, ODENSE}, (Frame.WEST,)),
        ({RANDERS, HVIDOVRE}, (Frame.DENMARK, Frame.COPENHAGEN)),
        ({RANDERS, HILLEROED}, (Frame.DENMARK,)),
        ({BORNHOLM}, (Frame.DENMARK,)),
        (set(), (Frame.DENMARK,)),
    ],
)
def test_the_smallest_part_of_the_country_is_shown_that_holds_them(codes, frames):
    assert frames_for(codes) == frames


def test_a_municipality_is_tinted_numbered_named_and_leads_to_its_initiatives():
    drawing = map_drawing(Frame.COPENHAGEN, [area()], has_close_up=False)
    outline = outline_of(drawing, HVIDOVRE)
    assert outline.attributes["className"] == "map-6"
    assert outline.attributes["data-to"] == "/indsatser?kommune=0167"
    assert outline.children == (Shape("title", {}, ("0167: 3",)),)
    assert [it.children for it in shapes(drawing, "text")] == [("3",)]


def test_nothing_is_hatched_where_something_was_awaited_and_plain_elsewhere():
    areas = [area(HVIDOVRE, 0, is_awaited=True), area("0173", 0)]
    drawing = map_drawing(Frame.COPENHAGEN, areas, has_close_up=False)
    assert outline_of(drawing, HVIDOVRE).attributes["fill"] == "url(#hatch-copenhagen)"
    assert outline_of(drawing, "0173").attributes["className"] == "map-land"
    assert not shapes(drawing, "text")


def test_the_whole_country_frames_what_is_enlarged_and_leaves_its_numbers_to_the_close_up():
    areas = [area(), area(RANDERS, 14)]
    whole = map_drawing(Frame.DENMARK, areas, has_close_up=True)
    assert [it.children for it in shapes(whole, "text")] == [("14",)]
    assert "map-frame" in [it.attributes["className"] for it in shapes(whole, "rect")]


def test_a_map_is_one_image_named_by_its_caption():
    picture = map_picture("kort", content({HVIDOVRE: 3, RANDERS: 14}))
    assert picture.attributes["role"] == "img"
    assert picture.attributes["aria-labelledby"] == "caption-kort"
    assert "forstørret" in text_of(picture)
    assert "Hvidovre: 3 indsatser" in text_of(picture)


def test_the_key_says_each_tint_in_words_and_counts_its_municipalities():
    told = text_of(map_key(content({HVIDOVRE: 3, HILLEROED: 1}, frozenset({HVIDOVRE, "0155"}))))
    assert "1–1" not in told
    assert "1 indsats (1 kommune)" in told
    assert "3 indsatser (1 kommune)" in told
    assert "ingen indsats nævner kommunen (1)" in told
    assert "uden for de viste klynger" in told


def test_a_municipality_that_is_chosen_has_a_line_round_it():
    picked = replace(area(), is_picked=True)
    drawing = map_drawing(Frame.COPENHAGEN, [picked, area("0155")], has_close_up=False)
    rings = [it for it in shapes(drawing, "use") if it.attributes["className"] == "map-ring"]
    assert [str(it.attributes["href"]).split("#")[1] for it in rings] == [f"m{HVIDOVRE}"]


def test_what_lies_within_a_chosen_municipality_is_drawn_over_it():
    areas = [replace(area("0101"), is_picked=True), area("0147")]
    drawing = map_drawing(Frame.COPENHAGEN, areas, has_close_up=False)
    assert str(shapes(drawing, "use")[-1].attributes["href"]).endswith("#m0147")


def test_only_a_map_from_close_by_is_cut_through_its_neighbours():
    areas = [area(code, 0) for code in MUNICIPALITIES]
    west, close = (map_drawing(frame, areas, has_close_up=False) for frame in (Frame.WEST, Frame.COPENHAGEN))
    boxes = {code: place.box for code, place in places().items()}
    codes = {
        frame: {str(it.attributes["href"])[-4:] for it in shapes(it, "use")}
        for frame, it in ((Frame.WEST, west), (Frame.COPENHAGEN, close))
    }
    assert all(FRAMES[Frame.WEST].holds(boxes[code]) for code in codes[Frame.WEST])
    assert not all(FRAMES[Frame.COPENHAGEN].holds(boxes[code]) for code in codes[Frame.COPENHAGEN])


def test_all_municipalities_are_on_the_map_once():
    codes = [it.code for it in map_areas(content({HVIDOVRE: 3}))]
    assert len(codes) == len(set(codes)) == len(MUNICIPALITIES)
