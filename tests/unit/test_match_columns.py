import datetime as dt

import pytest

from tests.builders.grids import WORDS, fields, make_sheet, matched, message_ids, read, titles, values

ALSO = ("Ishøj, Dragør", "Hvidovre", "Brøndby og Ishøj", "Tårnby", "Glostrup/Albertslund", "Vallensbæk")
PROSE = (
    "Arbejdsgruppen mødes igen i næste uge og ser på tallene.",
    "Tovholder er på barsel, vikaren begynder snart.",
    "Leverandøren har lovet et nyt bud inden længe.",
    "Der er god stemning, men lægerne mangler endnu.",
    "Skolerne er glade for forløbet og vil gerne mere.",
    "Puljen er søgt sammen med nabokommunerne.",
)


def table(heading: str, cells: tuple[object, ...], *others: str) -> list[list[object]]:
    rows = [["Indsats", heading, "Tovholder", *others]]
    return rows + [[word, cell, "AH"] for word, cell in zip(WORDS, cells, strict=True)]


def test_a_title_heading_over_municipalities_is_decided_by_the_values():
    rows = [
        ["Titel", "Overskrift", "Status"],
        *([where, word, "I gang"] for where, word in zip(ALSO, WORDS, strict=True)),
    ]

    assert fields(rows) == {"Titel": "municipalities", "Overskrift": "title", "Status": "status"}


def test_a_status_heading_over_prose_becomes_remarks():
    assert fields([*table("Status", PROSE, "Frist")])["Status"] == "remarks"


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Fremdrift", ("Grøn", "Gul", "Rød", "Grøn", "Gul", "Grøn"), "traffic_light"),
        ("Fremdrift", ("10 %", "25 %", "50 %", "75 %", "100 %", "5 %"), "completion_share"),
        ("Fremdrift", ("I gang", "I gang", "Afsluttet", "Planlagt", "I gang", "Kører"), "status"),
        ("Afsluttet", ("1/3-26", "1/4-26", "1/5-26", "1/6-26", "1/7-26", "1/8-26"), "end"),
        ("Evaluering", ("1/3-26", "1/4-26", "maj 2026", "1/6-26", "1/7-26", "1/8-26"), "evaluation_date"),
        ("Evaluering", ("Ja", "Nej", "Ekstern", "Ja", "Ja", "Nej"), "evaluation"),
        ("Økonomi", (100000, 200000, "1,2 mio.", 50000, 75000, 10000), "budget_dkk"),
        ("Økonomi", ("Grøn", "Gul", "Rød", "Grøn", "Gul", "Grøn"), "traffic_light_economy"),
        ("Kontakt", ("a@b.dk", "c@d.dk", "e@f.dk", "g@h.dk", "i@j.dk", "k@l.dk"), "contact"),
        ("Deltagere", ALSO, "municipalities"),
        ("Type", ("A", "B", "A", "A", "B", "A"), "process_type"),
        ("Type", ("Udvikling", "Drift", "Implementering", "Drift", "Udvikling", "Drift"), "task_type"),
        ("Område", ("Ældre", "Unge", "Ældre", "Psykiatri", "Unge", "Ældre"), "focus_area"),
        (
            "Område",
            (
                "Randersklyngen",
                "Midtklyngen",
                "Randersklyngen",
                "Horsensklyngen",
                "Midtklyngen",
                "Midtklyngen",
            ),
            "cluster",
        ),
        ("Noget andet", ALSO, "municipalities"),
        ("Mødelokale", ("A1", "B2", "A1", "C3", "B2", "A1"), None),
        ("Sagsnr.", tuple(f"29.30.00-P20-{n}-26" for n in range(6)), "key"),
        ("Sagsnr.", tuple(f"29.30.00-P20-{n // 2}-26" for n in range(6)), "documents"),
        ("VEK-nr.", tuple(f"N-2023001{n % 4}" for n in range(6)), None),
        ("EAN-nr.", tuple(f"57900012345{n % 4}6" for n in range(6)), None),
        ("CVR-nr.", tuple(29110823.0 + n for n in range(6)), None),
        ("PSP-element", tuple(f"XG-00001234{n % 4}5-00001" for n in range(6)), None),
        ("KLE-nr.", ("29.30.00-P20", "29.30.00-P20", "29.15.12-G01", "29.30.00-P20") * 2, None),
    ],
)
def test_values_decide_what_a_heading_may_mean(heading, cells, field):
    assert fields(table(heading, cells[:6]))[heading] == field


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("Startdato", "se bilag 4 i referatet", "start"),
        ("Startdato", "jf. aftale", "start"),
        ("Fase (0-5)", 3, "phase"),
        ("Budget", "se bilag", "budget_dkk"),
        ("Opgavetilstand", "Automatisk planlagt", None),
    ],
)
def test_a_sure_heading_keeps_its_field_over_values_that_nobody_understands(heading, cell, field):
    assert fields(table(heading, (cell,) * 6))[heading] == field


