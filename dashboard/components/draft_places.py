"""Where things of a draft are: its addresses, and its rows as Excel shows them."""

from dashboard.data import DraftDetail
from dashboard.server.drafts import ROUTE
from portfolio.comparison import ComparedRow


def deed_address(draft: DraftDetail, deed: str) -> str:
    """Give where a deed on a draft is sent."""
    return f"{ROUTE}/{draft.facts.id}/{deed}"


def row_place(row: ComparedRow) -> str:
    """Say where a row stands: the sheet and its row, or, of a list laid on its side, its column."""
    place = str(row.row) if row.row is not None else row.column or ""
    return f"{row.sheet}, {place}" if row.sheet else place
