"""``tvaerblik ingest``, ``sources`` and ``db``: lists into the portfolio, and what is in it."""

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from dashboard import format as fmt
from dashboard.cli.comparing import comparison_lines
from dashboard.cli.shared import (
    DONE,
    REFUSED,
    files_argument,
    month_option,
    now,
    plainly,
    settings_in_force,
    status_of,
    user,
)
from dashboard.labels import counted
from dashboard.settings import Settings
from dashboard.texts import t
from etl.compare import compare_file
from etl.load import load_file
from etl.run import shown_name
from portfolio.comparison import ListComparison
from portfolio.database import make_engine, reading, upgrade
from portfolio.draft_steps import SHRINKS_MUCH
from portfolio.errors import FileRefusedError
from portfolio.queries.sources import SourceSummary, sources
from portfolio.rules.months import danish_day
from portfolio.store import Receipt, has_upload_of, source_named


def upgraded(database_url: str) -> Engine:
    """Give a database, brought up to this version."""
    upgrade(database_url)
    return make_engine(database_url)


@click.command(help=t("cli.ingest.help"))
@files_argument
@click.option("--source", required=True, help=t("cli.option.source"))
@month_option
@click.option("--compare", "is_compared", is_flag=True, help=t("cli.option.compare"))
@click.option("--shrink-reason", help=t("cli.option.shrink_reason"))
@plainly
def ingest(
    files: tuple[Path, ...],
    source: str,
    month: dt.date | None,
    is_compared: bool,
    shrink_reason: str | None,
) -> None:
    """Load each file into the portfolio, or say what that would change."""
    if month and len(files) > 1:
        raise click.UsageError(t("cli.month.one_file"))
    settings = settings_in_force()
    asked = _Asked(upgraded(settings.database_url), settings, source, month, shrink_reason)
    do = _compare_one if is_compared else _ingest_one
    sys.exit(max(do(asked, path) for path in files))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of each file."""

    engine: Engine
    settings: Settings
    source: str
    month: dt.date | None
    shrink_reason: str | None

    def comparison(self, path: Path) -> ListComparison:
        """Say what storing a file would change."""
        return compare_file(
            self.engine, path, name=path.name, source=self.source, month=self.month, now=now()
        )


def _compare_one(asked: _Asked, path: Path) -> int:
    try:
        comparison = asked.comparison(path)
    except FileRefusedError as error:
        click.echo(f"{shown_name(path.name)}: {error.message()}", err=True)
        return REFUSED
    click.echo("\n".join(comparison_lines(shown_name(path.name), comparison)))
    return DONE


def _ingest_one(asked: _Asked, path: Path) -> int:
    try:
        if not asked.shrink_reason and _shrinks_much(asked, path):
            return REFUSED
        receipt = load_file(
            asked.engine,
            path,
            name=path.name,
            source=asked.source,
            month=asked.month,
            now=now(),
            by=user(),
            keep=asked.settings.kept,
        )
    except FileRefusedError as error:
        click.echo(f"{shown_name(path.name)}: {error.message()}", err=True)
        return REFUSED
    click.echo("\n".join(_receipt_lines(shown_name(path.name), receipt)))
    return status_of(has_errors=receipt.errors > 0)


def _shrinks_much(asked: _Asked, path: Path) -> bool:
    """Tell whether a file loses so many of its source's initiatives that somebody must say it is right."""
    with reading(asked.engine) as session:
        known = source_named(session, asked.source)
        has_lists = known is not None and has_upload_of(session, known.id)
    if not has_lists:
        return False
    comparison = asked.comparison(path)
    if comparison.gone_share <= SHRINKS_MUCH:
        return False
    share, count = fmt.share(comparison.gone_share), len(comparison.gone)
    click.echo(t("cli.ingest.shrinks", name=shown_name(path.name), count=count, share=share), err=True)
    return True


def _receipt_lines(name: str, receipt: Receipt) -> list[str]:
    if receipt.is_duplicate:
        when = fmt.date_text(danish_day(receipt.uploaded_at))
        return [t("cli.ingest.duplicate", name=name, when=when, month=fmt.month(receipt.month))]
    rows = receipt.rows
    month = fmt.month(receipt.month)
    lines = [
        t(
            "cli.ingest.loaded",
            name=name,
            month=month,
            read=counted(rows_read=rows.read),
            accepted=counted(accepted=rows.accepted),
            merged=rows.merged,
            skipped=rows.skipped,
            rejected=rows.rejected,
            counts=counted(
                new=receipt.new, changed=receipt.changed, unchanged=receipt.unchanged, gone=receipt.gone
            ),
        )
    ]
    if receipt.replaced_upload_id is not None:
        lines.append(t("cli.ingest.replaced", name=name, month=month))
    if receipt.errors or receipt.warnings:
        counts = counted(errors=receipt.errors, warnings=receipt.warnings)
        lines.append(t("cli.ingest.findings", name=name, counts=counts))
    return lines


@click.group(help=t("cli.db.help"))
def db() -> None:
    """Gather the database's commands."""


@db.command("upgrade", help=t("cli.db.upgrade.help"))
@plainly
def db_upgrade() -> None:
    """Bring the database up to this version."""
    engine = upgraded(settings_in_force().database_url)
    click.echo(t("cli.database.ready", where=engine.url.render_as_string(hide_password=True)))


@click.command("sources", help=t("cli.sources.help"))
@plainly
def list_sources() -> None:
    """Print a line for each source."""
    with reading(upgraded(settings_in_force().database_url)) as session:
        found = sources(session)
    if not found:
        click.echo(t("cli.sources.none"))
        return
    Console().print(_sources_table(found))


def _sources_table(found: tuple[SourceSummary, ...]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("source", "month", "loaded", "initiatives", "findings"):
        table.add_column(
            t(f"cli.sources.{heading}"), justify="right" if heading in ("initiatives", "findings") else "left"
        )
    for source in found:
        table.add_row(
            source.name,
            fmt.month(source.newest_month) if source.newest_month else "",
            fmt.date_text(danish_day(source.newest_uploaded_at)) if source.newest_uploaded_at else "",
            str(source.rows.accepted if source.rows else 0),
            f"{source.errors}/{source.warnings}",
        )
    return table
