"""Packs that take long: ordered on a page, made by the worker, kept for a day to be fetched."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from flask import Flask, request
from sqlalchemy import Engine

from dashboard import data
from dashboard.exports.pack.values import Pack
from dashboard.server.reference import follow_reference
from dashboard.texts import speaking
from portfolio.database import writing
from portfolio.jobs import JobFacts, finish_job, tell_job
from portfolio.vocabulary import JobStep

_KEPT = dt.timedelta(days=1)
_BUILDING, _SETTING, _WRITTEN = 0.4, 0.45, 0.98
"""How much of the work is behind it when all values are there, when the first page is set, and the last."""

Builder = Callable[[Callable[[float], None]], Pack | None]
"""Builds the pack that the open request asks for, and tells how far it has come."""

Maker = Callable[[Pack, str, Callable[[float], None]], tuple[str, bytes]]
"""Makes a file of a pack in a form, and tells how far it has come: its name, and what is in it."""


@dataclass(frozen=True, slots=True)
class Order:
    """A pack that is ordered: the address that would give it, its form, the language, the house's address."""

    address: str
    form: str
    language: str
    host: str


def order_json(order: Order) -> str:
    """Write an order."""
    return json.dumps(asdict(order), sort_keys=True)


def order_of(text: str | None) -> Order:
    """Read what :func:`order_json` wrote."""
    return Order(**json.loads(text or "{}"))


@dataclass(frozen=True, slots=True)
class Packer:
    """What making ordered packs needs.

    Attributes:
        engine: the database.
        folder: where packs are kept until they are fetched.
        clock: gives the present instant, aware.
        build: builds the pack that a request asks for.
        make: makes its file.
    """

    engine: Engine
    folder: Path
    clock: data.Clock
    build: Builder
    make: Maker

    def do(self, job: JobFacts) -> None:
        """Make an ordered pack; what is given to be fetched is whole."""
        order = order_of(job.order)
        with self._seen(order):
            made = self.build(lambda share: self._tell(job, JobStep.GATHERING, share * _BUILDING))
            self._tell(job, JobStep.SETTING, _SETTING)
            if made is not None:
                self._keep(job, *self.make(made, order.form, partial(self._tell_set, job)))
        with writing(self.engine) as session:
            finish_job(session, job.id, now=self.clock())

    def _seen(self, order: Order) -> "_Seen":
        server = Flask(__name__)
        server.extensions[data.EXTENSION] = data.open_door(self.engine, self.clock)
        follow_reference(server)
        return _Seen(server, order)

    def _keep(self, job: JobFacts, name: str, content: bytes) -> None:
        place = self.folder / job.id
        shutil.rmtree(place, ignore_errors=True)
        part = self.folder / f"{job.id}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        (part / name).write_bytes(content)
        part.rename(place)

    def _tell_set(self, job: JobFacts, share: float) -> None:
        self._tell(job, JobStep.SETTING, _SETTING + share * (_WRITTEN - _SETTING))

    def _tell(self, job: JobFacts, step: JobStep, share: float) -> None:
        with writing(self.engine) as session:
            tell_job(session, job.id, step, share, now=self.clock())


class _Seen:
    """A request for what an order asks for, in its language, outside of any server."""

    def __init__(self, server: Flask, order: Order) -> None:
        self._context = server.test_request_context(order.address, base_url=order.host)
        self._said = speaking(order.language)
        self._server = server

    def __enter__(self) -> None:
        self._context.__enter__()
        self._said.__enter__()
        self._server.preprocess_request()

    def __exit__(self, *told: object) -> None:
        self._said.__exit__(None, None, None)
        self._context.__exit__(None, None, None)


def kept_pack(folder: Path, job_id: str) -> Path | None:
    """Give the file of an ordered pack; None: it is not made yet, or forgotten."""
    place = folder / job_id
    return next(iter(place.iterdir()), None) if place.is_dir() else None


def tidy_packs(folder: Path, now: dt.datetime) -> None:
    """Forget packs that have lain for a day."""
    for place in folder.glob("*"):
        if now.timestamp() - place.stat().st_mtime > _KEPT.total_seconds():
            shutil.rmtree(place, ignore_errors=True)


def asked_address() -> str:
    """Give the address that the open request asks for."""
    return request.full_path.rstrip("?")
