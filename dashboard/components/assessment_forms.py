"""Forms for assessing how far an initiative could be spread: short or full, and a recommendation by itself.

They are made for the keyboard alone: Tab goes from domain to domain, the arrows choose a score, and so do the
digits (``assets/65-assessment.js``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.domain_profile import domain_label
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import (
    Asked,
    day_control,
    field,
    line_control,
    suggestion_list,
)
from dashboard.components.score_marks import score_words
from dashboard.components.spread_words import check_label, recommendation_label
from dashboard.data import Assessment
from dashboard.server.assessments import (
    ASSESSOR,
    CHECK,
    EVIDENCE,
    FORM,
    NO,
    REASON,
    RECOMMENDATION,
    SCORE,
    WHOLE,
    YES,
)
from dashboard.server.processes import DAY
from dashboard.texts import t
from portfolio.spread.assessments import Answer
from portfolio.spread.words import HIGHEST_SCORE, AssessmentForm, Domain, Recommendation, SpreadCheck

_NOTHING = Answer(None)


@dataclass(frozen=True, slots=True)
class Assessing:
    """What a form begins with.

    Attributes:
        form: how thorough it is.
        earlier: the assessment that it goes on from; None: none.
        who: who can be expected to assess.
        suggestions: what the data say of the checks.
    """

    form: AssessmentForm
    earlier: Assessment | None
    who: Sequence[str]
    suggestions: Mapping[SpreadCheck, str]


def assess_form(asked: Asked, it: Assessing) -> Element:
    """Lay out the form: the ten domains, and in the full one evidence, checks and a recommendation too."""
    content: list[Node] = [_head(asked, it), *(_domain(asked, it, domain) for domain in Domain)]
    if it.form is AssessmentForm.FULL:
        content += [_checks(asked, it), _advice(asked, it)]
    else:
        whole = _text(it.earlier.text if it.earlier is not None and not it.earlier.recommendation else None)
        content.append(field(asked, "vurder", WHOLE, t("assessments.whole"), whole))
    content.append(html.Div([deed_button(t("assessments.save"), is_main=True)], className="no-print"))
    return deed_form(asked.address("vurder"), content, hidden={FORM: str(it.form)}, className="deed assess")


def _head(asked: Asked, it: Assessing) -> Node:
    """Ask who assesses and when."""
    names = asked.id("vurder", "hvem")
    assessor = with_attributes(line_control(names), {"defaultValue": it.earlier.who if it.earlier else ""})
    who = field(
        asked, "vurder", ASSESSOR, t("assessments.assessor"), assessor, t("assessments.assessor_hint")
    )
    day = field(asked, "vurder", DAY, t("assessments.day"), day_control(asked.today, asked.today))
    return html.Div([who, suggestion_list(names, it.who), day], className="assess-head")


def _domain(asked: Asked, it: Assessing, domain: Domain) -> Node:
    """Ask for a domain's score and a reason; in the full form for evidence too."""
    said = _NOTHING if it.earlier is None else it.earlier.answers.get(domain, _NOTHING)
    place = list(Domain).index(domain) + 1
    name, hint_id = domain_label(domain), asked.id("hjaelp", domain)
    legend = html.Legend([html.Span(f"{place} ", className="assess-place"), name])
    hint = html.P(t(f"assessments.asks_{domain}"), id=hint_id, className="field-hint")
    asks = [field(asked, "vurder", f"{REASON}{domain}", t("assessments.reason"), _text(said.reason))]
    if it.form is AssessmentForm.FULL:
        evidence = field(
            asked, "vurder", f"{EVIDENCE}{domain}", t("assessments.evidence"), _text(said.evidence)
        )
        asks.append(evidence)
    box = html.Fieldset(
        [legend, hint, _scores(asked, domain, said.score), html.Div(asks, className="assess-texts")],
        className="assess-domain",
    )
    return with_attributes(box, {"aria-describedby": hint_id})


