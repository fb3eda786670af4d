"""A workbook that is easy to fill in and sure to be read: drop-downs, checks, help, what is known already."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import product

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from etl.parse.dates import DateContext, parse_date
from etl.parse.place_book import place_book
from etl.schema.marks import ID_HEADING
from portfolio.fields import FIELDS, Field, ValueKind
from portfolio.messages import sentence
from portfolio.records import FuzzyDate, Value
from portfolio.vocabulary import LABELS, OrganisationKind, Precision, ProcessType, TrafficLight

RECOMMENDED = (
    *("key", "title", "description", "focus_area", "cluster", "municipalities", "hospitals", "owner", "lead"),
    *(
        "status",
        "phase",
        "traffic_light",
        "start",
        "end",
        "next_step",
        "budget_dkk",
        "funding",
        "target_group",
    ),
    *("effect", "evaluation_date", "spread_potential", "remarks"),
)
"""The columns of a template for those who have no wishes of their own."""

GUIDE, LIST, WORDS = "Vejledning", "Indsatser", "Ordlister"

_HEADINGS = {"cluster": "Klynge"}
_SPARE_ROWS = 300
_HALF_YEAR = 6
_ON_ONE_PAGE, _SCALE = 8, 70
"""So many columns are readable on a page; more go on on the next, a little smaller, beside the titles."""

_MUNICIPALITIES = "Kommuner"
_LONGEST_TITLE, _LONGEST_HELP = 32, 255
_FIRST_DAY, _LAST_DAY = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
_MOST = 10**12
_WIDTHS = {"title": 40, "key": 8, "municipalities": 30}
_KIND_WIDTHS = {ValueKind.TEXT: 28, ValueKind.CODE: 16, ValueKind.DATE: 20, ValueKind.AMOUNT: 15}
_WIDTH, _ID_WIDTH = 13, 12
_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober"),
    *("november", "december"),
)
_FORMATS = {
    ValueKind.DATE: "dd-mm-yyyy",
    ValueKind.AMOUNT: '#,##0 "kr."',
    ValueKind.SHARE: "0%",
    ValueKind.INTEGER: "#,##0",
}
_HELP = {
    ValueKind.TEXT: "template.help_text",
    ValueKind.CODE: "template.help_code",
    ValueKind.MUNICIPALITIES: "template.help_municipalities",
    ValueKind.DATE: "template.help_date",
    ValueKind.AMOUNT: "template.help_amount",
    ValueKind.SHARE: "template.help_share",
    ValueKind.INTEGER: "template.help_integer",
}
_ORDER = str.maketrans("æøå", "{|}")
_LIGHTS = {TrafficLight.GREEN: "#D7EBDF", TrafficLight.YELLOW: "#FBE3BF", TrafficLight.RED: "#F3D3D3"}

Row = tuple[Mapping[str, Value], int | None]
"""An initiative's values by field, and our id of it."""


def template(columns: Sequence[str] = RECOMMENDED, rows: Iterable[Row] = (), *, title: str = "") -> bytes:
    """Give a workbook to fill in.

    Args:
        columns: the fields that it asks for; fields that only the rows have come after them.
        rows: what is known already.
        title: what stands over each printed page, such as the source's name.
    """
    known = list(rows)
    more = (name for name in FIELDS if name not in columns and any(name in values for values, _ in known))
    return _Template([FIELDS[name] for name in (*columns, *more)], known, title).made()


def heading_of(field: Field) -> str:
    """Give the heading of a field's column, in words that are surely read as that field."""
    return _HEADINGS.get(field.name, field.label.da)


