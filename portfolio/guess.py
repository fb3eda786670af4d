"""Guesses whose list a file is: by what earlier files of each source were called and by the titles in it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio.rules.likeness import fold, likeness
from portfolio.rules.months import next_month
from portfolio.tables import FOREVER, Report, Source, Upload
from portfolio.versions.facts import read_lists
from portfolio.vocabulary import UploadState

SURE = 0.75
"""A guess that is at least so likely is taken without asking; the first step says so, and can change it."""

_MARGIN = 0.3
"""So much likelier than the next one must a sure guess be."""

_LIKELY = 0.35
_NAME_ALONE, _FEWEST_TITLES = 0.8, 3
_ALIKE = 0.8
_MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december "
    "jan feb mar apr jun jul aug sep sept okt nov dec january february march may june july october"
)
_TIMES = frozenset(_MONTHS.split()) | {
    "kopi",
    "copy",
    "endelig",
    "final",
    "ny",
    "rettet",
    "v",
    "ver",
    "version",
}
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Guess:
    """Whose list a file may be.

    Attributes:
        source_id: the likeliest source; None where none is likely.
        likelihood: how likely that is, from 0 to 1.
        is_sure: whether it need not be asked.
        title_share: how many of the file's titles the source has told of before, from 0 to 1.
        name_likeness: how like the file's name is to those of the source's earlier files, from 0 to 1.
    """

    source_id: int | None
    likelihood: float = 0.0
    is_sure: bool = False
    title_share: float = 0.0
    name_likeness: float = 0.0


NOBODY = Guess(None)


def guess_source(session: Session, file_name: str, titles: Sequence[str]) -> Guess:
    """Guess whose list a file is.

    Args:
        session: any session.
        file_name: what its sender calls it.
        titles: the titles of its initiatives.
    """
    names = _file_names(session)
    known = _titles(session)
    asked = {fold(title) for title in titles} - {""}
    found = [
        _guess(id_, _stem(file_name), names.get(id_, ()), asked, known.get(id_, set()))
        for id_ in session.scalars(select(Source.id).order_by(Source.id))
    ]
    if not found:
        return NOBODY
    best, *others = sorted(found, key=lambda guess: -guess.likelihood)
    next_best = others[0].likelihood if others else 0.0
    if best.likelihood < _LIKELY:
        return NOBODY
    is_sure = best.likelihood >= SURE and best.likelihood - next_best >= _MARGIN
    return Guess(best.source_id, best.likelihood, is_sure, best.title_share, best.name_likeness)


def guess_month(session: Session, source_id: int | None, today: dt.date) -> dt.date:
    """Guess the month of a list that does not say: the one after the source's newest, but none to come."""
    this = today.replace(day=1)
    if source_id is None:
        return this
    query = select(Upload.month).where(Upload.source_id == source_id, Upload.state == UploadState.ACTIVE)
    newest = session.scalars(query.order_by(Upload.month.desc()).limit(1)).first()
    return this if newest is None else min(next_month(newest), this)


def _guess(source_id: int, stem: str, stems: Iterable[str], asked: set[str], known: set[str]) -> Guess:
    """Weigh what titles and name say, each on its own: one of them is often silent."""
    shared = len(asked & known) / len(asked) if len(asked) >= _FEWEST_TITLES else 0.0
    alike = max((likeness(stem, other) for other in stems if stem and other), default=0.0)
    by_name = _NAME_ALONE * (alike - _ALIKE) / (1 - _ALIKE) if alike > _ALIKE else 0.0
    likelihood = 1 - (1 - min(1.0, shared * 1.25)) * (1 - by_name)
    return Guess(source_id, likelihood, title_share=shared, name_likeness=alike)


def _stem(name: str) -> str:
    """Give what stays in a file's name from month to month."""
    words = _NUMBERS.sub(" ", fold(PurePath(name).stem)).split()
    return " ".join(word for word in words if word not in _TIMES)


def _file_names(session: Session) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for source_id, name in session.execute(select(Upload.source_id, Upload.file_name)):
        found[source_id].add(_stem(name))
    return found


def _titles(session: Session) -> Mapping[int, set[str]]:
    """Give the folded titles of each source's newest list."""
    lists = read_lists(session)
    sources = {upload.source_id for upload in lists.uploads.values()}
    newest = {lists.newest(id_, FOREVER): id_ for id_ in sources}
    query = select(Report.upload_id, Report.title).where(Report.upload_id.in_(newest.keys() - {None}))
    found: dict[int, set[str]] = defaultdict(set)
    for upload_id, title in session.execute(query):
        found[newest[upload_id]].add(fold(title))
    return found
