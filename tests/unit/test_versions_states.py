"""What lists and corrections say together."""

import datetime as dt

import pytest

from portfolio.records import CellValue, FuzzyDate
from portfolio.versions.states import Claim, CorrectionFacts, focus_area_of, state_of
from portfolio.vocabulary import Precision
from tests.builders.uploads import day_value


def claim(source_id: int = 1, organisation_id: str | None = None, **values) -> Claim:
    cells = {
        name: value if isinstance(value, CellValue) else CellValue(value, "", "A1")
        for name, value in {"title": "Akutteam", **values}.items()
    }
    return Claim(source_id, organisation_id, cells)


def state(*claims, corrections=(), is_listed=True):
    return state_of(claims, corrections, is_listed=is_listed)


def correction(field, value, id_=5):
    return CorrectionFacts(id_, field, value, dt.datetime(2026, 11, 1, tzinfo=dt.UTC))


def test_the_newest_list_that_states_a_field_wins_it():
    known = state(claim(1, status="active"), claim(2, status="paused", owner="Skive"))

    assert (known.values["status"], known.values["owner"]) == ("active", "Skive")
    assert (known.origins["status"], known.origins["owner"]) == (("source", 1), ("source", 2))


def test_our_own_id_of_a_row_is_no_fact_about_its_initiative():
    known = state(claim(1, our_id=7), claim(2, our_id=8))

    assert "our_id" not in known.values
    assert "our_id" not in known.origins
    assert known.conflicts == ()


def test_a_text_that_could_not_be_read_states_nothing():
    known = state(claim(1, end=CellValue(None, "snarest", "H6")), claim(2, end=day_value("2026-12-31")))

    assert known.values["end"] == day_value("2026-12-31")


def test_a_correction_wins_and_may_take_a_value_away():
    corrections = [correction("status", "stopped"), correction("owner", None, 6)]

    known = state(claim(status="active", owner="Skive"), corrections=corrections)

    assert known.values["status"] == "stopped"
    assert "owner" not in known.values
    assert known.origins["status"] == ("correction", 5)


def test_two_lists_that_disagree_are_in_conflict_until_somebody_corrects_it():
    claims = (claim(1, status="active"), claim(2, status="paused"))

    assert state(*claims).conflicts == ("status",)
    assert state(*claims, corrections=[correction("status", "active")]).conflicts == ()


def test_dates_that_can_mean_the_same_day_do_not_disagree():
    march = FuzzyDate(dt.date(2026, 3, 1), dt.date(2026, 3, 31), Precision.MONTH)

    assert state(claim(1, end=march), claim(2, end=day_value("2026-03-12"))).conflicts == ()
    assert state(claim(1, end=march), claim(2, end=day_value("2026-04-01"))).conflicts == ("end",)


def test_texts_worded_differently_are_no_conflict():
    assert state(claim(1, remarks="kører"), claim(2, remarks="i gang")).conflicts == ()


def test_a_recognised_cluster_wins_over_the_lists_own():
    cell = CellValue("Klynge Syd", "Klynge Syd", "C2", organisation="rh-syd")

    assert state(claim(1, "rm-randers", cluster=cell)).organisation_id == "rh-syd"
    assert state(claim(1, "rm-randers")).organisation_id == "rm-randers"


def test_a_cluster_that_was_not_recognised_is_not_taken_for_the_lists_own():
    assert state(claim(1, "rm-randers", cluster="Tværgående")).organisation_id is None


def test_a_municipalitys_own_list_gives_no_cluster():
    assert state(claim(1, "0779")).organisation_id is None


def test_a_corrected_cluster_is_found_by_its_name_and_the_living_namesake_is_meant():
    assert (
        state(claim(), corrections=[correction("cluster", "horsensklyngen")]).organisation_id == "rm-horsens"
    )


@pytest.mark.parametrize(
    ("text", "focus_area"),
    [
        ("Sammen om ældre og borgere med kronisk sygdom", "aeldre-kronisk"),
        ("Psykiatri", "psykisk"),
        ("3. Børn og unges sundhed", "boern-unge"),
        ("Børn og unge med psykisk sygdom", "boern-unge"),
        ("Det nære sundhedsvæsen", None),
        (None, None),
    ],
)
def test_a_focus_area_is_known_by_most_of_its_words(text, focus_area):
    assert focus_area_of(text) == focus_area


@pytest.mark.parametrize(
    ("text", "region", "focus_area"),
    [
        ("Ældre", "region-hovedstaden", "aeldre-kronisk"),
        ("Ældre", "region-oestdanmark", "aeldre-kronisk"),
        ("Ældre", "region-midtjylland", "rm-aeldre"),
        ("2. Sammen om ældre borgere", "region-hovedstaden", "rm-aeldre"),
        ("Sammen om ældre og borgere med kronisk sygdom", "region-midtjylland", "aeldre-kronisk"),
        ("Gravide og familier", "region-midtjylland", None),
        ("Gravide og familier", None, "boern-unge"),
        ("Forebyggelse", "region-midtjylland", "rm-forebyggelse"),
        ("Forebyggelse", "region-hovedstaden", None),
    ],
)
def test_words_are_read_as_of_the_lists_own_region_and_a_name_in_full_as_anybodys(text, region, focus_area):
    assert focus_area_of(text, region) == focus_area
