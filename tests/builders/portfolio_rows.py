"""The rows of a made-up portfolio: lists of clusters, initiatives changing a little from month to month."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from portfolio.encoding import cells_json
from portfolio.ledger import naming_of
from portfolio.records import CellValue, ColumnReading, FuzzyDate, Report, RowCounts, TableReading, Value
from portfolio.reference import Organisation, load_reference
from portfolio.rules.likeness import fold
from portfolio.rules.months import month_of
from portfolio.upload_rows import table_row
from portfolio.versions.history import Derived, Listing, MonthStatus, Span
from portfolio.versions.states import AREA_KINDS, Claim, State, state_of
from portfolio.vocabulary import (
    MatchMethod,
    Phase,
    Precision,
    SpreadPotential,
    Status,
    TableKind,
    TaskType,
    TrafficLight,
    UploadState,
)

TODAY = dt.date(2026, 11, 23)
BY = "konsulent"

Row = Sequence[Any]
Values = Mapping[str, Value]

_HEADINGS = {
    "key": "Nr.",
    "title": "Projektnavn",
    "description": "Beskrivelse",
    "focus_area": "Fokusområde",
    "goal": "Mål i sundhedsaftalen",
    "task_type": "Opgavetype",
    "cluster": "Klynge",
    "municipalities": "Deltagende kommuner",
    "owner": "Projektejer",
    "lead": "Tovholder",
    "target_group": "Målgruppe",
    "citizen_count": "Antal borgere",
    "status": "Status",
    "phase": "Fase",
    "traffic_light": "Trafiklys",
    "start": "Start",
    "end": "Slut",
    "evaluation_date": "Evalueringsdato",
    "budget_dkk": "Budget (kr.)",
    "spread_potential": "Spredningspotentiale",
    "remarks": "Bemærkninger",
}
_COLUMN = {name: chr(65 + place) for place, name in enumerate(_HEADINGS)}
_ROW_MARK = "§"
_FIRST_ROW = 2

_SUBJECTS = (
    "faldforebyggelse",
    "hjemmebehandling",
    "genoptræning",
    "overgange mellem sektorer",
    "lindring",
    "svangreomsorg",
    "medicingennemgang",
    "telemedicin",
    "forebyggende hjemmebesøg",
    "tidlig opsporing",
    "pårørendestøtte",
    "akutpladser",
)
_FORMS = ("Fælles", "Styrket", "Tværsektoriel", "Lokal", "Ny model for", "Bedre")
_GROUPS = ("ældre", "borgere med KOL", "gravide", "unge", "borgere med demens", "småbørnsfamilier")
_NOTES = (
    "Følger planen.",
    "Afventer afklaring af økonomi i styregruppen.",
    "Ansættelser er forsinket; ny tidsplan er aftalt.",
    "De første borgere er med.",
    "Drøftes på næste møde i klyngen.",
    "Erfaringer samles op midtvejs.",
    "Data fra hospitalet mangler.",
    "Kommunerne er klar til at gå i gang.",
)
_OTHER_AREAS = ("Digitale løsninger", "Lighed i sundhed")
_STATUSES = (
    *[Status.ACTIVE] * 11,
    *[Status.PLANNED] * 3,
    *[Status.COMPLETED] * 3,
    *[Status.IN_OPERATION] * 2,
    Status.IDEA,
    Status.PAUSED,
    Status.STOPPED,
)
_LIGHTS = (*[TrafficLight.GREEN] * 9, *[TrafficLight.YELLOW] * 4, *[TrafficLight.RED] * 2, TrafficLight.GREY)
_CHANGE_SHARE, _NEW_SHARE, _GONE_SHARE = 0.11, 0.01, 0.006


@dataclass(frozen=True)
class ListUpload:
    """One month's list of a source."""

    id: int
    month: dt.date
    at: dt.datetime