def _scores(asked: Asked, domain: Domain, chosen: int | None) -> Node:
    choices = [("", score_words(None), "–")]
    choices += [(str(score), score_words(score), str(score)) for score in range(HIGHEST_SCORE + 1)]
    current = "" if chosen is None else str(chosen)
    radios = [
        _radio(asked, f"{SCORE}{domain}", value, words, mark, is_chosen=value == current)
        for value, words, mark in choices
    ]
    return with_attributes(html.Div(radios, className="assess-scores"), {"data-digits": ""})


def _radio(asked: Asked, name: str, value: str, words: str, mark: str = "", *, is_chosen: bool) -> Node:
    id_ = asked.id(name, value or "intet")
    button = html.Input(
        type="radio", id=id_, name=name, value=value, defaultChecked=is_chosen, className="form-check-input"
    )
    marked: list[Node] = [html.Strong(mark), " "] if mark and mark != "–" else []
    said = html.Label([*marked, words], htmlFor=id_)
    return html.Div([button, said], className="assess-choice")


def _checks(asked: Asked, it: Assessing) -> Node:
    """Ask the seven checks; what the data know stands beside, and nothing is chosen for anybody."""
    said = {} if it.earlier is None else it.earlier.checks
    rows = [_check(asked, check, said.get(check), it.suggestions.get(check, "")) for check in SpreadCheck]
    return html.Section(
        [
            html.H2(t("assessments.checks")),
            html.P(t("assessments.checks_hint"), className="field-hint"),
            *rows,
        ],
        className="assess-checks",
    )


def _check(asked: Asked, check: SpreadCheck, said: bool | None, known: str) -> Node:
    answers = (
        (YES, t("assessments.yes"), True),
        (NO, t("assessments.no"), False),
        ("", t("assessments.not_answered"), None),
    )
    radios = [
        _radio(asked, f"{CHECK}{check}", value, words, is_chosen=said is meant)
        for value, words, meant in answers
    ]
    under = [html.P(t("assessments.knows", said=known), className="field-hint")] if known else []
    choices = html.Div(radios, className="assess-scores")
    return html.Fieldset(
        [html.Legend(check_label(check)), choices, *under], className="assess-domain assess-check"
    )


def _advice(asked: Asked, it: Assessing) -> Node:
    """Ask what the assessor recommends, and why."""
    chosen = None if it.earlier is None else it.earlier.recommendation
    radios = [
        _radio(asked, RECOMMENDATION, str(one), recommendation_label(one), is_chosen=one is chosen)
        for one in Recommendation
    ]
    radios.append(
        _radio(asked, RECOMMENDATION, "", t("assessments.recommends_nothing"), is_chosen=chosen is None)
    )
    why = field(
        asked,
        "vurder",
        WHOLE,
        t("assessments.advice_why"),
        _text(None if it.earlier is None else it.earlier.text),
        t("assessments.advice_why_hint"),
    )
    box = html.Fieldset(
        [html.Legend(t("assessments.advice")), html.Div(radios, className="assess-scores"), why],
        className="assess-domain",
    )
    return html.Section([html.H2(t("assessments.advice_heading")), box], className="assess-advice")


def advice_form(asked: Asked, who: Sequence[str]) -> Element:
    """Choose a recommendation by itself, with the reason."""
    names = asked.id("anbefal", "hvem")
    radios = [
        _radio(asked, RECOMMENDATION, str(one), recommendation_label(one), is_chosen=False)
        for one in Recommendation
    ]
    box = html.Fieldset(
        [html.Legend(t("assessments.advice")), html.Div(radios, className="assess-scores")],
        className="assess-domain deed-boxes",
    )
    why = with_attributes(line_control(), {"required": "required", "maxLength": "300"})
    return deed_form(
        asked.address("anbefal"),
        [
            box,
            field(asked, "anbefal", WHOLE, t("assessments.advice_reason"), why),
            field(asked, "anbefal", ASSESSOR, t("assessments.advisor"), line_control(names)),
            suggestion_list(names, who),
            field(asked, "anbefal", DAY, t("assessments.day"), day_control(asked.today, asked.today)),
            deed_button(t("assessments.save_advice"), is_main=True),
        ],
        focus=asked.focus,
    )


def _text(said: str | None) -> Element:
    """Lay out room for a few lines that grows with what stands there."""
    return html.Textarea(className="form-control", rows=1, maxLength=5000, defaultValue=said or "")
