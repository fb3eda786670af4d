"""Deeds on reference data: rows added, changed, ended, removed; undone and done again.

Each is a form of ``/organisation`` and the pages below it, sent by ``assets/11-deeds.js``. Every text is
screened before anything is read.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.filters import number_in
from dashboard.reference_values import (
    FIELD_PREFIX,
    FORMS,
    SUBJECTS,
    Control,
    new_id,
    typed_day,
    typed_values,
)
from dashboard.server.deeds import guarded_blueprint
from dashboard.server.drafts import Done, told
from dashboard.server.importing import Importer
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.reference import load_reference, shipped_reference
from portfolio.reference_editing import (
    Change,
    Made,
    ReferenceRefusedError,
    edit,
    name_of,
    redo_deed,
    undo_deed,
)
from portfolio.reference_edits import Plain, RowKey, find_row, values_of
from portfolio.reference_rows import Organisation
from portfolio.rules.structure import children_of, members_of, seats_of
from portfolio.vocabulary import EditKind, Subject

ROUTE = "/api/stamdata"
PAGE, AGREEMENTS = "/organisation", "/organisation/aftaler"

ROW, STAMP, REASON, ON_PAGE = "raekke", "stempel", "begrundelse", "side"
"""Names of a form's own fields: the row, its stamp, the reason, and the page to go on to."""

_SCREENED = frozenset({REASON, "id"})
_DAYS = frozenset(it.key for fields in FORMS.values() for it in fields if it.control is Control.DAY)

Answer = Response | tuple[Response, int]
Deed = Callable[[Session, Subject], Done]


