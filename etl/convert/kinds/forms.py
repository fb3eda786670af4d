"""Cells of forms that initiatives do not have: uptake, a step's state, scores, figures, months."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from etl.find.axes import step_number
from etl.parse import spans
from etl.parse.dates import DateContext, parse_date
from etl.parse.lights import Legend, light_of_text
from etl.parse.normal import fold, is_lone_sign, tidy
from etl.parse.numbers import number_of
from etl.parse.parsed import Remark
from etl.parse.place_book import place_book
from etl.parse.texts import shown
from etl.parse.words import StepState, axes_of_status, parse_code
from etl.read.grid import Raw
from etl.schema.kinds import process_named, step_of_words
from etl.schema.words import words
from portfolio.records import FuzzyDate, Value
from portfolio.trials.words import TrialOutcome
from portfolio.vocabulary import Code, Precision, Severity, Uptake

_FIGURE = re.compile(r"(?:ca\.?\s*|<|>|≤|≥)?\s*(?P<number>[-−]?\d[\d.,\s]*)\s*(?P<unit>\D{0,20})")
_SCORE = re.compile(r"(?P<score>[0-3])(?:[,.]0)?(?!\d)\s*(?:[-–:=(/].*)?", re.DOTALL)
_BARE_STEP = re.compile(r"(\d{1,2})\s*\.?\s*([a-d])?\.?", re.IGNORECASE)
_SHARE = re.compile(r"(?P<percent>\d{1,3})\s?(?:%|pct\.?|procent)")
_TICK_IN_BRACKETS = re.compile(r"\(\s*(?:[xX✓✔√]|ja)\s*\)")
_HIGHEST_SCORE = 3
_PLAIN_LIGHT = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says: a value for each field, None where it could not be read, and remarks."""

    values: Mapping[str, Value | None] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    is_question: bool = False


class FormCell(NamedTuple):
    """A cell with what tells how to read it: its number format, and what stands around."""

    raw: Raw
    number_format: str | None
    dates: DateContext
    legend: Legend | None = None
    process: str = "agreement"
    signs: Mapping[str, str] = MappingProxyType({})


Form = Callable[[FormCell], Said]


def uptake(cell: FormCell) -> Said:
    """Read how far an organisation is; a date alone says yes from that day."""
    return _state(cell, Uptake, ("uptake", "date"), Uptake.YES)


def step_state(cell: FormCell) -> Said:
    """Read whether a step is reached; a date alone says that it was."""
    return _state(cell, StepState, ("step_state", "reached"), StepState.REACHED)


def _state(cell: FormCell, codes: type[Code], names: tuple[str, str], dated: Code) -> Said:
    text = shown(cell.raw)
    if "?" in text and is_lone_sign(text):
        return Said({names[0]: None}, is_question=True)
    told = _explained(cell, codes, text) or (_partly(text) if codes is Uptake else None)
    if told is not None:
        return Said({names[0]: str(told)})
    code = None if isinstance(cell.raw, dt.date) else parse_code(codes, cell.raw)
    known = code.value if code else None
    if code is not None and code.is_placeholder:
        return Said()
    date = _date_beside(cell, text, has_code=known is not None)
    if known is None and date is None:
        return Said({names[0]: None}, code.remarks if code else ())
    is_to_come = codes is StepState and date is not None and _is_to_come(date, cell.dates.month)
    alone = StepState.PLANNED if is_to_come else dated
    values: dict[str, Value | None] = {names[0]: str(known or alone)}
    if date is not None and (date.values or known is StepState.PLANNED):
        values |= {names[1]: date.values.get("date")}
    return Said(values, date.remarks if date else ())


def _explained(cell: FormCell, codes: type[Code], text: str) -> Code | None:
    """Give what the list's own legend says of a sign."""
    words_of_sign = cell.signs.get(text.casefold())
    return None if words_of_sign is None else parse_code(codes, words_of_sign).value


def _partly(text: str) -> Uptake | None:
    """Read a tick in brackets, or a share of what has been taken into use."""
    share = _SHARE.fullmatch(text)
    if share is not None and int(share["percent"]) in {0, 100}:
        return Uptake.YES if int(share["percent"]) else Uptake.NO
    return Uptake.PARTLY if share is not None or _TICK_IN_BRACKETS.fullmatch(text) else None


