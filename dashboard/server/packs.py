"""The status pack of a filter and a moment, in the form that is asked for."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, redirect, request, send_file
from werkzeug.wrappers import Response as BaseResponse

from dashboard import data
from dashboard.account import user
from dashboard.components.agenda_words import MEETING_KEY, meeting_address
from dashboard.components.directors import DIRECTORS_FILE
from dashboard.components.pack_form import (
    FORM_KEY,
    FORMS,
    PACK_FILE,
    PACK_PAGE,
    PART_WORDS,
    PARTS_KEY,
    USUAL_PARTS,
)
from dashboard.components.shell import arrive
from dashboard.exports.pack.directors_pdf import directors_pdf
from dashboard.exports.pack.pdf import pack_pdf
from dashboard.exports.pack.sheets import pack_workbook
from dashboard.exports.pack.slides import pack_slides
from dashboard.exports.pack.values import Pack, Part
from dashboard.exports.workbook import file_name
from dashboard.filters import number_in
from dashboard.packing.builder import MeetingFacts, PackOrder, build_pack
from dashboard.packing.directors import PATH as DIRECTORS
from dashboard.packing.directors import build_sheet
from dashboard.packing.going_on import going_on
from dashboard.packing.meeting import criteria_for, meeting_facts
from dashboard.packing.orders import Order, asked_address, kept_pack, order_json
from dashboard.packing.pages import Progress
from dashboard.server.importing import Importer
from dashboard.texts import language, t
from portfolio.database import writing
from portfolio.errors import TvaerblikError
from portfolio.jobs import add_order
from portfolio.vocabulary import JobKind

_A_PAGE = 0.004
"""Seconds that setting a page of a PDF, or writing a row of pages in a workbook, usually takes."""


def _in_one_piece(make: Callable[[Pack], bytes]) -> "Make":
    """Let a form that is made in one piece tell how far it is expected to be."""

    def made(pack: Pack, progress: Progress) -> bytes:
        with going_on(progress, _A_PAGE * len(pack.pages)):
            return make(pack)

    return made


Make = Callable[[Pack, Progress], bytes]
MAKERS: dict[str, tuple[Make, str]] = {
    "pdf": (_in_one_piece(pack_pdf), "application/pdf"),
    "pptx": (pack_slides, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": (
        _in_one_piece(pack_workbook),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


AT_ONCE = 300
"""So many pages are made while the reader waits; more of them are a job."""

Answer = BaseResponse | tuple[str, int]


def packs_blueprint(importer: Importer | None, folder: Path, unknown_page: Callable[[], str]) -> Blueprint:
    """Make the routes of the packs.

    Args:
        importer: whom to tell of a job; None: there is nobody, and all is made at once.
        folder: where packs that took long are kept to be fetched.
        unknown_page: gives the house's page for what is not there.
    """
    blueprint = Blueprint("packs", __name__)

    @blueprint.get(PACK_FILE)
    def pack() -> Answer:
        order = order_asked()
        if order is None:
            return unknown_page(), 404
        if importer is not None and is_long(order):
            return redirect(_ordered(importer), 303)
        return sent(build_asked(_unheard), form_asked())

    @blueprint.get(f"{PACK_FILE}/<job_id>")
    def ordered(job_id: str) -> Answer:
        path = kept_pack(folder, job_id) if job_id.isalnum() else None
        if path is None:
            return unknown_page(), 404
        kind = MAKERS[path.suffix.removeprefix(".")][1]
        made = io.BytesIO(path.read_bytes())
        return send_file(made, mimetype=kind, as_attachment=True, download_name=path.name)

    @blueprint.get(DIRECTORS_FILE)
    def directors() -> Response:
        asked = arrive(DIRECTORS, request.args.to_dict(flat=False))
        sheet = build_sheet(asked.criteria.unfiltered(), _host())
        named = file_name(("Tværblik", sheet.cover.title), sheet.cover.as_of).removesuffix(".xlsx")
        pdf = io.BytesIO(directors_pdf(sheet))
        return send_file(pdf, mimetype="application/pdf", as_attachment=True, download_name=f"{named}.pdf")

    @blueprint.errorhandler(TvaerblikError)
    def failed(error: TvaerblikError) -> tuple[str, int, dict[str, str]]:
        said = t("export.failed", reason=error.message(language()))
        return said, 503, {"Content-Type": "text/plain; charset=utf-8"}

    return blueprint


@dataclass(frozen=True, slots=True)
class Asked:
    """The pack that a request asks for, and the meeting that it is for."""

    order: PackOrder
    meeting: Callable[[], MeetingFacts | None]


def order_asked() -> Asked | None:
    """Give the pack that the request asks for, seen from its moment; None: it names a meeting that is none.

    A meeting's is what it looks at, seen from when it froze that, since its series last met. The agenda and
    what was decided are as they stand now: much of that is written after it was frozen.
    """
    asked = arrive("/", request.args.to_dict(flat=False), (FORM_KEY, PARTS_KEY, MEETING_KEY))
    meeting_id = number_in(asked.own.get(MEETING_KEY, ""))
    if meeting_id is None:
        return Asked(PackOrder(asked.criteria, parts_asked(), _host()), lambda: None)
    book = data.meetings()
    meeting = book.meetings.get(meeting_id)
    if meeting is None:
        return None
    criteria = criteria_for(book, meeting)
    data.look_from(criteria.as_of)
    order = PackOrder(criteria, parts_asked(), _host(), meeting_address(meeting.id))
    return Asked(order, lambda: meeting_facts(book, meeting))


def build_asked(progress: Progress) -> Pack:
    """Build the pack that the request asks for.

    Raises:
        LookupError: it names a meeting that is none.
    """
    asked = order_asked()
    if asked is None:
        raise LookupError(request.url)
    return build_pack(asked.order, asked.meeting(), progress)


def _unheard(_share: float) -> None:
    """Tell nobody."""


def is_long(asked: Asked) -> bool:
    """Tell whether a pack takes longer than a reader should wait."""
    if Part.PAGES not in asked.order.parts:
        return False
    return len(data.portfolio().chosen(asked.order.criteria)) > AT_ONCE


def _ordered(importer: Importer) -> str:
    """Order the pack that the request asks for, and give the address of the page that tells how far it is."""
    order = Order(asked_address(), form_asked(), language(), _host())
    with writing(data.engine()) as session:
        job = add_order(session, JobKind.PACK, order_json(order), owner=user(), now=data.now())
    importer.tell(job)
    return f"{PACK_PAGE}/{quote(job)}"


def form_asked() -> str:
    """Give the form that is asked for: a PDF, where nobody asks for one that there is."""
    form = request.args.get(FORM_KEY, "")
    return form if form in MAKERS else FORMS[0]


def parts_asked() -> frozenset[Part]:
    """Give what the pack is to hold: the usual, where nobody has said."""
    words = _words(request.args.getlist(PARTS_KEY))
    return frozenset(PART_WORDS[word] for word in words) or USUAL_PARTS


def _words(values: Iterable[str]) -> list[str]:
    return [word for value in values for word in value.split(",") if word in PART_WORDS]


def sent(made: Pack, form: str) -> Response:
    """Answer with a pack to keep."""
    name, content = file_of(made, form, _unheard)
    return send_file(io.BytesIO(content), mimetype=MAKERS[form][1], as_attachment=True, download_name=name)


def file_of(made: Pack, form: str, progress: Progress) -> tuple[str, bytes]:
    """Make a pack's file: its name, and what is in it."""
    return pack_name(made, form), MAKERS[form][0](made, progress)


def pack_name(made: Pack, form: str) -> str:
    """Name a pack's file: ``Tværblik - Statuspakke - Forum for koordination - 2026-11-23.pdf``."""
    named = file_name(("Tværblik", made.cover.title, made.cover.forum), made.cover.as_of)
    return f"{named.removesuffix('.xlsx')}.{form}"


def _host() -> str:
    return request.host_url.rstrip("/")
