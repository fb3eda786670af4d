"""What is stamped into all that leaves the pages: filters, date, sources, how it is counted, address."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.data import SourceSummary
from dashboard.exports.workbook import Fact, ReadMe
from dashboard.format import date_text, instant, moment_text, month
from dashboard.texts import language, t
from portfolio.moments import Moment


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where and when what leaves the pages was seen.

    Attributes:
        page: the page's name.
        filters: each filter in a line of words.
        shown: how many initiatives meet the filters, of how many; "" where nobody counts.
        as_of: the moment it is seen from.
        since: the moment it is compared with; None: what the page itself compares with.
        structure_on: the day by whose structure it is grouped; None: as the lists say.
        sources: every list's source and its newest upload.
        help: how it is counted; "" where nothing is said.
        address: the whole address that opens the same view.
        made_at: when it was taken.
    """

    page: str
    filters: Sequence[str]
    shown: str
    as_of: Moment
    since: Moment | None
    structure_on: dt.date | None
    sources: Sequence[SourceSummary]
    help: str
    address: str
    made_at: dt.datetime


def read_me(stamp: Stamp, title: str, subtitle: str, *, has_gaps: bool = False) -> ReadMe:
    """Make the first sheet of a workbook; ``has_gaps``: empty cells of the table mean something."""
    facts = [
        Fact(t("export.page"), stamp.page),
        Fact(t("export.filters"), "\n".join(stamp.filters) or t("export.no_filters")),
        Fact(t("export.count"), stamp.shown),
        Fact(t("export.as_of"), moment_text(stamp.as_of)),
        Fact(t("export.since"), "" if stamp.since is None else moment_text(stamp.since)),
        Fact(t("export.structure"), "" if stamp.structure_on is None else date_text(stamp.structure_on)),
        Fact(t("export.lists"), "\n".join(map(_source_line, stamp.sources)) or t("shell.no_data")),
        Fact(t("export.gaps"), t("export.gaps_mean") if has_gaps else ""),
        Fact(t("export.counted"), stamp.help),
        Fact(t("export.address"), stamp.address, is_address=True),
        Fact(t("export.made"), instant(stamp.made_at)),
    ]
    return ReadMe(
        sheet=t("export.read_me"),
        title=title,
        subtitle=subtitle,
        facts=[fact for fact in facts if fact.text],
        language=language(),
        made_at=stamp.made_at,
    )


def _source_line(source: SourceSummary) -> str:
    if source.newest_month is None or source.newest_uploaded_at is None:
        return t("export.list_empty", name=source.name)
    loaded = instant(source.newest_uploaded_at)
    return t("export.list", name=source.name, month=month(source.newest_month), loaded=loaded)
