"""The status pack of a filter and a moment, in the form that is asked for."""

import io
from collections.abc import Callable, Iterable
from dataclasses import replace

from flask import Blueprint, Response, request, send_file

from dashboard.components.pack_form import FORM_KEY, FORMS, PACK_FILE, PART_WORDS, PARTS_KEY, USUAL_PARTS
from dashboard.components.shell import arrive
from dashboard.exports.pack.pdf import pack_pdf
from dashboard.exports.pack.sheets import pack_workbook
from dashboard.exports.pack.slides import pack_slides
from dashboard.exports.pack.values import Pack, Part
from dashboard.exports.workbook import file_name
from dashboard.packing.builder import PackOrder, build_pack
from dashboard.texts import language, t
from portfolio.errors import TvaerblikError

MAKERS: dict[str, tuple[Callable[[Pack], bytes], str]] = {
    "pdf": (pack_pdf, "application/pdf"),
    "pptx": (pack_slides, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": (pack_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def packs_blueprint() -> Blueprint:
    """Make the route of the pack."""
    blueprint = Blueprint("packs", __name__)

    @blueprint.get(PACK_FILE)
    def pack() -> Response:
        asked = arrive("/", request.args.to_dict(flat=False), (FORM_KEY, PARTS_KEY))
        asked = replace(asked, own={})
        made = build_pack(PackOrder(asked.criteria, parts_asked(), _host()))
        return sent(made, form_asked())

    @blueprint.errorhandler(TvaerblikError)
    def failed(error: TvaerblikError) -> tuple[str, int, dict[str, str]]:
        said = t("export.failed", reason=error.message(language()))
        return said, 503, {"Content-Type": "text/plain; charset=utf-8"}

    return blueprint


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
