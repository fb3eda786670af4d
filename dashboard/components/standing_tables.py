"""Tables of the page Status: what moved, what is late."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from dashboard.components import markup as html
from dashboard.components.badges import light_mark, word_badge
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.format import date_short, number
from dashboard.texts import t
from portfolio.vocabulary import Status

SHOWN_MOVES, SHOWN_COPIES, NAMED_ROWS = 10, 5, 60
TEXT_LENGTH = 120
_COLUMNS = (
    "id",
    "title",
    "status",
    "traffic_light",
    "previous_traffic_light",
    "end_last",
    "remarks",
    "next_step",
)


def moves_table(caption: str, none: str, moved: pd.DataFrame) -> Node:
    """Show initiatives whose light moved and what their list says of it; the many are a click away."""
    if moved.empty:
        return html.Div([html.H3(caption), html.P(none, className="muted")])
    columns = [Column(t("standing.initiative")), Column(t("standing.from_to"))]
    rows = [_move(row) for row in _records(moved.head(NAMED_ROWS))]
    return html.Div([html.H3(caption), *_folding(caption, columns, rows, SHOWN_MOVES, len(moved))])


def copied_table(copied: pd.DataFrame, texts: "pd.Series[str]") -> Node:
    """Show initiatives whose list says the same as the month before, and what it says."""
    columns = [Column(t(f"standing.{name}")) for name in ("initiative", "light", "same_text")]
    named = copied.head(NAMED_ROWS)[["id", "title", "traffic_light"]]
    rows: list[list[Cell]] = [
        [initiative_link(int(id_), str(title)), light_mark(_code(light)), clipped(str(texts.loc[id_]))]
        for id_, title, light in named.itertuples(index=False, name=None)
    ]
    parts = _folding(t("standing.copied_caption"), columns, rows, SHOWN_COPIES, len(copied))
    return html.Div(parts, className="uncaptioned")


def _folding(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], shown: int, total: int
) -> list[Node]:
    """Show the first rows, fold the next away, and count those that nobody would read through."""
    parts: list[Node] = [plain_table(caption, columns, rows[:shown])]
    if len(rows) > shown:
        summary = html.Summary(t("standing.more_rows", count=len(rows) - shown))
        folded = [summary, plain_table(caption, columns, rows[shown:])]
        parts.append(html.Details(folded, className="numbers"))
    if total > len(rows):
        parts.append(html.P(t("opening.more", count=total - len(rows)), className="muted"))
    return parts


def _code(value: object) -> str | None:
    return None if pd.isna(value) else str(value)  # type: ignore[call-overload]  # any scalar of a frame


def overdue_table(late: pd.DataFrame, today: dt.date) -> Node:
    """Show initiatives past their end: when it was, how many days ago, and their status."""
    columns = [
        Column(t("standing.initiative")),
        Column(t("standing.status")),
        Column(t("standing.end"), is_number=True),
        Column(t("standing.days_over"), is_number=True),
    ]
    return plain_table(t("standing.overdue_caption"), columns, [_late(row, today) for row in _records(late)])


def clipped(text: str) -> str:
    """Shorten a list's text at a word; the initiative's page has it whole."""
    if len(text) <= TEXT_LENGTH:
        return text
    return text[:TEXT_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.;") + " …"


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    plain = frame[list(_COLUMNS)].astype(object)
    return [
        {str(name): value for name, value in row.items()}
        for row in plain.where(plain.notna(), None).to_dict("records")
    ]


def _title(row: dict[str, object]) -> Node:
    return initiative_link(int(str(row["id"])), str(row["title"]))


def _move(row: dict[str, object]) -> list[Cell]:
    """Give what moved: the initiative, what its list says of it, and the light before and now."""
    arrow = html.Span("→", className="arrow")
    before, now = light_mark(_text(row["previous_traffic_light"])), light_mark(_text(row["traffic_light"]))
    said = _text(row["remarks"]) or _text(row["next_step"])
    told = [html.Span(clipped(said), className="under")] if said else []
    return [[_title(row), *told], html.Span([before, arrow, now], className="nowrap")]


def _late(row: dict[str, object], today: dt.date) -> list[Cell]:
    end = pd.Timestamp(str(row["end_last"])).date()
    status = word_badge(Status, _text(row["status"]))
    return [_title(row), status, date_short(end), number((today - end).days)]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
