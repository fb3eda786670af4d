"""Downloads: what a page shows for an address, as a workbook."""

import io
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, request, send_file

from dashboard import data
from dashboard.components.agenda import desk_of
from dashboard.components.agenda_words import (
    AGENDA_FILE,
    MEETING_KEY,
    MEETINGS,
    MEETINGS_FILE,
    meeting_address,
    meeting_name,
)
from dashboard.components.change_kinds import change_sentence
from dashboard.components.changes_asked import CHANGES_FILE, SINCE_PAGE, changes_of, since_of
from dashboard.components.cores_asked import CORES_FILE, described_cores
from dashboard.components.effect_asked import effects_of, indicator_address
from dashboard.components.effect_words import EFFECT, EFFECT_FILE
from dashboard.components.evaluations_asked import (
    CALENDAR_FILE,
    EVALUATIONS,
    EVALUATIONS_FILE,
    evaluations_of,
)
from dashboard.components.figure_card import Chart, charts_in
from dashboard.components.filter_bar import count_text
from dashboard.components.filter_words import filter_lines
from dashboard.components.homes_list import HOMES_FILE, waiting_of
from dashboard.components.list_chosen import listed_of
from dashboard.components.list_order import sort_rows
from dashboard.components.list_rows import ListRow, list_rows
from dashboard.components.list_tools import FILE, FILE_OF_ALL
from dashboard.components.log import LOG, LOG_FILE, log_of
from dashboard.components.matrix_asked import MATRIX, MATRIX_FILE, matrix_asked
from dashboard.components.meeting_actions import title_of
from dashboard.components.missing import GAPS, GAPS_FILE, SOURCE_KEY, missing_of
from dashboard.components.overlap_asked import (
    GROUPS,
    GROUPS_FILE,
    OVERLAP,
    OVERLAP_FILE,
    Held,
    found_of,
    held_of,
)
from dashboard.components.overlap_groups import groups_asked
from dashboard.components.overlap_results import sentence
from dashboard.components.priority_asked import ranking_of
from dashboard.components.reference_words import source_words
from dashboard.components.round_card import ROUNDS
from dashboard.components.rounds_asked import ROUNDS_FILE, rounds_of
from dashboard.components.shell import arrive, page_at
from dashboard.components.spread_asked import SPREAD_FILE
from dashboard.components.spread_tabs import CORES, SPREAD
from dashboard.components.standing_asked import STANDING_FILE, stand_of
from dashboard.components.structure_choice import WORK_LIST
from dashboard.components.structure_day import AGREEMENTS_FILE, STRUCTURE_FILE, bodies_asked
from dashboard.components.structure_tree import in_order, parts_words
from dashboard.components.trial_words import TRIALS
from dashboard.components.trials_asked import TRIALS_FILE, trials_of
from dashboard.components.view import Page, View
from dashboard.exports.agreements import agreements_sheet
from dashboard.exports.calendar import MEDIA_TYPE, calendar_file
from dashboard.exports.changes import changes_sheet
from dashboard.exports.cores import answers_sheet, core_sheets
from dashboard.exports.decisions import decisions_sheet
from dashboard.exports.effect import effect_sheets
from dashboard.exports.evaluations import due_days, evaluations_sheet
from dashboard.exports.figures import numbers_sheet
from dashboard.exports.gaps import gaps_sheet
from dashboard.exports.homes import homes_sheet
from dashboard.exports.initiatives import COLUMNS_BESIDE_FIELDS, list_sheet, whole_sheet
from dashboard.exports.matrix import matrix_sheet
from dashboard.exports.meetings import actions_sheet, meetings_sheet, points_sheet, rows_sheet
from dashboard.exports.overlap import groups_sheet, overlap_sheet
from dashboard.exports.rounds import round_sheets
from dashboard.exports.spread import spread_sheets
from dashboard.exports.stamp import Stamp, read_me
from dashboard.exports.standing import standing_sheets
from dashboard.exports.structure import structure_sheet
from dashboard.exports.trials import trials_sheet, untested_sheet
from dashboard.exports.workbook import SheetTable, file_name, workbook
from dashboard.filters import LIST, Asked, initiative_address, number_in, to_query
from dashboard.server.organisation import AGREEMENTS
from dashboard.server.organisation import PAGE as STRUCTURE
from dashboard.texts import language, t
from portfolio.errors import TvaerblikError
from portfolio.selection import Criteria

