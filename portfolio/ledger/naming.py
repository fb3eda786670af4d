"""What rows and known initiatives go by, folded."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import lru_cache

from portfolio.ledger.matches import ReportId
from portfolio.records import CellValue, Report
from portfolio.rules.likeness import fold, former_title

_fold = lru_cache(maxsize=1 << 13)(fold)
"""Folds what many rows have in common: places and sheets."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What a row goes by, folded: key and title, and what tells namesakes apart: its place and its sheet.

    ``place`` is its cluster and municipalities; ``former`` is the title it says it had before; ``our_id`` is
    the initiative's number here, from a workbook that was handed back.
    """

    key: str | None
    title: str
    place: str = ""
    former: str | None = None
    sheet: str = ""
    text: str = ""
    our_id: int | None = None


@dataclass(frozen=True, slots=True)
class KnownNaming:
    """What a known initiative has gone by in a source; one initiative may have had several.

    ``report`` is the newest report that named it so; ``is_current`` tells whether that stands in the list
    that the new one follows, ``is_decided`` whether a person has said that it is about the initiative.
    """

    initiative_id: int
    naming: Naming
    report: ReportId | None = None
    is_current: bool = True
    is_decided: bool = False


Signature = Callable[[Naming], Hashable]
"""What two rows must have in common to be taken for namesakes."""


def naming_of(report: Report) -> Naming:
    """Give what a report goes by."""
    place = _place(report.values.get("cluster"), report.values.get("municipalities"))
    found = naming(report.key, report.title, place, report.sheet or "")
    return found if report.our_id is None else replace(found, our_id=report.our_id)


def place_of(cluster: CellValue | None, municipalities: CellValue | None) -> str:
    """Give the place of a row's naming."""
    return _fold(_place(cluster, municipalities))


def _place(cluster: CellValue | None, municipalities: CellValue | None) -> str:
    codes = municipalities.value if municipalities else None
    return " ".join([cluster.text if cluster else "", *(sorted(codes) if isinstance(codes, tuple) else ())])


def naming(key: str | None, title: str, place: str, sheet: str = "") -> Naming:
    """Fold key, title, place and sheet; a title of signs alone keeps them, so that two such are not one."""
    folded = fold(title) or title.strip()
    return Naming(fold(key or "") or None, folded, _fold(place), former_title(title), _fold(sheet), title)


def newness(item: KnownNaming) -> ReportId:
    """Give the newest report that named an initiative so; one without comes before all."""
    return item.report or (0, 0)
