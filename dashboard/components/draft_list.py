"""The files that somebody has still to deal with, each with what is open in it."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.deed import job_place
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import DraftDetail
from dashboard.format import instant, month, number
from dashboard.labels import counted
from dashboard.server.upload import DRAFTS
from dashboard.texts import language, t
from portfolio.comparison import RowKind
from portfolio.draft_steps import open_counts
from portfolio.vocabulary import DraftState, label


def draft_list(drafts: Sequence[DraftDetail]) -> list[Node]:
    """List the drafts; none where none waits."""
    if not drafts:
        return []
    names = ("file_name", "whose", "brings", "state")
    columns = [Column(t(f"draft.{name}")) for name in names]
    rows = [_row(draft) for draft in drafts]
    heading = t("draft.waiting", count=len(drafts), number=number(len(drafts)))
    table = html.Div(plain_table(t("draft.waiting_caption"), columns, rows), className="uncaptioned")
    return [card(heading, [table])]


def _row(draft: DraftDetail) -> list[Cell]:
    facts = draft.facts
    name = link(facts.file_name, f"{DRAFTS}/{facts.id}", id=f"kladde-{facts.id}", className="file-name")
    received = html.Span(
        f"{instant(facts.created_at)} {t('load.by', by=facts.created_by)}", className="under"
    )
    whose: list[Node] = [draft.source or t("draft.source_unknown")]
    if facts.month is not None:
        whose.append(html.Span(month(facts.month), className="under"))
    return [[name, received], whose, _brings(draft), _state(draft)]


def _brings(draft: DraftDetail) -> Cell:
    result = draft.result
    if result is None or draft.is_at_work:
        return ""
    return counted(
        new=result.count(RowKind.NEW),
        changed=result.count(RowKind.CHANGED),
        gone=len(result.comparison.gone),
    )


def _state(draft: DraftDetail) -> Cell:
    """Say what is open in words; where work goes on, how far it has come."""
    job = draft.job
    if job is not None and job.is_open:
        return job_place(job.id, share=job.progress_share, said=label(job.step, language()))
    if draft.facts.state is DraftState.READY:
        left = sum(open_counts(draft.facts, draft.result).values())
        return t("draft.open", count=left, number=number(left)) if left else t("draft.nothing_open")
    return html.Span(label(draft.facts.state, language()), className=f"state state-{draft.facts.state}")
