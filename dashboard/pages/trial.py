"""One cycle as the help sheet it is: plan, do, study, act; to read, write on and print, also empty."""

from collections.abc import Mapping, Sequence

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.origin import cell_place, typed
from dashboard.components.process_forms import Asked as Editing
from dashboard.components.process_forms import folded_forms
from dashboard.components.process_words import listed
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.trial_card import FOCUS as CARD
from dashboard.components.trial_card import undo_form
from dashboard.components.trial_forms import ACT, DO, STUDY, new_form, sheet_form
from dashboard.components.trial_ramp import is_drawn, ramp_image, ramp_key
from dashboard.components.trial_words import (
    BLANK,
    TRIALS,
    scale_word,
    state_cell,
    state_word,
    when_words,
)
from dashboard.components.view import View
from dashboard.data import Trial, TrialEntry
from dashboard.filters import Asked, initiative_address, number_in
from dashboard.format import instant, moment_text, number
from dashboard.server.processes import NUMBERS
from dashboard.server.trials import ROUTE
from dashboard.texts import language, t
from portfolio.trials.book import TrialText
from portfolio.trials.words import TrialOutcome, TrialScale
from portfolio.vocabulary import label

FOCUS = "skema"
_PARTS: Sequence[tuple[str, Sequence[str]]] = (
    ("plan", ("aim", "question", "prediction", "scale", "who", "place", "when")),
    ("do", DO),
    ("study", STUDY),
    ("act", ACT),
)
"""The sheet's four parts in order; what is tried stands above them all."""

_LONG = frozenset({"aim", "question", "prediction", "happened", "data", "learning", "next_step"})


def layout(key: str = "", **query: str | list[str]) -> Component:
    """Lay out the sheet of the cycle with this key, or an initiative's empty sheet."""
    path = f"{TRIALS}/{key}"
    asked = arrive(path, query)
    return lay_out_view(path, asked, _view_of(key, asked), help_id="help.trial")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{TRIALS}/<key>", "trials.window", layout)


def _view_of(key: str, asked: Asked) -> View:
    if key.startswith(f"{BLANK}-"):
        return _empty_view(number_in(key.removeprefix(f"{BLANK}-")), asked)
    trial = data.trials().by_key.get(key)
    return _missing_view() if trial is None else view(trial, asked)


def view(trial: Trial, asked: Asked) -> View:
    """Show a cycle's sheet."""
    book, today = data.trials(), data.portfolio().today
    ramp, place = book.of[trial.initiative_id], book.number(trial)
    body: list[Node] = [_sheet(trial.text, trial)]
    if is_drawn(ramp):
        heading = t("trials.in_ramp", number=number(place), all=number(len(ramp)))
        shown = card(heading, [ramp_image(ramp, today, trial.key), ramp_key(ramp)])
        body.append(html.Div(shown, className="no-print"))
    if data.is_present():
        body.append(_writing(trial, ramp))
    body += _listed(trial)
    body += _history(trial)
    facts = [
        t("trials.cycle_of", number=number(place), all=number(len(ramp))),
        "" if trial.text.scale is None else scale_word(trial.text.scale),
        when_words(trial.text),
        state_word(trial.text, trial.state(today)),
    ]
    return View(
        title=trial.text.what,
        subtitle=listed(facts),
        body=body,
        lead_in=[_back(trial.initiative_id, asked)],
        window=trial.text.what,
    )


def _back(initiative_id: int, asked: Asked) -> Node:
    """Lead back to the initiative, and to all trials."""
    title = title_of(initiative_id)
    address = initiative_address(initiative_id, asked.criteria)
    return html.P(
        [link(title, f"{address}#{CARD}"), " · ", link(t("nav.trials"), TRIALS)], className="page-lead"
    )


def title_of(initiative_id: int) -> str:
    """Give an initiative's title."""
    known = data.portfolio().snapshot
    place = known.place(initiative_id)
    return t("trials.left") if place is None else known.item(place).title


def _empty_view(initiative_id: int | None, asked: Asked) -> View:
    known = data.portfolio().snapshot
    if initiative_id is None or known.place(initiative_id) is None:
        return _missing_view()
    return View(
        title=t("trials.empty_title"),
        subtitle=title_of(initiative_id),
        body=[html.P(t("trials.empty_hint"), className="no-print"), _sheet(TrialText(""), None)],
        lead_in=[_back(initiative_id, asked)],
        window=t("trials.empty_title"),
    )


def _missing_view() -> View:
    way_on = link(t("trials.to_all"), TRIALS, className="btn-main")
    if not data.is_present():
        said = t("trials.not_known_then", date=moment_text(data.portfolio().moment))
        return View(t("trials.missing"), said, [html.P(way_on)])
    return View(t("trials.missing"), t("trials.missing_why"), [html.P(way_on)])


# --- The sheet


def _sheet(text: TrialText, trial: Trial | None) -> Node:
    """Lay out the sheet: plan, do, study and act; above an empty one, room for what is tried."""
    parts = [_part(name, fields, text, trial) for name, fields in _PARTS]
    if trial is not None:
        return html.Section(parts, className="pdsa", id=FOCUS, tabIndex=-1)
    what = html.Div(html.Span(t("trials.field_what"), className="pdsa-label"), className="pdsa-what")
    return html.Section([what, *parts], className="pdsa pdsa-empty", id=FOCUS, tabIndex=-1)


