"""Where an initiative belongs on a day: rules one by one, and the whole reference data walked through."""

import datetime as dt
from dataclasses import replace

import pytest

from portfolio.reference import Membership, Organisation, Reference, Succession, load_reference
from portfolio.rules.succession import (
    AREA_KINDS,
    Decided,
    DoubtKind,
    How,
    Speaks,
    Stated,
    Structure,
    Why,
    changes,
    day_before_change,
    next_change,
)
from portfolio.vocabulary import Certainty, OrganisationKind

LAST_OF_CLUSTERS, FIRST_OF_COUNCILS = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
FIRST_OF_CLUSTERS = dt.date(2022, 7, 1)
REFERENCE = load_reference()
BEFORE, AFTER = Structure(REFERENCE, LAST_OF_CLUSTERS), Structure(REFERENCE, FIRST_OF_COUNCILS)
NINE = ("0153", "0155", "0161", "0165", "0167", "0169", "0183", "0185", "0187")
KOEBENHAVN, MIDDELFART, BILLUND = "0101", "0410", "0530"
SPLIT = {"rh-syd", "rd-lillebaelt", "rd-sydvestjylland"}


def home(structure, organisation=None, municipalities="", decisions=(), **more):
    stated = Stated(organisation, municipalities=tuple(municipalities.split()), **more)
    return structure.home(stated, decisions)


# --- One by one ---------------------------------------------------------------------------------------------


def test_an_area_that_exists_is_its_own_home():
    found = home(BEFORE, "rh-syd", "0461")

    assert (found.organisation, found.how, found.path) == ("rh-syd", How.SAME, ("rh-syd",))
    assert found.strays == ("0461",)


def test_a_cluster_that_another_takes_over_from_whole_leads_there():
    found = home(AFTER, "rm-randers")

    assert (found.organisation, found.how) == ("sr-kronjylland", How.SUCCESSION)
    assert found.path == ("rm-randers", "sr-kronjylland")
    assert found.doubts == ()


def test_an_older_cluster_leads_over_several_steps_and_tells_what_is_unconfirmed():
    found = home(AFTER, "rm-gl-vest")

    assert found.path == ("rm-gl-vest", "rm-goedstrup", "sr-vestjylland")
    assert [(it.kind, it.organisation, it.other) for it in found.doubts] == [
        (DoubtKind.SUCCESSION, "rm-gl-vest", "rm-goedstrup")
    ]


def test_a_derived_succession_rests_on_who_the_members_are():
    found = home(AFTER, "rs-holbaek")

    assert found.organisation == "sr-midt-vestsjaelland"
    assert {(it.kind, it.organisation) for it in found.doubts} == {
        (DoubtKind.AREA, "rs-holbaek"),
        (DoubtKind.MEMBERS, "rs-holbaek"),
    }


@pytest.mark.parametrize(
    ("municipalities", "council"),
    [
        (KOEBENHAVN, "sr-hovedstaden"),
        ("0167 0185", "sr-amager-vestegnen"),
        (" ".join(NINE), "sr-amager-vestegnen"),
    ],
)
def test_of_a_split_cluster_the_initiatives_own_municipalities_decide_where_they_agree(
    municipalities, council
):
    found = home(AFTER, "rh-syd", municipalities)

    assert (found.organisation, found.how) == (council, How.MEMBERS)


def test_koebenhavn_with_others_is_a_persons_choice_with_what_speaks_for_each():
    found = home(AFTER, "rh-syd", f"{KOEBENHAVN} 0167 0185")

    assert (found.organisation, found.how, found.why) == (None, How.OPEN, Why.SPLIT_BETWEEN)
    first, second = found.choices
    assert (first.organisation, second.organisation) == ("sr-amager-vestegnen", "sr-hovedstaden")
    assert [(it.kind, it.names) for it in first.reasons] == [
        (Speaks.MUNICIPALITIES, ("0167", "0185")),
        (Speaks.MEMBERS, NINE),
    ]
    assert [(it.kind, it.names, it.total) for it in second.reasons] == [
        (Speaks.MUNICIPALITIES, (KOEBENHAVN,), 0),
        (Speaks.MEMBERS, (KOEBENHAVN,), 10),
    ]


