"""What became of several lists that were loaded together: which are in, which are not, and why."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import job_place
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import DraftDetail
from dashboard.format import month, number
from dashboard.labels import counted
from dashboard.server.upload import DRAFTS
from dashboard.texts import language, t
from portfolio.messages import sentence
from portfolio.vocabulary import DraftState, label

TOGETHER = "samlet"


def together_card(drafts: Sequence[DraftDetail]) -> list[Node]:
    """Tell of drafts that were to be loaded together, while it goes on and when it is done.

    The place is there before there is anything to tell, so that whoever asks for it is led there.
    """
    if not drafts:
        return [html.Div(id=TOGETHER, tabIndex=-1)]
    columns = [Column(t(f"draft.{name}")) for name in ("file_name", "whose", "outcome")]
    rows = [_row(draft) for draft in drafts]
    table = plain_table(t("draft.together_caption"), columns, rows, "plain stacked")
    shown = card(_heading(drafts), [html.Div(table, className="uncaptioned")], _subtitle(drafts))
    return [html.Div(shown, id=TOGETHER, tabIndex=-1)]


def _heading(drafts: Sequence[DraftDetail]) -> str:
    at_work = sum(draft.is_at_work for draft in drafts)
    loaded = sum(draft.facts.state is DraftState.CONFIRMED for draft in drafts)
    facts: dict[str, str | int] = {"count": loaded, "number": number(loaded), "all": number(len(drafts))}
    if at_work:
        return t("draft.together_going", **(facts | {"number": number(len(drafts) - at_work)}))
    return t("draft.together_all", **facts) if loaded == len(drafts) else t("draft.together", **facts)


def _subtitle(drafts: Sequence[DraftDetail]) -> str:
    if any(draft.is_at_work for draft in drafts):
        return t("draft.together_leave")
    return t("draft.together_done")


def _row(draft: DraftDetail) -> list[Cell]:
    facts = draft.facts
    whose: list[Node] = [draft.source]
    if facts.month is not None:
        whose.append(html.Span(month(facts.month), className="under"))
    return [link(facts.file_name, f"{DRAFTS}/{facts.id}", className="file-name"), whose, _outcome(draft)]


def _outcome(draft: DraftDetail) -> Cell:
    """Say what became of a list: what it changed, how far it has come, or why it is not in."""
    job, facts = draft.job, draft.facts
    if job is not None and job.is_open:
        return job_place(job.id, share=job.progress_share, said=label(job.step, language()), stays=True)
    if facts.upload_id is not None:
        return _loaded(facts.upload_id)
    told = facts.refusal if job is None or job.error is None else job.error
    why = t("draft.together_changed") if told is None else sentence(told.id, told.facts, language())
    said = t("draft.discarded") if facts.state is DraftState.DISCARDED else why
    return [html.Strong(t("draft.not_loaded")), " ", said]


def _loaded(upload_id: int) -> Cell:
    receipt = link(t("draft.to_receipt"), f"/indlaes/{upload_id}")
    upload = data.upload(upload_id)
    if upload is None:
        return receipt
    counts = counted(new=len(upload.new), changed=len(upload.changed), gone=len(upload.gone))
    return [t("draft.loaded", counts=counts), " ", receipt]
