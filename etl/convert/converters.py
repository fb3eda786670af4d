"""One converter a column: a raw cell to its field's value, each distinct text read once."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from etl.convert.months import month_in
from etl.convert.setting import Setting
from etl.match import Column
from etl.match.profile import parse_number
from etl.parse.amounts import (
    currency_of_heading,
    is_plain_amount,
    parse_amount,
    plain_amount,
    unit_of_heading,
)
from etl.parse.dates import DateContext, is_month_first, parse_date, part_of_heading
from etl.parse.lights import light_of_text, with_column
from etl.parse.normal import fold
from etl.parse.numbers import parse_count, parse_share
from etl.parse.organisations import recognise_organisation
from etl.parse.parsed import Parsed, Remark
from etl.parse.places import parse_municipalities
from etl.parse.signs import codes_of_signs, read_signs
from etl.parse.texts import parse_text, shown
from etl.parse.words import StatusAxes, axes_of_status, parse_code
from etl.read.grid import Raw
from portfolio.fields import FIELDS, ValueKind
from portfolio.profile import text_key
from portfolio.records import FuzzyDate, Value
from portfolio.vocabulary import Code, Precision, Severity, Status, Uptake

_ENGLISH_AMOUNT = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?\b|\d+\.\d{1,2}$")
_DANISH_AMOUNT = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?\b|\d+,\d{1,2}\b")


@dataclass(frozen=True, slots=True)
class Around:
    """What a row tells about its own cells.

    Attributes:
        year: the year of the row's other date, else of its section.
        scope: the organisation whose members "all" are.
    """

    year: int | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as read.

    Attributes:
        value: what was understood.
        remarks: what there is to say about it.
        is_placeholder: the text only stands for nothing.
        has_own_value: the cell says something of its own field; a status cell with only a per cent does not.
        beside: values that the cell gives other fields.
    """

    value: Value | None
    remarks: tuple[Remark, ...] = ()
    is_placeholder: bool = False
    has_own_value: bool = True
    currency: str | None = None
    organisation: str | None = None
    beside: Mapping[str, Value] = field(default_factory=dict)


class Cell(NamedTuple):
    """A cell to read: its raw value, its number format, and what the row tells."""

    raw: Raw
    number_format: str | None
    around: Around

    @property
    def is_percent(self) -> bool:
        """Tell whether it is a number shown as per cent."""
        return isinstance(self.raw, int | float) and "%" in (self.number_format or "")


_HALF = 0.5
_PER_CENT = re.compile(r"%|pct|procent", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d./-])")
_AS_OF = re.compile(r"\b(?:pr\.?|per|opdateret|ajourført|status|rettet|version)\b")
_LARGEST_COUNT = 1e12
_TAKES_PART = {Uptake.YES, Uptake.PARTLY, Uptake.IN_PROGRESS}

Reader = Callable[[Cell], Read]


@dataclass(slots=True)
class Converter:
    """A column's reader that remembers what it read.

    Attributes:
        reader: reads a cell.
        is_plain: tells cheaply of most values that they say one thing and leave nothing to remark.
        takes_text: every value is taken as the text that it is.
        plain_value: gives what such a value says, as the reader would; None: the reader must be asked.
    """

    reader: Reader
    is_plain: Callable[[Raw], bool]
    takes_text: bool = False
    plain_value: Callable[[Raw], Value] | None = None
    _known: dict[tuple[type, Cell], Read] = field(default_factory=dict)

    def read(self, raw: Raw, number_format: str | None, around: Around) -> Read:
        """Read a cell; the same cell around the same things is read once."""
        cell = Cell(raw, number_format, around)
        name = (type(raw), cell)
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self.reader(cell)
        return found


@dataclass(frozen=True, slots=True)
class _For:
    """What a reader is made for: a column in its setting."""

    column: Column
    setting: Setting


