"""Cores, what receivers did with their parts, and the answers of assessments, as tables of a workbook."""

from collections.abc import Callable, Iterable, Iterator

from dashboard.components.core_words import use_label
from dashboard.components.cores_asked import DescribedCore
from dashboard.components.domain_profile import domain_label
from dashboard.components.origin import cell_place
from dashboard.components.score_marks import score_words
from dashboard.components.spread_words import recommendation_label
from dashboard.data import Assessment, AssessmentBook
from dashboard.exports.workbook import Kind, SheetColumn, SheetTable, Value
from dashboard.labels import party_name
from dashboard.texts import language, t
from portfolio.process.course import ToldIn
from portfolio.rules.months import danish_day
from portfolio.snapshot import Item
from portfolio.spread.assessments import Answer
from portfolio.spread.words import Domain
from portfolio.vocabulary import label

Address = Callable[[int], str]

_PARTS = ("initiative", "part", "kind", "target_group", "effect", "preconditions", "contact", "by")
_TICKS = ("initiative", "part", "kind", "receiver", "use", "about", "by")
_ANSWERS = (
    ("initiative", Kind.TEXT),
    ("domain", Kind.TEXT),
    ("score", Kind.WHOLE),
    ("word", Kind.TEXT),
    ("reason", Kind.TEXT),
    ("evidence", Kind.TEXT),
    ("assessor", Kind.TEXT),
    ("assessed_on", Kind.DAY),
    ("form", Kind.TEXT),
    ("advice", Kind.TEXT),
    ("whole", Kind.TEXT),
    ("noted_by", Kind.TEXT),
    ("source", Kind.TEXT),
    ("cell", Kind.TEXT),
    ("address", Kind.TEXT),
)


def core_sheets(found: Iterable[DescribedCore], address: Address) -> tuple[SheetTable, ...]:
    """Give the parts of all cores, and what each receiver did with each."""
    cores = list(found)
    parts = [
        *_heads(_PARTS),
        SheetColumn(t("cores.file_day"), Kind.DAY),
        SheetColumn(t("cores.file_address")),
    ]
    ticks = [
        *_heads(_TICKS),
        SheetColumn(t("cores.file_day"), Kind.DAY),
        SheetColumn(t("cores.file_address")),
    ]
    return (
        SheetTable(t("cores.sheet_parts"), parts, [row for it in cores for row in _part_rows(it, address)]),
        SheetTable(t("cores.sheet_ticks"), ticks, [row for it in cores for row in _tick_rows(it, address)]),
    )


def _heads(names: Iterable[str]) -> list[SheetColumn]:
    return [SheetColumn(t(f"cores.file_{name}"), Kind.TEXT) for name in names]


def _kind(*, is_fixed: bool) -> str:
    return t("cores.is_fixed") if is_fixed else t("cores.is_adaptable")


def _part_rows(it: DescribedCore, address: Address) -> Iterator[list[Value]]:
    text = it.core.text
    for part in text.parts:
        yield [
            it.item.title,
            part.text,
            _kind(is_fixed=part.is_fixed),
            text.target_group,
            text.effect,
            text.preconditions,
            text.contact,
            it.core.by,
            danish_day(it.core.at),
            address(it.item.id),
        ]


def _tick_rows(it: DescribedCore, address: Address) -> Iterator[list[Value]]:
    """Give a row for each receiver and part; a part that nobody has told of says so."""
    for adopter in it.adopters:
        for part in it.core.text.parts:
            tick = adopter.ticks.get(part.key)
            yield [
                it.item.title,
                part.text,
                _kind(is_fixed=part.is_fixed),
                party_name(adopter.organisation),
                use_label(adopter.use(part)),
                None if tick is None else tick.text,
                None if tick is None else tick.by,
                None if tick is None else danish_day(tick.at),
                address(it.item.id),
            ]


def answers_sheet(items: Iterable[Item], book: AssessmentBook, address: Address) -> SheetTable:
    """Give every answer of every assessment, also of those that a newer one has followed."""
    heads = [SheetColumn(t(f"assessments.file_{name}"), kind) for name, kind in _ANSWERS]
    rows = [
        row for item in items for it in book.of.get(item.id, ()) for row in _answer_rows(item, it, address)
    ]
    return SheetTable(t("assessments.sheet"), heads, rows)


def _answer_rows(item: Item, it: Assessment, address: Address) -> Iterator[list[Value]]:
    named = [(domain_label(domain), it.answers.get(domain, Answer(None))) for domain in Domain]
    for name, answer in [*named, *((one.name, one.answer) for one in it.own)]:
        yield [
            item.title,
            name,
            answer.score,
            score_words(answer.score),
            answer.reason,
            answer.evidence,
            it.who,
            it.day,
            label(it.form, language()),
            None if it.recommendation is None else recommendation_label(it.recommendation),
            it.text,
            it.by or None,
            *_place(answer.told_in),
            address(item.id),
        ]


def _place(told_in: ToldIn | None) -> tuple[Value, Value]:
    if told_in is None:
        return None, None
    return told_in.source, cell_place(told_in.sheet, told_in.cell)