def _is_to_come(date: Said, month: dt.date | None) -> bool:
    """Tell a date after the month that the list is from."""
    value = date.values.get("date")
    first = value.first if isinstance(value, FuzzyDate) else None
    return first is not None and month is not None and (first.year, first.month) > (month.year, month.month)


def _date_beside(cell: FormCell, text: str, *, has_code: bool) -> Said | None:
    """Read the date in a cell that may also hold a word; None where it holds none."""
    says_when = any(letter.isdigit() for letter in text) and len(text) > 1
    is_soon = tidy(text).casefold() in _soon()
    if has_code and not (says_when or is_soon):
        return None
    parsed = parse_date(cell.raw, cell.dates, cell.number_format)
    if parsed.value is None:
        return Said({}, parsed.remarks) if is_soon else None
    return Said({"date": parsed.value}, parsed.remarks)


def _soon() -> frozenset[str]:
    return frozenset(words("soon")["soon"])


def score(cell: FormCell) -> Said:
    """Read a domain's score, a whole number from 0 to 3; words after it do not count."""
    text = shown(cell.raw)
    if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool):
        is_score = cell.raw in range(_HIGHEST_SCORE + 1)
        return Said({"score": int(cell.raw)}) if is_score else _unread("score", "number.no_score", text)
    found = _SCORE.fullmatch(text)
    if found is not None:
        return Said({"score": int(found["score"])})
    if is_lone_sign(text):
        return Said({"score": None}, is_question=True) if "?" in text else Said()
    return _unread("score", "number.no_score", text)


def _unread(name: str, message: str, text: str) -> Said:
    return Said({name: None}, (Remark(message, Severity.WARNING, {"text": text}),))


def number(cell: FormCell) -> Said:
    """Read a figure; a number shown as per cent, or a unit behind it, gives the unit too."""
    text = shown(cell.raw)
    if isinstance(cell.raw, int | float) and not isinstance(cell.raw, bool):
        return _of_number(cell.raw, is_percent="%" in (cell.number_format or ""))
    if is_lone_sign(text):
        return Said({"number": None}, is_question=True) if "?" in text else Said()
    found = _FIGURE.fullmatch(text)
    value = number_of(found["number"].strip().replace("−", "-")) if found else None
    if found is None or value is None:
        return _unread("number", "number.not_readable", text)
    unit = found["unit"].strip(" .")
    return Said({"number": _whole(value)} | ({"unit": unit} if unit else {}))


def target(cell: FormCell) -> Said:
    """Read the figure that is aimed at."""
    return _figure_named("target", cell)


def baseline(cell: FormCell) -> Said:
    """Read the figure that things began at."""
    return _figure_named("baseline", cell)


def _figure_named(name: str, cell: FormCell) -> Said:
    """Read a figure under another name; its unit is that of the measurements."""
    said = number(cell)
    if "number" not in said.values:
        return Said({}, said.remarks, said.is_question)
    return Said({name: said.values["number"]}, said.remarks, said.is_question)


def _of_number(raw: float, *, is_percent: bool) -> Said:
    if is_percent:
        return Said({"number": _whole(round(100 * raw, 6)), "unit": "%"})
    return Said({"number": _whole(raw)})


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def month(cell: FormCell) -> Said:
    """Read a month or another span of time; a day stands for its month."""
    parsed = parse_date(cell.raw, cell.dates, cell.number_format)
    if parsed.value is None:
        return Said() if parsed.is_placeholder else Said({"month": None}, parsed.remarks)
    value = month_of_day(parsed.value)
    return Said({name_of_span(value): value}, parsed.remarks)


def day(cell: FormCell) -> Said:
    """Read the day of a meeting, also among other words."""
    parsed = parse_date(cell.raw, cell.dates, cell.number_format)
    return Said({} if parsed.value is None else {"date": parsed.value})


def name_of_span(date: FuzzyDate) -> str:
    """Give the field that holds a span of time: a month, else a period."""
    return "month" if date.precision == Precision.MONTH else "period"


def month_of_day(date: FuzzyDate) -> FuzzyDate:
    """Give the month that a day lies in; other spans stay as they are."""
    if date.precision != Precision.DAY or date.first is None:
        return date
    return FuzzyDate(*spans.months(date.first.year, date.first.month), Precision.MONTH, date.inferred)


