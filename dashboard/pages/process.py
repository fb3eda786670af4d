"""Proces: where the initiatives of a process stand, on whom they wait, and what goes to the next meeting."""

from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.area_words import area_text
from dashboard.components.attributes import with_attributes
from dashboard.components.board import (
    ALL,
    BY_HOLDER,
    HOLDER_KEY,
    LANES_KEY,
    OUTSIDE_KEY,
    OWN_KEYS,
    PATH,
    PROCESS_KEY,
    STEP_KEY,
    Board,
    Card,
    Following,
    board_address,
    board_of,
    following,
    holder_word,
    template_of,
)
from dashboard.components.board_forms import Mover
from dashboard.components.board_view import Drawing, is_by_holder, lanes_board, one_step, steps_board
from dashboard.components.board_words import column_name, heading, origin_words, turn_words
from dashboard.components.bottleneck import bottleneck_chart
from dashboard.components.emptiness import empty_view
from dashboard.components.figure_card import Chart
from dashboard.components.lazy_rows import LazyRows
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.components.numbers import Amount, Cell, Numbers
from dashboard.components.outside import outside_card
from dashboard.components.plain_table import Column
from dashboard.components.process_words import days_words, step_name, template_name
from dashboard.components.shell import lay_out, register_page
from dashboard.components.states import empty_state
from dashboard.components.to_meeting import meeting_chart
from dashboard.components.view import Page, View
from dashboard.filters import Asked, Ignored
from dashboard.format import date_short, date_text, number
from dashboard.labels import code_label
from dashboard.texts import language, t
from portfolio.selection import Criteria
from portfolio.vocabulary import TrafficLight

TEMPLATES = "/proces/skabeloner"
NAME = "tavle"
_HEADS = ("initiative", "cluster", "light", "step", "days", "since", "estimated", "usual", "turn", "version")
_NUMBERS = {"days", "usual"}


def view(asked: Asked) -> View:
    """Show where the initiatives that the address asks for stand in their process."""
    known, book = data.portfolio(), data.processes()
    chosen, total = known.chosen(asked.criteria), len(known.chosen(Criteria()))
    if not len(chosen):
        return empty_view(t("board.title"), t("board.subtitle_none"), total, PATH)
    found = following(chosen, book)
    template, ignored = template_of(asked, book, found)
    if template is None:
        return View(t("board.title"), "", [empty_state(t("board.no_templates"))], len(chosen), total)
    board = board_of(template, found, data.stay_lengths(), known.today)
    if STEP_KEY in asked.own and board.column(asked.own[STEP_KEY]) is None:
        ignored = [*ignored, Ignored(STEP_KEY, asked.own[STEP_KEY])]
    mover = Mover(board) if data.is_present() else None
    drawing = Drawing(board, asked, mover)
    return View(
        title=heading(board),
        subtitle=_subtitle(board),
        body=_body(drawing, found, book),
        chosen_count=len(chosen),
        total_count=total,
        ignored=ignored,
    )


PAGE = Page(
    PATH,
    "nav.process",
    view,
    own_keys=OWN_KEYS,
)


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for its address."""
    return lay_out(PAGE, query)


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_page(__name__, PAGE, layout)


def _subtitle(board: Board) -> str:
    said = t(
        "board.subtitle",
        process=template_name(board.template),
        steps=len(board.template.steps),
        origin=origin_words(board.template, data.processes().templates),
        date=date_text(board.today),
    )
    return said if board.template.has_usual_days else f"{said} {t('board.no_usual')}"


def _body(drawing: Drawing, found: Following, book: data.ProcessBook) -> list[Node]:
    board, asked = drawing.board, drawing.asked
    can_change = drawing.mover is not None
    outside = outside_card(board, found, book, asked, can_change=can_change)
    if asked.own.get(OUTSIDE_KEY) == ALL and found.outside:
        return [_choices(drawing, found), *outside]
    ids = {it.initiative_id for pairs in found.courses.values() for _, it in pairs}
    points = meeting_chart([it for it in data.meeting_points() if it.initiative_id in ids], asked)
    if not board.all:
        nobody = empty_state(t("board.nobody_follows", process=template_name(board.template)))
        return [_choices(drawing, found), nobody, *outside, *([points] if ids else [])]
    titles = {card.id: card.item.title for card in _longest(board)}
    bottleneck = bottleneck_chart(board, data.stays(), titles)
    return [_choices(drawing, found), _board(drawing), bottleneck, points, *outside]


def _longest(board: Board) -> list[Card]:
    """Give the initiatives whose titles the bottleneck's table may name."""
    longest = {
        column.lengths.longest.initiative_id
        for column in board.columns
        if column.lengths is not None and column.lengths.longest is not None
    }
    return [card for card in board.all if card.id in longest]


