"""Forms for a core: its parts and what belongs to them, and what a receiver did with each part."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.core_words import use_label
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import Asked, field, line_control, select_one, suggestion_list
from dashboard.data import Adopter, Core
from dashboard.labels import party_name
from dashboard.receivers import receiver_names
from dashboard.server.cores import (
    ABOUT,
    ADAPTABLE,
    CONTACT,
    EFFECT,
    FIXED,
    KEY,
    NEEDS,
    RECEIVER,
    TARGET,
    USE,
)
from dashboard.texts import language, t
from portfolio.spread.core import CorePart, CoreText
from portfolio.spread.core_deeds import LONGEST_PART
from portfolio.spread.words import PartUse
from portfolio.vocabulary import label

_NEW_FIRST, _NEW_AGAIN = 5, 3
"""Empty lines for new parts: in a first description, and in a later one."""


def describe_form(asked: Asked, core: Core | None, who: Sequence[str]) -> Element:
    """Describe the core, or change what is said of it; parts keep their keys."""
    text = CoreText(()) if core is None else core.text
    names = asked.id("beskriv", "hvem")
    contact = with_attributes(line_control(names), {"defaultValue": text.contact or ""})
    return deed_form(
        asked.address("beskriv"),
        [
            _part_lines(asked, FIXED, text.fixed, is_new=core is None),
            _part_lines(asked, ADAPTABLE, text.adaptable, is_new=core is None),
            field(asked, "beskriv", TARGET, t("cores.target_group"), _room(text.target_group)),
            field(asked, "beskriv", EFFECT, t("cores.effect"), _room(text.effect)),
            field(
                asked,
                "beskriv",
                NEEDS,
                t("cores.preconditions"),
                _room(text.preconditions),
                t("cores.needs_hint"),
            ),
            field(asked, "beskriv", CONTACT, t("cores.contact"), contact, t("cores.contact_hint")),
            suggestion_list(names, who),
            deed_button(t("cores.save"), is_main=True),
        ],
        focus=asked.focus,
    )


def _part_lines(asked: Asked, name: str, parts: Sequence[CorePart], *, is_new: bool) -> Node:
    """Give a line for each part, and some empty ones."""
    empty = _NEW_FIRST if is_new else _NEW_AGAIN
    lines = [*parts, *[CorePart("", "", is_fixed=name == FIXED)] * empty]
    kind = "fixed" if name == FIXED else "adaptable"
    rows = [_part_line(asked, name, part, place, kind) for place, part in enumerate(lines, 1)]
    return html.Fieldset(
        [html.Legend(t(f"cores.{kind}")), html.P(t(f"cores.{kind}_hint"), className="field-hint"), *rows],
        className="deed-boxes core-lines",
    )


def _part_line(asked: Asked, name: str, part: CorePart, place: int, kind: str) -> Node:
    control = html.Input(
        type="text",
        id=asked.id(name, str(place)),
        name=name,
        className="form-control",
        maxLength=LONGEST_PART,
        defaultValue=part.text,
    )
    named = with_attributes(control, {"aria-label": t(f"cores.line_{kind}", place=place)})
    return html.Div([named, html.Input(type="hidden", name=f"{name}{KEY}", defaultValue=part.key)])


def _room(said: str | None) -> Element:
    return html.Textarea(className="form-control", rows=2, maxLength=5000, defaultValue=said or "")


def tick_form(asked: Asked, core: Core, adopter: Adopter | None) -> Element:
    """Tell part by part what a receiver did; of one that has told before, what it said stands there."""
    key = "ny" if adopter is None else adopter.organisation
    rows = [_tick(asked, key, part, adopter) for part in core.text.parts]
    hidden: dict[str, str] = {}
    content: list[Node] = []
    if adopter is None:
        names = asked.id("modtagere", "forslag")
        receiver = with_attributes(line_control(names), {"required": "required"})
        content = [
            field(asked, "afkryds", RECEIVER, t("cores.receiver"), receiver),
            suggestion_list(names, receiver_names(asked.today)),
        ]
    else:
        hidden = {RECEIVER: adopter.organisation}
    content += [html.Div(rows, className="core-tick-rows"), deed_button(t("cores.save_ticks"), is_main=True)]
    return deed_form(asked.address("afkryds"), content, hidden=hidden, focus=asked.focus)


def _tick(asked: Asked, key: str, part: CorePart, adopter: Adopter | None) -> Node:
    """Ask what became of a part, and what was changed."""
    tick = None if adopter is None else adopter.ticks.get(part.key)
    use = None if tick is None else tick.use
    options = [(str(it), label(it, language())) for it in PartUse]
    choice = with_attributes(
        select_one(options, "" if use is None else str(use), empty=use_label(None)),
        {"aria-label": t("cores.use_of", part=part.text)},
    )
    text = html.Input(
        type="text",
        className="form-control",
        maxLength=500,
        defaultValue="" if tick is None else tick.text or "",
    )
    said = with_attributes(
        text, {"aria-label": t("cores.about_of", part=part.text), "placeholder": t("cores.about")}
    )
    kind = t("cores.is_fixed") if part.is_fixed else t("cores.is_adaptable")
    named = html.Div([part.text, html.Span(kind, className="under")])
    return html.Div(
        [
            named,
            with_attributes(choice, {"id": asked.id(f"del-{key}", part.key), "name": f"{USE}{part.key}"}),
            with_attributes(said, {"id": asked.id(f"om-{key}", part.key), "name": f"{ABOUT}{part.key}"}),
        ],
        className="core-tick-row",
    )


def receiver_forms(asked: Asked, core: Core, adopters: Sequence[Adopter]) -> list[tuple[str, Element]]:
    """Give a form for a new receiver, and one for each that has told before."""
    again = [
        (t("cores.tick_fold_of", who=party_name(it.organisation)), tick_form(asked, core, it))
        for it in adopters
    ]
    return [(t("cores.tick_fold"), tick_form(asked, core, None)), *again]
