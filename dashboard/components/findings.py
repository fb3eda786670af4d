"""Findings told together: the gravest first, by kind, each with its cells as Excel shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.components import markup as html
from dashboard.components.markup import Node
from dashboard.format import number
from dashboard.labels import row_names_text
from dashboard.texts import language, t
from portfolio.findings import Alike, Finding, FindingGroup, grouped
from portfolio.places import places_of
from portfolio.row_names import RowNames
from portfolio.vocabulary import Severity

NO_NAMES: RowNames = MappingProxyType({})

OPEN_LINES = 3
"""So many texts of a kind stand openly; the rest are a click away."""

MOST_LINES = 20
"""So many texts of a kind are shown at all; the rest are counted, so that a page of thousands stays light."""

MOST_PLACES, FEWEST_PLACES = 48, 4
"""So many cells or ranges a kind, shared by its texts, each of which has these few at least."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told together: a sentence, of how many findings, and what they say one by one."""

    said: str
    count: int
    alike: tuple[Alike, ...]


def findings_list(findings: Iterable[Finding], names: RowNames = NO_NAMES) -> list[Node]:
    """Lay out findings by severity, then by kind: what is common, then each distinct text with its cells.

    Args:
        findings: what there is to say.
        names: which initiatives the findings' rows are about.
    """
    groups = grouped(findings)
    of_severity = {severity: [it for it in groups if it.severity is severity] for severity in Severity}
    return [_section(severity, found, names) for severity, found in of_severity.items() if found]


def group_lines(group: FindingGroup, names: RowNames = NO_NAMES) -> list[Node]:
    """Lay out what the findings of one kind say one by one, each with its cells and initiatives."""
    return _lines(group.alike(language()), names)


def findings_tally(findings: Sequence[Finding]) -> str:
    """Say how many findings there are of each severity: "3 skal rettes, 12 bør ses efter"."""
    counts = {severity: sum(it.severity is severity for it in findings) for severity in Severity}
    parts = [t(f"findings.count_{it}", number=number(count)) for it, count in counts.items() if count]
    return ", ".join(parts)


def _section(severity: Severity, groups: Sequence[FindingGroup], names: RowNames) -> Node:
    count = number(sum(len(group.findings) for group in groups))
    heading = html.H3([t(f"findings.{severity}"), html.Span(f"({count})", className="tally")])
    items = [_item(told, names) for group in groups for told in _told(group)]
    return html.Section(
        [heading, html.Ul(items, className="groups")], className=f"findings findings-{severity}"
    )


def _told(group: FindingGroup) -> Iterable[_Told]:
    """Give a group as it is told; one without a common sentence as each of its own."""
    said, alike = group.message(language()), group.alike(language())
    if said is not None:
        return [_Told(said, len(group.findings), alike)]
    return [_Told(it.said, len(it.findings), (Alike("", it.findings),)) for it in alike[:MOST_LINES]]


def _item(told: _Told, names: RowNames) -> Node:
    return html.Li([html.H4(_heading(told)), *_lines(told.alike, names)])


def _heading(told: _Told) -> Node | list[Node]:
    """Give the sentence, with the count after it where there are several and it does not say how many."""
    count = number(told.count)
    if told.count == 1 or count in told.said:
        return told.said
    return [told.said, " ", html.Span(f"({count})", className="tally")]


def _lines(alike: Sequence[Alike], names: RowNames) -> list[Node]:
    """Lay out what findings say one by one: a few openly, more to open, the rest counted."""
    shown, rest = alike[:MOST_LINES], alike[MOST_LINES:]
    most = max(FEWEST_PLACES, MOST_PLACES // len(shown))
    open_count = OPEN_LINES if len(shown) > OPEN_LINES + 1 else len(shown)
    items = [_line(it, most, names) for it in shown]
    parts: list[Node] = [html.Ul(items[:open_count], className="lines")]
    folded = items[open_count:]
    if folded:
        summary = html.Summary(t("findings.open", number=number(len(folded))))
        parts.append(html.Details([summary, html.Ul(folded, className="lines")], className="numbers"))
    return [*parts, _rest(rest)] if rest else parts


def _rest(alike: Sequence[Alike]) -> Node:
    """Say how many texts and cells a kind has beyond those shown."""
    cells = number(sum(len(it.findings) for it in alike))
    said = t("findings.more_texts", count=len(alike), number=number(len(alike)), cells=cells)
    return html.P(said, className="muted")


def _line(alike: Alike, most: int, names: RowNames) -> Node:
    """Lay out one text, its cells and initiatives; without it where the sentence above says it all."""
    where = places_of(alike.findings, most)
    named = html.Span(where.text or t("findings.whole_file"), className="place")
    more = [" ", t("findings.more_cells", count=where.more, number=number(where.more))] if where.more else []
    about = row_names_text(names, alike.findings)
    titles: list[Node] = [" ", html.Span(about, className="about")] if about else []
    place = html.Span([named, *more, *titles])
    return html.Li([html.Span(alike.said, className="said"), place] if alike.said else place)
