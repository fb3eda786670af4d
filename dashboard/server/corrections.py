"""Deeds on an initiative: fields corrected, rows merged and split, initiatives typed that stand on no list.

Each is a form of its page, sent by ``assets/11-deeds.js``. Every text is screened before anything is read.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.filters import LIST, number_in
from dashboard.labels import field_label
from dashboard.server.deeds import guarded_blueprint
from dashboard.server.drafts import Done, told
from dashboard.server.importing import Importer
from dashboard.texts import language, t
from dashboard.typed_values import VALUE, control, typed_value
from portfolio.corrections import (
    Corrected,
    CorrectionRefusedError,
    CorrectionUnknownError,
    clean_text,
    correct,
    keep_correction,
    read_reason,
    undo_correction,
)
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.fields import FIELDS, ValueKind
from portfolio.identity import (
    ChangeUnknownError,
    InitiativeUnknownError,
    merge_initiatives,
    split_initiative,
    tell_apart,
    undo_apart,
    undo_change,
)
from portfolio.typed import ENTRY_FIELDS, NotTypedError, enter_initiative, put_back, take_off

ROUTE = "/api/indsats"
NEW = f"{LIST}/ny"
TITLE_KEY = "titel"
STAY = "bliv"
"""Sent along where a deed is done from a list, to which it leads back."""

Answer = Response | tuple[Response, int]
Deed = Callable[[Session, int], Done]

_UNKNOWN = (InitiativeUnknownError, CorrectionUnknownError, ChangeUnknownError, NotTypedError)


def corrections_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    blueprint = guarded_blueprint("corrections", importer, not_screened=_KRONER)

    @blueprint.post(f"{ROUTE}/<number>/<deed>")
    def change(number: str, deed: str) -> Answer:
        initiative_id = number_in(number)
        if initiative_id is None or deed not in _DEEDS:
            raise InitiativeUnknownError(initiative_id or 0)
        with writing(data.engine()) as session:
            done = _DEEDS[deed](session, initiative_id)
        return told(done)

    @blueprint.post(f"{ROUTE}/titel")
    def title() -> Answer:
        said = typed_value(FIELDS["title"], request.form)
        return told(Done(address=f"{NEW}?{urlencode({TITLE_KEY: str(said)})}"))

    @blueprint.post(f"{ROUTE}/ny")
    def enter() -> Answer:
        with writing(data.engine()) as session:
            done = _entered(session)
        return told(done)

    blueprint.register_error_handler(TvaerblikError, _refused)
    return blueprint


_KRONER = {control(field, VALUE) for field in FIELDS.values() if field.kind is ValueKind.AMOUNT}
"""Kroner are just a number, however many digits they have."""


def _refused(error: TvaerblikError) -> Answer:
    status = 404 if isinstance(error, _UNKNOWN) else 422
    return jsonify(id=error.id, message=error.message(language())), status


def _form(name: str) -> str:
    return request.form.get(name, "")


def _number(name: str) -> int:
    return number_in(_form(name)) or 0


# --- Fields -------------------------------------------------------------------------------------------------


def _corrected(session: Session, initiative_id: int) -> Done:
    field = FIELDS.get(_form("felt"))
    if field is None:
        raise CorrectionRefusedError("correction.field_unknown")
    value = typed_value(field, request.form)
    made = correct(
        session, initiative_id, field.name, value, reason=_form("begrundelse"), now=data.now(), by=user()
    )
    undo = (f"{ROUTE}/{initiative_id}/fortryd-rettelse", {"rettelse": str(made.id)})
    return Done(address=f"{LIST}/{initiative_id}", message=_said("correct.told", made), undo=undo)


def _correction_undone(session: Session, _initiative_id: int) -> Done:
    undone = undo_correction(session, _number("rettelse"), now=data.now(), by=user())
    return Done(message=_said("correct.told_undone", undone))


def _correction_kept(session: Session, _initiative_id: int) -> Done:
    kept = keep_correction(session, _number("rettelse"), now=data.now(), by=user())
    return Done(message=_said("correct.told_kept", kept))


def _said(text_id: str, made: Corrected) -> str:
    said = t(text_id, field=field_label(made.field))
    return f"{said} {t('correct.told_backwards')}" if made.ends_before_start else said


# --- Identity -----------------------------------------------------------------------------------------------


def _merged(session: Session, initiative_id: int) -> Done:
    """Merge two; the one that was known first keeps its address."""
    kept_id, gone_id = sorted((initiative_id, _number("anden")))
    reason = read_reason(_form("begrundelse"))
    change = merge_initiatives(session, kept_id, gone_id, reason=reason, now=data.now(), by=user())
    undo = (f"{ROUTE}/{kept_id}/fortryd-aendring", {"aendring": str(change), STAY: _form(STAY)})
    return Done(address=_onwards(kept_id), message=t("identity.told_merged"), undo=undo)


def _split(session: Session, initiative_id: int) -> Done:
    parts = [text.partition("-") for text in request.form.getlist("raekke")]
    reports = [(number_in(upload) or 0, number_in(number) or 0) for upload, _, number in parts]
    reason = read_reason(_form("begrundelse"))
    change, new_id = split_initiative(
        session, initiative_id, reports, reason=reason, now=data.now(), by=user()
    )
    undo = (f"{ROUTE}/{initiative_id}/fortryd-aendring", {"aendring": str(change)})
    return Done(message=t("identity.told_split", id=new_id), undo=undo)


def _change_undone(session: Session, initiative_id: int) -> Done:
    undo_change(session, _number("aendring"), now=data.now(), by=user())
    return Done(address=_onwards(initiative_id), message=t("identity.told_undone"))


def _onwards(initiative_id: int) -> str | None:
    """Lead to an initiative's page, unless the reader is to stay."""
    return None if _form(STAY) else f"{LIST}/{initiative_id}"


