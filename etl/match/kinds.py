"""Columns of the other kinds of table: fields of the kind, and what stands across a matrix."""

from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from etl.find import Found
from etl.find.across import columns_across, matrix_kind, part_of_status
from etl.find.headers import Heading, heading_text
from etl.find.layouts import Layout, layout_of
from etl.find.matrices import domains_across, turned, with_strangers
from etl.find.view import View
from etl.match.column import Column
from etl.match.columns import Matched
from etl.match.settled import match_columns
from etl.read.grid import Place
from etl.schema.headings import heading_scores
from etl.schema.kinds import KindSchema, kind_schema
from portfolio.vocabulary import TableKind

_ROW_FIELDS = {
    "body", "cluster", "contact", "documents", "focus_area", "general_practice", "groups", "hospitals", "key",
    "lead", "municipalities", "next_step", "owner", "priority", "remarks", "status", "target_group", "title",
}  # fmt: skip
"""Fields of an initiative that a matrix may hold beside its cells, and another table beside its own."""

_BESIDE_SURE, _SAID_SURE = 0.6, 0.7
"""How sure a field of an initiative is beside those of a kind, by values and heading, or by heading alone."""

_ACROSS_SURE, _LEAST_TITLE = 0.9, 0.4
_CELL_FIELDS = {
    TableKind.ADOPTION: "uptake",
    TableKind.STATUS_LOG: "status_text",
    TableKind.MEASUREMENTS: "number",
    TableKind.PROCESS: "step_state",
    TableKind.ASSESSMENTS: "score",
}
_COLUMN_FIELDS = {**_CELL_FIELDS, TableKind.PROCESS: "step"}
"""What a column of a matrix is said to hold in the document."""

_DOWN_FIELDS = {
    TableKind.ADOPTION: "organisation",
    TableKind.STATUS_LOG: "month",
    TableKind.PROCESS: "step",
    TableKind.ASSESSMENTS: "domain",
}
"""What stands down the first column where initiatives stand across."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form that initiatives do not have, such as uptake; ``name`` is its field."""

    column: Column
    name: str
    reads_as: str


@dataclass(frozen=True, slots=True)
class Across:
    """A column of a matrix, with its heading and the cell that the heading stands in.

    Attributes:
        number: the column.
        heading: what it stands for: an organisation, a month, a step, a domain.
        group: the heading above.
        place: the heading's cell, which is further left where one month stands over several columns.
        part: which part of a month's status the column holds, where several do.
    """

    number: int
    heading: str
    group: str
    place: Place
    part: str | None = None


@dataclass(frozen=True, slots=True)
class MatchedKind:
    """A table of another kind with its columns understood.

    Attributes:
        kind: the kind.
        matched: the columns that are read as an initiative's are.
        names: for each field of an initiative so read, the field of the kind it fills.
        forms: the columns that are read in a form of their own.
        across: the columns of a matrix; none in a table with one record a row.
        anchor: the column that every record has filled.
        is_turned: initiatives stand across, and down what else would.
        confidences: how sure each column is, by its number.
        shown: the field that each column is said to hold, by its number.
    """

    kind: TableKind
    matched: Matched
    names: Mapping[str, str]
    forms: tuple[FormColumn, ...]
    across: tuple[Across, ...]
    anchor: int
    is_turned: bool
    shown: Mapping[int, tuple[str, float]]

    @property
    def found(self) -> Found:
        """Give the table as found."""
        return self.matched.found

    @property
    def field_names(self) -> frozenset[str]:
        """Give the fields of the kind that columns hold."""
        return frozenset((*self.names.values(), *(form.name for form in self.forms)))


def match_kind(found: Found) -> MatchedKind | None:
    """Understand the columns of a table of another kind; None where nothing tells its records."""
    if found.kind is None:
        return None
    layout = _layout(found)
    across = _across(found.kind, layout)
    if across is None:
        return _match_rows(found, kind_schema(found.kind))
    return _match_matrix(found, kind_schema(found.kind), *across)


def _layout(found: Found) -> Layout:
    headings = [(heading.column, heading.text, heading.group) for heading in found.header.headings]
    return layout_of(found.view, headings, found.body.start, found.body.stop - 1)


def _across(kind: TableKind, layout: Layout) -> tuple[tuple[int, ...], bool] | None:
    """Give the headings across a matrix, and whether initiatives are what stands across."""
    around = turned(layout)
    if around is not None and around.kind is kind:
        return around.across, True
    if matrix_kind(layout.across) is not None and kind in _CELL_FIELDS:
        found = columns_across(kind, layout.across)
        return with_strangers(layout, kind, found), False
    domains = domains_across(layout) if kind is TableKind.ASSESSMENTS else ()
    return (domains, False) if domains else None


