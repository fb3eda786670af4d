"""A domain's score as shape, number and word: three pips, filled for each step; broken ones for no score."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node
from dashboard.texts import language
from portfolio.spread.words import HIGHEST_SCORE, NOT_ASSESSED, SCORE_LABELS


def score_mark(score: int | None) -> Element:
    """Show a score; one that was not given has broken pips, so that it is not taken for zero."""
    if score is None:
        return html.Span(
            [_pips(["none"] * HIGHEST_SCORE), html.Span(score_words(None))], className="score score-none"
        )
    pips = ["on" if place < score else "off" for place in range(HIGHEST_SCORE)]
    said: list[Node] = [html.Strong(str(score)), " ", html.Span(score_words(score))]
    return html.Span([_pips(pips), html.Span(said)], className="score")


def score_words(score: int | None) -> str:
    """Say what a score means."""
    return (NOT_ASSESSED if score is None else SCORE_LABELS[score]).text(language())


def _pips(looks: Sequence[str]) -> Node:
    pips = [html.Span(className=f"pip pip-{look}") for look in looks]
    return with_attributes(html.Span(pips, className="pips"), {"aria-hidden": "true"})
