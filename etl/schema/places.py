"""Names of municipalities, for telling headings that are places."""

from functools import cache

from etl.schema.folding import folded
from portfolio.reference import load_reference
from portfolio.vocabulary import OrganisationKind


@cache
def municipality_names() -> frozenset[str]:
    """Give every municipality's name, folded."""
    kind = OrganisationKind.MUNICIPALITY
    return frozenset(folded(item.name) for item in load_reference().organisations if item.kind is kind)
