import pytest

from etl.read.grid import Block
from etl.read.rules import RuleText, block_of, conditional_fills

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
        ('AND(A1="grøn",B1="x")', set()),
        ("A1=B1", set()),
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
        ("notContainsText", "ris", set()),
        ("containsText", "", set()),
        ("colorScale", "", set()),
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
