"""Deeds on sources: who sends a list, by when, and how it is read; and the reading profile as a file.

Each is a form of a source's page, sent by ``assets/11-deeds.js``, and can be taken back with a click.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace

from flask import Blueprint, Response, jsonify, request, send_file
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from dashboard import data
from dashboard.account import user
from dashboard.exports.workbook import file_name
from dashboard.filters import number_in
from dashboard.labels import counted
from dashboard.server.drafts import NOTHING_OF_OURS
from dashboard.server.origin import is_same_origin
from dashboard.server.upload import UploadRefusedError, form_refused
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.fields import FIELDS
from portfolio.profile import (
    ColumnRule,
    MutedRule,
    Profile,
    ProfileRefusedError,
    SheetRule,
    WordRule,
    chosen,
    forgotten,
    profile_toml,
)
from portfolio.profile.rules import Rule
from portfolio.profile.toml import LARGEST
from portfolio.sources import (
    SourceUnknownError,
    change_profile,
    describe_source,
    described,
    profile_sent,
    undo_source_change,
)

ROUTE = "/api/kilde"
PROFILE = "/hent/laeseprofil"
TOML = "application/toml"

Answer = Response | tuple[Response, int]
PageAnswer = Response | tuple[str, int]
Undo = tuple[str, Mapping[str, str]]


class _Told:
    """What a deed did, in a sentence, and what takes it back."""

    def __init__(self, message: str, undo: Undo | None = None) -> None:
        self.message = message
        self.undo = undo

    def answer(self) -> Response:
        undo = None
        if self.undo is not None:
            undo = {"action": self.undo[0], "values": dict(self.undo[1]), "label": t("draft.undo")}
        return jsonify(message=self.message, undo=undo, address=None)


Deed = Callable[[Session, int], _Told]


def sources_blueprint(unknown_page: Callable[[], str]) -> Blueprint:
    """Make the routes.

    Args:
        unknown_page: gives the house's page for an address that nothing stands at.
    """
    blueprint = Blueprint("sources", __name__)

    @blueprint.before_request
    def check_origin() -> Answer | None:
        if request.method == "POST" and not is_same_origin(request):
            return jsonify(message=t("draft.foreign_origin")), 403
        return None

    @blueprint.post(f"{ROUTE}/<asked>/<deed>")
    def change(asked: str, deed: str) -> Answer:
        source_id = number_in(asked)
        if source_id is None or deed not in _DEEDS:
            raise SourceUnknownError(source_id or 0)
        with writing(data.engine()) as session:
            told = _DEEDS[deed](session, source_id)
        return told.answer()

    @blueprint.get(f"{PROFILE}/<asked>.toml")
    def profile(asked: str) -> PageAnswer:
        source_id = number_in(asked)
        made = None if source_id is None else _profile_file(source_id)
        return (unknown_page(), 404) if made is None else made

    blueprint.register_error_handler(UploadRefusedError, form_refused)
    blueprint.register_error_handler(TvaerblikError, _refused)
    blueprint.register_error_handler(RequestEntityTooLarge, _too_large)
    return blueprint


def _refused(error: TvaerblikError) -> Answer:
    status = 404 if isinstance(error, SourceUnknownError) else 422
    return jsonify(id=error.id, message=error.message(language())), status


def _too_large(_error: RequestEntityTooLarge) -> Answer:
    """Say that what was sent is larger than any profile may be."""
    error = ProfileRefusedError("profile.too_large", limit=LARGEST >> 10)
    return jsonify(id=error.id, message=error.message(language())), 413


def _form(name: str) -> str:
    return request.form.get(name, "")


# --- Whose list it is, and by when --------------------------------------------------------------------------


def _described(session: Session, source_id: int) -> _Told:
    """Keep sender, organisation and due day."""
    told = described(_form("afsender"), _form("organisation"), _form("frist"))
    change_id = describe_source(session, source_id, told, now=data.now(), by=user())
    return _Told(t("source.told_described"), None if change_id is None else _undo(source_id, change_id))


# --- How it is read -----------------------------------------------------------------------------------------


def _changed(session: Session, source_id: int, change: Callable[[Profile], Profile], said: str) -> _Told:
    found = change_profile(session, source_id, change, now=data.now(), by=user())
    return _Told(said, _undo(source_id, found.change_id))


def _undo(source_id: int, change_id: int) -> Undo:
    return f"{ROUTE}/{source_id}/fortryd", {"aendring": str(change_id)}


def _undone(session: Session, source_id: int) -> _Told:
    """Take a change back, whatever it was about and whoever made it."""
    change_id = number_in(_form("aendring")) or 0
    undo_source_change(session, source_id, change_id, now=data.now(), by=user())
    return _Told(t("source.told_undone"))


def _column(session: Session, source_id: int) -> _Told:
    field = _form("felt")
    if field not in FIELDS and field != NOTHING_OF_OURS:
        raise UploadRefusedError("draft.field_unknown")
    rule = replace(_column_told(), field=None if field == NOTHING_OF_OURS else field, by=user())
    return _changed(session, source_id, lambda it: chosen(it, rule), t("source.told_changed"))


def _word(session: Session, source_id: int) -> _Told:
    told, code = _word_told(), _form("kode")
    codes = FIELDS[told.field].codes if told.field in FIELDS else None
    if codes is None or (code and code not in set(codes)):
        raise UploadRefusedError("draft.code_unknown")
    rule = replace(told, code=code, by=user())
    return _changed(session, source_id, lambda it: chosen(it, rule), t("source.told_changed"))


def _sheet(session: Session, source_id: int) -> _Told:
    rule = replace(_sheet_told(), is_excluded=_form("udelad") == "1", by=user())
    return _changed(session, source_id, lambda it: chosen(it, rule), t("source.told_changed"))


def _sheet_told() -> SheetRule:
    return SheetRule(_form("ark"))


def _column_told() -> ColumnRule:
    nth = number_in(_form("nr")) or 1
    return ColumnRule(_form("ark"), _form("overskrift"), _form("gruppe"), nth=nth)


def _word_told() -> WordRule:
    return WordRule(_form("felt"), _form("ord"), "")


def _muted_told() -> MutedRule:
    return MutedRule(_form("bemaerkning"), _form("overskrift"))


_RULES: Mapping[str, Callable[[], Rule]] = {
    "ark": _sheet_told,
    "kolonne": _column_told,
    "ord": _word_told,
    "bemaerkning": _muted_told,
}
"""What a form tells a rule by, and the rule that it is about."""


def _forgotten(session: Session, source_id: int) -> _Told:
    """Take a rule out; one of a kind that is not known is nowhere, which is said."""
    about = _RULES.get(_form("slags"))
    rule = None if about is None else about()
    return _changed(
        session, source_id, lambda it: it if rule is None else forgotten(it, rule), t("source.told_forgotten")
    )


# --- As a file ----------------------------------------------------------------------------------------------


def _profile_file(source_id: int) -> Response | None:
    settings = data.source_settings().get(source_id)
    if settings is None:
        return None
    name = file_name((settings.name, t("source.profile_file")), data.present_day()).removesuffix(".xlsx")
    text = io.BytesIO(profile_toml(settings.profile).encode())
    return send_file(text, mimetype=TOML, as_attachment=True, download_name=f"{name}.toml")


def _imported(session: Session, source_id: int) -> _Told:
    """Read the source's lists by a profile that was sent, and say what is otherwise than before."""
    sent = request.files.get("fil")
    given = profile_sent(None if sent is None else sent.read(), user())
    found = change_profile(session, source_id, lambda _: given, now=data.now(), by=user())
    return _Told(_difference(found.before, found.after), _undo(source_id, found.change_id))


