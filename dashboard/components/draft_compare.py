"""A draft's comparison: what storing the list would change, row by row, and what a person may say of it."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.change_table import Line, change_table, is_now, was
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.draft_places import deed_address, row_place
from dashboard.components.markup import Element, Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.states import note
from dashboard.data import DraftDetail
from dashboard.format import month, month_short, number, share
from dashboard.labels import field_label, unknown_label
from dashboard.server.drafts import pair_word
from dashboard.texts import language, t
from dashboard.values import value_text
from portfolio.comparison import Candidate, ComparedRow, FieldChange, ListConflict, RowKind
from portfolio.draft_result import DraftResult
from portfolio.draft_steps import SHRINKS_MUCH, SURE, is_likely, key_of, open_rows, sure_pairs
from portfolio.drafts import RowSaid
from portfolio.records import CellValue
from portfolio.vocabulary import label

SHOWN_ROWS = 200
SHRINKING = "draft-skrump"
"""Id of the field that asks why so many initiatives are gone."""

PAIRED = "spoergsmaal"
"""Id of the card that asks which rows are about known initiatives."""

_NEW, _CHANGED, _GONE = "nye", "aendrede", "gaaet-ud"


def comparison_cards(draft: DraftDetail, result: DraftResult) -> list[Node]:
    """Show what is to be said first, then what is new, changed, named or placed anew, gone and contested."""
    cards = [
        _columns(result),
        _shrinking(draft, result),
        _candidates(draft, result),
        _changed(result),
        _new(result),
        _gone(result),
        _back(result),
        _renamed(result),
        _moved(result),
        _conflicts(result.comparison.conflicts),
    ]
    return [found for found in cards if found is not None]


def comparison_figures(result: DraftResult) -> tuple[tuple[str, int, str], ...]:
    """Give what is counted of a comparison: text id of its name, how many, and where it stands."""
    return (
        ("new", result.count(RowKind.NEW), f"#{_NEW}"),
        ("changed", result.count(RowKind.CHANGED), f"#{_CHANGED}"),
        ("unchanged", result.count(RowKind.UNCHANGED) + result.count(RowKind.BACK), ""),
        ("gone", len(result.comparison.gone), f"#{_GONE}"),
    )


def _rows(result: DraftResult, kind: RowKind) -> list[ComparedRow]:
    return [row for row in result.comparison.rows if row.kind is kind]


def _card(part_id: str, heading: str, content: Sequence[Node], subtitle: str = "") -> Node:
    return html.Div(card(heading, content, subtitle), id=part_id)


def _rest(shown: int, total: int) -> list[Node]:
    rest = total - shown
    return [html.P(t("draft.rest", count=rest, number=number(rest)), className="muted")] if rest > 0 else []


def _columns(result: DraftResult) -> Node | None:
    """Say which columns have come or left as a whole: they change no row."""
    told = {"columns_gone": result.comparison.fields_gone, "columns_new": result.comparison.fields_new}
    lines = [
        html.P(t(f"draft.{name}", fields=", ".join(map(field_label, fields))))
        for name, fields in told.items()
        if fields
    ]
    return note(lines, "warning" if result.comparison.fields_gone else "info") if lines else None


# --- What a person may say ----------------------------------------------------------------------------------


def _shrinking(draft: DraftDetail, result: DraftResult) -> Node | None:
    """Ask for a yes where the list loses many of its initiatives."""
    comparison = result.comparison
    if comparison.gone_share <= SHRINKS_MUCH:
        return None
    count = len(comparison.gone)
    said = t("draft.shrinks", count=count, number=number(count), share=share(comparison.gone_share))
    action = deed_address(draft, "skrump")
    if draft.facts.answers.shrink_reason:
        told = html.P(t("draft.shrink_said", reason=draft.facts.answers.shrink_reason))
        undo = deed_form(action, [deed_button(t("draft.take_back"))], hidden={"svar": "fortryd"})
        return note([html.P(html.Strong(said)), told, undo])
    field = reason_field(SHRINKING, t("draft.shrink_why"))
    form = deed_form(
        action, [field, deed_button(t("draft.shrink_yes"), is_main=True)], focus="trin-sammenlign"
    )
    return note([html.P(html.Strong(said)), html.P(t("draft.shrink_hint")), form], "warning")


def _candidates(draft: DraftDetail, result: DraftResult) -> Node | None:
    asked = [
        row for row in result.comparison.rows if row.candidates or key_of(row) in draft.facts.answers.rows
    ]
    if not asked:
        return None
    left = len(open_rows(draft.facts.answers, result))
    likely = [row for row in asked if is_likely(row) or key_of(row) in draft.facts.answers.rows]
    weak = [row for row in asked if row not in likely]
    heading = t("draft.matches", count=left, number=number(left)) if left else t("draft.matches_done")
    content: list[Node] = [*_sure_ones(draft, result), *_asked_list(draft, likely)]
    if weak:
        summary = html.Summary(t("draft.weak", count=len(weak), number=number(len(weak))))
        content.append(html.Details([summary, *_asked_list(draft, weak)], className="numbers"))
    shown = card(heading, content, t("draft.matches_subtitle"))
    return html.Div(shown, id=PAIRED, tabIndex=-1)


def _sure_ones(draft: DraftDetail, result: DraftResult) -> list[Node]:
    """Offer to confirm all pairs that are very much alike, below the list of them; each can be undone."""
    pairs = sure_pairs(draft.facts.answers, result)
    if len(pairs) < 2:
        return []
    heads = [Column(t(f"draft.{name}")) for name in ("in_this_list", "known_as", "likeness")]
    lines: list[list[Cell]] = [
        [
            [row.title, html.Span(row_place(row), className="under")],
            [
                initiative_link(it.initiative_id, it.title),
                html.Span(", ".join(it.sources), className="under"),
            ],
            share(it.likeness),
        ]
        for row, it in pairs
    ]
    pairs_table = plain_table(t("draft.pairs_caption"), heads, lines, "plain stacked")
    table = html.Div(pairs_table, className="uncaptioned")
    facts: dict[str, str | int] = {"count": len(pairs), "number": number(len(pairs))}
    form = deed_form(
        deed_address(draft, "ens"),
        [table, deed_button(t("draft.pairs_do", **facts), is_main=True)],
        hidden={"par": [pair_word(row, it) for row, it in pairs]},
        className="deed pairs",
        focus=PAIRED,
    )
    return [folded_deed(t("draft.pairs", share=share(SURE), **facts), form)]


def _asked_list(draft: DraftDetail, rows: Sequence[ComparedRow]) -> list[Node]:
    items = [html.Li(_asked(draft, row)) for row in rows[:SHOWN_ROWS]]
    return [html.Ol(items, className="matches"), *_rest(len(items), len(rows))] if rows else []


def _asked(draft: DraftDetail, row: ComparedRow) -> Node:
    """Ask of one row whether it is about an initiative that is known."""
    said = draft.facts.answers.rows.get(key_of(row))
    focus = f"raekke-{row.number}"
    title = html.H3([row.title, " ", html.Span(row_place(row), className="place")], id=focus, tabIndex=-1)
    if said is not None:
        undo = deed_form(
            deed_address(draft, "raekke"),
            [html.Span(_said(row, said), className="said"), " ", deed_button(t("draft.take_back"))],
            hidden={"noegle": key_of(row)},
            focus=focus,
        )
        return html.Div([title, undo], className="match match-said")
    none_of_them = _none_of_them(draft, row, focus)
    beside, below = ([none_of_them], []) if len(row.candidates) == 1 else ([], [none_of_them])
    found = [_candidate(draft, row, candidate, focus, beside) for candidate in row.candidates]
    return html.Div([title, html.Ul(found, className="candidates"), *below], className="match")


def _none_of_them(draft: DraftDetail, row: ComparedRow, focus: str) -> Element:
    return deed_form(
        deed_address(draft, "raekke"),
        [deed_button(t("draft.none_of_them", count=len(row.candidates)))],
        hidden={
            "noegle": key_of(row),
            "svar": "ny",
            "ikke": [str(candidate.initiative_id) for candidate in row.candidates],
        },
        focus=focus,
    )


def _candidate(
    draft: DraftDetail, row: ComparedRow, candidate: Candidate, focus: str, beside: Sequence[Node]
) -> Node:
    reasons = ", ".join(t(f"draft.reason_{reason}") for reason in candidate.reasons)
    facts = {
        "sources": ", ".join(candidate.sources),
        "likeness": share(candidate.likeness),
        "reasons": reasons,
    }
    words = html.Div(
        [
            initiative_link(candidate.initiative_id, candidate.title),
            html.Span(t("draft.candidate", **facts), className="under"),
        ]
    )
    form = deed_form(
        deed_address(draft, "raekke"),
        [deed_button(t("draft.same"))],
        hidden={"noegle": key_of(row), "svar": str(candidate.initiative_id)},
        focus=focus,
    )
    return html.Li([words, html.Div([form, *beside], className="candidate-deeds")])


def _said(row: ComparedRow, said: RowSaid) -> str:
    if said.initiative_id is None:
        return t("draft.said_new")
    known = next((it.title for it in row.candidates if it.initiative_id == said.initiative_id), row.title)
    return t("draft.said_same", title=known)


# --- What changes -------------------------------------------------------------------------------------------


def _changed(result: DraftResult) -> Node | None:
    rows = _rows(result, RowKind.CHANGED)
    if not rows:
        return None
    shown = rows[:SHOWN_ROWS]
    table = change_table(t("draft.changed_caption"), map(_changed_lines, shown))
    count = result.count(RowKind.CHANGED)
    heading = t("draft.changed", count=count, number=number(count))
    content = [table, *_rest(len(shown), count)]
    return _card(_CHANGED, heading, content, t("draft.changed_subtitle"))


def _changed_lines(row: ComparedRow) -> tuple[list[Node], list[Line]]:
    """Give the initiative's name, and a line for each changed field."""
    lines: list[Line] = [(field_label(it.field), _old(it), _new_value(it)) for it in row.changes]
    return [_named(row), html.Span(row_place(row), className="under")], lines


