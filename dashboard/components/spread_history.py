"""What people have said of an initiative's spread; what stands can be taken back."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Node
from dashboard.components.process_words import listed
from dashboard.components.spread_words import recommendation_label
from dashboard.data import SpreadEntry, SpreadKind
from dashboard.format import date_short, instant, number
from dashboard.labels import party_name
from dashboard.server.assessments import ROUTE as ASSESSMENTS
from dashboard.server.cores import ROUTE as CORES
from dashboard.server.processes import NUMBERS
from dashboard.texts import language, t
from portfolio.spread.words import Domain
from portfolio.vocabulary import label

_UNDO: Mapping[SpreadKind, tuple[str, str]] = {
    SpreadKind.ASSESSMENT: (ASSESSMENTS, "fortryd"),
    SpreadKind.ADVICE: (ASSESSMENTS, "fortryd-anbefaling"),
    SpreadKind.CORE: (CORES, "fortryd"),
    SpreadKind.TICK: (CORES, "fortryd-dele"),
}


def spread_history(
    initiative_id: int, entries: Iterable[SpreadEntry], focus: str, *, is_present: bool
) -> list[Node]:
    """Fold the history away behind how much there is of it; none where there is nothing."""
    told = list(entries)
    if not told:
        return []
    parts = {part.key: part.text for it in reversed(told) if it.core for part in it.core.parts}
    items = [_entry(initiative_id, it, parts, focus, is_present=is_present) for it in told]
    summary = html.Summary(t("process.history", count=len(told)))
    return [html.Details([summary, html.Ul(items, className="process-history")], className="ledger")]


def of_kinds(entries: Sequence[SpreadEntry], *kinds: SpreadKind) -> list[SpreadEntry]:
    """Give the entries of some sorts."""
    return [it for it in entries if it.kind in kinds]


def _entry(
    initiative_id: int, entry: SpreadEntry, parts: Mapping[str, str], focus: str, *, is_present: bool
) -> Node:
    made = t("process.made", at=instant(entry.made_at), by=entry.made_by)
    what = html.Strong(_what(entry, parts))
    lines: list[Node] = [html.Div([what, " ", html.Span(made, className="under")])]
    if entry.undone_at is not None:
        undone = t("process.undone", at=instant(entry.undone_at), by=entry.undone_by or "")
        lines.append(html.Span(undone, className="under"))
    elif is_present:
        route, deed = _UNDO[entry.kind]
        form = deed_form(
            f"{route}/{initiative_id}/{deed}",
            [deed_button(t("process.undo"))],
            hidden={NUMBERS: str(entry.number)},
            className="deed no-print",
            focus=focus,
        )
        lines.append(form)
    return html.Li(lines, className="identity-line")


def _what(entry: SpreadEntry, parts: Mapping[str, str]) -> str:
    """Say what was said in one line."""
    day = "" if entry.day is None else date_short(entry.day)
    advice = "" if entry.recommendation is None else recommendation_label(entry.recommendation)
    if entry.kind is SpreadKind.ASSESSMENT:
        scored = t("assessments.entry_scored", number=number(entry.scored), all=number(len(Domain)))
        return listed([label(entry.form, language()), entry.who or "", day, scored, advice])
    if entry.kind is SpreadKind.ADVICE:
        return listed([advice, entry.who or "", day, entry.text or ""])
    if entry.kind is SpreadKind.CORE and entry.core is not None:
        fixed, free = len(entry.core.fixed), len(entry.core.adaptable)
        return t("cores.entry", fixed=number(fixed), adaptable=number(free))
    use = t("cores.nobody_knows") if entry.use is None else label(entry.use, language())
    return listed([party_name(entry.who or ""), parts.get(entry.part or "", ""), use, entry.text or ""])
