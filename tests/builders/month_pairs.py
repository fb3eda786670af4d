"""Pairs of monthly lists made up from words, where it is known which rows are about the same.

Rows are renamed, abbreviated, misspelt, moved, split and dropped, and namesakes stand beside each other: the
same title for each municipality, for each direction, for each year. What looks like a renaming may be another
initiative.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from portfolio.records import CellValue, FuzzyDate, Report
from portfolio.vocabulary import Precision

_WHAT = """
    Faldforebyggelse Hjemmetransfusion Ernæringsscreening Akutteam Gravidteam Sårpleje Hjerterehabilitering
    Hjernerehabilitering Lungerehabilitering Medicingennemgang Tandsundhed Rygestop Søvnskole Demensvejledning
    Palliationsteam Mentorordning Sepsisopfølgning Delirforebyggelse Inkontinensudredning Stomivejledning
    Overvægtsforløb Skærmstuegang Virtuel_konsultation Peer-støtte Sundhedscafé Fødselsforberedelse
    Genoptræningsplaner Udskrivningskonference Hjemmebehandling Telemedicin Pårørendestøtte Livsstilssamtaler
    Diabetesskole Osteoporoseudredning Misbrugsbehandling Krisesamtaler Skolesundhed Voldsforebyggelse
""".split()  # noqa: SIM905 -- a list of words is read more easily so
_WHOM = """
    ældre borgere_med_KOL borgere_med_hjertesvigt unge sårbare_gravide småbørn borgere_med_kræft
    dialysepatienter borgere_med_demens patienter_i_psykiatrien hjemløse borgere_med_diabetes skolebørn
    borgere_med_apopleksi
""".split()  # noqa: SIM905 -- as above
_WHERE = ["", "i hjemmet", "på plejecentre", "i akutmodtagelsen", "på tværs af sektorer", "i almen praksis"]
_LEADS = [f"Tovholder {letter}{number}" for letter in "ABCDEFGH" for number in range(1, 5)]
_MUNICIPALITIES = {
    "0730": "Randers",
    "0710": "Favrskov",
    "0707": "Norddjurs",
    "0706": "Syddjurs",
    "0791": "Viborg",
}
_AREAS = ["Ældre", "Psykisk sygdom", "Børn og unge", "Kronisk sygdom"]
_DIRECTIONS = ["Nord", "Syd", "Øst", "Vest"]
_STEPS = [
    "Møde med afdelingen",
    "Aftale på plads",
    "Venter på tal",
    "Oplæg til styregruppen",
    "Evaluering skrives",
]
_SHORTER = {"forebyggelse": "foreb.", "rehabilitering": "rehab.", "borgere": "brg.", "udskrivning": "udskr."}


@dataclass(frozen=True)
class Row:
    """A row of a made-up list, and which initiative it really is about."""

    identity: int
    title: str
    values: Mapping[str, object] = field(default_factory=dict)
    sheet: str | None = None


@dataclass(frozen=True)
class MonthPair:
    """Two months of a list, each as rows; ``kind`` names what is hard about it."""

    kind: str
    before: list[Row]
    after: list[Row]


def month_pairs(count: int, seed: int = 11) -> Iterator[MonthPair]:
    """Make so many pairs; the same count and seed give the same."""
    random = Random(seed)
    kinds = [_renamed, _template, _directions, _years, _split, _siblings, _sheets, _replaced, _poor]
    for number in range(count):
        yield kinds[number % len(kinds)](random)


def reports_of(rows: list[Row], sheet: str) -> list[Report]:
    """Give rows as a list's reports."""
    return [_report(number, row, sheet) for number, row in enumerate(rows, 2)]


def _report(number: int, row: Row, sheet: str) -> Report:
    cells = {"title": CellValue(row.title, row.title, f"B{number}")}
    for place, (name, value) in enumerate(row.values.items()):
        if value is not None:
            cells[name] = CellValue(value, str(value), f"{chr(67 + place)}{number}")
    return Report(sheet=row.sheet or sheet, row=number, values=cells)


def made_up_list(random: Random, size: int) -> list[Row]:
    """Make one list of so many rows, of 570 at most."""
    pairs = random.sample([(what, whom) for what in _WHAT for whom in [*_WHOM, ""]], size)
    has_keys = random.choice((None, "running", "stable"))
    rows = []
    for number, (what, whom) in enumerate(pairs, 1):
        words = [what, f"til {whom}" if whom else "", random.choice(_WHERE)]
        title = " ".join(word for word in words if word).replace("_", " ")
        key = {None: None, "running": str(number), "stable": f"P-{random.randrange(10**5):05}"}[has_keys]
        rows.append(Row(number, title, _values(random) | {"key": key}))
    return rows


