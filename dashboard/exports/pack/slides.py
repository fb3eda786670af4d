"""The pack as slides: what the meeting is shown, with the source of each slide in its notes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from pptx.util import Inches, Pt

from dashboard import theme
from dashboard.exports.pack.deck import (
    BREAK,
    TOP,
    WIDE,
    Board,
    Deck,
    Paragraph,
    Piece,
    colour_of,
    light_pieces,
)
from dashboard.exports.pack.deck_layout import LEFT
from dashboard.exports.pack.pdf import document_title, origin_words
from dashboard.exports.pack.values import Changes, Figure, Group, InitiativePage, Pack, Row
from dashboard.format import number
from dashboard.texts import t

_SLIDES = 3
"""So many slides to a kind at most; what they have no room for is in the workbook."""

_ROOM = Inches(4.75)
"""So high may a table's rows be in all."""

_EVENLY = 1.18
"""How much more than its share a slide may take, so that the last is not left with a single row."""

_LINE, _PADDING, _LETTERS = 0.3, 0.12, 7.2
"""Inches of a line and around a row, and letters to an inch: a guess, since PowerPoint lays text out."""

_LONGEST, _LONGEST_TITLE, _LONGEST_TEXT = 70, 120, 210
_FACTS = 9
_LATE = colour_of("red")
_EVERY = 25
"""So many pages are set between two words of how far it is."""


def _unheard(_share: float) -> None:
    """Tell nobody."""


def pack_slides(pack: Pack, progress: Callable[[float], None] = _unheard) -> bytes:
    """Make the pack's slides; ``progress`` is told how much of it is set, from 0 to 1."""
    deck, notes, cover = Deck(pack.cover.language), _notes(pack), pack.cover
    _cover(deck, pack, notes)
    if pack.figures:
        _figures(deck, pack, notes)
    for group in pack.groups:
        _group(deck, group, notes)
    _agenda(deck, pack, notes)
    if pack.has_asks:
        _asks(deck, pack, notes)
    _actions(deck, pack, notes)
    if pack.changes is not None:
        _changes(deck, pack.changes, notes)
    for chart in pack.charts:
        deck.slide(_short(chart.title), f"{chart.subtitle}\n{notes}").chart(chart)
    for nth, page in enumerate(pack.pages):
        _page(deck, page)
        if nth % _EVERY == 0:
            progress(nth / len(pack.pages))
    _unknowns(deck, pack, notes)
    _sources(deck, pack, notes)
    return deck.saved(title=document_title(cover), subject=cover.message, moment=cover.moment)


def _notes(pack: Pack) -> str:
    """Say what every slide rests on."""
    cover = pack.cover
    source = pack.figures[0].source if pack.figures else ""
    return "\n".join(filter(None, [source, cover.keeper, cover.shown, *cover.filters, cover.address]))


def _cover(deck: Deck, pack: Pack, notes: str) -> None:
    cover = pack.cover
    board = deck.slide(document_title(cover), notes)
    board.front()
    board.text([f"{cover.message}."], (LEFT, Inches(3.15), WIDE, Inches(1.2)), size=Pt(28))
    facts = [
        cover.meeting,
        f"{t('pack.cover_as_of')} {cover.as_of_words}",
        f"{t('pack.cover_since')} {cover.since_words}",
        f"{t('pack.cover_shown')}: {cover.shown}",
        *cover.filters,
    ]
    lines = [[Piece(fact, colour=theme.INK_MUTED)] for fact in facts if fact]
    board.text(lines, (LEFT, Inches(4.7), WIDE, Inches(2.2)), size=Pt(20))


def _figures(deck: Deck, pack: Pack, notes: str) -> None:
    board = deck.slide(_short(pack.cover.message), notes)
    width, height = Inches(3.9), Inches(2.2)
    for nth, figure in enumerate(pack.figures[:6]):
        left = LEFT + (nth % 3) * (width + Inches(0.2))
        top = TOP + (nth // 3) * (height + Inches(0.3))
        board.card(_card(figure), (left, top, width, height), figure.tone)


def _card(figure: Figure) -> list[tuple[Paragraph, int]]:
    more = figure.change or figure.note
    said: list[tuple[Paragraph, int]] = [
        ([Piece(figure.shown, is_bold=True)], 44),
        ([Piece(figure.label, is_bold=True)], 20),
        ([Piece(more, colour=theme.INK_MUTED)], 18),
    ]
    return said if more else said[:-1]


# --- Tables over several slides


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that may go over several slides: its headings, and its columns' widths to each other."""

    heads: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Paragraph]]

    def parts(self, slides: int) -> list[slice]:
        """Give which rows go on each slide: as many as there is room for, shared out evenly."""
        full = list(self._split(slides, _ROOM))
        shown = sum(map(self._height, self.rows[: full[-1].stop]))
        even = list(self._split(slides, min(_ROOM, int(shown / len(full) * _EVENLY))))
        is_as_good = len(even) == len(full) and even[-1].stop == full[-1].stop
        return even if is_as_good else full

    def _split(self, slides: int, room: int) -> Iterator[slice]:
        begin, used, told = 0, 0, 0
        for nth, row in enumerate(self.rows):
            height = self._height(row)
            if nth > begin and used + height > room:
                yield slice(begin, nth)
                begin, used, told = nth, 0, told + 1
                if told == slides:
                    return
            used += height
        yield slice(begin, len(self.rows))

    def _height(self, row: Sequence[Paragraph]) -> int:
        inch = WIDE / Inches(1) / sum(self.widths)
        lines = max(_lines(said, width * inch) for said, width in zip(row, self.widths, strict=True))
        return Inches(_LINE * lines + _PADDING)


