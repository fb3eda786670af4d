"""Which initiative a row is about, within its source."""

from dataclasses import replace

import pytest

from portfolio.ledger import KnownNaming, Match, Naming, RowAnswer, match_rows, naming
from portfolio.vocabulary import MatchMethod

NEW = Match(None, MatchMethod.NEW)


def known(*names: tuple[int, str | None, str] | tuple[int, str | None, str, str]) -> list[KnownNaming]:
    return [KnownNaming(id_, naming(key, title, *place or ("",))) for id_, key, title, *place in names]


def found(known_names: list[KnownNaming], *rows: tuple[str | None, str] | tuple[str | None, str, str]):
    matches = match_rows(known_names, [naming(key, title, *place or ("",)) for key, title, *place in rows])
    return [match.initiative_id for match in matches]


def test_in_an_empty_portfolio_all_is_new():
    assert match_rows([], [naming("1", "Akutteam", "")]) == [NEW]


def test_the_same_key_and_title_is_the_same_initiative():
    match = match_rows(known((7, "1", "Akutteam")), [naming("1", "akutteam", "")])[0]

    assert match == Match(7, MatchMethod.KEY, 1.0)


def test_without_a_key_the_same_title_is_the_same_initiative():
    match = match_rows(known((7, None, "Fælles gravidteam")), [naming(None, "Fælles Gravidteam ", "")])[0]

    assert match == Match(7, MatchMethod.TITLE, 1.0)


def test_a_renamed_title_is_followed_by_its_key():
    match = match_rows(known((7, "4", "Akutteam")), [naming("4", "Akutteam i hele klyngen", "")])[0]

    assert (match.initiative_id, match.method) == (7, MatchMethod.KEY)


def test_running_numbers_given_anew_follow_the_titles():
    before = known((1, "1", "Akutteam"), (2, "2", "Faldforebyggelse"), (3, "3", "Hjemmetransfusion"))

    rows = [("1", "Faldforebyggelse"), ("2", "Hjemmetransfusion"), ("3", "Virtuel stuegang")]

    assert found(before, *rows) == [2, 3, None]


def test_swapped_keys_of_titles_that_are_alike_follow_the_titles():
    before = known((1, "1", "Gravidteam Nord"), (2, "2", "Gravidteam Syd"))

    assert found(before, ("2", "Gravidteam Nord"), ("1", "Gravidteam Syd")) == [1, 2]


def test_a_key_with_an_unlike_title_is_a_new_initiative():
    assert found(known((1, "1", "Akutteam")), ("1", "Faldforebyggelse")) == [None]


def test_keys_that_begin_anew_on_each_sheet_are_told_apart_by_title():
    before = known((1, "1", "Akutteam", "Nord"), (2, "1", "Faldforebyggelse", "Syd"))

    assert found(before, ("1", "Faldforebyggelse", "Syd"), ("1", "Akutteam", "Nord")) == [2, 1]


def test_namesakes_are_told_apart_by_their_place():
    before = known((1, None, "Akutteam", "Nord"), (2, None, "Akutteam", "Syd"))

    assert found(before, (None, "Akutteam", "Syd")) == [2]


def test_namesakes_without_a_place_keep_their_order_and_the_third_is_new():
    before = known((1, None, "Akutteam"), (2, None, "Akutteam"))

    assert found(before, *[(None, "Akutteam")] * 3) == [1, 2, None]


def test_a_sheet_that_is_renamed_each_month_parts_nothing():
    before = known((1, None, "Akutteam", "Oktober"), (2, None, "Faldforebyggelse", "Oktober"))

    assert found(before, (None, "Faldforebyggelse", "November"), (None, "Akutteam", "November")) == [2, 1]


def test_a_title_that_an_initiative_had_once_is_still_its_own():
    before = known((1, None, "Mental trivsel unge"), (1, None, "Ungdomsliv i balance"))

    assert found(before, (None, "Mental trivsel unge")) == [1]


def test_a_row_that_names_its_former_title_is_followed():
    before = known((1, None, "Mental trivsel unge"), (2, None, "Akutteam"))

    assert found(before, (None, "Ungdomsliv i balance (tidl. Mental trivsel unge)")) == [1]


def test_no_initiative_gets_two_rows():
    before = known((1, "1", "Akutteam"))

    assert found(before, ("1", "Akutteam"), ("1", "Akutteam nord")) == [1, None]


def in_list(*rows: tuple[str | None, str, int | None]) -> list[Naming]:
    return [replace(naming(key, title, ""), our_id=our_id) for key, title, our_id in rows]


