"""The other kinds of table to records: milestones, uptake, measurements, status, steps, trials, decisions."""

from etl.convert.kinds.table import convert_kind

__all__ = ["convert_kind"]
