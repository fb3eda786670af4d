"""How far an initiative could be spread: the list's own word beside what assessors say, domain by domain."""

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.assessment_forms import advice_form
from dashboard.components.assessment_words import (
    dispute_words,
    heading_words,
    suggestions,
    who_words,
)
from dashboard.components.cards import card
from dashboard.components.domain_profile import domain_label, domain_profile, score_text
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.origin import cell_place, typed
from dashboard.components.plain_table import Cell, Column, plain_table
from dashboard.components.process_forms import Asked, folded_forms
from dashboard.components.process_words import listed
from dashboard.components.score_marks import score_mark
from dashboard.components.spread_history import of_kinds, spread_history
from dashboard.components.spread_words import (
    advice_cell,
    check_label,
    listed_badge,
    mean_words,
    weakest_words,
)
from dashboard.components.states import note
from dashboard.components.who import suggested_who
from dashboard.data import (
    Assessment,
    AssessmentBook,
    InitiativeRecord,
    SpreadEntry,
    SpreadKind,
    Standing,
)
from dashboard.filters import LIST
from dashboard.format import number
from dashboard.server.assessments import ROUTE
from dashboard.texts import t
from portfolio.process.course import ToldIn
from portfolio.spread.assessments import Answer
from portfolio.spread.words import Domain, SpreadCheck

FOCUS = "spredningsvurdering"
FORM_KEY, FROM_KEY, SHORT, FULL = "form", "videre-fra", "kort", "fuld"
_ANSWERS: Mapping[bool | None, tuple[str, str]] = {
    True: ("✓", "yes"),
    False: ("✕", "no"),
    None: ("?", "unknown"),
}


def assessing_address(initiative_id: int, form: str, earlier: int | None = None) -> str:
    """Give the address of the form; ``earlier`` is the assessment that it goes on from."""
    goes_on = "" if earlier is None else f"&{FROM_KEY}={earlier}"
    return f"{LIST}/{initiative_id}/vurdering?{FORM_KEY}={form}{goes_on}"


def assessment_card(
    record: InitiativeRecord, history: Sequence[SpreadEntry], today: dt.date, *, is_present: bool
) -> list[Node]:
    """Show what is said of an initiative's potential for spread; nothing on a past day that knew none."""
    book = data.assessments()
    standing, advice = book.standing(record.id), book.advised(record.id)
    entries = of_kinds(history, SpreadKind.ASSESSMENT, SpreadKind.ADVICE)
    if standing is None and advice is None and not entries and not is_present:
        return []
    content: list[Node] = [_side_by_side(record, book)]
    if standing is not None:
        content += _disputes(standing)
        content += [_domains(standing), *_own_criteria(standing), *_texts(standing)]
    if standing is not None or advice is not None:
        content.append(_checks(record, standing))
    if is_present:
        content += _ways(record, book, today)
    content += spread_history(record.id, entries, FOCUS, is_present=is_present)
    shown = card(heading_words(standing, advice), content, t("assessments.subtitle"))
    return [html.Div(shown, id=FOCUS, tabIndex=-1, className="process follow")]


def _side_by_side(record: InitiativeRecord, book: AssessmentBook) -> Node:
    """Show the list's own word, the assessment and the recommendation beside each other, never as one."""
    standing = book.standing(record.id)
    advised = advice_cell(book.advised(record.id), book.other_advice(record.id))
    parts = [
        (t("assessments.listed"), _listed(record)),
        (t("assessments.assessed"), _assessed(standing)),
        (t("assessments.advised"), advised if isinstance(advised, list) else [advised]),
    ]
    boxes = [html.Div([html.Dt(head), html.Dd(nodes)]) for head, nodes in parts]
    return html.Dl(boxes, className="assess-facts")


def _listed(record: InitiativeRecord) -> list[Node]:
    value = record.values.get("spread_potential")
    claims = record.claims.get("spread_potential", ())
    said: list[Node] = [listed_badge(value if isinstance(value, str) else None)]
    said += [
        html.Span(
            [
                *([typed(it.text), " "] if it.text else []),
                link(it.source, f"/indlaes/{it.upload_id}"),
                f" {cell_place(it.sheet, it.cell)}",
            ],
            className="under",
        )
        for it in claims
    ]
    return said


def _assessed(standing: Standing | None) -> list[Node]:
    if standing is None:
        return [html.Span(t("spread.not_assessed"), className="missing")]
    said: list[Node] = [
        domain_profile(standing.means, standing.weakest),
        html.Span(mean_words(standing), className="profile-said"),
    ]
    who = t("assessments.assessors", count=len(standing.counted), number=number(len(standing.counted)))
    said += [html.Span(it, className="under") for it in (_weakest(standing), who) if it]
    return said


def _weakest(standing: Standing) -> str:
    """Name every domain that is the weakest: here there is room for all."""
    if not standing.weakest:
        return weakest_words(standing)
    names = ", ".join(map(domain_label, standing.weakest))
    return t("spread.weakest", names=names, score=score_text(standing.means[standing.weakest[0]]))


def _disputes(standing: Standing) -> list[Node]:
    if not standing.disputed:
        return []
    lines = [html.Li(dispute_words(standing, domain)) for domain in standing.disputed]
    count = len(standing.disputed)
    head = html.Strong(t("assessments.disputes", count=count, number=number(count)))
    return [note([head, html.Ul(lines, className="plain-list")], "warning")]


# --- The ten domains