def test_a_legend_above_tells_what_digits_are_phases():
    legend = ["Fase: 0 = idé, 1 = afklaring, 2 = planlægning, 3 = afprøvning"]
    reading = read([legend, [], *table("Fase (0-3)", (3, 0, 1, 2, 3, 0))])

    assert values(reading, "phase")[:4] == ["testing", "idea", "clarification", "planning"]


def test_fields_are_shared_out_one_to_one_over_the_whole_table():
    rows = [["Projekt", "Ansvarlig", "Tovholder"], *([word, "Region H", "Anne Holm"] for word in WORDS)]
    alone = [
        ["Projekt", "Ansvarlig"],
        *([word, name] for word, name in zip(WORDS, ("AH", "BL", "CK", "DD", "EØ", "FF"), strict=True)),
    ]

    assert fields(rows) == {"Projekt": "title", "Ansvarlig": "owner", "Tovholder": "lead"}
    assert fields(alone)["Ansvarlig"] in {"lead", "owner"}


def test_a_column_of_colours_is_a_traffic_light():
    rows = table("Lys", (None,) * 6)
    fills = {
        (row, 2): colour
        for row, colour in zip(
            range(2, 8), ("00B050", "FFFF00", "FF0000", "00B050", "92D050", "FFC000"), strict=True
        )
    }
    reading = read(make_sheet(rows, fills=fills))

    assert values(reading, "traffic_light") == ["green", "yellow", "red", "green", "green", "yellow"]
    assert reading.tables[0].records[0].values["traffic_light"].read_from == "fill"


def test_two_columns_with_one_heading_are_both_read_and_mentioned():
    rows = [
        ["Projekt", "Kommuner", "Kommuner"],
        *([word, "Ishøj" if n % 2 else None, None if n % 2 else "Dragør"] for n, word in enumerate(WORDS)),
    ]
    reading = read(rows)

    assert values(reading, "municipalities") == [("0155",), ("0183",)] * 3
    assert "column.same_heading" in message_ids(reading)


def test_a_column_nobody_knows_is_kept_with_its_texts():
    reading = read(table("Parkeringsplads", ("P1", None, "P2", "P3", None, "P1")))

    assert [(cell.heading, cell.text, cell.cell) for cell in reading.tables[0].records[0].extra] == [
        ("Parkeringsplads", "P1", "B2")
    ]
    assert "column.not_recognised" in message_ids(reading)


def test_sure_columns_are_said_to_be_surer():
    rows = [["Projektnavn", "Ansvar", "Tovholder"], *([word, "Region H", "AH"] for word in WORDS)]
    confidence = {column.heading: column.confidence for column in matched(rows).columns}

    assert confidence["Projektnavn"] > 0.9 > confidence["Ansvar"] > 0.4