def converter(column: Column, setting: Setting) -> Converter:
    """Choose a column's converter by its field, its heading and what its values look like."""
    name = column.field or ""
    if column.member is not None and FIELDS[name].kind is not ValueKind.AMOUNT:
        crossed = _crosses(column.member) if name == "municipalities" else _marks(column.member)
        return Converter(crossed, _never)
    make = _SPECIAL.get(name) or _BY_KIND.get(FIELDS[name].kind)
    reader = make(_For(column, setting)) if make else _PLAIN.get(FIELDS[name].kind, _text)
    worded = _worded(name, reader, setting)
    if worded is _text:
        return Converter(worded, _always, takes_text=True)
    is_plain, plain_value = _plain_values(_For(column, setting))
    return Converter(worded, is_plain, plain_value=plain_value if worded is reader else None)


def _worded(name: str, reader: Reader, setting: Setting) -> Reader:
    """Let what somebody said of a word go before the reader's own; a learnt "nothing" changes nothing."""
    words = {word: rule.code for word, rule in setting.words.get(name, {}).items() if rule.code or rule.by}
    if not words:
        return reader

    def read(cell: Cell) -> Read:
        code = words.get(text_key(shown(cell.raw)))
        return reader(cell) if code is None else Read(code or None)

    return read


def _plain_values(made: _For) -> tuple[Callable[[Raw], bool], Callable[[Raw], Value] | None]:
    """Choose how to tell cheaply which of a column's values need no closer look, and what those say."""
    match FIELDS[made.column.field or ""].kind:
        case ValueKind.AMOUNT if currency_of_heading(_whole_heading(made)) is None:
            unit = _unit(made)
            return partial(is_plain_amount, unit=unit), partial(plain_amount, unit=unit)
        case ValueKind.INTEGER:
            return _is_plain_count, _plain_count
        case _:
            return _never, None


def _is_plain_count(raw: Raw) -> bool:
    return isinstance(raw, float) and raw.is_integer() and abs(raw) < _LARGEST_COUNT


def _plain_count(raw: Raw) -> int:
    assert isinstance(raw, float)  # noqa: S101 -- what :func:`_is_plain_count` is true of
    return int(raw)


def _always(raw: Raw) -> bool:  # noqa: ARG001 - any value is taken as the text it is shown as
    return True


def _never(raw: Raw) -> bool:  # noqa: ARG001 - a closer look is needed
    return False


def _read_of(
    parsed: Parsed[str] | Parsed[int] | Parsed[float] | Parsed[FuzzyDate] | Parsed[tuple[str, ...]],
) -> Read:
    return Read(parsed.value, parsed.remarks, parsed.is_placeholder)


def _text(cell: Cell) -> Read:
    return _read_of(parse_text(cell.raw))


def _count(cell: Cell) -> Read:
    return _read_of(parse_count(cell.raw))


def _of_code(parsed: Parsed[Code]) -> Read:
    return Read(None if parsed.value is None else str(parsed.value), parsed.remarks, parsed.is_placeholder)


def _code(made: _For) -> Reader:
    codes = FIELDS[made.column.field or ""].codes
    if codes is None:
        return _text
    signs, unclear = _signs(codes, made), _unclear_signs(codes, made)

    def read(cell: Cell) -> Read:
        sign = fold(shown(cell.raw)) if signs or unclear else ""
        if sign in signs:
            return Read(str(signs[sign]))
        if sign in unclear:
            return Read(None, (Remark("word.not_known", Severity.WARNING, {"text": shown(cell.raw)}),))
        return _of_code(parse_code(codes, cell.raw))

    return read


def _unclear_signs(codes: type[Code], made: _For) -> frozenset[str]:
    """Give the column's digits and letters where not all are known: of a scale of five, 3 is not the last."""
    signs = {fold(shown(raw)) for raw in made.column.profile.values}
    alone = {sign for sign in signs if len(sign) == 1 and sign.isalnum()}
    is_known = all(parse_code(codes, sign).value is not None for sign in alone)
    return frozenset() if is_known else frozenset(alone)


def _signs(codes: type[Code], made: _For) -> Mapping[str, Code]:
    """Give what a column's signs mean by the list's legends, or by its own heading."""
    heading = made.column.heading
    return codes_of_signs(codes, (*made.setting.signs, *read_signs((heading,))), heading)


