"""One source (/kilder/<number>): its lists, what to ask its sender, when it is due, how it is read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.draft_questions import drift_words
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.sender_mail import mail_card, mail_of
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.source_changes import source_changes
from dashboard.components.source_due import SourceDue, due_sentence, source_due
from dashboard.components.source_forms import FACTS, PROFILE, facts_form, import_form
from dashboard.components.source_profile import profile_parts
from dashboard.components.states import empty_state, note
from dashboard.components.view import View
from dashboard.data import SourceSettings, SourceSummary, UploadSummary
from dashboard.filters import Asked, number_in
from dashboard.format import instant, month, number
from dashboard.labels import organisation_label
from dashboard.server.sources import PROFILE as PROFILE_FILE
from dashboard.texts import language, t
from portfolio.profile import Profile
from portfolio.vocabulary import UploadState, label

PATH = "/kilder"
LISTS = "lister"
_TEMPLATE, _HAND_BACK = "/hent/skabelon", "/hent/svarark"


def layout(source_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the source with a number; one that is not there says so."""
    path = f"{PATH}/{source_id}"
    asked = arrive(path, query)
    number_asked = number_in(source_id)
    found = None if number_asked is None else _found(number_asked)
    shown = missing_view(source_id) if found is None else view(*found, asked)
    return lay_out_view(path, asked, shown, help_id="help.source")


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{PATH}/<source_id>", "source.window", layout)


def _found(source_id: int) -> tuple[SourceSummary, SourceSettings] | None:
    """Give a source as it was on the day that is looked from, with what people say of it now."""
    known = next((it for it in data.portfolio().sources if it.id == source_id), None)
    settings = data.source_settings().get(source_id)
    return None if known is None or settings is None else (known, settings)


def missing_view(source_id: str) -> View:
    """Say that there is no such source."""
    hint = empty_state(t("source.missing_hint"), link(t("source.to_sources"), PATH, className="btn-main"))
    return View(t("source.missing", number=source_id[:20]), "", [hint])


def view(source: SourceSummary, settings: SourceSettings, asked: Asked) -> View:
    """Show a source."""
    stands = source_due(source, data.portfolio(), data.histories().get(source.id), settings)
    uploads = _known_by(data.source_uploads(source.id), data.portfolio().moment.instant)
    body = [
        note(due_sentence(stands)),
        *_to_take_away(source, settings, stands),
        _lists(uploads),
        *_drift(source),
        *_settings_parts(source.id, settings, asked),
    ]
    back = html.P(link(t("source.to_sources"), PATH, className="back"), className="page-lead")
    window = t("source.window_of", source=source.name)
    return View(heading(source), _subtitle(settings), body, lead_in=[back], window=window)


def _settings_parts(source_id: int, settings: SourceSettings, asked: Asked) -> list[Node]:
    """Show what people say of the source and how it is read, with what has been changed of that.

    That is always as it is now, so there is but the way to it as of an earlier moment.
    """
    if not data.is_present():
        now = link(t("source.settings_now"), f"{PATH}/{source_id}")
        return [note([t("source.only_now"), " ", now])]
    facts = card(t("source.facts"), [facts_form(source_id, settings)], t("source.facts_subtitle"))
    profile = _profile(source_id, settings.profile)
    return [_part(FACTS, facts), _part(PROFILE, profile), *source_changes(source_id, asked)]


def _to_take_away(source: SourceSummary, settings: SourceSettings, stands: SourceDue) -> list[Node]:
    """Offer files and a mail to the sender, where somebody sends the list and it is seen as it is now."""
    if source.is_typed or not data.is_present():
        return []
    return [_tools(source), mail_card(mail_of(source, settings, stands))]


def heading(source: SourceSummary) -> str:
    """Say whose list it is and how new."""
    if source.newest_month is None or source.rows is None:
        return t("source.heading_none", source=source.name)
    rows = source.rows.accepted
    facts = {"source": source.name, "month": month(source.newest_month), "number": number(rows)}
    return t("source.heading", count=rows, **facts)


def _subtitle(settings: SourceSettings) -> str:
    organisation = organisation_label(settings.organisation_id) if settings.organisation_id else ""
    named = dict.fromkeys(part for part in (settings.sender, organisation) if part)
    made = t("source.made", at=instant(settings.created_at), by=settings.created_by)
    return f"{t('source.keeper', names=', '.join(named))} {made}" if named else made


