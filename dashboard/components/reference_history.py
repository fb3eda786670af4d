"""The versions of reference data: who changed what, when and why; undone and done again."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.reference_form import Editing
from dashboard.components.reference_words import PATH, field_words, value_words
from dashboard.components.states import note
from dashboard.format import instant, number
from dashboard.reference_values import FORMS, WORDS
from dashboard.server.organisation import AGREEMENTS, ON_PAGE, ROUTE, ROW, STAMP
from dashboard.texts import language, t
from portfolio.reference import shipped_reference
from portfolio.reference_editing import name_of
from portfolio.reference_edits import Edit, Parted, find_row, parted
from portfolio.vocabulary import EditKind, Subject, label

HISTORY = "aendringer"
_SHOWN_FIRST = 20

_OF_AGREEMENTS = frozenset(
    {
        Subject.AGREEMENT,
        Subject.FOCUS_AREA,
        Subject.FOCUS_AREA_WORD,
        Subject.GOAL,
        Subject.VALUE_GOAL,
        Subject.CARRYING,
    }
)


def history_card(editing: Editing, edits: Sequence[Edit], *, can_edit: bool) -> list[Node]:
    """Show edits, the newest first, also those undone; with the way back where it can be gone."""
    if not edits:
        return [html.Div([card(t("organisation.history_none"), [])], id=HISTORY, tabIndex=-1)]
    heads = [Column(t(f"organisation.history_{name}")) for name in ("when", "what", "values", "why")]
    heads += [Column(t("organisation.history_stands"))]
    shown, rest = edits[:_SHOWN_FIRST], edits[_SHOWN_FIRST:]
    parts = [_table(editing, heads, shown, can_edit=can_edit)]
    if rest:
        summary = html.Summary(t("organisation.history_older", count=len(rest), number=number(len(rest))))
        parts.append(html.Details([summary, _table(editing, heads, rest, can_edit=can_edit)]))
    standing = sum(it.undone_at is None for it in edits)
    title = t("organisation.history", count=standing, number=number(standing))
    return [html.Div([card(title, parts)], id=HISTORY, tabIndex=-1)]


def _table(editing: Editing, heads: Sequence[Column], edits: Sequence[Edit], *, can_edit: bool) -> Node:
    rows = [_row(editing, it, can_edit=can_edit) for it in edits]
    return html.Div(plain_table(t("organisation.history_caption"), heads, rows), className="uncaptioned")


def _row(editing: Editing, made: Edit, *, can_edit: bool) -> list[Cell]:
    when: Cell = [
        html.Span(instant(made.made_at), className="nowrap"),
        html.Span(made.made_by, className="under"),
    ]
    what: Cell = [
        _name(editing, made),
        html.Span(
            f"{label(made.subject, language())} · {label(made.kind, language()).lower()}", className="under"
        ),
    ]
    return [when, what, _values(made), made.reason, _stands(editing, made, can_edit=can_edit)]


def row_address(subject: Subject, row_id: str, values: Edit | None = None) -> str:
    """Give the page on which a row stands."""
    if subject in _OF_AGREEMENTS:
        return AGREEMENTS
    if subject is Subject.ORGANISATION:
        return f"{PATH}/{row_id}"
    body = None if values is None else values.after.get("organisation") or values.before.get("organisation")
    return f"{PATH}/{body or row_id.partition(':')[0]}"


def _name(editing: Editing, made: Edit) -> Node:
    row = find_row(editing.edited.reference, *made.row)
    known = made.after.get("name") or made.before.get("name") or made.row_id
    name = str(known) if row is None else name_of(row)
    if row is not None and name == row.id:
        name = value_words(Subject.MEMBERSHIP, "member", row.id.rpartition(":")[2])
    return link(name, row_address(made.subject, made.row_id, made))


def _values(made: Edit) -> Node:
    """Say what was before and after, field by field; of a row that came, what it came with."""
    said = made.after or made.before
    asked = [it.name for it in FORMS[made.subject]]
    names = [it for it in asked if it in said] + [it for it in said if it not in (*asked, "id", "number")]
    items = [html.Li(_value(made, name)) for name in names if _is_said(made, name)]
    return html.Ul(items, className="edit-values")


def _is_said(made: Edit, name: str) -> bool:
    said = made.after.get(name), made.before.get(name)
    return made.kind is EditKind.CHANGE or any(it not in (None, "", False) for it in said)


def _value(made: Edit, name: str) -> list[Node]:
    after, before = made.after.get(name), made.before.get(name)
    field = html.Span(field_words(name), className="edit-field")
    if made.kind is EditKind.CHANGE:
        was, now = value_words(made.subject, name, before), value_words(made.subject, name, after)
        return [field, " ", t("organisation.from_to", was=was, now=now)]
    said = after if made.kind is EditKind.ADD else before
    return [field, " ", value_words(made.subject, name, said)]


def _stands(editing: Editing, made: Edit, *, can_edit: bool) -> Node:
    is_undone = made.undone_at is not None
    said = t("organisation.stands")
    if made.undone_at is not None:
        said = t("organisation.undone", at=instant(made.undone_at), by=made.undone_by or "")
    if not can_edit:
        return html.Span(said)
    words, route = ("organisation.redo", "gentag") if is_undone else ("organisation.undo", "fortryd")
    hidden = {"aendring": str(made.deed), ON_PAGE: editing.page}
    form = deed_form(f"{ROUTE}/{route}", [deed_button(t(words))], hidden=hidden, focus=HISTORY)
    return html.Div([html.Span(said), html.Div([form], className="no-print")], className="edit-stands")


# --- Where people and a release say otherwise


def parted_notes(
    editing: Editing, rows: Sequence[tuple[Subject, str]] | None, *, can_edit: bool
) -> list[Node]:
    """Tell what people set and the release says otherwise of since, with the choice between the two."""
    found = parted(shipped_reference(), editing.edited.edits)
    return [_parted(editing, it, can_edit=can_edit) for it in found if rows is None or it.edit.row in rows]


def _parted(editing: Editing, told: Parted, *, can_edit: bool) -> Node:
    subject, row_id = told.edit.row
    facts = {
        "field": field_words(told.field),
        "then": value_words(subject, told.field, told.then),
        "now": value_words(subject, told.field, told.now),
        "set_to": value_words(subject, told.field, told.set_to),
        "by": told.edit.made_by,
    }
    words: list[Node] = [_name(editing, told.edit), ": ", t("organisation.parted", **facts)]
    if not can_edit:
        return note([html.P(words)], "warning")
    deeds = [
        deed_form(
            f"{ROUTE}/{WORDS[subject]}/afgoer",
            [deed_button(t(f"organisation.parted_{choice}"))],
            hidden={
                ROW: row_id,
                STAMP: editing.edited.stamp(subject, row_id),
                ON_PAGE: editing.page,
                "felt": told.field,
                "hvis": choice,
                "begrundelse": t(f"organisation.parted_why_{choice}"),
            },
        )
        for choice in ("vores", "medfoelgende")
    ]
    return note([html.P(words), html.Div(deeds, className="moved-deeds no-print")], "warning")
