"""The rows of a pack: the exceptions by kind, and what is otherwise."""

from collections.abc import Iterable, Sequence

import numpy as np

from dashboard import data, measures
from dashboard.data import ChangeKind, Difference
from dashboard.exports.pack.values import Changes, Group, Light, Row, Sum
from dashboard.format import month, number
from dashboard.packing.seen import (
    UNREPORTED,
    Seen,
    compared_words,
    end_of,
    light_of,
    place_of,
    since_words,
    who_of,
)
from dashboard.texts import t
from portfolio.rules.gaps import Gap
from portfolio.selection import Chosen
from portfolio.snapshot import UNREPORTED as NOT_THEN
from portfolio.snapshot import Item
from portfolio.vocabulary import TrafficLight

KINDS = ("red", "worse", "late", "unexplained", "silent")
"""The kinds of exceptions, in the order in which they are told."""


class Exceptions:
    """The initiatives that something is the matter with, by kind."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        chosen = seen.chosen
        red = measures.worst_first(chosen.where(chosen.has("traffic_light", TrafficLight.RED)))
        unexplained = _lacking(chosen, Gap.RED_UNEXPLAINED)
        silent = _lacking(chosen, Gap.SILENT)
        silent = silent.sorted_by(silent.known.days["last_month"], silent.known.title_rank)
        found = (red, seen.worse, measures.overdue(chosen), unexplained, silent)
        self.kinds: dict[str, Chosen] = dict(zip(KINDS, found, strict=True))
        self._places = {kind: frozenset(it.places.tolist()) for kind, it in self.kinds.items()}

    def reasons(self, item: Item) -> tuple[str, ...]:
        """Say why an initiative is an exception, a few words each."""
        return tuple(
            self._reason(kind, item) for kind in KINDS if item.place in self._places[kind] and kind != "red"
        )

    def is_silent(self, item: Item) -> bool:
        """Tell whether an initiative is among those that lists no longer tell of."""
        return item.place in self._places["silent"]

    def _reason(self, kind: str, item: Item) -> str:
        if kind == "worse":
            was, is_ = self.before(item), light_of(item.code("traffic_light"))
            return t("pack.reason_worse", before="" if was is None else was.word, light=is_.word)
        if kind == "late":
            end = item.day("end_last") or self.seen.today
            days = (self.seen.today - end).days
            return t("pack.reason_late", count=days, number=number(days))
        if kind == "silent":
            last = item.day("last_month")
            return t("pack.reason_silent", month="" if last is None else month(last))
        return t("pack.reason_unexplained")

    def before(self, item: Item) -> Light | None:
        """Give an initiative's light then; None where it was not known."""
        if int(self.seen.earlier.lights[item.place]) == NOT_THEN:
            return None
        return light_of(self.seen.earlier.light(item))

    def groups(self) -> tuple[Group, ...]:
        """Give the exceptions: each initiative once, under the first kind that it is."""
        told: set[int] = set()
        groups = []
        for kind in KINDS:
            items = list(self.kinds[kind])
            own = [item for item in items if item.place not in told]
            above = len(items) - len(own)
            told.update(item.place for item in own)
            if items:
                groups.append(
                    Group(
                        kind, _heading(kind, len(items)), _note(above, len(items)), len(items), self.rows(own)
                    )
                )
        return tuple(groups)

    def rows(self, items: Iterable[Item]) -> tuple[Row, ...]:
        """Give initiatives as rows."""
        return tuple(map(self.row, items))

    def row(self, item: Item) -> Row:
        """Give an initiative as a row."""
        seen = self.seen
        return Row(
            id=item.id,
            title=item.title,
            place=place_of(item),
            light=light_of(item.code("traffic_light")),
            before=self.before(item),
            light_since=since_words(item),
            reasons=self.reasons(item),
            words=item.text("remarks") or "",
            next_step=item.text("next_step") or "",
            who=who_of(item),
            end=end_of(item),
            address=seen.page(item.id),
            origin=seen.origin(item.id),
        )


def _lacking(chosen: Chosen, gap: Gap) -> Chosen:
    return measures.worst_first(chosen.where(chosen.known.gaps[gap][chosen.places]))


def _heading(kind: str, count: int) -> str:
    return t(f"pack.group_{kind}", count=count, number=number(count))


def _note(above: int, count: int) -> str:
    if not above:
        return ""
    return t("pack.all_above", count=above) if above == count else t("pack.some_above", number=number(above))


# --- What is otherwise


def changes_of(exceptions: Exceptions) -> Changes | None:
    """Say what is otherwise; None where nothing earlier is known."""
    seen = exceptions.seen
    since = seen.criteria.since or seen.known.month_before
    if since is None:
        return None
    by_kind = data.differences(seen.criteria, since).by_kind
    rows = exceptions.rows
    worse, better = seen.worse, seen.better
    return Changes(
        heading=t("overview.changes_message", worse=number(len(worse)), better=number(len(better))),
        note=compared_words(seen.earlier.since),
        sums=tuple(
            Sum(str(kind), t(f"overview.changes_{kind}", count=len(found)), len(found))
            for kind, found in by_kind.items()
            if found or kind in _ALWAYS_TOLD
        ),
        worse=rows(worse),
        better=rows(better),
        new=rows([*_by_title(seen, by_kind[ChangeKind.NEW]), *_by_title(seen, by_kind[ChangeKind.BACK])]),
        gone=rows(_by_title(seen, by_kind[ChangeKind.GONE])),
    )


_ALWAYS_TOLD = frozenset({ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.GONE})


def _by_title(seen: Seen, found: Sequence[Difference]) -> Sequence[Item]:
    """Give the initiatives by title; of one that only a withdrawn list told of nothing is known any more."""
    places = [place for it in found if (place := seen.known.snapshot.place(it.initiative_id)) is not None]
    chosen = Chosen(seen.known.snapshot, np.array(places, dtype=np.intp))
    return list(chosen.sorted_by(chosen.known.title_rank))


def unreported() -> Light:
    """Give what stands for a month in which no list had the initiative."""
    return Light(UNREPORTED, t("standing.not_reported"))
