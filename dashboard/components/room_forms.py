"""The small forms of a meeting's room: an action (what, who, by when), and a decision in a process."""

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import select_one, suggestion_list
from dashboard.components.process_words import step_name
from dashboard.components.who import suggested_who
from dashboard.data import InitiativeCourse
from dashboard.format import date_short
from dashboard.server.room import ABOUT, DUE, OUTCOME, SUBJECT, TEXT, WHAT, WHO
from dashboard.texts import language, t
from portfolio.meetings.book import AgendaPoint, Meeting, Series
from portfolio.process.templates import Step
from portfolio.snapshot import Item
from portfolio.vocabulary import DecisionOutcome, DecisionSubject, label

_SOON, _LATER = dt.timedelta(days=14), dt.timedelta(days=28)


def action_form(meeting: Meeting, series: Series, point: AgendaPoint, place: int, today: dt.date) -> Node:
    """Ask for an action: what, who, by when."""
    names = f"rum-forslag-{place + 1}"
    what = html.Input(type="text", className="form-control", maxLength=200, required=True, autoComplete="off")
    who = html.Input(
        type="text", className="form-control", maxLength=200, required=True, autoComplete="off", list=names
    )
    due = html.Input(type="date", className="form-control")
    return _form(
        "handling",
        point,
        [
            _field(place, WHAT, t("room.what"), what, is_wide=True),
            _field(place, WHO, t("room.who_does"), who, hint=t("room.who_hint")),
            suggestion_list(names, suggested_who(series.body, involved(point), today)),
            html.Div([_field(place, DUE, t("room.due"), due), _days(meeting, today)]),
            *_about(point, place),
            html.Button(t("room.add_action"), type="submit", className="btn-quiet"),
        ],
    )


def involved(point: AgendaPoint) -> Sequence[str]:
    """Give the organisations that a point's initiatives are of: those that are likely to be asked."""
    known, found = data.portfolio().snapshot, []
    for id_ in point.initiative_ids:
        place = known.place(id_)
        if place is not None:
            code = known.item(place).code("organisation_id")
            found += [str(code)] if code else []
    return list(dict.fromkeys(found))


def _days(meeting: Meeting, today: dt.date) -> Node:
    """Suggest days: the next meeting, in two weeks, in four."""
    ahead = data.meetings_now().next(meeting)
    start = max(meeting.day, today)
    days = [] if ahead is None else [(t("room.by_next", day=date_short(ahead.day)), ahead.day)]
    days += [(t("room.by_soon"), start + _SOON), (t("room.by_later"), start + _LATER)]
    buttons = [
        with_attributes(
            html.Button(words, type="button", className="btn-quiet room-small"), {"data-day": day.isoformat()}
        )
        for words, day in days
    ]
    return html.Div(buttons, className="room-buttons")


def _about(point: AgendaPoint, place: int) -> list[Node]:
    """Ask which initiative it is about where the point is about several."""
    options = [(str(it.id), it.title) for it in items_of(point)]
    if len(options) < 2:
        return []
    return [
        _field(place, ABOUT, t("room.about"), select_one(options, empty=t("room.about_none")), is_wide=True)
    ]


def items_of(point: AgendaPoint) -> list[Item]:
    """Give the initiatives that a point is about, as they are by now; those that are gone are left out."""
    known, book = data.portfolio().snapshot, data.meetings_now()
    places = [known.place(book.home(id_)) for id_ in point.initiative_ids]
    return [known.item(place) for place in dict.fromkeys(places) if place is not None]


def decision_forms(point: AgendaPoint, place: int, courses: Mapping[int, InitiativeCourse]) -> list[Node]:
    """Ask what was decided in the process of each initiative that is in a step where something is."""
    deciding = [
        (it, step) for it in items_of(point) if (step := deciding_step(courses.get(it.id))) is not None
    ]
    return [_decision_form(point, place, it, step) for it, step in deciding]


def deciding_step(found: InitiativeCourse | None) -> Step | None:
    """Give the step that an initiative is in, where something is decided in it."""
    step = None if found is None else found.course.template.step(found.course.current)
    return step if step is not None and step.decides else None


def _decision_form(point: AgendaPoint, place: int, item: Item, step: Step) -> Node:
    name = f"{place + 1}-{item.id}"
    subjects = [(str(it), label(it, language())) for it in (*step.decides, DecisionSubject.OTHER)]
    outcomes = [(str(it), label(it, language())) for it in DecisionOutcome]
    text = html.Input(type="text", className="form-control", maxLength=200, autoComplete="off")
    title = html.P(t("room.step", title=item.title, step=step_name(step)), className="room-hint room-wide")
    hidden = html.Input(type="hidden", name=ABOUT, defaultValue=str(item.id))
    return _form(
        "beslut",
        point,
        [
            title,
            hidden,
            _field(name, SUBJECT, t("room.subject"), _shown(select_one(subjects))),
            _field(name, OUTCOME, t("room.outcome"), _shown(select_one(outcomes))),
            _field(name, TEXT, t("room.decision_words"), text, is_wide=True),
            html.Button(t("room.decide"), type="submit", className="btn-quiet"),
        ],
    )


def _form(deed: str, point: AgendaPoint, content: Sequence[Node]) -> Element:
    form = html.Form(list(content), className="room-form", action="", method="post")
    return with_attributes(form, {"data-room-form": deed, "data-point": point.key})


def _field(
    place: int | str, name: str, words: str, control: Element, *, is_wide: bool = False, hint: str = ""
) -> Node:
    id_ = f"rum-{name}-{place if isinstance(place, str) else place + 1}"
    shown = with_attributes(control, {"id": id_, "name": name})
    if name in (WHAT, WHO, DUE):
        shown = _shown(shown)
    named = html.Label(words, htmlFor=id_)
    under = [html.P(hint, className="field-hint")] if hint else []
    return html.Div([named, shown, *under], className="room-wide" if is_wide else None)


def _shown(control: Element) -> Element:
    """Let a control's value stand in the list while it is on its way."""
    return with_attributes(control, {"data-shown": ""})
