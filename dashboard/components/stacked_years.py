"""Initiatives by the year in which they begin, stacked by kind; each number of the table opens them."""

from collections.abc import Callable, Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.drawing import drawn, image
from dashboard.components.figure_card import Chart
from dashboard.components.markup import Node
from dashboard.components.numbers import Amount, Numbers, Word, counted
from dashboard.components.openings import opening
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.figures.year_stacks import StackColumn, StackPart, year_stacks
from dashboard.format import number
from dashboard.texts import t
from portfolio.selection import UNKNOWN_CODE, Chosen
from portfolio.snapshot import Mask
from portfolio.spread.balance import YearColumn, year_columns

_MOST_YEARS = 8


def stacked_years(
    name: str,
    chosen: Chosen,
    masks: Mapping[str, Mask],
    named_by: Callable[[str], str],
    message: str,
    subtitle: str,
) -> Chart:
    """Stack kinds by the year in which initiatives begin, with a table whose numbers open the initiatives."""
    kinds = [(str(code), mask) for code, mask in masks.items()]
    columns = year_columns(chosen, _MOST_YEARS)
    looks = _looks(kinds)
    stacks = [
        StackColumn(
            _year(it, is_short=True), [_part(code, mask, it, looks, named_by) for code, mask in kinds]
        )
        for it in columns
    ]
    heads = [Column(t("balance.began")), *(Column(named_by(code), is_number=True) for code, _ in kinds)]
    heads.append(Column(t("balance.all"), is_number=True))
    caption = t(f"balance.caption_{name.replace('-', '_')}")
    rows: list[list[Amount | Word | str]] = [
        [_year(it), *(counted(int((mask & it.mask).sum())) for _, mask in kinds), counted(int(it.mask.sum()))]
        for it in columns
    ]
    shown: list[list[Cell]] = [
        [
            _year(it),
            *(opening(chosen.where(mask & it.mask)) for _, mask in kinds),
            opening(chosen.where(it.mask)),
        ]
        for it in columns
    ]
    return Chart(
        name=name,
        message=message,
        subtitle=subtitle,
        picture=image(name, [drawn(year_stacks(stacks))], "year-stacks"),
        numbers=Numbers(caption, heads, rows),
        key=_stack_key(kinds, looks, named_by),
        is_table=True,
        after=[plain_table(caption, heads, shown, "plain labelled year-table")],
    )


def _looks(kinds: Sequence[tuple[str, Mask]]) -> dict[str, str]:
    """Give each kind its look, the darkest first; unknown has one of its own."""
    shades = iter(("stack-a", "stack-b", "stack-c", "stack-d"))
    return {code: "stack-unknown" if code == UNKNOWN_CODE else next(shades) for code, _ in kinds}


def _part(
    code: str, mask: Mask, column: YearColumn, looks: Mapping[str, str], named_by: Callable[[str], str]
) -> StackPart:
    count = int((mask & column.mask).sum())
    return StackPart(count, looks[code], f"{_year(column)}, {named_by(code)}: {number(count)}")


def _year(column: YearColumn, *, is_short: bool = False) -> str:
    if column.year is None:
        return t("balance.undated_short" if is_short else "balance.undated")
    return t("balance.before", year=column.year) if column.is_earlier else str(column.year)


def _stack_key(
    kinds: Sequence[tuple[str, Mask]], looks: Mapping[str, str], named_by: Callable[[str], str]
) -> Node:
    items = []
    for code, mask in kinds:
        sign = with_attributes(html.Span(className=f"stack-sign {looks[code]}"), {"aria-hidden": "true"})
        items.append(html.Li([sign, f"{named_by(code)} ({number(int(mask.sum()))})"]))
    return html.Ul(items, className="stack-key")
