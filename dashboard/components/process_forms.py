"""Forms about an initiative's process: choose, move, decide, skip, papers, offers; native controls."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.markup import Element, Node
from dashboard.components.process_words import step_name, template_name
from dashboard.format import danish_key
from dashboard.labels import organisations
from dashboard.server.deeds import FILE
from dashboard.server.processes import (
    ANSWER,
    ANSWERED,
    ASKED,
    BODY,
    CHOSEN,
    CLUSTER,
    DAY,
    DECIDED_BY,
    ENTRANCE,
    HOLDER,
    LINK,
    NOTE,
    ON,
    OUTCOME,
    PAPER,
    ROUTE,
    STEP,
    TEMPLATE,
    TYPE,
)
from dashboard.texts import language, t
from portfolio.process.course import Course
from portfolio.process.papers import FORMATS, LIMIT_MIB
from portfolio.process.templates import Step, Template
from portfolio.vocabulary import (
    DecisionOutcome,
    DecisionSubject,
    Holder,
    OfferAnswer,
    OrganisationKind,
    Paper,
    ProcessType,
    label,
)

FOCUS = "proces"
"""Where the focus is when something about the process was changed."""

_ACCEPTED = ",".join(f".{it}" for it in (*FORMATS, "jpeg"))
_CLUSTERS = (OrganisationKind.CLUSTER, OrganisationKind.PLANNING_AREA, OrganisationKind.HEALTH_COUNCIL)


@dataclass(frozen=True, slots=True)
class Asked:
    """That an initiative's process can be changed here.

    Attributes:
        initiative_id: the initiative.
        today: the day it is.
        focus: where the focus is when it has been changed.
        prefix: stands before the ids of controls, where several initiatives' forms are on a page.
        route: where deeds are sent.
    """

    initiative_id: int
    today: dt.date
    focus: str = FOCUS
    prefix: str = "proces"
    route: str = ROUTE

    def address(self, deed: str) -> str:
        """Give where a deed is sent."""
        return f"{self.route}/{self.initiative_id}/{deed}"

    def id(self, form: str, name: str) -> str:
        """Give a control's id."""
        return f"{self.prefix}-{self.initiative_id}-{form}-{name}"


def field(asked: Asked, form: str, name: str, words: str, control: Element, hint: str = "") -> Node:
    """Set a label above its control."""
    id_ = asked.id(form, name)
    under = [html.P(hint, className="field-hint")] if hint else []
    named = html.Label(words, htmlFor=id_, className="field-label")
    return html.Div(
        [named, with_attributes(control, {"id": id_, "name": name}), *under], className="deed-field"
    )


def select_one(options: Iterable[tuple[str, str]], chosen: str = "", empty: str | None = None) -> Element:
    """Lay out a native choice; ``empty`` is what the choice of none is called."""
    first = [] if empty is None else [html.Option(empty, value="")]
    rest = [html.Option(words, value=code) for code, words in options]
    return html.Select([*first, *rest], className="form-select", defaultValue=chosen)


def day_control(today: dt.date, chosen: dt.date | None = None) -> Element:
    """Lay out a day that has been."""
    return html.Input(
        type="date",
        className="form-control short-control",
        defaultValue="" if chosen is None else chosen.isoformat(),
        max=today.isoformat(),
    )


def line_control(suggestions: str = "", **more: str) -> Element:
    """Lay out a line of text; ``suggestions`` is the id of the list that it offers."""
    control = html.Input(type="text", className="form-control", maxLength=200)
    return with_attributes(control, ({"list": suggestions} if suggestions else {}) | more)


def text_control() -> Element:
    """Lay out room for a few lines."""
    return html.Textarea(className="form-control", rows=2, maxLength=5000)


def file_field(asked: Asked, form: str) -> Node:
    """Ask for a file, and say what is taken and what is looked through."""
    control = html.Input(type="file", accept=_ACCEPTED, className="form-control")
    return field(asked, form, FILE, t("process.file"), control, t("process.file_hint", limit=str(LIMIT_MIB)))


def steps_of(template: Template) -> list[tuple[str, str]]:
    """Give a process's steps to choose among."""
    return [(step.number, step_name(step)) for step in template.steps]