def test_real_dates_and_numbers_are_read_by_their_column():
    header = ["Nr", "Projekt", "Startdato", "Fremdrift i %", "Budget (t.kr.)", "Antal borgere"]
    reading = read(
        [
            header,
            [1, WORDS[0], dt.date(2026, 3, 1), 62.5, 1250, 40],
            [2, WORDS[1], dt.date(2026, 4, 1), 100, 80, 1200],
        ]
    )

    assert values(reading, "completion_share") == [0.625, 1.0]
    assert values(reading, "budget_dkk") == [1250000, 80000]
    assert values(reading, "citizen_count") == [40, 1200]
    assert [date.first for date in values(reading, "start")] == [dt.date(2026, 3, 1), dt.date(2026, 4, 1)]


def test_columns_of_crosses_say_which_municipalities_take_part():
    header = ["Indsats", "Tovholder", "Status", "Frist", "Herning", "Holstebro", "Lemvig Kommune", "Struer"]
    reading = read(
        [
            header,
            [WORDS[0], "AH", "I gang", "2026", "x", "ja", None, "nej"],
            [WORDS[1], "BL", "I gang", "2026", None, "-", "X", "x"],
        ]
    )

    assert values(reading, "municipalities") == [("0657", "0661"), ("0665", "0671")]


def test_a_column_without_a_heading_is_read_by_its_values():
    header = [None, "Tovholder", "Status", "Startdato", "Slutdato"]
    reading = read([header, *([word, "AH", "I gang", "1.1.2026", "1.6.2026"] for word in WORDS)])

    assert reading.tables[0].columns[0].field == "title"


@pytest.mark.parametrize(
    "units",
    [
        [None, "md. år", "1.000 kr.", "pct.", None],
        [None, "DD-MM-ÅÅÅÅ", "t.kr.", "0-100", "(fritekst)"],
        ["tekst", "dato", "tkr", "%", "ja/nej"],
        [None, "mdr.", "(t.kr.)", None, "0-3"],
        ["tekst", "(vælg)", "t.kr.", "%", "(vælg fra liste)"],
    ],
)
def test_a_row_of_units_of_any_sort_belongs_to_the_heading(units):
    rows = [[word, "1/3-26", 1800, 45, "Bliver til noget"] for word in WORDS]
    reading = read([["Indsats", "Start", "Budget", "Færdig (%)", "Bemærkninger"], units, *rows])

    assert reading.tables[0].header_rows == (1, 2)
    assert values(reading, "budget_dkk") == [1_800_000] * len(WORDS)
    assert values(reading, "completion_share") == [0.45] * len(WORDS)
    assert titles(reading) == list(WORDS)


def test_units_in_a_row_below_the_heading_count():
    reading = read(
        [
            ["Indsats", "Budget", "Forbrug"],
            [None, "t.kr.", "kr."],
            [WORDS[0], 100, 5000],
            [WORDS[1], 200, 7000],
        ]
    )

    assert reading.tables[0].header_rows == (1, 2)
    assert values(reading, "budget_dkk") == [100000, 200000]
    assert values(reading, "spend_dkk") == [5000, 7000]


def test_a_heading_without_a_word_for_initiatives_over_titles_is_the_title():
    rows = [
        ["Det vi er fælles om", "Hvem har bolden?", "Hvor langt er vi?", "Hvad koster det?", "I mål"],
        *([word, "Anne Holm", "I gang", 100000 + n, "1/9-26"] for n, word in enumerate(WORDS)),
    ]

    assert fields(rows)["Det vi er fælles om"] == "title"


def test_values_decide_where_several_headings_mislead():
    states = ("I gang", "I gang", "Afsluttet", "Planlagt", "I gang", "Planlagt")
    names = ("Anne Holm", "Bo Lind", "Carl Krog", "Dorte Vang", "Eva Thor", "Finn Rask")
    shares = ("10 %", "25 %", "50 %", "75 %", "100 %", "5 %")
    rows = [
        ["Indsats", "Status", "Kommentar", "Dato", "Resultat"],
        *(list(row) for row in zip(WORDS, PROSE, states, names, shares, strict=True)),
    ]

    assert fields(rows) == {
        "Indsats": "title",
        "Status": "remarks",
        "Kommentar": "status",
        "Dato": "lead",
        "Resultat": "completion_share",
    }


