"""The ``tvaerblik`` command: the one place that names both the reader and the pages."""

import datetime as dt
import errno
import getpass
import hashlib
import io
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine

from dashboard import format as fmt
from dashboard.demo import DEMO_DAY, Delivery, DemoFolder, deliveries, write_workbooks
from dashboard.server.upload import LoadFile
from dashboard.settings import Settings
from dashboard.texts import LANGUAGES, t
from etl.document import document, refusal
from etl.load import load_file
from etl.report import FileSummary, page, print_files, print_summary, summary_of, summary_of_refusal
from etl.run import read_file, shown_name
from portfolio import __version__
from portfolio.database import make_engine, reading, upgrade
from portfolio.errors import FileRefusedError, TvaerblikError
from portfolio.queries.sources import SourceSummary, sources
from portfolio.records import FileFacts
from portfolio.rules.months import danish_day
from portfolio.store import Receipt

DONE, WITH_ERRORS, REFUSED, UNAVAILABLE = 0, 1, 2, 3
STDOUT, PAGE_SUFFIXES = Path("-"), (".html", ".htm")
LOOPBACK = ("127.0.0.1", "localhost", "::1")

P = ParamSpec("P")


def _settings() -> Settings:
    return Settings.from_environment(os.environ)


def _kept(settings: Settings) -> Path:
    """Give the folder where loaded files are kept as they came."""
    return settings.data_dir / "kept"


def _upgraded(database_url: str) -> Engine:
    upgrade(database_url)
    return make_engine(database_url)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _user() -> str:
    """Say who loads: the account's name, since there is no sign-in yet."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return t("cli.user.unknown")


def _give_up(message: str, status: int) -> NoReturn:
    """Say what is wrong and end with this exit status."""
    click.echo(message, err=True)
    sys.exit(status)


def _plainly(command: Callable[P, None]) -> Callable[P, None]:
    """End a command that met an error with its sentence, never with a traceback."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except FileRefusedError as error:
            _give_up(error.message(), REFUSED)
        except TvaerblikError as error:
            _give_up(error.message(), UNAVAILABLE)
        except OSError as error:
            place, reason = str(error.filename or ""), error.strerror or str(error)
            _give_up(t("cli.no_access", place=place, reason=reason), UNAVAILABLE)

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


FILES = click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
MONTH = click.option("--month", type=Month(), help=t("cli.option.month"))


@click.group(
    help=t("cli.help"), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
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


# --- check -------------------------------------------------------------------------------------------------


@main.command(help=t("cli.check.help"))
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=t("cli.option.json"))
@click.option("--html", is_flag=False, flag_value="", metavar="[PATH]", help=t("cli.option.html"))
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="da", show_default=True, help=t("cli.option.language")
)
@MONTH
@_plainly
def check(
    files: tuple[Path, ...], as_json: bool, html: str | None, language: str, month: dt.date | None
) -> None:
    """Read each file and print what was understood."""
    files, page_path = _page_and_files(files, html)
    if as_json and page_path == STDOUT:
        raise click.UsageError(t("cli.check.one_output"))
    asked = _Asked(language, as_json=as_json, with_page=page_path is not None)
    checked = [_check(path, month, asked) for path in files]
    summaries = [summary for summary, _ in checked if summary is not None]
    if page_path is not None:
        _write_page(page_path, summaries, language)
    if not as_json and page_path != STDOUT:
        _print_closing(summaries, asked)
    sys.exit(max(status for _, status in checked))


@dataclass(frozen=True)
class _Asked:
    """In which language and forms a check is to be told."""

    language: str
    as_json: bool
    with_page: bool


def _page_and_files(files: tuple[Path, ...], html: str | None) -> tuple[tuple[Path, ...], Path | None]:
    """Tell where the page goes; a word after ``--html`` that is no page's name is a file to read."""
    if html and html != str(STDOUT) and Path(html).suffix.lower() not in PAGE_SUFFIXES:
        files, html = (Path(html), *files), ""
    if not files:
        raise click.UsageError(t("cli.check.no_file"))
    if html is None:
        return files, None
    own = t("cli.check.page_name", name=shown_name(Path(_name(files[0])).stem), count=len(files))
    return files, Path(html or (own if len(files) == 1 else t("cli.check.page_name_many")))