def _light(made: _For) -> Reader:
    legend = with_column(made.setting.legend, made.column.profile.texts)
    return lambda cell: _of_code(light_of_text(cell.raw, legend))


def _date(made: _For) -> Reader:
    setting, prefers_months = made.setting, _prefers_months(made.column)
    headed, part = year_of_heading(made.column), part_of_heading(made.column.heading)
    is_period, month_first = made.column.field == "period", is_month_first(made.column.profile.texts)

    def read(cell: Cell) -> Read:
        context = DateContext(
            headed or cell.around.year,
            setting.years,
            setting.month,
            prefers_months,
            is_period,
            month_first,
            part,
        )
        return _read_of(parse_date(cell.raw, context, cell.number_format))

    return read


def _prefers_months(column: Column) -> bool:
    """Tell whether many of a column's texts are month and year."""
    context = DateContext(year_hint=2020)
    read = [parse_date(text, context).value for text in column.profile.texts]
    months = sum(value is not None and value.precision == Precision.MONTH for value in read)
    return months > len(read) / 3


def _municipalities(made: _For) -> Reader:
    own, day = made.setting.organisation, made.setting.day
    return lambda cell: _read_of(parse_municipalities(cell.raw, cell.around.scope or own, day))


def _crosses(code: str) -> Reader:
    """Read a column of crosses: whether its municipality takes part."""

    def read(cell: Cell) -> Read:
        parsed = parse_code(Uptake, cell.raw)
        takes_part = parsed.value in _TAKES_PART
        is_nothing = parsed.is_placeholder or (parsed.value is not None and not takes_part)
        return Read((code,) if takes_part else None, (*parsed.remarks, *_not_yet(parsed, cell)), is_nothing)

    return read


def _not_yet(parsed: Parsed[Uptake], cell: Cell) -> Iterator[Remark]:
    """Mention a municipality that only is to take part later."""
    if parsed.value is Uptake.PLANNED:
        yield Remark("place.not_yet", Severity.INFO, {"text": shown(cell.raw)})


def _marks(code: str) -> Reader:
    """Read a column of crosses: whether its code holds."""

    def read(cell: Cell) -> Read:
        parsed = parse_code(Uptake, cell.raw)
        holds = parsed.value in _TAKES_PART
        is_nothing = parsed.is_placeholder or (parsed.value is not None and not holds)
        return Read(code if holds else None, parsed.remarks, is_nothing, has_own_value=not is_nothing)

    return read


def _cluster(made: _For) -> Reader:
    region, day = made.setting.region, made.setting.day

    def read(cell: Cell) -> Read:
        plain = _text(cell)
        known = recognise_organisation(plain.value, day, region) if isinstance(plain.value, str) else None
        return replace(plain, organisation=known.value if known else None)

    return read


def _whole_heading(made: _For) -> str:
    return f"{made.column.group} {made.column.heading}"


def _unit(made: _For) -> int:
    """Give the kroner that one unit of a column stands for, as its heading or else a note says."""
    told = unit_of_heading(_whole_heading(made))
    return told if told > 1 else made.setting.money_unit


def _amount(made: _For) -> Reader:
    unit = _unit(made)
    currency = currency_of_heading(_whole_heading(made))
    decimal_comma = _has_decimal_comma(made.column)

    def read(cell: Cell) -> Read:
        parsed = parse_amount(
            cell.raw,
            unit=unit,
            decimal_comma=decimal_comma,
            number_format=cell.number_format,
            currency=currency,
        )
        amount = parsed.value
        if amount is None:
            return Read(None, parsed.remarks, parsed.is_placeholder)
        return Read(amount.value_dkk, parsed.remarks, parsed.is_placeholder, currency=amount.currency)

    return read


def _has_decimal_comma(column: Column) -> bool:
    texts = column.profile.texts
    english = sum(bool(_ENGLISH_AMOUNT.search(text)) for text in texts)
    return english <= sum(bool(_DANISH_AMOUNT.search(text)) for text in texts)


