"""What an address asks the spread matrix for: held against whom, which rows and columns, what is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard import data
from dashboard.components.followed import followed
from dashboard.filters import Asked, Ignored, number_in, to_query
from dashboard.format import danish_key
from dashboard.labels import party_name
from portfolio.moments import Moment
from portfolio.process.adoption import AdoptionCounts, Receiver
from portfolio.snapshot import Item
from portfolio.spread.matrix import Ground, MatrixCell, MatrixRow, Moved, added, load, moved
from portfolio.vocabulary import OrganisationKind

MATRIX = "/spredning/matrix"
MATRIX_FILE = "/hent/spredningsmatrix.xlsx"
AXIS_KEY, REGION_KEY, ROWS_KEY, ROW_KEY, COLUMN_KEY = "hos", "region", "raekker", "indsats", "modtager"
OWN_KEYS = (AXIS_KEY, REGION_KEY, ROWS_KEY, ROW_KEY, COLUMN_KEY)
ALL_ROWS = "alle"
ROWS_ON_PAGE = 200
AXIS_WORDS: Mapping[str, OrganisationKind] = {
    "kommuner": OrganisationKind.MUNICIPALITY,
    "klynger": OrganisationKind.CLUSTER,
    "sundhedsraad": OrganisationKind.HEALTH_COUNCIL,
    "hospitaler": OrganisationKind.HOSPITAL,
}
"""Whom a matrix can be held against, by the word in the address."""

_AXIS = "kommuner"


@dataclass(frozen=True, slots=True, eq=False)
class MatrixAsked:
    """What is shown for an address.

    Attributes:
        asked: the address.
        axis_word: whom it is held against, as the address says it.
        ground: who is on the axis.
        columns: the receivers shown, region by region.
        rows: the initiatives shown with what is known of each, those spread farthest first.
        chosen_count: how many initiatives meet the filters.
        silent: how many of those nobody has said a word about.
        regions: the regions that can be chosen among.
        region: the one that is chosen; None: all.
        ignored: parts of the address that could not be used.
    """

    asked: Asked
    axis_word: str
    ground: Ground
    columns: tuple[str, ...]
    rows: tuple[tuple[Item, MatrixRow], ...]
    chosen_count: int
    silent: int
    regions: tuple[str, ...]
    region: str | None
    ignored: tuple[Ignored, ...]

    @property
    def axis(self) -> OrganisationKind:
        """Whom it is held against."""
        return self.ground.axis

    def counts(self) -> AdoptionCounts:
        """Count all places that are shown."""
        return added(row.counts(self.columns) for _, row in self.rows)

    def load(self, column: str) -> AdoptionCounts:
        """Count what a receiver carries."""
        return load((row for _, row in self.rows), column)

    def known_rows(self) -> int:
        """Give of how many initiatives something is known here."""
        return sum(1 for _, row in self.rows if any(it.uptake for it in self.cells(row)))

    def cells(self, row: MatrixRow) -> list[MatrixCell]:
        """Give what is said of the receivers shown."""
        return [row.cells[it] for it in self.columns if it in row.cells]

    def disputes(self) -> list[tuple[Item, str, MatrixCell]]:
        """Give the places of which different things are said."""
        return [
            (item, column, row.cells[column])
            for item, row in self.rows
            for column in self.columns
            if column in row.cells and row.cells[column].is_disputed
        ]

    def opened_row(self) -> tuple[Item, MatrixRow] | None:
        """Give the initiative that the address opens."""
        wanted = number_in(self.asked.own.get(ROW_KEY, ""))
        return next((it for it in self.rows if it[0].id == wanted), None)

    def opened_column(self) -> str | None:
        """Give the receiver that the address opens."""
        wanted = self.asked.own.get(COLUMN_KEY)
        return wanted if wanted in self.columns else None

    def moved(self, since: Moment) -> list[Moved]:
        """Give the places that are otherwise than at an earlier moment."""
        then = data.spread_matrix(self.axis, since).rows
        shown = set(self.columns)
        return [it for it in moved(then, (row for _, row in self.rows)) if it.column in shown]

    def address(self, **own: str | None) -> str:
        """Give this page's address with some of its own keys otherwise; None takes one away."""
        return MATRIX + to_query(self.but(**own))

    def but(self, **own: str | None) -> Asked:
        """Give what is asked for with some keys otherwise, on the first page."""
        kept = dict(self.asked.own) | {_KEYS[name]: value for name, value in own.items() if value is not None}
        gone = {_KEYS[name] for name, value in own.items() if value is None}
        return replace(self.asked, own={key: it for key, it in kept.items() if key not in gone}, page=1)

    def unplaced(self) -> list[tuple[Item, Receiver]]:
        """Give receivers that stand on no axis at all: most are names that the reference data do not have."""
        kinds = set(AXIS_WORDS.values()) | {OrganisationKind.PLANNING_AREA}
        return [
            (item, it)
            for item, row in self.rows
            for it in row.elsewhere
            if (known := self.ground.organisation(it.organisation)) is None or known.kind not in kinds
        ]


