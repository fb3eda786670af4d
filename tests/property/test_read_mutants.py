"""A few lists gone wrong; ``python -m tests.bench.fuzz_reader`` reads as many as there is time for."""

import pytest

from tests.bench.fuzz_reader import Tally, faults_of, sources
from tests.builders.mutants import mutant


@pytest.fixture(scope="module")
def made_from(tmp_path_factory):
    return sources(tmp_path_factory.mktemp("demo"))


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_lists_gone_wrong_break_nothing(tmp_path, made_from, seed):
    tally = Tally()
    for n in range(seed, seed + 6):
        made = mutant(n, made_from)
        (tmp_path / "mutant").write_bytes(made.data)
        assert list(faults_of(tmp_path / "mutant", made, tally)) == [], made.recipe
    assert tally.outcomes.total() == 6
