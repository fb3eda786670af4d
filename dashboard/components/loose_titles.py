"""Titles in lists' tables that are those of no one initiative, asked about one by one."""

from collections.abc import Mapping, Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.missing import GAPS
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import Candidate, LooseTitle, TitleNote
from dashboard.format import instant, number, share
from dashboard.server.titles import INITIATIVE, NUMBERS, OF_NONE, OTHER, ROUTE, TITLE
from dashboard.texts import language, t
from portfolio.vocabulary import label

LOOSE = "titler"
_SHOWN = 50


def loose_link() -> Node:
    """Lead to where the titles are told."""
    return link(t("loose.see"), f"{GAPS}#{LOOSE}")


def loose_card(source_id: int | None) -> list[Node]:
    """Show each title with the initiatives that it may be of, to be told by a person; none where none waits.

    Args:
        source_id: the one source that is asked for; None: all.
    """
    loose, notes = data.loose_titles(), data.title_notes()
    if source_id is not None:
        loose = tuple(it for it in loose if it.source_id == source_id)
        notes = tuple(it for it in notes if it.source_id == source_id)
    if not loose and not notes:
        return []
    rest = len(loose) - _SHOWN
    more = [html.P(t("draft.rest", count=rest, number=number(rest)), className="muted")] if rest > 0 else []
    content = [*_table(loose[:_SHOWN]), *more, *_history(notes)]
    heading = t("loose.heading", count=len(loose), number=number(len(loose))) if loose else t("loose.none")
    return [html.Div(card(heading, content, t("loose.subtitle")), id=LOOSE, tabIndex=-1)]


def _table(loose: Sequence[LooseTitle]) -> list[Node]:
    if not loose:
        return []
    names = ("title", "source", "is") if data.is_present() else ("title", "source")
    heads = [Column(t(f"loose.head_{name}")) for name in names]
    possible = data.title_candidates() if data.is_present() else {}
    rows = [_row(place, it, possible) for place, it in enumerate(loose)]
    table = plain_table(t("loose.caption"), heads, rows, "plain loose labelled")
    return [html.Div(table, className="uncaptioned")]


def _row(place: int, it: LooseTitle, possible: Mapping[str, Sequence[Candidate]]) -> list[Cell]:
    told = t("loose.rows", count=it.rows, number=number(it.rows), kind=label(it.kind, language()))
    row: list[Cell] = [
        [it.title, html.Span(told, className="under")],
        link(it.source, f"/indlaes/{it.upload_id}"),
    ]
    return [*row, _form(place, it, possible.get(it.title, ()))] if data.is_present() else row


def _form(place: int, it: LooseTitle, possible: Sequence[Candidate]) -> Node:
    """Choose among the likely ones, name another, or say that it is none of ours."""
    likely = [
        html.Option(
            t("loose.option", title=one.title, share=share(one.likeness)), value=str(one.initiative_id)
        )
        for one in possible
    ]
    choice = html.Select(
        [html.Option(t("loose.other"), value=""), *likely, html.Option(t("loose.of_none"), value=OF_NONE)],
        id=f"titel-{place}",
        name=INITIATIVE,
        className="form-select",
    )
    other = html.Input(
        type="text", id=f"titel-andet-{place}", name=OTHER, maxLength=500, className="form-control"
    )
    of = html.Span(f" {it.title}", className="visually-hidden")
    label_of = html.Label([t("loose.which"), of], htmlFor=f"titel-{place}", className="field-label")
    other_id = f"titel-andet-{place}"
    label_other = html.Label([t("loose.other_title"), of], htmlFor=other_id, className="field-label")
    return deed_form(
        f"{ROUTE}/{it.source_id}/afgoer",
        [
            html.Div([label_of, choice], className="deed-field"),
            html.Div([label_other, other], className="deed-field"),
            deed_button(t("loose.save")),
        ],
        hidden={TITLE: it.title},
        focus=LOOSE,
    )


def _history(notes: Sequence[TitleNote]) -> list[Node]:
    if not notes:
        return []
    summary = html.Summary(t("loose.history", count=len(notes)))
    items = html.Ul([_note(it) for it in notes], className="process-history")
    return [html.Details([summary, items], className="ledger")]


def _note(it: TitleNote) -> Node:
    known = data.portfolio().snapshot
    place = None if it.initiative_id is None else known.place(it.initiative_id)
    if it.initiative_id is None:
        said: Node = t("loose.is_none")
    elif place is None:
        said = t("loose.is_gone")
    else:
        said = initiative_link(it.initiative_id, known.item(place).title)
    made = html.Span(
        t("loose.made", source=it.source, at=instant(it.made_at), by=it.made_by), className="under"
    )
    undo = deed_form(
        f"{ROUTE}/{it.source_id}/fortryd",
        [deed_button(t("process.undo"))],
        hidden={NUMBERS: str(it.id)},
        className="deed no-print",
        focus=LOOSE,
    )
    parts: list[Node] = [html.Div([html.Strong(it.title), ": ", said, " ", made])]
    return html.Li([*parts, *([undo] if data.is_present() else [])], className="identity-line")