@dataclass(frozen=True)
class ClusterList:
    """A source: a cluster's own list, its uploads by month, and how large a share of the portfolio it has."""

    id: int
    area: Organisation
    municipalities: tuple[str, ...]
    uploads: tuple[ListUpload, ...]

    @property
    def name(self) -> str:
        """Give the list's name."""
        return f"{self.area.name}, projektliste"


@dataclass(frozen=True)
class Telling:
    """What a list says of an initiative from a month on; ``cells`` is its JSON, rows still open."""

    place: int
    values: Values
    cells: str
    state: State


@dataclass(frozen=True)
class Planned:
    """An initiative: in which of its list's months it stands, and what is told of it from when."""

    id: int
    source: ClusterList
    first: int
    last: int
    tellings: tuple[Telling, ...]
    naming_place: str

    def stands_in(self, place: int) -> bool:
        """Tell whether it stands in the list of a month, counted from the first."""
        return self.first <= place <= self.last

    @cached_property
    def by_month(self) -> tuple[Telling, ...]:
        """Give what is told in each month, from the first it stands in."""
        told: list[Telling] = []
        ends = [telling.place for telling in self.tellings[1:]] + [self.last + 1]
        for telling, end in zip(self.tellings, ends, strict=True):
            told += [telling] * (end - telling.place)
        return tuple(told)

    def at(self, place: int) -> Telling:
        """Give what is told in a month."""
        return self.by_month[place - self.first]


def cluster_lists(source_count: int, month_count: int) -> tuple[ClusterList, ...]:
    """Plan the sources and when each month's list came."""
    areas = _areas()
    months = _months(month_count)
    lists = []
    for number in range(source_count):
        area = areas[number % len(areas)]
        uploads = tuple(
            ListUpload(number * month_count + place + 1, month, _came(month, number))
            for place, month in enumerate(months)
        )
        lists.append(ClusterList(number + 1, area, _members(area), uploads))
    return tuple(lists)


def planned(number: int, lists: Sequence[ClusterList], seed: int) -> Planned:
    """Plan the initiative with a number; it depends on that, the lists and the seed alone."""
    rng = random.Random(f"{seed}/{number}")
    source = rng.choices(lists, weights=[3 + (7 * one.id) % 11 for one in lists])[0]
    month_count = len(source.uploads)
    first = max(0, month_count - rng.randint(1, 3)) if rng.random() < _NEW_SHARE else 0
    is_gone = first == 0 and month_count > 1 and rng.random() < _GONE_SHARE
    last = month_count - (2 if is_gone else 1)
    tellings = tuple(_tellings(rng, number, source, first, last))
    place = naming_of(_report(tellings[0].values, source, 0)).place
    return Planned(number, source, first, last, tellings, place)


def source_row(source: ClusterList) -> Row:
    """Give the row of ``source``."""
    name, created = source.name, source.uploads[0].at
    return (source.id, name, fold(name), source.area.name, source.area.id, None, created, BY)


def upload_rows(source: ClusterList) -> Iterator[Row]:
    """Give the rows of ``upload``."""
    for upload in source.uploads:
        sha256 = f"{upload.id:064x}"
        name = f"{source.area.name} {upload.month:%Y-%m}.xlsx"
        kept = (source.area.id, None, upload.at, BY, UploadState.ACTIVE)
        yield (
            upload.id,
            source.id,
            upload.month,
            name,
            250_000,
            sha256,
            "xlsx",
            *kept,
            *[None] * 6,
        )


def upload_table_row(upload: ListUpload, row_count: int) -> Row:
    """Give the row of ``upload_table``; its id is the upload's."""
    table = TableReading(
        sheet="Indsatser",
        kind=TableKind.INITIATIVES,
        header_rows=(1,),
        first_row=_FIRST_ROW,
        last_row=_FIRST_ROW + row_count - 1,
        columns=tuple(ColumnReading(_COLUMN[name], text, name, 0.98) for name, text in _HEADINGS.items()),
        rows=RowCounts(row_count, row_count, 0, 0, 0),
        skipped=(),
        outside=(),
        records=(),
    )
    return (upload.id, *table_row(upload.id, 1, table))


