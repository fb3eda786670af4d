"""Deeds on the processes' templates: copied, changed step by step, versions taken back and brought back.

Each change makes a new version with its reason; the form says which version it was made of (``udgave``), so
that two who change at once do not undo each other unseen.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, jsonify, request
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.filters import number_in
from dashboard.server.deeds import Answer, guarded_blueprint, number_said, said
from dashboard.server.drafts import Done, told
from dashboard.server.importing import Importer
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.process.editing import (
    renamed,
    with_new_step,
    with_step,
    with_step_moved,
    without_step,
    words_of,
)
from portfolio.process.store import (
    TemplateUnknownError,
    add_version,
    bring_back_version,
    copy_template,
    newest_version,
    withdraw_version,
)
from portfolio.process.templates import MOST_USUAL_DAYS, Step, Template, TemplateRefusedError
from portfolio.vocabulary import DecisionSubject, Holder, Label, Paper, StepKind, code_or_none

ROUTE, PAGE = "/api/skabelon", "/proces/skabeloner"
VERSION, REASON, NAME, SHORT, STEP, AFTER = "udgave", "begrundelse", "navn", "kort", "trin", "efter"
NUMBER, TEXT, KIND, ENTRANCE, FIRST, ALSO = "nummer", "tekst", "slags", "indgang", "ansvarlig", "ogsaa"
PAPERS, DECIDES, SKIPPABLE, USUAL, WORDS = "papirer", "beslutter", "kan-springes", "dage", "ord"
ENGLISH = "-en"
"""Stands behind a field's name for its text in English."""
TOP = "foerst"
"""The place before all steps."""

Deed = Callable[[Session, str], Done]
Change = Callable[[Template], Template]


def templates_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes ``<route>/<process>/<deed>``; without an import nothing can be changed here."""
    blueprint = guarded_blueprint("templates", importer)

    @blueprint.post(f"{ROUTE}/<template_id>/<deed>")
    def do(template_id: str, deed: str) -> Answer:
        if deed not in _DEEDS:
            raise TemplateUnknownError(deed[:40])
        with writing(data.engine()) as session:
            done = _DEEDS[deed](session, template_id)
        return told(done)

    blueprint.register_error_handler(TvaerblikError, _refused)
    return blueprint


def _refused(error: TvaerblikError) -> Answer:
    status = 404 if isinstance(error, TemplateUnknownError) else 422
    return jsonify(id=error.id, message=error.message(language())), status


def _changed(session: Session, template_id: str, change: Change) -> Done:
    """Make a new version of the one that the form shows."""
    made = add_version(
        session,
        change(newest_version(session, template_id)),
        after=number_said(VERSION),
        reason=said(REASON),
        now=data.now(),
        by=user(),
    )
    undo = (f"{ROUTE}/{template_id}/tag-tilbage", {VERSION: str(made.version)})
    return Done(
        address=f"{PAGE}/{template_id}", message=t("templates.told_changed", version=made.version), undo=undo
    )


def _copied(session: Session, template_id: str) -> Done:
    made = copy_template(session, template_id, said(NAME), now=data.now(), by=user())
    undo = (f"{ROUTE}/{made.id}/tag-tilbage", {VERSION: "1"})
    told_words = t("templates.told_copied", name=made.name.text(language()))
    return Done(address=f"{PAGE}/{made.id}", message=told_words, undo=undo)


def _renamed(session: Session, template_id: str) -> Done:
    name, short = _label(NAME), _label(SHORT)
    return _changed(session, template_id, lambda it: renamed(it, name, short if short.da else name))


def _step_changed(session: Session, template_id: str) -> Done:
    number = said(STEP)

    def change(template: Template) -> Template:
        before = template.step(number)
        return with_step(template, number, _step_said(before or _blank(number)))

    return _changed(session, template_id, change)


def _step_added(session: Session, template_id: str) -> Done:
    step = _step_said(_blank(said(NUMBER).strip().lower()))
    after = said(AFTER)
    return _changed(session, template_id, lambda it: with_new_step(it, step, "" if after == TOP else after))


def _step_moved(session: Session, template_id: str) -> Done:
    number, after = said(STEP), said(AFTER)

    def change(template: Template) -> Template:
        rest = [it.number for it in template.steps if it.number != number]
        to = 0 if after == TOP or after not in rest else rest.index(after) + 1
        here = template.place(number) if template.step(number) is not None else 0
        return with_step_moved(template, number, to - here)

    return _changed(session, template_id, change)


def _step_removed(session: Session, template_id: str) -> Done:
    number = said(STEP)
    return _changed(session, template_id, lambda it: without_step(it, number))


def _taken_back(session: Session, template_id: str) -> Done:
    version = number_said(VERSION)
    withdraw_version(session, template_id, version, now=data.now(), by=user())
    undo = (f"{ROUTE}/{template_id}/bring-tilbage", {VERSION: str(version)})
    return Done(message=t("templates.told_taken_back", version=version), undo=undo)


def _brought_back(session: Session, template_id: str) -> Done:
    version = number_said(VERSION)
    bring_back_version(session, template_id, version, now=data.now(), by=user())
    undo = (f"{ROUTE}/{template_id}/tag-tilbage", {VERSION: str(version)})
    return Done(message=t("templates.told_brought_back", version=version), undo=undo)


# --- What a form says of a step


def _blank(number: str) -> Step:
    return Step(number, Label("", ""), Label("", ""))


def _step_said(before: Step) -> Step:
    """Read a step's form; what the form does not ask about stays as it was."""
    return replace(
        before,
        name=_label(NAME),
        text=_label(TEXT),
        kind=code_or_none(StepKind, said(KIND) or None) or StepKind.WORK,
        entrance=said(ENTRANCE),
        holders=_holders_said(),
        papers=tuple(it for it in Paper if str(it) in request.form.getlist(PAPERS)),
        decides=tuple(it for it in DecisionSubject if str(it) in request.form.getlist(DECIDES)),
        is_skippable=bool(said(SKIPPABLE)),
        usual_days=_days_said(before.number),
        words=words_of(said(WORDS).split(",")),
    )


def _label(name: str) -> Label:
    """Give a text in both languages; English that is left out is as the Danish."""
    danish, english = _line(said(name)), _line(said(f"{name}{ENGLISH}"))
    return Label(danish, english or danish)


def _line(text: str) -> str:
    return " ".join(text.split())


def _holders_said() -> tuple[Holder, ...]:
    """Give whose turn it is, the one who must act first."""
    first = code_or_none(Holder, said(FIRST) or None)
    also = [it for it in Holder if str(it) in request.form.getlist(ALSO) and it is not first]
    return (*([] if first is None else [first]), *also)


def _days_said(number: str) -> int | None:
    """Give the usual days.

    Raises:
        TemplateRefusedError: it is no number of days.
    """
    text = said(USUAL).strip()
    if not text:
        return None
    days = number_in(text)
    if days is None:
        raise TemplateRefusedError("steps.days_unlikely", number=number, most=MOST_USUAL_DAYS)
    return days


_DEEDS: Mapping[str, Deed] = {
    "kopier": _copied,
    "navn": _renamed,
    "trin": _step_changed,
    "nyt-trin": _step_added,
    "flyt-trin": _step_moved,
    "fjern-trin": _step_removed,
    "tag-tilbage": _taken_back,
    "bring-tilbage": _brought_back,
}
