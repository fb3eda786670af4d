"""Figures: pure functions from values and words to plotly figures as plain dicts."""