class _Template:
    def __init__(self, fields: Sequence[Field], rows: Sequence[Row], title: str) -> None:
        self._fields = fields
        self._rows = rows
        self._title = title
        self._buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._buffer, options)
        self._looks: dict[str, Format] = {}

    def made(self) -> bytes:
        guide, made, words = (self._book.add_worksheet(name) for name in (GUIDE, LIST, WORDS))
        self._write_guide(guide)
        ranges = self._write_words(words)
        self._write_list(made)
        for column, field in enumerate(self._fields):
            self._check(made, column, field, ranges.get(_word_list(field) or ""))
            if field.codes is TrafficLight:
                self._colour(made, column)
        made.activate()
        self._book.close()
        return self._buffer.getvalue()

    def _look(self, number_format: str = "", **more: object) -> Format:
        key = repr((number_format, sorted(more.items())))
        if key not in self._looks:
            told = {"valign": "top", **({"num_format": number_format} if number_format else {}), **more}
            self._looks[key] = self._book.add_format(told)
        return self._looks[key]

    def _write_guide(self, sheet: Worksheet) -> None:
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 100)
        heading = sentence("template.guide_title", {})
        sheet.write_string(0, 0, heading, self._look(bold=True, font_size=16, font_color="#0B5563"))
        facts = (
            ("template.guide_list", LIST),
            ("template.guide_choices", WORDS),
            ("template.guide_empty", ""),
            ("template.guide_columns", ""),
            ("template.guide_ids", ""),
            ("template.guide_cpr", ""),
        )
        for n, (id_, name) in enumerate(facts, 2):
            text = sentence(id_, {"sheet": name, "column": ID_HEADING})
            sheet.write_string(n, 0, text, self._look(text_wrap=True))
        _print_well(sheet, self._title)

    def _write_words(self, sheet: Worksheet) -> dict[str, str]:
        """Write the words to choose from, a column a list; give the cells of each."""
        lists = {
            name: words for field in self._fields if (name := _word_list(field)) and (words := _words(field))
        }
        ranges: dict[str, str] = {}
        for column, (name, words) in enumerate(lists.items()):
            sheet.write_string(0, column, name, self._look(bold=True, bottom=1))
            sheet.set_column(column, column, max(map(len, (name, *words))) + 2)
            for row, word in enumerate(words, 1):
                sheet.write_string(row, column, word, self._look())
            first, last = (xl_rowcol_to_cell(row, column, True, True) for row in (1, len(words)))  # noqa: FBT003
            ranges[name] = f"={WORDS}!{first}:{last}"
        _print_well(sheet, self._title)
        return ranges

    def _write_list(self, sheet: Worksheet) -> None:
        count = max(1, len(self._rows))
        headings = [
            {"header": heading_of(field), "format": self._column_look(field)} for field in self._fields
        ]
        small = self._look(font_size=8, font_color="#6B6B6B")
        headings.append({"header": ID_HEADING, "format": small})
        table = {"columns": headings, "name": LIST, "style": "Table Style Light 15"}
        sheet.add_table(0, 0, count, len(self._fields), table)
        head = self._look(bold=True, text_wrap=True, font_color="#FFFFFF", bg_color="#0B5563", border=1)
        for column, field in enumerate(self._fields):
            sheet.write_string(0, column, heading_of(field), head)
            width = _WIDTHS.get(field.name) or _KIND_WIDTHS.get(field.kind, _WIDTH)
            sheet.set_column(column, column, width, self._column_look(field))
        sheet.write_string(0, len(self._fields), ID_HEADING, small)
        sheet.set_column(len(self._fields), len(self._fields), _ID_WIDTH, small)
        for row, (values, our_id) in enumerate(self._rows, 1):
            for column, field in enumerate(self._fields):
                if (value := values.get(field.name)) is not None:
                    self._write(sheet, row, column, field, value)
            if our_id is not None:
                sheet.write_number(row, len(self._fields), our_id, small)
        told = {"input_title": ID_HEADING, "input_message": sentence("template.help_our_id", {})}
        sheet.data_validation(
            1, len(self._fields), self._last, len(self._fields), {"validate": "any", **told}
        )
        title = next((n for n, field in enumerate(self._fields) if field.name == "title"), 0)
        sheet.freeze_panes(1, title + 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        _print_well(sheet, self._title)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, title)
        if len(self._fields) > _ON_ONE_PAGE:
            sheet.fit_to_pages(0, 0)
            sheet.set_print_scale(_SCALE)
            sheet.print_across()

    @property
    def _last(self) -> int:
        """Give the last row that is checked: there is room for many more initiatives."""
        return len(self._rows) + _SPARE_ROWS

    def _column_look(self, field: Field) -> Format:
        wraps = field.kind in (ValueKind.TEXT, ValueKind.MUNICIPALITIES)
        more = {"text_wrap": True} if wraps else {"align": "left"} if field.kind is ValueKind.DATE else {}
        return self._look(_FORMATS.get(field.kind, ""), **more)

    def _write(self, sheet: Worksheet, row: int, column: int, field: Field, value: Value) -> None:
        look = self._column_look(field)
        written = written_value(field, value)
        if isinstance(written, dt.date):
            sheet.write_datetime(row, column, written, look)
        elif isinstance(written, str):
            sheet.write_string(row, column, written, look)
        else:
            sheet.write_number(row, column, written, look)

    def _check(self, sheet: Worksheet, column: int, field: Field, words: str | None) -> None:
        """Let a column's cells say what they are for, offer words, and ask about what does not fit."""
        told = {
            "input_title": heading_of(field)[:_LONGEST_TITLE],
            "input_message": _help(field)[:_LONGEST_HELP],
            "error_type": "warning",
            "error_title": heading_of(field)[:_LONGEST_TITLE],
            "error_message": sentence("template.not_fitting", {}),
            **_rule(field.kind, words),
        }
        sheet.data_validation(1, column, self._last, column, told)

    def _colour(self, sheet: Worksheet, column: int) -> None:
        for light, colour in _LIGHTS.items():
            word = LABELS[TrafficLight][light].da
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"'}
            look = self._book.add_format({"bg_color": colour})
            sheet.conditional_format(1, column, self._last, column, rule | {"format": look})


