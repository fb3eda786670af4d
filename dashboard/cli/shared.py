"""What the commands share: exit statuses, how errors are told, the options that several take."""

import datetime as dt
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec

import click

from dashboard.account import user as user
from dashboard.demo import DEMO_DAY
from dashboard.settings import Settings
from dashboard.texts import t
from portfolio.errors import FileRefusedError, TvaerblikError
from portfolio.rules.months import DANISH_TIME

DONE, WITH_ERRORS, REFUSED, UNAVAILABLE = 0, 1, 2, 3

P = ParamSpec("P")


def settings_in_force() -> Settings:
    """Give the settings that the environment names."""
    return Settings.from_environment(os.environ)


def now() -> dt.datetime:
    """Give this instant."""
    return dt.datetime.now(dt.UTC)


def demo_now() -> dt.datetime:
    """Give the demo's day with the time that Danish clocks show, so that what is loaded now comes last."""
    danish = now().astimezone(DANISH_TIME)
    return dt.datetime.combine(DEMO_DAY, danish.time(), DANISH_TIME).astimezone(dt.UTC)


def give_up(message: str, status: int) -> NoReturn:
    """Say what is wrong and end with this exit status."""
    click.echo(message, err=True)
    sys.exit(status)


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """End a command that met an error with its sentence, never with a traceback."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except FileRefusedError as error:
            give_up(error.message(), REFUSED)
        except TvaerblikError as error:
            give_up(error.message(), UNAVAILABLE)
        except OSError as error:
            place, reason = str(error.filename or ""), error.strerror or str(error)
            give_up(t("cli.no_access", place=place, reason=reason), UNAVAILABLE)

    return told


class Month(click.ParamType[dt.date]):
    """A reporting month written ``2026-10``; its value is the month's first day."""

    name = "YYYY-MM"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read the month, or say how it is written."""
        try:
            return dt.datetime.strptime(value, "%Y-%m").replace(tzinfo=dt.UTC).date()
        except ValueError:
            self.fail(t("cli.month.invalid", text=value), param, ctx)


def files_argument(command: Callable[P, None]) -> Callable[P, None]:
    """Take one or more files."""
    files = click.argument(
        "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
    )
    return files(command)


def month_option(command: Callable[P, None]) -> Callable[P, None]:
    """Take a reporting month."""
    return click.option("--month", type=Month(), help=t("cli.option.month"))(command)


def status_of(*, has_errors: bool) -> int:
    """Give the exit status of files that were read."""
    return WITH_ERRORS if has_errors else DONE
