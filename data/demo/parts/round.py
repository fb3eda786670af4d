"""The round: who sent what for which month, and when it came in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from parts.books import Book
from parts.senders import (
    ahh,
    byen,
    goedstrup,
    horsens,
    hvidovre,
    midt,
    nord,
    randers,
    sekretariat,
    syd,
    viborg,
)

Build = Callable[[int], Book]


@dataclass(frozen=True)
class Source:
    """One list: its name, and the organisation whose list it is."""

    name: str
    organisation: str


@dataclass(frozen=True)
class Delivery:
    """One file: whose list, which month of 2026, when it came in (UTC)."""

    source: Source
    build: Build
    month: int
    received_at: str

    def book(self) -> Book:
        """Make the file's content."""
        return self.build(self.month)


HORSENS = Source("Horsensklyngens indsatser", "rm-horsens")
GOEDSTRUP = Source("Gødstrupklyngens indsatsoversigt", "rm-goedstrup")
RANDERS = Source("Randersklyngens projekter", "rm-randers")
SYD = Source("Sundhedsklynge Syds indsatser", "rh-syd")
NORD = Source("Sundhedsklynge Nords projektliste", "rh-nord")
MIDT = Source("Sundhedsklynge Midts status", "rh-midt")
SEKRETARIAT = Source("Fællessekretariatets opgaver", "region-midtjylland")
BYEN = Source("Samordningsudvalget Byens projektoversigt", "rh-byen")
HVIDOVRE = Source("Hvidovre Kommunes samarbejder", "0167")
VIBORG = Source("Viborg Kommunes opfølgning", "0791")
AHH = Source("Amager og Hvidovre Hospitals projekter", "hospital-amager-og-hvidovre-hospital")

# Horsens sent one list in August and nothing since. Viborg joined in October. Byen missed October, Hvidovre's
# October came in November, Randers sent October twice, and the hospital's November is late.
DELIVERIES = (
    Delivery(HORSENS, horsens.build, 8, "2026-08-19T09:40:00Z"),
    Delivery(GOEDSTRUP, goedstrup.build, 9, "2026-09-16T08:12:00Z"),
    Delivery(MIDT, midt.build, 9, "2026-09-17T07:40:00Z"),
    Delivery(SYD, syd.build, 9, "2026-09-17T12:05:00Z"),
    Delivery(RANDERS, randers.build, 9, "2026-09-18T09:31:00Z"),
    Delivery(SEKRETARIAT, sekretariat.build, 9, "2026-09-18T11:20:00Z"),
    Delivery(NORD, nord.build, 9, "2026-09-21T06:55:00Z"),
    Delivery(BYEN, byen.build, 9, "2026-09-21T13:44:00Z"),
    Delivery(AHH, ahh.build, 9, "2026-09-22T08:02:00Z"),
    Delivery(HVIDOVRE, hvidovre.build, 9, "2026-09-23T10:17:00Z"),
    Delivery(GOEDSTRUP, goedstrup.build, 10, "2026-10-14T08:03:00Z"),
    Delivery(SYD, syd.build, 10, "2026-10-15T11:48:00Z"),
    Delivery(MIDT, midt.build, 10, "2026-10-16T07:26:00Z"),
    Delivery(RANDERS, randers.build, 10, "2026-10-16T09:10:00Z"),
    Delivery(SEKRETARIAT, sekretariat.build, 10, "2026-10-19T12:35:00Z"),
    Delivery(RANDERS, partial(randers.build, is_corrected=True), 10, "2026-10-20T06:41:00Z"),
    Delivery(NORD, nord.build, 10, "2026-10-20T07:15:00Z"),
    Delivery(AHH, ahh.build, 10, "2026-10-21T08:20:00Z"),
    Delivery(VIBORG, viborg.build, 10, "2026-10-22T10:58:00Z"),
    Delivery(HVIDOVRE, hvidovre.build, 10, "2026-11-10T14:22:00Z"),
    Delivery(GOEDSTRUP, goedstrup.build, 11, "2026-11-16T08:30:00Z"),
    Delivery(MIDT, midt.build, 11, "2026-11-16T09:05:00Z"),
    Delivery(SYD, syd.build, 11, "2026-11-17T12:10:00Z"),
    Delivery(VIBORG, viborg.build, 11, "2026-11-17T13:37:00Z"),
    Delivery(RANDERS, randers.build, 11, "2026-11-18T09:02:00Z"),
    Delivery(SEKRETARIAT, sekretariat.build, 11, "2026-11-18T11:50:00Z"),
    Delivery(BYEN, byen.build, 11, "2026-11-19T07:33:00Z"),
    Delivery(NORD, nord.build, 11, "2026-11-19T10:41:00Z"),
    Delivery(HVIDOVRE, hvidovre.build, 11, "2026-11-20T08:15:00Z"),
)
