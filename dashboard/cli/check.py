"""``tvaerblik check``: what files are understood as; nothing is written but the page that was asked for."""

import datetime as dt
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import click
from rich.console import Console

from dashboard.cli.shared import REFUSED, month_option, now, plainly, status_of
from dashboard.texts import LANGUAGES, t
from etl.document import document, refusal
from etl.report import FileSummary, page, print_files, print_summary, summary_of, summary_of_refusal
from etl.run import Opened, open_file, read_opened, shown_name
from portfolio import __version__
from portfolio.errors import FileRefusedError
from portfolio.records import FileFacts
from portfolio.rules.months import danish_day

STDOUT, PAGE_SUFFIXES = Path("-"), (".html", ".htm")


@click.command(help=t("cli.check.help"))
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=t("cli.option.json"))
@click.option("--html", is_flag=False, flag_value="", metavar="[PATH]", help=t("cli.option.html"))
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="da", show_default=True, help=t("cli.option.language")
)
@month_option
@plainly
def check(
    files: tuple[Path, ...], as_json: bool, html: str | None, language: str, month: dt.date | None
) -> None:
    """Read each file and print what was understood."""
    files, page_path = _page_and_files(files, html)
    if as_json and page_path == STDOUT:
        raise click.UsageError(t("cli.check.one_output"))
    asked = _Asked(language, as_json=as_json, with_page=page_path is not None)
    checked = [_checked(path, opened, month, asked) for path, opened in _open_ahead(files)]
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


def _open_ahead(files: Sequence[Path]) -> Iterator[tuple[Path, Future[Opened]]]:
    """Open each file, which another process does, while the one before it is understood and told of."""
    with ThreadPoolExecutor(max_workers=1) as ahead:
        waiting = ahead.submit(open_file, files[0], _name(files[0]))
        for path, following in zip_longest(files, files[1:]):
            opened = waiting
            if following is not None:
                waiting = ahead.submit(open_file, following, _name(following))
            yield path, opened


def _checked(
    path: Path, opened: Future[Opened], month: dt.date | None, asked: _Asked
) -> tuple[FileSummary | None, int]:
    """Print what was asked for of a file; give its summary where one is needed, and the exit status."""
    try:
        read = read_opened(opened.result(), month)
    except FileRefusedError as error:
        facts = _facts(path)
        if asked.as_json:
            told = refusal(facts.name, facts.size_bytes, facts.sha256, error, asked.language)
            click.echo(json.dumps(told, ensure_ascii=False))
        return _told(summary_of_refusal(facts, error, asked.language), asked), REFUSED
    if asked.as_json:
        click.echo(json.dumps(document(read, asked.language), ensure_ascii=False))
    needs_words = asked.with_page or not asked.as_json
    return _told(summary_of(read, asked.language), asked) if needs_words else None, status_of(
        has_errors=read.has_errors
    )


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
    text = page(summaries, on=danish_day(now()), version=__version__, language=language)
    if path == STDOUT:
        click.echo(text, nl=False)
        return
    path.write_text(text, encoding="utf-8")
    click.echo(t("cli.check.page_written", path=str(path)), err=True)