def _check(path: Path, month: dt.date | None, asked: _Asked) -> tuple[FileSummary | None, int]:
    """Read a file and print what was asked for; give its summary where one is needed, and the exit status."""
    try:
        read = read_file(path, _name(path), month)
    except FileRefusedError as error:
        facts = _facts(path)
        if asked.as_json:
            told = refusal(facts.name, facts.size_bytes, facts.sha256, error, asked.language)
            click.echo(json.dumps(told, ensure_ascii=False))
        return _told(summary_of_refusal(facts, error, asked.language), asked), REFUSED
    if asked.as_json:
        click.echo(json.dumps(document(read, asked.language), ensure_ascii=False))
    needs_words = asked.with_page or not asked.as_json
    return _told(summary_of(read, asked.language), asked) if needs_words else None, _status(read.has_errors)


def _told(summary: FileSummary, asked: _Asked) -> FileSummary:
    """Print a summary, unless another form was asked for."""
    if not asked.as_json and not asked.with_page:
        print_summary(summary, Console(), asked.language)
    return summary


def _print_closing(summaries: Sequence[FileSummary], asked: _Asked) -> None:
    """Print how several files went together; of one whose page was written, its verdict."""
    if len(summaries) > 1:
        print_files(summaries, Console(), asked.language)
    elif asked.with_page:
        click.echo(f"{summaries[0].name}: {summaries[0].verdict}")


def _name(path: Path) -> str:
    """Give a file's name; of a path that has none, such as ``.``, the path."""
    return path.name or str(path)


def _facts(path: Path) -> FileFacts:
    """Give what a refused file is, by its bytes alone."""
    name = shown_name(_name(path))
    if not path.is_file():
        return FileFacts(name, 0, hashlib.sha256(b"").hexdigest(), "")
    with path.open("rb") as file:
        return FileFacts(name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest(), "")


def _write_page(path: Path, summaries: Sequence[FileSummary], language: str) -> None:
    """Write the page to mail, and say where it is."""
    text = page(summaries, on=danish_day(_now()), version=__version__, language=language)
    if path == STDOUT:
        click.echo(text, nl=False)
        return
    path.write_text(text, encoding="utf-8")
    click.echo(t("cli.check.page_written", path=str(path)), err=True)


def _status(has_errors: bool) -> int:
    return WITH_ERRORS if has_errors else DONE


# --- ingest ------------------------------------------------------------------------------------------------


@main.command(help=t("cli.ingest.help"))
@FILES
@click.option("--source", required=True, help=t("cli.option.source"))
@MONTH
@_plainly
def ingest(files: tuple[Path, ...], source: str, month: dt.date | None) -> None:
    """Load each file into the portfolio."""
    if month and len(files) > 1:
        raise click.UsageError(t("cli.month.one_file"))
    settings = _settings()
    engine = _upgraded(settings.database_url)
    sys.exit(max(_ingest_one(engine, settings, path, source, month) for path in files))


def _ingest_one(engine: Engine, settings: Settings, path: Path, source: str, month: dt.date | None) -> int:
    try:
        receipt = load_file(
            engine,
            path,
            name=path.name,
            source=source,
            month=month,
            now=_now(),
            by=_user(),
            keep=_kept(settings),
        )
    except FileRefusedError as error:
        click.echo(f"{shown_name(path.name)}: {error.message()}", err=True)
        return REFUSED
    click.echo("\n".join(_receipt_lines(shown_name(path.name), receipt)))
    return _status(receipt.errors > 0)


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
            read=rows.read,
            accepted=rows.accepted,
            merged=rows.merged,
            skipped=rows.skipped,
            rejected=rows.rejected,
            new=receipt.new,
            changed=receipt.changed,
            unchanged=receipt.unchanged,
            gone=receipt.gone,
        )
    ]
    if receipt.replaced_upload_id is not None:
        lines.append(t("cli.ingest.replaced", name=name, month=month))
    if receipt.errors or receipt.warnings:
        lines.append(t("cli.ingest.findings", name=name, errors=receipt.errors, warnings=receipt.warnings))
    return lines


# --- db, sources -------------------------------------------------------------------------------------------


@main.group(help=t("cli.db.help"))
def db() -> None:
    """Gather the database's commands."""


