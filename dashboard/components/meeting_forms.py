"""Forms about series, meetings, agendas and actions; native controls throughout."""

import datetime as dt
from collections.abc import Iterable, Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.agenda_words import point_id
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import line_control, select_one, suggestion_list, text_control
from dashboard.format import danish_key, weekday_name
from dashboard.labels import organisations, party_name
from dashboard.server.meetings import (
    ACTION_ROUTE,
    AFTER,
    ALL,
    DUE,
    FILTER,
    FILTER_BEFORE,
    INITIATIVE,
    INITIATIVES,
    IS_DIRECTORS,
    KIND,
    MEETING_ROUTE,
    MINUTES,
    NAME,
    NEW_SERIES,
    ORGANISATION,
    PLACE,
    POINT,
    RHYTHM,
    SECTION,
    SERIES_BODY,
    SERIES_HOLDER,
    SERIES_ROUTE,
    TEXT,
    TIME,
    TITLE,
    TYPED,
    VIEW,
    WEEK,
    WEEKDAY,
    WHO,
    kept_filter,
)
from dashboard.server.processes import BODY, DAY, NOTE, OUTCOME, REASON
from dashboard.texts import language, t
from portfolio.meetings.book import Action, AgendaPoint, Meeting, Series
from portfolio.process.agenda import BODIES
from portfolio.vocabulary import (
    AgendaSection,
    DecisionOutcome,
    DecisionSubject,
    Holder,
    NoteKind,
    OrganisationKind,
    Rhythm,
    label,
)

WHO_LIST, ORGANISATION_LIST = "moede-hvem", "moede-organisationer"
AGENDA = "dagsorden"
_NO_BODIES = (OrganisationKind.MUNICIPALITY, OrganisationKind.REGION, OrganisationKind.HOSPITAL)
_HOLDERS = (*BODIES, Holder.COORDINATION_FORUM, Holder.SECRETARIAT)
_WEEKS = (1, 2, 3, 4, -1)


def labelled(id_: str, name: str, words: str, control: Element, hint: str = "") -> Node:
    """Set a label above its control."""
    under = [html.P(hint, className="field-hint")] if hint else []
    named = html.Label(words, htmlFor=id_, className="field-label")
    return html.Div(
        [named, with_attributes(control, {"id": id_, "name": name}), *under], className="deed-field"
    )


def _given(control: Element, value: object) -> Element:
    """Fill a control in."""
    return control if value in (None, "") else with_attributes(control, {"defaultValue": str(value)})


def ticked(id_: str, name: str, words: str, value: str = "ja", *, is_ticked: bool = False) -> Node:
    """Lay out a box to tick."""
    box = html.Input(
        type="checkbox",
        id=id_,
        name=name,
        value=value,
        defaultChecked=is_ticked,
        className="form-check-input",
    )
    return html.Div([box, html.Label(words, htmlFor=id_)], className="deed-check")


def day_field(
    id_: str, name: str, words: str, day: dt.date | None, *, hint: str = "", is_required: bool = True
) -> Node:
    """Ask for a day, also one that lies ahead."""
    control = html.Input(type="date", className="form-control short-control", required=is_required or None)
    return labelled(id_, name, words, _given(control, None if day is None else day.isoformat()), hint)


def time_field(id_: str, time: str | None) -> Node:
    """Ask for a time of the day."""
    control = _given(with_attributes(line_control(), {"maxLength": "5", "inputMode": "numeric"}), time)
    return labelled(
        id_,
        TIME,
        t("meetings.field_time"),
        with_attributes(control, {"className": "form-control short-control"}),
        t("meetings.time_hint"),
    )


# --- Series -------------------------------------------------------------------------------------------------