def _part(part_id: str, content: Node) -> Node:
    return html.Div([content], id=part_id, tabIndex=-1)


def _tools(source: SourceSummary) -> Node:
    """Offer what can be taken away: questions and template for the sender, the profile for another place."""
    parts: list[Node] = []
    if source.newest_upload_id is not None:
        parts.append(_file(f"{_HAND_BACK}/{source.newest_upload_id}.xlsx", "source.get_hand_back"))
    parts.append(_file(f"{_TEMPLATE}/{source.id}.xlsx", "source.get_template"))
    parts.append(_file(f"{PROFILE_FILE}/{source.id}.toml", "source.get_profile"))
    return html.Div(parts, className="tool-links source-tools no-print")


def _file(address: str, text_id: str) -> Node:
    return with_attributes(link(t(text_id), address, className="download"), {"data-full": ""})


# --- Its lists


def _known_by(uploads: Sequence[UploadSummary], at: dt.datetime) -> list[UploadSummary]:
    """Give the uploads that had come by an instant, each in the state that it was in then."""
    came = {upload.id: upload for upload in uploads if upload.uploaded_at <= at}
    return [replace(it, state=_state(it, came, at)) for it in came.values()]


def _state(upload: UploadSummary, came: Mapping[int, UploadSummary], at: dt.datetime) -> UploadState:
    if upload.withdrawn_at is not None and upload.withdrawn_at <= at:
        return UploadState.WITHDRAWN
    newer = [it for it in came.values() if it.month == upload.month and _is_after(it, upload)]
    stands = any(it.withdrawn_at is None or it.withdrawn_at > at for it in newer)
    return UploadState.REPLACED if stands else UploadState.ACTIVE


def _is_after(one: UploadSummary, other: UploadSummary) -> bool:
    return (one.uploaded_at, one.id) > (other.uploaded_at, other.id)


def _lists(uploads: Sequence[UploadSummary]) -> Node:
    if not uploads:
        return card(t("source.lists_none"), [])
    heads = [Column(t(f"source.list_{name}")) for name in ("month", "file", "loaded", "state")]
    heads += [Column(t(f"source.list_{name}"), is_number=True) for name in ("initiatives", "findings")]
    in_force = sum(1 for it in uploads if it.state is UploadState.ACTIVE)
    table = plain_table(t("source.lists_caption"), heads, [_upload_row(it) for it in uploads])
    said = t("source.lists", count=len(uploads), number=number(len(uploads)), active=number(in_force))
    return html.Div([card(said, [html.Div(table, className="uncaptioned")])], id=LISTS)


def _upload_row(upload: UploadSummary) -> list[Cell]:
    receipt = f"/indlaes/{upload.id}"
    loaded: Cell = [
        html.Span(instant(upload.uploaded_at), className="nowrap"),
        html.Span(t("load.by", by=upload.uploaded_by), className="under"),
    ]
    return [
        link(month(upload.month), receipt),
        html.Span(upload.file_name, className="file-name"),
        loaded,
        html.Span(label(upload.state, language()), className=f"state state-{upload.state}"),
        link(number(upload.rows.accepted), receipt),
        link(number(upload.errors + upload.warnings), f"{receipt}#bemaerkninger"),
    ]


def _drift(source: SourceSummary) -> list[Node]:
    """Say what of the newest list was otherwise than before."""
    if source.newest_upload_id is None or source.newest_month is None:
        return []
    found = data.newest_drift(source.newest_upload_id)
    if not found:
        return []
    said = t("source.drift", count=len(found), number=number(len(found)), month=month(source.newest_month))
    return [card(said, [html.Ul([html.Li(drift_words(it)) for it in found], className="drift")])]


# --- How it is read


def _profile(source_id: int, profile: Profile) -> Node:
    rules = sum(map(len, (profile.columns, profile.words, profile.sheets, profile.muted)))
    said = t("source.profile", count=rules, number=number(rules)) if rules else t("source.profile_none")
    take = html.Details(
        [html.Summary(t("source.profile_import")), import_form(source_id)], className="deed-fold no-print"
    )
    get = html.P(_file(f"{PROFILE_FILE}/{source_id}.toml", "source.get_profile"), className="no-print")
    content = [*profile_parts(source_id, profile), html.Div([get, take], className="profile-file")]
    return card(said, content, t("source.profile_subtitle"))
