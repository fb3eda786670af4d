"""Deeds on drafts: what is chosen, answered, confirmed, discarded and withdrawn; and how far a job has come.

Each is a form of a draft's page, sent by ``assets/11-deeds.js``. An answer names the job to wait for, or the
address to go on to.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Response, jsonify, request
from sqlalchemy.orm import Session

from dashboard import data
from dashboard.account import user
from dashboard.components.pack_form import PACK_PAGE
from dashboard.filters import number_in
from dashboard.format import number
from dashboard.server.importing import Importer
from dashboard.server.origin import is_same_origin
from dashboard.server.upload import (
    DRAFTS,
    UploadRefusedError,
    addressed,
    form_refused,
    read_form_month,
    read_source,
)
from dashboard.texts import language, t
from portfolio.choices import Choice, check_choice
from portfolio.comparison import ComparedRow
from portfolio.database import reading, writing
from portfolio.discarding import discard_draft, restore_draft
from portfolio.draft_result import result_of
from portfolio.draft_steps import Step, key_of, sure_pairs
from portfolio.drafts import (
    DraftUnknownError,
    RowSaid,
    Saying,
    address_draft,
    answer_draft,
    answers_of,
    choose_for_draft,
    compare_again,
    confirm_draft,
    facts_of,
    open_draft,
    read_reason,
    said_of_row,
    said_to_findings,
)
from portfolio.errors import TvaerblikError
from portfolio.fields import FIELDS
from portfolio.jobs import JobFacts, job_facts
from portfolio.ledger import Candidate
from portfolio.messages import sentence
from portfolio.profile import ColumnRule, Profile, SheetRule, WordRule, profile_json, profile_of
from portfolio.profile.choosing import chosen, forgotten
from portfolio.profile.rules import Rule
from portfolio.questions import as_read
from portfolio.sender_answers import findings_asked, with_sender_answers, without_sender_answers
from portfolio.store import UploadUnknownError, withdraw_upload
from portfolio.vocabulary import AnswerKind, JobKind, JobState, label

ROUTE = "/api/kladde"
JOBS = "/api/job"
STEP_KEY = "trin"
UPLOADS = "/api/indlaesning"
NOTHING_OF_OURS = "ingen"
"""The choice of field for a column that is nothing of ours."""

Answer = Response | tuple[Response, int]


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed led to.

    Attributes:
        job: the job that must be done before the page shows what it led to.
        address: where to go on; None stays on the page.
        message: what to tell in the corner.
        undo: the address that takes it back, with the values to send there.
    """

    job: str | None = None
    address: str | None = None
    message: str | None = None
    undo: tuple[str, Mapping[str, str | list[str]]] | None = None


Deed = Callable[[Session, int], Done]


def step_address(draft_id: int, step: Step) -> str:
    """Give the address of a step of a draft: whoever answers something stays at its step."""
    return f"{DRAFTS}/{draft_id}?{STEP_KEY}={step}"