def organisation(cell: FormCell) -> Said:
    """Read an organisation: a municipality's code, else the name."""
    text = shown(cell.raw)
    return Said() if not text or is_lone_sign(text) else Said({"organisation": organisation_of(text)})


def organisation_of(text: str) -> str:
    """Give a municipality's code by any of its spellings, else the name as it stands."""
    return place_book().municipality(text) or tidy(text)


def step(cell: FormCell) -> Said:
    """Read a step: its number, or the words of a step of the process."""
    text = shown(cell.raw)
    found = step_of(text, cell.process)
    return Said({"step": found}) if found else _unread("step", "word.no_step", text)


def step_of(text: str, process: str) -> str | None:
    """Give a step's number by its number or its words."""
    return bare_step(text) or step_number(text) or step_of_words(process, text)


def bare_step(text: str) -> str | None:
    """Give the step that a text is the number of ("7", "1a"); None where it is more or none."""
    bare = _BARE_STEP.fullmatch(text.strip())
    if bare is None:
        return None
    return bare[1].lstrip("0") + (f".{bare[2].lower()}" if bare[2] else "")


def process(cell: FormCell) -> Said:
    """Read which of the two processes is meant."""
    text = shown(cell.raw)
    found = process_named((text,))
    return Said({"process": found}) if found else _unread("process", "word.no_process", text)


def outcome(cell: FormCell) -> Said:
    """Read what a trial led to."""
    parsed = parse_code(TrialOutcome, cell.signs.get(shown(cell.raw).casefold(), cell.raw))
    return (
        Said()
        if parsed.is_placeholder
        else Said({"outcome": parsed.value and str(parsed.value)}, parsed.remarks)
    )


def done(cell: FormCell) -> Said:
    """Read how far a milestone or a decision is: an answer to "done?", else a status."""
    text = shown(cell.raw)
    answer = _answers().get(fold(text))
    if answer is not None:
        return Said({"status": answer})
    axes = axes_of_status(cell.raw)
    if axes.status is not None or axes.remarks:
        return Said({"status": axes.status and str(axes.status)}, axes.remarks)
    return Said({} if is_lone_sign(text) else {"status": None})


@cache
def _answers() -> Mapping[str, str]:
    return {fold(word): code for code, spellings in words("done_whole").items() for word in spellings}


def assessed(cell: FormCell) -> Said:
    """Read the day of an assessment."""
    parsed = parse_date(cell.raw, cell.dates, cell.number_format)
    if parsed.value is None:
        return Said() if parsed.is_placeholder else Said({"date": None}, parsed.remarks)
    return Said({"date": parsed.value}, parsed.remarks)


def assessor(cell: FormCell) -> Said:
    """Take who assessed as it stands."""
    return _words("assessor", cell)


def evidence(cell: FormCell) -> Said:
    """Take what an assessment rests on as it stands."""
    return _words("evidence", cell)


def _words(name: str, cell: FormCell) -> Said:
    text = shown(cell.raw)
    return Said() if not text or is_lone_sign(text) else Said({name: text})


def status(cell: FormCell) -> Said:
    """Read a month's status: a light where the text is one, else the text."""
    text = shown(cell.raw)
    if is_lone_sign(text):
        return Said()
    light = light_of_text(cell.raw, cell.legend).value if isinstance(cell.raw, str | int) else None
    if light is None:
        return Said({"status_text": text})
    is_plain = len(text) <= _PLAIN_LIGHT and " " not in text
    return Said({"traffic_light": str(light)} | ({} if is_plain else {"status_text": text}))


FORMS: Mapping[str, Form] = {
    "<uptake>": uptake,
    "<uptake date>": uptake,
    "<step_state>": step_state,
    "<reached>": step_state,
    "<score>": score,
    "<number>": number,
    "<target>": target,
    "<baseline>": baseline,
    "<month>": month,
    "<organisation>": organisation,
    "<step>": step,
    "<process>": process,
    "<outcome>": outcome,
    "<done>": done,
    "<assessed>": assessed,
    "<assessor>": assessor,
    "<evidence>": evidence,
}
"""What reads a column, by the form its field names."""

CELLS: Mapping[str, Form] = {
    "adoption": uptake,
    "status_log": status,
    "measurements": number,
    "process": step_state,
    "assessments": score,
}
"""What reads the cells of a matrix, by its kind."""