def _values(random: Random) -> dict[str, object]:
    start = dt.date(random.randint(2023, 2026), random.randint(1, 12), 1)
    end = start + dt.timedelta(random.choice((365, 540, 730, 1095)))
    return {
        "lead": random.choice(_LEADS),
        "municipalities": tuple(sorted(random.sample(list(_MUNICIPALITIES), random.randint(1, 4)))),
        "focus_area": random.choice(_AREAS),
        "status": random.choice(("active", "active", "planned", "paused")),
        "traffic_light": random.choice(("green", "green", "yellow", "red")),
        "start": _day(start),
        "end": _day(end),
        "budget_dkk": random.choice((None, random.randrange(5, 300) * 10_000)),
        "completion_share": random.randrange(0, 20) / 20,
        "next_step": random.choice(_STEPS),
    }


def _day(day: dt.date) -> FuzzyDate:
    return FuzzyDate(day, day, Precision.DAY)


def _next_month(random: Random, rows: list[Row]) -> list[Row]:
    """Let a month pass: values change, rows go and come, are sorted anew, and are given running numbers."""
    kept = [_moved_on(random, row) for row in rows if random.random() > 0.06]
    new_rows = [
        replace(row, identity=10_000 + row.identity) for row in made_up_list(random, random.randint(0, 3))
    ]
    after = kept + [row for row in new_rows if row.title not in {old.title for old in rows}]
    random.shuffle(after)
    if any(str(row.values.get("key", "")).isdigit() for row in rows):
        after = [_with(row, key=str(number)) for number, row in enumerate(after, 1)]
    return after


def _moved_on(random: Random, row: Row) -> Row:
    changes: dict[str, object] = {}
    if random.random() < 0.4:
        changes |= {"completion_share": random.randrange(0, 20) / 20, "next_step": random.choice(_STEPS)}
    if random.random() < 0.2:
        changes["traffic_light"] = random.choice(("green", "yellow", "red"))
    if random.random() < 0.05:
        changes["lead"] = random.choice(_LEADS)
    if random.random() < 0.05:
        changes["end"] = _day(dt.date(2028, random.randint(1, 12), 28))
    return _with(row, **changes)


def _with(row: Row, **changes: object) -> Row:
    return replace(row, values={**row.values, **changes})


def _renamed(random: Random) -> MonthPair:
    """Titles get typing errors, abbreviations, words more or fewer, another order, or are written anew."""
    before = made_up_list(random, random.randint(12, 40))
    after = [
        replace(row, title=_another_title(random, row.title)) if random.random() < 0.25 else row
        for row in _next_month(random, before)
    ]
    return MonthPair("renamed", before, after)


def _another_title(random: Random, title: str) -> str:
    words = title.split()
    return random.choice(
        (
            _misspelt(random, title),
            _shorter(title),
            f"{title} - ny fase",
            f"Projekt: {title}",
            " ".join(words[:-1]) if len(words) > 2 else title.upper(),
            f"{' '.join(words[1:])}: {words[0].lower()}" if len(words) > 2 else f"{title} (pilot)",
            f"Bedre liv med {words[0].lower()}",
            f"{random.choice(('Tryg', 'Stærk', 'Nær'))} {random.choice(('hverdag', 'overgang', 'start'))}",
        )
    )


def _misspelt(random: Random, title: str) -> str:
    at = random.randrange(1, len(title) - 1)
    return random.choice((title[:at] + title[at + 1 :], title[:at] + title[at] + title[at:]))


def _shorter(title: str) -> str:
    for long_form, short_form in _SHORTER.items():
        title = title.replace(long_form, short_form)
    return title


def _template(random: Random) -> MonthPair:
    """One title for each municipality, alone or with its name; some municipalities join, others leave."""
    others = made_up_list(random, random.randint(5, 15))
    shared = {**_values(random), "lead": random.choice((None, "Programkontoret"))}
    what, is_named = _what(random, others), random.random() < 0.5
    rows = [
        Row(5_000 + number, f"{what} i {name}" if is_named else what, {**shared, "municipalities": (code,)})
        for number, (code, name) in enumerate(_MUNICIPALITIES.items())
    ]
    random.shuffle(rows)
    return _with_some(random, "template", others, rows)


