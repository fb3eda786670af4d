import pytest

from etl.read.grid import Block
from etl.read.rules import Point, RuleText, block_of, conditional_fills

FILLS = ("00B050", "FF0000", None)


def rule(formula="", *, block="A1:C3", kind="expression", operator="", text="", fill=0, priority=1):
    return RuleText(block, kind, operator, text, fill, priority, [formula] if formula else [])


def coloured(rows, *rules, first_column=1):
    return conditional_fills(rules, FILLS, rows, first_column)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('A1="grøn"', {(1, 1), (3, 2)}),
        ('=A1="GRØN"', {(1, 1), (3, 2)}),
        ('$A1="grøn"', {(1, 1), (1, 2), (1, 3)}),
        ('A$1="grøn"', {(1, 1), (2, 1), (3, 1)}),
        ('$B$3="grøn"', {(row, column) for row in (1, 2, 3) for column in (1, 2, 3)}),
        ("A1=3", {(2, 3)}),
        ('ISNUMBER(SEARCH("øn",A1))', {(1, 1), (3, 2)}),
        ('NOT(ISERROR(SEARCH("øn",$A1)))', {(1, 1), (1, 2), (1, 3)}),
        ('AND($A1="grøn",ISBLANK($B1))', {(1, 1), (1, 2), (1, 3)}),
        ("VLOOKUP(A1,B1:C3,2)", set()),
        ("", set()),
    ],
)
def test_a_formula_is_reckoned_from_the_first_cell_of_its_block(formula, expected):
    rows = [["Grøn", None, None], [None, True, 3.0], ["x", "grøn"]]

    assert set(coloured(rows, rule(formula))) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("containsText", "RIS", {(1, 1), (2, 1)}),
        ("beginsWith", "ris", {(2, 1)}),
        ("endsWith", "risiko", {(1, 1), (2, 1)}),
        ("notContainsText", "ris", {(3, 1), (4, 1)}),
        ("notContainsBlanks", "", {(1, 1), (2, 1), (3, 1), (4, 1)}),
        ("containsText", "", set()),
        ("duplicateValues", "", set()),
        ("colorScale", "", set()),
        ("iconSet", "", set()),
    ],
)
def test_rules_about_a_part_of_the_text_hold_in_any_case(kind, text, expected):
    rows = [["Stor risiko"], ["risiko"], ["Ingen"], [4.0]]

    assert set(coloured(rows, rule(kind=kind, text=text, block="A1:A1048576"))) == expected


def test_a_rule_may_have_several_blocks_and_a_sheet_begin_in_a_later_column():
    rows = [["x", None, "x"]]

    found = coloured(rows, rule('B1="x"', block="B1 D1:XFD1048576"), first_column=2)

    assert found == {(1, 2): "00B050", (1, 4): "00B050"}


def test_of_several_rules_the_lowest_number_wins_and_a_rule_without_colour_gives_none():
    first = rule('"x"', kind="cellIs", operator="equal", fill=1, priority=1)
    second = rule('"x"', kind="cellIs", operator="equal", fill=0, priority=5)
    bare = rule('"x"', kind="cellIs", operator="equal", fill=2, priority=0)

    assert coloured([["x"]], second, first, bare) == {(1, 1): "FF0000"}


def test_a_quote_in_a_rule_is_written_twice():
    assert coloured([['a"b']], rule('"a""b"', kind="cellIs", operator="equal")) == {(1, 1): "00B050"}


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("B6", Block(6, 2, 6, 2)),
        ("$A$1:AA10", Block(1, 1, 10, 27)),
        ("A:B", Block(1, 1, 1048576, 2)),
        ("1:2", None),
        ("", None),
    ],
)
def test_blocks_are_named_as_excel_names_them(name, block):
    assert block_of(name) == block


def cell_is(operator, *formulas, **more):
    return RuleText("A1:A9", "cellIs", operator, "", formulas=list(formulas), **{"fill": 0, **more})


