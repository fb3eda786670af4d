"""An initiative's use over time, on its page: the curve with its two numbers, and the way to the matrix."""

from collections import Counter
from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.here import criteria
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.matrix_asked import AXIS_KEY, AXIS_WORDS, MATRIX, ROW_KEY
from dashboard.components.numbers import folded
from dashboard.components.uptake_chart import curve_chart, row_map
from dashboard.filters import Asked, to_query
from dashboard.labels import organisations
from dashboard.texts import t
from portfolio.process.adoption import Receiver
from portfolio.spread.matrix import AXES
from portfolio.spread.uptake_curve import uptake_curve
from portfolio.vocabulary import OrganisationKind


def uptake_card(initiative_id: int, receivers: Sequence[Receiver]) -> list[Node]:
    """Show how many have taken an initiative into use over time; nothing where nobody has."""
    axis = axis_of(receivers)
    matrix = data.spread_matrix(axis)
    row = matrix.rows.get(initiative_id)
    if row is None:
        return []
    columns = [*row.meant, *(it for it in row.cells if it not in row.meant)]
    counts = row.counts(columns)
    if not counts.in_use:
        return []
    curve = uptake_curve(row.cells.values(), counts)
    word = next(word for word, known in AXIS_WORDS.items() if known is axis)

    own = {AXIS_KEY: word, ROW_KEY: str(initiative_id)}
    address = MATRIX + to_query(Asked(criteria().unfiltered(), own=own))

    chart = curve_chart("udbredelse", curve, data.portfolio().today, axis)
    drawn = [html.Figure(row_map("udbredelse-kort", row, lambda _code: address))] if axis is _TOWNS else []
    way = html.P(link(t("matrix.card_link"), address))
    head = html.Figcaption(
        [html.H2(chart.message), html.P(chart.subtitle, className="card-subtitle")], id="caption-udbredelse"
    )
    picture = chart.picture if isinstance(chart.picture, Element) else ""
    told = folded(chart.numbers, t("figure.table"))
    figure = html.Figure([head, picture, told], className="uptake-figure")
    return [html.Section([html.Div([figure, *drawn], className="uptake-pair"), way], className="card-box")]


_TOWNS = OrganisationKind.MUNICIPALITY


def axis_of(receivers: Sequence[Receiver]) -> OrganisationKind:
    """Give the axis that most receivers stand on; municipalities where none does."""
    kinds = {it.id: it.kind for it in organisations().values()}
    counted = Counter(
        axis for it in receivers for axis, stand in AXES.items() if kinds.get(it.organisation) in stand
    )
    return max(AXES, key=lambda axis: counted[axis])
