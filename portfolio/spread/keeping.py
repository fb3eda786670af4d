"""What is said of an initiative's spread as JSON text, and back."""

from collections.abc import Mapping

import msgspec

from portfolio.spread.assessments import Answer
from portfolio.spread.core import CoreText
from portfolio.spread.words import Domain, SpreadCheck


class _Said(msgspec.Struct, omit_defaults=True, frozen=True):
    score: int | None = None
    reason: str | None = None
    evidence: str | None = None


_ANSWERS = msgspec.json.Decoder(dict[Domain, _Said])
_CHECKS = msgspec.json.Decoder(dict[SpreadCheck, bool])
_CORE = msgspec.json.Decoder(CoreText)
_SORTED = msgspec.json.Encoder(order="deterministic")


def answers_json(answers: Mapping[Domain, Answer]) -> str:
    """Write what is said of domains; one of which nothing is said is left out."""
    said = {domain.value: _Said(it.score, it.reason, it.evidence) for domain, it in answers.items()}
    return _SORTED.encode({name: it for name, it in said.items() if it != _Said()}).decode()


def answers_of(text: str) -> dict[Domain, Answer]:
    """Read what :func:`answers_json` wrote."""
    read = _ANSWERS.decode(text)
    return {it: Answer(read[it].score, read[it].reason, read[it].evidence) for it in Domain if it in read}


def checks_json(checks: Mapping[SpreadCheck, bool | None]) -> str:
    """Write what is said of checks; one that nobody answered is left out."""
    return _SORTED.encode({it.value: said for it, said in checks.items() if said is not None}).decode()


def checks_of(text: str) -> dict[SpreadCheck, bool | None]:
    """Read what :func:`checks_json` wrote."""
    return {it: said for it, said in _CHECKS.decode(text).items()}  # noqa: C416 -- widens the values' type


def core_json(text: CoreText) -> str:
    """Write what is said of a core."""
    return _SORTED.encode(text).decode()


def core_of(text: str) -> CoreText:
    """Read what :func:`core_json` wrote."""
    return _CORE.decode(text)