def series_form(series: Series | None) -> Element:
    """Make a series, or change one."""
    number = NEW_SERIES if series is None else series.id
    made, deed = f"raekke-{number}", "ny" if series is None else "ret"
    known = None if series is None else series.facts
    name = _given(with_attributes(line_control(), {"required": "required"}), known and known.name)
    minutes = html.Input(type="number", className="form-control short-control", min=1, max=1440)
    content: list[Node] = [
        labelled(f"{made}-navn", NAME, t("meetings.field_name"), name),
        labelled(
            f"{made}-rytme",
            RHYTHM,
            t("meetings.field_rhythm"),
            select_one(
                [(str(it), label(it, language())) for it in Rhythm], str(known.rhythm) if known else ""
            ),
        ),
        labelled(
            f"{made}-uge",
            WEEK,
            t("meetings.field_week"),
            select_one(
                [(str(it), t(f"meetings.week_{it}" if it > 0 else "meetings.week_last")) for it in _WEEKS],
                "" if known is None or known.week_of_month is None else str(known.week_of_month),
                t("meetings.choose_none"),
            ),
        ),
        labelled(
            f"{made}-ugedag",
            WEEKDAY,
            t("meetings.field_weekday"),
            select_one(
                [(str(it), weekday_name(it)) for it in range(5)],
                "" if known is None or known.weekday is None else str(known.weekday),
                t("meetings.choose_none"),
            ),
        ),
        time_field(f"{made}-kl", known.begins_at if known else None),
        labelled(
            f"{made}-minutter",
            MINUTES,
            t("meetings.field_minutes"),
            _given(minutes, known.minutes if known else None),
        ),
        labelled(
            f"{made}-sted", PLACE, t("meetings.field_place"), _given(line_control(), known and known.place)
        ),
        labelled(
            f"{made}-organ",
            SERIES_BODY,
            t("meetings.field_body"),
            select_one(_bodies(), (known.body or "") if known else "", t("meetings.no_body")),
            t("meetings.body_hint"),
        ),
        labelled(
            f"{made}-afgoer",
            SERIES_HOLDER,
            t("meetings.field_holder"),
            select_one(
                [(str(it), label(it, language())) for it in _HOLDERS],
                str(known.holder or "") if known else "",
                t("meetings.no_holder"),
            ),
            t("meetings.holder_hint"),
        ),
        *_followed(made, known.filter if known else ""),
        ticked(
            f"{made}-direktoerer",
            IS_DIRECTORS,
            t("meetings.field_directors"),
            is_ticked=bool(known and known.is_directors),
        ),
        deed_button(t("meetings.save_series") if known else t("meetings.make_series"), is_main=True),
    ]
    return deed_form(f"{SERIES_ROUTE}/{number}/{deed}", content, focus=series_id(number))


def _followed(made: str, kept: str) -> list[Node]:
    """Ask which initiatives a series follows: all, those of a saved view, or those of an address."""
    views = sorted({*data.views("/indsatser"), *data.views("/")}, key=lambda it: danish_key(it.name))
    same = next((it for it in views if kept and kept_filter(it.query) == kept), None)
    options = [(ALL, t("meetings.follow_all"))]
    options += [(str(it.id), t("meetings.follow_view", name=it.name)) for it in views]
    options += [(TYPED, t("meetings.follow_address"))]
    chosen = ALL if not kept else TYPED if same is None else str(same.id)
    address = _given(with_attributes(line_control(), {"maxLength": "2000"}), kept)
    return [
        labelled(
            f"{made}-visning",
            VIEW,
            t("meetings.field_follow"),
            select_one(options, chosen),
            t("meetings.follow_hint"),
        ),
        labelled(f"{made}-filter", FILTER, t("meetings.field_filter"), address, t("meetings.filter_hint")),
        html.Input(type="hidden", name=FILTER_BEFORE, value=kept),
    ]


def series_id(number: int) -> str:
    """Give the id of a series on the page of all."""
    return f"moederaekke-{number}"


def _bodies() -> list[tuple[str, str]]:
    """Give the organisations that meet, by name."""
    known = [it for it in organisations().values() if it.kind not in _NO_BODIES]
    return [(it.id, it.name) for it in sorted(known, key=lambda it: danish_key(it.name))]