def _share(made: _For) -> Reader:
    bare = (raw for raw in made.column.profile.values if not (isinstance(raw, str) and _PER_CENT.search(raw)))
    numbers = [number for raw in bare if (number := parse_number(raw)) is not None]
    as_percent = any(number > 1 for number in numbers)
    return lambda cell: _read_of(parse_share(cell.raw, as_percent=as_percent and not cell.is_percent))


def _status_column(made: _For) -> Reader:
    """Read a status; where the heading asks whether a status holds, "ja" is that status."""
    asked = axes_of_status(made.column.heading).status
    is_answered = made.column.profile.cross > _HALF
    if asked is not None and is_answered:
        return _answers(asked)
    signs, unclear = _signs(Status, made), _unclear_signs(Status, made)
    are_shares = any(isinstance(raw, float) and 0 < raw < 1 for raw in made.column.profile.values)

    def read(cell: Cell) -> Read:
        if are_shares and isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool):
            return _status(cell, is_percent=True)
        sign = fold(shown(cell.raw)) if signs or unclear else ""
        if sign in signs:
            return Read(str(signs[sign]))
        if sign in unclear:
            return Read(None, (Remark("status.not_understood", Severity.WARNING, {"text": shown(cell.raw)}),))
        return _status(cell)

    return read


def _answers(asked: Status) -> Reader:
    """Read "ja" and "nej" below "Er den i gang?"; "nej" does not tell which status it has instead."""

    def read(cell: Cell) -> Read:
        answer = parse_code(Uptake, cell.raw).value
        if answer is Uptake.YES:
            return Read(str(asked))
        if answer is not Uptake.NO:
            return _status(cell)
        remark = Remark("status.answered_no", Severity.WARNING, {"text": shown(cell.raw)})
        return Read(None, (remark,))

    return read


def _status(cell: Cell, *, is_percent: bool = False) -> Read:
    axes = axes_of_status(cell.raw, is_percent=is_percent or cell.is_percent)
    beside = _beside(axes)
    value = None if axes.status is None else str(axes.status)
    says_nothing = value is None and not beside and axes.prose is None and not axes.remarks
    return Read(value, axes.remarks, says_nothing, value is not None or not beside, beside=beside)


def _beside(axes: StatusAxes) -> dict[str, Value]:
    """Give what a status cell says of other fields."""
    said: dict[str, Value | None] = {
        "phase": axes.phase and str(axes.phase),
        "traffic_light": axes.traffic_light and str(axes.traffic_light),
        "completion_share": axes.completion_share,
        "process_step": axes.process_step,
    }
    return {name: value for name, value in said.items() if value is not None}


_SPECIAL: Mapping[str, Callable[[_For], Reader]] = {
    "status": _status_column,
    "cluster": _cluster,
    "traffic_light": _light,
    "traffic_light_time": _light,
    "traffic_light_economy": _light,
    "traffic_light_quality": _light,
}
_BY_KIND: Mapping[ValueKind, Callable[[_For], Reader]] = {
    ValueKind.CODE: _code,
    ValueKind.MUNICIPALITIES: _municipalities,
    ValueKind.DATE: _date,
    ValueKind.SHARE: _share,
    ValueKind.AMOUNT: _amount,
}
_PLAIN: Mapping[ValueKind, Reader] = {ValueKind.TEXT: _text, ValueKind.INTEGER: _count}


def year_of_heading(column: Column) -> int | None:
    """Give the year that a column's heading names ("Slut 2027"), but not that of its own date."""
    found = set(_YEAR.findall(f"{column.group} {column.heading}".casefold()))
    is_of_list = _AS_OF.search(column.heading.casefold()) is not None or month_in(column.heading) is not None
    return int(found.pop()) if len(found) == 1 and not is_of_list else None


def year_of(value: Value | None) -> int | None:
    """Give the year that stands in a date, not one that was inferred."""
    if not isinstance(value, FuzzyDate) or value.inferred:
        return None
    day = value.first or value.last
    return day.year if day else None
