"""Spreadsheets in: lists as they are, read one way into records of the portfolio model."""
