"""Reads, one module a question area: a session in, a declared frame or records out."""