def holders_of(step: Step | None = None) -> list[tuple[str, str]]:
    """Give those whose turn it can be, those that the step names first."""
    first = [] if step is None else list(step.holders)
    return [(str(it), label(it, language())) for it in dict.fromkeys([*first, *Holder])]


def move_form(asked: Asked, course: Course, *, chosen: str = "") -> Element:
    """Move it to a step: the next one is offered, any can be chosen."""
    template = course.template
    return deed_form(
        asked.address("flyt"),
        [
            field(
                asked,
                "flyt",
                STEP,
                t("process.move_to"),
                select_one(steps_of(template), chosen or course.following().number),
            ),
            field(asked, "flyt", DAY, t("process.day"), day_control(asked.today, asked.today)),
            field(
                asked,
                "flyt",
                HOLDER,
                t("process.holder"),
                select_one(holders_of(), empty=t("process.holder_as_template")),
            ),
            field(asked, "flyt", NOTE, t("process.note"), text_control()),
            field(
                asked,
                "flyt",
                "begrundelse",
                t("process.skip_why"),
                line_control(),
                t("process.skip_why_hint"),
            ),
            deed_button(t("process.move"), is_main=True),
        ],
        focus=asked.focus,
    )


def decide_form(asked: Asked, course: Course) -> Element:
    """Note what a body decided in the step it is in, each subject by itself."""
    step = course.template.step(course.current)
    subjects = (step.decides if step is not None else ()) or (DecisionSubject.OTHER,)
    outcomes = [(str(it), label(it, language())) for it in DecisionOutcome]
    asks = [
        field(
            asked,
            "beslut",
            f"{OUTCOME}{subject}",
            label(subject, language()),
            select_one(outcomes, empty=t("process.not_decided")),
        )
        for subject in subjects
    ]
    body = label(step.holders[0], language()) if step is not None and step.decides and step.holders else ""
    control = with_attributes(line_control(required="required"), {"defaultValue": body})
    number = "" if step is None else step.number
    return deed_form(
        asked.address("beslut"),
        [
            field(asked, "beslut", BODY, t("process.body"), control),
            field(asked, "beslut", DAY, t("process.day"), day_control(asked.today, asked.today)),
            *asks,
            field(asked, "beslut", NOTE, t("process.decision_text"), text_control()),
            check(asked, "beslut", ON, t("process.go_on")),
            deed_button(t("process.decide"), is_main=True),
        ],
        hidden={STEP: number},
        focus=asked.focus,
    )


def check(asked: Asked, form: str, name: str, words: str, *, is_ticked: bool = False) -> Node:
    """Lay out a box to tick."""
    id_ = asked.id(form, name)
    box = html.Input(
        type="checkbox",
        id=id_,
        name=name,
        value="ja",
        defaultChecked=is_ticked,
        className="form-check-input",
    )
    return html.Div([box, html.Label(words, htmlFor=id_)], className="deed-check")


def leave_out_form(asked: Asked, course: Course) -> Element:
    """Leave a step out, with the reason."""
    return deed_form(
        asked.address("spring-over"),
        [
            field(
                asked,
                "spring",
                STEP,
                t("process.step"),
                select_one(steps_of(course.template), course.current or ""),
            ),
            reason_field(asked.id("spring", "begrundelse"), t("process.why")),
            deed_button(t("process.skip"), is_main=True),
        ],
        focus=asked.focus,
    )


def holder_form(asked: Asked, course: Course) -> Element:
    """Say whose turn it is in the step it is in."""
    step = course.template.step(course.current)
    suggestions = asked.id("ansvarlig", "forslag")
    names = [words for _, words in holders_of(step)]
    names += sorted((it.name for it in organisations().values() if it.kind in _CLUSTERS), key=danish_key)
    return deed_form(
        asked.address("ansvarlig"),
        [
            field(
                asked,
                "ansvarlig",
                HOLDER,
                t("process.holder"),
                line_control(suggestions, required="required"),
            ),
            suggestion_list(suggestions, names),
            field(asked, "ansvarlig", DAY, t("process.day"), day_control(asked.today, asked.today)),
            deed_button(t("process.save_holder"), is_main=True),
        ],
        hidden={STEP: course.current or ""},
        focus=asked.focus,
    )


