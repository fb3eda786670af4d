"""Tables of indicators: the Triple Aim's dimensions, initiatives by dimension, and indicators one by one."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.effect_asked import (
    Effects,
    dimension_of,
    effect_address,
    indicator_address,
)
from dashboard.components.effect_words import (
    baseline_words,
    change_words,
    dimension_words,
    direction_words,
    finding_words,
    indicator_mark,
    period_words,
    said_by_words,
    target_words,
    value_words,
)
from dashboard.components.followed import title_cell
from dashboard.components.links import link
from dashboard.components.markup import Element, Node
from dashboard.components.numbers import Amount, Numbers, Word, counted
from dashboard.components.openings import initiative_link
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.filters import Asked
from dashboard.format import number
from dashboard.texts import language, t
from portfolio.effect.dimensions import Dimension
from portfolio.effect.series import Indicator
from portfolio.effect.words import Verdict
from portfolio.snapshot import Item
from portfolio.vocabulary import label


def dimension_numbers(found: Effects, asked: Asked) -> Numbers:
    """Count initiatives and indicators in each dimension; an empty one stands there as such."""
    heads = [
        Column(t("effect.head_dimension")),
        Column(t("effect.head_initiatives"), is_number=True),
        Column(t("effect.head_indicators"), is_number=True),
        *(Column(label(it, language()), is_number=True) for it in Verdict),
    ]
    rows = [_dimension_row(found, asked, it) for it in found.dimensions]
    if found.in_dimension(None):
        rows.append(_dimension_row(found, asked, None))
    return Numbers(t("effect.grid_caption"), heads, rows)


def _dimension_row(found: Effects, asked: Asked, dimension: Dimension | None) -> list[Word | Amount]:
    id_ = None if dimension is None else dimension.id
    own = found.in_dimension(id_)
    name = dimension_words(id_)
    total = len(found.chosen)
    initiatives = len(found.initiatives_in(id_))
    said = t("effect.of_all", number=number(initiatives), total=number(total))
    shown: Node = html.Span(name) if own else html.Span([name, " ", _empty()])
    verdicts = found.verdicts(own)
    return [
        Word(name, shown),
        Amount(initiatives, said, look=_share_bar(initiatives, total, said)),
        counted(len(own), effect_address(asked, dimension=id_)),
        *(counted(verdicts[it], effect_address(asked, dimension=id_, verdict=it)) for it in Verdict),
    ]


def _empty() -> Node:
    return html.Span(t("effect.dimension_empty"), className="missing")


def _share_bar(count: int, total: int, said: str) -> Node:
    """Show how many of all initiatives have results, with a bar."""
    part = count / total if total else 0.0
    fill = html.Span(className="bar-fill", style={"width": f"{part:.1%}"})
    track = html.Span(fill, className="bar-track")
    return html.Span([track, said], className="bar-number effect-share")


def initiative_table(found: Effects, asked: Asked, shown: Sequence[Item]) -> Element:
    """Show which dimensions each initiative has results in, and where it has none."""
    columns = [
        Column(t("effect.head_initiative")),
        *(Column(it.name.text(language())) for it in found.dimensions),
    ]
    has_others = bool(found.in_dimension(None))
    columns += [Column(t("effect.no_dimension"))] if has_others else []
    ids: list[str | None] = [it.id for it in found.dimensions]
    ids += [None] if has_others else []
    rows = [[title_cell(item), *(_cell_of(found, asked, item, id_) for id_ in ids)] for item in shown]
    return plain_table(t("effect.by_initiative_caption"), columns, rows, "plain labelled effect-aims")


def _cell_of(found: Effects, asked: Asked, item: Item, id_: str | None) -> Cell:
    own = [it for it in found.of.get(item.id, ()) if dimension_of(it) == id_]
    if not own:
        return html.Span(t("effect.none_here"), className="missing")
    return [
        html.Div([link(it.name, indicator_address(it.slug, asked)), " ", indicator_mark(it)]) for it in own
    ]


_HEADS = ("indicator", "finding", "dimension", "baseline", "target", "newest", "change", "points")
_NUMBERS = {"points"}


def indicator_numbers(indicators: Sequence[Indicator], asked: Asked) -> Numbers:
    """Give the indicators with all that is known of each, as a table and as numbers to take away."""
    heads = [Column(t(f"effect.head_{name}"), is_number=name in _NUMBERS) for name in _HEADS]
    return Numbers(t("effect.indicators_caption"), heads, [_indicator_row(it, asked) for it in indicators])


def _indicator_row(it: Indicator, asked: Asked) -> list[Word | Amount]:
    return [
        Word(f"{it.name} ({it.title})", html.Span(_named(it, asked))),
        Word(
            finding_words(it),
            html.Span([indicator_mark(it), html.Span(finding_words(it), className="under")]),
        ),
        _dimension(it),
        _amount(None if it.baseline is None else it.baseline.value, it.unit, baseline_words(it)),
        _target(it),
        _newest(it),
        Amount(it.change, change_words(it)),
        Amount(len(it.points), number(len(it.points))),
    ]


def _named(it: Indicator, asked: Asked) -> list[Node]:
    under = html.Span(initiative_link(it.initiative_id or 0, it.title), className="under")
    return [link(it.name, indicator_address(it.slug, asked)), under]


def _dimension(it: Indicator) -> Word:
    words = dimension_words(dimension_of(it))
    look = "missing" if it.dimension is None else ""
    under = html.Span(said_by_words(it.dimension), className="under")
    return Word(words, html.Span([html.Span(words, className=look or None), under]))


def _amount(value: float | None, unit: str, under: str) -> Amount:
    if value is None:
        return Amount(None, t("effect.unstated"), look=html.Span(t("effect.unstated"), className="missing"))
    said = value_words(value, unit)
    return Amount(value, said, look=html.Span([said, html.Span(under, className="under")]))


def _target(it: Indicator) -> Amount:
    under = " · ".join(filter(None, (direction_words(it.direction), target_words(it))))
    if it.target is None and under:
        shown = html.Span(
            [html.Span(t("effect.unstated"), className="missing"), html.Span(under, className="under")]
        )
        return Amount(None, t("effect.unstated"), look=shown)
    return _amount(None if it.target is None else it.target.value, it.unit, under)


def _newest(it: Indicator) -> Amount:
    newest = it.newest
    return _amount(
        None if newest is None else newest.number,
        it.unit,
        "" if newest is None else period_words(newest.period),
    )