def drafts_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing is here to be done."""
    blueprint = Blueprint("drafts", __name__)
    deeds = _DEEDS if importer is not None else {}

    @blueprint.before_request
    def check_origin() -> Answer | None:
        if request.method == "POST" and not is_same_origin(request):
            return jsonify(message=t("draft.foreign_origin")), 403
        return None

    @blueprint.post(f"{ROUTE}/<number>/<deed>")
    def change(number: str, deed: str) -> Answer:
        draft_id = number_in(number)
        if draft_id is None or deed not in deeds or importer is None:
            raise DraftUnknownError(draft_id or 0)
        return _answered(importer, deeds[deed], draft_id)

    @blueprint.post(f"{UPLOADS}/<number>/traek-tilbage")
    def withdraw(number: str) -> Answer:
        upload_id = number_in(number)
        if upload_id is None:
            raise UploadUnknownError(0)
        return _withdrawn(upload_id)

    @blueprint.get(f"{JOBS}/<job_id>")
    def job(job_id: str) -> Answer:
        return _job_told(job_id)

    blueprint.register_error_handler(UploadRefusedError, form_refused)
    blueprint.register_error_handler(TvaerblikError, deed_refused)
    return blueprint


def _answered(importer: Importer, deed: Deed, draft_id: int) -> Answer:
    with writing(data.engine()) as session:
        done = deed(session, draft_id)
    if done.job is not None:
        importer.tell(done.job)
    return told(done)


def told(done: Done) -> Answer:
    """Answer with what a deed led to, in the form that ``assets/11-deeds.js`` reads."""
    undo = None
    if done.undo is not None:
        undo = {"action": done.undo[0], "values": done.undo[1], "label": t("draft.undo")}
    return jsonify(job=done.job, address=done.address, message=done.message, undo=undo)


def deed_refused(error: TvaerblikError) -> Answer:
    """Say why a deed was not done."""
    status = 404 if isinstance(error, DraftUnknownError | UploadUnknownError) else 422
    return jsonify(id=error.id, message=error.message(language())), status


# --- Jobs ---------------------------------------------------------------------------------------------------


def _job_told(job_id: str) -> Answer:
    """Say how far a job has come; one that confirmed leads to the receipt."""
    with reading(data.engine()) as session:
        job = job_facts(session, job_id)
        if job is None:
            return jsonify(message=t("draft.job_unknown")), 404
    upload_id = data.draft_upload(job.draft_id) if job.kind is JobKind.CONFIRM else None
    address = None if upload_id is None else f"/indlaes/{upload_id}"
    address = f"{PACK_PAGE}/{job_id}" if job.kind is JobKind.PACK else address
    return jsonify(open=job.is_open, share=job.progress_share, said=_said(job), address=address)


def _said(job: JobFacts) -> str:
    if job.error is not None:
        return sentence(job.error.id, job.error.facts, language())
    return label(job.step, language()) if job.state is not JobState.DONE else label(JobState.DONE, language())


# --- Whose list it is ---------------------------------------------------------------------------------------


def _addressed(session: Session, draft_id: int) -> Done:
    source, month = read_source(), read_form_month()
    if not source:
        raise UploadRefusedError("upload.source_missing")
    if month is None:
        raise UploadRefusedError("upload.month_missing")
    whose = addressed(session, source, month)
    return Done(address_draft(session, draft_id, whose, now=data.now(), by=user()), f"{DRAFTS}/{draft_id}")


# --- How it is read -----------------------------------------------------------------------------------------


def _chosen(session: Session, draft_id: int, change: Callable[[Profile], Profile]) -> Done:
    choices = change(facts_of(open_draft(session, draft_id)).choices)
    job = choose_for_draft(session, draft_id, profile_json(choices), now=data.now(), by=user())
    return Done(job, step_address(draft_id, Step.RECOGNISE))


def _chose(session: Session, draft_id: int, rule: Choice) -> Done:
    """Keep a choice that can work, as far as the last reading tells."""
    draft = open_draft(session, draft_id)
    if draft.result_json is not None and draft.result_revision == draft.revision:
        check_choice(rule, result_of(draft.result_json))
    return _chosen(session, draft_id, lambda choices: chosen(choices, rule))


def _column(session: Session, draft_id: int) -> Done:
    field = _form("felt")
    if field not in FIELDS and field != NOTHING_OF_OURS:
        raise UploadRefusedError("draft.field_unknown")
    rule = ColumnRule(
        sheet=_form("ark"),
        heading=_form("overskrift"),
        group=_form("gruppe"),
        field=None if field == NOTHING_OF_OURS else field,
        by=user(),
        nth=number_in(_form("nr")) or 1,
    )
    return _chose(session, draft_id, rule)


def _suggestions(session: Session, draft_id: int) -> Done:
    """Take all that is asked of columns and words as it was read."""
    draft = open_draft(session, draft_id)
    result = None if draft.result_json is None else result_of(draft.result_json)
    rules = [] if result is None else [as_read(asked, user()) for asked in result.understood.questions]

    def taken(choices: Profile) -> Profile:
        for rule in rules:
            choices = chosen(choices, rule)
        return choices

    return _chosen(session, draft_id, taken)


def _sheet(session: Session, draft_id: int) -> Done:
    rule = SheetRule(_form("ark"), is_excluded=_form("udelad") == "1", by=user())
    return _chose(session, draft_id, rule)


def _heading_row(session: Session, draft_id: int) -> Done:
    row = number_in(_form("raekke"))
    if row is None:
        raise UploadRefusedError("draft.row_unreadable")
    rule = SheetRule(_form("ark"), header_row=row, by=user())
    return _chose(session, draft_id, rule)


def _word(session: Session, draft_id: int) -> Done:
    field, word, code = _form("felt"), _form("ord"), _form("kode")
    codes = FIELDS[field].codes if field in FIELDS else None
    if codes is None or (code and code not in set(codes)):
        raise UploadRefusedError("draft.code_unknown")
    return _chosen(session, draft_id, lambda choices: chosen(choices, WordRule(field, word, code, user())))


def _taken_back(session: Session, draft_id: int) -> Done:
    try:
        told = profile_of(_form("regel"))
    except (ValueError, TypeError, AttributeError) as error:
        raise UploadRefusedError("draft.answer_unknown") from error
    rules: tuple[Rule, ...] = (*told.sheets, *told.columns, *told.words, *told.muted)

    def without(choices: Profile) -> Profile:
        for rule in rules:
            choices = forgotten(choices, rule)
        return choices

    return _chosen(session, draft_id, without)


def _compared_again(session: Session, draft_id: int) -> Done:
    return Done(compare_again(session, draft_id, now=data.now(), by=user()))


# --- What is said to findings and rows ----------------------------------------------------------------------


def _findings_answered(session: Session, draft_id: int) -> Done:
    keys = tuple(request.form.getlist("noegle"))
    kinds = {"": None, "accepter": AnswerKind.ACCEPTED, "slaa-fra": AnswerKind.MUTED}
    said = _form("svar")
    if said not in kinds:
        raise UploadRefusedError("draft.answer_unknown")
    answers = answers_of(open_draft(session, draft_id).answers_json)
    changed = said_to_findings(answers, keys, kinds[said], _form("begrundelse"), _saying())
    answer_draft(session, draft_id, changed, now=data.now())
    return Done(address=step_address(draft_id, Step.CHECK))


def _sender_answers_taken(session: Session, draft_id: int) -> Done:
    """Let the sender's answers to some questions settle their findings, or take that back."""
    draft = open_draft(session, draft_id)
    if draft.result_json is None:
        raise UploadRefusedError("draft.answer_unknown")
    result, answers = result_of(draft.result_json), answers_of(draft.answers_json)
    asked = findings_asked(result.findings)
    undone, wanted = _form("fortryd").split(), _several("spoergsmaal")
    if undone:
        changed = without_sender_answers(answers, asked, undone)
        message, undo = t("draft.told_answers_back"), None
    else:
        changed = with_sender_answers(answers, result.answers, asked, wanted, _saying())
        if changed == answers:
            raise UploadRefusedError("draft.no_answer_chosen")
        count = len(changed.findings) - len(answers.findings)
        message = t("draft.told_answers", count=count, number=number(count))
        undo = (f"{ROUTE}/{draft_id}/svar", {"fortryd": " ".join(wanted)})
    answer_draft(session, draft_id, changed, now=data.now())
    return Done(address=step_address(draft_id, Step.CHECK), message=message, undo=undo)