@db.command("upgrade", help=t("cli.db.upgrade.help"))
@_plainly
def db_upgrade() -> None:
    """Bring the database up to this version."""
    engine = _upgraded(_settings().database_url)
    click.echo(t("cli.database.ready", where=engine.url.render_as_string(hide_password=True)))


@main.command("sources", help=t("cli.sources.help"))
@_plainly
def list_sources() -> None:
    """Print a line for each source."""
    with reading(_upgraded(_settings().database_url)) as session:
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


# --- demo, serve -------------------------------------------------------------------------------------------


def _port(text: str | None) -> int:
    """Read PORT, or give up in a plain sentence."""
    if not text:
        return 8050
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    _give_up(t("cli.port_invalid", text=text), REFUSED)


PORT = click.option("--port", type=click.IntRange(1, 65535), help=t("cli.option.port"))


@main.command(help=t("cli.demo.help"))
@PORT
@_plainly
def demo(port: int | None) -> None:
    """Build the demo where it is not whole, and serve it."""
    port = port or _port(os.environ.get("PORT"))
    _ensure_free(LOOPBACK[0], port)
    settings = _settings()
    made = DemoFolder(settings.data_dir / "demo")
    if not made.is_whole():
        _build_demo(made)
    _serve(Settings(database_url=made.database_url, data_dir=made.folder), LOOPBACK[0], port, _demo_clock)


def _demo_clock() -> dt.datetime:
    """Give the demo's day with the time of this day, so that what is loaded now comes last."""
    return dt.datetime.combine(DEMO_DAY, _now().timetz())


def _build_demo(made: DemoFolder) -> None:
    started = time.monotonic()
    made.empty()
    write_workbooks(made.workbooks)
    files = list(deliveries(made.workbooks))
    engine = _upgraded(made.database_url)
    for done, delivery in enumerate(files, start=1):
        _load_delivery(engine, made, delivery)
        click.echo("\r" + t("cli.demo.building", done=done, total=len(files)), nl=False)
    engine.dispose()
    made.finish()
    click.echo("\r" + t("cli.demo.built", uploads=len(files), seconds=round(time.monotonic() - started)))


def _load_delivery(engine: Engine, made: DemoFolder, delivery: Delivery) -> None:
    load_file(
        engine,
        delivery.path,
        name=delivery.path.name,
        source=delivery.source,
        sender=delivery.sender,
        organisation=delivery.organisation,
        month=delivery.month,
        now=delivery.received_at,
        by=t("cli.demo.name"),
        keep=made.kept,
    )


@main.command(help=t("cli.serve.help"))
@click.option("--host", default=LOOPBACK[0], show_default=True, help=t("cli.option.host"))
@PORT
@click.option("--open-to-all", is_flag=True, help=t("cli.option.open_to_all"))
@_plainly
def serve(host: str, port: int | None, open_to_all: bool) -> None:
    """Serve the portfolio."""
    if host not in LOOPBACK and not open_to_all:
        _give_up(t("cli.not_open", host=host), REFUSED)
    port = port or _port(os.environ.get("PORT"))
    _ensure_free(host, port)
    _serve(_settings(), host, port, _now)


def _ensure_free(host: str, port: int) -> None:
    """Give up in a plain sentence when the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(os.name != "nt"))
        try:
            tried.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                _give_up(t("cli.port_taken", port=port, other=port + 1), UNAVAILABLE)
            _give_up(t("cli.host_unknown", host=host), UNAVAILABLE)


def _page_loader(engine: Engine, settings: Settings, clock: Callable[[], dt.datetime]) -> LoadFile:
    """Make the import that the pages are handed."""

    def load(path: Path, *, name: str, source: str, month: dt.date | None) -> Receipt:
        return load_file(
            engine, path, name=name, source=source, month=month, now=clock(), by=_user(), keep=_kept(settings)
        )

    return load


def _serve(settings: Settings, host: str, port: int, clock: Callable[[], dt.datetime]) -> None:
    import waitress

    from dashboard.app import create_app

    engine = _upgraded(settings.database_url)
    app = create_app(settings, _page_loader(engine, settings, clock), clock)
    if host in LOOPBACK:  # another name for this machine is somebody else's page asking through a browser
        app.server.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost", "[::1]"]
    click.echo(t("cli.serving", address=f"http://{host}:{port}"))
    waitress.serve(app.server, host=host, port=port, threads=8, ident=None)
    click.echo("\r" + t("cli.stopped"))
