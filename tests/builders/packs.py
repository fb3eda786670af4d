"""A small portfolio of two months with all that a pack tells of, and packs of it."""

import datetime as dt
import sys
from contextlib import contextmanager
from pathlib import Path

from dashboard import data
from dashboard.app import create_app
from dashboard.exports.pack.values import Part
from dashboard.packing.builder import PackOrder, build_pack
from dashboard.settings import Settings
from dashboard.texts import speaking
from portfolio.moments import Moment
from portfolio.selection import Criteria
from tests.builders import uploads

NOW = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
SINCE = Moment(dt.date(2026, 10, 31))
HOST = "https://tvaerblik.example"
HOSTILE = '#read("/etc/passwd") *fed* $x$ \\ _kursiv_ <kilder> @kilder'
FORMULAS = ('=HYPERLINK("http://x.dk")', "+1+1", "-2", "@SUM(A1)", "{=1+1}", "\t=1")
ODD = "Smil 😀, 中文, \x07 og\u2028ny linje"


def _rows(month: int) -> list[dict[str, uploads.Given]]:
    end = uploads.day_value("2026-10-15")
    light = ("green", "yellow")[month]
    return [
        {"title": "Fælles gravidteam", "traffic_light": ("yellow", "red")[month], "status": "active"},
        {
            "title": "Sårpleje i eget hjem",
            "traffic_light": "red",
            "status": "active",
            "remarks": "Mangler to vogne",
        },
        {
            "title": "Hjerterehabilitering",
            "traffic_light": light,
            "status": "active",
            "municipalities": ("0730",),
        },
        {"title": "Demensvenlig udskrivning", "traffic_light": "green", "status": "active", "end": end},
        {"title": HOSTILE, "traffic_light": "red", "status": "active", "remarks": HOSTILE, "owner": HOSTILE},
        {"title": ODD, "traffic_light": "yellow", "status": "planned", "remarks": ODD},
        *({"title": text, "key": text, "traffic_light": "grey", "owner": text} for text in FORMULAS),
        {"title": "Uden lys", "description": "Ingen har sat et lys.", "owner": "Region Midtjylland"},
    ]


def fill(engine) -> None:
    """Load two months of a list, and one of another whose name would be a formula."""
    uploads.load(engine, *_rows(0), month=uploads.SEPTEMBER, now=uploads.at(10))
    uploads.load(engine, *_rows(1), month=uploads.NOVEMBER, now=uploads.at(75))
    uploads.load(engine, {"title": "Kun i den anden"}, source="=cmd()", now=uploads.at(71))


@contextmanager
def request_of(url: str, folder: Path, language: str = "da"):
    """Give a request to an app on a database, with a language."""
    app = create_app(Settings(url, folder), None, lambda: NOW)
    with app.server.test_request_context("/"), speaking(language):
        data.look_from(None)
        yield app


def pack_of(criteria: Criteria = Criteria(since=SINCE), parts: frozenset[Part] = frozenset(Part)):  # noqa: B008 -- frozen
    """Build a pack in the request that is open."""
    return build_pack(PackOrder(criteria, parts, HOST))


def _print_digests(url: str, folder: str) -> None:
    """Print what the three files of a pack are, for a process of its own."""
    import hashlib

    from dashboard.server.packs import MAKERS

    with request_of(url, Path(folder)):
        pack = pack_of()
        for name, (make, _) in MAKERS.items():
            print(name, hashlib.sha256(make(pack, lambda _: None)).hexdigest())


if __name__ == "__main__":
    _print_digests(*sys.argv[1:])
