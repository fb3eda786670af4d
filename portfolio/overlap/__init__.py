"""Overlap: an idea or an initiative held up against what runs, is planned and has ended."""
