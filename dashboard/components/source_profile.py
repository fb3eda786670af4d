"""A reading profile in words: each rule with who chose it, to be changed in place or removed."""

from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.field_options import code_options, field_options
from dashboard.components.markup import Element, Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.source_forms import PROFILE
from dashboard.format import date_short, number
from dashboard.labels import field_label
from dashboard.server.drafts import NOTHING_OF_OURS
from dashboard.server.sources import ROUTE
from dashboard.texts import language, t
from portfolio.findings import Finding
from portfolio.profile import ColumnRule, MutedRule, Profile, SheetRule, WordRule
from portfolio.rules.months import danish_day
from portfolio.vocabulary import Severity

Hidden = Mapping[str, str]


def profile_parts(source_id: int, profile: Profile) -> list[Node]:
    """Lay out what a profile says: of columns, words, sheets and findings that are not to be told again."""
    columns, options = _columns(profile), field_options("")
    names_sheets = len({rule.sheet for rule in columns}) > 1
    used = [rule for rule in columns if rule.field is not None or rule.by]
    unused = [rule for rule in columns if rule.field is None and not rule.by]
    parts: list[Node] = [
        *_section("columns", [_column_row(source_id, rule, options, names_sheets) for rule in used]),
        *_folded("unused", [_column_row(source_id, rule, options, names_sheets) for rule in unused]),
        *_section("words", [_word_row(source_id, rule) for rule in profile.words]),
        *_section("sheets", [_sheet_row(source_id, rule) for rule in profile.sheets]),
        *_section("muted", [_muted_row(source_id, rule) for rule in profile.muted]),
    ]
    return parts or [html.P(t("source.profile_empty"), className="muted")]


def _columns(profile: Profile) -> list[ColumnRule]:
    """Give the columns as they are read: what somebody chose goes before what was learnt."""
    found: dict[tuple[str, str, str, int], ColumnRule] = {}
    for rule in profile.columns:
        thing = (rule.sheet, rule.heading, rule.group, rule.nth)
        if thing not in found or rule.by:
            found[thing] = rule
    return list(found.values())


_HEADS = {
    "columns": ("column", "read_as", "by", "remove"),
    "unused": ("column", "read_as", "by", "remove"),
    "words": ("word", "means", "by", "remove"),
    "sheets": ("sheet", "how", "by", "remove"),
    "muted": ("finding", "reason", "by", "remove"),
}


def _section(name: str, rows: Sequence[Sequence[Cell]]) -> list[Node]:
    if not rows:
        return []
    heading = t(f"source.rules_{name}", count=len(rows), number=number(len(rows)))
    return [html.H3(heading), _table(name, rows)]


def _folded(name: str, rows: Sequence[Sequence[Cell]]) -> list[Node]:
    if not rows:
        return []
    summary = html.Summary(t(f"source.rules_{name}", count=len(rows), number=number(len(rows))))
    return [html.Details([summary, _table(name, rows)], className="numbers")]


def _table(name: str, rows: Sequence[Sequence[Cell]]) -> Node:
    heads = [Column(t(f"source.head_{head}")) for head in _HEADS[name]]
    table = plain_table(t(f"source.caption_{name}"), heads, rows, "plain rules")
    return html.Div(table, className="uncaptioned")


def _column_row(source_id: int, rule: ColumnRule, options: Sequence[Node], names_sheets: bool) -> list[Cell]:
    named = t("source.heading_nth", heading=rule.heading, number=rule.nth) if rule.nth > 1 else rule.heading
    where = " · ".join(part for part in (rule.group, rule.sheet if names_sheets else "") if part)
    hidden = {"ark": rule.sheet, "overskrift": rule.heading, "gruppe": rule.group, "nr": str(rule.nth)}
    select = _select("felt", options, rule.field or NOTHING_OF_OURS)
    title = html.Span(named or t("source.no_heading"), className="rule-name")
    name: Cell = [title, *([html.Span(where, className="under")] if where else [])]
    return [
        name,
        _choice(source_id, "kolonne", select, t("source.choose_field", heading=named), hidden),
        _by(rule.by),
        _remove(source_id, "kolonne", named, hidden),
    ]


def _word_row(source_id: int, rule: WordRule) -> list[Cell]:
    hidden = {"felt": rule.field, "ord": rule.word}
    select = _select("kode", code_options(rule.field, ""), rule.code)
    name: Cell = [
        html.Span(t("source.quoted", word=rule.word), className="rule-name"),
        html.Span(field_label(rule.field), className="under"),
    ]
    return [
        name,
        _choice(source_id, "ord", select, t("source.choose_code", word=rule.word), hidden),
        _by(rule.by),
        _remove(source_id, "ord", rule.word, hidden),
    ]


def _sheet_row(source_id: int, rule: SheetRule) -> list[Cell]:
    name = rule.sheet or t("receipt.no_sheet")
    said = t("source.sheet_excluded") if rule.is_excluded else _read_sheet(rule)
    turn = t("source.sheet_include") if rule.is_excluded else t("source.sheet_exclude")
    hidden = {"ark": rule.sheet}
    button = with_attributes(deed_button(turn), {"aria-label": f"{turn}: {name}"})
    form = deed_form(
        f"{ROUTE}/{source_id}/ark",
        [html.Span(said), " ", button],
        hidden={**hidden, "udelad": "" if rule.is_excluded else "1"},
        className="deed inline-deed",
        focus=PROFILE,
    )
    return [name, form, _by(rule.by), _remove(source_id, "ark", name, hidden)]


def _read_sheet(rule: SheetRule) -> str:
    return t("source.sheet_read") if rule.header_row is None else t("source.sheet_row", row=rule.header_row)


def _muted_row(source_id: int, rule: MutedRule) -> list[Cell]:
    said = Finding(rule.finding, Severity.WARNING, facts={"heading": rule.heading}).message(language())
    under = (
        [html.Span(t("source.in_column", heading=rule.heading), className="under")] if rule.heading else []
    )
    at = [] if rule.at is None else [html.Span(date_short(danish_day(rule.at)), className="under")]
    hidden = {"bemaerkning": rule.finding, "overskrift": rule.heading}
    name: Cell = [html.Span(said), *under]
    by: Cell = [html.Span(rule.by), *at]
    return [name, rule.reason, by, _remove(source_id, "bemaerkning", said, hidden)]


def _by(name: str) -> str:
    return name or t("source.learnt")


def _select(name: str, options: Sequence[Node], chosen: str) -> Element:
    """Offer options; by its key it is another where the rule is, and never shows what was taken back."""
    select = html.Select(options, name=name, defaultValue=chosen, className="form-select")
    return with_attributes(select, {"key": chosen})


def _choice(source_id: int, deed: str, select: Element, said: str, hidden: Hidden) -> Element:
    """Let a rule be changed where it stands; the choice is sent when it is made."""
    with_attributes(select, {"aria-label": said})
    return deed_form(
        f"{ROUTE}/{source_id}/{deed}", [select], hidden=hidden, className="deed rule-choice", at_once=True
    )


def _remove(source_id: int, kind: str, name: str, hidden: Hidden) -> Element:
    button = with_attributes(
        deed_button(t("source.remove")), {"aria-label": t("source.remove_one", name=name)}
    )
    return deed_form(f"{ROUTE}/{source_id}/glem", [button], hidden={"slags": kind, **hidden}, focus=PROFILE)
