"""Forms that change a process's template: native controls, each change a new version with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.process_words import step_name
from dashboard.server.templates import (
    AFTER,
    ALSO,
    DECIDES,
    ENGLISH,
    ENTRANCE,
    FIRST,
    KIND,
    NAME,
    NUMBER,
    PAGE,
    PAPERS,
    ROUTE,
    SHORT,
    SKIPPABLE,
    STEP,
    TEXT,
    TOP,
    USUAL,
    VERSION,
    WORDS,
)
from dashboard.texts import language, t
from portfolio.process.editing import free_number
from portfolio.process.templates import MOST_USUAL_DAYS, Step, Template
from portfolio.vocabulary import DecisionSubject, Holder, Label, Paper, StepKind, label

LONGEST_NAME, LONGEST_TEXT = 80, 2_000
NEW = "nyt"
VERSIONS = "udgaver"


def step_id(number: str) -> str:
    """Give the place of a step on the page; the focus comes back to it."""
    return f"trin-{number.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Editing:
    """A template that can be changed here.

    Attributes:
        template: its newest version.
    """

    template: Template

    def form(
        self, deed: str, content: Sequence[Node], focus: str, hidden: dict[str, str] | None = None
    ) -> Element:
        """Lay out a form that is sent to a deed, with the version that it was made of."""
        kept = {VERSION: str(self.template.version), **(hidden or {})}
        return deed_form(f"{ROUTE}/{self.template.id}/{deed}", content, hidden=kept, focus=focus)


def copy_form(editing: Editing) -> Element:
    """Make a process of one's own with the same steps."""
    name = _line("kopi-navn", NAME, "", LONGEST_NAME, required=True)
    return editing.form(
        "kopier",
        [_field("kopi-navn", t("templates.copy_name"), name), deed_button(t("templates.copy"), is_main=True)],
        VERSIONS,
    )


def name_form(editing: Editing) -> Element:
    """Give the process other names."""
    template = editing.template
    return editing.form(
        "navn",
        [
            *_both("navn", NAME, t("templates.name"), template.name),
            *_both("kort", SHORT, t("templates.short_name"), template.short_name),
            reason_field("navn-hvorfor", t("templates.why")),
            deed_button(t("templates.save_name"), is_main=True),
        ],
        VERSIONS,
    )


def place_form(editing: Editing, step: Step) -> Element:
    """Move a step: it keeps its number."""
    id_ = f"{step_id(step.number)}-efter"
    steps = editing.template.steps
    place = editing.template.place(step.number)
    now = steps[place - 1].number if place else TOP
    choice = html.Select(
        _places(editing.template, but=step.number),
        id=id_,
        name=AFTER,
        className="form-select",
        defaultValue=now,
    )
    return editing.form(
        "flyt-trin",
        [
            _field(id_, t("templates.put_after"), choice),
            reason_field(f"{step_id(step.number)}-flyt-hvorfor", t("templates.why")),
            deed_button(t("templates.move"), is_main=True),
        ],
        step_id(step.number),
        {STEP: step.number},
    )


def remove_form(editing: Editing, step: Step) -> Element:
    """Take a step out of the process."""
    return editing.form(
        "fjern-trin",
        [
            html.P(t("templates.remove_hint"), className="field-hint"),
            reason_field(f"{step_id(step.number)}-fjern-hvorfor", t("templates.why")),
            deed_button(t("templates.remove"), is_main=True),
        ],
        VERSIONS,
        {STEP: step.number},
    )


def step_form(editing: Editing, step: Step) -> Element:
    """Change all that is said of a step."""
    content = [
        *_step_fields(editing.template, step),
        reason_field("trin-hvorfor", t("templates.why")),
        _ends(editing.template, t("templates.save_step")),
    ]
    return editing.form("trin", content, step_id(step.number), {STEP: step.number})


def new_step_form(editing: Editing) -> Element:
    """Put a step more into the process."""
    template = editing.template
    blank = Step(free_number(template), Label("", ""), Label("", ""))
    after = html.Select(
        _places(template),
        id="nyt-efter",
        name=AFTER,
        className="form-select",
        defaultValue=template.steps[-1].number,
    )
    number = _line("nyt-nummer", NUMBER, blank.number, 4, required=True)
    content = [
        _field("nyt-nummer", t("templates.number"), number, t("templates.number_hint")),
        _field("nyt-efter", t("templates.put_after"), after),
        *_step_fields(template, blank),
        reason_field("trin-hvorfor", t("templates.why")),
        _ends(template, t("templates.add_step")),
    ]
    return editing.form("nyt-trin", content, step_id(blank.number))


def version_form(template: Template, *, is_withdrawn: bool) -> Node:
    """Take a version back, or bring one back that was taken back."""
    deed, words = ("bring-tilbage", "bring_back") if is_withdrawn else ("tag-tilbage", "take_back")
    said = html.Span(f" {t('templates.version', version=template.version)}", className="visually-hidden")
    button = html.Button([t(f"templates.{words}"), said], type="submit", className="btn-quiet")
    return deed_form(
        f"{ROUTE}/{template.id}/{deed}",
        [button],
        hidden={VERSION: str(template.version)},
        className="deed inline-deed",
        focus=VERSIONS,
    )


def step_folds(editing: Editing, step: Step) -> Node:
    """Offer what can be done with a step."""
    edit = link(
        [t("templates.edit"), html.Span(f" {step_name(step)}", className="visually-hidden")],
        f"{PAGE}/{editing.template.id}?ret={step.number}#{step_id(step.number)}",
        className="btn-quiet",
    )
    folds = [folded_deed(t("templates.move_fold"), place_form(editing, step))]
    if len(editing.template.steps) > 1:
        folds.append(folded_deed(t("templates.remove_fold"), remove_form(editing, step)))
    return html.Div([edit, *folds], className="deed-folds no-print")


