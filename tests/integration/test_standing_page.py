"""The page Status, an initiative's months and milestones, and the workbook of it all, over real databases."""

import datetime as dt
import io

import openpyxl
import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.pages import initiative, initiatives, standing
from dashboard.settings import Settings
from portfolio.database import writing
from portfolio.store import load_upload, withdraw_upload
from tests.builders.components import links_of, text_of
from tests.builders.components import table_with as cells_with
from tests.builders.other_tables import log, milestones
from tests.builders.uploads import (
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    at,
    day_value,
    make_report,
    make_table,
    make_upload,
    reading_of,
)

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
JUNE, JULY, AUGUST = (dt.date(2026, month, 1) for month in (6, 7, 8))
SYD = {"source": "Sundhedsklynge Syd", "organisation": "rh-syd"}
GRID = "Indsatser og deres trafiklys måned for måned"


def put(engine, month, on, *rows, tables=(), name="syd"):
    whole = reading_of(
        make_table(*(make_report(number, **row) for number, row in enumerate(rows, 2))),
        *tables,
        name=f"{name}-{month}.xlsx",
    )
    with writing(engine) as session:
        return load_upload(session, make_upload(whole, month=month, now=at(on), **SYD)).upload_id


def fill(engine):
    """Load three months of a list with a status log and milestones."""
    same = {"title": "Samme ord", "remarks": "Venter på lokaler.", "traffic_light": "yellow"}
    near = {"title": "Næsten", "traffic_light": "green"}
    red = {"title": "Rød uden ord", "traffic_light": "red", "lead": "Anne B.", "end": day_value("2026-10-31")}
    told = {"title": "Forklaret", "traffic_light": "yellow"}
    put(
        engine,
        SEPTEMBER,
        10,
        same,
        near | {"remarks": "Møde er aftalt til 3. september."},
        red,
        told,
        tables=[milestones(("Drift", "2026-10-01"), ("Lokaler", "2026-10-15"), title="Forklaret")],
    )
    put(
        engine,
        OCTOBER,
        40,
        same,
        near | {"remarks": "Møde er aftalt til 3. oktober."},
        told,
        tables=[milestones(("Drift", "2026-11-01"), ("Lokaler", "2026-10-15"), title="Forklaret")],
    )
    said = log(
        (JUNE, "green", "Opstart."),
        (AUGUST, "yellow"),
        (OCTOBER, "red", "Lokaler mistet."),
        title="Samme ord",
    )
    put(
        engine,
        NOVEMBER,
        70,
        same | {"traffic_light": "red"},
        near | {"remarks": "Møde er aftalt til 2. november"},
        red,
        told | {"traffic_light": "green", "remarks": "Ny læge.", "next_step": "Evaluering."},
        tables=[said, milestones(("Drift", "2027-01-15"), ("Evaluering", "2026-12-01"), title="Forklaret")],
    )


@pytest.fixture
def filled(database_url, tmp_path):
    app = create_app(Settings(database_url, tmp_path), None, lambda: NOW)
    engine = app.server.extensions[data.EXTENSION].engine
    fill(engine)
    yield app
    engine.dispose()


def lay_out(app, page=standing, *, path="/status", **query):
    with app.server.test_request_context(path):
        return page.layout(**query)


def table_with(shown, caption):
    """Give a table's texts, single spaces between words."""
    return [[" ".join(cell.split()) for cell in row] for row in cells_with(shown, caption)]


def sheets_of(answer):
    """Give a workbook's cells by sheet, days as days."""
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return {sheet.title: [[_value(cell.value) for cell in row] for row in sheet] for sheet in book}


def _value(value):
    return value.date() if isinstance(value, dt.datetime) else value


def grid_of(shown):
    return {row[0].split(" Sundhedsklynge")[0]: row[1:] for row in table_with(shown, GRID)[1:]}


def test_each_row_says_since_when_and_names_months_without_a_report(filled):
    rows = grid_of(lay_out(filled))

    assert rows["Rød uden ord"][0] == "Rød siden september (2 måneder) ikke indmeldt i oktober"
    assert rows["Samme ord"][0] == "Rød siden november (1 måned)"
    assert rows["Næsten"][0] == "Grøn siden september (3 måneder)"


def test_a_log_fills_the_months_before_and_is_told_from_the_lists(filled):
    shown = lay_out(filled)
    head, rows = table_with(shown, GRID)[0], grid_of(shown)

    assert head[2:] == ["jun. 26", "aug. 26", "sep. 26", "okt. 26", "nov. 26"]
    assert rows["Samme ord"][1:3] == ["● Grøn (fra statuslog)", "▲ Gul (fra statuslog)"]
    assert rows["Samme ord"][3:] == ["▲ Gul", "▲ Gul", "■ Rød"]


