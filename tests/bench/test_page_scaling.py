"""What a filter change costs the server as the portfolio grows: from a thousand status rows to a million."""

import datetime as dt
import itertools
from statistics import median
from time import process_time

import pytest

from dashboard import data
from dashboard.app import create_app
from dashboard.components.shell import CONTENT, LOCATION
from dashboard.filters import from_query
from dashboard.server.first import UPDATE
from dashboard.server.warming import warm
from dashboard.settings import Settings
from tests.builders.portfolio_rows import TODAY
from tests.builders.portfolios import Size, filled

MONTHS = 36
SIZES = (28, 280, 2_800, 10_000, 27_800)
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


def cost(app, size) -> str:
    """Measure reading the portfolio, choosing from it, and a whole filter change, in CPU milliseconds."""
    door = app.server.extensions[data.EXTENSION]
    begin = process_time()
    known = door.portfolio(door.stamp(), TODAY)
    read = 1000 * (process_time() - begin)
    client = app.server.test_client()
    warm(app)
    output = asked_output(client)
    chosen, changed = [], []
    for query in choices():
        criteria = from_query(dict(part.split("=") for part in query[1:].split("&"))).criteria
        begin = process_time()
        known.chosen(criteria)
        chosen.append(1000 * (process_time() - begin))
        begin = process_time()
        answer = client.post(UPDATE, json=change(output, query), headers={"Accept-Encoding": "br"})
        changed.append(1000 * (process_time() - begin))
        assert answer.status_code == 200, query
    rows = size.initiatives * size.months
    return f"{rows:>12,}{read:>14.0f}{median(chosen):>14.2f}{median(changed):>14.1f}"


@pytest.mark.bench
def test_a_change_costs_much_the_same_at_any_size(tmp_path, capsys):
    lines = [f"\n{'status rows':>12}{'read once':>14}{'choose':>14}{'change':>14}   (CPU ms, medians)"]
    for count in SIZES:
        size = Size(initiatives=count, months=MONTHS, has_reports=False)
        url = f"sqlite:///{filled(tmp_path, size)}"
        app = create_app(Settings(url, tmp_path), None, lambda: NOW)
        lines.append(cost(app, size))
        app.server.extensions[data.EXTENSION].engine.dispose()

    with capsys.disabled():
        print("\n".join(lines))