def test_our_own_number_is_followed_though_the_title_is_another():
    before = known((7, None, "Forebyggelse af genindlæggelser"), (8, None, "Akutteam"))

    match = match_rows(before, in_list((None, "Færre genindlæggelser", 7)))[0]

    assert (match.initiative_id, match.method) == (7, MatchMethod.OUR_ID)


def test_our_own_number_that_slipped_a_row_is_not_believed():
    before = known((7, None, "Akutteam"), (8, None, "Faldforebyggelse"))

    matches = match_rows(before, in_list((None, "Faldforebyggelse", 7), (None, "Akutteam", 8)))

    assert [match.initiative_id for match in matches] == [8, 7]
    assert {match.method for match in matches} == {MatchMethod.TITLE}


def test_a_row_copied_with_our_number_is_another_and_asked_about():
    before = known((7, None, "Akutteam"))

    matches = match_rows(before, in_list((None, "Akutteam", 7), (None, "Akutteam om natten", 7)))

    assert [match.initiative_id for match in matches] == [7, None]


def test_our_number_of_an_initiative_that_others_tell_of_needs_its_title():
    titles = {9: ["Fælles gravidteam"]}

    rows = in_list((None, "Fælles gravidteam", 9), (None, "Noget andet", 9))
    first, second = match_rows([], rows, titles=titles), match_rows([], rows[1:], titles=titles)

    assert [match.initiative_id for match in first] == [9, None]
    assert second[0].initiative_id is None


def test_our_number_that_nobody_has_is_no_matter():
    assert match_rows([], in_list((None, "Akutteam", 12345))) == [NEW]


def test_the_same_title_on_the_sheet_of_another_cluster_is_asked_about():
    before = [KnownNaming(1, naming(None, "Akutteam", "", "Nordklyngen"))]

    match = match_rows(before, [naming(None, "Akutteam", "", "Sydklyngen")])[0]

    assert (match.initiative_id, [it.initiative_id for it in match.suspects]) == (None, [1])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Akutteam Vest", "Akutteam Øst"),
        ("Telemedicin, bølge 2", "Telemedicin, bølge 3"),
        ("Influenzavaccination 2025", "Influenzavaccination 2026"),
        ("Rehabilitering efter sepsis", "Rehabilitering efter apopleksi"),
        ("Hjerteforløb i almen praksis", "Hjerneforløb i almen praksis"),
        ("Faldforebyggelse i Randers", "Faldforebyggelse i Favrskov"),
    ],
)
def test_namesakes_are_never_taken_for_each_other(before, after):
    match = match_rows(known((1, "4", before)), [naming("4", after, "")])[0]

    assert (match.initiative_id, [it.initiative_id for it in match.suspects]) == (None, [1])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Akut-team i Randers", "Akutteam i Randers"),
        ("Rehabilitering efter sepsis", "Efter sepsis: rehabilitering"),
        ("Opfølgende hjemmebesøg", "Opfølgende hjemmebesøg."),
        ("Fælles gravidteams", "Fælles gravidteam"),
    ],
)
def test_the_same_words_written_otherwise_are_the_same_initiative(before, after):
    assert found(known((1, None, before), (2, None, "Noget helt andet")), (None, after)) == [1]


def test_what_a_person_declined_is_not_matched_and_not_asked_again():
    before = known((1, None, "Akutteam"))

    match = match_rows(before, [naming(None, "Akutteam", "")], {1: RowAnswer(declined=(1,))})[0]

    assert match == NEW


def test_two_rows_that_a_person_put_together_stay_together_and_a_third_does_not_join():
    before = [
        KnownNaming(1, naming(None, "Akutteam, læger", "")),
        KnownNaming(1, naming(None, "Akutteam, sygeplejersker", ""), is_decided=True),
    ]

    rows = [(None, "Akutteam, læger"), (None, "Akutteam, sygeplejersker"), (None, "Akutteam, sygeplejersker")]

    assert found(before, *rows[:2]) == [1, 1]
    assert found(before, *rows).count(1) <= 2


def test_a_decision_names_the_report_that_it_rests_on():
    before = [KnownNaming(1, naming(None, "Akutteam", ""), report=(3, 8))]

    assert match_rows(before, [naming(None, "Akutteam", "")])[0].rests_on == (3, 8)


def test_a_row_with_the_key_of_another_title_is_asked_about_where_rows_keep_their_keys():
    others = [
        (number, f"P-{number}", f"{word}team") for number, word in enumerate(("Akut", "Fald", "Gravid"), 2)
    ]
    before = known((1, "P-1", "Søvnskole"), *others)
    rows = [naming("P-1", "Rygestop", ""), *(naming(key, title, "") for _, key, title in others)]

    match = match_rows(before, rows)[0]

    assert (match.initiative_id, [(it.initiative_id, it.reasons) for it in match.suspects]) == (
        None,
        [(1, ("key",))],
    )
