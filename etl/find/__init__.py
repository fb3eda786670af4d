"""Where the tables are in a sheet, of what kind they are, and what each row under a heading is."""

from etl.find.tables import Found, find_tables

__all__ = ["Found", "find_tables"]