def _told_apart(session: Session, initiative_id: int) -> Done:
    other = _number("anden")
    reason = " ".join(clean_text(_form("begrundelse")).split()) or None
    tell_apart(session, initiative_id, other, reason=reason, now=data.now(), by=user())
    undo = (f"{ROUTE}/{initiative_id}/fortryd-ikke-samme", {"anden": str(other)})
    return Done(message=t("identity.told_apart"), undo=undo)


def _apart_undone(session: Session, initiative_id: int) -> Done:
    undo_apart(session, initiative_id, _number("anden"), now=data.now(), by=user())
    return Done(message=t("identity.told_asked_again"))


# --- What stands on no list ---------------------------------------------------------------------------------


def _entered(session: Session) -> Done:
    fields = [FIELDS[name] for name in ENTRY_FIELDS]
    said = {field.name: typed_value(field, request.form, blank_is_unstated=True) for field in fields}
    values = {name: value for name, value in said.items() if value is not None}
    declined = tuple(filter(None, map(number_in, request.form.getlist("ikke"))))
    made = enter_initiative(session, values, declined=declined, now=data.now(), by=user())
    return Done(address=f"{LIST}/{made.initiative_id}", message=t("typed.told"))


def _taken_off(session: Session, initiative_id: int) -> Done:
    take_off(session, initiative_id, reason=_form("begrundelse"), now=data.now(), by=user())
    undo: dict[str, str] = {}
    back = f"{ROUTE}/{initiative_id}/saet-tilbage"
    return Done(address=f"{LIST}/{initiative_id}", message=t("typed.told_off"), undo=(back, undo))


def _put_back(session: Session, initiative_id: int) -> Done:
    put_back(session, initiative_id, now=data.now(), by=user())
    return Done(address=f"{LIST}/{initiative_id}", message=t("typed.told_back"))


_DEEDS: dict[str, Deed] = {
    "ret": _corrected,
    "fortryd-rettelse": _correction_undone,
    "behold": _correction_kept,
    "laeg-sammen": _merged,
    "del": _split,
    "fortryd-aendring": _change_undone,
    "ikke-samme": _told_apart,
    "fortryd-ikke-samme": _apart_undone,
    "tag-af": _taken_off,
    "saet-tilbage": _put_back,
}