def _old(change: FieldChange) -> Node:
    return was(_value(change.field, change.old), is_stated=change.old is not None)


def _new_value(change: FieldChange) -> Node | list[Node]:
    value = is_now(_value(change.field, change.new), is_stated=change.new is not None)
    if change.new is None or not change.new.cell:
        return value
    return [value, " ", html.Span(change.new.cell, className="place")]


def _value(field: str, cell: CellValue | None) -> str:
    if cell is None or (cell.value is None and not cell.text):
        return unknown_label()
    return cell.text if cell.value is None else value_text(field, cell.value)


def _named(row: ComparedRow) -> Node:
    return row.title if row.initiative_id is None else initiative_link(row.initiative_id, row.title)


def _new(result: DraftResult) -> Node | None:
    rows, count = _rows(result, RowKind.NEW), result.count(RowKind.NEW)
    if not rows:
        return None
    heads = [Column(t(f"draft.{name}")) for name in ("initiative", "place", "matched")]
    lines: list[list[Cell]] = [[_named(row), row_place(row), _known_by(row)] for row in rows[:SHOWN_ROWS]]
    table = html.Div(plain_table(t("draft.new_caption"), heads, lines), className="uncaptioned")
    content = [table, *_rest(len(lines), count)]
    return _card(_NEW, t("draft.new", count=count, number=number(count)), content, t("draft.new_subtitle"))


