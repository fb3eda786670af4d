"""Headings and values together: which column holds which field, and how sure that is."""

from etl.match.column import Column
from etl.match.columns import Matched
from etl.match.settled import match_columns

__all__ = ["Column", "Matched", "match_columns"]