def _directions(random: Random) -> MonthPair:
    """One title for each direction; some begin, others end."""
    others = made_up_list(random, random.randint(5, 15))
    shared = _values(random)
    what = _what(random, others)
    rows = [Row(6_000 + number, f"{what} {name}", shared) for number, name in enumerate(_DIRECTIONS)]
    random.shuffle(rows)
    return _with_some(random, "directions", others, rows)


def _years(random: Random) -> MonthPair:
    """The same again each year, or the next wave: another initiative."""
    others = made_up_list(random, random.randint(5, 15))
    shared = _values(random)
    what = _what(random, others)
    name = random.choice(("{} 202{}", "{}, bølge {}", "{} {}. hold"))
    rows = [Row(7_000 + year, name.format(what, year), shared) for year in range(4, 8)]
    return _with_some(random, "years", others, rows)


def _what(random: Random, others: list[Row]) -> str:
    """Give what a row is about, other than what others are."""
    taken = {row.title.split()[0] for row in others}
    return random.choice([what for what in _WHAT if what not in taken]).replace("_", " ")


def _with_some(random: Random, kind: str, others: list[Row], rows: list[Row]) -> MonthPair:
    """Put some of the namesakes into each month, and others beside them."""
    first, second = random.sample(rows, random.randint(1, 3)), random.sample(rows, random.randint(1, 3))
    after = [*_next_month(random, others), *(_moved_on(random, row) for row in second)]
    random.shuffle(after)
    return MonthPair(kind, others + first, after)


def _split(random: Random) -> MonthPair:
    """One row becomes two, and either may go on as the one: nobody but a person can say."""
    before = made_up_list(random, random.randint(8, 25))
    after = _next_month(random, before[1:])
    for place, where in enumerate(("i hjemmet", "på sygehuset")):
        after.append(
            _with(replace(before[0], identity=8_000 + place, title=f"{before[0].title} {where}"), key=None)
        )
    random.shuffle(after)
    return MonthPair("split", before, after)


def _siblings(random: Random) -> MonthPair:
    """A programme's parts: the same work for others, or nearly the same word, with all values alike."""
    others = made_up_list(random, random.randint(5, 15))
    shared = {**_values(random), "key": None}
    what = _what(random, others)
    titles = [f"{what} til {whom}".replace("_", " ") for whom in random.sample(_WHOM, 3)]
    titles += random.choice(
        (["Hjerteforløb", "Hjerneforløb"], ["Lungeskole", "Tungeskole"], ["KOL-dag", "FMK-dag"])
    )
    rows = [Row(3_000 + number, title, shared) for number, title in enumerate(titles)]
    return _with_some(random, "siblings", others, rows)


def _sheets(random: Random) -> MonthPair:
    """A sheet for each cluster, where the same title means another initiative; or the cluster in a column."""
    others = made_up_list(random, random.randint(5, 15))
    shared = {**_values(random), "municipalities": None}
    what, is_column = _what(random, others), random.random() < 0.5
    names = ("Nordklyngen", "Sydklyngen", "Vestklyngen", "Østklyngen")
    rows = [
        Row(2_000 + number, what, {**shared, "cluster": name})
        if is_column
        else Row(2_000 + number, what, shared, name)
        for number, name in enumerate(names)
    ]
    return _with_some(random, "sheets", others, rows)


def _replaced(random: Random) -> MonthPair:
    """An initiative ends and the same people begin another in its place, with much of the same."""
    before = made_up_list(random, random.randint(8, 25))
    after = _next_month(random, before[2:])
    titles = {row.title for row in [*before, *after]}
    fresh = [row for row in made_up_list(random, 6) if row.title not in titles]
    for old, new in zip(before[:2], fresh, strict=False):
        told = {name: old.values[name] for name in ("lead", "municipalities", "focus_area", "status", "end")}
        values = {**new.values, **told, "key": random.choice((None, old.values["key"]))}
        after.append(Row(9_000 + new.identity, new.title, values))
    random.shuffle(after)
    return MonthPair("replaced", before, after)


def _poor(random: Random) -> MonthPair:
    """Lists that tell little: a title, a status and a light."""
    pair = random.choice((_renamed, _directions, _years, _siblings))(random)
    return MonthPair("poor", [_bare(row) for row in pair.before], [_bare(row) for row in pair.after])


def _bare(row: Row) -> Row:
    return replace(row, values={name: row.values.get(name) for name in ("status", "traffic_light")})