STANDING = "/status"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Answer = Response | tuple[str, int]


def download_blueprint(unknown_page: Callable[[], str]) -> Blueprint:
    """Make the routes of everything that can be taken away from the pages.

    Args:
        unknown_page: gives the house's page for an address that nothing stands at.
    """
    blueprint = Blueprint("download", __name__)

    @blueprint.get("/hent/tal/<path:place>.xlsx")
    def numbers(place: str) -> Answer:
        *parts, name = place.split("/")
        page = page_at("/" + "/".join(parts))
        found = None if page is None else _numbers(page, name)
        return (unknown_page(), 404) if found is None else found

    files: dict[str, Callable[[], Answer]] = {
        FILE: lambda: _list_file(_shown_sheet),
        FILE_OF_ALL: lambda: _list_file(_whole_sheet),
        STRUCTURE_FILE: _structure_file,
        AGREEMENTS_FILE: _agreements_file,
        GAPS_FILE: _gaps_file,
        ROUNDS_FILE: _rounds_file,
        STANDING_FILE: _standing_file,
        SPREAD_FILE: _spread_file,
        CORES_FILE: _cores_file,
        EVALUATIONS_FILE: _evaluations_file,
        EFFECT_FILE: _effect_file,
        CALENDAR_FILE: _calendar,
        MATRIX_FILE: _matrix_file,
        TRIALS_FILE: _trials_file,
        CHANGES_FILE: _changes_file,
        MEETINGS_FILE: _meetings_file,
        AGENDA_FILE: _agenda_file,
        LOG_FILE: _log_file,
        OVERLAP_FILE: _overlap_file,
        GROUPS_FILE: _groups_file,
    }
    for address, give in files.items():
        blueprint.add_url_rule(address, endpoint=address.strip("/").replace(".", "-"), view_func=give)

    @blueprint.get(HOMES_FILE)
    def homes_list() -> Answer:
        return _homes_file()

    blueprint.register_error_handler(TvaerblikError, _failed)
    return blueprint


def _numbers(page: Page, name: str) -> Response | None:
    """Give a chart's numbers as the page has them for the same query; None: the page has no such chart."""
    asked = _asked(page)
    view = page.view(asked)
    chart = next((chart for chart in charts_in(view.body) if chart.name == name), None)
    return None if chart is None else _chart_file(page, asked, view, chart)


def _chart_file(page: Page, asked: Asked, view: View, chart: Chart) -> Response:
    stamp = _stamp(page, asked, view)
    table = numbers_sheet(chart.numbers, t("export.figures"))
    named = ("Tværblik", stamp.page, _uncapitalised(chart.numbers.caption))
    book = workbook(read_me(stamp, chart.message, chart.subtitle), table)
    return _sent(book, file_name(named, stamp.as_of.day))


