"""The status pack of a filter and a moment, in the form that is asked for."""

import io
from collections.abc import Callable, Iterable

from flask import Blueprint, Response, request, send_file

from dashboard import data
from dashboard.components.agenda_words import MEETING_KEY, meeting_address
from dashboard.components.directors import DIRECTORS_FILE
from dashboard.components.pack_form import FORM_KEY, FORMS, PACK_FILE, PART_WORDS, PARTS_KEY, USUAL_PARTS
from dashboard.components.shell import arrive
from dashboard.exports.pack.directors_pdf import directors_pdf
from dashboard.exports.pack.pdf import pack_pdf
from dashboard.exports.pack.sheets import pack_workbook
from dashboard.exports.pack.slides import pack_slides
from dashboard.exports.pack.values import Pack, Part
from dashboard.exports.workbook import file_name
from dashboard.filters import number_in
from dashboard.packing.builder import PackOrder, build_pack
from dashboard.packing.directors import PATH as DIRECTORS
from dashboard.packing.directors import build_sheet
from dashboard.packing.meeting import criteria_for, meeting_facts
from dashboard.texts import language, t
from portfolio.errors import TvaerblikError
from portfolio.selection import Criteria

MAKERS: dict[str, tuple[Callable[[Pack], bytes], str]] = {
    "pdf": (pack_pdf, "application/pdf"),
    "pptx": (pack_slides, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": (pack_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def packs_blueprint(unknown_page: Callable[[], str]) -> Blueprint:
    """Make the routes of the packs; ``unknown_page`` is the house's page where nothing stands."""
    blueprint = Blueprint("packs", __name__)

    @blueprint.get(PACK_FILE)
    def pack() -> Response | tuple[str, int]:
        asked = arrive("/", request.args.to_dict(flat=False), (FORM_KEY, PARTS_KEY, MEETING_KEY))
        meeting_id = number_in(asked.own.get(MEETING_KEY, ""))
        made = _of_filter(asked.criteria) if meeting_id is None else _of_meeting(meeting_id)
        if made is None:
            return unknown_page(), 404
        return sent(made, form_asked())

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


def _of_filter(criteria: Criteria) -> Pack:
    return build_pack(PackOrder(criteria, parts_asked(), _host()))


def _of_meeting(meeting_id: int) -> Pack | None:
    """Give a meeting's pack: what it looks at, seen from when it froze that, since its series last met.

    The agenda and what was decided are as they stand now: much of that is written after it was frozen.
    """
    book = data.meetings()
    meeting = book.meetings.get(meeting_id)
    if meeting is None:
        return None
    criteria = criteria_for(book, meeting)
    data.look_from(criteria.as_of)
    order = PackOrder(criteria, parts_asked(), _host(), meeting_address(meeting.id))
    return build_pack(order, meeting_facts(book, meeting))


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
    make, kind = MAKERS[form]
    return send_file(
        io.BytesIO(make(made)), mimetype=kind, as_attachment=True, download_name=pack_name(made, form)
    )


def pack_name(made: Pack, form: str) -> str:
    """Name a pack's file: ``Tværblik - Statuspakke - Forum for koordination - 2026-11-23.pdf``."""
    named = file_name(("Tværblik", made.cover.title, made.cover.forum), made.cover.as_of)
    return f"{named.removesuffix('.xlsx')}.{form}"


def _host() -> str:
    return request.host_url.rstrip("/")
