"""Columns of years: which of their names give way on a narrow screen."""

import pytest

from dashboard.figures.year_stacks import StackColumn, StackPart, year_stacks


def given_way(count):
    drawn = year_stacks([StackColumn(f"år {it}", [StackPart(1, "stack-a", "")]) for it in range(count)])
    looks = [str(it.attributes.get("className", "")) for it in drawn.children if it.tag == "text"]
    return ["panel-between" in look for look in looks if "panel-month" in look]


@pytest.mark.parametrize(
    ("count", "expected"), [(5, [False] * 5), (6, [True, False] * 3), (7, [False, True] * 3 + [False])]
)
def test_where_there_are_many_every_second_name_gives_way_but_not_the_last(count, expected):
    assert given_way(count) == expected