def _list_file(sheet: Callable[[Asked], SheetTable]) -> Response:
    """Give all initiatives that meet the filters, in the list's order."""
    page = page_at(LIST)
    assert page is not None  # noqa: S101  -- the list is always among the pages
    asked = replace(_asked(page), page=1)
    view = page.view(asked)
    stamp = _stamp(page, asked, view)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), sheet(asked))
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _gaps_file() -> Response:
    """Give all that is missing about the initiatives that meet the filters."""
    page = page_at(GAPS)
    assert page is not None  # noqa: S101  -- it is always among the pages
    asked = replace(_asked(page), page=1)
    view = page.view(asked)
    source_id = number_in(asked.own.get(SOURCE_KEY, ""))
    known = data.portfolio()
    names = {source.id: source.name for source in known.sources}
    missing = missing_of(asked.criteria, source_id if source_id in names else None)

    def address(initiative_id: int) -> str:
        return _host() + initiative_address(initiative_id, asked.criteria)

    table = gaps_sheet(((item, list(missing.lacks(item))) for item in missing.lacking), names, address)
    stamp = _stamp(page, asked, view)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), table)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _changes_file() -> Response:
    """Give all that is otherwise about the initiatives that meet the filters, a row a change."""
    page, asked = _page(SINCE_PAGE)
    view, since = page.view(asked), since_of(asked)
    found = [] if since is None else changes_of(asked, since).shown_items
    origins = data.origins(found, since or data.portfolio().moment)
    table = changes_sheet(found, origins, _addresses(asked), t("export.changes"))
    stamp = replace(_stamp(page, asked, view), since=since)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), table)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _homes_file() -> Response:
    """Give the homes of the initiatives that meet the filters, settled or not."""
    page = page_at(WORK_LIST)
    assert page is not None  # noqa: S101  -- it is always among the pages
    asked = replace(_asked(page), page=1)
    view, waiting = page.view(asked), waiting_of(asked.criteria)

    def address(initiative_id: int) -> str:
        return _host() + initiative_address(initiative_id, asked.criteria)

    stamp = replace(_stamp(page, asked, view), structure_on=waiting.day)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), homes_sheet(waiting, address))
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _rounds_file() -> Response:
    """Give the rounds of comments about the initiatives that meet the filters, and all comments by party."""
    page, asked = _page(ROUNDS)
    asked = replace(asked, own={})
    view, found = page.view(asked), rounds_of(asked)
    titles = {id_: item.title for id_, item in found.items.items()}
    tables = round_sheets(found.rounds, titles, data.portfolio().today, _addresses(asked))
    stamp = _stamp(page, asked, view)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), *tables)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _standing_file() -> Response:
    """Give all that the page Status says of the initiatives that meet the filters, a table a sheet."""
    page, asked = _page(STANDING)
    view, stand = page.view(asked), stand_of(asked)
    stamp = _stamp(page, asked, view)
    read = read_me(stamp, view.title, view.subtitle, has_gaps=True)
    book = workbook(read, *standing_sheets(stand, _addresses(asked)))
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _spread_file() -> Response:
    """Give what is said of the potential of those that meet the filters, and the candidates in order."""
    page, asked = _page(SPREAD)
    asked = replace(asked, own={})
    view, (ranking, _) = page.view(asked), ranking_of(asked)
    stamp = _stamp(page, asked, view)
    read = read_me(stamp, view.title, view.subtitle, has_gaps=True)
    addresses = _addresses(asked)
    answers = answers_sheet(ranking.rows.assessed, ranking.rows.book, addresses)
    book = workbook(read, *spread_sheets(ranking, addresses), answers)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _cores_file() -> Response:
    """Give the cores of those that meet the filters, and what receivers did with their parts."""
    page, asked = _page(CORES)
    view, found = page.view(asked), described_cores(asked.criteria)
    stamp = _stamp(page, asked, view)
    read = read_me(stamp, view.title, view.subtitle, has_gaps=True)
    book = workbook(read, *core_sheets(found, _addresses(asked)))
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _evaluations_file() -> Response:
    """Give how the initiatives that meet the filters stand with their evaluations."""
    page, asked = _page(EVALUATIONS)
    view, found = page.view(asked), evaluations_of(asked)
    table = evaluations_sheet(found.every, _addresses(asked))
    stamp = _stamp(page, asked, view)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), table)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _matrix_file() -> Response:
    """Give every place of the spread matrix for the initiatives that meet the filters."""
    page, asked = _page(MATRIX)
    view, found = page.view(asked), matrix_asked(asked)
    table = matrix_sheet(found, _addresses(asked))
    stamp = _stamp(page, asked, view)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), table)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _trials_file() -> Response:
    """Give the trials that the page shows with all that their sheets say, and what is put to use untested."""
    page, asked = _page(TRIALS)
    view, found, where = page.view(asked), trials_of(asked), _addresses(asked)
    tables = (
        trials_sheet(found.cycles, data.portfolio().today, where),
        untested_sheet(found.untested, where),
    )
    stamp = _stamp(page, asked, view)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), *tables)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _effect_file() -> Response:
    """Give the indicators of the initiatives that meet the filters, and all that is said of each."""
    page, asked = _page(EFFECT)
    view, found = page.view(asked), effects_of(asked)

    def address(slug: str) -> str:
        return _host() + indicator_address(slug, asked)

    stamp = _stamp(page, asked, view)
    tables = effect_sheets((*found.shown, *found.mute), address)
    book = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), *tables)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _overlap_file() -> Response:
    """Give what is alike what the address holds up."""
    _, asked = _page(OVERLAP)
    held, _ = held_of(asked)
    return overlap_workbook(held)


