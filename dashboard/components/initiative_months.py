"""An initiative's status month by month on its page: light, words, and the cells; and its milestones."""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.badges import light_badge
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.origin import cell_place, row_place, typed
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.run_words import run_words
from dashboard.components.standing_late import day_text, moved_by
from dashboard.components.standing_moves import retold_words
from dashboard.components.standing_tables import place_cell
from dashboard.data import InitiativeRecord, MonthNote
from dashboard.format import month, number
from dashboard.labels import code_label
from dashboard.measures import light_run
from dashboard.texts import t
from portfolio.milestones import Milestone, MilestoneDay
from portfolio.month_words import MonthWords
from portfolio.snapshot import Code, Item
from portfolio.status_log import LogEntry, LoggedMonth
from portfolio.vocabulary import Status

SHOWN_MONTHS = 12


def months_card(
    record: InitiativeRecord, item: Item | None, words: MonthWords, newest: dt.date | None
) -> list[Node]:
    """Show since when the light is so, and each month's light and words with the cell; the newest on top.

    Args:
        record: the initiative.
        item: its place in the portfolio; None: it has none.
        words: what was said of it month by month.
        newest: the newest month of any list.
    """
    if item is None or not item.lights():
        return []
    columns = [Column(t(f"initiative.month_{name}")) for name in ("month", "light", "words", "place")]
    listed = {note.month: note for note in record.months}
    shown = sorted(item.lights().items(), reverse=True)
    rows = [_row(at, light, listed.get(at), item) for at, light in shown]
    retold = words.retold(item)
    parts: list[Node] = [] if retold is None else [html.P(retold_words(retold), className="tag-same")]
    parts += _table(columns, rows)
    box = html.Div(parts, className="uncaptioned")
    return [card(run_words(light_run(item), newest), [box], t("initiative.months_subtitle"))]


def _table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[Node]:
    """Show a year, and fold what was before it away."""
    caption = t("initiative.months")
    parts: list[Node] = [plain_table(caption, columns, rows[:SHOWN_MONTHS], "plain months-table labelled")]
    if len(rows) > SHOWN_MONTHS:
        rest = t("standing.more_rows", count=len(rows) - SHOWN_MONTHS)
        older = plain_table(f"{caption}: {rest}", columns, rows[SHOWN_MONTHS:], "plain months-table labelled")
        parts.append(html.Details([html.Summary(rest), older], className="numbers"))
    return parts


def _row(at: dt.date, light: Code, note: MonthNote | None, item: Item) -> list[Cell]:
    logged = item.logged_months().get(at)
    is_logged = at in item.months_of_log()
    lights: list[Node] = [light_badge(light), *_other_lights(light, logged, is_listed=not is_logged)]
    return [month(at), lights, _words(note, logged), _places(note, logged)]


def _other_lights(light: Code, logged: LoggedMonth | None, *, is_listed: bool) -> list[Node]:
    """Say where the light is a status log's, and which other lights logs name."""
    if logged is None:
        return []
    others = [it for it in logged.entries if it.light not in (None, light)]
    said: list[Node] = [] if is_listed else [html.Span(t("standing.from_log_short"), className="under")]
    return [*said, *(_other_light(it) for it in others)]


def _other_light(entry: LogEntry) -> Node:
    return html.Span([t("initiative.log_says"), " ", light_badge(entry.light)], className="under")


def _words(note: MonthNote | None, logged: LoggedMonth | None) -> list[Node]:
    """Give a month's words as they were typed: the list's, and the log's."""
    said = [typed(cell.text or str(cell.value)) for cell in (note.words if note is not None else ())]
    entries: Sequence[LogEntry] = () if logged is None else logged.entries
    told = [
        html.Span([t("standing.from_log"), " ", typed(it.text)], className="said")
        for it in entries
        if it.text
    ]
    found: list[Node] = [html.Span(it, className="said") for it in said]
    return [*found, *told] or [html.Span(t("initiative.no_words"), className="muted")]


def _places(note: MonthNote | None, logged: LoggedMonth | None) -> list[Node]:
    """Name the cells: of the list's light, else its row, and of each log's entry."""
    listed: list[Node] = []
    if note is not None:
        cell = None if note.light is None else note.light.cell
        report = note.report
        place = (
            cell_place(report.sheet, cell)
            if cell
            else t("initiative.place_typed")
            if report.is_typed
            else row_place(report)
        )
        listed = [
            html.Span(place, className="cell-place"),
            html.Span(link(report.source, f"/indlaes/{report.upload_id}"), className="under"),
        ]
    return [*listed, *(node for it in (logged.entries if logged else ()) for node in place_cell(it.told_in))]


# --- Milestones


def milestones_card(own: Sequence[Milestone], gone: Sequence[Milestone], today: dt.date) -> list[Node]:
    """Show an initiative's milestones, by date; nothing where no list tells of any."""
    if not own and not gone:
        return []
    columns = [
        Column(t("milestones.one"), look=""),
        *(Column(t(f"milestones.head_{it}")) for it in ("date", "what", "before", "place")),
    ]
    rows = [_milestone(it, today) for it in own] + [_gone(it) for it in gone]
    table = plain_table(t("milestones.caption"), columns, rows, "plain milestone-table")
    return [
        card(
            own_message(own, today), [html.Div(table, className="uncaptioned")], t("milestones.own_subtitle")
        )
    ]


def own_message(own: Sequence[Milestone], today: dt.date) -> str:
    """Say how many of its milestones are reached, and how many are late."""
    done, late = sum(it.is_done for it in own), sum(it.is_late(today) for it in own)
    said = t("milestones.own", count=len(own), done=number(done), all=number(len(own)))
    return t("milestones.own_late", said=said, count=late, number=number(late)) if late else said


def _milestone(it: Milestone, today: dt.date) -> list[Cell]:
    return [it.name, day_text(it.now), how_it_stands(it, today), _earlier(it), place_cell(it.now.told_in)]


def _gone(it: Milestone) -> list[Cell]:
    said = t("milestones.last_seen", month=month(it.now.month))
    return [it.name, day_text(it.now), said, _earlier(it), place_cell(it.now.told_in)]


def how_it_stands(it: Milestone, today: dt.date) -> list[Node]:
    """Say how far a milestone is, and how late."""
    state = code_label(Status, it.state) if it.state else t("milestones.no_state")
    if not it.is_late(today):
        return [state]
    days = (today - (it.last_day or today)).days
    over = t("milestones.over", count=days, number=number(days))
    return [html.Span(over, className="flag-empty"), html.Span(state, className="under")]


def _earlier(it: Milestone) -> list[Node]:
    """Give the dates that it had before, the newest first, each with its list's month and cell."""
    moved = [html.Span(moved_by(it))] if it.is_moved else []
    return [*moved, *(html.Span(_was(day), className="under") for day in it.earlier)]


def _was(day: MilestoneDay) -> str:
    place = cell_place(day.told_in.sheet, day.told_in.cell)
    return t("milestones.was", date=day_text(day), month=month(day.month), place=place)
