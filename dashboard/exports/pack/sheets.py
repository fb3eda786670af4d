"""The pack as a workbook: what it is first, then one table a sheet, each number with its source."""

from collections.abc import Iterable, Iterator, Sequence

from dashboard.exports.pack.deck import colour_of
from dashboard.exports.pack.pdf import document_title
from dashboard.exports.pack.values import ChartKind, ChartSpec, InitiativePage, Origin, Pack, Row
from dashboard.exports.pack.zips import same_bytes
from dashboard.exports.workbook import (
    Fact,
    Kind,
    ReadMe,
    SheetChart,
    SheetColumn,
    SheetTable,
    Value,
    workbook,
)
from dashboard.format import instant
from dashboard.texts import t

_TEXT, _WHOLE, _MONTH = Kind.TEXT, Kind.WHOLE, Kind.MONTH
_ORIGIN = ("source", "month", "file", "sheet", "cell")


def pack_workbook(pack: Pack) -> bytes:
    """Make the pack's workbook."""
    made = workbook(_read_me(pack), *(table for table in _tables(pack) if table.rows))
    return same_bytes(made.getvalue())


def _tables(pack: Pack) -> Iterator[SheetTable]:
    yield _figures(pack)
    yield _exceptions(pack)
    yield _asks(pack)
    yield _agenda(pack)
    yield _actions(pack)
    yield _changes(pack)
    yield from map(_chart, pack.charts)
    if pack.pages:
        yield _facts(pack.pages)
        yield _lights(pack.pages)
    yield _sources(pack)
    yield _unknowns(pack)


def _table(name: str, columns: Sequence[tuple[str, Kind]], rows: Iterable[Sequence[Value]]) -> SheetTable:
    heads = [SheetColumn(t(f"pack.file_{column}"), kind) for column, kind in columns]
    return SheetTable(t(f"pack.sheet_{name}"), heads, [_kept(row) for row in rows])


def _kept(row: Sequence[Value]) -> list[Value]:
    """Give a row's values; an empty text is no value, but a nought is one."""
    return [None if value == "" else value for value in row]


def _read_me(pack: Pack) -> ReadMe:
    cover = pack.cover
    lists = [" ".join(filter(None, (it.name, it.month, it.file_name))) for it in pack.sources]
    facts = [
        Fact(t("pack.cover_meeting"), cover.meeting),
        Fact(t("export.filters"), "\n".join(cover.filters) or t("export.no_filters")),
        Fact(t("export.count"), cover.shown),
        Fact(t("export.as_of"), cover.as_of_words),
        Fact(t("export.since"), cover.since_words),
        Fact(t("export.lists"), "\n".join(lists)),
        Fact(t("export.gaps"), t("export.gaps_mean")),
        Fact(t("export.counted"), "\n".join(pack.counted)),
        Fact(t("export.address"), cover.address, is_address=True),
        Fact(t("pack.file_frozen"), instant(cover.moment)),
    ]
    return ReadMe(
        sheet=t("export.read_me"),
        title=document_title(cover),
        subtitle=cover.message,
        facts=[fact for fact in facts if fact.text],
        language=cover.language,
        made_at=cover.moment,
    )


# --- One table a sheet


def _figures(pack: Pack) -> SheetTable:
    columns = (
        ("figure", _TEXT),
        ("count", _WHOLE),
        ("before", _WHOLE),
        ("change", _TEXT),
        ("note", _TEXT),
        ("source", _TEXT),
        ("address", _TEXT),
    )
    rows = [(it.label, it.value, it.before, it.change, it.note, it.source, it.address) for it in pack.figures]
    return _table("figures", columns, rows)


_ROW = (
    ("initiative", _TEXT),
    ("place", _TEXT),
    ("light", _TEXT),
    ("light_before", _TEXT),
    ("reasons", _TEXT),
    ("words", _TEXT),
    ("next_step", _TEXT),
    ("who", _TEXT),
    ("end", _TEXT),
    *((name, _TEXT) for name in _ORIGIN),
    ("address", _TEXT),
)


def _exceptions(pack: Pack) -> SheetTable:
    rows = [(group.heading, *_row(row)) for group in pack.groups for row in group.rows]
    return _table("exceptions", (("kind", _TEXT), *_ROW), rows)


def _row(row: Row) -> list[Value]:
    return [
        row.title,
        row.place,
        row.light.word,
        None if row.before is None else row.before.word,
        "; ".join([*row.reasons, *([row.light_since] if row.light_since else [])]),
        row.words,
        row.next_step,
        row.who,
        row.end,
        *_origin(row.origin),
        row.address,
    ]


def _origin(origin: Origin) -> list[Value]:
    return [origin.source, origin.month, origin.file_name, origin.sheet, origin.cell]


