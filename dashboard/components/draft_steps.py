"""The steps of a draft's way, in the address, each with what is open in it."""

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.data import DraftDetail
from dashboard.format import number
from dashboard.server.drafts import step_address
from dashboard.texts import t
from portfolio.draft_steps import Step, must_counts, open_counts


def steps_list(draft: DraftDetail, shown: Step) -> Node:
    """List the steps, with the one that is shown marked."""
    counts, musts = open_counts(draft.facts, draft.result), must_counts(draft.facts, draft.result)
    items = [_step(draft, step, counts[step], musts[step], shown) for step in Step]
    items.append(html.Li(html.Span(_words(t("draft.step_kvittering"), "", len(Step) + 1), className="step")))
    return with_attributes(html.Nav(html.Ol(items, className="way")), {"aria-label": t("draft.steps")})


def _step(draft: DraftDetail, step: Step, count: int, must: int, shown: Step) -> Node:
    is_open = draft.result is not None or step is Step.RECEIVE
    told = _told(count, must)
    if not told and is_open and draft.result is not None:
        told = t("draft.step_done")
    place = list(Step).index(step) + 1
    words = _words(t(f"draft.step_{step}"), told, place, is_shown=step is shown)
    look = "step step-must" if must else "step step-open" if count else "step step-done"
    if not is_open:
        return html.Li(html.Span(words, className="step"))
    anchor = link(words, step_address(draft.facts.id, step), className=look, id=f"trin-{step}")
    return html.Li(current(anchor, "step") if step is shown else anchor)


def _told(count: int, must: int) -> str:
    """Say how much must be answered, and how much may."""
    parts = []
    if must:
        parts.append(t("draft.step_must", count=must, number=number(must)))
    if count - must:
        parts.append(t("draft.step_may", count=count - must, number=number(count - must)))
    return ", ".join(parts)


def _words(name: str, told: str, place: int, *, is_shown: bool = False) -> list[Node]:
    """Name a step; the one that is shown also says which of how many it is, where no other is named."""
    number_ = with_attributes(html.Span(str(place), className="step-number"), {"aria-hidden": "true"})
    of_all = t("draft.step_of", place=place, all=len(Step) + 1)
    first: list[Node] = [html.Span(of_all, className="step-of"), " "] if is_shown else []
    words: list[Node] = [html.Span([*first, name], className="step-name")]
    if told:
        words.append(html.Span(told, className="step-told"))
    return [number_, html.Span(words, className="step-words")]
