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
from dashboard.format import number
from dashboard.texts import language, t
from portfolio.draft_result import DraftResult
from portfolio.drafts import FindingSaid, finding_key, is_asked
from portfolio.findings import Finding, FindingGroup, grouped
from portfolio.vocabulary import Severity, label

_MOST_GROUPS = 60


def check_cards(draft: DraftDetail, result: DraftResult) -> list[Node]:
    """Show the findings by severity, each kind with what was said to it."""
    if not result.findings:
        return [card(t("draft.findings_none"), [html.P(t("draft.findings_none_hint"), className="muted")])]
    groups = grouped(result.findings)
    found = {severity: [it for it in groups if it.severity is severity] for severity in Severity}
    cards = [_card(draft, severity, of) for severity, of in found.items() if of]
    asked = any(is_asked(finding, draft.facts.answers) for finding in result.findings)
    return [*([_to_sender(draft)] if asked else []), *cards]


def _to_sender(draft: DraftDetail) -> Node:
    """Offer the sender's own workbook with the questions in its cells."""
    address = f"/hent/svarark/kladde/{draft.facts.id}.xlsx"
    file = with_attributes(link(t("receipt.get_hand_back"), address, className="download"), {"data-full": ""})
    return html.P([t("draft.to_sender"), " ", file])


def _card(draft: DraftDetail, severity: Severity, groups: Sequence[FindingGroup]) -> Node:
    count = sum(len(group.findings) for group in groups)
    items = [html.Li(_group(draft, group, place)) for place, group in enumerate(groups[:_MOST_GROUPS])]
    heading = t(f"draft.findings_{severity}", count=count, number=number(count))
    return card(heading, [html.Ol(items, className="finding-groups")], t(f"draft.findings_{severity}_hint"))


def _group(draft: DraftDetail, group: FindingGroup, place: int) -> Node:
    part = f"bemaerkning-{group.severity}-{place}"
    said = group.message(language())
    heading = html.H3(_heading(group, said), id=part, tabIndex=-1)
    kept = _answers_of(draft, group.findings)
    looks = "finding-group" + (" is-answered" if len(kept) == len(group.findings) else "")
    deeds = _answered(draft, group, kept, part) if kept else _ways(draft, group, part)
    return html.Div([heading, *group_lines(group), *deeds], className=looks)


def _heading(group: FindingGroup, said: str | None) -> list[Node]:
    words: list[Node] = [said or group.findings[0].message(language())]
    if len(group.findings) > 1 and number(len(group.findings)) not in (said or ""):
        words += [" ", html.Span(f"({number(len(group.findings))})", className="tally")]
    return words


def _ways(draft: DraftDetail, group: FindingGroup, part: str) -> list[Node]:
    """Offer to accept or to mute a kind, with a reason; mending is done in the file, which is sent again."""
    return [
        html.Div(
            [
                _way(draft, group, part, "accepter"),
                _way(draft, group, part, "slaa-fra"),
            ],
            className="finding-ways",
        )
    ]


def _way(draft: DraftDetail, group: FindingGroup, part: str, answer: str) -> Node:
    field_id = f"{part}-{answer}"
    field = reason_field(field_id, t("draft.why"))
    button = deed_button(t(f"draft.{answer.replace('-', '_')}_do"), is_main=True)
    form = deed_form(
        deed_address(draft, "bemaerkning"),
        [html.P(t(f"draft.{answer.replace('-', '_')}_hint"), className="field-hint"), field, button],
        hidden={"noegle": _keys(group.findings), "svar": answer},
        focus=part,
    )
    return folded_deed(t(f"draft.{answer.replace('-', '_')}"), form)


def _answered(draft: DraftDetail, group: FindingGroup, kept: Sequence[FindingSaid], part: str) -> list[Node]:
    said = kept[0]
    words = t("draft.answered", answer=label(said.kind, language()), reason=said.reason)
    undo = deed_form(
        deed_address(draft, "bemaerkning"),
        [html.Span(words, className="said"), " ", deed_button(t("draft.take_back"))],
        hidden={"noegle": _keys(group.findings), "svar": ""},
        focus=part,
    )
    return [undo]


def _answers_of(draft: DraftDetail, findings: Iterable[Finding]) -> list[FindingSaid]:
    answers = draft.facts.answers.findings
    keys = (finding_key(finding.id, finding.sheet, finding.cell) for finding in findings)
    return [answers[key] for key in keys if key in answers]


def _keys(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(finding_key(it.id, it.sheet, it.cell) for it in findings))