def _row_answered(session: Session, draft_id: int) -> Done:
    key, said = _form("noegle"), _form("svar")
    declined = tuple(filter(None, map(number_in, request.form.getlist("ikke"))))
    row = None
    if said:
        initiative = None if said == "ny" else number_in(said)
        if initiative is None and said != "ny":
            raise UploadRefusedError("draft.answer_unknown")
        row = RowSaid(initiative, declined if initiative is None else ())
    draft = open_draft(session, draft_id)
    answer_draft(session, draft_id, said_of_row(answers_of(draft.answers_json), key, row), now=data.now())
    job = compare_again(session, draft_id, now=data.now(), by=user())
    return Done(job, step_address(draft_id, Step.COMPARE))


def _sure_ones_answered(session: Session, draft_id: int) -> Done:
    """Say of all the pairs that were shown that each is the same, or take that back of some rows."""
    draft = open_draft(session, draft_id)
    answers = answers_of(draft.answers_json)
    undone, shown = _several("fortryd"), set(_several("par"))
    if undone:
        rows = {key: said for key, said in answers.rows.items() if key not in undone}
        message, undo = t("draft.told_pairs_back"), None
    else:
        result = None if draft.result_json is None else result_of(draft.result_json)
        pairs = () if result is None else sure_pairs(answers, result)
        same = {key_of(row): RowSaid(it.initiative_id) for row, it in pairs}
        if not shown or shown != {pair_word(row, it) for row, it in pairs}:
            raise UploadRefusedError("draft.pairs_changed")
        rows = {**answers.rows, **same}
        message = t("draft.told_pairs", count=len(same), number=number(len(same)))
        undo = (f"{ROUTE}/{draft_id}/ens", {"fortryd": list(same)})
    answer_draft(session, draft_id, replace(answers, rows=rows), now=data.now())
    job = compare_again(session, draft_id, now=data.now(), by=user())
    return Done(job, step_address(draft_id, Step.COMPARE), message, undo)