def overlap_workbook(held: Held | None) -> Response:
    """Give what is alike; an idea that is nowhere kept was sent along."""
    page, asked = _page(OVERLAP)
    found = None if held is None else found_of(held)
    view = page.view(replace(asked, own={}))
    title = view.title if found is None else sentence(found)
    stamp = _stamp(page, asked, view)
    table = overlap_sheet(found, _addresses(asked))
    book = workbook(read_me(stamp, title, view.subtitle), table)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _groups_file() -> Response:
    """Give the groups that the address asks for, a row an initiative."""
    page, asked = _page(GROUPS)
    view, found = page.view(asked), groups_asked(asked)
    table = groups_sheet(found.shown, _addresses(asked))
    stamp = _stamp(page, asked, view)
    book = workbook(read_me(stamp, view.title, view.subtitle), table)
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _calendar() -> Response:
    """Give the next evaluations of the initiatives that meet the filters as a calendar."""
    _, asked = _page(EVALUATIONS)
    found = evaluations_of(asked)
    days = due_days(found.every, _addresses(asked))
    file = calendar_file(
        days, name=t("evaluations.calendar_name"), host=request.host.split(":")[0], made_at=data.now()
    )
    name = file_name(("Tværblik", t("nav.evaluations")), data.portfolio().today).removesuffix(".xlsx")
    return send_file(io.BytesIO(file), mimetype=MEDIA_TYPE, as_attachment=True, download_name=f"{name}.ics")