@pytest.mark.parametrize(
    ("operator", "formulas", "expected"),
    [
        ("greaterThan", ["2"], [3]),
        ("greaterThanOrEqual", ["2"], [2, 3]),
        ("lessThan", ["$B$1"], [1]),
        ("lessThanOrEqual", ["1+1"], [1, 2]),
        ("between", ["3", "2"], [2, 3]),
        ("notBetween", ["2", "3"], [1]),
        ("notEqual", ["1"], [2, 3]),
        ("between", ["1"], []),
        ("like", ["1"], []),
    ],
)
def test_rules_about_a_number_compare_it(operator, formulas, expected):
    rows = [[1.0, 2.0], [2.0], [3.0]]

    assert sorted(row for row, _ in coloured(rows, cell_is(operator, *formulas))) == expected


def test_a_rule_that_stops_keeps_later_rules_from_colouring_even_without_a_colour_of_its_own():
    blank = RuleText("A1:A3", "expression", formulas=["ISBLANK(A1)"], fill=-1, priority=1, stops=True)
    low = cell_is("lessThan", "5", priority=2)

    assert set(coloured([[1.0], [None], [9.0]], low, blank)) == {(1, 1)}


def test_a_colour_scale_gives_each_number_its_colour_and_leaves_texts():
    points = [Point("min"), Point("percentile", "50"), Point("max")]
    colours = [{"rgb": "FFF8696B"}, {"rgb": "FFFFEB84"}, {"rgb": "FF63BE7B"}]
    scale = RuleText("A1:A5", "colorScale", points=points, colours=colours)

    found = coloured([[1.0], [2.0], [3.0], ["x"], [1.5]], scale)

    assert found == {(1, 1): "F8696B", (5, 1): "FDC07C", (2, 1): "E0E282", (3, 1): "63BE7B"}


@pytest.mark.parametrize(
    ("icons", "points", "is_reversed", "expected"),
    [
        ("3TrafficLights1", [("num", "0"), ("num", "2"), ("num", "3")], False, "RYG"),
        ("3Symbols", [("num", "0"), ("num", "2"), ("num", "3")], True, "GYR"),
        ("3Arrows", [("percent", "0"), ("percent", "33"), ("percent", "67")], False, "RYG"),
        ("3Flags", [("min", ""), ("percentile", "50"), ("formula", "$B$1")], False, "RYG"),
        ("4Arrows", [("num", "0"), ("num", "1"), ("num", "2"), ("num", "3")], False, "YYG"),
        ("5Quarters", [("num", str(n)) for n in range(5)], False, "---"),
        ("3TrafficLights1", [("num", "0"), ("num", "2")], False, "---"),
    ],
)
def test_an_icon_counts_as_its_colour(icons, points, is_reversed, expected):
    told = [Point(kind, value) for kind, value in points]
    rule = RuleText("A1:A3", "iconSet", points=told, icons=icons, is_reversed=is_reversed)
    names = {"FF0000": "R", "FFC000": "Y", "00B050": "G", None: "-"}

    found = coloured([[1.0, 3.0], [2.0], [3.0]], rule)

    assert "".join(names[found.get((row, 1))] for row in (1, 2, 3)) == expected


def test_an_icon_may_begin_above_its_number_and_be_put_together_from_several_sets():
    points = [Point("num", "0"), Point("num", "2", is_included=False), Point("num", "3")]
    own = [("3Flags", 2), ("3TrafficLights1", 1), ("NoIcons", 0)]
    rule = RuleText("A1:A3", "iconSet", points=points, icons="3TrafficLights1", own_icons=own)

    assert coloured([[1.0], [2.0], [2.5]], rule) == {(1, 1): "00B050", (2, 1): "00B050", (3, 1): "FFC000"}


def test_an_icon_covers_a_colour():
    points = [Point("num", "0"), Point("num", "2"), Point("num", "3")]
    icon = RuleText("A1", "iconSet", points=points, icons="3Signs", priority=2)

    assert coloured([[3.0]], cell_is("greaterThan", "0", fill=1, priority=1), icon) == {(1, 1): "00B050"}


def test_numbers_too_large_to_reckon_with_are_left_without_colour():
    colours = [{"rgb": "FFF8696B"}, {"rgb": "FF63BE7B"}]
    scale = RuleText("A1:A3", "colorScale", points=[Point("min"), Point("max")], colours=colours)

    assert set(coloured([[-1.7e308], [1.7e308], [5.0]], scale)) <= {(1, 1)}
