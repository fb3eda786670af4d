"""How well what is the same is found: on judged ideas that nothing was tuned on, and on the samples (-s)."""

import datetime as dt
import json

import numpy as np
import pytest

from etl.run import read_file
from portfolio.overlap.alike import Facts, alike, text_of
from portfolio.overlap.index import Index, apart
from portfolio.vocabulary import TableKind
from tests.builders.ideas import SAMPLES, ideas_of, measured

LEAST_RECALL, LEAST_PRECISION = 0.95, 0.95


@pytest.mark.parametrize("which", ["tuning", "held_out"])
def test_what_is_the_same_stands_among_the_first_five_and_nothing_else_is_said_to_be(which):
    ideas = ideas_of(which)
    index = Index(range(len(ideas.initiatives)), [apart(text) for text in ideas.initiatives])

    found = measured(ideas, lambda text: index.scores(index.asked(text)))

    told = f"recall at 5 {found.recall:.1%}, mean rank {found.mean_rank:.2f}, precision {found.precision:.1%}"
    print(f"\n{which}: {len(found.ranks)} ideas, {told}, {found.said_same} said to look like the same")
    print(f"related, said so: {found.said_of_related}; different: {found.said_of_different}")
    assert found.recall >= LEAST_RECALL
    assert found.mean_rank <= 2
    assert found.precision >= LEAST_PRECISION
    assert found.said_of_different == []


def test_a_row_of_one_sample_finds_the_same_initiative_in_the_others():
    rows, groups = sample_rows(), json.loads((SAMPLES / "overlaps.json").read_text(encoding="utf-8"))["same"]
    places = {row[0]: place for place, row in enumerate(rows)}
    index = Index(range(len(rows)), [apart(text_of(row[1])) for row in rows])
    ranks = []
    for group in groups:
        keys = [(it["file"], it["sheet"], it["row"]) for it in group["places"] if it["kind"] == "initiatives"]
        members = [places[key] for key in keys if key in places]
        for one in members:
            near = found_for(index, rows, one)
            ranks += [near.index(other) + 1 if other in near else 99 for other in members if other != one]

    recall = float(np.mean([rank <= 5 for rank in ranks]))
    told = f"recall at 5 {recall:.1%}, mean rank {np.mean(ranks):.2f}"
    print(f"\nsamples: {len(ranks)} pairs among {len(rows)} rows, {told}")
    assert recall >= LEAST_RECALL


def found_for(index, rows, one):
    found = alike(
        index, index.asked(text_of(rows[one][1])), rows[one][2], lambda id_: rows[id_][2], without=[one]
    )
    return [it.id for it in found]


def sample_rows():
    """Give the samples' rows: where each stands, its texts, and where it takes place."""
    found = []
    for path in sorted(SAMPLES.glob("[01]*")):
        if path.suffix == ".json" or path.name.startswith(("06b", "10a")):  # the same rows again
            continue
        reading = read_file(path, path.name, dt.date(2026, 11, 1))
        for table in reading.tables:
            if table.kind is not TableKind.INITIATIVES:
                continue
            for report in table.records:
                values = {name: cell.value for name, cell in report.values.items()}
                texts = {name: str(value) for name, value in values.items() if value is not None}
                cluster = report.values.get("cluster")
                facts = Facts(
                    municipalities=frozenset(values.get("municipalities") or ()),
                    area=None if cluster is None else cluster.organisation,
                )
                found.append(((path.name, table.sheet, report.row), texts, facts))
    return found
