"""Which uploads are in force, and which is a source's newest list, at any instant."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UploadFacts:
    """What an upload's force depends on: its source and month, and from when to when it stood.

    ``organisation_id`` is the cluster, planning area or health council whose list it is; None for others.
    """

    id: int
    source_id: int
    month: dt.date
    uploaded_at: dt.datetime
    withdrawn_at: dt.datetime | None = None
    organisation_id: str | None = None

    @property
    def age(self) -> tuple[dt.date, dt.datetime, int]:
        """What makes one list newer than another: its month, then when it came."""
        return (self.month, self.uploaded_at, self.id)

    def stands(self, at: dt.datetime) -> bool:
        """Tell whether it had come and was not withdrawn at an instant."""
        return self.uploaded_at <= at and (self.withdrawn_at is None or at < self.withdrawn_at)


class Lists:
    """All uploads, asked about by instant.

    Of the uploads that stand, the one that came last is in force for its source and month; a withdrawn one
    gives way to the one it had replaced.
    """

    def __init__(self, uploads: Iterable[UploadFacts]) -> None:
        self.uploads = {upload.id: upload for upload in uploads}
        by_source: dict[int, list[UploadFacts]] = defaultdict(list)
        for upload in sorted(self.uploads.values(), key=lambda item: (item.uploaded_at, item.id)):
            by_source[upload.source_id].append(upload)
        self._times = {source: _times(items) for source, items in by_source.items()}
        self._in_force = {
            source: [_in_force(items, at) for at in self._times[source]]
            for source, items in by_source.items()
        }

    def instants(self, source_ids: Iterable[int]) -> set[dt.datetime]:
        """Give the instants at which something changes in what the sources' lists say."""
        return {at for source in source_ids for at in self._times[source]}

    def months_touched(self, since: dt.datetime) -> set[dt.date]:
        """Give the months for which a list came or was withdrawn at or after an instant."""
        return {
            upload.month
            for upload in self.uploads.values()
            if upload.uploaded_at >= since
            or (upload.withdrawn_at is not None and upload.withdrawn_at >= since)
        }

    def in_force(self, source_id: int, at: dt.datetime) -> frozenset[int]:
        """Give the uploads of a source that are in force, one a month."""
        found = self._found(source_id, at)
        return frozenset() if found is None else found[0]

    def newest(self, source_id: int, at: dt.datetime) -> int | None:
        """Give the upload that is a source's newest list; None while it has none."""
        found = self._found(source_id, at)
        return None if found is None else found[1]

    def _found(self, source_id: int, at: dt.datetime) -> tuple[frozenset[int], int | None] | None:
        place = bisect_right(self._times.get(source_id, []), at)
        return self._in_force[source_id][place - 1] if place else None


def _times(uploads: Iterable[UploadFacts]) -> list[dt.datetime]:
    came = {upload.uploaded_at for upload in uploads}
    return sorted(came | {upload.withdrawn_at for upload in uploads if upload.withdrawn_at is not None})


def _in_force(uploads: Iterable[UploadFacts], at: dt.datetime) -> tuple[frozenset[int], int | None]:
    by_month = {upload.month: upload for upload in uploads if upload.stands(at)}
    newest = max(by_month.values(), key=lambda upload: upload.age, default=None)
    return frozenset(upload.id for upload in by_month.values()), None if newest is None else newest.id