def _match_rows(found: Found, schema: KindSchema) -> MatchedKind | None:
    """Match a table with one record a row by its headings."""
    said = _layout(found).settled(schema.kind)
    columns = match_columns(found).columns
    plain, forms = _split(schema, columns, said)
    anchor = _anchor(schema, columns, said)
    if anchor is None:
        return None
    extra = _extra(schema, columns, {n for n, _ in said.values()})
    every = {**said, **{name: (n, score) for n, (name, score) in extra.items()}}
    names = {schema.field(name).reads_as: name for name in every if not _is_form(schema, name)}
    shown = {columns[n].number: (name, score) for name, (n, score) in every.items()}
    beside = {column.field: column for column in plain if column.field and column.field not in names}
    names |= {field: field for field in beside}
    shown |= {column.number: (field, column.confidence) for field, column in beside.items()}
    return MatchedKind(
        schema.kind, Matched(found, plain), names, forms, (), anchor, is_turned=False, shown=shown
    )


def _is_form(schema: KindSchema, name: str) -> bool:
    return schema.field(name).reads_as.startswith("<")


def _split(
    schema: KindSchema, columns: Sequence[Column], said: Mapping[str, tuple[int, float]]
) -> tuple[tuple[Column, ...], tuple[FormColumn, ...]]:
    """Part the columns into those read as an initiative's are, with the unknown ones, and the others."""
    by_place = {n: (name, score) for name, (n, score) in said.items()}
    extra = _extra(schema, columns, by_place)
    taken = {"title", *said, *(schema.field(name).reads_as for name in said)}
    taken |= {schema.field(name).reads_as for name, _ in extra.values()}
    plain: list[Column] = []
    forms: list[FormColumn] = []
    for n, column in enumerate(columns):
        name, score = by_place.get(n) or extra.get(n) or (None, 0.0)
        bare = replace(column, field=None, confidence=score, is_double=False, member=None)
        if name is None:
            beside = _beside_kind(column, taken)
            taken |= {beside.field} if beside is not None and beside.field else set()
            plain.append(beside or bare)
        elif _is_form(schema, name):
            forms.append(FormColumn(bare, name, schema.field(name).reads_as))
        else:
            plain.append(replace(bare, field=schema.field(name).reads_as))
    return tuple(plain), tuple(forms)


def _extra(
    schema: KindSchema, columns: Sequence[Column], known: Container[int]
) -> dict[int, tuple[str, float]]:
    """Give the columns of the fields that a kind may have beside its own, each once, by headings alone."""
    claims = [
        (score, -n, field.name)
        for n, column in enumerate(columns)
        for field in schema.beside
        if n not in known and (score := field.score(column.heading, column.group)) >= _SAID_SURE
    ]
    found: dict[int, tuple[str, float]] = {}
    for score, place, name in sorted(claims, reverse=True):
        if -place not in found and name not in {it for it, _ in found.values()}:
            found[-place] = (name, score)
    return found


def _beside_kind(column: Column, taken: AbstractSet[str]) -> Column | None:
    """Give a column that holds what any row may have beside the kind's own fields, by values or heading."""
    free = _ROW_FIELDS - taken
    if column.field in free and column.confidence >= _BESIDE_SURE and not column.is_double:
        return replace(column, member=None)
    scores = heading_scores(column.heading, column.group)
    best = max(sorted(free), key=lambda name: scores.get(name, 0.0), default="")
    if column.is_double or scores.get(best, 0.0) < _SAID_SURE:
        return None
    return replace(column, field=best, confidence=scores[best], member=None)


def _anchor(
    schema: KindSchema, columns: Sequence[Column], said: Mapping[str, tuple[int, float]]
) -> int | None:
    """Give the column that tells records: the kind's own, unless another one it must have is filled more."""
    wanted = (schema.anchor, *(name for one_of in schema.must for name in one_of), "title")
    candidates = [columns[said[name][0]] for name in wanted if name in said]
    return max(candidates, key=lambda column: len(column.profile.values)).number if candidates else None


def _match_matrix(
    found: Found, schema: KindSchema, across: tuple[int, ...], is_turned: bool
) -> MatchedKind | None:
    """Match a matrix: the columns beside its cells as an initiative's, the others by what stands across."""
    headings = found.header.headings
    beside = tuple(heading for n, heading in enumerate(headings) if n not in across)
    if not beside:
        return None
    around = replace(found, header=found.header.only(beside))
    said = _layout(around).settled(schema.kind)
    columns = match_columns(around).columns
    plain, forms = _beside(schema, columns, said, is_turned=is_turned)
    anchor = _matrix_anchor(schema, plain, forms)
    if anchor is None:
        return None
    names = {column.field: _name(schema, column.field) for column in plain if column.field is not None}
    shown = {column.number: (names[column.field], column.confidence) for column in plain if column.field}
    shown |= {form.column.number: (form.name, form.column.confidence) for form in forms}
    held = (_CELL_FIELDS if is_turned else _COLUMN_FIELDS)[schema.kind]
    parts = {headings[n].column: part_of_status(headings[n].text) for n in across if _is_part(headings[n])}
    shown |= {headings[n].column: (parts.get(headings[n].column) or held, _ACROSS_SURE) for n in across}
    cells = tuple(_across_column(found, headings[n]) for n in across)
    return MatchedKind(schema.kind, Matched(found, plain), names, forms, cells, anchor, is_turned, shown)


