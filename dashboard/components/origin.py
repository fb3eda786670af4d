"""Where a value is from: list, month, file, sheet, cell, and the text as typed."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.data import Claim, LedgerEntry, ReportNote
from dashboard.format import date_short, instant, month
from dashboard.texts import language, t
from dashboard.values import value_text
from portfolio.rules.months import danish_day
from portfolio.vocabulary import label


def origin(claims: Sequence[Claim], *, is_only_source: bool) -> Node:
    """Say shortly which cell the value is from; opened, every list's claim in full."""
    place = short_place(claims[0], is_only_source=is_only_source)
    return html.Details([html.Summary(place), claims_list(claims)], className="origin")


def claims_list(claims: Sequence[Claim]) -> Node:
    """Give every list's claim with its file, cell and text as typed, side by side."""
    return html.Ul([html.Li(_claim(claim)) for claim in claims], className="claims")


def short_place(claim: Claim, *, is_only_source: bool) -> str:
    """Name a claim's cell, and its list where there are several: "Randersklyngen, Indsatser!B6"."""
    if claim.is_typed:
        return t("origin.typed_by", by=claim.uploaded_by, at=date_short(danish_day(claim.uploaded_at)))
    place = cell_place(claim.sheet, claim.cell)
    return place if is_only_source else f"{claim.source}, {place}"


def cell_place(sheet: str | None, cell: str | None) -> str:
    """Name a cell as Excel does: sheet!cell, or what is known of it."""
    if sheet and cell:
        return f"{sheet}!{cell}"
    return cell or sheet or t("origin.no_cell")


def row_place(entry: LedgerEntry | ReportNote) -> str:
    """Name the row, or a transposed list's column, that a report stands in."""
    if entry.row is not None:
        where = t("initiative.row", row=entry.row)
    else:
        where = t("initiative.column", column=entry.column or "")
    return f"{entry.sheet}, {where}" if entry.sheet else where


def typed(text: str) -> Node:
    """Show a text as it was typed."""
    return html.Q(text, className="claim-text")


def _claim(claim: Claim) -> list[Node]:
    return [
        html.Strong(_understood(claim), className="claim-value"),
        f" {t('origin.in')} ",
        link(f"{claim.source}, {month(claim.month)}", f"/indlaes/{claim.upload_id}"),
        *([html.Br(), _entered(claim)] if claim.is_typed else _file_lines(claim)),
    ]


def _entered(claim: Claim) -> str:
    return t("origin.entered", at=instant(claim.uploaded_at), by=claim.uploaded_by)


def _file_lines(claim: Claim) -> list[Node]:
    return [html.Br(), _file_line(claim), html.Br(), *_typed_line(claim)]


def _understood(claim: Claim) -> str:
    if claim.value is None:
        return t("origin.not_understood")
    return value_text(claim.field, claim.value)


def _file_line(claim: Claim) -> str:
    loaded = t("origin.loaded", at=instant(claim.uploaded_at), by=claim.uploaded_by)
    sheet = [t("origin.sheet", sheet=claim.sheet)] if claim.sheet else []
    place = [t("origin.cell", cell=claim.cell)] if claim.cell else []
    how = [label(claim.read_from, language())] if claim.read_from is not None else []
    return " · ".join([claim.file_name, *sheet, *place, *how, loaded])


def _typed_line(claim: Claim) -> list[Node]:
    if not claim.text:
        return [t("origin.no_text")]
    money = f" ({claim.currency})" if claim.currency else ""
    return [f"{t('origin.typed')} ", typed(claim.text), money]
