"""What stands around the spread matrix: what is opened, disputed, not understood, or without a place."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.adoption_card import claim_source, counts_words, other_claim
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.matrix_asked import MatrixAsked
from dashboard.components.matrix_words import (
    basis_words,
    column_name,
    ended_words,
    state_cell,
    state_mark,
    state_word,
)
from dashboard.components.openings import initiative_link
from dashboard.components.origin import cell_place, typed
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_words import listed
from dashboard.components.uptake_chart import curve_chart, curve_message, row_map
from dashboard.format import date_short, moment_text, number
from dashboard.labels import party_name
from dashboard.texts import t
from portfolio.moments import Moment
from portfolio.snapshot import Item
from portfolio.spread.matrix import Basis, MatrixCell, Moved
from portfolio.spread.uptake_curve import uptake_curve
from portfolio.vocabulary import OrganisationKind

OPENED = "aabnet"
MOST_SHOWN = 60
_HEADS = ("uptake", "day", "source", "others")


def opened_row(found: MatrixAsked) -> list[Node]:
    """Show the initiative that the address opens: curve, map, and all that is said of its receivers."""
    opened = found.opened_row()
    if opened is None:
        return []
    item, row = opened
    counts, today = row.counts(found.columns), data.portfolio().today
    curve = uptake_curve([row.cells[it] for it in found.columns if it in row.cells], counts)
    drawn: list[Node] = [html.P(curve_message(curve, found.axis))]
    if counts.in_use:
        drawn = [curve_chart("udbredelse-indsats", curve, today, found.axis, item.title)]
    if found.axis is OrganisationKind.MUNICIPALITY:
        drawn.append(
            html.Figure(row_map("indsats-kort", row, lambda code: found.address(column=code, row=None)))
        )
    parts: list[Node] = [
        _about([initiative_link(item.id, item.title), ". ", counts_words(counts), "."], found),
        html.Div(drawn, className="uptake-pair"),
    ]
    said = [it for it in found.columns if it in row.cells]
    if said:
        rows = [[_receiver(found, it), *_said(row.cells[it])] for it in said]
        parts.append(_table(t("matrix.row_caption", title=item.title), "receiver", rows))
    parts += _unread_of(item)
    return [_opened(t("matrix.row_title", title=item.title), parts)]


def opened_column(found: MatrixAsked) -> list[Node]:
    """Show the receiver that the address opens: how far it is with each initiative."""
    column = found.opened_column()
    if column is None:
        return []
    name, counts = column_name(column), found.load(column)
    told = [(item, row.cells[column]) for item, row in found.rows if column in row.cells]
    ended = ended_words(found.ground, column)
    about: list[Node] = [f"{name}. ", *([f"{ended}. "] if ended else []), _carried(found, column), "."]
    parts: list[Node] = [_about(about, found)]
    if told:
        rows = [[initiative_link(item.id, item.title), *_said(cell)] for item, cell in told]
        parts.append(_table(t("matrix.column_caption", name=name), "initiative", rows))
    else:
        parts.append(html.P(t("matrix.column_none"), className="muted"))
    return [_opened(t("matrix.column_title", name=name, number=number(counts.in_use)), parts)]


def _carried(found: MatrixAsked, column: str) -> str:
    return counts_words(found.load(column))


def _opened(heading: str, parts: Sequence[Node]) -> Node:
    return html.Div(card(heading, parts), id=OPENED, tabIndex=-1, className="matrix-opened")


def _about(words: Sequence[Node], found: MatrixAsked) -> Node:
    close = link(t("matrix.close"), found.address(row=None, column=None), className="matrix-close no-print")
    return html.P([*words, " ", close])


def _table(caption: str, first: str, rows: Sequence[Sequence[Cell]]) -> Node:
    heads = [Column(t(f"matrix.head_{name}")) for name in (first, *_HEADS)]
    return plain_table(caption, heads, rows, "plain matrix-said labelled")


def _receiver(found: MatrixAsked, column: str) -> Cell:
    ended = ended_words(found.ground, column)
    name = column_name(column)
    return [name, html.Span(ended, className="under")] if ended else name


def _said(cell: MatrixCell) -> list[Cell]:
    """Give what is said of a place: state, day, where it is from, what others say."""
    if cell.basis is Basis.OWN:
        receiver = cell.behind[0]
        others: list[Node] = [html.Div(other_claim(it)) for it in receiver.others]
        return [state_cell(cell), _day(cell), claim_source(receiver.claim), others]
    named: list[Node] = [
        html.Div([f"{party_name(it.organisation)}: {state_word(it.uptake)}. ", *claim_source(it.claim)])
        for it in cell.behind[:MOST_SHOWN]
    ]
    return [state_cell(cell), _day(cell), named, ""]


def _day(cell: MatrixCell) -> str:
    return "" if cell.day is None else date_short(cell.day)


# --- Disputes, what was not understood, who has no place


def disputes_card(found: MatrixAsked) -> list[Node]:
    """List the places of which lists or people say different things: what counts, and what others say."""
    disputes = found.disputes()
    if not disputes:
        return []
    rows: list[list[Cell]] = []
    for item, column, cell in disputes[:MOST_SHOWN]:
        said = _said(cell)
        rows.append([initiative_link(item.id, item.title), column_name(column), *said])
    heads = [
        Column(t(f"matrix.head_{it}"))
        for it in ("initiative", "receiver", "counts", "day", "source", "others")
    ]
    count = len(disputes)
    heading = t("matrix.disputes", count=count, number=number(count))
    table = plain_table(heading, heads, rows, "plain matrix-said labelled")
    more = _more(count)
    return [html.Div(card(heading, [table, *more], t("matrix.disputes_subtitle")), id="uenige")]


def _more(count: int) -> list[Node]:
    rest = count - MOST_SHOWN
    return [html.P(t("matrix.more", count=rest, number=number(rest)))] if rest > 0 else []


def unread_card(found: MatrixAsked) -> list[Node]:
    """Show the parts of "spredt til" texts that nobody could tell receivers of, with their cells."""
    unread = data.adoption().unread
    told = [(item, it) for item, _ in found.rows for it in unread.get(item.id, ())]
    if not told:
        return []
    rows: list[list[Cell]] = [
        [
            initiative_link(item.id, item.title),
            [typed(it.text)],
            [
                link(it.source, f"/indlaes/{it.upload_id}"),
                html.Span(listed([it.file_name, cell_place(it.sheet, it.cell)]), className="under"),
            ],
        ]
        for item, it in told[:MOST_SHOWN]
    ]
    heads = [Column(t(f"matrix.head_{it}")) for it in ("initiative", "text", "source")]
    heading = t("matrix.unread", count=len(told), number=number(len(told)))
    table = plain_table(heading, heads, rows, "plain labelled")
    return [card(heading, [table, *_more(len(told))], t("matrix.unread_subtitle"))]


def _unread_of(item: Item) -> list[Node]:
    """Tell what an initiative's texts say that was not understood."""
    unread = data.adoption().unread.get(item.id, ())
    if not unread:
        return []
    lines = [
        html.Li(
            [
                typed(it.text),
                html.Span(
                    listed([it.source, it.file_name, cell_place(it.sheet, it.cell)]), className="under"
                ),
            ]
        )
        for it in unread
    ]
    return [html.P(t("matrix.unread_of")), html.Ul(lines, className="plain-list")]


