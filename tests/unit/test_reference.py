"""The reference files hang together."""

import datetime as dt

from portfolio.reference import load_reference
from portfolio.rules.likeness import fold
from portfolio.vocabulary import OrganisationKind

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


def test_focus_area_words_are_single_words_each_of_one_area():
    words = [fold(word) for word, _ in REFERENCE.focus_area_words]

    assert all(" " not in word for word in words)
    assert len(set(words)) == len(words)
