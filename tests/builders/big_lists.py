"""Large lists as Excel writes them: 25 Danish columns, shared strings, dates and amounts also as text."""

import datetime as dt
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from dashboard.format import month

Cell = str | int | float | dt.date

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DAY_ZERO = dt.date(1899, 12, 30)
_DATE_STYLE, _FIRST_LIGHT_STYLE = 1, 2

_FOCUS_AREAS = ("Sammen om ældre", "Sammen om psykisk sygdom", "Sammen om børn og unge")
_CLUSTERS = ("Randersklyngen", "Midtklyngen", "Horsensklyngen", "Aarhusklyngen", "Gødstrupklyngen")
_PLACES = ("Randers", "Favrskov", "Norddjurs", "Syddjurs", "Viborg", "Skive", "Silkeborg", "Herning", "Odder")
_SUBJECTS = (
    "faldforebyggelse",
    "hjemmebehandling",
    "genoptræning",
    "overgange",
    "palliation",
    "svangreomsorg",
)
_STATUSES = ("I gang", "Planlagt", "Afsluttet", "Sat på pause", "I drift", "Idé", "Igangværende", "Stoppet")
_LIGHTS = ("Grøn", "Gul", "Rød")
_WORDS = [
    "borgere",
    "kommune",
    "hospital",
    "forløb",
    "samarbejde",
    "indsats",
    "sygepleje",
    "læge",
    "møde",
    "plan",
    "data",
    "opfølgning",
    "udskrivning",
    "indlæggelse",
    "tværsektoriel",
    "praksis",
    "team",
    "koordinator",
    "træning",
    "hjemmet",
    "telefon",
    "støtte",
    "familie",
    "pårørende",
]


def _prose(rng: random.Random, least: int, most: int) -> str:
    return " ".join(rng.choices(_WORDS, k=rng.randint(least, most))).capitalize() + "."


def _start(number: int) -> dt.date:
    return dt.date(2019, 1, 1) + dt.timedelta(number * 7_919 % 2_500)


def _written_day(rng: random.Random, number: int) -> str:
    """Write a day some time after the start, in one of three spellings."""
    day = _start(number) + dt.timedelta(rng.randrange(60, 900))
    return rng.choice((f"{day:%d.%m.%Y}", f"{day.day}/{day.month}-{day:%y}", month(day)))


def _written_amount(rng: random.Random) -> str:
    return f"{rng.randrange(10_000_000) / 100:,.2f}".translate(str.maketrans(",.", ".,"))


def _places(rng: random.Random) -> str:
    return rng.choice(("; ", ", ", "\n")).join(rng.sample(_PLACES, rng.randint(1, 4)))


def _person(rng: random.Random) -> str:
    return f"Tovholder {rng.randrange(400)}"


HEADINGS = (
    "Nr.",
    "Projektnavn",
    "Beskrivelse",
    "Formål",
    "Fokusområde",
    "Mål i sundhedsaftalen",
    "Klynge",
    "Deltagende kommuner",
    "Hospital",
    "Almen praksis",
    "Projektejer",
    "Tovholder",
    "E-mail",
    "Målgruppe",
    "Antal borgere",
    "Status",
    "Fase",
    "Trafiklys",
    "Startdato",
    "Forventet slutdato",
    "Evalueringsdato",
    "Budget (kr.)",
    "Forbrug",
    "Spredningspotentiale",
    "Bemærkninger",
)


def _values(rng: random.Random, n: int) -> list[Cell]:
    """Give the cells of the row with a number."""
    return [
        n,
        f"Fælles {rng.choice(_SUBJECTS)} {n}",
        _prose(rng, 12, 30),
        _prose(rng, 5, 12),
        rng.choice(_FOCUS_AREAS),
        f"Mål {rng.randrange(1, 7)}",
        rng.choice(_CLUSTERS),
        _places(rng),
        f"Hospitalsenhed {rng.choice(_PLACES)}",
        rng.choice(("Ja", "Nej")),
        f"Chef {rng.randrange(60)}",
        _person(rng),
        f"tovholder{rng.randrange(400)}@kommune.example",
        f"Borgere med {rng.choice(_SUBJECTS)}",
        rng.randrange(5_000),
        rng.choice(_STATUSES),
        rng.choice(("Idé", "Afprøvning", "Implementering", "Drift")),
        rng.choice(_LIGHTS),
        _start(n),
        _written_day(rng, n),
        _written_day(rng, n),
        rng.randrange(5_000_000),
        _written_amount(rng),
        rng.choice(("Højt", "Mellem", "Lavt")),
        _prose(rng, 15, 42),
    ]