def _asks(pack: Pack) -> SheetTable:
    columns = (
        ("initiative", _TEXT),
        ("body", _TEXT),
        ("ask", _TEXT),
        ("lacks", _TEXT),
        ("days", _WHOLE),
        ("light", _TEXT),
        ("last", _TEXT),
        *((name, _TEXT) for name in _ORIGIN),
        ("address", _TEXT),
    )
    rows = [
        (
            it.title,
            it.body,
            it.ask,
            "; ".join(it.lacks),
            it.days,
            None if it.light is None else it.light.word,
            it.last,
            *_origin(it.origin),
            it.address,
        )
        for it in pack.asks
    ]
    return _table("asks", columns, rows)


def _agenda(pack: Pack) -> SheetTable:
    names = ("number", "section", "point", "text", "reason", "about", "decision", "note", "state")
    columns = [(name, _WHOLE if name == "number" else _TEXT) for name in names]
    rows = [
        (
            nth,
            it.section,
            it.title,
            it.text,
            it.reason,
            "; ".join(it.initiatives),
            it.decision,
            it.note,
            it.state,
        )
        for nth, it in enumerate(pack.agenda, 1)
    ]
    return _table("agenda", columns, rows)


def _actions(pack: Pack) -> SheetTable:
    columns = [(name, _TEXT) for name in ("action", "who", "due", "late", "about", "meeting")]
    rows = [
        (it.text, it.who, it.due, t("export.yes") if it.is_late else t("export.no"), it.about, it.meeting)
        for it in pack.actions
    ]
    return _table("actions", columns, rows)


def _changes(pack: Pack) -> SheetTable:
    rows: list[list[Value]] = []
    if pack.changes is not None:
        found = pack.changes
        kinds = (("worse", found.worse), ("better", found.better), ("new", found.new), ("gone", found.gone))
        rows = [[t(f"pack.changes_{name}"), *_row(row)] for name, part in kinds for row in part]
    return _table("changes", (("kind", _TEXT), *_ROW), rows)


def _chart(chart: ChartSpec) -> SheetTable:
    """Give a chart's numbers with their sum and source, and the chart beside them."""
    heads = [
        SheetColumn(chart.corner),
        *(SheetColumn(it.name, _WHOLE) for it in chart.series),
        SheetColumn(t("pack.word_total"), _WHOLE),
        SheetColumn(t("pack.file_source")),
    ]
    rows: list[list[Value]] = [
        [name, *(it.values[place] for it in chart.series), chart.totals[place], chart.source]
        for place, name in enumerate(chart.categories)
    ]
    drawn = SheetChart(
        title=chart.title,
        alt=chart.alt,
        colours=[colour_of(it.tone) for it in chart.series],
        is_bars=chart.kind is not ChartKind.COLUMNS,
    )
    is_drawn = chart.kind is not ChartKind.GRID
    return SheetTable(
        t(f"pack.sheet_{chart.key.replace('-', '_')}"), heads, rows, drawn if is_drawn else None
    )


def _facts(pages: Sequence[InitiativePage]) -> SheetTable:
    """Give every fact of every initiative with its cell, whole texts among them."""
    columns = (
        ("initiative", _TEXT),
        ("place", _TEXT),
        ("fact", _TEXT),
        ("value", _TEXT),
        ("fact_cell", _TEXT),
        *((name, _TEXT) for name in _ORIGIN[:-1]),
        ("address", _TEXT),
    )
    rows: list[list[Value]] = []
    for page in pages:
        head, tail = [page.title, page.place], [*_origin(page.origin)[:-1], page.address]
        rows += [[*head, it.label, it.text, it.cell, *tail] for it in page.facts]
        rows += [[*head, name, text, None, *tail] for name, text in _texts(page) if text]
    return _table("facts", columns, rows)


def _texts(page: InitiativePage) -> Iterator[tuple[str, str]]:
    yield t("pack.file_description"), page.description
    yield t("pack.file_words"), page.words
    yield t("pack.word_next_step"), page.next_step
    yield t("pack.word_decision_last"), page.decision
    yield t("pack.word_process"), page.process
    yield t("pack.word_evaluation"), page.evaluation


def _lights(pages: Sequence[InitiativePage]) -> SheetTable:
    columns = (
        ("initiative", _TEXT),
        ("place", _TEXT),
        ("month", _MONTH),
        ("light", _TEXT),
        ("source", _TEXT),
    )
    rows = [
        (page.title, page.place, it.month, it.light.word, page.origin.source)
        for page in pages
        for it in page.months
    ]
    return _table("lights", columns, rows)


def _sources(pack: Pack) -> SheetTable:
    names = ("source", "sender", "month", "file", "sheet", "loaded", "loaded_by", "rows", "digest")
    columns = [(name, _WHOLE if name == "rows" else _TEXT) for name in names]
    rows = [
        (
            it.name,
            it.sender,
            it.month or t("pack.word_no_list"),
            it.file_name,
            it.sheets,
            it.uploaded,
            it.uploaded_by,
            it.initiatives if it.month else None,
            it.sha256,
        )
        for it in pack.sources
    ]
    return _table("sources", columns, rows)


def _unknowns(pack: Pack) -> SheetTable:
    columns = (("unknown", _TEXT), ("count", _WHOLE), ("address", _TEXT))
    return _table("unknowns", columns, [(it.text, it.count, it.address) for it in pack.unknowns])
