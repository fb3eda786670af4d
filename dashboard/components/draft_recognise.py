"""How a draft's file was understood: what is asked, what is otherwise than before, and the sheets."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.draft_contents import contents_card
from dashboard.components.draft_places import deed_address
from dashboard.components.draft_questions import choices_card, drift_card, questions_card
from dashboard.components.field_options import field_options
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.sheet_picture import sheet_picture
from dashboard.data import DraftDetail
from dashboard.format import number, share
from dashboard.labels import field_label
from dashboard.server.drafts import NOTHING_OF_OURS
from dashboard.texts import language, t
from portfolio.draft_result import DraftResult
from portfolio.profile import numbered
from portfolio.records import ColumnReading, SheetPicture, TableReading
from portfolio.vocabulary import TableKind, label


def recognise_cards(draft: DraftDetail, result: DraftResult) -> list[Node]:
    """Show what is asked first, then what the file holds, and each sheet with what was understood on it."""
    asked = questions_card(draft, result)
    drifted = drift_card(result)
    chosen = choices_card(draft)
    parts = [asked, drifted, contents_card(result.understood.contents), chosen, _remembered(draft)]
    sheets = [_sheet(draft, result, picture, place) for place, picture in enumerate(result.pictures)]
    return [part for part in (*parts, *sheets) if part is not None]


def _remembered(draft: DraftDetail) -> Node | None:
    """Lead to what is remembered for the source, where something is."""
    count = len(draft.profile.columns) + len(draft.profile.words) + len(draft.profile.sheets)
    if draft.facts.source_id is None or not count:
        return None
    words = t("draft.remembered", count=count, number=number(count))
    return html.P([words, " ", link(t("draft.see_profile"), f"/kilder/{draft.facts.source_id}")])


def _sheet(draft: DraftDetail, result: DraftResult, picture: SheetPicture, place: int) -> Node:
    tables = [result.tables[table] for table in picture.tables]
    name = picture.name or t("receipt.no_sheet")
    heading = _heading(name, picture, tables)
    part = f"ark-{place}"
    content: list[Node] = [_sheet_deeds(draft, picture, tables, part)]
    if not picture.is_excluded and picture.rows:
        choosers = {
            letters: chooser
            for table, number_ in zip(tables, picture.tables, strict=True)
            for letters, chooser in _choosers(draft, table, number_)
        }
        content.append(sheet_picture(picture, choosers, t("draft.sheet_caption", sheet=name)))
    return html.Div(card(heading, content), id=part, tabIndex=-1, className="sheet-card")


def _heading(name: str, picture: SheetPicture, tables: Sequence[TableReading]) -> str:
    if picture.is_excluded:
        return t("draft.sheet_excluded", sheet=name)
    if not tables:
        return t("draft.sheet_none", sheet=name)
    said = "; ".join(_table_words(table) for table in tables)
    hidden = f" {t('draft.sheet_hidden')}" if picture.is_hidden else ""
    return f"{name}: {said}{hidden}"


def _table_words(table: TableReading) -> str:
    known = sum(column.field is not None for column in table.columns)
    facts = {"kind": label(table.kind, language()), "known": number(known), "all": number(len(table.columns))}
    accepted = table.rows.accepted
    return t("draft.table", count=accepted, number=number(accepted), **facts)


def _sheet_deeds(
    draft: DraftDetail, picture: SheetPicture, tables: Sequence[TableReading], part: str
) -> Node:
    """Offer to leave the sheet out, or to say where its heading is."""
    sheet = picture.name or ""
    words = t("draft.sheet_include") if picture.is_excluded else t("draft.sheet_exclude")
    exclude = deed_form(
        deed_address(draft, "ark"),
        [deed_button(words)],
        hidden={"ark": sheet, "udelad": "" if picture.is_excluded else "1"},
        focus=part,
    )
    deeds = [exclude] if picture.name is not None else []
    if tables and not picture.is_excluded:
        deeds.insert(0, _heading_row(draft, sheet, tables[0], part))
    return html.Div(deeds, className="sheet-deeds")


def _heading_row(draft: DraftDetail, sheet: str, table: TableReading, part: str) -> Element:
    control_id = f"{part}-raekke"
    row = str(table.header_rows[-1]) if table.header_rows else ""
    control = html.Input(
        id=control_id,
        type="number",
        name="raekke",
        min="1",
        defaultValue=row,
        className="form-control row-number",
        required=True,
    )
    words = html.Label(t("draft.heading_row"), htmlFor=control_id)
    return deed_form(
        deed_address(draft, "overskrift"),
        [words, control, deed_button(t("draft.move_heading"))],
        hidden={"ark": sheet},
        className="deed inline-deed",
        focus=part,
    )


def _choosers(draft: DraftDetail, table: TableReading, place: int) -> Iterator[tuple[str, Node]]:
    """Give what stands above each column: its field, to be chosen, and how sure that is."""
    if table.orientation is not None:
        return
    keys = numbered((column.heading, column.group) for column in table.columns)
    for column, (*_, nth) in zip_longest(table.columns, keys, fillvalue=("", "", 1)):
        if isinstance(column, ColumnReading):
            is_ours = table.kind is TableKind.INITIATIVES
            yield (
                column.place,
                _chooser(draft, table, column, f"felt-{place}-{column.place}", nth)
                if is_ours
                else _told(column),
            )


def _told(column: ColumnReading) -> Node:
    return html.Span(_field_words(column), className="under")


def _field_words(column: ColumnReading) -> str:
    return t("receipt.column_unknown") if column.field is None else field_label(column.field)


def _chooser(draft: DraftDetail, table: TableReading, column: ColumnReading, part: str, nth: int) -> Element:
    name = t("draft.field_of", heading=column.heading or column.place)
    control = html.Select(field_options(column.field), id=part, name="felt", className="form-select")
    before = NOTHING_OF_OURS if column.field is None else column.field
    sure = t("draft.sure_of", share=share(column.confidence)) if column.field is not None else ""
    form = deed_form(
        deed_address(draft, "felt"),
        [
            with_attributes(control, {"aria-label": name, "data-before": before}),
            html.Span(sure, className="under"),
        ],
        hidden=column_values(table.sheet, column, nth),
        className="deed field-choice",
        focus=part,
        at_once=True,
    )
    return html.Div([form, html.Span(_field_words(column), className="only-paper")])


def column_values(sheet: str | None, column: ColumnReading, nth: int) -> Mapping[str, str]:
    """Name a column so that the rule made of it finds it again next month."""
    return {"ark": sheet or "", "overskrift": column.heading, "gruppe": column.group, "nr": str(nth)}
