"""Municipalities and the organisations they are grouped in."""

import datetime as dt

import pytest

from etl.parse.places import organisation_in, parse_municipalities, place_book, recognise_organisation

AUTUMN_2026 = dt.date(2026, 10, 1)
SYD = ("0101", "0153", "0155", "0161", "0165", "0167", "0169", "0183", "0185", "0187")


def ids(parsed):
    return [remark.id for remark in parsed.remarks]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Brøndby, Hvidovre og Tårnby", ("0153", "0167", "0185")),
        ("Tårnby/Dragør", ("0155", "0185")),
        ("Ishøj\nVallensbæk\nGlostrup", ("0161", "0183", "0187")),
        ("Ishøj Vallensbæk", ("0183", "0187")),
        ("Broendby + Taarnby", ("0153", "0185")),
        ("Kobenhavn; Tarnby", ("0101", "0185")),
        ("KK & Hvidovre", ("0101", "0167")),
        ("Kbh. (Amager), Høje Tåstrups Kommune samt HTK", ("0101", "0169")),
        ("AAK, Århus og Aarhus Kommune", ("0751",)),
        ("Kommunerne Brøndby og Ishøj", ("0153", "0183")),
        ("Hvidovre og Tårnby Kommuner", ("0167", "0185")),
        ("Faaborg-Midtfyn og RKSK", ("0430", "0760")),
        ("Mors, Nordfyn - Vesthimmerland", ("0480", "0773", "0820")),
        ("Ringkøbing/Skjern og Ikast/Brande", ("0756", "0760")),
        ("Syd- og Norddjurs", ("0706", "0707")),
        ("Nord- og Syddjurs, Randers", ("0706", "0707", "0730")),
        ("0101, 0167", ("0101", "0167")),
        ("0101 København, 0167 Hvidovre", ("0101", "0167")),
        ("Brøndby, Hvidovre, men ikke Ishøj", ("0153", "0167")),
        ("Brøndby, Hvidovre og Ishøj (Ishøj deltager ikke)", ("0153", "0167")),
        ("0167", ("0167",)),
        (167, ("0167",)),
    ],
)
def test_municipalities_are_read_in_their_many_spellings(text, codes):
    parsed = parse_municipalities(text, None)

    assert (parsed.value, parsed.remarks) == (codes, ())


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Alle", ()),
        ("alle 10 kommuner", ()),
        ("Samtlige kommuner", ()),
        ("hele klyngen", ()),
        ("10 kommuner", ()),
        ("Alle ti kommuner", ()),
        ("De ti kommuner", ()),
        ("Alle på nær Dragør", ("0155",)),
        ("alle kommuner undtagen Dragør og Tårnby", ("0155", "0185")),
        ("hele planområdet ekskl. Kbh.", ("0101",)),
    ],
)
def test_all_means_the_members_of_the_lists_organisation(text, left_out):
    parsed = parse_municipalities(text, "rh-syd", AUTUMN_2026)

    assert (parsed.value, parsed.remarks) == (tuple(code for code in SYD if code not in left_out), ())


@pytest.mark.parametrize(
    "text",
    [
        "Alle (undtagen Ishøj)",
        "Alle kommuner undt. Ishøj",
        "Ishøj deltager ikke, ellers alle",
        "Alle (Ishøj er ikke med)",
        "alle - dog ikke Ishøj",
        "Alle - ej Ishøj",
        "Alle undtagen Ishøj (ej afklaret)",
    ],
)
def test_who_does_not_take_part_is_left_out_wherever_it_is_told(text):
    expected = tuple(code for code in SYD if code != "0183")

    assert parse_municipalities(text, "rh-syd").value == expected


def test_what_brackets_say_of_a_municipality_is_mentioned():
    parsed = parse_municipalities("Alle (Ishøj først fra 2027)", "rh-syd")

    assert (parsed.value, ids(parsed)) == (SYD, ["place.said_beside"])


def test_all_but_one_that_is_not_named_is_asked_about():
    parsed = parse_municipalities("Alle på nær én", "rh-syd")

    assert (parsed.value, ids(parsed)) == (None, ["place.unclear_group"])


@pytest.mark.parametrize(
    ("text", "codes", "messages"),
    [
        ("Pilot: alle", SYD, []),
        ("Pt. alle kommuner", SYD, []),
        ("Alle fra 2027", SYD, ["place.said_beside"]),
        ("Brøndby og Ishøj?", ("0153", "0183"), ["place.doubtful"]),
        ("Ishøj\t? ?\x1c?", ("0183",), ["place.doubtful"]),
        ("Ishøj?\u2003", ("0183",), ["place.doubtful"]),
    ],
)
def test_words_around_municipalities_are_mentioned_and_do_not_hide_them(text, codes, messages):
    parsed = parse_municipalities(text, "rh-syd")

    assert (parsed.value, ids(parsed)) == (codes, messages)


def test_a_district_is_its_municipality_and_said_to_be_one():
    parsed = parse_municipalities("Valby og Nørrebro", None)

    assert (parsed.value, ids(parsed)) == (("0101",), ["place.district", "place.district"])


@pytest.mark.parametrize("text", ["alle nord for Ishøj", "Herlev-Gentofte Hospital"])
def test_a_name_beside_all_or_in_a_hospitals_name_is_no_answer(text):
    parsed = parse_municipalities(text, "rh-syd")

    assert parsed.value is None
    assert ids(parsed)


