"""What a filter change costs the server as the portfolio grows: from a thousand status rows to a million."""

import datetime as dt
import gc
import itertools
from dataclasses import dataclass, field
from statistics import median
from time import process_time

import pytest

from dashboard import data
from dashboard.app import TvaerblikApp, create_app
from dashboard.components.shell import CONTENT, LOCATION
from dashboard.filters import from_query
from dashboard.server.first import UPDATE
from dashboard.server.warming import warm
from dashboard.settings import Settings
from tests.builders.portfolio_rows import TODAY
from tests.builders.portfolios import Size, filled

SIZES = tuple(
    Size(initiatives=count, months=months, has_reports=False)
    for count, months in ((28, 36), (1_000, 1), (2_800, 36), (10_000, 36), (27_800, 36))
)
"""A thousand status rows are told twice: a page of 28 initiatives has less to show than any other."""
CLUSTERS = ("rh-byen", "rh-midt", "rh-syd", "rs-holbaek", "rd-fyn", "rm-aarhus", "rm-midt", "rn-midt")
NOW = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)


def choices() -> list[str]:
    """Give filters that nobody has asked for before."""
    places = itertools.combinations(CLUSTERS, 2)
    return [f"?klynge={','.join(pair)}&lys={light}" for pair in places for light in ("roed", "groen,gul")]


def asked_output(client) -> str:
    """Give what Dash calls the parts of a page that follow its filters."""
    callbacks = client.get("/_dash-dependencies").json
    return next(it["output"] for it in callbacks if f"{CONTENT}.children" in it["output"])


def change(output: str, query: str) -> dict[str, object]:
    """Give what the browser asks for when a filter of Overblik has changed."""
    places = [part.split(".") for part in output.strip(".").split("...")]
    return {
        "output": output,
        "outputs": [{"id": id_, "property": name} for id_, name in places],
        "inputs": [{"id": "filter-query", "property": "data", "value": query}],
        "state": [{"id": LOCATION, "property": "pathname", "value": "/"}],
        "changedPropIds": ["filter-query.data"],
    }


@dataclass
class Measured:
    """An app on a portfolio, and what its filter changes have cost in CPU milliseconds and bytes."""

    app: TvaerblikApp
    read: float
    chosen: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def change(self, output: str, query: str) -> None:
        """Choose from the portfolio, and change the filters of Overblik."""
        criteria = from_query(dict(part.split("=") for part in query[1:].split("&"))).criteria
        known = data.kept_portfolio(door_of(self.app), door_of(self.app).stamp(), TODAY)
        self.chosen.append(spent(lambda: known.chosen(criteria))[0])
        client = self.app.server.test_client()
        body, headers = change(output, query), {"Accept-Encoding": "br"}
        ms, answer = spent(lambda: client.post(UPDATE, json=body, headers=headers))
        assert answer.status_code == 200, query
        self.changed.append(ms)
        self.sizes.append(len(answer.data))

    def told(self, base: "Measured") -> str:
        """Give it as the end of a line, with its multiple of another's."""
        ratio = median(ours / theirs for ours, theirs in zip(self.changed, base.changed, strict=True))
        ms = f"{self.read:>12.0f}{median(self.chosen):>10.2f}{median(self.changed):>10.1f}{ratio:>8.2f}"
        return f"{ms}{median(self.sizes) / 1024:>8.1f}"


def door_of(app: TvaerblikApp) -> data.Door:
    """Give an app's door to the portfolio."""
    door: data.Door = app.server.extensions[data.EXTENSION]
    return door


def spent(work):
    """Do something; give the CPU milliseconds it took, and what came of it."""
    begin = process_time()
    found = work()
    return 1000 * (process_time() - begin), found


def opened(folder, size) -> Measured:
    """Open an app on a portfolio of a size, warm."""
    url = f"sqlite:///{filled(folder, size)}"
    app = create_app(Settings(url, folder), None, lambda: NOW)
    read, _ = spent(lambda: data.kept_portfolio(door_of(app), door_of(app).stamp(), TODAY))
    warm(app)
    return Measured(app, read)


@pytest.mark.bench
def test_a_change_costs_much_the_same_at_any_size(tmp_path, capsys):
    apps = {}
    for size in SIZES:
        folder = tmp_path / f"{size.initiatives}x{size.months}"
        folder.mkdir()
        apps[size] = opened(folder, size)
    output = asked_output(apps[SIZES[0]].app.server.test_client())
    gc.collect()
    gc.freeze()
    for query in choices():  # each is asked of all in turn, so that a busy moment meets them all
        for measured in apps.values():
            measured.change(output, query)

    heads = f"{'status rows':>22}{'read once':>12}{'choose':>10}{'change':>10}{'x':>8}{'KiB':>8}"
    lines = [f"\n{heads}   (CPU ms, medians; x of the thousand initiatives)"]
    for size, measured in apps.items():
        rows = f"{size.initiatives:,} x {size.months} = {size.initiatives * size.months:,}"
        lines.append(f"{rows:>22}{measured.told(apps[SIZES[1]])}")
        door_of(measured.app).engine.dispose()
    gc.unfreeze()

    with capsys.disabled():
        print("\n".join(lines))
