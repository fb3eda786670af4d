"""What stands around a table and tells what its cells leave out: whose list, which year, what signs mean."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from etl.convert.months import month_in
from etl.find import Found
from etl.find.rows import Row
from etl.find.sections import read_section, says_section
from etl.find.view import View
from etl.parse.lights import Legend, read_legend
from etl.parse.normal import tidy
from etl.parse.organisations import organisation_in, recognise_organisation
from etl.parse.place_book import place_book
from etl.parse.signs import Signs, read_signs, unit_of_notes
from etl.read.grid import Sheet, Workbook, address
from portfolio.profile import WordRule
from portfolio.reference import load_reference
from portfolio.vocabulary import RowReason

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TITLE_ROWS = 12
_LONGEST_LEGEND, _LONGEST_SIGNS, _LONGEST_SIGN, _LEGEND_ROWS = 120, 400, 4, 20
_EXPLAINED = re.compile(r"\S{1,4}\s*=\s*\S")
_SIGN = re.compile(
    r"(?:^|[,;|(/\n]|\.\s|\s{2,}|\bog\s|:\s)\s*(?P<sign>[^\s=,;]{1,4})\s*=\s*(?P<words>[^=,;|\n]+?)"
    r"(?=[,;|\n]|\.\s|\s{2,}|\s+og\s+\S{1,4}\s*=|$)"
)


Words = Mapping[str, Mapping[str, WordRule]]
"""What a profile says of words, by field and word."""


@dataclass(frozen=True, slots=True)
class TitleText:
    """A text above the heading with its cell, or the sheet's name, which has none."""

    text: str
    cell: str | None


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a table before its rows are read.

    Attributes:
        titles: the texts above its heading.
        organisation: the id of the organisation whose list it is.
        organisation_text: the text above the heading, else the sheet's name, that names it, if one does.
        sheet: the sheet's name.
        years: years that stand around, the nearest first.
        month: the reporting month, its first day.
        legend: what the list's signs for traffic lights mean.
        signs: what the list's other signs mean.
        money_unit: the kroner that one unit of an amount stands for, where a note says so of the whole list.
        day: when the list is from: the month it says itself, else the reporting month.
        abbreviations: what short signs in the cells mean, in the list's own words ("P = planlagt").
        words: what somebody said that words mean, by field and word as the profile compares them.
    """

    titles: tuple[TitleText, ...] = ()
    organisation: str | None = None
    organisation_text: TitleText | None = None
    sheet: str = ""
    years: tuple[int, ...] = ()
    month: dt.date | None = None
    legend: Legend = field(default_factory=lambda: read_legend(()))
    signs: tuple[Signs, ...] = ()
    money_unit: int = 1
    day: dt.date | None = None
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=dict)

    @property
    def region(self) -> str | None:
        """Give the region of the organisation whose list it is."""
        organisations = (item for item in load_reference().organisations if item.id == self.organisation)
        return next((item.region for item in organisations), None)


def setting_of(
    found: Found,
    rows: Iterable[Row],
    workbook: Workbook,
    name: str,
    month: dt.date | None,
    words: Words | None = None,
) -> Setting:
    """Gather what stands around a table: on its own sheet, on the others, in the file's name."""
    titles, sheet = tuple(_titles(found)), found.view.sheet.name or ""
    day = _own_month(titles, sheet, name) or month
    notes = tuple(_legend_texts(found, rows))
    own = _first_organisation((*titles, TitleText(sheet, None)), day) or _sheet_of_cluster(sheet, day)
    organisation = own[0] if own else _organisation_elsewhere(found.view.sheet, workbook, name, day)
    return Setting(
        titles=titles,
        organisation=organisation,
        organisation_text=own[1] if own else None,
        sheet=sheet,
        years=tuple(dict.fromkeys(_years(titles, sheet, name))),
        month=month,
        legend=read_legend(notes),
        signs=read_signs(notes),
        money_unit=unit_of_notes(notes),
        day=day,
        abbreviations=read_abbreviations(notes),
        words=words or {},
    )


def _own_month(titles: Iterable[TitleText], sheet: str, name: str) -> dt.date | None:
    """Give the month that a list says it is from, which tells more than the month it is loaded for."""
    texts = (*(title.text for title in titles), sheet, _words_of_name(name))
    return next((month for text in texts if (month := month_in(text))), None)