def test_a_split_cluster_without_municipalities_is_open():
    found = home(AFTER, "rd-lillebaelt")

    assert (found.how, found.why) == (How.OPEN, Why.SPLIT_UNPLACED)
    assert [it.organisation for it in found.choices] == ["sr-lillebaelt", "sr-fyn"]
    assert {(it.kind, it.organisation) for it in found.doubts} == {
        (DoubtKind.AREA, "rd-lillebaelt"),
        (DoubtKind.MEMBERS, "rd-lillebaelt"),
    }


@pytest.mark.parametrize(
    ("cluster", "municipality", "council"),
    [("rd-lillebaelt", MIDDELFART, "sr-fyn"), ("rd-sydvestjylland", BILLUND, "sr-lillebaelt")],
)
def test_middelfart_and_billund_go_another_way_than_their_clusters(cluster, municipality, council):
    assert home(AFTER, cluster, municipality).organisation == council


def test_a_municipality_that_the_split_cluster_never_had_decides_nothing():
    found = home(AFTER, "rh-syd", "0461")

    assert found.how is How.OPEN
    assert {it.organisation for it in found.choices} == {"sr-fyn", "sr-amager-vestegnen", "sr-hovedstaden"}


def test_a_municipality_that_is_in_no_area_makes_nothing_sure():
    assert home(AFTER, "rh-syd", "0167 9999").how is How.OPEN


def test_a_hospital_speaks_where_its_own_cluster_went_whole():
    known = AFTER.hospitals_in("Bispebjerg og Frederiksberg Hospital, Amager og Hvidovre Hospital")

    alone = home(AFTER, "rh-syd", hospitals=known)
    against = home(AFTER, "rh-syd", "0167", hospitals=known)

    assert (alone.organisation, alone.how) == ("sr-hovedstaden", How.MEMBERS)
    assert against.how is How.OPEN
    assert Speaks.HOSPITALS in {it.kind for choice in against.choices for it in choice.reasons}


@pytest.mark.parametrize(
    ("text", "hospitals"),
    [
        ("AHH", ["amager-og-hvidovre-hospital"]),
        ("AHH og BFH", ["bispebjerg-og-frederiksberg-hospital", "amager-og-hvidovre-hospital"]),
        ("AUH, HE Midt", ["aarhus-universitetshospital", "hospitalsenheden-midt"]),
        ("OUH/SLB", ["ouh-odense-universitetshospital", "sygehus-lillebaelt"]),
        ("RH Horsens", ["regionshospitalet-horsens"]),
        ("Hvidovre Hospital (AHH)", ["amager-og-hvidovre-hospital"]),
        ("Ahhr og brouhaha", []),
        ("RH", []),
    ],
)
def test_a_hospital_is_known_by_its_short_name_where_it_is_a_word_of_its_own(text, hospitals):
    assert sorted(AFTER.hospitals_in(text)) == sorted(f"hospital-{it}" for it in hospitals)


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        (Stated(), Why.NOT_STATED),
        (Stated(text="Psykiatrien"), Why.PSYCHIATRY),
        (Stated(parties="Psykiatrisk Center Amager"), Why.PSYCHIATRY),
        (Stated(text="Hele Region Midtjylland"), Why.REGION_WIDE),
        (Stated("region-midtjylland"), Why.REGION_WIDE),
        (Stated(text="Laboratoriet"), Why.NOT_KNOWN),
    ],
)
def test_an_initiative_that_names_no_area_has_none_and_that_is_told_and_no_error(stated, why):
    for structure in (BEFORE, AFTER):
        found = structure.home(stated)

        assert (found.organisation, found.how, found.why) == (None, How.NONE, why)


def test_what_names_no_area_is_given_suggestions_and_no_home():
    found = home(AFTER, None, "0461")

    assert (found.organisation, found.how) == (None, How.NONE)
    assert [it.organisation for it in found.choices] == ["sr-fyn"]


def test_all_municipalities_of_a_region_are_region_wide():
    everyone = [row.member for row in REFERENCE.memberships if row.organisation == "region-nordjylland"]

    assert home(AFTER, None, " ".join(everyone)).why is Why.REGION_WIDE


# --- Decisions ----------------------------------------------------------------------------------------------


def decided(organisation, day=FIRST_OF_COUNCILS, id_=1):
    return Decided(id_, day, organisation)