def _known_by(row: ComparedRow) -> str:
    return t("draft.known_elsewhere") if row.initiative_id is not None else t("draft.not_known")


def _gone(result: DraftResult) -> Node | None:
    gone = result.comparison.gone
    if not gone:
        return None
    heads = [Column(t("draft.initiative")), Column(t("draft.last_month"))]
    lines: list[list[Cell]] = [
        [initiative_link(row.initiative_id, row.title), month_short(row.last_month)]
        for row in gone[:SHOWN_ROWS]
    ]
    table = html.Div(plain_table(t("draft.gone_caption"), heads, lines), className="uncaptioned")
    heading = t("draft.gone", count=len(gone), number=number(len(gone)))
    return _card(_GONE, heading, [table, *_rest(len(lines), len(gone))], t("draft.gone_subtitle"))


def _back(result: DraftResult) -> Node | None:
    rows, count = _rows(result, RowKind.BACK), result.count(RowKind.BACK)
    if not rows:
        return None
    links = [html.Li([_named(row), " ", html.Span(row_place(row), className="place")]) for row in rows]
    content = [html.Ul(links[:SHOWN_ROWS]), *_rest(len(links), count)]
    return _card("tilbage", t("draft.back", count=count, number=number(count)), content)


def _renamed(result: DraftResult) -> Node | None:
    rows = [row for row in result.comparison.rows if row.former_title is not None]
    if not rows:
        return None
    heads = [Column(t("draft.title_now")), Column(t("draft.title_before")), Column(t("draft.matched"))]
    lines: list[list[Cell]] = [
        [_named(row), row.former_title, label(row.method, language())] for row in rows[:SHOWN_ROWS]
    ]
    table = html.Div(plain_table(t("draft.renamed_caption"), heads, lines), className="uncaptioned")
    count = result.renamed_count
    heading = t("draft.renamed", count=count, number=number(count))
    return _card("omdoebt", heading, [table, *_rest(len(lines), count)])


