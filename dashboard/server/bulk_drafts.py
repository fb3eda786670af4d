"""Deeds on several drafts at once: load all that are ready, discard those chosen, and have them again.

Each list is loaded by a job of its own, in a transaction of its own: what fails keeps nothing else back.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress

from flask import Blueprint, Response, jsonify, request

from dashboard import data
from dashboard.account import user
from dashboard.filters import number_in
from dashboard.format import number
from dashboard.server.drafts import Done, deed_refused, told
from dashboard.server.importing import Importer
from dashboard.server.origin import is_same_origin
from dashboard.server.upload import UploadRefusedError, form_refused
from dashboard.texts import t
from portfolio.database import writing
from portfolio.discarding import discard_draft, restore_draft
from portfolio.drafts import DraftUnknownError, confirm_draft
from portfolio.errors import TvaerblikError

ROUTE = "/api/kladder"
TOGETHER_KEY = "samlet"
"""Names in the address of Indlæs the drafts whose loading together is told of."""

MOST_TOGETHER = 200

Answer = Response | tuple[Response, int]


def bulk_blueprint(importer: Importer | None) -> Blueprint:
    """Make the routes; without an import nothing is here to be done."""
    blueprint = Blueprint("bulk_drafts", __name__)

    @blueprint.before_request
    def check() -> Answer | None:
        if not is_same_origin(request):
            return jsonify(message=t("draft.foreign_origin")), 403
        return None

    @blueprint.post(f"{ROUTE}/<deed>")
    def change(deed: str) -> Answer:
        if importer is None or deed not in _DEEDS:
            raise DraftUnknownError(0)
        return told(_DEEDS[deed](importer))

    blueprint.register_error_handler(UploadRefusedError, form_refused)
    blueprint.register_error_handler(TvaerblikError, deed_refused)
    return blueprint


def together_address(draft_ids: Iterable[int]) -> str:
    """Give the address that tells what became of some drafts."""
    return f"/indlaes?{TOGETHER_KEY}={','.join(map(str, draft_ids))}"


def _all_confirmed(importer: Importer) -> Done:
    """Ask for each list that was shown as ready to be loaded; what has changed since is left and told of."""
    shown = [tuple(map(number_in, text.split(":"))) for text in request.form.getlist("klar")]
    pairs = [(draft_id, seen) for draft_id, seen in shown if draft_id is not None][:MOST_TOGETHER]
    if not pairs:
        raise UploadRefusedError("draft.none_ready")
    for draft_id, seen in pairs:
        with suppress(TvaerblikError):  # the address tells of each how it stands
            with writing(data.engine()) as session:
                job = confirm_draft(session, draft_id, now=data.now(), by=user(), revision=seen)
            importer.tell(job)
    return Done(address=together_address(draft_id for draft_id, _ in pairs))


def _chosen_discarded(_importer: Importer) -> Done:
    """Discard the chosen drafts; one that is being stored just now stays."""
    chosen = _chosen()
    kept: list[int] = []
    count = 0
    for draft_id in chosen:
        with suppress(TvaerblikError), writing(data.engine()) as session:
            if discard_draft(session, draft_id, now=data.now()):
                kept.append(draft_id)
            count += 1
    message = t("draft.told_discarded_many", count=count, number=number(count))
    if count < len(chosen):
        left = len(chosen) - count
        message = f"{message} {t('draft.told_not_discarded', count=left, number=number(left))}"
    undo = (f"{ROUTE}/fortryd", {"kladde": list(map(str, kept))}) if kept else None
    return Done(address="/indlaes", message=message, undo=undo)


def _chosen_restored(importer: Importer) -> Done:
    count = 0
    for draft_id in _chosen():
        with suppress(TvaerblikError):
            with writing(data.engine()) as session:
                job = restore_draft(session, draft_id, now=data.now(), by=user())
            importer.tell(job)
            count += 1
    return Done(address="/indlaes", message=t("draft.told_restored_many", count=count, number=number(count)))


def _chosen() -> list[int]:
    chosen = [it for it in map(number_in, request.form.getlist("kladde")) if it is not None]
    if not chosen:
        raise UploadRefusedError("draft.none_chosen")
    return chosen[:MOST_TOGETHER]


_DEEDS: dict[str, Callable[[Importer], Done]] = {
    "indlaes": _all_confirmed,
    "kasser": _chosen_discarded,
    "fortryd": _chosen_restored,
}
