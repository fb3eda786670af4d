"""Potential, evidence, checks and recommendations in words."""

from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.badges import word_badge
from dashboard.components.domain_profile import domain_label, domain_profile, score_text
from dashboard.components.markup import Node
from dashboard.data import Advice, AssessmentBook, Standing
from dashboard.format import date_short, decimal, number
from dashboard.labels import code_label
from dashboard.texts import language, t
from portfolio.snapshot import Code
from portfolio.spread.ranking import ENOUGH_ANSWERED, Placed
from portfolio.spread.words import Domain, Recommendation, SpreadCheck
from portfolio.vocabulary import SpreadPotential, label

CHECKS: Sequence[str] = tuple(map(str, SpreadCheck))
_NAMED = 2
_MARKS: Mapping[bool | None, str] = {True: "✓", False: "✕", None: "?"}
_NAMES: Mapping[bool | None, str] = {True: "yes", False: "no", None: "unknown"}


def potential_label(code: Code) -> str:
    """Name a place on the axis of potential."""
    return t("priority.potential_unknown") if code is None else code_label(SpreadPotential, code)


def evidence_label(code: Code) -> str:
    """Name a rung of the evidence."""
    return t(f"priority.evidence_{code or 'unknown'}")


def basis_words(placed: Placed) -> str:
    """Say what a place on an axis is known from; "" where nobody knows."""
    return "" if placed.basis is None else t(f"priority.basis_{placed.basis}")


def check_label(check: str) -> str:
    """Name a check, as what is so when it is said yes to."""
    return label(SpreadCheck(check), language())


def recommendation_label(code: str) -> str:
    """Name what people choose among."""
    return label(Recommendation(code), language())


def listed_badge(code: Code) -> Node:
    """Show the potential in the list's own word."""
    return word_badge(SpreadPotential, code)


def mean_words(standing: Standing) -> str:
    """Say the mean with the number of domains that it rests on: never one without the other."""
    facts = {"answered": number(standing.answered), "all": number(len(Domain))}
    if standing.mean is None:
        return t("spread.no_answers", **facts)
    return t("spread.mean", mean=decimal(standing.mean), **facts)


def weakest_words(standing: Standing) -> str:
    """Say which domains are the weakest, and how weak."""
    weakest, means = standing.weakest, standing.means
    if not weakest:
        return t("spread.all_alike") if standing.answered > 1 else ""
    return t("spread.weakest", names=weakest_names(weakest), score=score_text(means[weakest[0]]))


def weakest_names(weakest: Sequence[Domain]) -> str:
    """Name the weakest domains; more than a few are counted."""
    if len(weakest) > _NAMED:
        return t("spread.domains", count=len(weakest), number=number(len(weakest)))
    return ", ".join(map(domain_label, weakest))


def assessment_words(book: AssessmentBook, initiative_id: int) -> str:
    """Say in a line what people recommend of an initiative and how they assess it; "" where nobody has."""
    advice, standing = book.advised(initiative_id), book.standing(initiative_id)
    said = [] if advice is None else [recommendation_label(advice.recommendation)]
    if standing is not None and standing.mean is not None:
        said += [mean_words(standing), weakest_words(standing)]
    return "; ".join(filter(None, said))


def standing_cell(standing: Standing | None) -> Node | list[Node]:
    """Show an assessment: the profile, the mean with its number of domains, the weakest, and disagreement."""
    if standing is None:
        return html.Span(t("spread.not_assessed"), className="missing")
    lines: list[Node] = [
        domain_profile(standing.means, standing.weakest),
        html.Span(mean_words(standing), className="profile-said"),
    ]
    under = [weakest_words(standing), _assessors(standing)]
    lines += [html.Span(it, className="under") for it in under if it]
    if standing.mean is not None and standing.answered < ENOUGH_ANSWERED:
        lines.append(html.Span(t("spread.few"), className="under under-warning"))
    if standing.disputed:
        names = ", ".join(map(domain_label, standing.disputed))
        lines.append(html.Span(t("spread.disputed", names=names), className="under under-warning"))
    return lines


def _assessors(standing: Standing) -> str:
    newest = standing.counted[0]
    facts = {"who": newest.who, "date": date_short(newest.said_on)}
    others = len(standing.counted) - 1
    return (
        t("spread.assessors", count=others, number=number(others), **facts)
        if others
        else (t("spread.assessor", **facts))
    )


def checks_cell(said: Mapping[str, bool | None]) -> Node | list[Node]:
    """Show the checks as marks, and in words which are not in place and how many nobody has answered."""
    answers = [(check, said.get(check)) for check in CHECKS]
    if all(answer is None for _, answer in answers):
        return html.Span(t("spread.no_checks"), className="missing")
    marks = [
        html.Span(
            _MARKS[answer],
            className=f"check-mark check-{_NAMES[answer]}",
            title=f"{check_label(check)}: {t(f'spread.check_{_NAMES[answer]}')}",
        )
        for check, answer in answers
    ]
    lines: list[Node] = [
        html.Span(marks, className="check-marks"),
        html.Span(checks_words(said), className="under"),
    ]
    missing = [t(f"priority.lack_no_{check}") for check, answer in answers if answer is False]
    if missing:
        lines.append(html.Span(". ".join(missing), className="under under-warning"))
    return lines


def checks_key() -> Node:
    """Say which check each mark is, from the left, and what the marks mean."""
    names = " · ".join(f"{place} {check_label(check)}" for place, check in enumerate(CHECKS, 1))
    return html.P(t("spread.checks_key", names=names), className="profile-key")


def checks_words(said: Mapping[str, bool | None]) -> str:
    """Count the answers: yes, no, and not answered."""
    answers = [said.get(check) for check in CHECKS]
    return t(
        "spread.checks",
        yes=number(answers.count(True)),
        no=number(answers.count(False)),
        unknown=number(answers.count(None)),
    )


def advice_cell(advice: Advice | None, others: Sequence[Advice]) -> Node | list[Node]:
    """Show what people recommend, who and when; where nobody has chosen, that nobody has."""
    if advice is None:
        return html.Span(t("spread.not_chosen"), className="missing")
    lines: list[Node] = [
        html.Span(
            recommendation_label(advice.recommendation), className=f"advice advice-{advice.recommendation}"
        ),
        html.Span(t("spread.assessor", who=advice.who, date=date_short(advice.day)), className="under"),
    ]
    if advice.reason:
        lines.append(html.Span(advice.reason, className="under round-text"))
    lines += [
        html.Span(
            t("spread.other_advice", who=it.who, said=recommendation_label(it.recommendation)),
            className="under under-warning",
        )
        for it in others
    ]
    return lines
