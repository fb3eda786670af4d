"""A profile that somebody sends is looked through; what it cannot hold is refused, and it says where."""

import pytest

from portfolio.profile import ColumnRule, Profile, ProfileRefusedError, profile_of_toml, profile_toml


def refusal(text: str) -> ProfileRefusedError:
    with pytest.raises(ProfileRefusedError) as caught:
        profile_of_toml(text)
    return caught.value


def test_a_profile_is_written_so_that_people_can_read_it():
    profile = Profile(columns=(ColumnRule("", "Hvem har bolden", "Hvem", "lead", "konsulent"),), due_day=10)

    written = profile_toml(profile)

    assert 'heading = "Hvem har bolden"\ngroup = "Hvem"\nfield = "lead"\nby = "konsulent"\n' in written
    assert "due_day = 10" in written


def test_a_column_that_is_nothing_of_ours_has_an_empty_field():
    written = profile_toml(Profile(columns=(ColumnRule("", "Sagsnr."),)))

    assert 'field = ""' in written
    assert profile_of_toml(written).columns[0].field is None


@pytest.mark.parametrize(
    ("text", "message_id", "says"),
    [
        ("[[columns]\n", "profile.not_toml", "linje 1"),
        ("due_day = 3\ncolour = 1\n", "profile.unknown_key", "linje 2: colour"),
        ("due_day = 32\n", "profile.no_number", "fra 1 til 31"),
        ("due_day = true\n", "profile.no_number", "linje 1"),
        ("columns = 3\n", "profile.no_list", "[[columns]]"),
        ("columns = [1]\n", "profile.no_list", "[[columns]]"),
        ('[[columns]]\nheading = "A"\n\n[[columns]]\nfield = "statsu"\n', "profile.unknown_word", "linje 5"),
        ('[[columns]]\nfield = "statsu"\n', "profile.unknown_word", "Skriv fx: status"),
        ("[[columns]]\nheading = 3\n", "profile.no_text", "linje 2"),
        (f'[[columns]]\nheading = "{"a" * 601}"\n', "profile.too_long", "højst 600 tegn"),
        ('[[words]]\nfield = "status"\nword = "kører"\ncode = "aktiv"\n', "profile.unknown_word", "linje 4"),
        ('[[words]]\nfield = "title"\nword = "kører"\ncode = "active"\n', "profile.unknown_word", "linje 2"),
        ('[[words]]\nfield = "status"\ncode = "active"\n', "profile.missing", "linje 1"),
        ('[[muted]]\nfinding = "row.titel_missing"\n', "profile.unknown_word", "row.title_missing"),
        ('[[muted]]\nfinding = "row.title_missing"\nat = 2026-01-01\n', "profile.no_instant", "linje 3"),
        ('[[sheets]]\nsheet = "A"\nis_excluded = 1\n', "profile.no_answer", "linje 3"),
        ('[[sheets]]\nsheet = "A"\nheader_row = 0\n', "profile.no_number", "linje 3"),
        ("[[words]]\n" * 2001, "profile.too_many", "2000"),
        ("#" * ((1 << 20) + 1), "profile.too_large", "1024 KiB"),
        ('sheets = [\n{is_excluded = 1}]\n', "profile.no_answer", "linje ?"),
    ],
)  # fmt: skip
def test_what_a_profile_cannot_hold_is_refused_with_its_place(text, message_id, says):
    error = refusal(text)

    assert error.id == message_id
    assert says in error.message()


def test_nested_deeper_than_any_profile_is_refused():
    assert refusal("a = " + "[" * 100_000).id == "profile.not_toml"


@pytest.mark.parametrize(
    "text",
    [
        "a." * 100_000 + "a = 1",
        "x = [{" + "a." * 100_000 + "a = 1}]",
        ('"\u2028".' + "a." * 30) * 9_000 + "a = 1",
    ],
)
def test_a_key_of_many_parts_takes_no_memory(text):
    assert refusal(text).id == "profile.not_toml"


def test_a_heading_that_ends_in_a_row_of_dots_is_carried():
    profile = Profile(columns=(ColumnRule("", "Navn " + "." * 200),))

    assert profile_of_toml(profile_toml(profile)) == profile
