"""What initiatives are held against each other by, as known at an instant."""

from collections.abc import Collection, Iterator, Mapping

from portfolio.effect.book import EffectBook
from portfolio.queries.effect_words import EffectWords
from portfolio.queries.evaluations import EvaluationBook
from portfolio.spread.assessments import AssessmentBook
from portfolio.spread.priorities import Facts
from portfolio.spread.words import Domain, SpreadCheck


def facts_of(
    book: AssessmentBook,
    effect: EffectBook,
    evaluations: EvaluationBook,
    words: EffectWords,
    cores: Collection[int] = (),
) -> Facts:
    """Gather what is known of initiatives beside the snapshot.

    Args:
        book: what people and lists assess and recommend.
        effect: what was measured.
        evaluations: the evaluations that were held.
        words: whose lists tell of an effect or a core.
        cores: those whose core is described here.
    """
    measured = {id_: max(len(it.points) for it in own) for id_, own in effect.of.items()}
    standings = {id_: book.standing(id_) for id_ in book.of}
    known = {id_: it for id_, it in standings.items() if it is not None}
    advised = {id_: book.advised(id_) for id_ in book.advice}
    return Facts(
        scores={id_: dict(_by_name(it.means)) for id_, it in known.items() if it.means},
        checks={id_: {str(check): it.checked(check) for check in SpreadCheck} for id_, it in known.items()},
        recommended={id_: str(it.recommendation) for id_, it in advised.items() if it is not None},
        told=words.effect,
        cored=words.core | frozenset(cores),
        measured=measured,
        evaluated={id_: len(held) for id_, held in evaluations.held.items() if held},
    )


def _by_name(means: Mapping[Domain, float]) -> Iterator[tuple[str, float]]:
    return ((str(domain), mean) for domain, mean in means.items())
