"""The board as it is laid out: a column a step, cards in it; or such a row for each whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.badges import light_badge
from dashboard.components.board import (
    BY_HOLDER,
    HOLDER_KEY,
    LANES_KEY,
    PATH,
    STEP_KEY,
    Board,
    Card,
    Column,
    Place,
    board_address,
    holder_word,
)
from dashboard.components.board_forms import Mover, card_id, left_out
from dashboard.components.board_words import column_name, turn_words, usual_words, waited_words
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.list_tools import shown_rows
from dashboard.components.markup import Element, Node
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.components.process_words import days_words, holder_name, template_name
from dashboard.filters import Asked, initiative_address
from dashboard.format import date_short, number
from dashboard.texts import t

SHOWN, LANE_SHOWN, ARRIVED = 5, 2, 3
"""So many cards stand in a column, so many in one of a lane, and so many more that came today."""

_WIDE, _NARROW = "minmax(11.2rem, 1fr)", "2.6rem"


@dataclass(frozen=True)
class Drawing:
    """How the board is laid out.

    Attributes:
        board: what is on it.
        asked: what the address asks for.
        mover: makes the cards' forms; None: nothing can be changed, a day that has been is looked from.
        holder: the one whose initiatives alone are laid out; None: all.
    """

    board: Board
    asked: Asked
    mover: Mover | None
    holder: str | None = None


def steps_board(drawing: Drawing) -> Element:
    """Lay out a column a step."""
    board = drawing.board
    return _region([_columns(drawing, board, "trin", SHOWN)], board)


def lanes_board(drawing: Drawing) -> Element:
    """Lay out a row of columns for each whose turn it is, those with most first."""
    lanes = [_lane(drawing, holder, nth) for nth, holder in enumerate(drawing.board.holders)]
    return _region(lanes, drawing.board)


def _region(content: Sequence[Node], board: Board) -> Element:
    name = t("board.region", process=template_name(board.template))
    region = html.Div(list(content), className="board", role="region", tabIndex=0)
    marks = {"aria-label": name, "data-board": "", "data-no-step": t("board.no_such_step")}
    return with_attributes(region, marks)


def _lane(drawing: Drawing, holder: str, nth: int) -> Node:
    drawing = replace(drawing, board=drawing.board.of_holder(holder), holder=holder)
    board = drawing.board
    name = holder_name(holder) if holder else t("board.turn_nobody")
    longest = next((it for it in board.waiting if it.days is not None), None)
    said = [t("board.count", count=len(board.waiting), number=number(len(board.waiting)))]
    if longest is not None:
        days = days_words(longest.days, is_estimated=longest.course.is_estimated)
        said.append(t("board.lane_longest", days=days))
    head = html.Div(
        [html.H3(name, id=f"bane-{nth}"), html.P(", ".join(said), className="lane-words")],
        className="lane-head",
    )
    section = html.Section([head, _columns(drawing, board, f"bane-{nth}", LANE_SHOWN)], className="lane")
    return with_attributes(section, {"aria-labelledby": f"bane-{nth}", "data-lane": holder})


def _columns(drawing: Drawing, board: Board, prefix: str, most: int) -> Node:
    widths = " ".join(_WIDE if column.cards else _NARROW for column in board.columns)
    items = [_column(drawing, column, prefix, most) for column in board.columns]
    return html.Ul(items, className="board-columns", style={"gridTemplateColumns": widths})


def _column(drawing: Drawing, column: Column, prefix: str, most: int) -> Node:
    marks = {"data-step": column.key} if column.step is not None else {}
    if not column.cards:
        return with_attributes(html.Li(_empty_head(column), className="board-column is-empty"), marks)
    shown = shown_cards(column.cards, most)
    cards = [card_item(drawing, card, column) for card in shown]
    parts = [_head(column, prefix), html.Ul(cards, className="board-cards"), *_rest(drawing, column, shown)]
    return with_attributes(html.Li(parts, className="board-column"), marks)


def shown_cards(cards: Sequence[Card], most: int) -> list[Card]:
    """Give the cards that stand in a column: the longest waiting, and those that came today."""
    if len(cards) <= most + 1:
        return list(cards)
    first = list(cards[:most])
    arrived = [card for card in cards[most:] if card.days == 0]
    return [*first, *arrived[:ARRIVED]]


def _empty_head(column: Column) -> list[Node]:
    """Say that a step has none; its name runs down where there is no room beside."""
    return [
        html.Div(
            [*_number(column), html.Span(column_name(column), className="column-name")],
            className="column-head",
            title=column_name(column),
        ),
        html.Span(t("board.none_here"), className="visually-hidden"),
    ]


def _number(column: Column) -> list[Node]:
    return [] if column.step is None else [html.Span(column.step.number, className="column-number")]


def _head(column: Column, prefix: str) -> Node:
    name = html.Span(column_name(column), className="column-name")
    title = (html.H3 if prefix == "trin" else html.H4)([*_number(column), name])
    count = html.P(
        t("board.count", count=len(column.cards), number=number(len(column.cards))), className="column-count"
    )
    said: list[Node] = [title, count]
    if column.is_older:
        said.append(html.P(t("board.older"), className="column-usual"))
    elif prefix == "trin" and column.step is not None:
        usual = usual_words(column.step.usual_days, column.lengths)
        said += [html.P(it, className="column-usual") for it in usual]
    return html.Div(said, className="column-head")


def _rest(drawing: Drawing, column: Column, shown: Sequence[Card]) -> list[Node]:
    left = len(column.cards) - len(shown)
    if not left:
        return []
    whose = None if drawing.holder is None else holder_word(drawing.holder)
    address = board_address(drawing.asked, **{STEP_KEY: column.key, HOLDER_KEY: whose})
    all_ = len(column.cards)
    said = t("board.show_all", count=all_, number=number(all_), left=number(left))
    return [html.P(link(said, address), className="column-rest")]


def card_item(drawing: Drawing, card: Card, column: Column) -> Node:
    """Lay out a card."""
    item = card.item
    usual = None if column.step is None else _own_usual(card)
    words: list[Node] = [
        html.P(
            link(item.title, initiative_address(card.id, criteria()), id=card_id(card.id)),
            className="card-title",
        ),
        html.P(
            [light_badge(item.code("traffic_light")), *_cluster(item.text("organisation"))],
            className="card-marks",
        ),
    ]
    if column.step is not None:
        is_over = usual is not None and card.days is not None and card.days > usual
        look = "card-days is-over" if is_over else "card-days"
        words += [
            html.P(waited_words(card, usual, column.lengths), className=look),
            *([] if drawing.holder is not None else [html.P(turn_words(card), className="card-turn")]),
        ]
    elif column.key == Place.THROUGH:
        words += _ended(card)
    if card.course.template.version != drawing.board.template.version:
        words.append(html.P(t("board.version", version=card.course.template.version), className="card-turn"))
    if card.found.oddities:
        words.append(html.P(t("board.odd"), className="card-odd"))
    if drawing.mover is not None:
        words.append(drawing.mover.form(card))
    look = "board-card is-movable" if drawing.mover is not None else "board-card"
    marks = {"data-card": str(card.id), "key": f"{card.id}-{column.key}-{card.course.since}-{card.holder}"}
    return with_attributes(
        html.Li(words, className=look), marks | {"data-at": column.key, "data-left": left_out(card)}
    )


def _own_usual(card: Card) -> int | None:
    """Give the usual days of its step in the version that it follows."""
    step = card.course.template.step(card.course.current)
    return None if step is None else step.usual_days


def _cluster(name: str | None) -> list[Node]:
    return [html.Span(name, className="card-cluster")] if name else []


def _ended(card: Card) -> list[Node]:
    days = [step.left for step in card.course.steps if step.left is not None]
    return [html.P(t("board.ended", day=date_short(max(days))), className="card-turn")] if days else []


# --- One step alone


def one_step(drawing: Drawing, column: Column) -> Element:
    """Lay out all initiatives of a step, page by page."""
    asked, count = drawing.asked, len(column.cards)
    page = min(asked.page, page_count(count, asked.page_size))
    shown = replace(asked, page=page)
    first = (page - 1) * asked.page_size
    cards = column.cards[first : first + asked.page_size]
    tools = html.Div(
        [
            html.P(
                link(t("board.all_steps"), board_address(asked, **{STEP_KEY: None, HOLDER_KEY: None})),
                className="no-print",
            ),
            shown_rows(first, len(cards), count),
            page_sizes(shown, PATH),
        ],
        className="list-tools",
    )
    items = [card_item(drawing, card, column) for card in cards]
    parts = [
        tools,
        html.Ul(items, className="board-cards board-alone"),
        paging(shown, page_count(count, asked.page_size), PATH),
    ]
    marks = {"data-board": "", "data-no-step": t("board.no_such_step")}
    return with_attributes(html.Div(parts, className="board-one"), marks)


def is_by_holder(asked: Asked) -> bool:
    """Tell whether the board is asked for by whose turn it is."""
    return asked.own.get(LANES_KEY) == BY_HOLDER
