"""Meetings: series, meetings, what happens to them, what is written at them, and actions agreed on."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portfolio.tables.base import Base, Word
from portfolio.tables.process import Made
from portfolio.vocabulary import (
    ActionEventKind,
    Holder,
    MeetingDeedKind,
    NoteKind,
    Rhythm,
    SeriesEventKind,
)

KEY_LENGTH = 200
"""The longest key of a point of an agenda."""


class MeetingSeries(Made, Base):
    """A forum's series of meetings as it was made; what became of it is told by its events.

    ``body`` is an organisation's id in the reference, whose seats are the members; ``holder`` is whose turn
    it is in a process when a matter is the forum's; ``filter`` is the query of an address: which initiatives
    the series follows.
    """

    __tablename__ = "meeting_series"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    body: Mapped[str | None] = mapped_column(String(64))
    holder: Mapped[Holder | None] = mapped_column(Word(Holder))
    rhythm: Mapped[Rhythm] = mapped_column(Word(Rhythm))
    weekday: Mapped[int | None]
    week_of_month: Mapped[int | None]
    begins_at: Mapped[str | None] = mapped_column(String(5))
    minutes: Mapped[int | None]
    place: Mapped[str | None] = mapped_column(Text)
    is_directors: Mapped[bool]
    filter: Mapped[str] = mapped_column(Text)


class SeriesEvent(Made, Base):
    """What happened to a series: its settings were changed (``data_json`` has them all), or it ended."""

    __tablename__ = "series_event"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id"), index=True)
    kind: Mapped[SeriesEventKind] = mapped_column(Word(SeriesEventKind))
    data_json: Mapped[str] = mapped_column(Text)


class Meeting(Made, Base):
    """A meeting of a series as it was planned."""

    __tablename__ = "meeting"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id"), index=True)
    day: Mapped[dt.date]
    begins_at: Mapped[str | None] = mapped_column(String(5))
    place: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)


class MeetingDeed(Made, Base):
    """What happened to a meeting or, by its key, to a point of its agenda; folded in order."""

    __tablename__ = "meeting_deed"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    kind: Mapped[MeetingDeedKind] = mapped_column(Word(MeetingDeedKind))
    point_key: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    data_json: Mapped[str] = mapped_column(Text)


class MeetingNote(Made, Base):
    """What is written of a point at a meeting: the newest of a kind stands.

    ``after`` is the note that it was written on top of; None: there was none.
    """

    __tablename__ = "meeting_note"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    point_key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    kind: Mapped[NoteKind] = mapped_column(Word(NoteKind))
    text: Mapped[str] = mapped_column(Text)
    after: Mapped[int | None] = mapped_column(ForeignKey("meeting_note.id"))


class Action(Made, Base):
    """Something that was agreed on: who does it, by when; of which meeting, point and initiative."""

    __tablename__ = "action"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    point_key: Mapped[str | None] = mapped_column(String(KEY_LENGTH))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str | None] = mapped_column(Text)
    due_on: Mapped[dt.date | None]


class ActionEvent(Made, Base):
    """What happened to an action; ``day`` is when, of a moved due day the new one."""

    __tablename__ = "action_event"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    kind: Mapped[ActionEventKind] = mapped_column(Word(ActionEventKind))
    day: Mapped[dt.date | None]
    data_json: Mapped[str] = mapped_column(Text)
