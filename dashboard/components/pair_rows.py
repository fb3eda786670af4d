"""Two initiatives that may be the same, side by side, for a person to say."""

from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.list_rows import CODES, Stated, column_label, list_rows
from dashboard.components.markup import Node
from dashboard.components.openings import initiative_link
from dashboard.data import PairSide, PossiblePair
from dashboard.format import fuzzy, kroner, share
from dashboard.labels import code_label
from dashboard.server.corrections import ROUTE, STAY
from dashboard.texts import t
from portfolio.records import FuzzyDate
from portfolio.snapshot import Item, Snapshot

SHOWN = ("klynge", "kommuner", "fokus", "start", "slut", "tovholder", "ejer", "status", "lys", "budget")
"""The columns of the list by which two are told from each other."""


def pair_id(pair: PossiblePair) -> str:
    """Give the id of a pair's place on the page."""
    return f"par-{pair.one.id}-{pair.other.id}"


def pair_items(pairs: Sequence[PossiblePair], known: Snapshot, names: Mapping[int, str], after: str) -> Node:
    """Lay out pairs; what is done with one leads on to the next, after the last to ``after``."""
    nexts = [*map(pair_id, pairs[1:]), after]
    items = [_pair(pair, known, names, follows) for pair, follows in zip(pairs, nexts, strict=True)]
    return html.Ol(items, className="pairs")


def _pair(pair: PossiblePair, known: Snapshot, names: Mapping[int, str], follows: str) -> Node:
    reasons = ", ".join(t(f"draft.reason_{reason}") for reason in pair.reasons)
    said = t("pairs.likeness", share=share(pair.likeness), reasons=reasons)
    told = html.P([html.Strong(said)], className="pair-likeness")
    parts = [told, html.Div(_table(pair, known, names), className="uncaptioned"), _deeds(pair, follows)]
    return html.Li(parts, id=pair_id(pair), tabIndex=-1, className="pair")


# --- What is known of them ----------------------------------------------------------------------------------


def _table(pair: PossiblePair, known: Snapshot, names: Mapping[int, str]) -> Node:
    """Hold what is stated of the two against each other; what neither states is left out."""
    sides = (pair.one, pair.other)
    values = [_values(known, side) for side in sides]
    rows = [_row(t("pairs.sources"), [_names(side, names) for side in sides])]
    rows += [
        _row(column_label(column), [_said(column, it.get(column)) for it in values])
        for column in SHOWN
        if any(it.get(column) is not None for it in values)
    ]
    heads = [html.Th(initiative_link(side.id, side.title), scope="col") for side in sides]
    corner = html.Td(html.Span(t("pairs.field"), className="visually-hidden"))
    caption = html.Caption(t("pairs.caption"))
    return html.Table(
        [caption, html.Thead(html.Tr([corner, *heads])), html.Tbody(rows)], className="plain pair-table"
    )


def _row(name: str, said: Sequence[str]) -> Node:
    is_same = said[0] == said[1] != ""
    cells = [html.Td(it or html.Span("–", className="muted")) for it in said]
    return html.Tr([html.Th(name, scope="row"), *cells], className="alike" if is_same else None)


def _values(known: Snapshot, side: PairSide) -> Mapping[str, Stated]:
    place = known.place(side.id)
    if place is None:
        return {}
    (row,) = list_rows([Item(known, place)], SHOWN)
    return row.values


def _names(side: PairSide, names: Mapping[int, str]) -> str:
    return ", ".join(names[id_] for id_ in side.source_ids if id_ in names)


def _said(column: str, value: Stated) -> str:
    if value is None:
        return ""
    if isinstance(value, FuzzyDate):
        return fuzzy(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, int):
        return kroner(value)
    return code_label(CODES[column], str(value)) if column in CODES else str(value)


# --- What may be said of them -------------------------------------------------------------------------------


def _deeds(pair: PossiblePair, follows: str) -> Node:
    """Offer to merge the two, to say that they are not the same, or to leave them as they are."""
    address, place = f"{ROUTE}/{pair.one.id}", pair_id(pair)
    other = {"anden": str(pair.other.id), STAY: "1"}
    facts = {"one": pair.one.title, "other": pair.other.title}
    button = with_attributes(
        deed_button(t("identity.merge"), is_main=True), {"aria-label": t("pairs.merge_named", **facts)}
    )
    merge = deed_form(
        f"{address}/laeg-sammen",
        [
            html.P(t("identity.merge_hint"), className="field-hint"),
            reason_field(f"{place}-hvorfor", t("identity.why")),
            button,
        ],
        hidden=other,
        focus=follows,
    )
    no = with_attributes(deed_button(t("identity.apart")), {"aria-label": t("pairs.apart_named", **facts)})
    apart = deed_form(f"{address}/ikke-samme", [no], hidden=other, focus=follows)
    leave = html.A(t("pairs.leave"), href=f"#{follows}", className="leave")
    with_attributes(leave, {"aria-label": t("pairs.leave_named", **facts)})
    return html.Div([folded_deed(t("identity.same"), merge), apart, leave], className="pair-deeds no-print")
