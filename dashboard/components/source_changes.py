"""What has been changed of a source: who, when, from what and to what, with the way back."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.links import link
from dashboard.components.list_tools import shown_rows
from dashboard.components.markup import Node
from dashboard.components.paging import page_count, paging
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import SourceChangeNote, SourceChanges
from dashboard.filters import Asked
from dashboard.format import instant, month, number
from dashboard.labels import code_label, field_label, organisation_label
from dashboard.server.sources import ROUTE
from dashboard.texts import language, t
from portfolio.fields import FIELDS
from portfolio.findings import Finding
from portfolio.profile import ColumnRule, MutedRule, SheetRule, WordRule
from portfolio.source_settings import Setting, SettingChange, Told, told_once
from portfolio.vocabulary import Severity

CHANGES = "aendringer"
_MOST_TOLD = 5
"""Of a change of more settings than that (a profile that came as a file), the rest are folded away."""

_FACTS = frozenset({Setting.SENDER, Setting.ORGANISATION, Setting.DUE_DAY})


def source_changes(source_id: int, asked: Asked) -> Sequence[Node]:
    """Tell what has been changed of a source, a page at a time; nothing where nothing has."""
    size = asked.page_size
    found = data.source_changes(source_id, skipped=(asked.page - 1) * size, limit=size)
    if not found.count:
        return []
    pages = page_count(found.count, size)
    if not found.shown:
        return source_changes(source_id, replace(asked, page=pages))
    return [changes_card(source_id, found, replace(asked, page=min(asked.page, pages)))]


def changes_card(source_id: int, found: SourceChanges, asked: Asked) -> Node:
    """Fold changes away under how many they are; those of a page that was asked for stand open."""
    heads = [Column(t(f"source.change_{name}")) for name in ("made", "what", "undo")]
    rows = [_row(source_id, it) for it in found.shown]
    first = (asked.page - 1) * asked.page_size
    table = html.Div(
        plain_table(t("source.changes_caption"), heads, rows, "plain changes"), className="uncaptioned"
    )
    pages = page_count(found.count, asked.page_size)
    tools: list[Node] = [shown_rows(first, len(rows), found.count)] if pages > 1 else []
    turning: list[Node] = [paging(asked, pages, f"/kilder/{source_id}")] if pages > 1 else []
    folded = html.Details(
        [html.Summary(t("source.changes_show")), *tools, html.Div(table, className="uncaptioned"), *turning],
        id=f"{CHANGES}-liste",
        className="numbers",
        open=asked.page > 1,
    )
    said = t("source.changes", count=found.count, number=number(found.count))
    shown = card(said, [folded], t("source.changes_subtitle"))
    return html.Div([shown], id=CHANGES, tabIndex=-1)


def _row(source_id: int, note: SourceChangeNote) -> list[Cell]:
    made: Cell = [
        html.Span(instant(note.at), className="nowrap"),
        html.Span(t("load.by", by=note.by), className="under"),
    ]
    return [made, [*_from_list(note), *_told(note)], _way_back(source_id, note)]


def _from_list(note: SourceChangeNote) -> list[Node]:
    if note.upload_id is None or note.month is None:
        return []
    said = link(t("source.change_by_list", month=month(note.month)), f"/indlaes/{note.upload_id}")
    learnt = sum(1 for it in told_once(note.changes) if not _is_chosen(it))
    told = [t("source.change_learnt", count=learnt, number=number(learnt))] if learnt else []
    return [html.P([said, *(f" {it}" for it in told)])]


def _told(note: SourceChangeNote) -> list[Node]:
    """Say what was changed; of what a list taught, only how much it was has been said."""
    changes = [it for it in told_once(note.changes) if note.upload_id is None or _is_chosen(it)]
    items = [html.Li(_change(it)) for it in changes]
    if len(items) <= _MOST_TOLD:
        return [html.Ul(items, className="setting-changes")] if items else []
    rest = items[_MOST_TOLD:]
    more = html.Summary(t("source.change_more", count=len(rest), number=number(len(rest))))
    return [
        html.Ul(items[:_MOST_TOLD], className="setting-changes"),
        html.Details([more, html.Ul(rest, className="setting-changes")], className="deed-fold"),
    ]


def _is_chosen(change: SettingChange) -> bool:
    rules = [it for it in (change.old, change.new) if not isinstance(it, str | int | None)]
    return any(rule.by for rule in rules)


def _change(change: SettingChange) -> list[Node]:
    """Say what a setting was and what it became."""
    return [
        html.Span(_name(change), className="setting"),
        " ",
        html.Span(_value(change.setting, change.old), className="was"),
        " → ",
        html.Span(_value(change.setting, change.new)),
    ]


def _name(change: SettingChange) -> str:
    rule = change.old if change.new is None else change.new
    if isinstance(rule, SheetRule):
        return t("source.change_sheet", name=rule.sheet or t("receipt.no_sheet"))
    if isinstance(rule, ColumnRule):
        return t("source.change_column", name=rule.heading or t("source.no_heading"))
    if isinstance(rule, WordRule):
        return t("source.change_word", name=rule.word, field=field_label(rule.field))
    if isinstance(rule, MutedRule):
        said = Finding(rule.finding, Severity.WARNING, facts={"heading": rule.heading}).message(language())
        return t("source.change_muted", name=said)
    return t(f"source.change_{change.setting.value}")


def _value(setting: Setting, told: Told | None) -> str:
    if told is None:
        return t("source.change_nothing") if setting in _FACTS else t("source.change_no_rule")
    if isinstance(told, SheetRule):
        return _sheet(told)
    if isinstance(told, ColumnRule):
        return t("source.change_unused") if told.field is None else field_label(told.field)
    if isinstance(told, WordRule):
        return _code(told)
    if isinstance(told, MutedRule):
        return _not_told(told)
    return organisation_label(str(told)) if setting is Setting.ORGANISATION else str(told)


def _not_told(rule: MutedRule) -> str:
    return t("source.change_not_told", reason=rule.reason) if rule.reason else t("source.change_silent")


def _sheet(rule: SheetRule) -> str:
    if rule.is_excluded:
        return t("source.sheet_excluded")
    return t("source.sheet_read") if rule.header_row is None else t("source.sheet_row", row=rule.header_row)


def _code(rule: WordRule) -> str:
    known = FIELDS.get(rule.field)
    if not rule.code or known is None or known.codes is None:
        return rule.code or t("source.change_not_stated")
    return code_label(known.codes, rule.code)


def _way_back(source_id: int, note: SourceChangeNote) -> Cell:
    """Offer to undo a change, or say that it is undone, or that it cannot be any more."""
    if note.undone_at is not None:
        said = "source.change_undone" if note.change_id is not None else "source.change_withdrawn"
        return t(said, at=instant(note.undone_at), by=note.undone_by or "")
    if note.change_id is None:
        return ""
    if not note.is_standing:
        return t("source.change_changed_since")
    button = with_attributes(deed_button(t("source.change_do_undo")), {"aria-label": _undo_name(note)})
    return deed_form(
        f"{ROUTE}/{source_id}/fortryd", [button], hidden={"aendring": str(note.change_id)}, focus=CHANGES
    )


def _undo_name(note: SourceChangeNote) -> str:
    return t("source.change_undo_one", at=instant(note.at), what=_name(note.changes[0]))
