"""Trials as people and lists had told of them at an instant, and all that was written of one."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portfolio.encoding import cells_of, values_of
from portfolio.queries.portfolio import known_at
from portfolio.queries.titles import LooseTitle, TitleHomes
from portfolio.queries.told import Homes, UploadNote, initiatives_of, place_of, rows_said, speaking, stood
from portfolio.records import CellValue, FuzzyDate
from portfolio.rules.likeness import fold
from portfolio.tables import ListRecord, TrialVersion, Version
from portfolio.tables import Trial as TrialRow
from portfolio.trials.book import TRIAL_FIELDS, Trial, TrialBook, TrialText, ramp
from portfolio.trials.words import TrialOutcome
from portfolio.vocabulary import TableKind, code_or_none

_TOLD = {
    "what": "trial",
    "prediction": "prediction",
    "start_date": "start",
    "end_date": "end",
    "happened": "result",
    "learning": "learning",
    "outcome": "outcome",
}
"""Our fields, and what the same is called in a list's table of trials."""

LISTED = "liste"
"""What the keys of rows of lists begin with."""

_LONGEST_NAME, _LONGEST_NUMBER = 200, 10


@dataclass(frozen=True, slots=True)
class ListedTrials:
    """What lists say of trials.

    Attributes:
        rows: the rows of lists' tables by their keys (:func:`row_key`).
        words: initiative -> what its list says of trials in a cell of its own.
        loose: titles in tables that are those of no one initiative.
    """

    rows: Mapping[str, Trial]
    words: Mapping[int, str]
    loose: tuple[LooseTitle, ...]


def row_key(source_id: int, title: str, what: str) -> str:
    """Name a row of a source's table of trials, so that it is the same one in its next list."""
    said = f"{source_id}\n{fold(title)}\n{fold(what)}"
    return f"{LISTED}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"


def read_trials(session: Session, as_of: dt.datetime, listed: ListedTrials) -> TrialBook:
    """Read all trials as known at an instant.

    What was merged brings its trials along. A row of a list that a person has gone on writing on stands once,
    with what the list says beside it.
    """
    homes = Homes(session, as_of)
    texts = _standing_texts(session, as_of)
    found: dict[int, list[Trial]] = defaultdict(list)
    rows = dict(listed.rows)
    for row in rows_said(session, TrialRow, as_of):
        if row.id in texts:
            one = _trial(row, texts[row.id], homes.home(row.initiative_id), rows.pop(row.listed or "", None))
            found[one.initiative_id].append(one)
    for one in rows.values():
        found[one.initiative_id].append(one)
    return TrialBook({id_: ramp(them) for id_, them in found.items()}, listed.words)


def _standing_texts(session: Session, as_of: dt.datetime) -> dict[int, TrialVersion]:
    query = select(TrialVersion).where(stood(TrialVersion, as_of)).order_by(TrialVersion.id)
    return {row.trial_id: row for row in session.scalars(query)}


def _trial(row: TrialRow, text: TrialVersion, initiative_id: int, listed: Trial | None) -> Trial:
    return Trial(
        key=str(row.id),
        initiative_id=initiative_id,
        text=text_of(text),
        made_at=row.made_at,
        made_by=row.made_by,
        changed_at=text.made_at,
        changed_by=text.made_by,
        id=row.id,
        version=text.id,
        after=row.after,
        told_in=None if listed is None else listed.told_in,
        cells={} if listed is None else listed.cells,
        listed=listed,
    )


def text_of(row: TrialVersion) -> TrialText:
    """Give what a version says."""
    return TrialText(**{name: getattr(row, name) for name in TRIAL_FIELDS})


def read_listed_trials(session: Session, as_of: dt.datetime) -> ListedTrials:
    """Read what lists said of trials at an instant, in tables and in a cell of an initiative's row."""
    words = _words(session, as_of)
    uploads = speaking(session, as_of, [TableKind.TRIALS])
    if not uploads:
        return ListedTrials({}, words, ())
    of_report, homes = initiatives_of(session, as_of, uploads), Homes(session, as_of)
    query = select(ListRecord).where(ListRecord.upload_id.in_(uploads), ListRecord.kind == TableKind.TRIALS)
    found: dict[str, Trial] = {}
    titles = TitleHomes(session, as_of)
    for record in session.scalars(query.order_by(ListRecord.upload_id, ListRecord.number)):
        upload = uploads[record.upload_id]
        id_ = titles.home(record, upload, of_report.get((record.upload_id, record.report_number or 0)))
        if id_ is not None:
            key = _free(row_key(upload.source_id, record.title, record.part or ""), found)
            found[key] = _listed(record, upload, homes.home(id_), key)
    return ListedTrials(found, words, titles.loose)


def _free(key: str, taken: Collection[str]) -> str:
    """Give a key of its own to each of several rows that say the same."""
    count = 2
    free = key
    while free in taken:
        free, count = f"{key}-{count}", count + 1
    return free


