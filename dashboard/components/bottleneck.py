"""The funnel and the bottleneck: how many are in each step, on whom they wait, how long stays last."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.board import Board, Column
from dashboard.components.board_words import column_name
from dashboard.components.drawing import drawn, image
from dashboard.components.figure_card import Chart
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Amount, Cell, Numbers, counted
from dashboard.components.plain_table import Column as TableColumn
from dashboard.components.process_words import days_words, holder_name, step_name
from dashboard.data import Stays
from dashboard.figures.drawing import percent
from dashboard.figures.stays import longest, stay_line, tallest, ticks
from dashboard.format import number
from dashboard.texts import t
from portfolio.process.flow import Lengths, Stay, lengths_of

NAME = "flaskehals"
_MOST_HOLDERS, _YEAR = 3, 365
_HEADS = (
    "step",
    "now",
    "holders",
    "median",
    "over",
    "usual",
    "longest",
    "longest_title",
    "unknown",
    "estimated",
)
_NUMBERS = {"now", "median", "over", "usual", "longest", "unknown", "estimated"}


@dataclass(frozen=True, slots=True)
class StepFlow:
    """A step: who is in it, and the stays in it of the initiatives that meet the filters."""

    column: Column
    stays: Sequence[Stay]
    lengths: Lengths


def step_flows(board: Board, stays: Stays) -> list[StepFlow]:
    """Give each step with its stays, of the initiatives on the board alone."""
    ids = {card.id for card in board.all}
    found = []
    for column in board.columns:
        if column.step is None:
            continue
        own = [stay for stay in stays.get((board.template.id, column.key), ()) if stay.initiative_id in ids]
        found.append(StepFlow(column, own, lengths_of(own)))
    return found


def bottleneck_chart(board: Board, stays: Stays, titles: dict[int, str]) -> Chart:
    """Show where initiatives wait, and how long."""
    flows = step_flows(board, stays)
    last = longest([it.stays for it in flows])
    fullest = tallest([it.stays for it in flows], last)
    rows = [_row(it, last, fullest) for it in flows]
    unknown = sum(it.lengths.unknown for it in flows)
    subtitle = t("funnel.subtitle")
    if unknown:
        subtitle = f"{subtitle} {t('funnel.unknown', count=unknown)}"
    return Chart(
        name=NAME,
        message=bottleneck_message(flows),
        subtitle=subtitle,
        picture=image(NAME, [*rows, _axis(last)], "stays"),
        numbers=_numbers(flows, titles),
        key=_key(),
    )


def bottleneck_message(flows: Sequence[StepFlow]) -> str:
    """Say in which step most are, and where the longest stay was."""
    most = max(flows, key=lambda it: len(it.column.cards), default=None)
    stays = [(it, it.lengths.longest) for it in flows if it.lengths.longest is not None]
    if most is None or not most.column.cards:
        return t("funnel.message_none")
    said = t(
        "funnel.message_most",
        count=len(most.column.cards),
        number=number(len(most.column.cards)),
        name=column_name(most.column),
    )
    if not stays:
        return said
    where, stay = max(stays, key=lambda it: it[1].days or 0)
    days = days_words(stay.days, is_estimated=stay.is_estimated)
    return f"{said}; {t('funnel.message_longest', name=column_name(where.column), days=days)}"


def _holders(column: Column) -> str:
    """Say on whom those in a step wait, those with most first."""
    counts = Counter(card.holder for card in column.cards)
    said = [
        f"{holder_name(it) if it else t('board.turn_nobody')} ({number(count)})"
        for it, count in counts.most_common(_MOST_HOLDERS)
    ]
    return ", ".join(said)


def _row(flow: StepFlow, last: int, fullest: int) -> Node:
    column, lengths = flow.column, flow.lengths
    assert column.step is not None  # noqa: S101 -- step_flows leaves the others out
    words = [
        html.Span(step_name(column.step), className="stay-step"),
        html.Span(
            t("funnel.now", count=len(column.cards), number=number(len(column.cards))), className="stay-count"
        ),
    ]
    line = stay_line(
        flow.stays,
        last=last,
        fullest=fullest,
        median=lengths.median_days,
        usual=column.step.usual_days,
        words=lambda count, days: t("funnel.at", count=count, number=number(count), days=number(days)),
    )
    return html.Div([html.Div(words, className="stay-words"), drawn(line)], className="stay-row")


def _axis(last: int) -> Node:
    """Name the marked days below the lines."""
    names = [html.Span(_tick_words(days), style={"left": percent(share)}) for days, share in ticks(last)]
    return html.Div(
        [html.Div(className="stay-words"), html.Div(names, className="stay-axis")], className="stay-row"
    )


def _tick_words(days: int) -> str:
    years, rest = divmod(days, _YEAR)
    return t("funnel.days", days=number(days)) if rest or not years else t("funnel.years", count=years)


def _key() -> Element:
    items = [("stay-now", "●"), ("stay-over", "○"), ("stay-median", "│"), ("stay-usual", "┊")]
    return html.Ul(
        [
            html.Li(
                [
                    html.Span(sign, className=f"stay-sign {look}"),
                    t(f"funnel.key_{look.removeprefix('stay-')}"),
                ]
            )
            for look, sign in items
        ],
        className="map-key",
    )


def _numbers(flows: Sequence[StepFlow], titles: dict[int, str]) -> Numbers:
    columns = [TableColumn(t(f"funnel.head_{it}"), is_number=it in _NUMBERS) for it in _HEADS]
    return Numbers(t("funnel.caption"), columns, [_cells(it, titles) for it in flows])


def _cells(flow: StepFlow, titles: dict[int, str]) -> list[Cell]:
    lengths, step = flow.lengths, flow.column.step
    most = lengths.longest
    return [
        "" if step is None else step_name(step),
        counted(len(flow.column.cards)),
        _holders(flow.column),
        _days(lengths.median_days, t("funnel.too_few")),
        counted(lengths.over),
        _days(None if step is None else step.usual_days, t("funnel.not_said")),
        _days(None if most is None else most.days, t("funnel.not_known")),
        "" if most is None else titles.get(most.initiative_id, ""),
        counted(lengths.unknown),
        counted(lengths.estimated),
    ]


def _days(days: int | None, missing: str) -> Amount:
    return Amount(days, missing if days is None else number(days))
