"""Each kind of hostile or odd file has its outcome, and this process lives on."""

import pytest

from etl.read.sandbox import read_apart
from portfolio.errors import FileRefusedError
from tests.builders.grids import trimmed
from tests.builders.hostile import HOSTILE


@pytest.mark.parametrize("kind", [kind for kind, it in HOSTILE.items() if it.refusal])
def test_a_hostile_file_is_refused_with_its_reason(tmp_path, kind):
    path = HOSTILE[kind].make(tmp_path)

    with pytest.raises(FileRefusedError) as caught:
        read_apart(path, path.name)

    assert caught.value.id == HOSTILE[kind].refusal
    assert "Intet er indlæst" in caught.value.message("da")


@pytest.mark.parametrize("kind", [kind for kind, it in HOSTILE.items() if not it.refusal])
def test_a_file_that_only_looks_bad_is_read(tmp_path, kind):
    path = HOSTILE[kind].make(tmp_path)

    _, workbook = read_apart(path, path.name)

    assert workbook.sheets[0].rows
    assert HOSTILE[kind].rows in (None, trimmed(workbook.sheets[0].rows))
