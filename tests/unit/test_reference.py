"""The reference files hang together."""

import datetime as dt

from portfolio.reference import load_reference
from portfolio.rules.likeness import fold
from portfolio.vocabulary import Certainty, OrganisationKind, Party

REFERENCE = load_reference()
IDS = {row.id for row in REFERENCE.organisations}


def test_every_id_is_there_once():
    assert len(IDS) == len(REFERENCE.organisations)
    for rows in (REFERENCE.agreements, REFERENCE.focus_areas, REFERENCE.goals):
        assert len({row.id for row in rows}) == len(rows)


def test_everything_points_at_something_that_is_there():
    assert {row.region for row in REFERENCE.organisations if row.region} <= IDS
    assert {row.region for row in REFERENCE.agreements} <= IDS
    assert {part for row in REFERENCE.memberships for part in (row.organisation, row.member)} <= IDS
    assert {part for row in REFERENCE.successions for part in (row.organisation, row.successor)} <= IDS
    assert {row.agreement for row in REFERENCE.focus_areas} <= {row.id for row in REFERENCE.agreements}
    focus_areas = {row.id for row in REFERENCE.focus_areas}
    assert {row.focus_area for row in REFERENCE.goals} <= focus_areas
    assert {area for _, area in REFERENCE.focus_area_words} <= focus_areas


def test_there_are_ninety_eight_municipalities_with_codes_of_four_digits():
    codes = [row.id for row in REFERENCE.organisations if row.kind is OrganisationKind.MUNICIPALITY]

    assert len(codes) == 98
    assert all(len(code) == 4 and code.isdigit() for code in codes)


def test_nothing_ends_before_it_begins():
    for row in (*REFERENCE.organisations, *REFERENCE.memberships, *REFERENCE.agreements):
        assert (row.first_date or dt.date.min) <= (row.last_date or dt.date.max)


def test_focus_area_words_are_single_words_each_of_one_area_of_a_region():
    agreements = {row.id: row.region for row in REFERENCE.agreements}
    regions = {row.id: agreements[row.agreement] for row in REFERENCE.focus_areas}
    words = [(fold(word), regions[area]) for word, area in REFERENCE.focus_area_words]

    assert all(" " not in word for word, _ in words)
    assert len(set(words)) == len(words)


def test_every_row_names_a_source_that_is_there_or_says_that_there_is_none():
    sources = {row.id for row in REFERENCE.sources}
    rows = [
        *REFERENCE.organisations,
        *REFERENCE.memberships,
        *REFERENCE.successions,
        *REFERENCE.seats,
        *REFERENCE.agreements,
        *REFERENCE.focus_areas,
        *REFERENCE.goals,
        *REFERENCE.value_goals,
        *REFERENCE.carryings,
    ]

    assert {row.source for row in rows if row.source} <= sources
    without = {row.certainty for row in rows if row.source is None}
    assert without <= {Certainty.OWN_KNOWLEDGE}
    assert not [row for row in rows if row.certainty is Certainty.OWN_KNOWLEDGE and row.source]


def test_the_forum_has_six_to_seven_seats_and_two_roles_share_one():
    seats = [row for row in REFERENCE.seats if row.organisation == "po-syd-forum"]

    assert (sum(it.fewest for it in seats), sum(it.most for it in seats)) == (6, 7)
    assert [it.party for it in seats] == [
        Party.HOSPITAL,
        Party.HOSPITAL,
        Party.MUNICIPALITY,
        Party.MUNICIPALITY,
        Party.GENERAL_PRACTICE,
    ]
    assert [it.member for it in seats if it.party is Party.MUNICIPALITY] == [None, "0101"]
    assert "deler" in seats[-1].role


def test_koebenhavn_alone_is_said_to_lie_in_two_areas():
    assert {row.member for row in REFERENCE.memberships if row.is_shared} == {"0101"}


def test_every_body_but_those_of_a_place_says_what_it_does():
    places = {
        OrganisationKind.REGION,
        OrganisationKind.MUNICIPALITY,
        OrganisationKind.HOSPITAL,
        OrganisationKind.CLUSTER,
        OrganisationKind.PLANNING_AREA,
        OrganisationKind.HEALTH_COUNCIL,
    }

    assert all(row.task for row in REFERENCE.organisations if row.kind not in places)
