"""``python -m dashboard``: the ``tvaerblik`` command, for a process that starts another of its own kind."""

from dashboard.cli import main

main(prog_name="tvaerblik")