def suggestion_list(id_: str, names: Iterable[str]) -> Element:
    """Offer names while a line is typed."""
    return html.Datalist([html.Option(value=name) for name in dict.fromkeys(names)], id=id_)


def paper_form(asked: Asked, course: Course) -> Element:
    """Put a paper with a step: the file itself, or where it is."""
    step = course.template.step(course.current)
    asks = list(step.papers) if step is not None else []
    papers = [(str(it), label(it, language())) for it in dict.fromkeys([*asks, *Paper])]
    return deed_form(
        asked.address("papir"),
        [
            field(asked, "papir", PAPER, t("process.paper"), select_one(papers)),
            file_field(asked, "papir"),
            field(asked, "papir", LINK, t("process.or_link"), line_control(), t("process.link_hint")),
            field(asked, "papir", NOTE, t("process.paper_note"), line_control()),
            field(
                asked,
                "papir",
                STEP,
                t("process.step"),
                select_one(steps_of(course.template), course.current or ""),
            ),
            deed_button(t("process.save_paper"), is_main=True),
        ],
        focus=asked.focus,
        has_file=True,
    )


def note_form(asked: Asked, course: Course) -> Element:
    """Write a note about the step it is in."""
    steps = select_one(steps_of(course.template), course.current or "")
    return deed_form(
        asked.address("notat"),
        [
            field(asked, "notat", STEP, t("process.step"), steps),
            field(asked, "notat", NOTE, t("process.note"), text_control()),
            deed_button(t("process.save_note"), is_main=True),
        ],
        focus=asked.focus,
    )


def offer_form(asked: Asked) -> Element:
    """Note what a cluster answered, and whether it was chosen."""
    clusters = [it for it in organisations().values() if it.kind in _CLUSTERS and it.exists_on(asked.today)]
    options = [(it.id, it.name) for it in sorted(clusters, key=lambda it: danish_key(it.name))]
    answers = [(str(it), label(it, language())) for it in OfferAnswer]
    return deed_form(
        asked.address("tilbud"),
        [
            field(asked, "tilbud", CLUSTER, t("process.cluster"), select_one(options)),
            field(asked, "tilbud", ASKED, t("process.asked_on"), day_control(asked.today)),
            field(
                asked,
                "tilbud",
                ANSWER,
                t("process.answer"),
                select_one(answers, empty=t("process.no_answer")),
            ),
            field(asked, "tilbud", ANSWERED, t("process.answered_on"), day_control(asked.today)),
            check(asked, "tilbud", CHOSEN, t("process.is_chosen")),
            field(asked, "tilbud", NOTE, t("process.note"), text_control()),
            deed_button(t("process.save_offer"), is_main=True),
        ],
        focus=asked.focus,
    )


def choose_form(asked: Asked, templates: Mapping[str, Template], chosen: Course | None) -> Element:
    """Choose the process, the way in, and who decided on the type."""
    options = [(it.id, template_name(it)) for it in templates.values()]
    ways = [
        (way, t("process.entrance_of", way=way, name=_way(it, way)))
        for it in templates.values()
        for way in it.entrances
    ]
    types = [(str(it), label(it, language())) for it in ProcessType]
    return deed_form(
        asked.address("vaelg"),
        [
            field(
                asked,
                "vaelg",
                TEMPLATE,
                t("process.which"),
                select_one(options, "" if chosen is None else chosen.template.id),
            ),
            field(
                asked,
                "vaelg",
                ENTRANCE,
                t("process.entrance"),
                select_one(ways, empty=t("process.entrance_none")),
            ),
            field(
                asked,
                "vaelg",
                TYPE,
                t("process.type"),
                select_one(types, empty=t("process.type_as_template")),
            ),
            field(asked, "vaelg", DECIDED_BY, t("process.type_decided_by"), line_control()),
            deed_button(t("process.choose"), is_main=True),
        ],
        focus=asked.focus,
    )


def _way(template: Template, way: str) -> str:
    step = next(it for it in template.steps if it.entrance == way)
    return step_name(step)


def folded_forms(forms: Sequence[tuple[str, Element]]) -> Node:
    """Set forms side by side, each folded away behind what it is for."""
    return html.Div([folded_deed(words, form) for words, form in forms], className="deed-folds no-print")
