"""The portfolio model: what an initiative is, where it is known from, kept and asked about."""

__version__ = "0.1.0"