def test_where_log_and_list_disagree_both_are_shown_with_the_cell(filled):
    shown = lay_out(filled)
    caption = "1 måned har ét lys i listen og et andet i statusloggen"

    (row,) = table_with(shown, caption)[1:]
    assert row == [
        "Samme ord Sundhedsklynge Syd",
        "oktober 2026",
        "▲ Gul fra månedens liste",
        "■ Rød Lokaler mistet.",
        "Statuslog!C4 Sundhedsklynge Syd",
    ]
    assert "/indlaes/3" in links_of(shown)


def test_what_moved_stands_with_old_light_new_light_and_words(filled):
    shown = lay_out(filled)

    assert table_with(shown, "Bedre")[1] == [
        "Forklaret Sundhedsklynge Syd",
        "▲ Gul → ● Grøn fra oktober til november",
        "Ny læge. Næste skridt: Evaluering.",
    ]
    assert table_with(shown, "Dårligere")[1][2] == (
        "Venter på lokaler. Ordret det samme siden september (3 måneder)"
    )


def test_red_without_a_word_says_whom_to_ask(filled):
    shown = lay_out(filled)

    assert "1 er rød uden et ord om hvorfor" in text_of(shown)
    assert table_with(shown, "Røde indsatser uden ord")[1][2] == "Anne B."


def test_words_that_go_on_are_told_word_for_word_nearly_and_under_another_light(filled):
    shown = lay_out(filled)

    unsaid = table_with(shown, "Lyset har flyttet sig, men ordene er de samme (1)")[1]
    assert unsaid[1:] == ["▲ Gul → ■ Rød", "Venter på lokaler.", "siden september (3 måneder)"]
    near = table_with(shown, "Næsten ordret: kun datoer eller tegn er ændret (1)")[1]
    assert near[2:] == ["Møde er aftalt til 2. november", "siden september (3 måneder)"]
    assert "1 indsats har ordret samme tekst som måneden før, og 1 næsten" in text_of(shown)


def test_milestones_are_late_moved_next_and_gone(filled):
    shown = lay_out(filled)

    assert "1 milepæl er flyttet siden forrige liste" in text_of(shown)
    assert table_with(shown, "Flyttet siden forrige liste (1)")[1] == [
        "Drift Forklaret",
        "15.01.2027",
        "75 dage senere, før 01.11.2026 flyttet 2 gange, først 01.10.2026",
        "Milepæle!C2 Sundhedsklynge Syd",
    ]
    assert [row[0] for row in table_with(shown, "De næste 60 dage (2)")[1:]] == [
        "Evaluering Forklaret",
        "Drift Forklaret",
    ]
    assert table_with(shown, "Stod i forrige liste, ikke nået, og står der ikke mere (1)")[1][0] == (
        "Lokaler Forklaret"
    )


def test_a_past_day_shows_what_was_known_then(filled):
    shown = lay_out(filled, pr="2026-10-20")

    rows = grid_of(shown)
    assert rows["Samme ord"] == ["Gul siden september (2 måneder)", "▲ Gul", "▲ Gul"]
    assert table_with(shown, "Forsinkede (1)")[1][0] == "Lokaler Forklaret"
    assert "statusloggen" not in text_of(shown)


def test_a_day_to_compare_with_names_the_day(filled):
    shown = lay_out(filled, siden="2026-09-30")

    assert table_with(shown, "Bedre")[1][1] == "▲ Gul → ● Grøn siden 30.09.2026"


def test_a_withdrawn_list_takes_its_log_and_milestones_along(filled):
    with writing(filled.server.extensions[data.EXTENSION].engine) as session:
        withdraw_upload(session, 3, now=at(75), by="konsulent")

    shown = lay_out(filled)

    assert table_with(shown, GRID)[0][2:] == ["sep. 26", "okt. 26"]
    assert "hentet fra" not in text_of(shown)


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("vaerst", ["Rød uden ord", "Samme ord", "Forklaret", "Næsten"]),
        ("laengst", ["Næsten", "Rød uden ord", "Samme ord", "Forklaret"]),
        ("klynge", ["Rød uden ord", "Samme ord", "Forklaret", "Næsten"]),
    ],
)
def test_the_grid_is_sorted_as_asked(filled, order, titles):
    assert list(grid_of(lay_out(filled, orden=order))) == titles


def test_an_order_that_is_none_is_ignored_and_said_so(filled):
    shown = lay_out(filled, orden="baglaens")

    assert "kunne ikke bruges" in text_of(shown)
    assert len(grid_of(shown)) == 4


