"""Rows to records: each cell of a known column to its field's value, with the place it was read."""

from etl.convert.table import Converted, convert_table

__all__ = ["Converted", "convert_table"]