def report_row(initiative: Planned, place: int, number: int) -> Row:
    """Give the row of ``report`` for a month's list in which the initiative stands with a number."""
    told = initiative.at(place)
    row = number + _FIRST_ROW - 1
    values = told.values
    return (
        initiative.source.uploads[place].id,
        number,
        "Indsatser",
        row,
        None,
        values["key"],
        values["title"],
        initiative.naming_place,
        values["status"],
        values["phase"],
        values.get("traffic_light"),
        values["remarks"],
        told.cells.replace(_ROW_MARK, str(row)),
        "[]",
    )


def decision_row(id_: int, initiative: Planned, place: int, number: int) -> Row:
    """Give the row of ``match_decision`` about that report."""
    upload = initiative.source.uploads[place]
    is_new = place == initiative.first
    method, likeness = (MatchMethod.NEW, None) if is_new else (MatchMethod.KEY, 1.0)
    about = (upload.id, number, initiative.id, method, likeness)
    return (id_, *about, None, upload.at, BY, *[None] * 6)


def derived_of(initiative: Planned) -> Derived:
    """Give what follows from all the reports about an initiative."""
    uploads = initiative.source.uploads
    places = range(initiative.first, initiative.last + 1)
    statuses = {uploads[place].month: _month_status(initiative.at(place).values) for place in places}
    return Derived(
        versions=tuple(_versions(initiative)),
        listings=tuple(_listings(initiative)),
        months={
            uploads[place].month: (Span(uploads[place].at, None, statuses[uploads[place].month]),)
            for place in places
        },
    )


def _areas() -> list[Organisation]:
    return [row for row in load_reference().organisations if row.kind in AREA_KINDS and row.exists_on(TODAY)]


def _members(area: Organisation) -> tuple[str, ...]:
    found = [row.member for row in load_reference().memberships if row.organisation == area.id]
    return tuple(sorted(member for member in found if member.isdigit()))


def _months(count: int) -> list[dt.date]:
    months = [month_of(TODAY)]
    while len(months) < count:
        months.append(month_of(months[-1] - dt.timedelta(days=1)))
    return months[::-1]


def _came(month: dt.date, number: int) -> dt.datetime:
    return dt.datetime(month.year, month.month, 2 + number % 19, 8, number % 60, tzinfo=dt.UTC)


def _tellings(
    rng: random.Random, number: int, source: ClusterList, first: int, last: int
) -> Iterator[Telling]:
    values = _first_values(rng, number, source)
    yield _telling(first, values, source)
    for place in range(first + 1, last + 1):
        if rng.random() < _CHANGE_SHARE:
            values = values | _changed(rng, values)
            yield _telling(place, values, source)


def _telling(place: int, values: Values, source: ClusterList) -> Telling:
    report = _report(values, source, 0)
    state = state_of([Claim(source.id, source.area.id, report.values)], (), is_listed=True)
    cells = {
        name: cell.but(cell=f"{_COLUMN[name]}{_ROW_MARK}", text="") for name, cell in report.values.items()
    }
    return Telling(place, values, cells_json(cells), state)


def _report(values: Values, source: ClusterList, row: int) -> Report:
    cells = {name: CellValue(value, str(value), f"{_COLUMN[name]}{row}") for name, value in values.items()}
    if "cluster" in cells:
        cells["cluster"] = cells["cluster"].but(organisation=source.area.id)
    return Report(sheet="Indsatser", row=row, values=cells)


