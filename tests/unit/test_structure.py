"""Which organisations are whose on a day, and what is read for them."""

import datetime as dt

from dashboard.labels import code_label, field_label, focus_area_label, organisation_label
from dashboard.structure import homes, members, unconfirmed
from portfolio.vocabulary import Status

TODAY = dt.date(2026, 11, 23)
HVIDOVRE = "0167"


def test_a_municipality_has_the_home_that_holds_on_the_day():
    assert homes(TODAY)[HVIDOVRE] == "rh-syd"
    assert homes(dt.date(2020, 1, 1))[HVIDOVRE] == "po-syd"
    assert homes(dt.date(2027, 1, 1))[HVIDOVRE].startswith("sr-")


def test_members_are_municipalities_not_hospitals():
    assert HVIDOVRE in members(["rh-syd"])
    assert all(code.isdigit() for code in members(["rh-syd", "rh-midt"]))
    assert members([]) == set()


def test_only_what_nobody_has_confirmed_is_doubtful():
    assert unconfirmed(["rh-syd", "rh-midt"]) == ["rh-midt"]


def test_what_is_not_stated_reads_so():
    assert organisation_label(None) == focus_area_label(None) == code_label(Status, None) == "Ikke angivet"
    assert organisation_label(HVIDOVRE) == "Hvidovre"
    assert field_label("lead") == "Tovholder"
    assert field_label("meeting_room") == "meeting_room"
