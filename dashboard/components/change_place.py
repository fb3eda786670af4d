"""Where one side of a change stands: its cell in short, opened in full; or who set it, when and why."""

from dashboard.components import markup as html
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.origin import cell_place, typed
from dashboard.data import ChangePlace, Set
from dashboard.format import date_short, instant, month
from dashboard.texts import t
from portfolio.rules.months import danish_day


def change_place(place: ChangePlace | None, set_by: Set | None = None) -> list[Node]:
    """Name the cell, which opens to list, file and text as typed; a person's own value names the person."""
    if set_by is not None:
        facts = {"by": set_by.by, "at": date_short(danish_day(set_by.at)), "reason": set_by.reason}
        return [html.Span(t("changes.set_by", **facts), className="under")]
    if place is None:
        return []
    return [html.Details([html.Summary(short_place(place)), html.P(_whole(place))], className="origin")]


def short_place(place: ChangePlace) -> str:
    """Name a cell as Excel does; of what was typed in Tværblik, who typed it."""
    if place.is_typed:
        return t("origin.typed_by", by=place.uploaded_by, at=date_short(danish_day(place.uploaded_at)))
    return cell_place(place.sheet, place.cell)


def _whole(place: ChangePlace) -> list[Node]:
    to_list = link(f"{place.source}, {month(place.month)}", f"/indlaes/{place.upload_id}")
    loaded = t("origin.loaded", at=instant(place.uploaded_at), by=place.uploaded_by)
    file = [] if place.is_typed else [place.file_name]
    said: list[Node] = [to_list, html.Br(), " · ".join([*file, loaded])]
    return [*said, html.Br(), f"{t('origin.typed')} ", typed(place.text)] if place.text else said
