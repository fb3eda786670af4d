"""Which reference is in force, and that nothing is kept from another."""

from dataclasses import replace

from etl.find.sections import read_section
from etl.parse.organisations import recognise_organisation
from etl.parse.place_book import place_book
from portfolio.reference import (
    Organisation,
    by_reference,
    by_reference_at_most,
    load_reference,
    shipped_reference,
    using_reference,
)
from portfolio.rules.likeness import title_of
from portfolio.vocabulary import Certainty, OrganisationKind
from tests.builders.resting import kept_for_good

NEW = Organisation(
    "rm-ny", OrganisationKind.CLUSTER, "Fjordklyngen", "region-midtjylland", None, None, Certainty.CONFIRMED
)
OTHER = replace(shipped_reference(), organisations=(*shipped_reference().organisations, NEW))


def test_without_a_request_job_or_command_the_files_are_in_force():
    assert load_reference() is shipped_reference()


def test_another_reference_is_in_force_while_it_is_used_and_no_longer():
    with using_reference(lambda: OTHER):
        assert load_reference() is OTHER
        with using_reference(shipped_reference):
            assert load_reference() is shipped_reference()
        assert load_reference() is OTHER

    assert load_reference() is shipped_reference()


def test_the_reference_in_force_is_asked_for_once_and_only_when_it_is_needed():
    asked = []
    with using_reference(lambda: asked.append(1) or OTHER):
        assert asked == []
        assert load_reference() is load_reference()

    assert asked == [1]


def test_what_rests_on_the_reference_is_kept_for_it_alone():
    made = []

    @by_reference
    def count() -> int:
        made.append(1)
        return len(load_reference().organisations)

    shipped = count()
    with using_reference(lambda: OTHER):
        assert (count(), count()) == (shipped + 1, shipped + 1)
    assert count() == shipped
    assert len(made) == 2


def test_no_more_answers_are_kept_than_asked_for():
    made = []

    @by_reference_at_most(2)
    def twice(number: int) -> int:
        made.append(number)
        return 2 * number

    assert [twice(number) for number in (1, 2, 3, 3, 1)] == [2, 4, 6, 6, 2]
    assert made == [1, 2, 3, 1]


def test_nothing_that_rests_on_the_reference_is_kept_for_good():
    """``cache`` and ``lru_cache`` would keep the answers of the first reference that was in force."""
    assert kept_for_good() == set()


def test_a_new_cluster_is_understood_in_lists_once_it_is_in_force():
    assert recognise_organisation("Fjordklyngen", None, None).value is None
    with using_reference(lambda: OTHER):
        assert recognise_organisation("Fjordklyngen", None, None).value == "rm-ny"
        assert "rm-ny" in place_book().organisations
    assert recognise_organisation("Fjordklyngen", None, None).value is None


def test_a_reference_in_force_leaves_titles_and_sections_as_they_were():
    before = title_of("Fælles indgang i Randers"), read_section("Afsluttede")
    with using_reference(lambda: OTHER):
        assert (title_of("Fælles indgang i Randers"), read_section("Afsluttede")) == before
