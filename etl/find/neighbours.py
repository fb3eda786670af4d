"""Tables beside each other: one heading row that names the columns of several."""

from collections.abc import Iterator

from etl.find.headers import Header, Heading, fields_said
from etl.find.layouts import layout_of, other_kind
from etl.find.view import View
from portfolio.vocabulary import TableKind

_SURE = 0.6
_LOOK_DOWN = 200


def side_by_side(view: View, header: Header, body: range) -> tuple[Header, ...]:
    """Part a heading at its empty columns into the tables that it names.

    A part with a title of its own is a table. One that says other fields goes on with the table on its left;
    one that hardly does, such as a word list beside the table, is left out.
    """
    parts: list[tuple[Heading, ...]] = []
    for run in _runs(view, header, body):
        said = {field for field, score in fields_said(run).items() if score >= _SURE}
        if not parts or _begins(parts[-1], said) or _is_log(view, run, body):
            parts.append(run)
        elif _goes_on(parts[-1], run, said):
            parts[-1] += run
    return tuple(header.only(part) for part in parts)


def _goes_on(before: tuple[Heading, ...], run: tuple[Heading, ...], said: set[str]) -> bool:
    """Tell whether a part says what the one before does not, as a count beside a list ("Status", "Antal")."""
    new = said - {field for field, score in fields_said(before).items() if score >= _SURE}
    return len(new) >= max(1, len(run) / 2) and (len(run) == 1 or len(new) > 1)


def _begins(before: tuple[Heading, ...], said: set[str]) -> bool:
    """Tell whether a part begins a table: it has a title, and so has the one before."""
    return "title" in said and len(said) > 1 and "title" in fields_said(before)


def _is_log(view: View, run: tuple[Heading, ...], body: range) -> bool:
    """Tell whether a part is a log of decisions, which may have no titles."""
    said = [(heading.column, heading.text, heading.group) for heading in run]
    return other_kind(layout_of(view, said, body.start, body.stop - 1)) is TableKind.DECISIONS


def _runs(view: View, header: Header, body: range) -> Iterator[tuple[Heading, ...]]:
    """Give the runs of headings between columns that are empty from top to bottom."""
    run: list[Heading] = []
    for heading in header.headings:
        if run and any(_is_empty(view, column, body) for column in range(run[-1].column + 1, heading.column)):
            yield tuple(run)
            run = []
        run.append(heading)
    yield tuple(run)


def _is_empty(view: View, column: int, body: range) -> bool:
    return all(view.sheet.value(row, column) in (None, "") for row in body[:_LOOK_DOWN])
