"""Why a candidate stands where it does, what it lacks, and how sure its place is, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.domain_profile import domain_label, score_text
from dashboard.components.spread_asked import SpreadRows
from dashboard.components.spread_words import (
    CHECKS,
    basis_words,
    check_label,
    evidence_label,
    potential_label,
    weakest_names,
)
from dashboard.data import Standing
from dashboard.format import date_short, decimal, number
from dashboard.labels import code_label
from dashboard.texts import t
from portfolio.snapshot import Item
from portfolio.spread.ranking import (
    EVIDENCE_DOMAIN,
    HIGH_MEAN,
    Known,
    Lack,
    Shift,
    Span,
    evidence_of,
    mean_of,
    missing_of,
    potential_of_mean,
)
from portfolio.spread.words import Domain, SpreadCheck
from portfolio.vocabulary import SpreadPotential, Status

ASSESSMENT, CORE, EVALUATION = "spredningsvurdering", "kernen", "evaluering"
"""Where on an initiative's page each is mended."""

_SHOWN_SHIFTS = 2


def place_words(span: Span) -> str:
    """Write a place; one that is shared, as from and to."""
    if span.first == span.last:
        return number(span.first)
    return f"{number(span.first)}–{number(span.last)}"


def reason_words(rows: SpreadRows, item: Item) -> list[str]:
    """Say why an initiative stands where it does: a short sentence for each question that has an answer."""
    known = rows.known(item)
    found = [
        _advised(rows, item),
        _assessed(rows.standing(item), known),
        _documented(known),
        _stage(item, known),
    ]
    return [*(it for it in found if it), *_checked(known)]


def _advised(rows: SpreadRows, item: Item) -> str:
    advice, _ = rows.advice(item)
    if advice is None:
        return ""
    return t(f"priority.reason_{advice.recommendation}", who=advice.who, date=date_short(advice.day))


def _assessed(standing: Standing | None, known: Known) -> str:
    listed = "" if known.listed is None else code_label(SpreadPotential, known.listed).lower()
    mean = mean_of(known)
    if standing is None or standing.mean is None:
        return t("priority.reason_listed", potential=listed) if listed else ""
    facts = {
        "mean": decimal(standing.mean),
        "answered": number(standing.answered),
        "all": number(len(Domain)),
    }
    if mean is None:
        return t("priority.reason_few", **facts)
    weakest = weakest_names(standing.weakest)
    said = t("priority.reason_assessed", **facts)
    if standing.weakest:
        score = score_text(standing.means[standing.weakest[0]])
        said = t("priority.reason_weakest", said=said, names=weakest, score=score)
    if listed and known.listed is not potential_of_mean(mean):
        said = f"{said}. {t('priority.reason_but_listed', potential=listed)}"
    return said


def _documented(known: Known) -> str:
    placed = evidence_of(known)
    if placed.code is None:
        return t("priority.reason_evidence_unknown")
    return t(
        "priority.reason_evidence", evidence=evidence_label(placed.code).lower(), basis=basis_words(placed)
    )


def _stage(item: Item, known: Known) -> str:
    status = item.code("status")
    if known.is_ripe is None:
        return t("priority.reason_stage_unknown")
    said = code_label(Status, status).lower() if status else t("priority.reason_no_status")
    return t("priority.reason_ripe" if known.is_ripe else "priority.reason_young", status=said)


def _checked(known: Known) -> list[str]:
    answers = [known.checks.get(check) for check in CHECKS]
    yes, no = answers.count(True), answers.count(False)
    if not yes and not no:
        return []
    return [t("priority.reason_checks", yes=number(yes), no=number(no), all=number(len(CHECKS)))]


# --- What is missing


@dataclass(frozen=True, slots=True)
class Want:
    """Something that is missing, in words, and where on the initiative's page it is mended; "": its top."""

    words: str
    part: str = ""


