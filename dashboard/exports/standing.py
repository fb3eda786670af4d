"""The page Status as tables of a workbook: months, moves, red without words, what is late, words again."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dashboard import measures
from dashboard.components.area_words import area_text
from dashboard.components.run_words import months_named
from dashboard.components.standing_asked import Stand
from dashboard.components.standing_late import day_text
from dashboard.components.standing_moves import asked_of
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.format import month_short
from dashboard.labels import Code, area_label, code_label
from dashboard.texts import t
from dashboard.theme import LIGHT_ORDER
from portfolio.milestones import Milestone, in_order
from portfolio.month_words import Retold
from portfolio.rules.retelling import retelling
from portfolio.snapshot import Item
from portfolio.vocabulary import Precision, Status, TrafficLight

Address = Callable[[int], str]

_MONTHS = 12
_HEADS: Mapping[str, tuple[tuple[str, Kind], ...]] = {
    "moves": (
        *(("initiative", Kind.TEXT), ("area", Kind.TEXT), ("before", Kind.TEXT), ("now", Kind.TEXT)),
        *(("direction", Kind.TEXT), ("remarks", Kind.TEXT), ("next_step", Kind.TEXT)),
        *(("same_since", Kind.MONTH), ("address", Kind.TEXT)),
    ),
    "wordless": (
        *(("initiative", Kind.TEXT), ("area", Kind.TEXT), ("since", Kind.MONTH), ("months", Kind.WHOLE)),
        *(("ask", Kind.TEXT), ("address", Kind.TEXT)),
    ),
    "overdue": (
        *(("initiative", Kind.TEXT), ("area", Kind.TEXT), ("status", Kind.TEXT), ("end", Kind.DAY)),
        *(("days_over", Kind.WHOLE), ("address", Kind.TEXT)),
    ),
    "milestones": (
        *(("initiative", Kind.TEXT), ("milestone", Kind.TEXT), ("date", Kind.DAY), ("state", Kind.TEXT)),
        *(("days_over", Kind.WHOLE), ("was", Kind.DAY), ("days_moved", Kind.WHOLE), ("first", Kind.DAY)),
        *(("gone", Kind.TEXT), ("source", Kind.TEXT), ("file", Kind.TEXT), ("sheet", Kind.TEXT)),
        *(("cell", Kind.TEXT), ("typed", Kind.TEXT), ("address", Kind.TEXT)),
    ),
    "same": (
        *(("initiative", Kind.TEXT), ("area", Kind.TEXT), ("how", Kind.TEXT), ("since", Kind.MONTH)),
        *(("months", Kind.WHOLE), ("unreported", Kind.TEXT), ("before", Kind.TEXT), ("now", Kind.TEXT)),
        *(("text", Kind.TEXT), ("address", Kind.TEXT)),
    ),
    "log": (
        *(("initiative", Kind.TEXT), ("month", Kind.MONTH), ("stands", Kind.TEXT), ("by", Kind.TEXT)),
        *(("says", Kind.TEXT), ("text", Kind.TEXT), ("source", Kind.TEXT), ("file", Kind.TEXT)),
        *(("sheet", Kind.TEXT), ("cell", Kind.TEXT), ("address", Kind.TEXT)),
    ),
    "words": (
        *(("initiative", Kind.TEXT), ("month", Kind.MONTH), ("light", Kind.TEXT), ("by", Kind.TEXT)),
        *(("text", Kind.TEXT), ("how", Kind.TEXT)),
    ),
}


def standing_sheets(stand: Stand, address: Address) -> Iterator[SheetTable]:
    """Give every table of the page, those too that it only counts.

    Args:
        stand: how the initiatives that are asked for stand.
        address: gives an initiative's address.
    """
    yield _grid(stand, address)
    yield _trend(stand)
    yield _sheet("moves", _moves(stand, address))
    yield _sheet("wordless", (_wordless(it, address) for it in stand.wordless))
    yield _sheet("overdue", (_overdue(it, stand.today, address) for it in stand.overdue))
    yield _sheet("milestones", _milestones(stand, address))
    yield _sheet("same", (_same(it, stand.told_again(it), address) for it in stand.retold))
    yield _sheet("log", _log(stand, address))
    yield _sheet("words", _words(stand))


def _sheet(name: str, rows: Iterable[Sequence[Value]]) -> SheetTable:
    heads = [SheetColumn(area_text(f"standing_file.{head}"), kind) for head, kind in _HEADS[name]]
    return SheetTable(t(f"standing_file.sheet_{name}"), heads, list(rows))


def _light(code: Code) -> str:
    return code_label(TrafficLight, code)


# --- Months


def _grid(stand: Stand, address: Address) -> SheetTable:
    """Give a row an initiative: its light, since when, and the light of each month."""
    months = measures.told_months(stand.chosen, _MONTHS)
    names = ("initiative", "area", "status", "now", "light_of_run")
    heads = [SheetColumn(area_text(f"standing_file.{name}")) for name in names]
    heads += [
        SheetColumn(t("standing_file.since"), Kind.MONTH),
        SheetColumn(t("standing_file.months"), Kind.WHOLE),
    ]
    heads.append(SheetColumn(t("standing_file.unreported")))
    heads.append(SheetColumn(t("standing_file.last_told"), Kind.MONTH))
    heads += [SheetColumn(month_short(at)) for at in months] + [SheetColumn(t("standing_file.address"))]
    rows = [_grid_row(it, months, address) for it in measures.worst_first(stand.chosen)]
    return SheetTable(t("standing_file.sheet_grid"), heads, rows)


def _grid_row(it: Item, months: Sequence[dt.date], address: Address) -> list[Value]:
    run, lights, logged = measures.light_run(it), it.lights(), it.months_of_log()
    without = () if run is None else (*run.unreported, *run.unstated)
    return [
        it.title,
        area_label(it),
        code_label(Status, it.code("status")),
        _light(it.code("traffic_light")),
        *([None] * 3 if run is None else [_light(run.told), run.since, run.count]),
        months_named(sorted(without), run.last) if run is not None and without else None,
        None if run is None else run.last,
        *(_month_light(at, lights, logged) for at in months),
        address(it.id),
    ]


def _month_light(at: dt.date, lights: Mapping[dt.date, Code], logged: frozenset[dt.date]) -> Value:
    """Name a month's light, and say where it is a status log's; a month without a report is empty."""
    if at not in lights:
        return None
    return f"{_light(lights[at])} ({t('standing.from_log_short')})" if at in logged else _light(lights[at])


def _trend(stand: Stand) -> SheetTable:
    months = measures.reported_months(stand.chosen, _MONTHS)
    counts = measures.lights_by_month(stand.chosen, _MONTHS)
    heads = [SheetColumn(t("standing_file.month"), Kind.MONTH)]
    heads += [SheetColumn(_light(light), Kind.WHOLE) for light in LIGHT_ORDER]
    heads += [SheetColumn(t("standing_file.reported"), Kind.WHOLE)]
    rows: list[list[Value]] = []
    for at in months:
        own = [counts.get((at, light), 0) for light in LIGHT_ORDER]
        rows.append([at, *own, sum(own)])
    return SheetTable(t("standing_file.sheet_trend"), heads, rows)


def _words(stand: Stand) -> Iterator[list[Value]]:
    """Give a row a month of an initiative: its light, its words, and whether they are those before."""
    months = set(measures.told_months(stand.chosen, _MONTHS))
    for it in measures.worst_first(stand.chosen):
        lights, logged, before = it.lights(), it.months_of_log(), None
        for at, text in stand.words.of(it).items():
            if at in months:
                by = t("standing_file.by_log" if at in logged else "standing_file.by_list")
                same = retelling(before, text)
                how = t(f"standing_file.how_{same}") if same is not None else None
                yield [it.title, at, _light(lights[at]), by, text, how]
            before = text


# --- What moved, what is late, what goes on


def _moves(stand: Stand, address: Address) -> Iterator[list[Value]]:
    for name, moved in (("worse", stand.worse), ("better", stand.better)):
        for it in moved:
            retold = stand.words.retold(it)
            yield [
                it.title,
                area_label(it),
                _light(stand.earlier.light(it)),
                _light(it.code("traffic_light")),
                t(f"standing.{name}"),
                it.text("remarks"),
                it.text("next_step"),
                None if retold is None else retold.run.since,
                address(it.id),
            ]


def _wordless(it: Item, address: Address) -> list[Value]:
    run = measures.light_run(it)
    since: list[Value] = [None, None] if run is None else [run.since, run.count]
    return [it.title, area_label(it), *since, asked_of(it), address(it.id)]


def _overdue(it: Item, today: dt.date, address: Address) -> list[Value]:
    end = it.day("end_last") or today
    status = code_label(Status, it.code("status"))
    return [it.title, area_label(it), status, end, (today - end).days, address(it.id)]


def _milestones(stand: Stand, address: Address) -> Iterator[list[Value]]:
    for own, is_gone in ((stand.milestones, False), (stand.gone, True)):
        for it in in_order(own):
            yield _milestone(stand, it, address, is_gone=is_gone)


def _milestone(stand: Stand, it: Milestone, address: Address, *, is_gone: bool) -> list[Value]:
    place = it.now.told_in
    late = (stand.today - (it.last_day or stand.today)).days if it.is_late(stand.today) else None
    return [
        stand.item_of(it.initiative_id).title,
        it.name,
        _day(it),
        code_label(Status, it.state),
        late,
        it.before.date.last if it.is_moved and it.before is not None and it.before.date is not None else None,
        it.days_moved if it.is_moved else None,
        it.first_told.date.last if it.first_told.date is not None else None,
        t("standing_file.is_gone") if is_gone else None,
        place.source,
        place.file_name,
        place.sheet,
        place.cell,
        place.text,
        address(it.initiative_id),
    ]


def _day(it: Milestone) -> Value:
    """Give an exact day as a date, and what is less exact in its own words."""
    date = it.now.date
    is_exact = date is not None and date.precision is Precision.DAY and date.first is not None
    return date.first if date is not None and is_exact else day_text(it.now)


def _same(it: Item, retold: Retold, address: Address) -> list[Value]:
    run = retold.run
    return [
        it.title,
        area_label(it),
        t(f"standing_file.how_{retold.kind}"),
        run.since,
        run.count,
        months_named(run.unreported, run.last) if run.unreported else None,
        _light(retold.light_before),
        _light(retold.light),
        run.told,
        address(it.id),
    ]


def _log(stand: Stand, address: Address) -> Iterator[list[Value]]:
    for it in stand.disagreements:
        for other in it.others:
            place = other.told_in
            yield [
                stand.item_of(it.initiative_id).title,
                it.month,
                _light(it.stands),
                t("standing_file.by_list" if it.is_listed else "standing_file.by_log"),
                _light(other.light),
                other.text,
                place.source,
                place.file_name,
                place.sheet,
                place.cell,
                address(it.initiative_id),
            ]
