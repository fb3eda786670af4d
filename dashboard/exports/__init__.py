"""Exports: what pages show, as files to take away. Pure: values in, bytes out."""
