"""``tvaerblik demo`` and ``serve``: the pages, on this machine unless it is said otherwise."""

import errno
import os
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click
from sqlalchemy import Engine

from dashboard.cli.shared import (
    REFUSED,
    UNAVAILABLE,
    demo_now,
    give_up,
    now,
    plainly,
    settings_in_force,
)
from dashboard.cli.store import upgraded
from dashboard.cli.worker import KeptWorker
from dashboard.demo import DEMO_DAY, Delivery, DemoFolder, deliveries, write_workbooks
from dashboard.demo_adoption import demo_adoption
from dashboard.demo_deeds import demo_deeds, do_deeds
from dashboard.demo_effect import add_effect
from dashboard.demo_overlap import add_overlap
from dashboard.demo_spread import add_spread
from dashboard.demo_trials import add_trials
from dashboard.server.importing import Importer
from dashboard.server.queue import HueyQueue
from dashboard.settings import Settings
from dashboard.texts import t
from etl.handback import hand_back
from etl.load import load_file
from etl.papers import examine_paper, keep_paper
from etl.receive import forget_file, receive
from etl.screen import ensure_no_cpr
from etl.template import template
from portfolio.process.papers import NewPaper

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _port(text: str | None) -> int:
    """Read PORT, or give up in a plain sentence."""
    if not text:
        return 8050
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    return give_up(t("cli.port_invalid", text=text), REFUSED)


PORT = click.option("--port", type=click.IntRange(1, 65535), help=t("cli.option.port"))


@click.command(help=t("cli.demo.help"))
@PORT
@plainly
def demo(port: int | None) -> None:
    """Build the demo where it is not whole, and serve it."""
    port = port or _port(os.environ.get("PORT"))
    _ensure_free(LOOPBACK[0], port)
    settings = settings_in_force()
    made = DemoFolder(settings.data_dir / "demo")
    if not made.is_whole():
        _build_demo(made)
    shown = Settings(made.database_url, made.folder, settings.was_url)
    _serve(shown, LOOPBACK[0], port, is_demo=True)


def _build_demo(made: DemoFolder) -> None:
    from dashboard.demo_meetings import add_meetings  # it brings the pages' words along

    started = time.monotonic()
    made.empty()
    write_workbooks(made.workbooks)
    files = list(deliveries(made.workbooks))
    engine = upgraded(made.database_url)
    for done, delivery in enumerate(files, start=1):
        _load_delivery(engine, made, delivery)
        click.echo("\r" + t("cli.demo.building", done=done, total=len(files)), nl=False)
    do_deeds(engine, [*demo_deeds(), *demo_adoption()], partial(_kept_paper, made.kept))
    add_trials(engine)
    add_spread(engine)
    add_effect(engine)
    add_overlap(engine)
    add_meetings(engine, DEMO_DAY)
    engine.dispose()
    made.finish()
    click.echo("\r" + t("cli.demo.built", uploads=len(files), seconds=round(time.monotonic() - started)))


def _kept_paper(kept: Path, path: Path, name: str) -> NewPaper:
    paper = examine_paper(path, name)
    keep_paper(path, paper, kept)
    return paper


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


@click.command(help=t("cli.serve.help"))
@click.option("--host", default=LOOPBACK[0], show_default=True, help=t("cli.option.host"))
@PORT
@click.option("--open-to-all", is_flag=True, help=t("cli.option.open_to_all"))
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help=t("cli.option.workers")
)
@plainly
def serve(host: str, port: int | None, open_to_all: bool, workers: int) -> None:
    """Serve the portfolio."""
    if workers > 1 and not hasattr(os, "fork"):
        give_up(t("cli.one_worker"), REFUSED)
    if host not in LOOPBACK and not open_to_all:
        give_up(t("cli.not_open", host=host), REFUSED)
    port = port or _port(os.environ.get("PORT"))
    _ensure_free(host, port)
    _serve(settings_in_force(), host, port, workers=workers)


def _ensure_free(host: str, port: int) -> None:
    """Give up in a plain sentence when the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(os.name != "nt"))
        try:
            tried.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                give_up(t("cli.port_taken", port=port, other=port + 1), UNAVAILABLE)
            give_up(t("cli.host_unknown", host=host), UNAVAILABLE)


def page_importer(drafts: Path, kept: Path, tell: Callable[[str], None]) -> Importer:
    """Make the import that the pages are handed, with its folders; ``tell`` tells a worker of a job."""
    return Importer(
        receive=partial(receive, folder=drafts),
        forget=partial(forget_file, drafts),
        tell=tell,
        drafts=drafts,
        kept=kept,
        hand_back=hand_back,
        template=template,
        examine_paper=examine_paper,
        keep_paper=partial(keep_paper, kept=kept),
        screen=ensure_no_cpr,
    )


def _serve(settings: Settings, host: str, port: int, *, workers: int = 1, is_demo: bool = False) -> None:
    """Make the app warm, and serve it beside a worker; what it has read by then, all its processes share."""
    from dashboard import data
    from dashboard.app import create_app
    from dashboard.server.running import run_one, run_several
    from dashboard.server.warming import warm

    engine = upgraded(settings.database_url)
    importer = page_importer(settings.drafts, settings.kept, HueyQueue(settings).put)
    app = create_app(settings, importer, demo_now if is_demo else now)
    if host in LOOPBACK:  # another name for this machine is somebody else's page asking through a browser
        app.server.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost", "[::1]"]
    warm(app)
    worker = KeptWorker(settings, is_demo=is_demo)
    click.echo(t("cli.serving", address=f"http://{host}:{port}"))
    if workers == 1:
        worker.start()
        run_one(app, host, port)
        worker.stop()
        _say_stopped()
    else:
        for kept_open in (engine, app.server.extensions[data.EXTENSION].engine):
            kept_open.dispose()
        run_several(app, host, port, workers=workers, on_ready=worker.start, on_exit=partial(_ended, worker))


def _ended(worker: KeptWorker) -> None:
    worker.stop()
    _say_stopped()


def _say_stopped() -> None:
    click.echo("\r" + t("cli.stopped"))
