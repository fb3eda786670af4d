"""Which rules of a profile hold for a file's sheets and columns."""

import pytest

from portfolio.profile import ColumnRule, Known, Profile, SheetRule, profile_of, text_key
from portfolio.profile.lookup import timeless

BY = "konsulent"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nr.", "nr"),
        ("Titel *", " TITEL"),
        ("Næste  skridt:", "næste\nskridt"),
        ("Mål\u00adgruppe", "Målgruppe"),
    ],
)
def test_spelling_that_does_not_matter(one, other):
    assert text_key(one) == text_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Budget", "Budget %"), ("Start", "Slut"), ("*", "-"), ("1", "2")]
)
def test_spelling_that_matters(one, other):
    assert text_key(one) != text_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Status okt. 2026", "Status nov. 2026"),
        ("Okt 26", "November"),
        ("Status pr. 1/10-26", "Status pr. 1/11-26"),
        ("2026-09", "2026-10"),
        ("Status uge 40", "Status uge 44"),
        ("Forbrug 2025", "Forbrug 2026"),
    ],
)
def test_names_that_differ_in_time_alone(one, other):
    assert timeless(text_key(one)) == timeless(text_key(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ark1", "Ark2"),
        ("1 Ældre", "2 Psykisk sygdom"),
        ("Majs", "Junior"),
        ("Decentral", "Central"),
        ("A", "B"),
    ],
)
def test_names_that_differ_in_more(one, other):
    assert timeless(text_key(one)) != timeless(text_key(other))


def rules(*names):
    return Profile(columns=tuple(ColumnRule(name, "Frist", "", "end") for name in names))


def test_a_sheet_has_its_own_name_first_then_that_of_another_month():
    known = Known(rules("Okt 2026", "Arkiv"), ["Nov 2026", "Arkiv"])

    assert dict(known.names) == {"Nov 2026": "Okt 2026", "Arkiv": "Arkiv"}


def test_two_sheets_that_could_be_the_one_are_neither():
    known = Known(rules("Okt 2026", "Sep 2026"), ["Nov 2026"])

    assert dict(known.names) == {}


def test_the_one_list_left_on_either_side_was_renamed_but_is_not_left_out_for_it():
    profile = Profile(sheets=(SheetRule("Liste", is_excluded=True, by=BY),), columns=rules("Liste").columns)

    known = Known(profile, ["Porteføljen"])

    assert dict(known.lists) == {"Porteføljen": "Liste"}
    assert not known.is_excluded("Porteføljen")


def test_what_people_chose_goes_before_what_was_learnt_and_the_own_sheet_before_any():
    found = Known(
        Profile(
            columns=(
                ColumnRule("A", "Frist", "", "end"),
                ColumnRule("", "Frist", "", "period", BY),
                ColumnRule("A", "Frist", "", "start", BY),
            )
        ),
        ["A", "B"],
    )

    key = ("frist", "", 1)
    assert [found.columns(sheet).by_key[key].field for sheet in ("A", "B")] == ["start", "period"]


def test_headings_of_several_years_have_one_rule_for_the_next_where_they_agree():
    columns = (
        ColumnRule("", "Budget 2025", "", "budget_dkk"),
        ColumnRule("", "Budget 2026", "", "budget_dkk"),
    )
    agreed = Known(Profile(columns=columns), ["A"]).columns("A")
    other = Known(Profile(columns=(columns[0], ColumnRule("", "Budget 2026", "", "remarks"))), ["A"]).columns(
        "A"
    )

    new = agreed.of(("budget 2027", "", 1))
    assert new is not None
    assert new.field == "budget_dkk"
    assert other.of(("budget 2027", "", 1)) is None


def test_what_a_later_version_kept_beside_a_rule_is_passed_over():
    profile = profile_of('{"columns":[{"heading":"Frist","field":"end","colour":"red"}],"more":1}')

    assert profile == Profile(columns=(ColumnRule("", "Frist", "", "end"),))
