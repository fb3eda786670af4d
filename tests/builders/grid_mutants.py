"""Sheets gone wrong: rows and columns of real lists dropped, doubled, turned and put together at random."""

from collections.abc import Callable, Sequence
from random import Random

from etl.read.grid import Raw, Sheet, Workbook
from tests.builders.grids import make_sheet, make_workbook
from tests.builders.mutants import TEXTS

Rows = list[list[Raw]]
_MOST_ROWS, _MOST_COLUMNS = 120, 60


def grid_mutant(seed: int, sheets: Sequence[Sheet]) -> Workbook:
    """Make a workbook of one to three changed sheets; the same seed and sheets give the same."""
    random = Random(seed)
    return make_workbook(*(_changed(random, sheets, n) for n in range(random.choice((1, 1, 1, 2, 3)))))


def _changed(random: Random, sheets: Sequence[Sheet], number: int) -> Sheet:
    sheet = random.choice(sheets)
    rows = _rows(sheet)
    for _ in range(random.choice((0, 1, 2, 4, 8))):
        rows = random.choice(_CHANGES)(random, rows, sheets) or [[None]]
    rows = [row[:_MOST_COLUMNS] for row in rows[:_MOST_ROWS]]
    name = random.choice((sheet.name, f"Ark{number}", "2026", "Afsluttede")) or "Ark"
    return make_sheet(rows, f"{name} {number}", merges=_merges(random, rows))


def _rows(sheet: Sheet) -> Rows:
    return [[None] * (sheet.first_column - 1) + list(row) for row in sheet.rows[:_MOST_ROWS]]


def _merges(random: Random, rows: Rows) -> list[str]:
    """Merge a few blocks that do not overlap: each begins below the last."""
    found, row = [], 1
    for _ in range(random.choice((0, 0, 1, 3))):
        row += random.randint(0, max(1, len(rows) // 2))
        down, column, right = random.choice((0, 0, 1, 3)), random.randint(0, 15), random.choice((0, 1, 4))
        found.append(f"{chr(65 + column)}{row}:{chr(65 + column + right)}{row + down}")
        row += down + 1
    return found


def _wide(rows: Rows) -> int:
    return max(map(len, rows), default=0)


def _drop_row(random: Random, rows: Rows, _: Sequence[Sheet]) -> Rows:
    begin = random.randrange(len(rows))
    return rows[:begin] + rows[begin + random.choice((1, 1, 3)) :]


def _double_row(random: Random, rows: Rows, _: Sequence[Sheet]) -> Rows:
    begin = random.randrange(len(rows))
    return [*rows[:begin], list(random.choice(rows)), *rows[begin:]]


def _blank(random: Random, rows: Rows, _: Sequence[Sheet]) -> Rows:
    begin = random.randrange(len(rows) + 1)
    return [*rows[:begin], *([[]] * random.choice((1, 2, 9))), *rows[begin:]]


def _drop_column(random: Random, rows: Rows, _: Sequence[Sheet]) -> Rows:
    column = random.randrange(_wide(rows) + 1)
    return [row[:column] + row[column + 1 :] for row in rows]


def _add_column(random: Random, rows: Rows, _: Sequence[Sheet]) -> Rows:
    column, value = random.randrange(_wide(rows) + 1), random.choice((None, "x", 1.0))
    return [[*row[:column], value, *row[column:]] for row in rows]


def _swap_columns(random: Random, rows: Rows, _: Sequence[Sheet]) -> Rows:
    wide = _wide(rows)
    order = list(range(wide))
    random.shuffle(order)
    filled = [row + [None] * (wide - len(row)) for row in rows]
    return [[row[column] for column in order] for row in filled]


def _shuffle(random: Random, rows: Rows, _: Sequence[Sheet]) -> Rows:
    first = random.randrange(len(rows))
    rest = rows[first:]
    random.shuffle(rest)
    return rows[:first] + rest


def _write(random: Random, rows: Rows, sheets: Sequence[Sheet]) -> Rows:
    """Write texts, or cells of any list, anywhere."""
    made = [list(row) for row in rows]
    other = _rows(random.choice(sheets)) or [[None]]
    for _ in range(random.choice((1, 5, 30))):
        row = random.choice(made)
        theirs = random.choice(other) or [None]
        column = random.randrange(len(row) + 1)
        row[column : column + 1] = [random.choice(TEXTS) if random.random() < 0.5 else random.choice(theirs)]
    return made


def _clear(random: Random, rows: Rows, _: Sequence[Sheet]) -> Rows:
    column = random.randrange(_wide(rows) + 1)
    return [row[:column] + [None] * (column < len(row)) + row[column + 1 :] for row in rows]


def _turn(_: Random, rows: Rows, __: Sequence[Sheet]) -> Rows:
    wide = _wide(rows)
    return [[row[column] if column < len(row) else None for row in rows] for column in range(wide)]


def _below(random: Random, rows: Rows, sheets: Sequence[Sheet]) -> Rows:
    return [*rows, *([[]] * random.choice((0, 1, 3))), *_rows(random.choice(sheets))]


def _beside(random: Random, rows: Rows, sheets: Sequence[Sheet]) -> Rows:
    other, wide = _rows(random.choice(sheets)), _wide(rows) + random.choice((0, 1, 2))
    most = max(len(rows), len(other))
    left, right = rows + [[]] * (most - len(rows)), other + [[]] * (most - len(other))
    return [row + [None] * (wide - len(row)) + more for row, more in zip(left, right, strict=True)]


_CHANGES: tuple[Callable[[Random, Rows, Sequence[Sheet]], Rows], ...] = (
    *(_drop_row, _double_row, _blank, _drop_column, _add_column, _swap_columns, _shuffle, _write, _write),
    *(_clear, _turn, _below, _beside),
)