def _part(name: str, fields: Sequence[str], text: TrialText, trial: Trial | None) -> Node:
    items = [_item(it, text, trial) for it in fields]
    heading = html.H2(t(f"trials.part_{name}"))
    return html.Section([heading, html.Dl(items)], className=f"pdsa-part pdsa-{name}")


def _item(name: str, text: TrialText, trial: Trial | None) -> Node:
    said = _said(name, text, trial)
    look = "pdsa-item pdsa-long" if name in _LONG else "pdsa-item"
    words = html.Dd(said if said else _boxes(name, trial))
    return html.Div(
        [html.Dt(t(f"trials.field_{name}")), words, *_cell(name, trial)],
        className=look if said else f"{look} pdsa-open",
    )


def _said(name: str, text: TrialText, trial: Trial | None) -> Node | str | None:
    if name == "when":
        return when_words(text)
    value = getattr(text, name)
    if value is None:
        return None
    if name == "scale":
        return scale_word(value)
    if name == "outcome":
        return state_cell(text, None if trial is None else trial.state(data.portfolio().today))
    return html.Span(str(value), className="round-text")


_CHOICES = {"scale": TrialScale, "outcome": TrialOutcome}


def _boxes(name: str, trial: Trial | None) -> Node:
    """Say that nothing is stated; an empty sheet has boxes to tick where there is a choice."""
    if trial is not None or name not in _CHOICES:
        return html.Span(t("trials.not_stated"), className="missing")
    box = html.Span(className="pdsa-box")
    items = [html.Li([box, label(it, language())]) for it in _CHOICES[name]]
    return html.Ul(items, className="pdsa-boxes")


_SHOWN_AS: Mapping[str, str] = {"when": "start_date"}


def _cell(name: str, trial: Trial | None) -> list[Node]:
    """Name the cell that a list says it in; where a person has written on, the list's words stand below."""
    if trial is None or trial.told_in is None or trial.listed is not None:
        return []
    cell = trial.cells.get(_SHOWN_AS.get(name, name))
    if cell is None:
        return []
    return [html.Dd([typed(cell[1]), " ", cell_place(trial.told_in.sheet, cell[0])], className="under")]


# --- Writing


def _writing(trial: Trial, ramp: Sequence[Trial]) -> Node:
    asked = Editing(trial.initiative_id, data.present_day(), FOCUS, FOCUS, ROUTE)
    forms = [(t("trials.write_fold" if trial.id else "trials.take_over_fold"), sheet_form(asked, trial))]
    if trial.id is not None:
        forms.append((t("trials.next_fold"), new_form(asked, ramp, _next(trial.text))))
        forms.append((t("trials.undo_fold"), undo_form(asked, trial)))
    return folded_forms(forms)


_LARGER: Mapping[TrialScale | None, TrialScale | None] = {
    None: None,
    TrialScale.CITIZEN: TrialScale.TEAM,
    TrialScale.TEAM: TrialScale.UNIT,
    TrialScale.UNIT: TrialScale.SEVERAL,
    TrialScale.SEVERAL: TrialScale.SEVERAL,
}


def _next(text: TrialText) -> TrialText:
    """Propose the next cycle: the same aim, what was written of it, and a step up where it was kept."""
    grown = text.outcome is not None and text.outcome.value == "adopt"
    scale = _LARGER[text.scale] if grown else text.scale
    return TrialText(what=text.what, aim=text.aim, question=text.next_step, scale=scale)


def _listed(trial: Trial) -> list[Node]:
    """Show what a list says of it, with its cells, where a person has written on."""
    told = trial.told_in
    if told is None:
        return []
    where = listed([told.file_name, cell_place(told.sheet, told.cell)])
    lead = html.P([link(told.source, f"/indlaes/{told.upload_id}"), " · ", where])
    if trial.listed is None:
        return [card(t("trials.told_by_list"), [lead])]
    items = [
        html.Li(
            [
                html.Strong(t(f"trials.field_{name}")),
                " ",
                typed(text),
                " ",
                html.Span(cell_place(told.sheet, cell), className="muted"),
            ]
        )
        for name, (cell, text) in trial.cells.items()
    ]
    return [card(t("trials.list_beside"), [lead, html.Ul(items, className="plain-list")])]


# --- History


def _history(trial: Trial) -> list[Node]:
    if trial.id is None:
        return []
    entries = data.trial_history(trial.id)
    standing = sum(1 for it in entries if it.undone_at is None)
    can_undo = data.is_present() and standing > 1
    items = [_entry(it, trial, can_undo=can_undo) for it in entries]
    summary = html.Summary(t("process.history", count=len(entries)))
    return [html.Details([summary, html.Ul(items, className="process-history")], className="ledger no-print")]


def _entry(it: TrialEntry, trial: Trial, *, can_undo: bool) -> Node:
    if it.before is None:
        what = t("trials.entry_first")
    else:
        what = t(
            "trials.entry_changed", fields=", ".join(t(f"trials.field_{one}").lower() for one in it.changed)
        )
    made = t("process.made", at=instant(it.made_at), by=it.made_by)
    lines: list[Node] = [html.Div([html.Strong(what), " ", html.Span(made, className="under")])]
    if it.undone_at is not None:
        lines.append(
            html.Span(t("process.undone", at=instant(it.undone_at), by=it.undone_by or ""), className="under")
        )
    elif can_undo:
        lines.append(
            deed_form(
                f"{ROUTE}/{trial.initiative_id}/fortryd-tekst",
                [deed_button(t("process.undo"))],
                hidden={NUMBERS: str(it.number)},
                className="deed no-print",
                focus=FOCUS,
            )
        )
    return html.Li(lines, className="identity-line")
