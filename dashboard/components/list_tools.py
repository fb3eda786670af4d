"""What stands over the list: which rows are shown, how many a page, which columns, and the list as a file."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.list_rows import column_label
from dashboard.components.markup import Node
from dashboard.components.paging import page_sizes
from dashboard.components.timeline_list import TIMELINE, VIEW_KEY, sort_choice, view_choice
from dashboard.filters import COLUMNS, DEFAULT_COLUMNS, LIST, Asked, to_query
from dashboard.format import number
from dashboard.texts import t

COLUMNS_KEY = "kolonner"
FILE = "/hent/indsatser.xlsx"
FILE_OF_ALL = "/hent/indsatser-alle-kolonner.xlsx"


def list_tools(asked: Asked, first: int, shown: int, total: int) -> Node:
    """Lay out the tools; ``first`` is the first row's place, from 0."""
    own = sort_choice(asked) if asked.own.get(VIEW_KEY) == TIMELINE else column_choice(asked)
    return html.Div(
        [view_choice(asked), shown_rows(first, shown, total), page_sizes(asked), own, _files(asked)],
        className="list-tools",
    )


def shown_rows(first: int, shown: int, total: int) -> Node:
    """Say which rows are shown: "Viser 1–25 af 171"."""
    said = t("list.shown", first=number(first + 1), last=number(first + shown), total=number(total))
    return html.P(said, className="shown-rows")


def column_choice(asked: Asked) -> Node:
    """Offer every column as a check box in a form that opens in place; the title always stands."""
    query = to_query(replace(asked, page=1))
    boxes = [_box(asked, column) for column in COLUMNS if column != "titel"]
    legend = html.Legend(t("list.columns_legend"))
    show = html.Button(t("list.columns_show"), type="submit", className="btn-main")
    ends = html.P(
        [
            show,
            _preset(asked, "list.columns_usual", DEFAULT_COLUMNS),
            _preset(asked, "list.columns_all", tuple(COLUMNS)),
        ],
        className="panel-ends",
    )
    fields = html.Fieldset([legend, html.Div(boxes, className="column-boxes")])
    form = html.Form([*_kept(asked), fields, ends], action=LIST, method="get", className="filter-panel")
    with_attributes(form, {"data-address": ""})
    summary = html.Summary(t("list.columns"), id="kolonner")
    # A box holds what the reader ticked until the form is another: the key makes it so after each choice.
    return with_attributes(
        html.Details([summary, form], className="filter tool no-print"), {"key": f"kolonner{query}"}
    )


def _box(asked: Asked, column: str) -> Node:
    box = html.Input(type="checkbox", name=COLUMNS_KEY, value=column, defaultChecked=column in asked.columns)
    return html.Label([box, " ", column_label(column)], className="check")


def _kept(asked: Asked) -> list[Node]:
    """Give what else is asked for as fields that nobody sees; with no box ticked the title stands alone."""
    pairs = parse_qsl(to_query(replace(asked, columns=DEFAULT_COLUMNS, page=1)).removeprefix("?"))
    return [
        html.Input(type="hidden", name=name, value=value) for name, value in [*pairs, (COLUMNS_KEY, "titel")]
    ]


def _preset(asked: Asked, text_id: str, columns: Sequence[str]) -> Node:
    return link(t(text_id), LIST + to_query(replace(asked, columns=tuple(columns), page=1)))


def _files(asked: Asked) -> Node:
    """Offer the list as a workbook: what is shown, or all that is known."""
    query = to_query(replace(asked, page=1))
    shown = html.A(t("list.file"), href=FILE + query, className="download", download="")
    whole = html.A(t("list.file_of_all"), href=FILE_OF_ALL + query, className="download", download="")
    return html.P([shown, " ", whole], className="list-files no-print")