def wants_of(known: Known) -> list[Want]:
    """Say what is missing for an initiative to move up, in the order of the questions."""
    missing = missing_of(known, CHECKS)
    unsaid = [it.about for it in missing if it.lack is Lack.CHECK_UNKNOWN]
    found = [_WORDS[it.lack](it.about, known) for it in missing if it.lack is not Lack.CHECK_UNKNOWN]
    core = str(SpreadCheck.CORE_DESCRIBED)
    if core in unsaid:  # nobody has said it either way, and no core is kept: that is where to begin
        unsaid.remove(core)
        found.append(_check_no(core, known))
    if len(unsaid) == len(CHECKS) - 1 and known.checks.get(core) is None:
        found.append(Want(t("priority.lack_no_checks"), ASSESSMENT))
    elif unsaid:
        names = ", ".join(check_label(check) for check in unsaid)
        found.append(Want(t("priority.lack_checks_unknown", names=names), ASSESSMENT))
    return found


def _check_no(check: str, _: Known) -> Want:
    return Want(t(f"priority.lack_no_{check}"), CORE if check == "core_described" else ASSESSMENT)


def _few(_: str, known: Known) -> Want:
    return Want(
        t("priority.lack_few_answers", count=len(known.scores), number=number(len(known.scores))), ASSESSMENT
    )


def _low(_: str, known: Known) -> Want:
    mean = mean_of(known) or 0.0
    return Want(t("priority.lack_low_mean", mean=decimal(mean), high=number(int(HIGH_MEAN))), ASSESSMENT)


def _weak_evidence(_: str, known: Known) -> Want:
    placed = evidence_of(known)
    part = ASSESSMENT if EVIDENCE_DOMAIN in known.scores else EVALUATION
    return Want(t("priority.lack_evidence_weak", basis=basis_words(placed)), part)


def _weak_domain(domain: str, known: Known) -> Want:
    facts = {"name": domain_label(domain), "score": score_text(known.scores[domain])}
    return Want(t("priority.lack_weak_domain", **facts), ASSESSMENT)


_WORDS: Mapping[Lack, Callable[[str, Known], Want]] = {
    Lack.NOT_CHOSEN: lambda *_: Want(t("priority.lack_not_chosen"), ASSESSMENT),
    Lack.MORE_KNOWLEDGE: lambda *_: Want(t("priority.lack_more_knowledge"), ASSESSMENT),
    Lack.NOT_ASSESSED: lambda *_: Want(t("priority.lack_not_assessed"), ASSESSMENT),
    Lack.FEW_ANSWERS: _few,
    Lack.LOW_MEAN: _low,
    Lack.EVIDENCE_UNKNOWN: lambda *_: Want(t("priority.lack_evidence_unknown"), ASSESSMENT),
    Lack.EVIDENCE_WEAK: _weak_evidence,
    Lack.STAGE_UNKNOWN: lambda *_: Want(t("priority.lack_stage_unknown")),
    Lack.NOT_RIPE: lambda *_: Want(t("priority.lack_not_ripe")),
    Lack.CHECK_NO: _check_no,
    Lack.WEAK_DOMAIN: _weak_domain,
}


# --- How sure a place is


def sureness_words(known: Known, shifts: Sequence[Shift]) -> list[str]:
    """Say which domains a place rests on; else that it holds whichever domain is left out."""
    if not shifts:
        return [t("priority.sure" if known.scores else "priority.sure_unassessed")]
    found = [
        t("priority.unsure", name=domain_label(it.domain), place=place_words(it.span))
        for it in shifts[:_SHOWN_SHIFTS]
    ]
    rest = len(shifts) - len(found)
    return [*found, *([t("priority.unsure_more", count=rest, number=number(rest))] if rest else [])]


def potential_words(code: str | None, basis: str) -> str:
    """Name a place on the axis of potential with what it is known from."""
    return f"{potential_label(code)} ({basis})" if basis else potential_label(code)
