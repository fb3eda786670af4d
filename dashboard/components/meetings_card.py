"""What meetings have decided and agreed on about an initiative: open actions first, then decisions."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import meeting_address, meeting_name, point_id
from dashboard.components.cards import card
from dashboard.components.deed import folded_deed
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.meeting_actions import actions_table
from dashboard.components.meeting_forms import action_address, action_lists, agree_form
from dashboard.components.process_words import listed
from dashboard.data import DecisionNote
from dashboard.format import date_short, date_text, number
from dashboard.server.meetings import NEW_SERIES
from dashboard.texts import language, t
from portfolio.meetings.book import Action, Decided, MeetingBook
from portfolio.vocabulary import MeetingState, label

FOCUS = "moeder"
_WHOLE = 3
"""A point about more initiatives than this decides of the whole, and says so."""


def meetings_card(initiative_id: int) -> list[Node]:
    """Show an initiative's actions and decisions; on a past day what was known then."""
    book, today, is_present = data.meetings(), data.portfolio().today, data.is_present()
    actions, decided = book.actions_of(initiative_id), book.decided(initiative_id)
    ahead, told = _ahead(book, initiative_id), _told(initiative_id)
    if not (actions or decided or ahead or told or is_present):
        return []
    content: list[Node] = [*ahead]
    if actions:
        table = actions_table(
            actions,
            book,
            today,
            caption=t("meetings.actions_caption"),
            focus=FOCUS,
            is_present=is_present,
            has_initiative=False,
        )
        content.append(table)
    lines = [*(_decided(book, it) for it in decided), *told]
    if lines:
        heading = [html.H3(t("meetings.decisions_heading"))] if actions or ahead else []
        content += [*heading, html.Ul(lines, className="decided-list")]
    if not content:
        content.append(html.P(t("meetings.card_empty"), className="muted"))
    if is_present:
        content += _agree(initiative_id)
    box = card(_heading(actions, len(lines)), content)
    return [html.Div(box, id=FOCUS, tabIndex=-1, className="process follow")]


def _heading(actions: Sequence[Action], decisions: int) -> str:
    """Say how much is open, and how much has been decided."""
    left = sum(1 for it in actions if it.is_open)
    said = t("meetings.card_decided", count=decisions, number=number(decisions)) if decisions else ""
    open_ = t("meetings.open_actions", count=left, number=number(left)) if left else ""
    if not said and not open_:
        return t("meetings.card_none")
    return t("meetings.card_heading", said=", ".join(filter(None, (open_, said))))


def _ahead(book: MeetingBook, initiative_id: int) -> list[Node]:
    """Say which meetings to come have it on their agenda."""
    found: list[Node] = []
    for it in book.in_order():
        if it.state is not MeetingState.PLANNED or it.series_id not in book.series:
            continue
        for point in it.agenda:
            if initiative_id in {book.home(one) for one in point.initiative_ids}:
                where = f"{meeting_address(it.id)}#{point_id(point.key)}"
                name = meeting_name(book.series[it.series_id], it)
                said: list[Node] = [t("meetings.on_agenda"), " ", link(name, where), f": {point.title}"]
                found.append(html.P(said))
    return found


def _decided(book: MeetingBook, it: Decided) -> Node:
    """Tell what a meeting decided, and of how many initiatives at once where it was several."""
    series = book.series.get(it.meeting.series_id)
    name = date_text(it.meeting.day) if series is None else meeting_name(series, it.meeting)
    where = f"{meeting_address(it.meeting.id)}#{point_id(it.point.key)}"
    many = len(it.point.initiative_ids)
    together = t("meetings.decided_together", count=many, number=number(many)) if many > _WHOLE else ""
    under = html.Span(listed([it.point.title, together]), className="under")
    lines: list[Node] = [link(name, where), under]
    if it.point.decision:
        lines.append(html.P(it.point.decision, className="round-text"))
    for one in it.decisions:
        said = f"{label(one.subject, language())}: {label(one.outcome, language())}"
        lines.append(html.P(listed([said, one.text or ""])))
    return html.Li(lines)


def _told(initiative_id: int) -> list[Node]:
    """Tell what lists' tables of decisions say of it."""
    book = data.processes()
    found = book.courses.get(initiative_id)
    notes = book.decisions.get(initiative_id, ()) if found is None else found.decisions
    return [_told_in(it) for it in notes if it.told_in is not None]


def _told_in(it: DecisionNote) -> Node:
    day = "" if it.day is None else date_short(it.day)
    place = "" if it.told_in is None else t("meetings.told_in", source=it.told_in.source)
    head = html.Strong(listed([it.body, day]) or t("meetings.list_decision"))
    return html.Li([head, html.Span(place, className="under"), html.P(it.text or "", className="round-text")])


def _agree(initiative_id: int) -> list[Node]:
    form = agree_form(
        action_address(NEW_SERIES, "ny"), f"aftal-{initiative_id}", focus=FOCUS, initiative_id=initiative_id
    )
    fold = folded_deed(t("meetings.action_fold"), form)
    return [html.Div([fold], className="deed-folds no-print"), action_lists(())]
