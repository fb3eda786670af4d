"""Which initiative a list's row is about: found within its source, by number, key, title and values.

What is decided without asking must be right: see ``tests/integration/test_matching.py`` for how often it is.
All else is asked about.
"""

from portfolio.ledger.matches import POSSIBLE, SURE, Candidate, Match, ReportId, RowAnswer, Suspect
from portfolio.ledger.matching import match_rows, new_rows
from portfolio.ledger.naming import KnownNaming, Naming, naming, naming_of, place_of
from portfolio.ledger.weighing import Looks

__all__ = [
    "POSSIBLE",
    "SURE",
    "Candidate",
    "KnownNaming",
    "Looks",
    "Match",
    "Naming",
    "ReportId",
    "RowAnswer",
    "Suspect",
    "match_rows",
    "naming",
    "naming_of",
    "new_rows",
    "place_of",
]