# --- What can be chosen


def _choices(drawing: Drawing, found: Following) -> Node:
    """Offer the processes, the two ways to set them up, and the way to their templates."""
    asked, counts = drawing.asked, found.counts
    templates = sorted(data.processes().newest.values(), key=lambda it: -counts.get(it.id, 0))
    processes = [
        _choice(
            t("board.process", name=it.short_name.text(language()), number=number(counts.get(it.id, 0))),
            board_address(asked, **{PROCESS_KEY: it.id, STEP_KEY: None, HOLDER_KEY: None, OUTSIDE_KEY: None}),
            f"proces-{it.id}",
            is_on=it.id == drawing.board.template.id,
        )
        for it in templates
    ]
    is_lanes = is_by_holder(asked)
    rows = [
        _choice(
            t("board.by_step"),
            board_address(asked, **{LANES_KEY: None, STEP_KEY: None, HOLDER_KEY: None}),
            "efter-trin",
            is_on=not is_lanes,
        ),
        _choice(
            t("board.by_holder"),
            board_address(asked, **{LANES_KEY: BY_HOLDER, STEP_KEY: None, HOLDER_KEY: None}),
            "efter-ansvarlig",
            is_on=is_lanes,
        ),
    ]
    return html.Div(
        [
            _one_of(processes, t("board.processes")),
            _one_of(rows, t("board.set_up")),
            html.P(link(t("board.to_templates"), TEMPLATES), className="no-print"),
        ],
        className="list-tools board-choices",
    )


def _one_of(items: list[Node], name: str) -> Node:
    return with_attributes(html.Ul(items, className="view-choice"), {"aria-label": name})


def _choice(words: str, address: str, id_: str, *, is_on: bool) -> Node:
    anchor = link(words, address, id=id_)
    return html.Li(current(anchor, "true") if is_on else anchor)


# --- The board


def _board(drawing: Drawing) -> Chart:
    board, asked = drawing.board, drawing.asked
    hint = t("board.hint" if drawing.mover is not None else "board.hint_past")
    if board.column(asked.own.get(STEP_KEY, "")) is not None:
        return _step_alone(_of_one_holder(drawing), asked.own[STEP_KEY])
    picture = lanes_board(drawing) if is_by_holder(asked) else steps_board(drawing)
    waiting, through = len(board.waiting), len(board.all) - len(board.waiting)
    message = t("board.message", count=waiting, number=number(waiting), rest=number(through))
    return Chart(NAME, message, hint, picture, _numbers(board), is_table=True, is_card=True)


def _of_one_holder(drawing: Drawing) -> Drawing:
    """Narrow the board to the one whose turn it is that the address names, where it names one."""
    asked = drawing.asked.own.get(HOLDER_KEY)
    holder = next((it for it in drawing.board.holders if holder_word(it) == asked), None)
    if holder is None:
        return drawing
    return replace(drawing, board=drawing.board.of_holder(holder), holder=holder)


def _step_alone(drawing: Drawing, key: str) -> Chart:
    """Show all initiatives of a step, or those of one holder."""
    column = drawing.board.column(key)
    assert column is not None  # noqa: S101 -- the one who asks has looked
    name = column_name(column) if column.step is None else step_name(column.step)
    if drawing.holder is not None:
        name = f"{name}, {turn_words(column.cards[0]).lower()}" if column.cards else name
    said = t("board.step_message", name=name, count=len(column.cards), number=number(len(column.cards)))
    numbers = _numbers(drawing.board)
    hint = t("board.hint_step" if drawing.mover is not None else "board.hint_past")
    return Chart(NAME, said, hint, one_step(drawing, column), numbers, is_table=True, is_card=True)


def _numbers(board: Board) -> Numbers:
    """Give all initiatives on the board, also those that stand folded."""
    columns = [Column(area_text(f"board.head_{it}"), is_number=it in _NUMBERS) for it in _HEADS]
    return Numbers(t("board.caption"), columns, LazyRows(lambda: [_cells(it) for it in board.all]))


def _cells(card: Card) -> list[Cell]:
    item, course = card.item, card.course
    step = course.template.step(course.current)
    usual = None if step is None else step.usual_days
    state = t("board.through") if course.is_through else t("board.not_begun")
    return [
        item.title,
        item.text("organisation") or "",
        code_label(TrafficLight, item.code("traffic_light")),
        state if step is None else step_name(step),
        Amount(card.days, days_words(card.days)),
        "" if course.since is None else date_short(course.since),
        t("board.is_estimated") if course.is_estimated else "",
        Amount(usual, ""),
        turn_words(card) if step is not None else "",
        str(course.template.version),
    ]