def _difference(before: Profile, after: Profile) -> str:
    """Say how many rules are new, other and gone."""
    old, new = _by_thing(before), _by_thing(after)
    counts = {
        "new": sum(1 for thing in new if thing not in old),
        "changed": sum(1 for thing, said in new.items() if thing in old and old[thing] != said),
        "removed": sum(1 for thing in old if thing not in new),
    }
    return t("source.told_imported", counts=counted(**counts))


def _by_thing(profile: Profile) -> dict[tuple[object, ...], object]:
    """Give what each rule says by what it is about; a choice goes before what was learnt of the same."""
    found: dict[tuple[object, ...], object] = {("due_day",): profile.due_day} if profile.due_day else {}
    found |= {("sheet", it.sheet): (it.is_excluded, it.header_row) for it in profile.sheets}
    for it in sorted(profile.columns, key=lambda it: bool(it.by)):
        found["column", it.sheet, it.heading, it.group, it.nth] = it.field
    found |= {("word", it.field, it.word): it.code for it in profile.words}
    return found | {("muted", it.finding, it.heading): it.reason for it in profile.muted}


_DEEDS: Mapping[str, Deed] = {
    "oplysninger": _described,
    "kolonne": _column,
    "ord": _word,
    "ark": _sheet,
    "glem": _forgotten,
    "profil": _imported,
    "fortryd": _undone,
}