def written_value(field: Field, value: Value) -> str | float | dt.date:
    """Write a value so that it is read as the very same."""
    if isinstance(value, FuzzyDate):
        return _written_date(value)
    if isinstance(value, tuple):
        return ", ".join(_municipality(code) for code in value)
    if field.codes is not None:
        return _word(field, str(value))
    return value


def _word(field: Field, code: str) -> str:
    """Give the word for a code: the letter alone where its label says more."""
    label = (
        {str(known): label.da for known, label in LABELS[field.codes].items()}[code] if field.codes else code
    )
    return label.split(":")[0] if field.codes is ProcessType else label


def _word_list(field: Field) -> str | None:
    if field.kind is ValueKind.MUNICIPALITIES:
        return _MUNICIPALITIES
    return field.label.da if field.codes is not None and field.codes is not TrafficLight else _lights(field)


def _lights(field: Field) -> str | None:
    """Give the list that all columns of lights share."""
    return FIELDS["traffic_light"].label.da if field.codes is TrafficLight else None


def _words(field: Field) -> list[str]:
    if field.codes is not None:
        return [_word(field, str(code)) for code in LABELS[field.codes]]
    known = place_book().organisations.values()
    names = (it.name for it in known if it.kind is OrganisationKind.MUNICIPALITY and it.last_date is None)
    return sorted((name.removesuffix(" Kommune") for name in names), key=_danish)


def _danish(name: str) -> str:
    """Put the Danish letters last, as a Danish alphabet has them; Aa is the last of them."""
    return name.casefold().replace("aa", "å").translate(_ORDER)


def _municipality(code: str) -> str:
    known = place_book().organisations.get(code)
    return code if known is None else known.name.removesuffix(" Kommune")


def _rule(kind: ValueKind, words: str | None) -> dict[str, object]:
    """Give what a column's cells may hold; of municipalities there may be several, so any text will do."""
    if words is not None:
        return {"validate": "list", "source": words, "show_error": kind is not ValueKind.MUNICIPALITIES}
    rules: dict[ValueKind, dict[str, object]] = {
        ValueKind.DATE: {"validate": "date", "minimum": _FIRST_DAY, "maximum": _LAST_DAY},
        ValueKind.AMOUNT: {"validate": "decimal", "minimum": -_MOST, "maximum": _MOST},
        ValueKind.SHARE: {"validate": "decimal", "minimum": 0, "maximum": 1},
        ValueKind.INTEGER: {"validate": "integer", "minimum": 0, "maximum": _MOST},
    }
    return {"criteria": "between", **rules[kind]} if kind in rules else {"validate": "any"}


def _help(field: Field) -> str:
    return sentence("template.help_title" if field.name == "title" else _HELP[field.kind], {})


def _written_date(date: FuzzyDate) -> str | dt.date:
    """Write a date: a day as a day, else the shortest words that are read as the very same."""
    if date.precision is Precision.DAY and date.first is not None and date.first == date.last:
        return date.first
    texts = list(_date_texts(date))
    return next((text for text in texts if _reads_as(text, date)), texts[-1])


def _reads_as(text: str, date: FuzzyDate) -> bool:
    read = parse_date(text, DateContext())
    found = read.value
    is_same = found is not None and (found.first, found.last, found.precision) == (
        date.first,
        date.last,
        date.precision,
    )
    return is_same and not read.remarks


def _date_texts(date: FuzzyDate) -> Iterator[str]:
    """Give the ways in which a date that is no day may be written, the plainest first."""
    begins, ends = list(_periods(date.first)), list(_periods(date.last))
    yield from begins
    yield from (f"{begin} - {end}" for begin, end in product(begins, ends))
    yield from (f"{word} {begin}" for begin in begins for word in ("fra", "løbende fra", "efter", "siden"))
    yield from (f"{word} {end}" for end in ends for word in ("til", "senest", "inden", "før"))
    yield "løbende"
    yield " - ".join(f"{day:%d-%m-%Y}" for day in (date.first, date.last) if day is not None) or "løbende"


def _periods(day: dt.date | None) -> Iterator[str]:
    """Give the periods that a day may be the first or last of, in words."""
    if day is None:
        return
    month, year, week = _MONTHS[day.month - 1], day.year, day.isocalendar()
    yield f"{month} {year}"
    yield f"{(day.month + 2) // 3}. kvartal {year}"
    yield f"{1 if day.month <= _HALF_YEAR else 2}. halvår {year}"
    yield str(year)
    yield f"uge {week.week} {week.year}"
    yield from (f"{word} {month} {year}" for word in ("primo", "medio", "ultimo"))
    yield from (
        f"{word} {year}" for word in ("forår", "sommer", "efterår", "vinter", "primo", "medio", "ultimo")
    )
    yield f"{day:%d-%m-%Y}"


def _print_well(sheet: Worksheet, title: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.7, 0.6)
    plain = title.replace("&", "&&")
    sheet.set_header(f"&L{plain}&R&A")
    sheet.set_footer("&R&P / &N")