def _titles(found: Found) -> Iterator[TitleText]:
    view = found.view
    for text, place in found.titles:
        yield TitleText(text, address(*place))
    for row in range(max(found.top, found.header.rows[0] - _TITLE_ROWS), found.header.rows[0]):
        for column in view.filled(row):
            text = view.text(row, column)
            if text and not _is_neighbours(found, row, column):
                yield TitleText(text, address(row, column))


def _is_neighbours(found: Found, row: int, column: int) -> bool:
    """Tell one of several captions in a row that stands over the table beside, not over this one."""
    is_one_of_several = found.has_neighbour and len(found.view.filled(row)) > 1
    return is_one_of_several and column not in found.header.columns


def _first_organisation(titles: Iterable[TitleText], month: dt.date | None) -> tuple[str, TitleText] | None:
    for title in titles:
        organisation = organisation_in(title.text, month).value
        if organisation is not None:
            return organisation, title
    return None


def _sheet_of_cluster(sheet: str, month: dt.date | None) -> tuple[str, TitleText] | None:
    """Read a sheet named as a cluster without the word ("Fyn"), where no municipality is called so."""
    if place_book().municipality(sheet) is not None:
        return None
    found = recognise_organisation(sheet, month, None).value
    return (found, TitleText(sheet, None)) if found else None


def _organisation_elsewhere(own: Sheet, workbook: Workbook, name: str, month: dt.date | None) -> str | None:
    """Look for whose list it is at the other sheets' tops, then in the file's name."""
    others = (text for sheet in workbook.sheets if sheet is not own for text in _top_texts(View(sheet)))
    places = (*others, _words_of_name(name))
    return next((found for text in places if (found := organisation_in(text, month).value)), None)


def _top_texts(view: View) -> Iterator[str]:
    for row in range(view.sheet.first_row, view.sheet.first_row + 4):
        filled = view.filled(row)
        if len(filled) <= 2:
            yield from (text for column in filled if (text := view.text(row, column)))


def _words_of_name(name: str) -> str:
    return PurePath(name).stem.replace("_", " ")


def _years(titles: Iterable[TitleText], sheet: str, name: str) -> Iterator[int]:
    """Give the years that titles, sheet and file name each speak of; a span of years tells none."""
    for text in (*(title.text for title in titles), sheet, _words_of_name(name)):
        named = {int(year) for year in _YEAR.findall(text)}
        month = month_in(text)
        if month is not None:
            yield month.year
        elif len(named) == 1:
            yield named.pop()


def _legend_texts(found: Found, rows: Iterable[Row]) -> Iterator[str]:
    """Give the texts that may tell what signs mean: above the heading, and rows below that are no records."""
    view = found.view
    numbers = list(range(found.top, found.header.rows[0]))
    numbers += [row.number for row in rows if row.reason in {RowReason.LEGEND, RowReason.NOTE}]
    for number in numbers:
        texts = [str(view.sheet.value(number, column)) for column in view.filled(number)]
        short = [text for text in texts if len(text) <= _LONGEST_LEGEND]
        yield from short
        if len(short) == 2:
            yield " = ".join(short)
    yield from _texts_beside(found)


def _texts_beside(found: Found) -> Iterator[str]:
    """Give the texts beside a table's first rows that explain signs, each in a cell or in two."""
    view, last = found.view, found.header.columns[-1]
    for number in range(found.header.rows[0], min(found.body.stop, found.body.start + _LEGEND_ROWS)):
        filled = view.filled(number)
        yield from (text for column in filled if _EXPLAINED.match(text := view.text(number, column)))
        beside = [column for column in filled if column > last + 1]
        texts = [str(view.sheet.value(number, column)) for column in beside]
        if len(texts) == 2 and len(texts[0]) <= _LONGEST_SIGN:
            yield " = ".join(texts)


def read_abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Read what signs stand for from "x = indført, P = planlagt"; one explained in two ways is left out."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in _SIGN.finditer(text[:_LONGEST_SIGNS]):
            found.setdefault(match["sign"].casefold(), set()).add(tidy(match["words"]).strip(" .)"))
    return {sign: words.pop() for sign, words in found.items() if len(words) == 1}


def titled_field(titles: Iterable[TitleText], field: str) -> tuple[TitleText, str] | None:
    """Give the title that names a field's value for the sheet ("Fokusområde 1: ..."), and the value."""
    for title in titles:
        section = read_section(title.text)
        if section.field == field and section.value not in {"", title.text} and says_section(title.text):
            return title, tidy(section.value)
    return None