def end_form(series: Series, today: dt.date) -> Element:
    """End a series."""
    return deed_form(
        f"{SERIES_ROUTE}/{series.id}/afslut",
        [
            day_field(f"afslut-{series.id}-dato", DAY, t("meetings.field_last_day"), today),
            labelled(f"afslut-{series.id}-hvorfor", REASON, t("meetings.field_why"), line_control()),
            deed_button(t("meetings.end_series"), is_main=True),
        ],
        focus=series_id(series.id),
    )


def plan_form(series: Series) -> Element:
    """Plan one meeting on any day."""
    made = f"planlaeg-{series.id}"
    return deed_form(
        f"{SERIES_ROUTE}/{series.id}/planlaeg",
        [
            day_field(f"{made}-dato", DAY, t("meetings.field_day"), None),
            time_field(f"{made}-kl", series.begins_at),
            labelled(f"{made}-sted", PLACE, t("meetings.field_place"), _given(line_control(), series.place)),
            labelled(
                f"{made}-titel", TITLE, t("meetings.field_title"), line_control(), t("meetings.title_hint")
            ),
            deed_button(t("meetings.plan"), is_main=True),
        ],
        focus=series_id(series.id),
    )


# --- A meeting ----------------------------------------------------------------------------------------------


def address_of(meeting_id: int, deed: str) -> str:
    """Give where a deed on a meeting is sent."""
    return f"{MEETING_ROUTE}/{meeting_id}/{deed}"


def freeze_form(meeting: Meeting) -> Element:
    """Freeze what the meeting looks at; a second time with a reason."""
    why: list[Node] = []
    if meeting.frozen_at is not None:
        why = [_why_field("frys-hvorfor", t("meetings.field_why_again"))]
    words = t("meetings.freeze") if meeting.frozen_at is None else t("meetings.freeze_again")
    form = [*why, deed_button(words, is_main=bool(meeting.points))]
    return deed_form(address_of(meeting.id, "frys"), form, focus="grundlag")


def _why_field(id_: str, words: str) -> Node:
    control = with_attributes(line_control(), {"required": "required"})
    return labelled(id_, REASON, words, control)


def move_form(meeting: Meeting) -> Element:
    """Move a meeting to another day, time or place."""
    return deed_form(
        address_of(meeting.id, "flyt"),
        [
            day_field("flyt-dato", DAY, t("meetings.field_day"), meeting.day),
            time_field("flyt-kl", meeting.begins_at),
            labelled("flyt-sted", PLACE, t("meetings.field_place"), _given(line_control(), meeting.place)),
            labelled("flyt-hvorfor", NOTE, t("meetings.field_why"), line_control()),
            deed_button(t("meetings.move"), is_main=True),
        ],
        focus="grundlag",
    )


def cancel_form(meeting: Meeting) -> Element:
    """Cancel a meeting."""
    return deed_form(
        address_of(meeting.id, "aflys"),
        [
            _why_field("aflys-hvorfor", t("meetings.field_why")),
            deed_button(t("meetings.cancel"), is_main=True),
        ],
        focus="grundlag",
    )


def simple_form(
    meeting_id: int, deed: str, words: str, *, focus: str, key: str = "", is_main: bool = False
) -> Element:
    """Lay out a form that is one button."""
    return deed_form(
        address_of(meeting_id, deed),
        [deed_button(words, is_main=is_main)],
        hidden={POINT: key} if key else None,
        className="deed deed-inline",
        focus=focus,
    )


def add_form(meeting: Meeting, initiatives: Iterable[tuple[int, str]] | None) -> Element:
    """Put a point of one's own on the agenda; ``initiatives`` None: too many, one is named by its number."""
    if initiatives is None:
        about, hint = with_attributes(line_control(), {"inputMode": "numeric"}), t("meetings.about_hint")
    else:
        options = [(str(id_), title) for id_, title in initiatives]
        about, hint = select_one(options, "", t("meetings.about_none")), ""
    title = with_attributes(line_control(), {"required": "required"})
    return deed_form(
        address_of(meeting.id, "tilfoej"),
        [
            labelled("tilfoej-titel", TITLE, t("meetings.field_point"), title),
            labelled(
                "tilfoej-afsnit",
                SECTION,
                t("meetings.field_section"),
                select_one(section_options(), str(AgendaSection.DISCUSS)),
            ),
            labelled("tilfoej-indsats", INITIATIVES, t("meetings.field_about"), about, hint),
            labelled("tilfoej-tekst", TEXT, t("meetings.field_text"), text_control()),
            deed_button(t("meetings.add_point"), is_main=True),
        ],
        focus=AGENDA,
    )


