"""How often rows are matched right: within a source over months, and across sources (``pytest -s``)."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, select

from etl.run import read_file
from portfolio.comparison import RowAnswer, compare_list
from portfolio.database import reading, writing
from portfolio.ledger import KnownNaming, Match, Naming, match_rows, naming_of
from portfolio.records import Reading, Report
from portfolio.rules.evidence import Commonness, Values
from portfolio.store import load_upload
from portfolio.tables import MatchDecision
from portfolio.tables import Report as StoredReport
from portfolio.vocabulary import MatchMethod, TableKind
from tests.builders.month_pairs import MonthPair, month_pairs, reports_of
from tests.builders.uploads import make_upload

SAMPLES = Path(__file__).parent.parent / "samples"

SURE_PRECISION = 0.995
"""What is matched without asking is right so often: precision before recall, and all else is asked."""

LEAST_FOUND = 0.985
"""Of rows known before, so many are matched or asked about with the right one among the candidates."""

LEAST_ASKED_ELSEWHERE, MOST_WRONG_A_ROW = 0.8, 0.5


@dataclass(frozen=True)
class TwoMonths:
    """The values of two months of a list."""

    before: list[Report]
    after: list[Report]

    def row(self, number: int) -> Values:
        return self.after[number].values

    def known(self, initiative_ids: Collection[int]) -> Mapping[int, Values]:
        return {id_: self.before[id_ - 1].values for id_ in initiative_ids}

    def common(self) -> Commonness:
        return Commonness(report.values for report in self.after)


def matched(pair: MonthPair) -> list[Match]:
    months = TwoMonths(reports_of(pair.before, "Oktober"), reports_of(pair.after, "November"))
    known = [KnownNaming(id_, naming_of(report), (1, id_)) for id_, report in enumerate(months.before, 1)]
    return match_rows(known, [naming_of(report) for report in months.after], looks=months)


def outcomes(pair: MonthPair) -> Iterable[tuple[str, MatchMethod]]:
    """Name what became of each row: right, wrong, asked, missed, or new and asked about in vain."""
    ids = {row.identity: id_ for id_, row in enumerate(pair.before, 1)}
    for row, match in zip(pair.after, matched(pair), strict=True):
        right = ids.get(row.identity)
        if match.initiative_id is not None:
            yield "right" if match.initiative_id == right else "wrong", match.method
        elif right is not None:
            is_asked = right in {suspect.initiative_id for suspect in match.suspects}
            yield "asked" if is_asked else "missed", match.method
        else:
            yield "in vain" if match.suspects else "new", match.method


@cache
def counted() -> Mapping[str, Counter[str]]:
    """Count outcomes by kind of list and by method, over three seeds."""
    found: dict[str, Counter[str]] = {}
    for seed in (1, 2, 3):
        for pair in month_pairs(270, seed):
            for outcome, method in outcomes(pair):
                found.setdefault(f"lists: {pair.kind}", Counter())[outcome] += 1
                found.setdefault(f"found by {method}", Counter())[outcome] += 1
                found.setdefault("all", Counter())[outcome] += 1
    return found


def precision(counts: Counter[str]) -> float:
    return counts["right"] / max(1, counts["right"] + counts["wrong"])


def test_what_is_matched_without_asking_is_right():
    names = ("right", "wrong", "asked", "missed", "in vain", "new")
    print("\n" + f"{'':24}" + "".join(f"{name:>9}" for name in names) + f"{'precision':>11}")
    for kind, counts in sorted(counted().items()):
        print(f"{kind:24}" + "".join(f"{counts[name]:>9}" for name in names) + f"{precision(counts):>11.2%}")

    assert precision(counted()["all"]) >= SURE_PRECISION
    assert precision(counted()["found by likeness"]) >= SURE_PRECISION - 0.005
    assert min(precision(counts) for kind, counts in counted().items() if "lists" in kind) >= 0.99


def test_what_was_known_is_matched_or_asked_about():
    counts = counted()["all"]
    known = sum(counts[name] for name in ("right", "asked", "missed"))

    assert (counts["right"] + counts["asked"]) / known >= LEAST_FOUND
    assert counts["right"] / known >= 0.95


def test_a_split_is_asked_about_with_both_its_rows():
    pairs = [pair for pair in month_pairs(60) if pair.kind == "split"]

    for pair in pairs:
        asked = [match for match in matched(pair) if any("split" in it.reasons for it in match.suspects)]
        assert len(asked) == 2


@pytest.fixture(scope="module")
def lists() -> list[tuple[str, dt.date, Reading, dict[tuple[str | None, int | None], str]]]:
    """Give the samples with lists of initiatives in the order of their months, with what each row is."""
    found = []
    for path in SAMPLES.glob("*.truth.json"):
        truth = json.loads(path.read_text(encoding="utf-8"))
        name, month = truth["file"]["name"], dt.date.fromisoformat(f"{truth['month']}-01")
        tables = [table for table in truth["tables"] if table["kind"] == "initiatives"]
        identities = {(it["sheet"], row["row"]): row["identity"] for it in tables for row in it["records"]}
        if identities and not name.startswith(("06b", "10b")):
            found.append((name, month, read_file(SAMPLES / name, name, month), identities))
    return sorted(found, key=lambda item: (item[1], item[0]))


def test_what_other_lists_tell_in_their_own_words_is_asked_about(sqlite_engine, lists):
    """Each list comes after the others, and a person answers right."""
    known: dict[int, str] = {}
    counts: Counter[str] = Counter()
    for name, month, read, identities in lists:
        reports = [it for table in read.tables if table.kind is TableKind.INITIATIVES for it in table.records]
        with reading(sqlite_engine) as session:
            rows = compare_list(session, None, month, reports).rows
        ids = {identity: id_ for id_, identity in known.items()}
        answers = {}
        for row in rows:
            right = ids.get(identities[row.sheet, row.row])
            candidates = [item.initiative_id for item in row.candidates]
            counts["rows"] += 1
            counts["wrong"] += sum(id_ != right for id_ in candidates)
            if right is not None:
                counts["asked" if right in candidates else "missed"] += 1
                answers[row.number] = RowAnswer(same_as=right)
        known |= loaded(sqlite_engine, name, month, read, answers, identities)
    print("\n" + ", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))

    assert counts["asked"] / (counts["asked"] + counts["missed"]) >= LEAST_ASKED_ELSEWHERE
    assert counts["wrong"] <= MOST_WRONG_A_ROW * counts["rows"]


def loaded(
    engine: Engine,
    name: str,
    month: dt.date,
    read: Reading,
    answers: Mapping[int, RowAnswer],
    identities: Mapping[tuple[str | None, int | None], str],
) -> dict[int, str]:
    """Load a list, and give what its initiatives really are."""
    with writing(engine) as session:
        now = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
        new = make_upload(read, source=name, month=month, now=now, answers=answers)
        upload_id = load_upload(session, new).upload_id
        is_about = (StoredReport.upload_id == MatchDecision.upload_id) & (
            StoredReport.number == MatchDecision.report_number
        )
        query = select(MatchDecision.initiative_id, StoredReport.sheet, StoredReport.row)
        rows = session.execute(query.join(StoredReport, is_about).where(MatchDecision.upload_id == upload_id))
        return {id_: identities[sheet, row] for id_, sheet, row in rows}


def test_no_two_initiatives_of_real_lists_are_taken_for_one(lists):
    """Rows of all samples thrown together, an initiative told of by one list before and another after."""
    told: dict[str, list[Report]] = {}
    for _, _, read, identities in lists:
        for table in read.tables:
            for report in table.records if table.kind is TableKind.INITIATIVES else ():
                told.setdefault(identities[report.sheet, report.row], []).append(report)
    counts: Counter[str] = Counter()
    for seed in range(12):
        random = Random(seed)
        before, after = (
            {identity: random.choice(reports) for identity, reports in told.items() if random.random() < 0.7}
            for _ in range(2)
        )
        counts.update(outcome for outcome in thrown_together(before, after))
    print("\n" + ", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))

    assert precision(counts) >= SURE_PRECISION
    assert counts["right"] > 500


def thrown_together(before: Mapping[str, Report], after: Mapping[str, Report]) -> Iterable[str]:
    months = TwoMonths(list(before.values()), list(after.values()))
    known = [KnownNaming(id_, without_key(report), (1, id_)) for id_, report in enumerate(months.before, 1)]
    matches = match_rows(known, [without_key(report) for report in months.after], looks=months)
    ids = {identity: id_ for id_, identity in enumerate(before, 1)}
    for identity, match in zip(after, matches, strict=True):
        if match.initiative_id is not None:
            yield "right" if match.initiative_id == ids.get(identity) else "wrong"
        elif identity in ids:
            suspects = {suspect.initiative_id for suspect in match.suspects}
            yield "asked" if ids[identity] in suspects else "missed"


def without_key(report: Report) -> Naming:
    """Give what a row goes by, without what would tell its list."""
    return replace(naming_of(report), key=None, sheet="")
