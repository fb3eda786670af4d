"""A profile that is written is read back the same, as JSON and as TOML, whatever lists call things."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from portfolio.fields import FIELDS
from portfolio.messages import sentences
from portfolio.profile import (
    ColumnRule,
    MutedRule,
    Profile,
    ProfileRefusedError,
    SheetRule,
    WordRule,
    profile_json,
    profile_of,
    profile_of_toml,
    profile_toml,
)

texts = st.text(max_size=40)
rows = st.none() | st.integers(1, 1000)
words = st.text(min_size=1, max_size=40)
instants = st.integers(0, 4_000_000_000).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))
coded = st.sampled_from([(name, str(code)) for name, field in FIELDS.items() for code in field.codes or ()])
fields = st.none() | st.sampled_from(list(FIELDS))
findings = st.sampled_from(list(sentences()))


def tuples(items):
    return st.lists(items, max_size=3).map(tuple)


profiles = st.builds(
    Profile,
    sheets=tuples(st.builds(SheetRule, texts, st.booleans(), rows, texts, st.booleans())),
    columns=tuples(st.builds(ColumnRule, texts, texts, texts, fields, texts, st.integers(1, 5))),
    words=tuples(st.builds(lambda pair, word, by: WordRule(pair[0], word, pair[1], by), coded, words, texts)),
    muted=tuples(st.builds(MutedRule, findings, texts, texts, texts, st.none() | instants)),
    due_day=st.none() | st.integers(1, 31),
)


@given(profiles)
def test_json_reads_back(profile):
    assert profile_of(profile_json(profile)) == profile


@given(profiles)
def test_the_same_profile_is_always_the_same_json(profile):
    assert profile_json(profile_of(profile_json(profile))) == profile_json(profile)


@given(profiles)
def test_toml_reads_back(profile):
    assert profile_of_toml(profile_toml(profile)) == profile


_keys = st.sampled_from(
    ["sheets", "columns", "words", "muted", "due_day", "sheet", "field", "word", "code", "at", "by", "x"]
)
_values = st.sampled_from(
    [
        '"status"',
        '"active"',
        "3",
        "true",
        "[]",
        "2026-01-01",
        "2026-01-01T10:00:00Z",
        "{}",
        "[{by = 1}]",
        "-1",
    ]
)
_lines = st.builds("{} = {}".format, _keys, _values) | st.builds("[[{}]]".format, _keys) | texts


@given(st.lists(_lines, max_size=8).map("\n".join))
def test_any_text_is_a_profile_or_refused_in_a_sentence(text):
    try:
        profile = profile_of_toml(text)
    except ProfileRefusedError as error:
        said = [error.message(language) for language in ("da", "en")]
    else:
        said = [profile_toml(profile)]
        assert profile_of_toml(said[0]) == profile
    assert all(said)
