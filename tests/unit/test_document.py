import json

from etl.document import document, refusal
from portfolio.errors import FileRefusedError
from tests.builders.grids import WORDS, make_sheet, read

HEADER = ["Nr.", "Projekt", "Kommuner", "Slut", "Budget", "Parkeringsplads"]


def reading():
    rows = [
        ["Projektliste"],
        HEADER,
        [1, WORDS[0], "Ishøj", "1. maj 2026", "EUR 1.000", "P1"],
        [2, None, "Ishøj", "?", 5, None],
        [3, WORDS[1], None, "løbende", None, None],
    ]
    return read(make_sheet(rows))


def test_the_document_holds_what_was_understood():
    table = document(reading())["tables"][0]
    values = table["records"][0]["values"]

    assert {key: table[key] for key in ("sheet", "kind", "header_rows", "first_row", "last_row")} == {
        "sheet": "Ark1",
        "kind": "initiatives",
        "header_rows": [2],
        "first_row": 3,
        "last_row": 5,
    }
    assert table["rows"] == {"read": 3, "accepted": 2, "merged": 0, "skipped": 0, "rejected": 1}
    assert table["outside"] == [{"row": 1, "reason": "row.title"}]
    assert values["municipalities"] == {"value": ["0183"], "text": "Ishøj", "cell": "C3"}
    assert values["end"]["value"] == {"from": "2026-05-01", "to": "2026-05-01", "precision": "day"}
    assert values["budget_dkk"]["currency"] == "EUR"
    assert table["records"][1]["values"]["end"]["value"] == {"from": None, "to": None, "precision": "open"}


def test_columns_nobody_knows_have_no_field_and_no_confidence():
    columns = {column["heading"]: column for column in document(reading())["tables"][0]["columns"]}

    assert columns["Parkeringsplads"] == {
        "column": "F",
        "heading": "Parkeringsplads",
        "field": None,
        "confidence": 0.0,
    }
    assert columns["Projekt"]["field"] == "title"


def test_every_finding_says_its_sentence_in_both_languages():
    for language in ("da", "en"):
        findings = document(reading(), language)["findings"]

        assert {"row.title_missing", "column.not_recognised"} <= {finding["id"] for finding in findings}
        assert all(finding["message"] for finding in findings)


def test_the_document_is_json():
    assert json.loads(json.dumps(document(reading()))) == document(reading())


def test_a_refusal_has_its_reason_and_no_tables():
    found = refusal("liste.xlsx", 12, "ab", FileRefusedError("file.no_list"))

    assert found["refused"]["id"] == "file.no_list"
    assert found["tables"] == []