def test_a_decision_counts_where_its_area_exists_and_the_named_one_does_not():
    decision = decided("sr-hovedstaden")

    after, before = (home(it, "rh-syd", "0101 0167", [decision]) for it in (AFTER, BEFORE))

    assert (after.organisation, after.how, after.decision) == ("sr-hovedstaden", How.DECIDED, 1)
    assert (before.organisation, before.how) == ("rh-syd", How.SAME)


def test_lists_that_name_what_was_decided_confirm_it_and_others_do_not_outdo_it():
    decision = decided("sr-hovedstaden")

    same = home(AFTER, "sr-hovedstaden", decisions=[decision])
    other = home(AFTER, "sr-amager-vestegnen", decisions=[decision])

    assert (same.organisation, same.how) == ("sr-hovedstaden", How.SAME)
    assert (other.organisation, other.how) == ("sr-hovedstaden", How.DECIDED)


def test_the_newest_decision_counts():
    found = home(
        AFTER, "rh-syd", "0101 0167", [decided("sr-hovedstaden"), decided("sr-amager-vestegnen", id_=2)]
    )

    assert (found.organisation, found.decision) == ("sr-amager-vestegnen", 2)


def test_what_was_decided_to_belong_to_no_single_area_does_so_from_that_day():
    decision = decided(None)

    assert home(AFTER, "rh-syd", "0101 0167", [decision]).how is How.DECIDED
    assert home(BEFORE, None, decisions=[decision]).how is How.NONE


def test_a_decision_for_an_area_that_has_ended_leads_on_from_there():
    later = Organisation(
        "sr-ny",
        OrganisationKind.HEALTH_COUNCIL,
        "Sundhedsråd Ny",
        None,
        dt.date(2031, 1, 1),
        None,
        Certainty.CONFIRMED,
    )
    known = replace(
        REFERENCE,
        organisations=(
            *(ended(one) if one.id == "sr-hovedstaden" else one for one in REFERENCE.organisations),
            later,
        ),
        successions=(
            *REFERENCE.successions,
            Succession("sr-hovedstaden", "sr-ny", dt.date(2031, 1, 1), Certainty.CONFIRMED),
        ),
    )

    found = home(Structure(known, dt.date(2031, 6, 1)), "rh-syd", "0101 0167", [decided("sr-hovedstaden")])

    assert (found.organisation, found.how, found.decision) == ("sr-ny", How.SUCCESSION, 1)


def ended(one, last=dt.date(2030, 12, 31)):
    return replace(one, last_date=last)


# --- Backwards ----------------------------------------------------------------------------------------------


def test_a_council_that_stands_for_one_cluster_leads_back_to_it():
    found = home(BEFORE, "sr-kronjylland")

    assert (found.organisation, found.how) == ("rm-randers", How.SUCCESSION)


def test_a_council_of_several_clusters_leads_back_by_its_municipalities():
    assert home(BEFORE, "sr-limfjorden").how is How.OPEN
    assert home(BEFORE, "sr-limfjorden", "0787").organisation == "rn-vest"


def test_koebenhavn_alone_leads_back_to_two_clusters():
    found = home(BEFORE, "sr-hovedstaden", KOEBENHAVN)

    assert found.how is How.OPEN
    assert {it.organisation for it in found.choices[:2]} == {"rh-byen", "rh-syd"}
    assert found.choices[0].reasons[0].kind is Speaks.SHARED


def test_where_the_reference_reaches_no_further_back_nothing_is_guessed():
    found = home(Structure(REFERENCE, dt.date(2020, 1, 1)), "sr-fyn", "0461")

    assert (found.how, found.why, found.choices) == (How.OPEN, Why.NO_AREA, ())


# --- Odd reference data -------------------------------------------------------------------------------------


def test_successions_in_a_circle_end():
    first, last = dt.date(2020, 1, 1), dt.date(2024, 12, 31)
    kind = OrganisationKind.CLUSTER
    one, other = (Organisation(it, kind, it, None, first, last, Certainty.CONFIRMED) for it in ("a", "b"))
    circle = [
        Succession("a", "b", last, Certainty.CONFIRMED),
        Succession("b", "a", last, Certainty.CONFIRMED),
    ]
    known = Reference((one, other), (), tuple(circle), (), (), (), ())

    found = Structure(known, FIRST_OF_COUNCILS).home(Stated("a"))

    assert (found.how, found.why) == (How.OPEN, Why.NO_AREA)


