"""Names of municipalities, for telling headings that are places."""

from etl.schema.folding import folded
from portfolio.reference import by_reference, load_reference
from portfolio.vocabulary import OrganisationKind


@by_reference
def municipality_names() -> frozenset[str]:
    """Give every municipality's name, folded."""
    kind = OrganisationKind.MUNICIPALITY
    return frozenset(folded(item.name) for item in load_reference().organisations if item.kind is kind)
