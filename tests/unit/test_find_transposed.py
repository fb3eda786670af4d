import datetime as dt

from etl.document import document
from etl.report import summary_of
from tests.builders.grids import WORDS, make_sheet, read, titles, values

HEADINGS = ("Projekt", "Formål", "Tovholder", "Kommuner", "Start", "Slut", "Budget", "Status", "Mødelokale")


def laid(*, first: int = 0) -> list[list[object]]:
    """Give a list with its headings down a column, one initiative a column."""
    columns = [
        (
            word,
            "Kortere ventetid",
            "Anne Holm",
            "Ishøj og Dragør",
            dt.date(2026, n, 1),
            dt.date(2026, n + 5, 1),
            100_000 * n,
            "I gang",
            f"M{n}",
        )
        for n, word in enumerate(WORDS, 1)
    ]
    return [[None] * first + [heading, *cells] for heading, *cells in zip(HEADINGS, *columns, strict=True)]


def test_a_list_with_headings_down_a_column_is_read_column_by_column():
    reading = read(laid())

    (table,) = document(reading)["tables"]
    assert table["orientation"] == "transposed"
    assert table["header_rows"] is None
    assert (table["first_row"], table["last_row"]) == (1, 9)
    assert table["columns"][0] == {"row": 1, "heading": "Projekt", "field": "title", "confidence": 0.96}
    assert table["columns"][8]["field"] is None
    assert [record["column"] for record in table["records"]] == ["B", "C", "D", "E", "F", "G"]
    assert {record["row"] for record in table["records"]} == {None}
    assert table["records"][1]["values"]["budget_dkk"] == {"value": 200_000, "text": "", "cell": "C7"}
    assert table["records"][1]["extra"] == [{"heading": "Mødelokale", "text": "M2", "cell": "C9"}]


def test_titles_above_a_list_laid_on_its_side_give_it_its_year_and_organisation():
    rows = laid()
    rows[4] = ["Start", "1. marts", "2. marts", "3. marts", "4. marts", "5. marts", "6. marts"]
    del rows[5], rows[3]

    reading = read(
        make_sheet([["Vejle Kommune: fælles projekter 2024"], [], *rows, [], ["Rettet af sekretariatet"]])
    )

    (table,) = reading.tables
    assert (table.first_row, table.last_row) == (3, 9)
    assert [(left.row, str(left.reason)) for left in table.outside] == [(1, "row.title"), (11, "row.note")]
    assert {start.first.year for start in values(reading, "start")} == {2024}
    assert values(reading, "municipalities") == [("0630",)] * 6
    assert table.records[0].values["municipalities"].cell == "A1"


def test_group_headings_left_of_the_headings_decide_as_those_above_do():
    rows = [
        [None, "Indsats", *WORDS],
        [None, "Status", *["I gang"] * 6],
        [None, "Formål", *["Kortere ventetid"] * 6],
        ["Trafiklys", "Tid", *["Grøn", "Gul", "Grøn", "Rød", "Gul", "Grøn"]],
        [None, "Økonomi", *["Gul", "Gul", "Grøn", "Grøn", "Gul", "Grøn"]],
        [None, "Ejer", *["Direktionen"] * 6],
    ]

    (table,) = read(make_sheet(rows, merges=["A4:A5"])).tables

    assert [column.field for column in table.columns] == [
        "title", "status", "aim", "traffic_light_time", "traffic_light_economy", "owner",
    ]  # fmt: skip


def test_findings_of_a_list_laid_on_its_side_point_at_the_sheets_own_cells():
    rows = laid()
    rows[4][3] = "måske"
    rows[0][2] = rows[0][1]

    reading = read(make_sheet(rows, hidden_columns=frozenset({4})))

    cells = {(finding.id, finding.cell) for finding in reading.findings}
    assert ("row.same_title", "C1") in cells
    assert any(cell == "D5" for _, cell in cells)
    assert ("column.hidden", "D1") in cells


def test_a_card_of_one_initiative_is_a_list_of_one():
    cards = [[heading, cell] for heading, cell, *_ in laid()]

    reading = read(make_sheet([["Projektkort"], *cards]))

    assert titles(reading) == [WORDS[0]]
    assert reading.tables[0].records[0].values["status"].cell == "B9"


def test_a_list_in_rows_is_not_turned_though_its_titles_are_words_for_fields():
    about = ("Status", "Formål", "Økonomi", "Tovholder", "Målgruppe", "Tidsplan")
    rows = [
        ["Projekt", "Formål", "Tovholder", "Status", "Start", "Slut"],
        *([word, "Kortere ventetid", "Anne Holm", "I gang", "1/3-26", "1/9-26"] for word in about),
    ]

    (table,) = read(rows).tables

    assert table.orientation is None
    assert len(table.records) == 6


def test_a_plan_whose_titles_speak_of_fields_is_read_in_rows():
    about = (
        "Kickoff for netværket",
        "Ansøgning til pulje",
        "Prøvehandlinger i to kommuner",
        "Evaluering af kurser",
        "Budget for næste år",
        "Afslutning af pilotprojekt",
    )
    rows = [
        ["Nr.", "Aktivitet", "Hvornår", "Hvem", "Status"],
        *([n, word, "marts 2026", "AK", "I gang"] for n, word in enumerate(about, 1)),
    ]

    (table,) = read(rows).tables

    assert (table.orientation, len(table.records)) == (None, 6)


def test_a_row_that_only_divides_the_headings_is_a_section():
    rows = laid()
    rows.insert(1, ["STAMDATA"])

    (table,) = read(rows).tables

    assert [(left.row, str(left.reason)) for left in table.skipped] == [(2, "row.section_heading")]
    assert "2" not in {column.place for column in table.columns}


def test_a_heading_nobody_knows_is_mentioned_by_its_row():
    (finding,) = (found for found in read(laid()).findings if found.id == "row.not_recognised")

    assert (finding.cell, finding.facts) == ("A9", {"row": 9, "heading": "Mødelokale"})


def test_the_picture_for_people_shows_the_rows_as_they_lie():
    (table,) = summary_of(read(laid())).tables

    assert [letter for letter, _ in table.picture.columns] == list("ABCDEFG")
    assert [(row.row.row, row.became) for row in table.picture.rows][:2] == [
        (1, "Titel"),
        (2, "Formål og mål"),
    ]
    assert [cell.text for cell in table.picture.rows[0].row.cells] == ["Projekt", *WORDS]


def test_a_cover_sheet_is_no_card_of_an_initiative():
    cover = [
        ["Projektoversigt for klyngen"],
        [],
        ["Titel", "Handleplan for det nære sundhedsvæsen"],
        ["Klynge", "Sundhedsklynge Fyn"],
        ["Periode", "2026"],
        ["Ansvarlig", "Sekretariatet"],
        ["Status", "Endelig"],
        ["Opdateret", "1.10.2026"],
    ]
    rows = [["Indsats", "Status"], *([word, "I gang"] for word in WORDS)]

    assert [
        table.sheet for table in read(make_sheet(cover, "Forside"), make_sheet(rows, "Liste")).tables
    ] == ["Liste"]
