"""Processes: templates of ordered steps, and how each initiative stands to the steps of its own.

``templates`` are data; ``course`` folds what lists and people say into where an initiative is (pure);
``deeds`` writes what people do.
"""
