"""What people have said of rounds, receivers and evaluations; what stands can be taken back."""

from collections.abc import Iterable, Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Node
from dashboard.components.process_forms import Asked
from dashboard.components.process_words import listed
from dashboard.data import FollowEntry, FollowKind
from dashboard.format import date_short, instant
from dashboard.labels import party_name, unknown_label
from dashboard.server.papers import ROUTE as PAPERS
from dashboard.server.processes import NUMBERS
from dashboard.texts import language, t
from portfolio.vocabulary import RoundEvent, label

_UNDO: Mapping[FollowKind, str] = {
    FollowKind.ROUND: "fortryd-runde",
    FollowKind.PARTY: "fortryd-part",
    FollowKind.HAPPENING: "fortryd",
    FollowKind.ADOPTION: "fortryd",
    FollowKind.PLAN: "fortryd-plan",
    FollowKind.EVALUATION: "fortryd",
}
"""A paper is taken back by a route of its own."""


def follow_history(asked: Asked | None, entries: Iterable[FollowEntry]) -> list[Node]:
    """Fold the history away behind how much there is of it; none where there is nothing."""
    told = list(entries)
    if not told:
        return []
    summary = html.Summary(t("process.history", count=len(told)))
    items = [_entry(asked, it) for it in told]
    return [html.Details([summary, html.Ul(items, className="process-history")], className="ledger")]


def of_kinds(entries: Sequence[FollowEntry], *kinds: FollowKind) -> list[FollowEntry]:
    """Give the entries of some sorts."""
    return [it for it in entries if it.kind in kinds]


def _entry(asked: Asked | None, entry: FollowEntry) -> Node:
    made = t("process.made", at=instant(entry.made_at), by=entry.made_by)
    lines: list[Node] = [html.Div([html.Strong(_what(entry)), " ", html.Span(made, className="under")])]
    if entry.undone_at is not None:
        undone = t("process.undone", at=instant(entry.undone_at), by=entry.undone_by or "")
        lines.append(html.Span(undone, className="under"))
    elif asked is not None:
        is_paper = entry.kind is FollowKind.PAPER
        form = deed_form(
            f"{PAPERS}/{asked.initiative_id}/fortryd" if is_paper else asked.address(_UNDO[entry.kind]),
            [deed_button(t("process.undo"))],
            hidden={NUMBERS: str(entry.number)},
            className="deed no-print",
            focus=asked.focus,
        )
        lines.append(form)
    return html.Li(lines, className="identity-line")


def _what(entry: FollowEntry) -> str:
    """Say what was said in one line."""
    day = "" if entry.day is None else date_short(entry.day)
    who = "" if entry.who is None else party_name(entry.who)
    text = entry.text or ""
    if entry.kind is FollowKind.ROUND:
        return listed([t("round.entry_sent", day=day), text])
    if entry.kind is FollowKind.PARTY:
        return t("round.entry_asked", party=who)
    if entry.kind is FollowKind.PAPER:
        return t("process.entry_paper", name=text)
    if entry.kind is FollowKind.HAPPENING:
        answer = "" if entry.event is not RoundEvent.ANSWERED else label(entry.what, language())
        return listed([label(entry.event, language()), who, answer, day, text])
    if entry.kind is FollowKind.ADOPTION:
        said = unknown_label() if entry.what is None else label(entry.what, language())
        return listed([who, said, day, text])
    if entry.kind is FollowKind.PLAN:
        count = entry.months or 0
        return listed([t("evaluations.entry_plan", count=count, months=str(count), day=day), text])
    return listed([t("evaluations.entry_held", day=day), text])