def _meetings_file() -> Response:
    """Give all meetings, and all that was agreed on at them."""
    page, asked = _page(MEETINGS)
    view, book, stamp = page.view(asked), data.meetings(), _stamp(page, asked, page.view(asked))
    tables = (
        meetings_sheet(book, lambda number: _host() + meeting_address(number)),
        actions_sheet(book.actions.values(), book, title_of),
    )
    file = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), *tables)
    return _sent(file, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _log_file() -> Response:
    """Give the actions and decisions that meet what the log's address asks for."""
    page, asked = _page(LOG)
    view, (log, _) = page.view(asked), log_of(asked)
    tables = (
        actions_sheet(log.actions, data.meetings(), title_of),
        decisions_sheet(log.decisions, title_of),
    )
    stamp = _stamp(page, asked, view)
    file = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), *tables)
    return _sent(file, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _agenda_file() -> Answer:
    """Give a meeting's agenda, the rows behind its points, and what was agreed on."""
    page = page_at(MEETINGS)
    assert page is not None  # noqa: S101  -- it is always among the pages
    asked = arrive(MEETINGS, request.args.to_dict(flat=False), (MEETING_KEY,))
    desk = desk_of(number_in(asked.own.get(MEETING_KEY, "")))
    if desk is None:
        return t("meetings.missing"), 404
    name = meeting_name(desk.series, desk.meeting)
    view = View(name, t("meetings.agenda_file_subtitle"), ())
    stamp = _stamp(page, replace(asked, own={}), view)
    where = _host() + meeting_address(desk.meeting.id)
    stamp = replace(stamp, page=name, address=where, help=t("help.meeting"))
    points = desk.meeting.agenda
    tables = (
        points_sheet(points),
        rows_sheet(points, _addresses(asked)),
        actions_sheet(desk.book.actions_at(desk.meeting.id), desk.book, title_of),
    )
    file = workbook(read_me(stamp, view.title, view.subtitle, has_gaps=True), *tables)
    called = ("Tværblik", t("meetings.agenda_heading"), desk.series.name)
    return _sent(file, file_name(called, desk.meeting.day))


def _page(path: str) -> tuple[Page, Asked]:
    """Give a page and what the request asks of it."""
    page = page_at(path)
    assert page is not None  # noqa: S101  -- it is always among the pages
    return page, replace(_asked(page), page=1)


def _addresses(asked: Asked) -> Callable[[int], str]:
    return lambda initiative_id: _host() + initiative_address(initiative_id, asked.criteria)


def _structure_file() -> Response:
    """Give the bodies of the day and region that the page shows."""
    page = page_at(STRUCTURE)
    assert page is not None  # noqa: S101  -- it is always among the pages
    asked = _asked(page)
    view = page.view(asked)
    day, bodies = bodies_asked(asked)
    stamp = _stamp(page, asked, view)
    table = structure_sheet(in_order(bodies), day, parts_words, source_words)
    return _sent(
        workbook(read_me(stamp, view.title, view.subtitle), table), file_name(("Tværblik", stamp.page), day)
    )


def _agreements_file() -> Response:
    """Give all agreements with their focus areas and goals, and the value goals."""
    page = page_at(AGREEMENTS)
    assert page is not None  # noqa: S101  -- it is always among the pages
    asked = _asked(page)
    view = page.view(asked)
    stamp, known = _stamp(page, asked, view), data.portfolio()

    def count(area_id: str) -> int:
        return len(known.chosen(Criteria(focus_areas=(area_id,))))

    book = workbook(read_me(stamp, view.title, view.subtitle), agreements_sheet(count, source_words))
    return _sent(book, file_name(("Tværblik", stamp.page), stamp.as_of.day))


def _shown_sheet(asked: Asked) -> SheetTable:
    by_id = listed_of(asked).by_id
    said = {id_: change_sentence(it) for id_, it in by_id.items()}
    return list_sheet(_rows(asked), asked.columns, t("export.initiatives"), said)


def _whole_sheet(asked: Asked) -> SheetTable:
    rows = _rows(replace(asked, columns=COLUMNS_BESIDE_FIELDS))
    values, places = data.everything()

    def address(initiative_id: int) -> str:
        return _host() + initiative_address(initiative_id, asked.criteria)

    return whole_sheet(rows, values, places, address, t("export.initiatives"))


def _rows(asked: Asked) -> list[ListRow]:
    chosen = listed_of(asked).chosen
    return list_rows(sort_rows(chosen, asked.sort), asked.columns)


def _stamp(page: Page, asked: Asked, view: View) -> Stamp:
    """Say where and when what is taken away was seen."""
    known = data.portfolio()
    return Stamp(
        page=t(page.name_id),
        filters=filter_lines(asked.criteria),
        shown=count_text(view),
        as_of=known.moment,
        since=asked.criteria.since,
        structure_on=asked.criteria.structure_on,
        sources=known.sources,
        help=t(page.help_id) if page.help_id else "",
        address=_host() + page.path + to_query(asked),
        made_at=data.now(),
    )


def _host() -> str:
    return request.host_url.rstrip("/")


def _sent(book: io.BytesIO, name: str) -> Response:
    """Answer with a workbook to keep."""
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


def _asked(page: Page) -> Asked:
    return arrive(page.path, request.args.to_dict(flat=False), page.own_keys)


def _uncapitalised(text: str) -> str:
    """Let a text go on in a name: an abbreviation keeps its letters."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _failed(error: TvaerblikError) -> tuple[str, int, dict[str, str]]:
    said = t("export.failed", reason=error.message(language()))
    return said, 503, {"Content-Type": "text/plain; charset=utf-8"}