def _is_part(heading: Heading) -> bool:
    """Tell a heading below a month that shares it with others."""
    return heading.across != heading.text


def _name(schema: KindSchema, field: str) -> str:
    """Give the kind's name for a field of an initiative, which may be the same."""
    return next((own.name for own in schema.every if own.reads_as == field), field)


def _beside(
    schema: KindSchema, columns: Sequence[Column], said: Mapping[str, tuple[int, float]], *, is_turned: bool
) -> tuple[tuple[Column, ...], tuple[FormColumn, ...]]:
    """Give the columns beside the cells: those of the kind, then those an initiative may have."""
    own = {n: name for name, (n, _) in said.items() if name in {"indicator", "unit"}}
    extra = {} if is_turned else _extra(schema, columns, own)
    plain: list[Column] = []
    forms: list[FormColumn] = []
    for n, column in enumerate(columns):
        if is_turned and n == 0:
            name = _DOWN_FIELDS[schema.kind]
            bare = replace(column, field=None, confidence=_ACROSS_SURE, member=None)
            if _is_form(schema, name):
                forms.append(FormColumn(bare, name, schema.field(name).reads_as))
            else:
                plain.append(replace(bare, field=schema.field(name).reads_as))
        elif n in extra:
            name, score = extra[n]
            bare = replace(column, field=None, confidence=score, is_double=False, member=None)
            if _is_form(schema, name):
                forms.append(FormColumn(bare, name, schema.field(name).reads_as))
            else:
                plain.append(replace(bare, field=schema.field(name).reads_as))
        elif n in own:
            field = schema.field(own[n])
            plain.append(replace(column, field=field.reads_as, confidence=said[own[n]][1], member=None))
        else:
            is_known = column.field in _ROW_FIELDS and column.field not in _taken(schema, own)
            plain.append(column if is_known else replace(column, field=None, confidence=0.0, member=None))
    return _titled(plain, has_anchor=is_turned or bool(own)), tuple(forms)


def _taken(schema: KindSchema, own: Mapping[int, str]) -> set[str]:
    return {schema.field(name).reads_as for name in own.values()}


def _titled(plain: Sequence[Column], *, has_anchor: bool) -> tuple[Column, ...]:
    """Let the column that could best mean the title be it, else the first; a matrix needs one."""
    if has_anchor or not plain or any(column.field == "title" for column in plain):
        return tuple(plain)
    scores = [heading_scores(column.heading, column.group).get("title", 0.0) for column in plain]
    best = max(range(len(plain)), key=scores.__getitem__)
    best = best if scores[best] >= _LEAST_TITLE else _first_worded(plain)
    return tuple(
        replace(column, field="title", confidence=_LEAST_TITLE) if n == best else column
        for n, column in enumerate(plain)
    )


def _first_worded(plain: Sequence[Column]) -> int:
    """Give the first column with words of its own in most rows."""
    worded = (
        n for n, column in enumerate(plain) if column.profile.text > 0.7 and column.profile.distinct > 0.5
    )
    return next(worded, 0)


def _matrix_anchor(schema: KindSchema, plain: Sequence[Column], forms: Sequence[FormColumn]) -> int | None:
    """Give the column that names a row of the matrix."""
    by_name = {_name(schema, column.field): column.number for column in plain if column.field}
    by_name |= {form.name: form.column.number for form in forms}
    wanted = ("indicator", *_DOWN_FIELDS.values(), "title")
    return next((by_name[name] for name in wanted if name in by_name), None)


def _across_column(found: Found, heading: Heading) -> Across:
    """Find the cell that a heading's own words stand in: the lowest that is filled, or the month's above."""
    rows, view = found.header.rows, found.view
    if heading.across != heading.text:
        places = (_over(view, row, heading.column) for row in reversed(rows[:-1]))
        place = next(place for place in places if place and heading_text(view.raw(*place)) == heading.across)
        return Across(heading.column, heading.across, heading.group, place, part_of_status(heading.text))
    filled = (row for row in reversed(rows) if view.sheet.value(row, heading.column) not in (None, ""))
    return Across(heading.column, heading.text, heading.group, (next(filled, rows[-1]), heading.column))


def _over(view: View, row: int, column: int) -> Place | None:
    """Give the cell of a row that stands over a column: its own, its merged block's, or the nearest left."""
    if view.block(row, column) is not None:
        return view.anchor(row, column)
    return next(((row, left) for left in reversed(view.filled(row)) if left <= column), None)