def _first_values(rng: random.Random, number: int, source: ClusterList) -> dict[str, Value]:
    subject, group = rng.choice(_SUBJECTS), rng.choice(_GROUPS)
    start = dt.date(2019, 1, 1) + dt.timedelta(days=rng.randrange(2_700))
    end = start + dt.timedelta(days=rng.randrange(200, 1_600))
    values: dict[str, Value | None] = {
        "key": str(number),
        "title": f"{rng.choice(_FORMS)} {subject} for {group} {number}",
        "description": f"Indsatsen prøver {subject} af for {group} i samarbejde mellem hospital og kommuner.",
        "focus_area": _focus_area(rng),
        "goal": _now_and_then(rng, 0.7, f"Mål {rng.choice(load_reference().goals).number}"),
        "task_type": _now_and_then(rng, 0.8, rng.choice(list(TaskType))),
        "cluster": _now_and_then(rng, 0.8, source.area.name),
        "municipalities": _now_and_then(rng, 0.93, _some(rng, source.municipalities)),
        "owner": _now_and_then(rng, 0.95, f"Chef {rng.randrange(60)}"),
        "lead": _now_and_then(rng, 0.9, f"Tovholder {rng.randrange(400)}"),
        "target_group": group.capitalize(),
        "citizen_count": _now_and_then(rng, 0.5, rng.randrange(20, 5_000)),
        "status": rng.choice(_STATUSES),
        "phase": rng.choice(list(Phase)),
        "traffic_light": _now_and_then(rng, 0.88, rng.choice(_LIGHTS)),
        "start": FuzzyDate(start, start, Precision.DAY),
        "end": _now_and_then(rng, 0.85, FuzzyDate(end, end, Precision.DAY)),
        "evaluation_date": _now_and_then(rng, 0.4, FuzzyDate(end, end, Precision.DAY)),
        "budget_dkk": _now_and_then(rng, 0.5, rng.randrange(50, 9_000) * 1_000),
        "spread_potential": _now_and_then(rng, 0.6, rng.choice(list(SpreadPotential))),
        "remarks": rng.choice(_NOTES),
    }
    return {name: value for name, value in values.items() if value is not None}


def _focus_area(rng: random.Random) -> str | None:
    own = [area.name for area in load_reference().focus_areas]
    return rng.choices((*own, rng.choice(_OTHER_AREAS), None), weights=(*[30] * len(own), 6, 4))[0]


def _some(rng: random.Random, municipalities: Sequence[str]) -> tuple[str, ...] | None:
    if not municipalities:
        return None
    return tuple(sorted(rng.sample(municipalities, rng.randint(1, len(municipalities)))))


def _now_and_then(rng: random.Random, share: float, value: Value | None) -> Value | None:
    return value if rng.random() < share else None


def _changed(rng: random.Random, values: Values) -> dict[str, Value]:
    """Give what a new month says differently: always another note, often another light or status."""
    found: dict[str, Value] = {"remarks": rng.choice([note for note in _NOTES if note != values["remarks"]])}
    if "traffic_light" in values and rng.random() < 0.7:
        found["traffic_light"] = rng.choice(_LIGHTS)
    if rng.random() < 0.3:
        found["status"], found["phase"] = rng.choice(_STATUSES), rng.choice(list(Phase))
    return found


def _month_status(values: Values) -> MonthStatus:
    light, status = values.get("traffic_light"), values["status"]
    return MonthStatus(
        None if light is None else TrafficLight(str(light)), Status(str(status)), str(values["remarks"])
    )


def _versions(initiative: Planned) -> Iterator[Span[State]]:
    uploads = initiative.source.uploads
    known = [(uploads[telling.place].at, telling.state) for telling in initiative.tellings]
    if initiative.last + 1 < len(uploads):
        gone = replace(known[-1][1], is_listed=False, source_count=0)
        known.append((uploads[initiative.last + 1].at, gone))
    ends = [at for at, _ in known[1:]] + [None]
    for (at, state), end in zip(known, ends, strict=True):
        yield Span(at, end, state)


def _listings(initiative: Planned) -> Iterator[Span[Listing]]:
    uploads = initiative.source.uploads
    lights = [_month_status(telling.values).traffic_light for telling in initiative.by_month]
    own = uploads[initiative.first : initiative.last + 1]
    ends = [following.at for _, following in pairwise(own)] + [None]
    for upload, before, end in zip(own, (None, *lights), ends, strict=False):
        yield Span(upload.at, end, Listing(own[0].month, upload.month, before))
