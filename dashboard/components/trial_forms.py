"""Forms of trials: a new cycle, and a whole sheet to write on; native controls."""

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import (
    Asked,
    field,
    line_control,
    select_one,
    suggestion_list,
    text_control,
)
from dashboard.components.trial_words import when_words
from dashboard.receivers import receiver_names
from dashboard.server.trials import AFTER, NAMES, NUMBER, ROW, VERSION
from dashboard.texts import language, t
from portfolio.trials.book import Trial, TrialText
from portfolio.trials.words import TrialOutcome, TrialScale
from portfolio.vocabulary import label

PLAN = ("what", "scale", "aim", "question", "prediction", "who", "place", "start_date", "end_date")
DO, STUDY, ACT = ("happened", "data"), ("learning",), ("outcome", "next_step")
_HINTED = frozenset({"what", "aim", "prediction", "who", "scale", "data", "start_date"})
_LINES = frozenset({"what", "who", "place"})


def new_form(asked: Asked, trials: Sequence[Trial], begun: TrialText | None = None) -> Element:
    """Plan a new cycle: it builds on the newest one unless somebody says otherwise."""
    text = begun or TrialText("")
    fields = [_field(asked, "ny", name, text) for name in PLAN]
    own = [it for it in trials if it.id is not None]
    if own:
        options = [(str(it.id), _named(it)) for it in own]
        after = select_one(options, str(own[-1].id), empty=t("trials.builds_on_none"))
        fields.append(field(asked, "ny", AFTER, t("trials.builds_on"), after))
    return deed_form(
        asked.address("ny"),
        [*fields, *_names(asked, "ny"), deed_button(t("trials.save_new"), is_main=True)],
        focus=asked.focus,
    )


def sheet_form(asked: Asked, trial: Trial) -> Element:
    """Write on a cycle's whole sheet; one that a list tells of becomes ours, with the list's words beside."""
    kept: Mapping[str, str] = {NUMBER: str(trial.id), VERSION: str(trial.version)}
    is_ours = trial.id is not None
    parts = [
        _part(asked, title, names, trial.text)
        for title, names in (("plan", PLAN), ("do", DO), ("study", STUDY), ("act", ACT))
    ]
    return deed_form(
        asked.address("skriv" if is_ours else "ny"),
        [*parts, *_names(asked, "skema"), deed_button(t("trials.save_sheet"), is_main=True)],
        hidden=kept if is_ours else {ROW: trial.key},
        focus=asked.focus,
        className="deed trial-form",
    )


def _part(asked: Asked, title: str, names: Sequence[str], text: TrialText) -> Node:
    legend = html.Legend(t(f"trials.part_{title}"))
    fields = [_field(asked, "skema", name, text) for name in names]
    return html.Fieldset([legend, html.Div(fields, className="trial-fields")], className="trial-part")


def _field(asked: Asked, form: str, name: str, text: TrialText) -> Node:
    hint = t(f"trials.hint_{name}") if name in _HINTED else ""
    control = _control(asked, form, name, text)
    return field(asked, form, NAMES[name], t(f"trials.field_{name}"), control, hint)


def _control(asked: Asked, form: str, name: str, text: TrialText) -> Element:
    value = getattr(text, name)
    if name == "scale":
        options = [(str(it), label(it, language())) for it in TrialScale]
        return select_one(options, str(value or ""), empty=t("trials.scale_none"))
    if name == "outcome":
        options = [(str(it), label(it, language())) for it in TrialOutcome]
        return select_one(options, str(value or ""), empty=t("trials.outcome_none"))
    if name.endswith("_date"):
        return _day(value)
    if name in _LINES:
        control = line_control(_list_id(asked, form)) if name in ("who", "place") else line_control()
        more = {"required": "required"} if name == "what" else {}
        return with_attributes(control, {"defaultValue": value or ""} | more)
    return with_attributes(text_control(), {"defaultValue": value or ""})


def _day(day: dt.date | None) -> Element:
    return html.Input(
        type="date",
        className="form-control short-control",
        defaultValue="" if day is None else day.isoformat(),
    )


def _list_id(asked: Asked, form: str) -> str:
    return asked.id(form, "forslag")


def _names(asked: Asked, form: str) -> list[Node]:
    """Offer organisations where somebody says who and where: roles and organisations, never persons."""
    return [suggestion_list(_list_id(asked, form), receiver_names(asked.today))]


def _named(it: Trial) -> str:
    return " · ".join(filter(None, [it.text.what, when_words(it.text)]))
