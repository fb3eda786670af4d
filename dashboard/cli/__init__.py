"""The ``tvaerblik`` command: the one place that names both the reader and the pages.

A command's module is imported when the command is asked for: ``check`` needs neither database nor pages.
"""

import io
import sys
from collections.abc import Mapping
from importlib import import_module

import click

from dashboard.cli.shared import DONE, REFUSED, UNAVAILABLE, WITH_ERRORS
from dashboard.texts import t
from portfolio import __version__

__all__ = ["DONE", "REFUSED", "UNAVAILABLE", "WITH_ERRORS", "main"]

_COMMANDS: Mapping[str, str] = {
    "check": "check:check",
    "db": "store:db",
    "demo": "serving:demo",
    "ingest": "store:ingest",
    "serve": "serving:serve",
    "sources": "store:list_sources",
    "worker": "worker:worker",
}
"""The module and name of each command here."""


class _Commands(click.Group):
    """A group whose commands are imported one by one, when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give all names."""
        return sorted({*super().list_commands(ctx), *_COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its name; None where there is none."""
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = _COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command


@click.group(
    cls=_Commands,
    help=t("cli.help"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def main() -> None:
    """Gather the commands; where a console cannot show a letter, a question mark stands for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@main.command(help=t("cli.version.help"))
def version() -> None:
    """Print the version."""
    click.echo(f"Tværblik {__version__}")