def section_options() -> list[tuple[str, str]]:
    """Give the parts of an agenda to choose among."""
    return [(str(it), label(it, language())) for it in AgendaSection]


def edit_form(meeting: Meeting, point: AgendaPoint) -> Element:
    """Change what a point says."""
    made = point_id(point.key)
    title = _given(with_attributes(line_control(), {"required": "required"}), point.title)
    return deed_form(
        address_of(meeting.id, "ret"),
        [
            labelled(f"{made}-ret-titel", TITLE, t("meetings.field_point"), title),
            labelled(
                f"{made}-ret-afsnit",
                SECTION,
                t("meetings.field_section"),
                select_one(section_options(), str(point.section)),
            ),
            labelled(f"{made}-ret-tekst", TEXT, t("meetings.field_text"), _given(text_control(), point.text)),
            deed_button(t("meetings.save_point"), is_main=True),
        ],
        hidden={POINT: point.key},
        focus=made,
    )


def drop_form(meeting_id: int, key: str) -> Element:
    """Leave a point out, with a reason."""
    return deed_form(
        address_of(meeting_id, "fravaelg"),
        [
            _why_field(f"{point_id(key)}-fravaelg-hvorfor", t("meetings.field_why")),
            deed_button(t("meetings.drop"), is_main=True),
        ],
        hidden={POINT: key},
        focus=AGENDA,
    )


def note_form(meeting: Meeting, point: AgendaPoint, kind: NoteKind) -> Element:
    """Write what was decided of a point, or its minutes, on top of what stands there."""
    is_decision = kind is NoteKind.DECISION
    made = f"{point_id(point.key)}-{kind}"
    text, after = (point.decision, point.decision_id) if is_decision else (point.note, point.note_id)
    words = t("meetings.field_decision") if is_decision else t("meetings.field_minutes_text")
    return deed_form(
        address_of(meeting.id, "skriv"),
        [
            labelled(made, TEXT, words, _given(with_attributes(text_control(), {"rows": "3"}), text)),
            deed_button(t("meetings.save_text"), is_main=True),
        ],
        hidden={POINT: point.key, KIND: str(kind), AFTER: "" if after is None else str(after)},
        focus=point_id(point.key),
    )


def decide_form(
    meeting: Meeting, point: AgendaPoint, body: str, initiatives: Sequence[tuple[int, str]]
) -> Element:
    """Keep a decision in an initiative's process: one row there and here."""
    made = f"{point_id(point.key)}-beslut"
    outcomes = [(str(it), label(it, language())) for it in DecisionOutcome]
    subjects: list[Node] = [
        labelled(
            f"{made}-{subject}",
            f"{OUTCOME}{subject}",
            label(subject, language()),
            select_one(outcomes, "", t("meetings.not_decided")),
        )
        for subject in DecisionSubject
    ]
    return deed_form(
        address_of(meeting.id, "beslut"),
        [
            labelled(
                f"{made}-indsats",
                INITIATIVE,
                t("meetings.field_about"),
                select_one([(str(id_), title) for id_, title in initiatives]),
            ),
            *subjects,
            labelled(f"{made}-note", NOTE, t("meetings.field_text"), text_control()),
            deed_button(t("meetings.save_decision"), is_main=True),
        ],
        hidden={POINT: point.key, BODY: body},
        focus=point_id(point.key),
    )


# --- Actions ------------------------------------------------------------------------------------------------