@pytest.mark.parametrize("scope", ["0779", "hospital-hospitalsenheden-midt", "rm-midt"])
def test_all_in_a_members_own_list_means_its_cluster(scope):
    assert parse_municipalities("alle", scope, AUTUMN_2026).value == ("0740", "0779", "0791")


def test_all_of_a_named_cluster_is_that_clusters():
    expected = place_book().municipalities_of("rm-randers")

    assert parse_municipalities("Alle kommuner i Randersklyngen", "rh-syd", AUTUMN_2026).value == expected


@pytest.mark.parametrize(
    ("text", "codes", "messages"),
    [
        ("Hvidovre Hospital", None, ["place.not_a_municipality"]),
        ("Amager og Hvidovre Hospital samt Dragør", ("0155",), ["place.not_a_municipality"]),
        ("Hvidovre m.fl.", ("0167",), ["place.and_others"]),
        ("Vestegnskommunerne", None, ["place.unclear_group"]),
        ("Vestegnen (Brøndby, Ishøj)", ("0153", "0183"), ["place.unclear_group"]),
        ("Alle interesserede", None, ["place.unclear_group"]),
        ("se klyngens liste", None, ["place.not_said"]),
        ("Randers og Sydjurs", ("0730",), ["place.perhaps_municipality"]),
        ("Hvidovre og Klatby", ("0167",), ["place.unknown_municipality"]),
        ("alle", None, ["place.scope_unknown"]),
        ("-", None, []),
    ],
)
def test_what_is_no_municipality_is_named_and_the_rest_kept(text, codes, messages):
    parsed = parse_municipalities(text, None)

    assert (parsed.value, ids(parsed)) == (codes, messages)


def test_both_municipalities_are_the_two_of_a_cluster_of_two():
    assert parse_municipalities("Begge kommuner", "rm-aarhus").value == ("0741", "0751")
    assert ids(parse_municipalities("Begge kommuner", "rh-syd")) == ["place.unclear_group"]


def test_a_wrong_count_is_remarked_on():
    parsed = parse_municipalities("alle 9", "rh-syd")

    assert (parsed.value, ids(parsed)) == (SYD, ["place.count_differs"])


@pytest.mark.parametrize(
    ("text", "on", "region", "organisation"),
    [
        ("Randersklyngen", dt.date(2019, 5, 1), None, "rm-gl-randers"),
        ("Randersklyngen", AUTUMN_2026, None, "rm-randers"),
        ("Randersklyngen", None, None, "rm-randers"),
        ("Randers", AUTUMN_2026, None, "rm-randers"),
        ("Sundhedsklynge Syd", AUTUMN_2026, None, "rh-syd"),
        ("Planområde Syd", dt.date(2020, 1, 1), None, "po-syd"),
        ("Planområde Syd", AUTUMN_2026, None, "rh-syd"),
        ("Samordningsudvalget Byen", AUTUMN_2026, None, "rh-byen"),
        ("Vestklyngen", AUTUMN_2026, None, "rm-goedstrup"),
        ("SOU Syd", None, None, "po-syd"),
        ("Syd", dt.date(2020, 5, 1), None, "po-syd"),
        ("Syd", AUTUMN_2026, "region-hovedstaden", "rh-syd"),
        ("Klynge Nord", AUTUMN_2026, "region-nordjylland", "rn-nord"),
        ("Klynge NORD", AUTUMN_2026, None, "rn-nord"),
        ("Sundhedsråd Fyn", None, None, "sr-fyn"),
        ("Aarhus", dt.date(2027, 2, 1), None, "sr-aarhus"),
        ("Goedstrup-klyngen", None, None, "rm-goedstrup"),
    ],
)
def test_an_organisation_is_recognised_by_name_day_and_region(text, on, region, organisation):
    assert recognise_organisation(text, on, region).value == organisation


@pytest.mark.parametrize("text", ["Syd", "Nord", "Midt", "Klynge Syd"])
def test_a_name_that_several_regions_use_is_asked_about(text):
    parsed = recognise_organisation(text, AUTUMN_2026, None)

    assert (parsed.value, ids(parsed)) == (None, ["place.organisation_ambiguous"])


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Projektoversigt Planområde Syd", "po-syd"),
        ("Randersklyngen projektliste oktober 2026", "rm-randers"),
        ("Randersklyngen projektliste maj 2019", "rm-gl-randers"),
        ("Skive_Kommune_samarbejder_2026.xls", "0779"),
        ("Københavns Kommune, oversigt", "0101"),
        ("AHH projektliste", "hospital-amager-og-hvidovre-hospital"),
        ("Indsatsoversigt_Goedstrupklyngen.xlsx", "rm-goedstrup"),
        ("Klynge Nord, Region Nordjylland", "rn-nord"),
        ("Klynge_SYD_projektliste_2026.xlsx", "rn-syd"),
        ("Klynge Syd projektliste 2026", None),
        ("Horsens Kommune og Horsensklyngen", "rm-horsens"),
        ("Aftaler i Region Midtjylland", "region-midtjylland"),
        ("Samarbejde mellem Hvidovre Kommune og Brøndby Kommune", None),
        ("Klyngens indsatser", None),
    ],
)
def test_a_title_tells_whose_list_it_is(text, organisation):
    assert organisation_in(text).value == organisation
