"""What the address says and what is asked for are the same thing written twice."""

from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import CHOICES, COLUMNS, PAGE_SIZES, UNKNOWN, Asked, from_query, to_query
from portfolio.rules.gaps import Gap
from portfolio.selection import UNKNOWN_CODE, Criteria


def codes(choice):
    known = [*choice.words(), *([UNKNOWN_CODE] if choice.has_unknown else [])]
    return st.lists(st.sampled_from(known), unique=True, max_size=4).map(
        lambda chosen: tuple(code for code in known if code in chosen)
    )


texts = st.text(max_size=40).map(lambda text: " ".join(text.split()))
criteria = st.builds(
    Criteria,
    **{choice.criterion: codes(choice) for choice in CHOICES},
    text=texts,
    only_listed=st.booleans(),
)
columns = st.sets(st.sampled_from(list(COLUMNS))).map(
    lambda chosen: tuple(column for column in COLUMNS if column in chosen | {"titel"})
)
asked = st.builds(
    Asked,
    criteria=criteria,
    sort=st.sampled_from([*COLUMNS, *(f"-{column}" for column in COLUMNS)]),
    page=st.integers(1, 9_999),
    page_size=st.sampled_from(PAGE_SIZES),
    columns=columns,
)


def read_back(written: str, own=()):
    return from_query(parse_qs(written.removeprefix("?"), keep_blank_values=True), own)


@given(asked)
def test_what_is_written_to_the_address_reads_back(whole):
    assert read_back(to_query(whole)) == whole


@given(asked)
def test_the_address_is_plain_and_short(whole):
    written = to_query(whole)
    assert written.isascii()
    assert " " not in written


@given(
    st.dictionaries(st.text(max_size=10), st.text(max_size=30) | st.lists(st.text(max_size=10), max_size=3))
)
def test_any_query_gives_an_answer(query):
    found = from_query(query)
    assert found.page >= 1
    assert set(found.columns) <= set(COLUMNS)


@given(
    st.sampled_from([choice.key for choice in CHOICES]),
    st.text(alphabet="abcæøå0123456789", min_size=1, max_size=8),
)
def test_a_word_nobody_knows_is_kept_as_ignored(key, word):
    choice = next(choice for choice in CHOICES if choice.key == key)
    if word in choice.words().values() or word == UNKNOWN:
        return
    found = from_query({key: word})
    assert found.criteria == Criteria()
    assert [(it.key, it.value) for it in found.ignored] == [(key, word)]


def test_the_words_of_a_choice_are_unlike_each_other_and_unlike_unknown():
    for choice in CHOICES:
        words = list(choice.words().values())
        assert len(set(words)) == len(words)
        assert UNKNOWN not in words
    assert len(Gap) == len(CHOICES[-1].words())