def agree_form(
    action: str,
    made: str,
    *,
    focus: str,
    key: str = "",
    initiative_id: int | None = None,
    initiatives: Sequence[tuple[int, str]] = (),
) -> Element:
    """Keep an action that was agreed on: what, who, by when.

    Args:
        action: where it is sent.
        made: stands before the ids of its controls.
        focus: what has the focus after.
        key: the point that it was agreed on under.
        initiative_id: the initiative that it is about.
        initiatives: those to choose among, where a point is about several.
    """
    about: list[Node] = []
    if len(initiatives) > 1:
        options = [(str(id_), title) for id_, title in initiatives]
        choice = select_one(options, "", t("meetings.about_all"))
        about = [labelled(f"{made}-indsats", INITIATIVE, t("meetings.field_about"), choice)]
    elif initiatives:
        initiative_id = initiatives[0][0]
    hidden = {POINT: key} if key else {}
    hidden |= {INITIATIVE: str(initiative_id)} if initiative_id is not None and not about else {}
    text = with_attributes(text_control(), {"required": "required"})
    return deed_form(
        action,
        [
            labelled(f"{made}-tekst", TEXT, t("meetings.field_action"), text),
            labelled(
                f"{made}-hvem", WHO, t("meetings.field_who"), line_control(WHO_LIST), t("meetings.who_hint")
            ),
            labelled(
                f"{made}-organisation",
                ORGANISATION,
                t("meetings.field_organisation"),
                line_control(ORGANISATION_LIST),
            ),
            day_field(f"{made}-frist", DUE, t("meetings.field_due"), None, is_required=False),
            *about,
            deed_button(t("meetings.save_action"), is_main=True),
        ],
        hidden=hidden,
        focus=focus,
    )


def action_lists(who: Iterable[str]) -> Node:
    """Give the suggestions that forms of actions offer, once a page."""
    named = sorted({it.name for it in organisations().values()}, key=danish_key)
    return html.Div([suggestion_list(WHO_LIST, who), suggestion_list(ORGANISATION_LIST, named)])


def action_address(action_id: int, deed: str) -> str:
    """Give where a deed on an action is sent."""
    return f"{ACTION_ROUTE}/{action_id}/{deed}"


def done_form(action: Action, today: dt.date, focus: str) -> Element:
    """Say that an action has been done, or has to be done after all."""
    if not action.is_open:
        return deed_form(
            action_address(action.id, "aabn"),
            [deed_button(t("meetings.reopen"))],
            className="deed deed-inline",
            focus=focus,
        )
    return deed_form(
        action_address(action.id, "udfoert"),
        [deed_button(t("meetings.done"))],
        hidden={DAY: today.isoformat()},
        className="deed deed-inline",
        focus=focus,
    )


def change_form(action: Action, focus: str, made: str) -> Element:
    """Change what an action says: what, who, of which organisation."""
    names = f"{made}-{action.id}-ret"
    known = "" if action.organisation is None else party_name(action.organisation)
    text = with_attributes(_given(text_control(), action.text), {"required": "required"})
    return deed_form(
        action_address(action.id, "ret"),
        [
            labelled(f"{names}-tekst", TEXT, t("meetings.field_action"), text),
            labelled(
                f"{names}-hvem",
                WHO,
                t("meetings.field_who"),
                _given(line_control(WHO_LIST), action.who),
                t("meetings.who_hint"),
            ),
            labelled(
                f"{names}-organisation",
                ORGANISATION,
                t("meetings.field_organisation"),
                _given(line_control(ORGANISATION_LIST), known),
            ),
            deed_button(t("meetings.save_action"), is_main=True),
        ],
        focus=focus,
    )


def due_form(action: Action, focus: str, made: str) -> Element:
    """Move the day by which an action is to be done."""
    return deed_form(
        action_address(action.id, "frist"),
        [
            day_field(f"{made}-{action.id}-frist", DUE, t("meetings.field_new_due"), action.due_on),
            labelled(f"{made}-{action.id}-note", NOTE, t("meetings.field_why"), line_control()),
            deed_button(t("meetings.move_due"), is_main=True),
        ],
        focus=focus,
    )
