"""What goes to the next meeting of a body, and what each initiative lacks for it."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import meeting_address
from dashboard.components.area_words import area_text
from dashboard.components.board import MEETING_KEY, PATH, board_address, holder_word
from dashboard.components.figure_card import Chart
from dashboard.components.lazy_rows import LazyRows
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.numbers import Amount, Cell, Numbers
from dashboard.components.openings import initiative_link
from dashboard.components.paging import page_count, page_sizes, paging
from dashboard.components.plain_table import Cell as TableCell
from dashboard.components.plain_table import Column, plain_table
from dashboard.components.process_words import days_words, paper_name, step_name, template_name
from dashboard.filters import Asked
from dashboard.format import date_short, date_text, number
from dashboard.texts import language, t
from portfolio.process.agenda import BODIES, Lack, LackKind, Point
from portfolio.snapshot import Item
from portfolio.vocabulary import Holder, StepKind, label

NAME = "til-moedet"
SHOWN = 6
_HEADS = ("initiative", "step", "days", "lacks")
_FILE = ("body", "initiative", "cluster", "process", "step", "days", "lacks")


def meeting_chart(points: Sequence[Point], asked: Asked) -> Chart:
    """Show the points; with all of one body alone where the address asks for it."""
    alone = next((body for body in BODIES if holder_word(body) == asked.own.get(MEETING_KEY)), None)
    parts = _each(points, asked) if alone is None else _alone(points, alone, asked)
    return Chart(
        name=NAME,
        message=meeting_message(points),
        subtitle=t("agenda.subtitle"),
        picture=html.Div(parts, className="agenda"),
        numbers=_numbers(points),
        is_table=True,
        is_card=True,
    )


def meeting_message(points: Sequence[Point]) -> str:
    """Say how many go where, and how many lack nothing."""
    if not points:
        return t("agenda.message_none")
    counts = [(body, sum(it.body is body for it in points)) for body in BODIES]
    told = ", ".join(f"{label(body, language())} {number(count)}" for body, count in counts if count)
    ready = sum(not it.lacks for it in points)
    if ready in (0, len(points)):
        return t("agenda.message_all_lack" if not ready else "agenda.message_all_ready", bodies=told)
    return t("agenda.message", bodies=told, count=ready, number=number(ready), all=number(len(points)))


def _each(points: Sequence[Point], asked: Asked) -> list[Node]:
    """Show the first of each body."""
    if not points:
        return [html.P(t("agenda.none"))]
    parts: list[Node] = []
    for body in BODIES:
        own = [it for it in points if it.body is body]
        if not own:
            continue
        parts += [_heading(body, len(own)), _table(body, own[:SHOWN])]
        if len(own) > SHOWN:
            address = board_address(asked, **{MEETING_KEY: holder_word(body)}) + f"#{NAME}"
            said = t("agenda.show_all", count=len(own), number=number(len(own)))
            parts.append(html.P(link(said, address), className="no-print"))
    return parts


def _alone(points: Sequence[Point], body: Holder, asked: Asked) -> list[Node]:
    own = [it for it in points if it.body is body]
    pages = page_count(len(own), asked.page_size)
    shown = replace(asked, page=min(asked.page, pages))
    first = (shown.page - 1) * asked.page_size
    every = link(t("agenda.every_body"), board_address(asked, **{MEETING_KEY: None}))
    return [
        html.Div([html.P(every, className="no-print"), page_sizes(shown, PATH)], className="list-tools"),
        _heading(body, len(own)),
        _table(body, own[first : first + asked.page_size]),
        paging(shown, pages, PATH),
    ]


def _heading(body: Holder, count: int) -> Node:
    """Name a body and how many go there, with its next meeting where one is planned."""
    said = t("agenda.body", body=label(body, language()), count=count, number=number(count))
    meeting = data.meetings().upcoming_of(body, data.portfolio().today)
    if meeting is None:
        return html.H3(said)
    way = link(t("agenda.next", day=date_text(meeting.day)), meeting_address(meeting.id))
    return html.H3([said, ", ", way])


def _table(body: Holder, points: Sequence[Point]) -> Node:
    heads = [Column(t(f"agenda.head_{it}"), is_number=it == "days") for it in _HEADS]
    caption = t("agenda.caption", body=label(body, language()))
    return html.Div(
        plain_table(caption, heads, [_row(it) for it in points], "plain points labelled"),
        className="uncaptioned",
    )


def _item(point: Point) -> Item:
    known = data.portfolio().snapshot
    place = known.place(point.initiative_id)
    assert place is not None  # noqa: S101 -- the page has asked for those of the snapshot alone
    return known.item(place)


def _row(point: Point) -> list[TableCell]:
    item, course = _item(point), point.course
    step = course.template.step(course.current)
    title: list[Node] = [initiative_link(item.id, item.title)]
    cluster = item.text("organisation")
    title += [html.Span(cluster, className="under")] if cluster else []
    said = lack_lines(point.lacks)
    lacks = [html.Li(it) for it in said] or [html.Li(t("agenda.ready"), className="muted")]
    return [
        title,
        []
        if step is None
        else [step_name(step), html.Span(template_name(course.template), className="under")],
        days_words(point.days, is_estimated=course.is_estimated),
        html.Ul(lacks, className="point-lacks"),
    ]


def lack_lines(lacks: Sequence[Lack]) -> list[str]:
    """Say what stands in the way, a line each; the steps that were passed without a word in one."""
    passed = [it.step for it in lacks if it.kind is LackKind.PASSED and it.step is not None]
    silent = [it for it in passed if it.kind is not StepKind.CONSULTATION]
    lines = [_lack_words(it) for it in lacks if it.kind in (LackKind.PAPER, LackKind.ROUND_OPEN)]
    lines += [
        t("agenda.lack_round_passed", step=step_name(it)) for it in passed if it.kind is StepKind.CONSULTATION
    ]
    if silent:
        numbers = ", ".join(it.number for it in silent)
        lines.append(t("agenda.lack_passed", count=len(silent), steps=numbers))
    return [*lines, *(_lack_words(it) for it in lacks if it.kind is LackKind.DECIDED)]


def _lack_words(lack: Lack) -> str:
    if lack.kind is LackKind.PAPER:
        return t("agenda.lack_paper", paper=paper_name(str(lack.paper)))
    if lack.kind is LackKind.ROUND_OPEN:
        facts = {"answered": number(lack.answered), "asked": number(lack.asked)}
        due = "" if lack.due is None else date_short(lack.due)
        return t("agenda.lack_round", **facts, due=due)
    facts = {"subject": label(lack.subject, language()), "outcome": label(lack.outcome, language()).lower()}
    return t("agenda.decided", **facts, day="" if lack.day is None else date_short(lack.day))


def _numbers(points: Sequence[Point]) -> Numbers:
    columns = [Column(area_text(f"agenda.file_{it}"), is_number=it == "days") for it in _FILE]
    return Numbers(t("agenda.file_caption"), columns, LazyRows(lambda: [_cells(it) for it in points]))


def _cells(point: Point) -> list[Cell]:
    item, course = _item(point), point.course
    step = course.template.step(course.current)
    return [
        label(point.body, language()),
        item.title,
        item.text("organisation") or "",
        template_name(course.template),
        "" if step is None else step_name(step),
        Amount(point.days, days_words(point.days)),
        "; ".join(lack_lines(point.lacks)) or t("agenda.ready"),
    ]
