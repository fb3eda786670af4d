"""A profile of the ten domains, as small as a few words: a bar each, and a dot where nobody has answered."""

from collections.abc import Collection, Mapping

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node
from dashboard.format import decimal, number
from dashboard.texts import language, t
from portfolio.spread.words import HIGHEST_SCORE, Domain
from portfolio.vocabulary import label

_BAR, _GAP, _HEIGHT, _LEAST = 8, 3, 30, 2.0
WIDTH = len(Domain) * (_BAR + _GAP) - _GAP


def domain_profile(means: Mapping[Domain, float], weakest: Collection[Domain]) -> Element:
    """Draw what is said of each domain; those who hear the page are told the same in words.

    A score of zero is a line on the ground, a domain without an answer a dot: the one is not the other.
    """
    bars = {domain: score for domain, score in means.items() if domain not in weakest}
    low = {domain: score for domain, score in means.items() if domain in weakest}
    shapes: list[Node] = [
        html.Path(d=f"M0 0.5H{WIDTH}M0 {_HEIGHT - 0.5}H{WIDTH}", className="profile-frame"),
        html.Path(d="".join(_bar(domain, score) for domain, score in bars.items()), className="profile-bar"),
        html.Path(d="".join(_bar(domain, score) for domain, score in low.items()), className="profile-low"),
        *(_dot(domain) for domain in Domain if domain not in means),
    ]
    drawing = html.Svg(shapes, viewBox=f"0 0 {WIDTH} {_HEIGHT}", className="profile")
    drawing = with_attributes(drawing, {"aria-hidden": "true", "focusable": "false"})
    heard = html.Span(profile_words(means), className="visually-hidden")
    return html.Span([drawing, heard], className="profile-box", title=profile_words(means))


def profile_words(means: Mapping[Domain, float]) -> str:
    """Say what each domain was given, and which have no answer."""
    said = [f"{domain_label(domain)} {score_text(means[domain])}" for domain in Domain if domain in means]
    unsaid = [domain_label(domain) for domain in Domain if domain not in means]
    parts = [", ".join(said)] if said else []
    return ". ".join([*parts, *([t("spread.unanswered", names=", ".join(unsaid))] if unsaid else [])])


def profile_key() -> Node:
    """Say which domain each bar is, from the left."""
    names = [f"{place} {domain_label(domain)}" for place, domain in enumerate(Domain, 1)]
    return html.P(t("spread.profile_key", names=" · ".join(names)), className="profile-key")


def domain_label(domain: str) -> str:
    """Give a domain's name."""
    return label(Domain(domain), language())


def score_text(score: float) -> str:
    """Write a score as one is given, a mean of several with a decimal."""
    return number(int(score)) if float(score).is_integer() else decimal(score)


def _x(domain: Domain) -> int:
    return list(Domain).index(domain) * (_BAR + _GAP)


def _bar(domain: Domain, score: float) -> str:
    height = max(_LEAST, round((_HEIGHT - 1) * score / HIGHEST_SCORE, 1))
    return f"M{_x(domain)} {_HEIGHT}v{-height}h{_BAR}v{height}z"


def _dot(domain: Domain) -> Node:
    return html.Circle(
        cx=str(_x(domain) + _BAR / 2), cy=str(_HEIGHT - 6), r="1.7", className="profile-unknown"
    )
