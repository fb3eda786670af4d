"""The directors' page: figures with what they were, decisions with their forms, questions with answers."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.agenda_words import meeting_address
from dashboard.components.deed import deed_button, deed_form, folded_deed
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meeting_forms import address_of, edit_form
from dashboard.exports.pack.directors_values import Block, Decision, Line
from dashboard.exports.pack.values import Figure
from dashboard.server.meetings import INITIATIVES, SECTION, TEXT, TITLE
from dashboard.texts import t
from portfolio.meetings.book import Meeting
from portfolio.vocabulary import AgendaSection

DIRECTORS_FILE = "/hent/direktoerforum.pdf"
DECISIONS = "beslutninger"


def figures(found: Sequence[Figure]) -> Node:
    """Show the figures side by side, each with its change, date and source, and its rows behind it."""
    return html.Ul([html.Li(_figure(it)) for it in found], className="key-figures directors-figures")


def _figure(it: Figure) -> Node:
    parts = [
        html.Span(it.shown, className="key-value"),
        html.Span(it.label, className="key-name"),
        html.Span(it.change, className="key-note"),
        html.Span(it.source, className="key-source"),
    ]
    return link(parts, it.address, className=f"key-figure key-{it.tone}")


def decisions(found: Sequence[Decision], meeting: Meeting | None, *, has_forms: bool) -> Node:
    """Show what is to be decided; each is edited in place where there is a meeting to keep it."""
    heading = html.H2(t("directors.decisions"))
    if not found:
        content: list[Node] = [html.P(t("directors.decisions_none"))]
    else:
        content = [
            html.Ol(
                [html.Li(_decision(it, meeting if has_forms else None)) for it in found], className="asked"
            )
        ]
    if meeting is not None:
        to = link(t("directors.to_meeting"), meeting_address(meeting.id))
        content.append(html.P(to, className="more no-print"))
    elif has_forms:
        way_on: list[Node] = [t("directors.no_meeting"), " ", link(t("directors.to_meetings"), "/moeder")]
        content.append(html.P(way_on, className="muted no-print"))
    return html.Section(
        [heading, *content], className="card-box directors-decisions", id=DECISIONS, tabIndex=-1
    )


def _decision(it: Decision, meeting: Meeting | None) -> list[Node]:
    state = t("directors.is_agreed") if it.key else t("directors.is_proposed")
    why = [html.P(it.text)] if it.text else []
    said: list[Node] = [html.Strong(it.title), *why, html.Span(state, className="under")]
    return said if meeting is None else [*said, _form(it, meeting)]


def _form(it: Decision, meeting: Meeting) -> Node:
    """Offer to put a proposal on the agenda; what stands there is edited."""
    point = meeting.point(it.key) if it.key else None
    if point is not None:
        return html.Div(
            folded_deed(t("directors.edit"), edit_form(meeting, point)), className="process follow no-print"
        )
    hidden = {
        TITLE: it.title,
        TEXT: it.text,
        SECTION: str(AgendaSection.DECIDE),
        INITIATIVES: [str(id_) for id_ in it.initiative_ids],
    }
    button = deed_button(t("directors.take"))
    form = deed_form(address_of(meeting.id, "tilfoej"), [button], hidden=hidden, focus=DECISIONS)
    return html.Div(form, className="no-print")


def questions(blocks: Sequence[Block]) -> Node:
    """Show the questions with their answers."""
    return html.Div([_question(it) for it in blocks], className="directors-questions")


def _question(it: Block) -> Node:
    lines = html.Ul([html.Li(_line(line)) for line in it.lines]) if it.lines else None
    more = html.P(it.more, className="muted") if it.more else None
    whole = (
        html.P(link(t("directors.all_of_it"), it.address), className="more no-print") if it.address else None
    )
    source = html.P(it.source, className="key-source")
    return html.Section(
        [html.H2(it.heading), html.P(it.answer), lines, more, whole, source],
        className="card-box directors-question",
    )


def _line(it: Line) -> list[Node]:
    named: Node = link(it.text, it.address) if it.address else it.text
    return [named, html.Span(it.note, className="under")] if it.note else [named]
