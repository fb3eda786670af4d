"""Who a list's "spredt til" text says has taken an initiative into use."""

import datetime as dt

import pytest

from etl.parse.receivers import Taken, Whose, parse_receivers
from portfolio.vocabulary import Uptake

RANDERS = Whose("rm-randers", "region-midtjylland", dt.date(2026, 11, 1))
NOWHERE = Whose(None, None, dt.date(2026, 11, 1))


def told(text: str, whose: Whose = RANDERS) -> dict[str, str]:
    """Give how far each receiver of a text is."""
    return {it.organisation: str(it.uptake) for it in parse_receivers(text, whose).receivers}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Randersklyngen og Horsensklyngen", {"rm-randers": "yes", "rm-horsens": "yes"}),
        ("Randers, Favrskov samt Syddjurs.", {"0730": "yes", "0710": "yes", "0706": "yes"}),
        (
            "Indført i Randers og Favrskov, planlagt i Syddjurs",
            {"0730": "yes", "0710": "yes", "0706": "planned"},
        ),
        ("I drift: Randers, Viborg; Planlagt: Silkeborg", {"0730": "yes", "0791": "yes", "0740": "planned"}),
        ("Randers (pilot), Horsens (ikke relevant)", {"0730": "in_progress", "0615": "not_relevant"}),
        ("Ikke i Skive, men i Viborg", {"0779": "no", "0791": "yes"}),
        ("Ringkøbing-Skjern/Ikast-Brande", {"0760": "yes", "0756": "yes"}),
        ("Herlev og Gentofte Hospital", {"hospital-herlev-og-gentofte-hospital": "yes"}),
        ("Alle fire kommuner", dict.fromkeys(("0706", "0707", "0710", "0730"), "yes")),
        ("Alle kommuner undtagen Syddjurs", dict.fromkeys(("0707", "0710", "0730"), "yes")),
        ("De øvrige klynger", dict.fromkeys(("rm-aarhus", "rm-goedstrup", "rm-horsens", "rm-midt"), "yes")),
    ],
)
def test_names_are_read_with_how_far_each_is(text: str, expected: dict[str, str]) -> None:
    assert told(text) == expected
    assert parse_receivers(text, RANDERS).unread == ()


def test_a_day_belongs_to_its_name() -> None:
    found = parse_receivers("Viborg siden 2023 og Skive siden 1. maj 2024, Randers", RANDERS).receivers

    days = {it.organisation: None if it.day is None else it.day.first for it in found}
    assert days == {"0791": dt.date(2023, 1, 1), "0779": dt.date(2024, 5, 1), "0730": None}


def test_a_no_to_one_is_no_no_to_all() -> None:
    found = told("Alle kommuner i klyngen, Skive, ikke i Silkeborg")

    assert found == dict.fromkeys(("0706", "0707", "0710", "0730", "0779"), "yes") | {"0740": "no"}


def test_an_exception_that_is_not_understood_is_not_guessed_at() -> None:
    found = parse_receivers("Alle kommuner undtagen dem mod nord", RANDERS)

    assert found.receivers == ()
    assert found.unread == ("Alle kommuner undtagen dem mod nord",)


def test_what_is_to_come_is_planned() -> None:
    found = parse_receivers("Favrskov fra 1. kvartal 2027", RANDERS).receivers

    assert [(it.organisation, it.uptake) for it in found] == [("0710", Uptake.PLANNED)]


@pytest.mark.parametrize("text", ["Vestegnen", "2 af 5 kommuner", "Se bilag", "Nej", "Randers? Norddjurs"])
def test_what_is_not_understood_stays_as_it_was_written(text: str) -> None:
    found = parse_receivers(text, RANDERS)

    assert found.receivers == ()
    assert found.unread == (text,)


def test_what_is_understood_is_kept_beside_what_is_not() -> None:
    found = parse_receivers("Randers, Vestegnen", RANDERS)

    assert found.receivers == (Taken("0730", Uptake.YES),)
    assert found.unread == ("Vestegnen",)


def test_all_clusters_of_no_known_region_are_not_guessed() -> None:
    assert parse_receivers("Alle klynger", NOWHERE).receivers == ()
    assert parse_receivers("Alle klynger", NOWHERE).unread == ("Alle klynger",)


@pytest.mark.parametrize("text", ["", "-", "?"])
def test_an_empty_cell_says_nothing(text: str) -> None:
    assert parse_receivers(text, RANDERS).unread == ()
