"""The pages' sums once more, in plain loops over rows: what the snapshot's sums are held against."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portfolio.reference import Goal
from portfolio.rules.gaps import Gap
from portfolio.rules.goals import goals_named
from portfolio.rules.lateness import is_finished, is_overdue
from portfolio.rules.likeness import fold
from portfolio.rules.months import is_silent
from portfolio.rules.order import danish_key
from portfolio.selection import UNKNOWN_CODE, Criteria
from portfolio.stand_ins import OTHER_CODE
from tests.builders.snapshots import Report

Row = Mapping[str, object]

_FIELDS = {
    "focus_areas": "focus_area_id",
    "organisations": "organisation_id",
    "statuses": "status",
    "traffic_lights": "traffic_light",
    "phases": "phase",
    "spread_potentials": "spread_potential",
}
_SEARCHED = (
    *("key", "title", "description", "focus_area", "goal", "organisation", "target_group", "owner", "lead"),
    *("hospitals", "next_step", "remarks"),
)
_SEVERITY = {"red": 0, "yellow": 1, "green": 2}


@dataclass(frozen=True)
class Plain:
    """A portfolio as rows."""

    rows: Sequence[Row]
    pairs: Sequence[tuple[int, str]]
    reports: Sequence[Report]
    today: dt.date

    def judged(self) -> list[dict[str, object]]:
        """Give the rows with what the snapshot adds."""
        return [self._judged(row) for row in self.rows]

    def _judged(self, row: Row) -> dict[str, object]:
        status, end = row["status"], row["end_last"]
        ids = {
            "focus_area_id": row["focus_area_id"] or (OTHER_CODE if row["focus_area"] else None),
            "organisation_id": row["organisation_id"] or (OTHER_CODE if row["organisation"] else None),
        }
        return {
            **row,
            **ids,
            "municipalities": sorted(code for id_, code in self.pairs if id_ == row["id"]),
            "is_overdue": is_overdue(end, row["end_precision"], status, self.today),
            "is_finished": is_finished(status),
            "is_silent": not is_finished(status) and is_silent(row["last_month"], self.today),
        }

    def select(self, criteria: Criteria) -> list[dict[str, object]]:
        """Give the rows that meet the criteria."""
        return [row for row in self.judged() if _meets(row, criteria)]

    def lights_by_month(self, chosen: Sequence[Row]) -> dict[tuple[dt.date, str | None], int]:
        ids = {row["id"] for row in chosen}
        return dict(Counter((month, light) for id_, month, light, _ in self.reports if id_ in ids))

    def measured_months(self) -> set[dt.date]:
        """Give the months from the first in which at least a tenth as many are reported as in the fullest."""
        told = Counter(month for _, month, _, _ in self.reports)
        enough = max(told.values(), default=0) / 10
        first = min((month for month, count in told.items() if count >= enough), default=None)
        return {month for month in told if first is not None and month >= first}

    def light_until(self, id_: object, month: dt.date) -> tuple[bool, str | None]:
        """Tell whether an initiative was reported in a month or before, and its newest light until then."""
        until = sorted((at, light or "") for one, at, light, _ in self.reports if one == id_ and at <= month)
        return bool(until), (until[-1][1] or None) if until else None

    def copied(self) -> dict[object, str]:
        """Give the texts of those whose two newest reports say the same, by id."""
        found = {}
        for row in self.rows:
            told = sorted((at, text) for one, at, _, text in self.reports if one == row["id"])
            texts = [text for _, text in told[-2:]]
            if len(texts) == 2 and texts[0] is not None and texts[0] == texts[1]:
                found[row["id"]] = texts[1]
        return found


def has_gap(row: Row, gap: Gap) -> bool:
    """Tell whether something is missing about a row."""
    return {
        Gap.RESPONSIBLE: row["owner"] is None and row["lead"] is None,
        Gap.TRAFFIC_LIGHT: row["traffic_light"] is None,
        Gap.STATUS: row["status"] is None,
        Gap.END_PASSED: bool(row["is_overdue"]),
        Gap.END: row["end_last"] is None and row["end_precision"] != "open" and not row["is_finished"],
        Gap.FOCUS_AREA: row["focus_area_id"] is None,
        Gap.MUNICIPALITIES: not row["municipalities"],
        Gap.SILENT: bool(row["is_silent"]),
        Gap.RED_UNEXPLAINED: row["traffic_light"] == "red" and row["remarks"] is row["next_step"] is None,
        Gap.EVALUATION: row["evaluation_last"] is None and not row["is_finished"],
        Gap.UNKNOWN_PLACE: False,
    }[gap]


def _meets(row: Row, criteria: Criteria) -> bool:
    for field, column in _FIELDS.items():
        asked = getattr(criteria, field)
        if asked and (row[column] or UNKNOWN_CODE) not in asked:
            return False
    places = {*row["municipalities"]} or {UNKNOWN_CODE}
    if criteria.municipalities and not places & {*criteria.municipalities}:
        return False
    text = fold(" ".join(str(row[name]) for name in _SEARCHED if row[name] is not None))
    return (
        all(word in text for word in fold(criteria.text).split())
        and all(has_gap(row, gap) for gap in criteria.gaps)
        and bool(row["is_listed"] or not criteria.only_listed)
    )


def counts(rows: Sequence[Row], column: str) -> dict[object, int]:
    """Count rows by a column."""
    return dict(Counter(row[column] for row in rows))


def crossed(rows: Sequence[Row], one: str, other: str) -> dict[object, int]:
    """Count rows by two columns."""
    return dict(Counter((row[one], row[other]) for row in rows))


def load(rows: Sequence[Row]) -> set[tuple[object, int, int, int, int]]:
    """Count what each municipality takes part in: all, unfinished, red, overdue."""
    tally: dict[object, list[int]] = {}
    for row in rows:
        marks = (True, not row["is_finished"], row["traffic_light"] == "red", row["is_overdue"])
        for code in row["municipalities"] or [None]:
            own = tally.setdefault(code, [0, 0, 0, 0])
            tally[code] = [number + bool(mark) for number, mark in zip(own, marks, strict=True)]
    return {(code, *numbers) for code, numbers in tally.items()}


def worst_first(rows: Sequence[Row]) -> list[object]:
    """Give the ids, the worst first."""
    return [row["id"] for row in sorted(rows, key=_how_bad)]


def _how_bad(row: Row) -> tuple[int, bool, str]:
    return _SEVERITY.get(row["traffic_light"], 3), not row["is_overdue"], danish_key(row["title"])


def moved(rows: Sequence[Row], direction: int) -> list[Row]:
    """Give those whose light got worse (-1) or better (1)."""
    lit = [row for row in rows if {row["traffic_light"], row["previous_traffic_light"]} <= _SEVERITY.keys()]
    step = lambda row: _SEVERITY[row["traffic_light"]] - _SEVERITY[row["previous_traffic_light"]]  # noqa: E731
    return [row for row in lit if step(row) * direction > 0]


def by_goal(rows: Sequence[Row], goals: Sequence[Goal]) -> dict[str, list[object]]:
    """Give the ids of the rows that name each goal."""
    return {
        goal.id: [row["id"] for row in rows if goal.id in goals_named(row["goal"], goals)] for goal in goals
    }
