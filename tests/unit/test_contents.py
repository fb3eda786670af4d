"""What a file holds, in figures: sums, parties, dates and codes."""

import datetime as dt

from etl.contents import contents
from portfolio.contents import AmountSum, Coded, Filled
from tests.builders.grids import make_sheet, read

HEAD = ("Projekt", "Status", "Trafiklys", "Kommuner", "Start", "Slut", "Budget (kr.)", "Hospital")
BODY = (
    ("Akutteam", "I gang", "Grøn", "Randers, Favrskov", dt.date(2025, 3, 1), "2026", 100000, "RHR"),
    (
        "Hjerterehabilitering",
        "I gang",
        "Gul",
        "Randers",
        dt.date(2024, 5, 2),
        "ultimo 2027",
        "200.000",
        "AUH",
    ),
    ("Telemedicin", "på skinner", "Grøn", "Norddjurs", None, None, "50.000 EUR", "AUH"),
    ("Fald hos ældre", None, None, None, dt.date(2026, 1, 1), "løbende", None, None),
)
MONTHS = ("sep. 2026", "okt. 2026", "nov. 2026")
LOG = (
    ("Indsats", "Måned", "Trafiklys"),
    *((name, month, "Grøn") for name in ("Akutteam", "Fald") for month in MONTHS),
)
FOUND = contents(read((HEAD, *BODY)))


def test_initiatives_and_amounts_are_added_up():
    assert FOUND.initiatives == 4
    assert FOUND.amounts == (AmountSum("budget_dkk", 300_000, 2, 1),)


def test_each_municipality_is_counted_in_cells_of_several():
    (municipalities, hospitals) = FOUND.named

    assert (municipalities.field, municipalities.count) == ("municipalities", 3)
    assert dict(municipalities.most) == {"0730": 2, "0710": 1, "0707": 1}
    assert hospitals.most[0] == ("AUH", 2)


def test_the_first_and_the_last_day_are_told_with_their_field():
    assert (FOUND.first_date, FOUND.first_field) == (dt.date(2024, 5, 2), "start")
    assert (FOUND.last_date, FOUND.last_field) == (dt.date(2027, 12, 31), "end")


def test_codes_are_counted_with_those_that_have_none():
    coded = {it.field: it for it in FOUND.coded}

    assert coded["status"] == Coded("status", {"active": 2}, 2, 1)
    assert coded["traffic_light"] == Coded("traffic_light", {"green": 2, "yellow": 1}, 1)


def test_every_field_that_is_stated_is_counted():
    filled = {it.field: it for it in FOUND.filled}

    assert filled["title"] == Filled("title", 4)
    assert filled["budget_dkk"] == Filled("budget_dkk", 3)
    assert filled["status"] == Filled("status", 3, 1)
    assert "remarks" not in filled


def test_several_lists_are_counted_together_and_other_tables_beside():
    lists = make_sheet((HEAD, *BODY), "A"), make_sheet((HEAD, *BODY), "B")

    found = contents(read(*lists, make_sheet(LOG, "C")))

    assert found.initiatives == 8
    assert found.others == {"status_log": 6}
    assert found.amounts[0].total_dkk == 600_000


def test_a_file_without_initiatives_has_no_dates():
    found = contents(read(LOG))

    assert (found.initiatives, found.first_date, found.last_date, found.filled) == (0, None, None, ())


def test_a_long_list_is_counted_as_a_short_one_is():
    short = contents(read((HEAD, *BODY)))

    long = contents(read((HEAD, *((f"{row[0]} {n}", *row[1:]) for n in range(50) for row in BODY))))

    assert long.initiatives == 50 * short.initiatives
    assert long.amounts[0].total_dkk == 50 * short.amounts[0].total_dkk
    assert long.named[0].most == tuple((code, 50 * count) for code, count in short.named[0].most)