def _moved(result: DraftResult) -> Node | None:
    rows = [row for row in result.comparison.rows if row.former_place is not None]
    if not rows:
        return None
    lines = [
        html.Li(
            [
                _named(row),
                " ",
                html.Span(t("draft.moved_from", place=row.former_place or ""), className="under"),
            ]
        )
        for row in rows[:SHOWN_ROWS]
    ]
    heading = t("draft.moved", count=result.moved_count, number=number(result.moved_count))
    return _card("flyttet", heading, [html.Ul(lines), *_rest(len(lines), result.moved_count)])


def _conflicts(conflicts: Sequence[ListConflict]) -> Node | None:
    """Show where lists disagree, side by side."""
    if not conflicts:
        return None
    heads = [Column(t(f"draft.{name}")) for name in ("initiative", "field", "this_list", "other_lists")]
    lines = [_conflict(conflict) for conflict in conflicts[:SHOWN_ROWS]]
    table = html.Div(plain_table(t("draft.conflicts_caption"), heads, lines), className="uncaptioned")
    heading = t("draft.conflicts", count=len(conflicts), number=number(len(conflicts)))
    content = [table, *_rest(len(lines), len(conflicts))]
    return _card("uenighed", heading, content, t("draft.conflicts_subtitle"))


def _conflict(conflict: ListConflict) -> list[Cell]:
    own, *others = conflict.claims
    said: list[Node] = [
        html.Li([html.Span(claim.source, className="under"), _value(conflict.field, claim.value)])
        for claim in others
    ]
    return [
        initiative_link(conflict.initiative_id, conflict.title),
        field_label(conflict.field),
        _value(conflict.field, own.value),
        html.Ul(said, className="plain-list"),
    ]


def base_sentence(draft: DraftDetail, result: DraftResult) -> str:
    """Say what the list is compared with, and whether it takes that list's place."""
    comparison = result.comparison
    if comparison.base_month is None:
        return t("draft.base_none") if comparison.is_newest else t("draft.base_only_newer")
    said = t("draft.base", month=month(comparison.base_month))
    if comparison.base_month == draft.facts.month:
        said = f"{said} {t('draft.base_replaced')}"
    return said if comparison.is_newest else f"{said} {t('draft.base_older')}"
