"""How sure it is that a number is somebody's CPR number; every number here is made up by a generator."""

import datetime as dt
from itertools import islice
from random import Random

import pytest

from etl.parse.cpr import MASK, Certainty, masked, numbers_like_cpr
from tests.builders.numbers import FORMS, TODAY, WHOLE_YEARS, cpr_numbers, written

MANY = 10_000
CERTAIN, POSSIBLE, NONE = Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.NONE


def certainty(text, heading=""):
    found = numbers_like_cpr(text, TODAY, heading)
    return max((number.certainty for number in found), default=NONE)


def share(texts, least):
    found = [certainty(text) >= least for text in texts]
    return sum(found) / len(found)


def one(**more):
    return next(cpr_numbers(7, **more))


def days(seed):
    random = Random(seed)
    while True:
        yield dt.date(2022, 1, 1) + dt.timedelta(days=random.randrange(5 * 365)), random


def test_true_numbers_are_found_in_all_the_ways_they_are_written():
    numbers = islice(cpr_numbers(1), 2 * MANY)
    texts = [written(digits, FORMS[place % len(FORMS)]) for place, digits in enumerate(numbers)]

    assert share(texts, POSSIBLE) >= 0.999
    assert share(texts, CERTAIN) >= 0.9


@pytest.mark.parametrize("form", [*FORMS, *WHOLE_YEARS])
def test_true_numbers_are_found_in_each_way_they_are_written(form):
    numbers = [written(digits, form) for digits in islice(cpr_numbers(11), 2_000)]

    least = 0.999 if form.startswith("{0}{1}") else 0.998  # 01.10.26-2030 is a period, also to a person of 99
    assert share(numbers, POSSIBLE) >= least
    assert share([f"Se {number}, og ring." for number in numbers], POSSIBLE) >= least
    assert share([f"CPR-nr. {number}" for number in numbers], CERTAIN) >= 0.999


@pytest.mark.parametrize("form", ["{day:%d.%m.%Y}-{tail}", "{day:%d-%m-%Y} {tail}", "{day:%d%m%Y}-{tail}"])
def test_todays_dates_with_whole_years_and_a_running_number_are_none(form):
    texts = [
        form.format(day=day, tail=f"{random.randrange(1, 4_000):04d}")
        for day, random in islice(days(12), MANY)
    ]

    assert share(texts, POSSIBLE) == 0


def test_true_numbers_are_found_inside_sentences():
    numbers = islice(cpr_numbers(2), MANY)
    texts = [f"Ring til ham ({written(digits, FORMS[0])}), tlf. 12 34 56 78." for digits in numbers]

    assert share(texts, POSSIBLE) >= 0.999


@pytest.mark.parametrize(
    "word", ["CPR: {}", "cpr-nr. {}", "personnummer {}", "Borger {}, 71 år", "{} (patient)"]
)
def test_a_word_makes_a_number_of_any_age_certain(word):
    numbers = islice(cpr_numbers(3, oldest=110, youngest=90), 500)

    assert share([word.format(written(digits, FORMS[0])) for digits in numbers], CERTAIN) == 1


def test_numbers_of_the_first_of_january_need_no_checksum():
    random = Random(4)
    tails = [f"{random.randrange(4_000):04d}" for _ in range(1_000)]

    assert share([f"010180-{tail}" for tail in tails], CERTAIN) == 1
    assert share([f"010180{tail}" for tail in tails], POSSIBLE) == 1


def random_digits(random):
    return f"{random.randrange(10**10):010d}"


def phone(random):
    digits = f"{random.randrange(20_000_000, 100_000_000)}"
    pairs = " ".join(digits[place : place + 2] for place in range(0, 8, 2))
    return random.choice(
        (digits, pairs, f"+45 {pairs}", f"45{digits}", f"+45{digits}", f"0045{digits}", f"{pairs} / {pairs}")
    )


def company(random):
    return f"{random.randrange(10_000_000, 100_000_000)}"


def product(random):
    return f"57{random.randrange(10**11):011d}"


def date_and_counter(random):
    day = dt.date(2022, 1, 1) + dt.timedelta(days=random.randrange(5 * 365))
    return f"{day:%d%m%y}-{random.randrange(1, 4_000):04d}"


def amount(random):
    return f"{random.randrange(10**8, 4 * 10**9):,}".replace(",", ".")


@pytest.mark.parametrize("make", [phone, company, product, date_and_counter, amount])
def test_other_numbers_are_never_certain(make):
    random = Random(5)

    assert share([make(random) for _ in range(MANY)], CERTAIN) == 0


@pytest.mark.parametrize("make", [phone, company, product, amount])
def test_numbers_of_other_shapes_are_not_even_possible(make):
    random = Random(6)

    assert share([make(random) for _ in range(MANY)], POSSIBLE) == 0


def test_ten_digits_at_random_are_hardly_ever_certain():
    random = Random(7)

    assert share([random_digits(random) for _ in range(2 * MANY)], CERTAIN) <= 0.005


@pytest.mark.parametrize(
    "label", ["P-nr. {}", "Sagsnr.: {}", "tlf {}", "Faktura {}", "konto nr. {}", "j.nr. {}"]
)
def test_what_another_label_names_is_never_certain(label):
    numbers = [written(digits, FORMS[0]) for digits in islice(cpr_numbers(8), 500)]

    assert share([label.format(number) for number in numbers], CERTAIN) == 0
    assert share([label.format(number) for number in numbers], POSSIBLE) == 1
    assert share([label.format(number.replace("-", "")) for number in numbers], POSSIBLE) == 0


def test_a_heading_says_what_a_number_alone_is():
    number, wrong = one(), written(one(has_checksum=False), FORMS[0])

    assert certainty(number, "Budget") is NONE
    assert certainty(number, "Titel") is CERTAIN
    assert certainty(wrong, "Titel") is POSSIBLE
    assert certainty(wrong, "CPR-nr.") is CERTAIN
    assert certainty(f"Se {wrong}", "Borger") is POSSIBLE


@pytest.mark.parametrize("text", ["010203-0404", "311299-7777", "Noten: 010101-0000"])
def test_a_number_that_nobody_alive_can_have_is_only_possible(text):
    assert certainty(text) is POSSIBLE


@pytest.mark.parametrize(
    "text",
    [
        "1/3-2020",
        "3101-2026-0404",
        "450203-0404",
        "310226-0404",
        "12.345.678",
        "1.010126-0404",
        "01.10.26-2030",
        "010126-0404,50",
        "",
    ],
)
def test_other_texts_hold_none(text):
    assert certainty(text) is NONE


def test_a_substitute_number_is_possible_and_certain_beside_a_word():
    digits = one(youngest=30, oldest=60)
    substitute = f"{int(digits[0]) + 6}{digits[1:6]}-{digits[6:]}"

    assert certainty(substitute) is POSSIBLE
    assert certainty(f"cpr {substitute}") is CERTAIN


def test_masked_text_keeps_everything_but_the_digits():
    first, second = (written(digits, FORMS[3]) for digits in islice(cpr_numbers(9), 2))

    assert masked(f"Ring {first}, så {second}!", TODAY) == f"Ring {MASK}, så {MASK}!"
    assert masked("Ring 38 66 50 00", TODAY) == "Ring 38 66 50 00"
    assert masked(one(), TODAY, "Beløb") == one()