def organisation_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing can be changed here."""
    blueprint = guarded_blueprint("organisation", importer, is_screened=_is_screened)

    @blueprint.post(f"{ROUTE}/<word>/<deed>")
    def change(word: str, deed: str) -> Answer:
        if word not in SUBJECTS or deed not in _DEEDS:
            raise ReferenceRefusedError("reference.row_gone")
        with writing(data.engine()) as session:
            done = _DEEDS[deed](session, SUBJECTS[word])
        return told(done)

    @blueprint.post(f"{ROUTE}/fortryd")
    def undo() -> Answer:
        with writing(data.engine()) as session:
            done = _undone(session)
        return told(done)

    @blueprint.post(f"{ROUTE}/gentag")
    def redo() -> Answer:
        with writing(data.engine()) as session:
            done = _done_again(session)
        return told(done)

    blueprint.register_error_handler(TvaerblikError, _refused)
    return blueprint


def _is_screened(name: str) -> bool:
    """Tell whether people type text in a field."""
    return (name.startswith(FIELD_PREFIX) and name not in _DAYS) or name in _SCREENED


def _refused(error: TvaerblikError) -> Answer:
    status = 404 if error.id in ("reference.row_gone", "reference.edit_gone") else 422
    return jsonify(id=error.id, message=error.message(language())), status


def _form(name: str) -> str:
    return request.form.get(name, "")


def _made(seen: Iterable[RowKey] = (), *, keeps: bool = False) -> Made:
    return Made(
        reason=_form(REASON),
        now=data.now(),
        by=user(),
        seen={row: _form(STAMP) for row in seen},
        leaves_initiatives=_form("bliver") == "1",
        keeps=keeps,
    )


def _done(deed: int, message: str, address: str | None = None) -> Done:
    undo = (f"{ROUTE}/fortryd", {"aendring": str(deed), ON_PAGE: _form(ON_PAGE)})
    return Done(address=address or _page(), message=message, undo=undo)


def _page() -> str | None:
    """Give the page to go on to, where the form names one of ours."""
    asked = _form(ON_PAGE)
    plain = asked.partition("?")[0]
    is_ours = plain == PAGE or (plain.startswith(f"{PAGE}/") and "//" not in plain and "\\" not in asked)
    return asked if is_ours else None


# --- Rows


def _added(session: Session, subject: Subject) -> Done:
    values = typed_values(subject, request.form, is_new=True)
    row_id = new_id(subject, values, _form("id"))
    if subject is Subject.SEAT:
        values["number"] = 1 + max((it.number for it in seats_of(str(values["organisation"]))), default=0)
    change = Change(subject, row_id, EditKind.ADD, {**values, "id": row_id})
    deed = edit(session, [change], _made())
    name = str(values.get("name") or values.get("text") or values.get("role") or values.get("word") or "")
    address = f"{PAGE}/{row_id}" if subject is Subject.ORGANISATION else None
    return _done(deed, t("organisation.told_added", name=name) if name else t("organisation.told"), address)


def _changed(session: Session, subject: Subject) -> Done:
    row = (subject, _form(ROW))
    change = Change(*row, EditKind.CHANGE, typed_values(subject, request.form))
    return _done(edit(session, [change], _made([row])), t("organisation.told"))


def _removed(session: Session, subject: Subject) -> Done:
    row = (subject, _form(ROW))
    deed = edit(session, [Change(*row, EditKind.REMOVE, {})], _made([row]))
    return _done(deed, t("organisation.told_removed"))


def _ended(session: Session, subject: Subject) -> Done:
    """End a body or a focus area; with a tick, all that is under it on the same day."""
    row, day = (subject, _form(ROW)), typed_day(_form("dato"))
    changes = [_ending(*row, day)]
    if _form("alt") == "1":
        changes += _ending_below(*row, day)
    deed = edit(session, changes, _made([row]))
    below = len(changes) - 1
    return _done(deed, t("organisation.told_ended", count=below) if below else t("organisation.told"))


def _ending(subject: Subject, row_id: str, day: dt.date) -> Change:
    return Change(subject, row_id, EditKind.CHANGE, {"last_date": day.isoformat()})


def _ending_below(subject: Subject, row_id: str, day: dt.date) -> list[Change]:
    """Give the changes that end all under a body or a focus area that would go on after it."""
    return [
        _ending(below, id_, day)
        for below, id_, last in dict.fromkeys(_below(subject, row_id, set()))
        if (last or dt.date.max) > day
    ]


def _below(subject: Subject, row_id: str, seen: set[str]) -> Iterator[tuple[Subject, str, dt.date | None]]:
    if subject is Subject.FOCUS_AREA:
        goals = (it for it in load_reference().goals if it.focus_area == row_id)
        yield from ((Subject.GOAL, it.id, it.last_date) for it in goals)
        return
    seen.add(row_id)
    yield from ((Subject.MEMBERSHIP, it.id, it.last_date) for it in members_of(row_id))
    yield from ((Subject.SEAT, it.id, it.last_date) for it in seats_of(row_id))
    for child in children_of(row_id):
        yield Subject.ORGANISATION, child.id, child.last_date
        if child.id not in seen:
            yield from _below(Subject.ORGANISATION, child.id, seen)


def _succeeded(session: Session, _subject: Subject) -> Done:
    """Let another take over from a body on a day; the body ends on the eve of it, where it had no end."""
    row = (Subject.ORGANISATION, _form(ROW))
    body = find_row(load_reference(), *row)
    if not isinstance(body, Organisation):
        raise ReferenceRefusedError("reference.row_gone")
    values = typed_values(Subject.SUCCESSION, request.form, is_new=True) | {"organisation": body.id}
    row_id = new_id(Subject.SUCCESSION, values)
    changes = [Change(Subject.SUCCESSION, row_id, EditKind.ADD, {**values, "id": row_id})]
    eve = typed_day(str(values["date"])) - dt.timedelta(days=1)
    if body.last_date is None:
        changes.append(_ending(*row, eve))
        changes += _ending_below(*row, eve) if _form("alt") == "1" else []
    deed = edit(session, changes, _made([row]))
    return _done(deed, t("organisation.told_succeeded", name=body.name))


def _settled(session: Session, subject: Subject) -> Done:
    """Keep what people set against what a release says, or take the release's."""
    row, field = (subject, _form(ROW)), _form("felt")
    known, shipped = find_row(load_reference(), *row), find_row(shipped_reference(), *row)
    if known is None or field not in values_of(known):
        raise ReferenceRefusedError("reference.row_gone")
    ours, theirs = values_of(known)[field], None if shipped is None else values_of(shipped)[field]
    value: Plain = theirs if _form("hvis") == "medfoelgende" else ours
    change = Change(*row, EditKind.CHANGE, {field: value})
    deed = edit(session, [change], _made([row], keeps=True))
    return _done(deed, t("organisation.told_settled", name=name_of(known)))


# --- Back and forth


def _undone(session: Session) -> Done:
    deed = number_in(_form("aendring")) or 0
    undo_deed(session, deed, now=data.now(), by=user())
    again = (f"{ROUTE}/gentag", {"aendring": str(deed), ON_PAGE: _form(ON_PAGE)})
    return Done(address=_page(), message=t("organisation.told_undone"), undo=again)


def _done_again(session: Session) -> Done:
    deed = redo_deed(session, number_in(_form("aendring")) or 0, now=data.now(), by=user())
    return _done(deed, t("organisation.told_again"))


_DEEDS: dict[str, Deed] = {
    "tilfoej": _added,
    "ret": _changed,
    "afslut": _ended,
    "fjern": _removed,
    "afloeser": _succeeded,
    "afgoer": _settled,
}