def _lines(said: Paragraph, width: float) -> int:
    """Guess how many lines a paragraph takes."""
    pieces = [Piece(said)] if isinstance(said, str) else said
    texts = "".join(it.text for it in pieces).split("\n")
    return sum(max(1, ceil(len(text) / (width * _LETTERS))) for text in texts)


def _set(
    deck: Deck,
    title: str,
    table: _Table,
    notes: Callable[[slice], str],
    *,
    foot: str = "",
    slides: int = _SLIDES,
) -> None:
    """Set a table on as many slides as it needs, some at most; the last says how many rows are left."""
    if not table.rows:
        return
    parts = table.parts(slides)
    for part in parts:
        board = deck.slide(title, notes(part))
        board.table(table.heads, table.rows[part], table.widths, title)
        rest = len(table.rows) - part.stop if part is parts[-1] else 0
        _foot(board, t("pack.more_in_excel", count=rest, number=number(rest)) if rest else foot)


def _foot(board: Board, said: str) -> None:
    if said:
        line = [[Piece(said, colour=theme.INK_MUTED)]]
        board.text(line, (LEFT, Inches(6.92), WIDE - Inches(1.4), Inches(0.45)))


def _heads(*names: str) -> list[str]:
    return [t(f"pack.word_{name}") for name in names]


def _group(deck: Deck, group: Group, notes: str) -> None:
    """Set exceptions of a kind; where all stand in kinds before, there is nothing to set."""
    table = _Table(_heads("light", "initiative", "why"), (1.9, 5, 5), [_exception(it) for it in group.rows])
    _set(deck, group.heading, table, _noted(notes, group.rows), foot=group.note)


def _exception(row: Row) -> list[Paragraph]:
    why = [*row.reasons, *([row.light_since] if row.light_since else [])]
    said = ", ".join(why) or row.words or row.next_step
    return [light_pieces(row.light), _titled(row.title, row.place), cut_plainly(said, _LONGEST)]


def _titled(title: str, place: str) -> Paragraph:
    under = [BREAK, Piece(place, colour=theme.INK_MUTED)] if place else []
    return [Piece(cut_plainly(title, _LONGEST), is_bold=True), *under]


def _noted(notes: str, rows: Sequence[Row]) -> Callable[[slice], str]:
    """Give a slide's notes: what all rests on, and in which row of which list each initiative stands."""
    return lambda part: f"{notes}\n{_origins(rows[part])}"


def _origins(rows: Iterable[Row]) -> str:
    told = []
    for row in rows:
        place = ", ".join(filter(None, (row.origin.file_name, row.origin.sheet, row.origin.cell)))
        if place:
            told.append(f"{row.title}: {place}")
    return "\n".join(told)


def _asks(deck: Deck, pack: Pack, notes: str) -> None:
    title = t("pack.word_asks")
    if not pack.asks:
        text = t("pack.word_asks_none")
        deck.slide(title, notes).text([text], (LEFT, TOP, WIDE, Inches(1)), size=Pt(20))
    rows: list[list[Paragraph]] = [
        [_titled(it.title, it.body), cut_plainly(it.ask, _LONGEST), _lacking(it.lacks), it.waited]
        for it in pack.asks
    ]
    heads = _heads("initiative", "ask", "lacks", "waited")
    _set(deck, title, _Table(heads, (4.2, 2.6, 3.6, 1.7), rows), lambda _: notes)


def _lacking(lacks: Sequence[str]) -> str:
    if not lacks:
        return t("pack.word_ready")
    more = f" (+{len(lacks) - 1})" if len(lacks) > 1 else ""
    return cut_plainly(lacks[0], _LONGEST) + more


