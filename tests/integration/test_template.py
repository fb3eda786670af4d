"""The template: what is filled in, or was filled in for them, is read as exactly that."""

import datetime as dt
import io

import openpyxl
import pytest

from etl.report import summary_of
from etl.run import read_file
from etl.schema.marks import ID_HEADING
from etl.template import LIST, RECOMMENDED, WORDS, heading_of, template, written_value
from portfolio.errors import FileRefusedError
from portfolio.fields import FIELDS, ValueKind
from portfolio.records import FuzzyDate
from portfolio.reference import load_reference
from portfolio.vocabulary import LABELS, OrganisationKind, Precision

TITLES = ("Fælles sygepleje", "Telemedicin til KOL", "Akutteam om natten", "Demens i hjemmet", "Kost", "Sorg")
ROW_COUNT = 9
DAY = dt.date(2026, 3, 2)
DATES = (
    FuzzyDate(DAY, DAY, Precision.DAY),
    FuzzyDate(dt.date(2026, 3, 1), dt.date(2026, 3, 31), Precision.MONTH),
    FuzzyDate(dt.date(2026, 4, 1), dt.date(2026, 6, 30), Precision.QUARTER),
    FuzzyDate(dt.date(2026, 7, 1), dt.date(2026, 12, 31), Precision.HALF_YEAR),
    FuzzyDate(dt.date(2027, 1, 1), dt.date(2027, 12, 31), Precision.YEAR),
    FuzzyDate(dt.date(2026, 3, 2), dt.date(2026, 3, 8), Precision.WEEK),
    FuzzyDate(dt.date(2026, 3, 1), dt.date(2026, 3, 10), Precision.THIRD),
    FuzzyDate(dt.date(2026, 3, 1), dt.date(2026, 5, 31), Precision.SEASON),
    FuzzyDate(dt.date(2026, 3, 3), dt.date(2026, 6, 30), Precision.RANGE),
    FuzzyDate(dt.date(2026, 3, 3), None, Precision.OPEN),
    FuzzyDate(None, None, Precision.OPEN),
)
MUNICIPALITIES = sorted(
    it.id
    for it in load_reference().organisations
    if it.kind is OrganisationKind.MUNICIPALITY and it.last_date is None
)
TEXTS = {
    "title": lambda n: f"{TITLES[n % len(TITLES)]} {'i fællesskab' * (n // len(TITLES))}".strip(),
    "key": lambda n: str(n + 1),
    "contact": lambda n: f"navn{n}@randers.dk",
    "cluster": lambda n: ("Horsensklyngen", "Randersklyngen")[n % 2],
    "hospitals": lambda n: ("Regionshospitalet Horsens", "Regionshospitalet Randers")[n % 2],
    "owner": lambda n: ("Anne Holm", "Bo Lund", "Carla Friis")[n % 3],
    "lead": lambda n: ("Dorte Kjær", "Erik Møller", "Frida Dam")[n % 3],
    "focus_area": lambda n: ("Ældre", "Børn og unge", "Psykiatri")[n % 3],
}


def _value(field, n):
    match field.kind:
        case ValueKind.CODE:
            codes = [str(code) for code in LABELS[field.codes]]
            return codes[n % len(codes)]
        case ValueKind.DATE:
            return DATES[0 if n % 2 else n % len(DATES)]
        case ValueKind.MUNICIPALITIES:
            return tuple(MUNICIPALITIES[n * 11 : n * 11 + 3])
        case ValueKind.INTEGER:
            return 40 + n
        case ValueKind.SHARE:
            return round(0.05 * n, 2)
        case ValueKind.AMOUNT:
            return 150_000 + 25_000 * n
    return (
        TEXTS[field.name](n)
        if field.name in TEXTS
        else f"{field.label.da} for nummer {n}: det går efter planen"
    )


def _rows(names):
    return [({name: _value(FIELDS[name], n) for name in names}, 100 + n) for n in range(ROW_COUNT)]


def _read(data, tmp_path):
    path = tmp_path / "skabelon.xlsx"
    path.write_bytes(data)
    return read_file(path, path.name, dt.date(2026, 11, 1))


@pytest.mark.parametrize("names", [RECOMMENDED, tuple(name for name in FIELDS if name != "period")])
def test_what_was_filled_in_is_read_as_exactly_that(names, tmp_path):
    rows = _rows(names)

    reading = _read(template(names, rows, title="Klyngens liste"), tmp_path)

    assert [finding.message() for finding in reading.findings] == []
    assert [table.sheet for table in reading.tables] == [LIST]
    table = reading.tables[0]
    assert [column.field for column in table.columns] == list(names)
    for record, (values, our_id) in zip(table.records, rows, strict=True):
        assert {name: cell.value for name, cell in record.values.items()} == values | {"our_id": our_id}
    assert table.rows.read == table.rows.accepted == ROW_COUNT