def test_several_successors_are_a_split_by_members():
    extra = Succession("rm-randers", "sr-aarhus", FIRST_OF_COUNCILS, Certainty.CONFIRMED)
    known = replace(REFERENCE, successions=(*REFERENCE.successions, extra))

    assert home(Structure(known, FIRST_OF_COUNCILS), "rm-randers").organisation == "sr-kronjylland"


def test_a_municipality_in_two_councils_is_a_choice_and_not_two_homes():
    extra = Membership("sr-amager-vestegnen", KOEBENHAVN, FIRST_OF_COUNCILS, None, Certainty.CONFIRMED)
    known = replace(REFERENCE, memberships=(*REFERENCE.memberships, extra))

    assert home(Structure(known, FIRST_OF_COUNCILS), "rh-syd", KOEBENHAVN).how is How.OPEN


# --- The days, and the whole reference data -----------------------------------------------------------------


def test_the_structure_changes_at_midnight():
    assert changes(REFERENCE) == (dt.date(2019, 7, 1), FIRST_OF_CLUSTERS, FIRST_OF_COUNCILS)
    assert next_change(REFERENCE, LAST_OF_CLUSTERS) == FIRST_OF_COUNCILS
    assert next_change(REFERENCE, FIRST_OF_COUNCILS) == FIRST_OF_COUNCILS
    assert day_before_change(REFERENCE, FIRST_OF_COUNCILS) == LAST_OF_CLUSTERS
    assert day_before_change(REFERENCE, LAST_OF_CLUSTERS) == dt.date(2022, 6, 30)
    kinds = {
        day: {REFERENCE_KIND[it] for it in Structure(REFERENCE, day).areas}
        for day in (LAST_OF_CLUSTERS, FIRST_OF_COUNCILS)
    }
    assert kinds == {
        LAST_OF_CLUSTERS: {OrganisationKind.CLUSTER},
        FIRST_OF_COUNCILS: {OrganisationKind.HEALTH_COUNCIL},
    }
    assert (len(BEFORE.areas), len(AFTER.areas)) == (22, 17)


REFERENCE_KIND = {one.id: one.kind for one in REFERENCE.organisations}


def test_all_but_three_clusters_go_whole_into_one_council():
    leads = {it: AFTER.route(it).organisation for it in BEFORE.areas}

    assert {it for it, council in leads.items() if council is None} == SPLIT
    assert len(leads) - len(SPLIT) == 19
    assert set(leads.values()) - {None} == set(AFTER.areas) - {
        "sr-amager-vestegnen",
        "sr-lillebaelt",
        "sr-sydvestjylland",
    }


def test_every_area_of_any_time_leads_to_one_home_or_parts_without_losing_a_member():
    areas = [one.id for one in REFERENCE.organisations if one.kind in AREA_KINDS]
    for structure in (BEFORE, AFTER):
        for area in areas:
            route = structure.route(area)
            if route.organisation is None:
                gone_on = {code for codes in route.parts.values() for code in codes}
                assert gone_on == set(structure.members(route.path[-1])), area
            else:
                assert route.organisation in structure.areas, area


def test_every_municipality_is_in_one_council_and_in_one_cluster_but_koebenhavn_in_two():
    municipalities = [one.id for one in REFERENCE.organisations if one.kind is OrganisationKind.MUNICIPALITY]

    assert {code: len(AFTER.areas_of(code)) for code in municipalities} == dict.fromkeys(municipalities, 1)
    assert {code for code in municipalities if len(BEFORE.areas_of(code)) != 1} == {KOEBENHAVN}
    assert BEFORE.areas_of(KOEBENHAVN) == ("rh-byen", "rh-syd")


def test_the_doubts_are_those_of_the_reference_data():
    told = {doubt.organisation for area in BEFORE.areas for doubt in AFTER.route(area).doubts}

    assert told == {
        "rs-holbaek",
        "rs-nykoebing-f",
        "rs-slagelse",
        "rs-suh",
        "rd-fyn",
        "rd-lillebaelt",
        "rd-sydvestjylland",
    }