_KEYS = {
    "axis": AXIS_KEY,
    "region": REGION_KEY,
    "rows": ROWS_KEY,
    "row": ROW_KEY,
    "column": COLUMN_KEY,
}


def matrix_asked(asked: Asked) -> MatrixAsked:
    """Give what the matrix shows for an address."""
    word = asked.own.get(AXIS_KEY, _AXIS)
    known = data.spread_matrix(AXIS_WORDS.get(word, AXIS_WORDS[_AXIS]))
    chosen = followed(asked.criteria)
    heard = set(known.rows) | set(data.adoption().unread)
    shows_all = asked.own.get(ROWS_KEY) == ALL_ROWS
    rows = [(it, _row(known, it.id)) for it in chosen if shows_all or it.id in heard]
    every = _columns(known.ground, [row for _, row in rows])
    regions = tuple(dict.fromkeys(it for column in every if (it := known.ground.region(column))))
    region = asked.own.get(REGION_KEY)
    chosen_region = region if region in regions else None
    columns = tuple(it for it in every if chosen_region in (None, known.ground.region(it)))
    if chosen_region is not None:
        rows = [(item, row) for item, row in rows if row.asked(columns)]
    return MatrixAsked(
        asked=asked,
        axis_word=word if word in AXIS_WORDS else _AXIS,
        ground=known.ground,
        columns=columns,
        rows=tuple(sorted(rows, key=lambda it: _order(it, columns))),
        chosen_count=len(chosen),
        silent=sum(1 for it in chosen if it.id not in heard),
        regions=regions,
        region=chosen_region,
        ignored=tuple(_ignored(asked, word, chosen_region)),
    )


def _row(known: data.SpreadMatrix, initiative_id: int) -> MatrixRow:
    found = known.rows.get(initiative_id)
    return data.bare_row(known, initiative_id) if found is None else found


def _columns(ground: Ground, rows: Sequence[MatrixRow]) -> list[str]:
    """Give the receivers that some initiative is meant for or told of, by region and name."""
    found: set[str] = set()
    for row in rows:
        found |= row.meant
        found.update(row.cells)
    return sorted(found, key=lambda it: _column_order(ground, it))


def _column_order(ground: Ground, column: str) -> tuple[str, bool, str]:
    region = ground.region(column)
    place = danish_key(party_name(region)) if region else ""
    return (place, ground.has_ended(column), danish_key(party_name(column)))


def _order(it: tuple[Item, MatrixRow], columns: Sequence[str]) -> tuple[int, int, int]:
    """Give an initiative's place: those used in most places first, then those best known, then by title."""
    item, row = it
    counts = row.counts(columns)
    known = counts.asked - counts.unknown
    return (-counts.in_use, -known, int(item.known.title_rank[item.place]))


def _ignored(asked: Asked, word: str, region: str | None) -> list[Ignored]:
    own = asked.own
    found = [] if word in AXIS_WORDS else [Ignored(AXIS_KEY, word)]
    if own.get(REGION_KEY, region) != region:
        found.append(Ignored(REGION_KEY, own[REGION_KEY]))
    if own.get(ROWS_KEY, ALL_ROWS) != ALL_ROWS:
        found.append(Ignored(ROWS_KEY, own[ROWS_KEY]))
    return found