def _listed(record: ListRecord, upload: UploadNote, initiative_id: int, key: str) -> Trial:
    cells = cells_of(record.values_json)
    said = {name: cells[listed] for name, listed in _TOLD.items() if listed in cells}
    anchor = cells.get("trial") or cells.get("title")
    text = TrialText(
        what=(_words_of(said.get("what")) or "–")[:_LONGEST_NAME],
        prediction=_words_of(said.get("prediction")),
        start_date=_first(said.get("start_date")),
        end_date=_last(said.get("end_date")) or _spanned(said.get("start_date")),
        happened=_words_of(said.get("happened")),
        learning=_words_of(said.get("learning")),
        outcome=code_or_none(TrialOutcome, record.state),
    )
    return Trial(
        key=key,
        initiative_id=initiative_id,
        text=text,
        made_at=upload.at,
        made_by=upload.by,
        changed_at=upload.at,
        changed_by=upload.by,
        told_in=place_of(
            record, upload, None if anchor is None else anchor.cell, "" if anchor is None else anchor.text
        ),
        cells={name: (cell.cell, cell.text) for name, cell in said.items()},
    )


def _words_of(cell: CellValue | None) -> str | None:
    if cell is None or cell.value is None:
        return None
    return str(cell.value).strip() or None


def _first(cell: CellValue | None) -> dt.date | None:
    value = None if cell is None else cell.value
    return value.first if isinstance(value, FuzzyDate) else None


def _last(cell: CellValue | None) -> dt.date | None:
    value = None if cell is None else cell.value
    return value.last if isinstance(value, FuzzyDate) else None


def _spanned(cell: CellValue | None) -> dt.date | None:
    """Give the end of a time of several days that stands in the column of the beginning: "uge 9"."""
    return None if _first(cell) == _last(cell) else _last(cell)


def _words(session: Session, as_of: dt.datetime) -> dict[int, str]:
    query = select(Version.initiative_id, Version.values_json).where(
        known_at(Version, as_of), Version.values_json.contains('"trials"')
    )
    found = {id_: values_of(values).get("trials") for id_, values in session.execute(query)}
    return {id_: said.strip() for id_, said in found.items() if isinstance(said, str) and said.strip()}


@dataclass(frozen=True, slots=True)
class TrialEntry:
    """A text that was written of a cycle, also one that was taken back.

    Attributes:
        number: its number, to take it back; ``trial_id`` the cycle's.
        text: what it says, and ``before`` the text before it; None: it is the first.
        made_at: when it was written, and ``made_by`` by whom.
        undone_at: when it was taken back, and ``undone_by`` by whom; None: it stands.
    """

    number: int
    trial_id: int
    text: TrialText
    before: TrialText | None
    made_at: dt.datetime
    made_by: str
    undone_at: dt.datetime | None
    undone_by: str | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that say something else than in the text before it."""
        if self.before is None:
            return ()
        return tuple(it for it in TRIAL_FIELDS if getattr(self.text, it) != getattr(self.before, it))


def trial_history(session: Session, trial_id: int, as_of: dt.datetime) -> tuple[TrialEntry, ...]:
    """Give all that had been written of a cycle at an instant, the newest first."""
    query = select(TrialVersion).where(TrialVersion.trial_id == trial_id, TrialVersion.made_at <= as_of)
    rows = list(session.scalars(query.order_by(TrialVersion.id)))
    entries = []
    for place, row in enumerate(rows):
        earlier = [it for it in rows[:place] if it.undone_at is None or it.undone_at > row.made_at]
        undone = row.undone_at is not None and row.undone_at <= as_of
        entries.append(
            TrialEntry(
                number=row.id,
                trial_id=trial_id,
                text=text_of(row),
                before=text_of(earlier[-1]) if earlier else None,
                made_at=row.made_at,
                made_by=row.made_by,
                undone_at=row.undone_at if undone else None,
                undone_by=row.undone_by if undone else None,
            )
        )
    return tuple(reversed(entries))


def trials_taken_back(session: Session, initiative_id: int, as_of: dt.datetime) -> tuple[Trial, ...]:
    """Give the cycles of an initiative that had been taken back at an instant, the newest first."""
    ids = Homes(session, as_of).parts(initiative_id)
    query = select(TrialRow).where(
        TrialRow.initiative_id.in_(ids), TrialRow.undone_at.is_not(None), TrialRow.undone_at <= as_of
    )
    rows = list(session.scalars(query.order_by(TrialRow.id.desc())))
    if not rows:
        return ()
    texts = select(TrialVersion).where(
        TrialVersion.trial_id.in_([it.id for it in rows]),
        or_(TrialVersion.undone_at.is_(None), TrialVersion.undone_at > as_of),
    )
    newest = {it.trial_id: it for it in session.scalars(texts.order_by(TrialVersion.id))}
    return tuple(_trial(row, newest[row.id], initiative_id, None) for row in rows if row.id in newest)


def has_trial(session: Session, key: str) -> bool:
    """Tell whether a person ever noted a cycle with this key."""
    number = int(key) if key.isascii() and key.isdigit() and len(key) < _LONGEST_NUMBER else None
    return number is not None and session.get(TrialRow, number) is not None
