"""Which initiative a row is about, within its source."""

from portfolio.ledger import KnownNaming, Match, match_rows, naming
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
