"""A draft's findings: by kind, with their places, and what a person says to them."""

from collections.abc import Iterable, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form, folded_deed, reason_field
from dashboard.components.draft_places import deed_address
from dashboard.components.findings import group_lines
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.data import DraftDetail
from dashboard.format import instant, number
from dashboard.texts import language, t
from portfolio.draft_result import DraftResult
from portfolio.drafts import FindingSaid, finding_key, is_asked
from portfolio.findings import Finding, FindingGroup, grouped
from portfolio.places import places_of
from portfolio.row_names import RowNames
from portfolio.vocabulary import AnswerKind, Severity, label

_MOST_GROUPS, _MOST_PLACES = 60, 6


def check_cards(draft: DraftDetail, result: DraftResult) -> list[Node]:
    """Show the findings by severity, each kind with what was said to it."""
    if not result.findings:
        return [card(t("draft.findings_none"), [html.P(t("draft.findings_none_hint"), className="muted")])]
    groups = grouped(result.findings)
    found = {severity: [it for it in groups if it.severity is severity] for severity in Severity}
    cards = [_card(draft, severity, of, result.names) for severity, of in found.items() if of]
    asked = any(is_asked(finding, draft.facts.answers) for finding in result.findings)
    return [*([_to_sender(draft)] if asked else []), *cards]


def _to_sender(draft: DraftDetail) -> Node:
    """Offer the sender's own workbook with the questions in its cells."""
    address = f"/hent/svarark/kladde/{draft.facts.id}.xlsx"
    file = with_attributes(link(t("receipt.get_hand_back"), address, className="download"), {"data-full": ""})
    return html.P([t("draft.to_sender"), " ", file])


def _card(draft: DraftDetail, severity: Severity, groups: Sequence[FindingGroup], names: RowNames) -> Node:
    count = sum(len(group.findings) for group in groups)
    items = [html.Li(_group(draft, group, place, names)) for place, group in enumerate(groups[:_MOST_GROUPS])]
    heading = t(f"draft.findings_{severity}", count=count, number=number(count))
    return card(heading, [html.Ol(items, className="finding-groups")], t(f"draft.findings_{severity}_hint"))


def _group(draft: DraftDetail, group: FindingGroup, place: int, names: RowNames) -> Node:
    part = f"bemaerkning-{group.severity}-{place}"
    said = group.message(language())
    heading = html.H3(_heading(group, said), id=part, tabIndex=-1)
    kept, left = _parted(draft, group.findings)
    looks = "finding-group" + ("" if left else " is-answered")
    deeds = [_answered(draft, said, findings, part) for said, findings in kept.items()]
    ways = _ways(draft, left, part) if left else []
    return html.Div([heading, *group_lines(group, names), *deeds, *ways], className=looks)


def _heading(group: FindingGroup, said: str | None) -> list[Node]:
    words: list[Node] = [said or group.findings[0].message(language())]
    if len(group.findings) > 1 and number(len(group.findings)) not in (said or ""):
        words += [" ", html.Span(f"({number(len(group.findings))})", className="tally")]
    return words


def _ways(draft: DraftDetail, left: Sequence[Finding], part: str) -> list[Node]:
    """Offer to accept or to mute a kind, with a reason; mending is done in the file, which is sent again."""
    return [
        html.Div(
            [
                _way(draft, left, part, "accepter"),
                _way(draft, left, part, "slaa-fra"),
            ],
            className="finding-ways",
        )
    ]


def _way(draft: DraftDetail, left: Sequence[Finding], part: str, answer: str) -> Node:
    field_id = f"{part}-{answer}"
    field = reason_field(field_id, t("draft.why"))
    button = deed_button(t(f"draft.{answer.replace('-', '_')}_do"), is_main=True)
    form = deed_form(
        deed_address(draft, "bemaerkning"),
        [html.P(t(f"draft.{answer.replace('-', '_')}_hint"), className="field-hint"), field, button],
        hidden={"noegle": _keys(left), "svar": answer},
        focus=part,
    )
    return folded_deed(t(f"draft.{answer.replace('-', '_')}"), form)


def _answered(draft: DraftDetail, said: FindingSaid, findings: Sequence[Finding], part: str) -> Node:
    """Show what was said to some findings of a kind, to be taken back."""
    words: list[Node] = [html.Span(_said(said), className="said")]
    if said.at is not None:
        where = places_of(findings, _MOST_PLACES).text
        facts = {"by": said.by, "at": instant(said.at)}
        told = t("draft.answered_by_at", place=where, **facts) if where else t("draft.answered_by", **facts)
        words += [" ", html.Span(told, className="under")]
    return deed_form(
        deed_address(draft, "bemaerkning"),
        [html.Div(words), deed_button(t("draft.take_back"))],
        hidden={"noegle": _keys(findings), "svar": ""},
        className="deed finding-said",
        focus=part,
    )


def _said(said: FindingSaid) -> str:
    """Say what was said: of the sender's own words with the cell in which they stand."""
    if said.kind is AnswerKind.SENDER:
        return t("draft.answered_sender", text=said.reason, place=said.place)
    return t("draft.answered", answer=label(said.kind, language()), reason=said.reason)


def _parted(
    draft: DraftDetail, findings: Iterable[Finding]
) -> tuple[dict[FindingSaid, list[Finding]], list[Finding]]:
    """Part a kind's findings in those answered, by what was said, and those that are left."""
    answers = draft.facts.answers.findings
    kept: dict[FindingSaid, list[Finding]] = {}
    left = []
    for finding in findings:
        said = answers.get(finding_key(finding.id, finding.sheet, finding.cell))
        if said is None:
            left.append(finding)
        else:
            kept.setdefault(said, []).append(finding)
    return kept, left


def _keys(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(finding_key(it.id, it.sheet, it.cell) for it in findings))