def test_names_of_people_are_no_titles_and_titles_no_focus_area():
    names = ("Anne Holm", "Bo Lind", "Carl Krog", "Dorte Vang", "Eva Thor", "Finn Rask")
    rows = [
        ["Nr.", "Aftalens emne", "Kontakt", "Status", "Frist", "Budget"],
        *(
            [n, word, name, "I gang", "1/3-26", 1000 * n]
            for n, (word, name) in enumerate(zip(WORDS * 2, names * 2, strict=True), 1)
        ),
    ]
    for n, row in enumerate(rows[1:]):
        row[1] = f"{row[1]} {'og lidt til' * (n // 6)}"

    found = fields(rows)

    assert (found["Aftalens emne"], found["Kontakt"]) == ("title", "lead")


def test_numbered_projects_are_keys_beside_a_heading_that_can_be_the_title():
    rows = [
        ["Sag", "Overskrift", "Hvad indstilles", "Frist"],
        *([f"Sag {n}", word, "At forslaget godkendes", "1/9-26"] for n, word in enumerate(WORDS, 1)),
    ]

    assert fields(rows) == {
        "Sag": "key",
        "Overskrift": "title",
        "Hvad indstilles": "decision",
        "Frist": "end",
    }


def test_status_told_in_prose_with_a_status_word_here_and_there_is_a_remark():
    told = tuple(f"{text} Så er vi klar til at gå i gang igen." for text in PROSE)

    assert fields(table("Kort status", told, "Frist"))["Kort status"] == "remarks"


def test_yes_and_no_are_no_status():
    answers = ("Ja", "Nej", "Ja", "Ja", "Nej", "Ja")

    assert fields(table("PLO", answers, "Frist"))["PLO"] == "general_practice"


@pytest.mark.parametrize(
    ("heading", "cells", "field"),
    [
        ("Slags", ("Udvikling", "Implementering", "Drift", "Udvikling", "Drift", "Udvikling"), "task_type"),
        ("Status", ("1/3-26", "1/4-26", "1/5-26", "1/6-26", "1/7-26", "1/8-26"), "updated"),
        ("Hvad er der sket?", ("10 %", "25 %", "50 %", "75 %", "100 %", "5 %"), "completion_share"),
        (
            "Ressourcer",
            ("Anne Holm", "Bo Lind", "Carl Krog", "Dorte Vang", "Eva Thor", "Finn Rask"),
            "resources",
        ),
    ],
)
def test_values_of_one_kind_say_what_a_vague_heading_holds(heading, cells, field):
    assert fields(table(heading, cells, "Frist"))[heading] == field


def test_a_heading_nearly_spelt_like_a_fields_name_is_asked_about():
    header = ["Nr.", "Projekt", "Status", "Tovholder", "Budget", "Trafklys", "Parkering"]
    rows = [header, *([n, word, "I gang", "AH", 500_000, "Grn", "P1"] for n, word in enumerate(WORDS, 1))]

    told = {finding.id: finding for finding in read(rows).findings if finding.id.startswith("column.")}

    assert told["column.perhaps"].facts == {"column": "F", "heading": "Trafklys", "suggestion": "Trafiklys"}
    assert told["column.not_recognised"].facts["heading"] == "Parkering"


def test_a_list_without_a_heading_for_titles_takes_its_description_and_no_sparse_column():
    rows = [
        ["Hvad drejer det sig om?", "Status", "Bygger på projekt", "Budget", "Målgruppe"],
        *(
            [word, "I gang", word if n % 2 else None, 1000 * n, "Ældre borgere"]
            for n, word in enumerate(WORDS)
        ),
    ]

    found = fields(rows)

    assert (found["Hvad drejer det sig om?"], found["Bygger på projekt"]) == ("title", "dependencies")


def test_steps_of_a_process_are_no_status():
    steps = (
        "Udkast til aftale",
        "Kommentering",
        "Tilretning",
        "Udkast til aftale",
        "Kommentering",
        "Tilretning",
    )

    assert fields(table("Proces", steps, "Frist"))["Proces"] == "process_step"
