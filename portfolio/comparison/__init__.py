"""A list held against what is known before it is stored: what is new, changed, gone, and to be asked."""

from portfolio.comparison.compared import (
    ComparedRow,
    ConflictClaim,
    FieldChange,
    GoneRow,
    ListComparison,
    ListConflict,
    RowKind,
)
from portfolio.comparison.known import columns_had
from portfolio.comparison.listing import compare_list
from portfolio.comparison.rows import NOT_COMPARED
from portfolio.ledger import Candidate, RowAnswer

__all__ = [
    "NOT_COMPARED",
    "Candidate",
    "ComparedRow",
    "ConflictClaim",
    "FieldChange",
    "GoneRow",
    "ListComparison",
    "ListConflict",
    "RowAnswer",
    "RowKind",
    "columns_had",
    "compare_list",
]
