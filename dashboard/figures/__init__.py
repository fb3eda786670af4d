"""Figures: pure functions from frames and words to plotly figures as plain dicts."""