def big_rows(count: int, seed: int = 7, changed_every: int = 0) -> Iterator[list[Cell]]:
    """Give the heading, then so many rows; as a month later, when some say something else."""
    rng = random.Random(seed)
    yield list(HEADINGS)
    for number in range(1, count + 1):
        values = _values(rng, number)
        yield _changed(values) if changed_every and number % changed_every == 0 else values


def _changed(values: list[Cell]) -> list[Cell]:
    """Give a row with another status and more to remark."""
    status, remarks = HEADINGS.index("Status"), HEADINGS.index("Bemærkninger")
    values[status] = "I gang" if values[status] == "Afsluttet" else "Afsluttet"
    values[remarks] = f"{values[remarks]} Nyt siden sidst."
    return values


def make_big_xlsx(
    path: Path, count: int, *, seed: int = 7, is_coloured: bool = False, changed_every: int = 0
) -> Path:
    """Write a list of so many rows; in a coloured one each light's cell is filled with its colour.

    A month later each so-and-so-many-th row of the same list says something else.
    """
    texts: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _plain_parts():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, row in enumerate(big_rows(count, seed, changed_every), 1):
                part.write(_row(number, row, texts, is_coloured=is_coloured).encode())
            part.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w") as part:
            part.write(f'<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">'.encode())
            for text in texts:
                part.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>'.encode())
            part.write(b"</sst>")
    return path


def _row(number: int, row: list[Cell], texts: dict[str, int], *, is_coloured: bool) -> str:
    cells = "".join(
        _cell(f"{letters}{number}", value, texts, is_coloured=is_coloured)
        for letters, value in zip(_LETTERS, row, strict=True)
    )
    return f'<row r="{number}" spans="1:{len(row)}">{cells}</row>'


def _cell(place: str, value: Cell, texts: dict[str, int], *, is_coloured: bool) -> str:
    if isinstance(value, str):
        is_light = is_coloured and value in _LIGHTS
        style = f' s="{_FIRST_LIGHT_STYLE + _LIGHTS.index(value)}"' if is_light else ""
        return f'<c r="{place}"{style} t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    if isinstance(value, dt.date):
        return f'<c r="{place}" s="{_DATE_STYLE}"><v>{(value - _DAY_ZERO).days}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


_LETTERS = [chr(65 + n) for n in range(len(HEADINGS))]


def _plain_parts() -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _content_types()
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    yield "xl/workbook.xml", _workbook()
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(
            [
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "styles", "styles.xml"),
                ("rId3", "sharedStrings", "sharedStrings.xml"),
            ]
        ),
    )
    yield "xl/styles.xml", _styles()


def _content_types() -> str:
    package = "application/vnd.openxmlformats-package.relationships+xml"
    parts = {
        "workbook": "sheet.main",
        "worksheets/sheet1": "worksheet",
        "styles": "styles",
        "sharedStrings": "sharedStrings",
    }
    told = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{package}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _workbook() -> str:
    sheet = '<sheet name="Indsatser" sheetId="1" r:id="rId1"/>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheet}</sheets></workbook>'


def _relations(parts: list[tuple[str, str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, kind, target in parts
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _styles() -> str:
    """Give styles: 0 plain, 1 a date, 2 to 4 filled green, yellow and red."""
    fills = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{rgb}"/></patternFill></fill>'
        for rgb in ("00B050", "FFC000", "FF0000")
    )
    formats = "".join(f'<xf numFmtId="0" fontId="0" fillId="{2 + n}"/>' for n in range(3))
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><name val="Calibri"/></font></fonts>'
        f'<fills count="5"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
        f'<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0"/>'
        f'<xf numFmtId="14" fontId="0" fillId="0"/>{formats}</cellXfs></styleSheet>'
    )
