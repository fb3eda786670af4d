"""What the areas are called that initiatives are grouped by: councils are no clusters."""

from dashboard import data
from dashboard.labels import organisations
from dashboard.structure import HOMES
from dashboard.texts import language, t
from portfolio.vocabulary import OrganisationKind, label

NAMING_AREAS = frozenset(
    {
        "agenda.file_cluster",
        "board.head_cluster",
        "clusters.cluster",
        "evaluations.file_cluster",
        "export.klynge",
        "filter.klynge",
        "list.column_organisation",
        "spread.file_area",
        "standing_file.area",
    }
)
"""Texts that are nothing but the areas' name, as lists use it."""


def area_text(text_id: str) -> str:
    """Give a text; of one that names the areas, what the structure that is looked at calls them."""
    kind = _only_kind() if text_id in NAMING_AREAS else None
    return t(text_id) if kind in (None, OrganisationKind.CLUSTER) else label(kind, language())


def _only_kind() -> OrganisationKind | None:
    """Give the kind of all areas of the day whose structure is looked at; None: lists' own, or several."""
    day = data.structure_on()
    if day is None:
        return None
    kinds = {it.kind for it in organisations().values() if it.kind in HOMES and it.exists_on(day)}
    return next(iter(kinds)) if len(kinds) == 1 else None
