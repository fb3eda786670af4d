"""What a pack takes: of 150 initiatives and of 2,000, with a page each, in each form."""

import datetime as dt
import time

import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.exports.pack.directors_pdf import directors_pdf
from dashboard.exports.pack.values import Part
from dashboard.packing.builder import PackOrder, build_pack
from dashboard.packing.directors import build_sheet
from dashboard.server.packs import MAKERS
from dashboard.settings import Settings
from dashboard.texts import speaking
from portfolio.moments import Moment
from portfolio.selection import Criteria
from tests.builders.portfolios import Size, filled

pytestmark = pytest.mark.bench

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
WANTED = {150: 5.0, 2_000: 20.0}
MONTHS = 12


def timed(do):
    """Do something; give what it gave, the seconds on the clock, and of CPU."""
    begin, cpu = time.perf_counter(), time.process_time()
    made = do()
    return made, time.perf_counter() - begin, time.process_time() - cpu


@pytest.mark.parametrize("count", WANTED)
def test_a_pack_with_a_page_an_initiative(tmp_path, count):
    path = filled(tmp_path, Size(count, MONTHS))
    app = create_app(Settings(f"sqlite:///{path}", tmp_path), None, lambda: NOW)
    print(f"\n{count:,} initiatives in {MONTHS} months, a page each (wanted: {WANTED[count]:.0f} s)")
    with app.server.test_request_context("/"), speaking("da"):
        data.look_from(None)
        criteria = Criteria(since=Moment(dt.date(2026, 10, 31)))
        order = PackOrder(criteria, frozenset(Part), "https://tvaerblik.example")
        pack, clock, cpu = timed(lambda: build_pack(order))
        print(f"{'values':<10} clock {clock:6.1f} s   CPU {cpu:6.1f} s   {len(pack.pages):,} pages")
        for form, (make, _) in MAKERS.items():
            made, clock, cpu = timed(lambda make=make: make(pack))
            print(f"{form:<10} clock {clock:6.1f} s   CPU {cpu:6.1f} s   {len(made) >> 10:,} KiB")
        sheet, clock, cpu = timed(lambda: build_sheet(Criteria(), ""))
        _, more, most = timed(lambda: directors_pdf(sheet))
        print(f"{'directors':<10} clock {clock + more:6.1f} s   CPU {cpu + most:6.1f} s")
