"""How a draft's file was understood: each column's field and how sure that is, to be changed in place."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_form
from dashboard.components.draft_places import deed_address
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import DraftDetail
from dashboard.format import number, share
from dashboard.labels import field_label
from dashboard.server.drafts import NOTHING_OF_OURS
from dashboard.texts import language, t
from portfolio.draft_result import DraftResult
from portfolio.fields import FIELDS, GROUP_LABELS, FieldGroup
from portfolio.records import ColumnReading, TableReading
from portfolio.vocabulary import TableKind, label


def recognise_cards(draft: DraftDetail, result: DraftResult) -> list[Node]:
    """Show each table of the file as it was understood."""
    return [_table(draft, table, place) for place, table in enumerate(result.tables)]


def _table(draft: DraftDetail, table: TableReading, place: int) -> Node:
    known = sum(column.field is not None for column in table.columns)
    heading = t(
        "draft.table",
        sheet=table.sheet or t("receipt.no_sheet"),
        kind=label(table.kind, language()),
        known=number(known),
        all=number(len(table.columns)),
    )
    heads = [Column(t(f"draft.{name}")) for name in ("column", "column_heading", "column_field")]
    heads.append(Column(t("draft.sure"), is_number=True))
    rows = [_column(draft, table, column, place) for column in table.columns]
    table_ = html.Div(plain_table(heading, heads, rows), className="uncaptioned")
    return card(heading, [table_])


def _column(draft: DraftDetail, table: TableReading, column: ColumnReading, place: int) -> list[Cell]:
    sure = share(column.confidence) if column.field is not None else ""
    if table.kind is not TableKind.INITIATIVES:
        shown = t("receipt.column_unknown") if column.field is None else field_label(column.field)
        return [column.place, column.heading, shown, sure]
    return [column.place, column.heading, field_form(draft, table, column, place), sure]


def field_form(draft: DraftDetail, table: TableReading, column: ColumnReading, place: int) -> Element:
    """Let a column's field be chosen in place."""
    control_id = f"felt-{place}-{column.place}"
    name = t("draft.field_of", heading=column.heading or column.place)
    control = html.Select(_options(column.field), id=control_id, name="felt", className="form-select")
    return deed_form(
        deed_address(draft, "felt"),
        [with_attributes(control, {"aria-label": name})],
        hidden={"ark": table.sheet or "", "overskrift": column.heading, "gruppe": column.group},
        className="deed field-choice",
        focus=control_id,
        at_once=True,
    )


def _options(chosen: str | None) -> Sequence[Node]:
    nothing = html.Option(t("draft.nothing_of_ours"), value=NOTHING_OF_OURS, selected=chosen is None or None)
    groups = [_optgroup(group, chosen) for group in FieldGroup]
    return [nothing, *(option for options in groups for option in options)]


def _optgroup(group: FieldGroup, chosen: str | None) -> list[Node]:
    fields = [field for field in FIELDS.values() if field.group is group]
    prefix = GROUP_LABELS[group].text(language())
    return [
        html.Option(
            f"{prefix}: {field.label.text(language())}",
            value=field.name,
            selected=field.name == chosen or None,
        )
        for field in fields
    ]
