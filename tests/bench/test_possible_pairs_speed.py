"""What it costs to find the initiatives of the whole portfolio that may be the same.

pytest -m bench -s tests/bench/test_possible_pairs_speed.py
"""

import time
from dataclasses import replace
from random import Random

import pytest

from portfolio.database import reading, writing
from portfolio.possible_pairs import Known, possible_pairs
from portfolio.store import load_upload
from tests.builders.month_pairs import Row, made_up_list, reports_of
from tests.builders.uploads import NOVEMBER, OCTOBER, SEPTEMBER, at, make_table, make_upload, reading_of

pytestmark = pytest.mark.bench

_LISTS, _ROWS = 10, 200
_FIRST = """
    fald ernæring sepsis delir demens hjerte lunge nyre diabetes astma gigt kræft fødsel søvn smerte tand
    hud syn høre blære tarm lever knogle muskel nerve stress angst spise rusmiddel medicin alkohol skole
    fritids arbejds bolig familie netværk kost bevægelse ånde svimmelhed apopleksi epilepsi autisme adhd
    psykose selvmord vold
""".split()  # noqa: SIM905 -- a list of words is read more easily so
_LAST = """
    forebyggelse rehabilitering udredning opfølgning vejledning team behandling visitation koordination
    klinik samtale konference ambulatorium screening café gruppe rådgivning træning ordning overvågning
""".split()  # noqa: SIM905 -- as above
_WITH = ("egen læge", "hjemmesygeplejen", "jobcenteret", "bostedet", "skolen", "apoteket", "frivillige")


def rows_of_many_words(random: Random, count: int) -> list[Row]:
    """Make rows whose titles have words of their own, as most lists' have; one in eight is like another's."""
    usual = made_up_list(random, count)
    return [row if random.random() < 1 / 8 else replace(row, title=_title(random)) for row in usual]


def _title(random: Random) -> str:
    words = [random.choice(_FIRST) + random.choice(_LAST) for _ in range(random.choice((1, 2, 2)))]
    return f"{' og '.join(words).capitalize()} med {random.choice(_WITH)}"


@pytest.mark.parametrize("made", [rows_of_many_words, made_up_list])
def test_2000_initiatives_of_ten_lists(sqlite_engine, made):
    random = Random(7)
    for number in range(_LISTS):
        table = make_table(*reports_of(made(random, _ROWS), "Indsatser"))
        for day, month in enumerate((SEPTEMBER, OCTOBER, NOVEMBER)):
            new = make_upload(reading_of(table), source=f"Kilde {number}", month=month, now=at(30 * day))
            with writing(sqlite_engine) as session:
                load_upload(session, new)

    known: Known = {}
    print(f"\n{made.__name__}")
    for turn in ("first", "again", "again"):
        with reading(sqlite_engine) as session:
            began = time.perf_counter(), time.process_time()
            found = possible_pairs(session, known)
            wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
        likely = sum(pair.likeness >= 0.5 for pair in found)
        print(
            f"{turn}: {len(found):,} pairs, {likely:,} likely, {wall * 1000:,.0f} ms ({cpu * 1000:,.0f} CPU)"
        )

    assert found