def pair_word(row: ComparedRow, candidate: Candidate) -> str:
    """Name a row and the initiative that it may be about, for a form that confirms what it shows."""
    return f"{candidate.initiative_id}:{key_of(row)}"


def _shrinking_accepted(session: Session, draft_id: int) -> Done:
    answers = answers_of(open_draft(session, draft_id).answers_json)
    reason = "" if _form("svar") == "fortryd" else read_reason(_form("begrundelse"))
    answer_draft(session, draft_id, replace(answers, shrink_reason=reason), now=data.now())
    return Done(address=step_address(draft_id, Step.COMPARE))


# --- The end of the way -------------------------------------------------------------------------------------


def _confirmed(session: Session, draft_id: int) -> Done:
    seen = number_in(_form("udgave"))
    return Done(confirm_draft(session, draft_id, now=data.now(), by=user(), revision=seen))


def _discarded(session: Session, draft_id: int) -> Done:
    is_kept = discard_draft(session, draft_id, now=data.now())
    undo: tuple[str, dict[str, str]] | None = (
        (f"{ROUTE}/{draft_id}/fortryd-kassering", {}) if is_kept else None
    )
    return Done(address="/indlaes", message=t("draft.told_discarded"), undo=undo)


def _restored(session: Session, draft_id: int) -> Done:
    job = restore_draft(session, draft_id, now=data.now(), by=user())
    return Done(job, f"{DRAFTS}/{draft_id}", t("draft.told_restored"))


def _withdrawn(upload_id: int) -> Answer:
    reason = read_reason(_form("begrundelse"))
    with writing(data.engine()) as session:
        withdraw_upload(session, upload_id, now=data.now(), by=user(), reason=reason)
    return told(Done(address=f"/indlaes/{upload_id}", message=t("draft.told_withdrawn")))


_DEEDS: dict[str, Deed] = {
    "kilde": _addressed,
    "felt": _column,
    "forslag": _suggestions,
    "ark": _sheet,
    "overskrift": _heading_row,
    "ord": _word,
    "tag-tilbage": _taken_back,
    "sammenlign": _compared_again,
    "bemaerkning": _findings_answered,
    "svar": _sender_answers_taken,
    "raekke": _row_answered,
    "ens": _sure_ones_answered,
    "skrump": _shrinking_accepted,
    "bekraeft": _confirmed,
    "kasser": _discarded,
    "fortryd-kassering": _restored,
}


def _form(name: str) -> str:
    return request.form.get(name, "")


def _several(name: str) -> list[str]:
    return request.form.getlist(name)


def _saying() -> Saying:
    return Saying(user(), data.now())