def unplaced_card(found: MatrixAsked) -> list[Node]:
    """Show receivers that have no place on any axis: they are not lost."""
    told = found.unplaced()
    if not told:
        return []
    rows: list[list[Cell]] = [
        [
            party_name(it.organisation),
            initiative_link(item.id, item.title),
            state_mark(it.uptake),
            "" if it.claim.day is None else date_short(it.claim.day),
            claim_source(it.claim),
        ]
        for item, it in told[:MOST_SHOWN]
    ]
    heads = [Column(t(f"matrix.head_{it}")) for it in ("receiver", "initiative", "uptake", "day", "source")]
    heading = t("matrix.unplaced", count=len(told), number=number(len(told)))
    table = plain_table(heading, heads, rows, "plain labelled")
    return [card(heading, [table, *_more(len(told))], t("matrix.unplaced_subtitle"))]


# --- Since another moment


def since_card(found: MatrixAsked, since: Moment) -> list[Node]:
    """Show what is otherwise than at the moment that the reader compares with."""
    changes = found.moved(since)
    day = moment_text(since)
    if not changes:
        return [card(t("matrix.since_none", day=day), [])]
    items = {item.id: item for item, _ in found.rows}
    rows = [_moved_row(it, items) for it in changes[:MOST_SHOWN]]
    heads = [
        Column(t(f"matrix.head_{it}")) for it in ("initiative", "receiver", "before", "now", "day", "source")
    ]
    heading = t("matrix.since", count=len(changes), number=number(len(changes)), day=day)
    table = plain_table(heading, heads, rows, "plain labelled")
    return [card(heading, [table, *_more(len(changes))], t("matrix.since_subtitle"))]


def _moved_row(it: Moved, items: dict[int, Item]) -> list[Cell]:
    item = items[it.initiative_id]
    source: Cell = ""
    if it.cell is not None:
        own = it.cell.basis is Basis.OWN
        source = claim_source(it.cell.behind[0].claim) if own else basis_words(it.cell)
    return [
        initiative_link(item.id, item.title),
        column_name(it.column),
        state_mark(it.before),
        state_mark(it.now),
        "" if it.cell is None else _day(it.cell),
        source,
    ]


def curve_of_all(found: MatrixAsked) -> list[Node]:
    """Show how many places use what the filters leave, over time."""
    cells = [cell for _, row in found.rows for cell in found.cells(row)]
    counts = found.counts()
    if not counts.in_use:
        return []
    curve = uptake_curve(cells, counts)
    return [curve_chart("udbredelse", curve, data.portfolio().today, None)]