def _domains(standing: Standing) -> Node:
    """Show every domain, one row for each assessor; one that nobody assessed has a row that says so."""
    heads = [
        Column(t(f"assessments.head_{name}")) for name in ("domain", "score", "reason", "evidence", "who")
    ]
    rows = [row for domain in Domain for row in _domain_rows(standing, domain)]
    kept = [0, 1, *(place for place in (2, 3, 4) if any(row[place] for row in rows))]
    cells = [[row[place] for place in kept] for row in rows]
    columns = [heads[place] for place in kept]
    table = plain_table(t("assessments.caption"), columns, cells, "plain domains labelled")
    summary = html.Summary(t("assessments.domains"))
    return html.Details([summary, table], open=True, id="spredning-domaener", className="domains-fold")


def _domain_rows(standing: Standing, domain: Domain) -> list[list[Cell]]:
    name, found = domain_label(domain), standing.domains[domain]
    if not found.said:
        return [[name, score_mark(None), "", "", ""]]
    first, *rest = [_answer_row(name, it, answer) for it, answer in found.said]
    if found.mean is not None and len(found.scores) > 1:
        mean = t("assessments.domain_mean", mean=score_text(found.mean))
        first[0] = [name, " ", html.Span(mean, className="domain-mean")]
    again = [[html.Span(name, className="domain-again"), *row[1:]] for row in rest]
    return [first, *again]


def _answer_row(name: str, it: Assessment, answer: Answer) -> list[Cell]:
    reason: Cell = "" if not answer.reason else html.Span(answer.reason, className="round-text")
    evidence: Cell = "" if not answer.evidence else html.Span(answer.evidence, className="round-text")
    return [name, score_mark(answer.score), reason, evidence, [who_words(it), *_cell_of(answer.told_in)]]


def _cell_of(place: ToldIn | None) -> list[Node]:
    """Lead to the list that says it, and name the cell with what stands there."""
    if place is None:
        return []
    cell = cell_place(place.sheet, place.cell)
    said: list[Node] = [typed(place.text), " "] if place.text else []
    return [
        html.Span(
            [*said, link(f"{place.file_name}, {cell}", f"/indlaes/{place.upload_id}")], className="under"
        )
    ]


def _own_criteria(standing: Standing) -> list[Node]:
    """Show what lists score under names of their own; it counts in no mean."""
    own = [(it, one) for it in standing.counted for one in it.own]
    if not own:
        return []
    heads = [Column(t(f"assessments.head_{name}")) for name in ("criterion", "score", "reason", "who")]
    rows: list[list[Cell]] = [
        [
            one.name,
            score_mark(one.answer.score),
            one.answer.reason or "",
            [who_words(it), *_cell_of(one.answer.told_in)],
        ]
        for it, one in own
    ]
    return [
        html.H3(t("assessments.own")),
        html.P(t("assessments.own_hint"), className="muted"),
        plain_table(t("assessments.own"), heads, rows, "plain domains labelled"),
    ]


def _texts(standing: Standing) -> list[Node]:
    """Show what assessors say of the whole."""
    said = [it for it in standing.counted if it.text]
    lines = [
        html.Li(
            [html.Span(it.text or "", className="round-text"), html.Span(who_words(it), className="under")]
        )
        for it in said
    ]
    return [html.H3(t("assessments.whole_heading")), html.Ul(lines, className="plain-list")] if lines else []


# --- Checks, and what can be done


def _checks(record: InitiativeRecord, standing: Standing | None) -> Node:
    """Show the seven checks; where nobody has answered, what the data know of it."""
    known = suggestions(record)
    items = []
    for check in SpreadCheck:
        answer = None if standing is None else standing.checked(check)
        mark, code = _ANSWERS[answer]
        lines: list[Node] = [
            html.Span(check_label(check)),
            html.Span(_answer_words(check, standing), className="under"),
        ]
        if answer is None and check in known:
            lines.append(html.Span(t("assessments.knows", said=known[check]), className="under"))
        items.append(html.Li([_mark(mark, code), html.Span(lines, className="check-said")]))
    return html.Div(
        [html.H3(t("assessments.checks")), html.Ul(items, className="check-list")], className="check-box"
    )


def _mark(mark: str, code: str) -> Node:
    shape = html.Span(mark, className=f"check-mark check-{code}")
    shape.attributes["aria-hidden"] = "true"
    return shape


def _answer_words(check: SpreadCheck, standing: Standing | None) -> str:
    """Say what was answered and by whom; where assessors differ, both."""
    said = [] if standing is None else [it for it in standing.counted if it.checks.get(check) is not None]
    words = [
        t(f"assessments.answered_{'yes' if it.checks[check] else 'no'}", who=who_words(it)) for it in said
    ]
    return listed(words) if words else t("spread.check_unknown").capitalize()


def _ways(record: InitiativeRecord, book: AssessmentBook, today: dt.date) -> list[Node]:
    """Offer the two forms, going on from the newest, and choosing a recommendation."""
    own = next((it.id for it in book.of.get(record.id, ()) if it.id is not None), None)
    asked = Asked(record.id, today, FOCUS, FOCUS, ROUTE)
    ways: list[Node] = [
        link(t("assessments.short_way"), assessing_address(record.id, SHORT), className="btn-main"),
        " ",
        link(t("assessments.full_way"), assessing_address(record.id, FULL), className="btn-quiet"),
    ]
    if own is not None:
        ways += [
            " ",
            link(t("assessments.again_way"), assessing_address(record.id, FULL, own), className="btn-quiet"),
        ]
    who = assessors_of(record, today)
    return [
        html.P(ways, className="assess-ways no-print"),
        folded_forms([(t("assessments.advice_fold"), advice_form(asked, who))]),
    ]


def assessors_of(record: InitiativeRecord, today: dt.date) -> list[str]:
    """Suggest who can assess: the initiative's own cluster first, then the organisations there are."""
    own = [record.organisation_id] if record.organisation_id else []
    return suggested_who(None, own, today)
