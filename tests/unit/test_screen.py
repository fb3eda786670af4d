"""CPR numbers anywhere in a workbook: certain ones refuse it, possible ones are hidden from what follows."""

import json
from itertools import islice

import pytest

from etl.document import document, refusal
from etl.parse.cpr import MASK
from etl.run import shown_name
from etl.screen import screen_name
from portfolio.errors import FileRefusedError
from tests.builders.grids import WORDS, make_sheet, message_ids, read, titles, values
from tests.builders.numbers import FORMS, TODAY, cpr_numbers, written

CERTAIN = written(next(cpr_numbers(21, oldest=80)), FORMS[0])
POSSIBLE = written(next(cpr_numbers(22, oldest=80, has_checksum=False)), FORMS[0])


def rows(*cells, heading="Noter"):
    listed = [[word, "AH", cell] for word, cell in zip(WORDS, cells, strict=False)]
    return [["Indsats", "Tovholder", heading], *listed]


def refused(*sheets, **more):
    """Read sheets that are refused; nothing that is said of them holds a digit of the number."""
    with pytest.raises(FileRefusedError) as caught:
        read(*sheets, **more)
    error = caught.value
    said = f"{error!r} {error.facts} {error.message('da')} {error.message('en')}"
    assert error.id == "file.cpr"
    assert CERTAIN[:6] not in said
    assert CERTAIN[-4:] not in said
    return error


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        (make_sheet(rows("Ingen", f"Ring til {CERTAIN}")), "Ark1!C3"),
        (make_sheet(rows("Ingen", heading=f"Noter {CERTAIN}")), "Ark1!C1"),
        (make_sheet(rows("Ingen", "Ingen", float(CERTAIN.replace("-", "")))), "Ark1!C4"),
        (make_sheet(rows("Ingen"), notes={(2, 1): f"Se {CERTAIN}"}), "Ark1!A2"),
        (make_sheet([["Noter"], [CERTAIN]], "Skjult", is_hidden=True), "Skjult!A2"),
        (make_sheet(rows("Ingen", CERTAIN), None), "C3"),
        (make_sheet(rows("Ingen"), f"Ark {CERTAIN}"), f"Ark {MASK}!"),
    ],
    ids=["cell", "heading", "number", "note", "hidden sheet", "csv", "sheet name"],
)
def test_a_certain_number_anywhere_refuses_the_file(sheet, cell):
    error = refused(make_sheet(rows("Ingen"), "Liste"), sheet)

    assert error.facts == {"count": 1, "cells": cell}


def test_a_certain_number_in_the_files_name_refuses_it():
    error = refused(rows("Ingen"), name=f"Liste_{CERTAIN}.xlsx")

    assert error.facts["cells"] == f"Liste_{MASK}.xlsx"


def test_the_first_places_of_many_are_named():
    notes = [f"Ring til {written(digits, FORMS[0])}" for digits in islice(cpr_numbers(23, oldest=80), 6)]

    error = refused([*rows(*notes), [WORDS[0], f"AH {CERTAIN}", None]])

    assert error.facts == {"count": 7, "cells": "Ark1!C2, Ark1!C3, Ark1!C4, Ark1!C5, Ark1!C6 …"}


def test_a_refused_files_name_is_shown_without_the_number():
    error = FileRefusedError("file.empty")

    assert CERTAIN not in json.dumps(refusal(f"{CERTAIN}.xlsx", 0, "", error))
    assert shown_name(f"{CERTAIN}.xlsx") == f"{MASK}.xlsx"
    assert screen_name("Liste 2026.xlsx", TODAY) == "Liste 2026.xlsx"


def test_a_possible_number_is_hidden_wherever_it_would_be_shown():
    sheet = make_sheet(
        [
            [f"Liste {POSSIBLE}"],
            ["Indsats", "Start", f"Ukendt {POSSIBLE}", "Tovholder"],
            [f"{WORDS[0]} {POSSIBLE}", POSSIBLE, f"Se {POSSIBLE}", f"AH {POSSIBLE}"],
            [WORDS[1], "1.2.2026", "x", "AH"],
            [WORDS[2], "1.3.2026", "y", f"AH {POSSIBLE}"],
        ],
        f"Ark {POSSIBLE}",
        notes={(4, 1): f"Se {POSSIBLE}"},
    )

    reading = read(sheet, name=f"Liste {POSSIBLE}.xlsx")

    assert POSSIBLE not in json.dumps(document(reading), ensure_ascii=False)
    assert POSSIBLE not in repr(reading)
    assert titles(reading)[0] == f"{WORDS[0]} {MASK}"
    assert values(reading, "lead")[2] == f"AH {MASK}"
    assert reading.file.name == f"Liste {MASK}.xlsx"
    assert {"file.perhaps_cpr", "sheet.perhaps_cpr", "cell.perhaps_cpr"} <= message_ids(reading)
    cells = [finding.cell for finding in reading.findings if finding.id == "cell.perhaps_cpr"]
    assert cells == ["A1", "C2", "A3", "B3", "C3", "D3", "A4", "D5"]


def test_a_column_of_running_numbers_is_mentioned_once():
    counters = [f"0{day}1126-040{day}" for day in range(1, 7)]

    reading = read(rows(*counters, heading="Reference"))

    told = [finding for finding in reading.findings if finding.id.endswith("perhaps_cpr")]
    assert [(finding.id, finding.cell) for finding in told] == [("column.perhaps_cpr", "C2")]
    assert told[0].facts == {"column": "C", "count": 6}
    assert "1126-040" not in repr(reading)


def test_a_column_of_cpr_numbers_refuses_the_file_though_no_heading_says_so():
    numbers = [written(digits, FORMS[0]) for digits in islice(cpr_numbers(24, oldest=80), 5)]

    assert refused(rows(*numbers, CERTAIN, heading="Reference")).facts["count"] == 6


def test_numbers_under_their_own_heading_are_left_alone():
    digits = CERTAIN.replace("-", "")

    reading = read(rows(*([digits] * 3), heading="P-nummer"))

    assert not [finding for finding in reading.findings if finding.id.endswith("perhaps_cpr")]


def test_a_heading_for_cpr_numbers_makes_even_wrong_ones_certain():
    with pytest.raises(FileRefusedError, match="Ark1!C2"):
        read(rows(POSSIBLE, heading="CPR-nr."))
    with pytest.raises(FileRefusedError, match="Ark1!B5"):
        read([*rows("Ingen", "Ingen"), [], ["CPR:", POSSIBLE]])