def _agenda(deck: Deck, pack: Pack, notes: str) -> None:
    rows: list[list[Paragraph]] = [
        [number(nth), _titled(it.title, it.section), cut_plainly(it.decision or it.reason, _LONGEST)]
        for nth, it in enumerate(pack.agenda, 1)
    ]
    table = _Table(["", *_heads("about", "outcome")], (0.6, 6.4, 5), rows)
    _set(deck, t("pack.word_agenda"), table, lambda _: notes)


def _actions(deck: Deck, pack: Pack, notes: str) -> None:
    rows: list[list[Paragraph]] = [
        [
            cut_plainly(it.text, _LONGEST),
            it.who,
            [Piece(it.due, is_bold=it.is_late, colour=_LATE if it.is_late else theme.INK)],
        ]
        for it in pack.actions
    ]
    _set(
        deck, t("pack.word_actions"), _Table(_heads("action", "who", "due"), (6, 3, 2), rows), lambda _: notes
    )


def _changes(deck: Deck, changes: Changes, notes: str) -> None:
    sums = " · ".join(f"{number(it.count)} {it.label}" for it in changes.sums)
    whole = f"{changes.heading}. {changes.note}. {sums}\n{notes}"
    for name, found, slides in (("worse", changes.worse, 2), ("better", changes.better, 1)):
        title = f"{t(f'pack.changes_{name}')}: {number(len(found))}"
        rows: list[list[Paragraph]] = [
            [
                _titled(it.title, it.place),
                "–" if it.before is None else light_pieces(it.before),
                light_pieces(it.light),
            ]
            for it in found
        ]
        table = _Table(_heads("initiative", "before", "now"), (8, 2, 2), rows)
        _set(deck, title, table, _noted(whole, found), foot=sums, slides=slides)


# --- A slide an initiative


def _page(deck: Deck, page: InitiativePage) -> None:
    board = deck.slide(_short(page.title), f"{origin_words(page)}\n{page.address}")
    beside = "   ".join(filter(None, (page.light_since, page.place)))
    head: list[Paragraph] = [[*light_pieces(page.light), Piece(f"   {beside}", colour=theme.INK_MUTED)]]
    if page.reasons:
        head.append([Piece(" · ".join(page.reasons), is_bold=True, colour=_LATE)])
    board.text(head, (LEFT, Inches(1.45), WIDE, Inches(0.9)))
    half, top, height = WIDE // 2 - Inches(0.2), Inches(2.45), Inches(4.4)
    facts = [
        [Piece(f"{it.label}: ", colour=theme.INK_MUTED), Piece(cut_plainly(it.text, _LONGEST))]
        for it in page.facts[:_FACTS]
    ]
    board.text(facts, (LEFT, top, half, height))
    board.text(_told(page), (LEFT + half + Inches(0.4), top, half, height))


def _told(page: InitiativePage) -> list[Paragraph]:
    said = (
        ("list_says", page.words or t("pack.word_no_words")),
        ("next_step", page.next_step),
        ("decision_last", page.decision or t("pack.word_no_decision")),
        ("process", page.process),
    )
    told: list[Paragraph] = []
    for name, text in said:
        if text:
            told.append([Piece(t(f"pack.word_{name}"), is_bold=True, colour=theme.PETROL)])
            told.append(cut_plainly(text, _LONGEST_TEXT))
    return told


# --- What it rests on


def _unknowns(deck: Deck, pack: Pack, notes: str) -> None:
    title, whole = t("pack.word_unknown"), "\n".join([notes, *pack.counted])
    if not pack.unknowns:
        text = t("pack.word_unknown_none")
        deck.slide(title, whole).text([text], (LEFT, TOP, WIDE, Inches(1)), size=Pt(20))
    rows: list[list[Paragraph]] = [
        [cut_plainly(it.text, _LONGEST_TITLE), number(it.count)] for it in pack.unknowns
    ]
    _set(deck, title, _Table(_heads("what_is_unknown", "how_many"), (9, 2), rows), lambda _: whole)


def _sources(deck: Deck, pack: Pack, notes: str) -> None:
    rows: list[list[Paragraph]] = [
        [
            cut_plainly(it.name, _LONGEST),
            it.month or t("pack.word_no_list"),
            it.uploaded,
            number(it.initiatives) if it.month else "–",
        ]
        for it in pack.sources
    ]

    def noted(part: slice) -> str:
        return "\n".join([notes, *(f"{it.name}: {it.file_name} {it.sha256}" for it in pack.sources[part])])

    table = _Table(_heads("list", "month", "loaded", "count"), (5.5, 2.5, 3, 1.1), rows)
    _set(deck, t("pack.word_sources"), table, noted)


# --- Words


def cut_plainly(text: str, longest: int) -> str:
    """Give as much of a text as there is room for."""
    one = " ".join(text.split())
    return one if len(one) <= longest else f"{one[:longest].rsplit(' ', 1)[0]} …"


def _short(title: str) -> str:
    return cut_plainly(title, _LONGEST_TITLE)