def test_no_column_is_doubtful(tmp_path):
    reading = _read(template(RECOMMENDED, _rows(RECOMMENDED)), tmp_path)

    assert min(column.confidence for column in reading.tables[0].columns) >= 0.8
    assert "usikre" not in str(summary_of(reading, "da"))


@pytest.mark.parametrize("date", DATES, ids=lambda date: f"{date.precision}-{date.first}")
def test_a_date_is_written_so_that_it_is_read_as_the_same(date, tmp_path):
    rows = [({"title": title, "start": date, "status": "active"}, None) for title in TITLES]

    reading = _read(template(("title", "status", "start"), rows), tmp_path)

    assert {record.values["start"].value for record in reading.tables[0].records} == {date}


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.codes])
def test_every_word_to_choose_is_read_as_its_code(name, tmp_path):
    codes = [str(code) for code in LABELS[FIELDS[name].codes]]
    rows = [
        ({"title": f"{TITLES[n]} nu", "status": "active", "owner": "Anne", name: code}, None)
        for n, code in enumerate((codes * 6)[: len(TITLES)])
    ] + [
        ({"title": f"{title} igen", "status": "active", "owner": "Bo", name: codes[-1 - n % 2]}, None)
        for n, title in enumerate(TITLES)
    ]

    reading = _read(template(tuple(dict.fromkeys(("title", "status", "owner", name))), rows), tmp_path)

    found = [record.values[name].value for record in reading.tables[0].records]
    assert found == [values[name] for values, _ in rows]


def test_each_municipality_is_read_as_itself(tmp_path):
    rows = [
        ({"title": f"{TITLES[0]} {n}", "municipalities": (code,)}, n)
        for n, code in enumerate(MUNICIPALITIES, 1)
    ]

    reading = _read(template(("title", "municipalities", "status"), rows), tmp_path)

    found = [record.values["municipalities"].value for record in reading.tables[0].records]
    assert found == [(code,) for code in MUNICIPALITIES]


def test_fields_that_only_the_rows_have_are_kept(tmp_path):
    rows = [({"title": title, "status": "active", "risks": "Mangler læge"}, None) for title in TITLES]

    reading = _read(template(("title", "status"), rows), tmp_path)

    assert [column.field for column in reading.tables[0].columns] == ["title", "status", "risks"]


def test_a_template_for_nobody_holds_no_list(tmp_path):
    with pytest.raises(FileRefusedError) as refused:
        _read(template(), tmp_path)

    assert refused.value.id == "file.no_list"


def test_text_is_never_a_formula():
    rows = [({"title": "=1+1", "remarks": "@sum"}, 1)]

    sheet = openpyxl.load_workbook(io.BytesIO(template(("title", "remarks"), rows)))[LIST]

    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_it_offers_words_and_checks_what_is_written():
    book = openpyxl.load_workbook(
        io.BytesIO(template(RECOMMENDED, _rows(RECOMMENDED), title="Lister & sådan"))
    )
    sheet = book[LIST]
    rules = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule
        for rule in sheet.data_validations.dataValidation
    }
    letters = {
        heading_of(FIELDS[name]): openpyxl.utils.get_column_letter(n) for n, name in enumerate(RECOMMENDED, 1)
    }

    assert len(rules) == len(RECOMMENDED) + 1
    assert all(rule.prompt for rule in rules.values())
    for name in ("status", "phase", "traffic_light", "spread_potential", "municipalities"):
        rule = rules[letters[heading_of(FIELDS[name])]]
        assert rule.type == "list"
        assert rule.formula1.startswith(f"{WORDS}!")
    assert rules[letters["Start"]].type == "date"
    assert rules[letters["Budget"]].type == "decimal"
    words = {cell.value for cell in book[WORDS]["A"]} | {cell.value for cell in book[WORDS]["B"]}
    assert {"Aarhus", "I gang"} <= words


def test_it_prints_on_the_long_side_with_its_headings_on_each_page():
    sheet = openpyxl.load_workbook(io.BytesIO(template(RECOMMENDED, _rows(RECOMMENDED))))[LIST]

    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$B")
    assert sheet.freeze_panes == "C2"
    assert sheet.cell(1, len(RECOMMENDED) + 1).value == ID_HEADING


def test_written_values_are_plain():
    assert written_value(FIELDS["status"], "active") == "I gang"
    assert written_value(FIELDS["municipalities"], ("0751", "0730")) == "Aarhus, Randers"
    assert written_value(FIELDS["start"], DATES[0]) == DAY
    assert written_value(FIELDS["budget_dkk"], 5) == 5
