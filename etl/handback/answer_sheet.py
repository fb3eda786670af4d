"""What stands in the sheet of questions, whatever writes it: rows of cells, each with its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from etl.schema.marks import HEADINGS, HIDDEN_HEADINGS, ID_HEADING, SHEET
from portfolio.handback import ListPlace, SenderQuestion
from portfolio.messages import sentence
from portfolio.vocabulary import Severity

WIDTHS = (62, 24, 46, 46, 15)
HIDDEN_WIDTH = 14
HEADING_ROW = 5
_LONGEST_LINK = 255


class Kind(Enum):
    """How a cell of the sheet looks."""

    TITLE = "title"
    PLAIN = "plain"
    HEADING = "heading"
    TEXT = "text"
    GRAVE = "grave"
    LINK = "link"
    ANSWER = "answer"
    SMALL = "small"


_WRAPPED = {Kind.TEXT, Kind.GRAVE, Kind.LINK}
_LETTERS_A_WIDTH, _LINE_HEIGHT = 0.92, 15.0


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """A cell of the sheet: its column from 1, text or number, looks, and where a link leads."""

    column: int
    value: str | int
    kind: Kind
    link: str | None = None


def height(cells: Sequence[AnswerCell]) -> float | None:
    """Give the height in points that a row's texts need; None for the usual one."""
    wrapped = (cell for cell in cells if cell.kind in _WRAPPED and cell.column <= len(WIDTHS))
    lines = (_lines(str(cell.value), WIDTHS[cell.column - 1] * _LETTERS_A_WIDTH) for cell in wrapped)
    most = max(lines, default=1)
    return None if most == 1 else most * _LINE_HEIGHT


def _lines(text: str, width: float) -> int:
    return sum(1 + int(max(len(line) - 1, 0) // width) for line in text.split("\n"))


AnswerRow = tuple[int, tuple[AnswerCell, ...]]
"""A row's number and cells."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the sheet is made of.

    Attributes:
        name: what the sheet is called.
        questions: in the order they are to stand.
        sheets: the names of sheets as they are in the workbook, by the names that questions know them by.
        lists: the lists, for each id's title.
        before: the colour that each question's cell had, by question id.
        hidden: the ids of questions whose row is hidden.
        unlinked: the sheets that no link leads to, since their names may not be shown in full.
    """

    name: str
    questions: Sequence[SenderQuestion]
    sheets: Mapping[str | None, str]
    lists: Sequence[ListPlace]
    before: Mapping[str, str]
    hidden: frozenset[str] = frozenset()
    unlinked: frozenset[str] = frozenset()


def in_order(questions: Sequence[SenderQuestion]) -> list[SenderQuestion]:
    """Give questions as they are to stand: the gravest first, else as they came."""
    order = list(Severity)
    return sorted(questions, key=lambda question: order.index(question.severity))


def free_name(taken: Sequence[str]) -> str:
    """Give the sheet a name that no other has."""
    known = {name.casefold() for name in taken}
    if SHEET.casefold() not in known:
        return SHEET
    return next(name for n in range(2, len(known) + 3) if (name := f"{SHEET} ({n})").casefold() not in known)


def answer_rows(asked: Asked) -> Iterator[AnswerRow]:
    """Give the rows of the sheet."""
    count = len(asked.questions)
    yield 1, (AnswerCell(1, SHEET, Kind.TITLE),)
    yield 2, (AnswerCell(1, _intro(count), Kind.PLAIN),)
    yield 3, (AnswerCell(1, _about_marks(asked), Kind.PLAIN),)
    headings = (*HEADINGS, *HIDDEN_HEADINGS)
    yield HEADING_ROW, tuple(AnswerCell(n, text, Kind.HEADING) for n, text in enumerate(headings, 1))
    titles = [(given.our_id, given.title) for place in asked.lists for given in place.ids]
    for n in range(max(count, len(titles))):
        cells: list[AnswerCell] = []
        if n < count:
            cells += _question_cells(asked, asked.questions[n])
        if n < len(titles):
            cells += _title_cells(*titles[n])
        yield HEADING_ROW + 1 + n, tuple(cells)


def _intro(count: int) -> str:
    if not count:
        return sentence("handback.none_asked", {}, "da")
    return sentence("handback.intro", {"count": count, "column": HEADINGS[3]}, "da")


def _about_marks(asked: Asked) -> str:
    parts = ["handback.about_marks"] if asked.questions else []
    parts += ["handback.about_ids"] if any(place.ids for place in asked.lists) else []
    return " ".join(sentence(id_, {"column": ID_HEADING}, "da") for id_ in (*parts, "handback.about_hidden"))


def _question_cells(asked: Asked, question: SenderQuestion) -> Iterator[AnswerCell]:
    is_grave = question.severity is Severity.ERROR
    message = f"Skal rettes: {question.message}" if is_grave else question.message
    name = asked.sheets.get(question.sheet)
    yield AnswerCell(1, message, Kind.GRAVE if is_grave else Kind.TEXT)
    yield _place_cell(asked, question, name)
    yield AnswerCell(3, question.wanted, Kind.TEXT)
    yield AnswerCell(4, "", Kind.ANSWER)
    yield AnswerCell(5, question.id, Kind.SMALL)
    yield AnswerCell(6, name or "", Kind.SMALL)
    yield AnswerCell(7, question.cell or "", Kind.SMALL)
    yield AnswerCell(8, asked.before.get(question.id, ""), Kind.SMALL)


def _place_cell(asked: Asked, question: SenderQuestion, name: str | None) -> AnswerCell:
    """Give where a question's cell is and which initiative its row is about, with a link to it."""
    if name is None or (question.sheet is None and question.cell is None):
        return AnswerCell(2, "Hele filen", Kind.TEXT)
    place = f"{question.cell}, arket {name}" if question.cell else f"Arket {name}"
    shown = f"{place} (skjult række)" if question.id in asked.hidden else place
    shown = f"{shown}\n{question.about}" if question.about else shown
    quoted = name.replace("'", "''")
    link = f"'{quoted}'!{question.cell or 'A1'}"
    is_linked = len(link) <= _LONGEST_LINK and name not in asked.unlinked
    return AnswerCell(2, shown, Kind.LINK if is_linked else Kind.TEXT, link if is_linked else None)


def _title_cells(our_id: int, title: str) -> Iterator[AnswerCell]:
    yield AnswerCell(9, our_id, Kind.SMALL)
    yield AnswerCell(10, title, Kind.SMALL)
