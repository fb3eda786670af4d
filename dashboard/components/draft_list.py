"""The files that somebody has still to deal with, with what is open in each; and those just discarded."""

import datetime as dt
from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form, job_place
from dashboard.components.draft_together import TOGETHER as TOGETHER_ID
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.data import DraftDetail, DraftFacts
from dashboard.format import instant, month, number
from dashboard.labels import counted
from dashboard.server.bulk_drafts import ROUTE as TOGETHER
from dashboard.server.drafts import ROUTE
from dashboard.server.upload import DRAFTS
from dashboard.texts import language, t
from portfolio.comparison import RowKind
from portfolio.discarding import KEPT_AFTER_DISCARDING
from portfolio.draft_steps import is_ready, open_counts
from portfolio.vocabulary import DraftState, label

WAITING = "venter"


def draft_list(drafts: Sequence[DraftDetail], discarded: Sequence[DraftFacts]) -> list[Node]:
    """List the drafts, to be loaded or discarded together; none where there is nothing to list."""
    if not drafts and not discarded:
        return []
    content = [*_load_ready(drafts), *_discard_chosen(drafts), *_discarded(discarded)]
    heading = t("draft.waiting", count=len(drafts), number=number(len(drafts)))
    shown = card(heading if drafts else t("draft.waiting_none"), content)
    return [html.Div(shown, id=WAITING, tabIndex=-1)]


# --- All that is ready


def _load_ready(drafts: Sequence[DraftDetail]) -> list[Node]:
    """Offer to load all that is ready, the oldest months first, so that each list meets the one before it."""
    ready = [it for it in drafts if is_ready(it.facts, it.result) and not it.is_at_work]
    if len(ready) < 2:
        return []
    in_order = sorted(ready, key=lambda it: (it.facts.month or dt.date.max, it.facts.id))
    facts: dict[str, str | int] = {"count": len(ready), "number": number(len(ready))}
    form = deed_form(
        f"{TOGETHER}/indlaes",
        [
            html.P(t("draft.ready_together", **facts)),
            deed_button(t("draft.load_ready", **facts), is_main=True),
        ],
        hidden={"klar": [f"{it.facts.id}:{it.facts.revision}" for it in in_order]},
        className="deed confirm-box confirm-ready load-ready",
        focus=TOGETHER_ID,
    )
    return [form]


# --- The files, to be chosen


def _discard_chosen(drafts: Sequence[DraftDetail]) -> list[Node]:
    if not drafts:
        return []
    names = ("file_name", "whose", "brings", "state")
    columns = [Column(t(f"draft.{name}")) for name in names]
    rows = [_row(draft) for draft in drafts]
    table = html.Div(
        plain_table(t("draft.waiting_caption"), columns, rows, "plain stacked"), className="uncaptioned"
    )
    button = deed_button(t("draft.discard_chosen"))
    deeds = html.Div([*_tick_all(drafts), button], className="chosen-deeds")
    return [
        deed_form(f"{TOGETHER}/kasser", [table, deeds], className="deed waiting-files", focus=WAITING),
    ]


def _tick_all(drafts: Sequence[DraftDetail]) -> list[Node]:
    if len(drafts) < 2:
        return []
    box = with_attributes(html.Input(id="kladder-alle", type="checkbox"), {"data-tick-all": "kladde"})
    ids = "-".join(str(it.facts.id) for it in drafts)
    words: list[Node] = [box, " ", t("draft.choose_all")]
    return [html.Label(words, htmlFor="kladder-alle", className="check", key=ids)]


def _row(draft: DraftDetail) -> list[Cell]:
    facts = draft.facts
    box = html.Input(type="checkbox", name="kladde", value=str(facts.id))
    tick = with_attributes(box, {"aria-label": t("draft.choose_file", file=facts.file_name)})
    name = link(facts.file_name, f"{DRAFTS}/{facts.id}", id=f"kladde-{facts.id}", className="file-name")
    received = html.Span(
        f"{instant(facts.created_at)} {t('load.by', by=facts.created_by)}", className="under"
    )
    whose: list[Node] = [draft.source or t("draft.source_unknown")]
    if facts.month is not None:
        whose.append(html.Span(month(facts.month), className="under"))
    file = html.Div(
        [html.Label(tick, className="tick-box"), html.Div([name, received])],
        className="ticked",
        key=str(facts.id),
    )
    return [file, whose, _brings(draft), _state(draft)]


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
        return job_place(job.id, share=job.progress_share, said=label(job.step, language()), stays=True)
    if draft.facts.state is DraftState.READY:
        left = sum(open_counts(draft.facts, draft.result).values())
        if left:
            return t("draft.open", count=left, number=number(left))
        ready = is_ready(draft.facts, draft.result)
        return t("draft.nothing_open") if ready else t("draft.holds_none")
    return html.Span(label(draft.facts.state, language()), className=f"state state-{draft.facts.state}")


# --- What was discarded


def _discarded(discarded: Sequence[DraftFacts]) -> list[Node]:
    """Fold away what was discarded and can be had again."""
    if not discarded:
        return []
    facts: dict[str, str | int] = {"count": len(discarded), "number": number(len(discarded))}
    items = [html.Li(_had_again(draft)) for draft in discarded]
    summary = html.Summary(t("draft.discarded_lately", **facts))
    return [html.Details([summary, html.Ul(items, className="choices")], className="numbers discarded")]


def _had_again(draft: DraftFacts) -> Node:
    button = with_attributes(
        deed_button(t("draft.undo")), {"aria-label": t("draft.undo_discard", file=draft.file_name)}
    )
    until = t("draft.kept_until", at=instant(draft.changed_at + KEPT_AFTER_DISCARDING))
    words = html.Span(
        [html.Span(draft.file_name, className="file-name"), html.Span(until, className="under")]
    )
    address = f"{ROUTE}/{draft.id}/fortryd-kassering"
    return deed_form(address, [words, " ", button], className="deed inline-deed", focus=WAITING)
