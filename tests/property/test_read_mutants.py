"""A few lists gone wrong; ``python -m tests.bench.fuzz_reader`` reads as many as there is time for."""

import pytest

from tests.bench.fuzz_reader import Tally, faults_of, faults_of_grid, grids, sources
from tests.builders.grid_mutants import grid_mutant
from tests.builders.mutants import mutant


@pytest.fixture(scope="module")
def made_from(tmp_path_factory):
    return sources(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    return grids(tmp_path_factory.mktemp("grids"))


@pytest.mark.parametrize("seed", [*range(0, 60, 6), 208, 240])
def test_sheets_gone_wrong_break_nothing(sheets, seed):
    tally = Tally()
    for n in range(seed, seed + 6):
        assert list(faults_of_grid(grid_mutant(n, sheets), tally)) == [], n
    assert tally.outcomes.total() == 6


@pytest.mark.parametrize("seed", range(0, 60, 6))
def test_lists_gone_wrong_break_nothing(tmp_path, made_from, seed):
    tally = Tally()
    for n in range(seed, seed + 6):
        made = mutant(n, made_from)
        (tmp_path / "mutant").write_bytes(made.data)
        assert list(faults_of(tmp_path / "mutant", made, tally)) == [], made.recipe
    assert tally.outcomes.total() == 6