# --- Controls


def _step_fields(template: Template, step: Step) -> list[Node]:
    first = str(step.holders[0]) if step.holders else ""
    roles = [(str(it), label(it, language())) for it in Holder]
    kinds = [(str(it), label(it, language())) for it in StepKind]
    usual = html.Input(
        type="number",
        id="trin-dage",
        name=USUAL,
        min="1",
        max=str(MOST_USUAL_DAYS),
        defaultValue="" if step.usual_days is None else str(step.usual_days),
        className="form-control due-day",
    )
    return [
        *_both("trin-navn", NAME, t("templates.step_name"), step.name),
        *_both_texts("trin-tekst", TEXT, t("templates.field_text"), step.text),
        _field("trin-ansvarlig", t("templates.first_holder"), _choice("trin-ansvarlig", FIRST, roles, first)),
        _boxes(t("templates.also"), ALSO, Holder, step.holders[1:]),
        _boxes(t("templates.field_papers"), PAPERS, Paper, step.papers),
        _boxes(t("templates.field_decides"), DECIDES, DecisionSubject, step.decides),
        _field("trin-dage", t("templates.field_usual_days"), usual, t("templates.usual_hint")),
        _field("trin-slags", t("templates.field_kind"), _select("trin-slags", KIND, kinds, str(step.kind))),
        *_entrance(template, step),
        _box("trin-springes", SKIPPABLE, t("templates.field_is_skippable"), is_on=step.is_skippable),
        _field(
            "trin-ord",
            t("templates.field_words"),
            _line("trin-ord", WORDS, ", ".join(step.words), 500),
            t("templates.words_hint"),
        ),
    ]


def _entrance(template: Template, step: Step) -> list[Node]:
    """Ask for the way in where the process has several; else keep what the step has."""
    if not template.entrances:
        return [html.Input(type="hidden", name=ENTRANCE, defaultValue=step.entrance)]
    ways = [
        ("", t("templates.every_way")),
        *((it, t("templates.only_entrance", way=it)) for it in template.entrances),
    ]
    control = _select("trin-indgang", ENTRANCE, ways, step.entrance)
    return [_field("trin-indgang", t("templates.field_entrance"), control)]


def _ends(template: Template, words: str) -> Node:
    back = link(t("templates.cancel"), f"{PAGE}/{template.id}", className="btn-quiet")
    return html.Div([deed_button(words, is_main=True), back], className="move-ends")


def _places(template: Template, but: str = "") -> list[Element]:
    after = [
        html.Option(t("templates.after", step=step_name(it)), value=it.number)
        for it in template.steps
        if it.number != but
    ]
    return [html.Option(t("templates.at_top"), value=TOP), *after]


def _field(id_: str, words: str, control: Element, hint: str = "") -> Node:
    under = [html.P(hint, className="field-hint", id=f"{id_}-hjaelp")] if hint else []
    if hint:
        with_attributes(control, {"aria-describedby": f"{id_}-hjaelp"})
    return html.Div(
        [html.Label(words, htmlFor=id_, className="field-label"), control, *under], className="deed-field"
    )


def _line(id_: str, name: str, value: str, longest: int, *, required: bool = False) -> Element:
    return html.Input(
        type="text",
        id=id_,
        name=name,
        defaultValue=value,
        maxLength=longest,
        required=required or None,
        autoComplete="off",
        className="form-control",
    )


def _both(id_: str, name: str, words: str, text: Label) -> list[Node]:
    """Ask for a line in both languages."""
    english = t("templates.in_english", field=words)
    return [
        _field(id_, words, _line(id_, name, text.da, LONGEST_NAME, required=True)),
        _field(f"{id_}-en", english, _line(f"{id_}-en", f"{name}{ENGLISH}", text.en, LONGEST_NAME)),
    ]


def _both_texts(id_: str, name: str, words: str, text: Label) -> list[Node]:
    english = t("templates.in_english", field=words)
    return [
        _field(id_, words, _area(id_, name, text.da)),
        _field(f"{id_}-en", english, _area(f"{id_}-en", f"{name}{ENGLISH}", text.en)),
    ]


def _area(id_: str, name: str, value: str) -> Element:
    return html.Textarea(
        id=id_, name=name, defaultValue=value, rows=4, maxLength=LONGEST_TEXT, className="form-control"
    )


def _select(id_: str, name: str, options: Iterable[tuple[str, str]], chosen: str) -> Element:
    shown = [html.Option(words, value=code) for code, words in options]
    return html.Select(shown, id=id_, name=name, className="form-select", defaultValue=chosen)


def _choice(id_: str, name: str, options: Iterable[tuple[str, str]], chosen: str) -> Element:
    return _select(id_, name, [("", t("templates.not_said")), *options], chosen)


def _boxes(words: str, name: str, codes: type[StrEnum], chosen: Sequence[StrEnum]) -> Node:
    boxes = [
        _box(f"trin-{name}-{it}", name, label(it, language()), is_on=it in chosen, value=str(it))
        for it in codes
    ]
    return html.Fieldset([html.Legend(words, className="field-label"), html.Div(boxes, className="boxes")])


def _box(id_: str, name: str, words: str, *, is_on: bool, value: str = "ja") -> Node:
    box = html.Input(
        type="checkbox", id=id_, name=name, value=value, defaultChecked=is_on, className="form-check-input"
    )
    return html.Div([box, html.Label(words, htmlFor=id_)], className="deed-check")
