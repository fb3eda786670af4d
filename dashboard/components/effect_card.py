"""What an initiative's indicators say, on its page: one small chart each, and what can be added."""

from collections.abc import Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.cards import card
from dashboard.components.effect_asked import indicator_address
from dashboard.components.effect_forms import effect_history, measure_form
from dashboard.components.effect_words import detail_words, dimension_words, indicator_mark, title_words
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.process_forms import Asked as DeedAsked
from dashboard.components.process_forms import folded_forms
from dashboard.components.run_chart import small_chart
from dashboard.filters import Asked
from dashboard.format import number
from dashboard.server.effects import ROUTE
from dashboard.texts import language, t
from portfolio.effect.dimensions import dimensions
from portfolio.effect.series import Indicator

FOCUS = "effekt"


def effect_card(initiative_id: int, listed: object, asked: Asked) -> list[Node]:
    """Show an initiative's indicators; nothing on a past day that knew none.

    Args:
        initiative_id: the initiative.
        listed: what its list says of the Triple Aim in words, which is no measurement.
        asked: what is asked of the page.
    """
    own = data.effect().of.get(initiative_id, ())
    history = data.effect_history(initiative_id)
    deeds = None
    if data.is_present():
        deeds = DeedAsked(initiative_id, data.present_day(), FOCUS, "effekt", ROUTE)
    if not own and not history and deeds is None:
        return []
    content: list[Node] = (
        [_empty_dimensions(own)] if own else [html.P(t("effect.card_none"), className="muted")]
    )
    content += [html.Div([_indicator(it, asked) for it in own], className="run-grid")] if own else []
    if isinstance(listed, str) and listed.strip():
        content.append(html.P(t("effect.card_list_says", said=listed), className="card-subtitle"))
    if deeds is not None:
        names = sorted({it.name for it in data.effect().indicators})
        content.append(folded_forms([(t("effect.measure_new_fold"), measure_form(deeds, None, names))]))
    content += effect_history(deeds, history)
    box = card(_heading(own), content)
    return [html.Div(box, id=FOCUS, tabIndex=-1, className="process follow effect-card")]


def _heading(own: Sequence[Indicator]) -> str:
    if not own:
        return t("effect.card_heading_none")
    if len(own) == 1:
        return title_words(own[0])
    return t("effect.card_heading", count=len(own), number=number(len(own)))


def _empty_dimensions(own: Sequence[Indicator]) -> Node:
    """Say in which of the three dimensions nothing is measured."""
    used = {it.dimension.value for it in own if it.dimension is not None}
    empty = [it.name.text(language()) for it in dimensions() if it.is_always_shown and it.id not in used]
    if not empty:
        return html.P(t("effect.card_all"), className="card-subtitle")
    return html.P(t("effect.card_empty", names=", ".join(empty)), className="card-subtitle")


def _indicator(it: Indicator, asked: Asked) -> Node:
    dimension = dimension_words(None if it.dimension is None else it.dimension.value)
    chart = [small_chart(it)] if it.points else []
    return html.Div(
        [
            html.H3(link(it.name, indicator_address(it.slug, asked))),
            html.P(dimension, className="run-under"),
            *chart,
            html.P([indicator_mark(it), " ", html.Span(detail_words(it))], className="run-finding"),
        ],
        className=f"run-card run-{it.verdict}",
    )
