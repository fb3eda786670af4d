"""Meetings, agendas and actions as tables of a workbook."""

from collections.abc import Callable, Iterable

from dashboard.components.agenda_words import reason_of, reason_words, row_words, who_words
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.format import date_text
from dashboard.texts import language, t
from portfolio.meetings.book import Action, AgendaPoint, MeetingBook, PointRow
from portfolio.rules.months import danish_day
from portfolio.vocabulary import label

_MEETINGS = (
    ("day", Kind.DAY),
    ("time", Kind.TEXT),
    ("series", Kind.TEXT),
    ("title", Kind.TEXT),
    ("state", Kind.TEXT),
    ("place", Kind.TEXT),
    ("frozen", Kind.DAY),
    ("points", Kind.WHOLE),
    ("decided", Kind.WHOLE),
    ("address", Kind.TEXT),
)
_ACTIONS = (
    ("action", Kind.TEXT),
    ("who", Kind.TEXT),
    ("due", Kind.DAY),
    ("done", Kind.DAY),
    ("meeting", Kind.TEXT),
    ("point", Kind.TEXT),
    ("initiative", Kind.TEXT),
)
_POINTS = (
    ("number", Kind.WHOLE),
    ("section", Kind.TEXT),
    ("point", Kind.TEXT),
    ("reason", Kind.TEXT),
    ("text", Kind.TEXT),
    ("state", Kind.TEXT),
    ("decision", Kind.TEXT),
    ("minutes", Kind.TEXT),
)
_ROWS = (
    ("number", Kind.WHOLE),
    ("point", Kind.TEXT),
    ("initiative", Kind.TEXT),
    ("new", Kind.TEXT),
    ("words", Kind.TEXT),
    ("address", Kind.TEXT),
)

Heads = Iterable[tuple[str, Kind]]


def _heads(heads: Heads) -> list[SheetColumn]:
    return [SheetColumn(t(f"meetings.file_{name}"), kind) for name, kind in heads]


def meetings_sheet(book: MeetingBook, address: Callable[[int], str]) -> SheetTable:
    """Give all meetings; ``address`` gives a meeting's address."""
    rows: list[list[Value]] = [
        [
            it.day,
            it.begins_at,
            book.series[it.series_id].name,
            it.title,
            label(it.state, language()),
            it.place,
            None if it.frozen_at is None else danish_day(it.frozen_at),
            len(it.agenda),
            sum(1 for point in it.agenda if point.decision),
            address(it.id),
        ]
        for it in book.in_order()
        if it.series_id in book.series
    ]
    return SheetTable(t("meetings.sheet"), _heads(_MEETINGS), rows)


def actions_sheet(actions: Iterable[Action], book: MeetingBook, title: Callable[[int], str]) -> SheetTable:
    """Give actions; ``title`` gives an initiative's title."""
    rows = [_action(it, book, title) for it in actions]
    return SheetTable(t("meetings.actions_sheet"), _heads(_ACTIONS), rows)


def _action(it: Action, book: MeetingBook, title: Callable[[int], str]) -> list[Value]:
    meeting = book.meetings.get(it.meeting_id or 0)
    point = None if meeting is None else meeting.point(it.point_key or "")
    series = None if meeting is None else book.series.get(meeting.series_id)
    named = None
    if meeting is not None and series is not None:
        named = t("meetings.named", name=series.name, day=date_text(meeting.day))
    return [
        it.text,
        who_words(it),
        it.due_on,
        it.done_on,
        named,
        None if point is None else point.title,
        None if it.initiative_id is None else title(it.initiative_id),
    ]


def points_sheet(points: Iterable[AgendaPoint]) -> SheetTable:
    """Give the points of an agenda, with what was decided."""
    rows: list[list[Value]] = [
        [
            number,
            label(it.section, language()),
            it.title,
            reason_words(it),
            it.text,
            label(it.state, language()),
            it.decision,
            it.note,
        ]
        for number, it in enumerate(points, 1)
    ]
    return SheetTable(t("meetings.points_sheet"), _heads(_POINTS), rows)


def rows_sheet(points: Iterable[AgendaPoint], address: Callable[[int], str]) -> SheetTable:
    """Give the rows behind the points; ``address`` gives an initiative's address."""
    rows = [_row(number, it, row, address) for number, it in enumerate(points, 1) for row in it.rows]
    return SheetTable(t("meetings.rows_sheet"), _heads(_ROWS), rows)


def _row(number: int, point: AgendaPoint, row: PointRow, address: Callable[[int], str]) -> list[Value]:
    return [
        number,
        point.title,
        row.title,
        row_words(row, reason_of(row, point)),
        row.words,
        None if row.initiative_id is None else address(row.initiative_id),
    ]
