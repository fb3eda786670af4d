"""How far a receiver is, as shape, word and letter; and what is said of a place in the matrix."""

from collections.abc import Mapping

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node
from dashboard.format import date_short, number
from dashboard.labels import party_name
from dashboard.texts import language, t
from portfolio.process.adoption import AdoptionCounts
from portfolio.spread.matrix import Basis, Ground, MatrixCell
from portfolio.vocabulary import Uptake, label

SHAPES: Mapping[Uptake | None, str] = {
    Uptake.YES: "●",
    Uptake.PARTLY: "◐",
    Uptake.IN_PROGRESS: "◔",
    Uptake.PLANNED: "○",
    Uptake.NO: "✕",
    Uptake.NOT_RELEVANT: "–",
    None: "·",
}
"""The shape of each state; None: nobody knows."""

LETTERS: Mapping[Uptake | None, str] = {
    Uptake.YES: "y",
    Uptake.PARTLY: "p",
    Uptake.IN_PROGRESS: "i",
    Uptake.PLANNED: "l",
    Uptake.NO: "n",
    Uptake.NOT_RELEVANT: "r",
    None: "u",
}
"""How a state is sent to the browser; also the end of its class in the style sheet."""

OUTSIDE = "."
"""How a place is sent that is not counted: another region's, of which nobody has said a word."""


def state_word(uptake: Uptake | None) -> str:
    """Give the word of a state."""
    return t("matrix.unknown") if uptake is None else label(uptake, language())


def state_mark(uptake: Uptake | None) -> Element:
    """Show a state as shape and word."""
    shape = with_attributes(html.Span(SHAPES[uptake], className="shape"), {"aria-hidden": "true"})
    return html.Span([shape, state_word(uptake)], className=f"uptake uptake-{LETTERS[uptake]}")


def state_key() -> Element:
    """Show what the shapes mean, with the letter that chooses each."""
    items = [html.Li(state_mark(it)) for it in (*Uptake, None)]
    disputed = with_attributes(html.Span("!", className="uptake-sign"), {"aria-hidden": "true"})
    derived = with_attributes(html.Span("●", className="shape uptake-via"), {"aria-hidden": "true"})
    outside = with_attributes(html.Span(className="uptake-outside"), {"aria-hidden": "true"})
    more = [
        html.Li(html.Span([derived, t("matrix.key_derived")], className="uptake")),
        html.Li(html.Span([disputed, t("matrix.key_disputed")], className="uptake")),
        html.Li(html.Span([outside, t("matrix.outside")], className="uptake")),
    ]
    return with_attributes(
        html.Ul([*items, *more], className="matrix-key"), {"aria-label": t("matrix.key_name")}
    )


def reach_words(counts: AdoptionCounts) -> str:
    """Say how far an initiative is spread: 7 of the 19 it is relevant for."""
    return t("matrix.reach", number=number(counts.in_use), all=number(counts.asked))


def unknown_words(counts: AdoptionCounts) -> str:
    """Say of how many nobody knows; "" where all are known."""
    unknown = counts.unknown
    return t("matrix.unknown_count", count=unknown, number=number(unknown)) if unknown else ""


def on_their_way(counts: AdoptionCounts) -> int:
    """Give how many are on their way or planned; who is partly there is told apart."""
    return sum(counts.by_uptake.get(it, 0) for it in (Uptake.IN_PROGRESS, Uptake.PLANNED))


def column_name(column: str) -> str:
    """Name a receiver."""
    return party_name(column)


def ended_words(ground: Ground, column: str) -> str:
    """Say of a receiver that is not there any more since when, and who took over; "" of all others."""
    known = ground.organisation(column)
    if known is None or known.last_date is None or not ground.has_ended(column):
        return ""
    names = ", ".join(party_name(it) for it in ground.successors(column))
    words = "matrix.ended_succeeded" if names else "matrix.ended"
    return (
        t(words, day=date_short(known.last_date), successors=names)
        if names
        else t(words, day=date_short(known.last_date))
    )


def basis_words(cell: MatrixCell) -> str:
    """Say whose word a place rests on, where it is not the receiver's own; "" where it is."""
    if cell.basis is Basis.OWN:
        return ""
    names = [party_name(it.organisation) for it in cell.behind]
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return t(f"matrix.basis_{cell.basis}", names=shown)


def state_cell(cell: MatrixCell | None) -> list[Node]:
    """Show a place's state, its day and whose word it is."""
    uptake = None if cell is None else cell.uptake
    lines: list[Node] = [state_mark(uptake)]
    if cell is not None and cell.basis is not Basis.OWN:
        lines.append(html.Span(basis_words(cell), className="under"))
    return lines