def test_more_than_a_page_is_a_link_away_and_a_page_too_far_is_the_last(filled):
    engine = filled.server.extensions[data.EXTENSION].engine
    put(engine, NOVEMBER, 71, *({"title": f"Indsats {n}"} for n in range(60)), name="mange")

    first, last = lay_out(filled), lay_out(filled, side="99")

    assert len(grid_of(first)) == 25
    assert len(grid_of(last)) == 10
    assert any(link.startswith("/status?") and "side=2" in link for link in links_of(first))


def test_filters_and_another_days_structure_hold_for_all_of_it(filled):
    assert list(grid_of(lay_out(filled, lys="roed"))) == ["Rød uden ord", "Samme ord"]
    councils = lay_out(filled, **{"som-paa": "2027-01-01"})
    assert len(table_with(councils, GRID)) == 5
    assert "Venter på lokaler." in text_of(councils)


def test_an_initiatives_page_tells_each_month_with_its_cells(filled):
    shown = lay_out(filled, initiative, path="/indsatser/1", initiative_id="1")

    rows = table_with(shown, "Status måned for måned")
    assert [row[0] for row in rows[1:]] == [
        "november 2026",
        "oktober 2026",
        "september 2026",
        "august 2026",
        "juni 2026",
    ]
    assert "statuslog: ■ Rød" in rows[2][1]
    assert "Lokaler mistet." in rows[2][2]
    assert rows[2][3] == "Indsatser!C2 Sundhedsklynge Syd Statuslog!C4 Sundhedsklynge Syd"
    assert rows[4][1] == "▲ Gul fra statuslog"
    assert "Rød siden november (1 måned)" in text_of(shown)


def test_an_initiatives_page_tells_its_milestones_with_the_days_they_had(filled):
    shown = lay_out(filled, initiative, path="/indsatser/4", initiative_id="4")

    rows = table_with(shown, "Indsatsens milepæle")
    assert "0 af 2 milepæle er nået" in text_of(shown)
    assert [row[0] for row in rows[1:]] == ["Evaluering", "Drift", "Lokaler"]
    assert rows[2][3] == (
        "75 dage senere 01.11.2026 i listen for oktober 2026 (Milepæle!C2) "
        "01.10.2026 i listen for september 2026 (Milepæle!C2)"
    )


def test_the_list_shows_since_when_where_it_is_asked_for(filled):
    shown = lay_out(filled, initiatives, path="/indsatser", kolonner="titel,lyssiden", sort="lyssiden")

    rows = table_with(shown, "Indsatser")
    assert [row[0] for row in rows[1:]][:2] == ["Næsten", "Rød uden ord"]
    assert rows[1][1] == "Grøn siden september (3 måneder)"


def test_the_workbook_has_all_of_it_a_table_a_sheet(filled):
    answer = filled.server.test_client().get("/hent/status.xlsx")

    cells = sheets_of(answer)
    assert list(cells) == [
        "Læs mig",
        "Måneder",
        "Lys",
        "Bevægelser",
        "Uforklarede",
        "Overskredne",
        "Milepæle",
        "Gentagelser",
        "Statuslog",
        "Ord",
    ]
    months = {row[0]: row for row in cells["Måneder"]}
    assert months["Rød uden ord"][5:8] == [SEPTEMBER, 2, "oktober"]
    assert months["Samme ord"][9] == "Grøn (fra statuslog)"
    assert [row[0] for row in cells["Uforklarede"][1:]] == ["Rød uden ord"]
    assert {(row[1], row[6]) for row in cells["Milepæle"][1:]} == {
        ("Evaluering", None),
        ("Drift", 75),
        ("Lokaler", None),
    }
    assert {(row[0], row[2]) for row in cells["Gentagelser"][1:]} == {
        ("Samme ord", "ordret"),
        ("Næsten", "næsten ordret"),
    }
    assert cells["Statuslog"][1][:5] == [
        "Samme ord",
        OCTOBER,
        "Gul",
        "månedens liste",
        "Rød",
    ]
    assert len(cells["Ord"]) == 1 + 5 + 3 + 2 + 3


def test_the_workbook_follows_the_filters(filled):
    answer = filled.server.test_client().get("/hent/status.xlsx?lys=groen")

    assert [row[0] for row in sheets_of(answer)["Måneder"]][1:] == ["Forklaret", "Næsten"]


def test_the_workbook_of_nothing_has_its_headings(filled):
    answer = filled.server.test_client().get("/hent/status.xlsx?q=findes-ikke")

    assert answer.status_code == 200
    assert [len(rows) for name, rows in sheets_of(answer).items() if name != "Læs mig"] == [1] * 9
