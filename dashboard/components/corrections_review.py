"""Corrections to be looked at again, since the lists say something else than when they were made."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.missing import GAPS
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.states import note
from dashboard.data import CorrectionToReview
from dashboard.format import instant, number
from dashboard.labels import field_label, unknown_label
from dashboard.server.corrections import ROUTE
from dashboard.texts import t
from dashboard.values import value_text
from portfolio.records import Value

REVIEW = "rettelser"
_SHOWN = 100


def review_note() -> list[Node]:
    """Say how many corrections wait to be looked at again, and lead to them; none where none does."""
    count = len(data.corrections_to_review())
    if not count:
        return []
    way = link(t("review.see"), f"{GAPS}#{REVIEW}")
    return [note([html.P([t("review.heading", count=count, number=number(count)), ". ", way])])]


def review_card(corrections: Sequence[CorrectionToReview]) -> list[Node]:
    """Show each with what the lists say, to be kept or given up; none where none waits."""
    if not corrections:
        return []
    names = ("initiative", "corrected", "list_then", "list_now", "do")
    heads = [Column(t(f"review.{name}")) for name in names]
    shown = corrections[:_SHOWN]
    table = plain_table(t("review.caption"), heads, [_row(it) for it in shown], "plain stacked review")
    rest = len(corrections) - len(shown)
    more = [html.P(t("draft.rest", count=rest, number=number(rest)), className="muted")] if rest else []
    heading = t("review.heading", count=len(corrections), number=number(len(corrections)))
    content = card(heading, [html.Div(table, className="uncaptioned"), *more], t("review.subtitle"))
    return [html.Div(content, id=REVIEW, tabIndex=-1)]


def _row(it: CorrectionToReview) -> list[Cell]:
    made = t("review.made", reason=it.reason, at=instant(it.corrected_at), by=it.corrected_by)
    field = html.Span(field_label(it.field), className="under")
    return [
        [initiative_link(it.initiative_id, it.title), field],
        [html.Span(_value(it.field, it.value), className="new-value"), html.Span(made, className="under")],
        [_heads("review.list_then"), html.Span(_value(it.field, it.reported_then), className="old-value")],
        [_heads("review.list_now"), _value(it.field, it.reported_now)],
        html.Div([_deed(it, "behold", "keep"), _deed(it, "fortryd-rettelse", "use")], className="row-deeds"),
    ]


def _heads(name_id: str) -> Node:
    """Name a value where rows are stacked and no column heads it."""
    return html.Span(f"{t(name_id)}: ", className="only-stacked")


def _deed(it: CorrectionToReview, deed: str, name: str) -> Element:
    words = t(f"review.{name}")
    told = t("review.of", deed=words, field=field_label(it.field), title=it.title)
    button = with_attributes(deed_button(words), {"aria-label": told})
    return deed_form(
        f"{ROUTE}/{it.initiative_id}/{deed}", [button], hidden={"rettelse": str(it.id)}, focus=REVIEW
    )


def _value(field: str, value: Value | None) -> str:
    return unknown_label() if value is None else value_text(field, value)
