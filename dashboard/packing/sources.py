"""What a pack rests on, and what it cannot say."""

from collections.abc import Iterator, Mapping

from dashboard import data, measures
from dashboard.components.effect_words import EFFECT, UNMEASURED
from dashboard.data import SourceSummary
from dashboard.exports.pack.values import Source, Unknown
from dashboard.filters import address
from dashboard.format import instant, month, number
from dashboard.packing.results import results_told
from dashboard.packing.seen import Seen
from dashboard.texts import language, t
from portfolio.effect.book import EffectBook
from portfolio.records import Value
from portfolio.rules.gaps import GAP_LABELS, Gap

_TOLD = (
    Gap.TRAFFIC_LIGHT,
    Gap.STATUS,
    Gap.RESPONSIBLE,
    Gap.END,
    Gap.FOCUS_AREA,
    Gap.MUNICIPALITIES,
    Gap.UNKNOWN_PLACE,
    Gap.EVALUATION,
)


def sources_of(seen: Seen) -> tuple[Source, ...]:
    """Give the lists with their newest files, by name."""
    uploads = [it.newest_upload_id for it in seen.known.sources if it.newest_upload_id is not None]
    files = data.list_files(uploads)
    return tuple(_source(it, files) for it in seen.known.sources)


def _source(it: SourceSummary, files: Mapping[int, data.ListFile]) -> Source:
    file = files.get(it.newest_upload_id or 0)
    if file is None or it.newest_month is None or it.newest_uploaded_at is None:
        return Source(it.name, it.sender, "", "", "", "", "", "", 0)
    return Source(
        name=it.name,
        sender=it.sender,
        month=month(it.newest_month),
        file_name=file.file_name,
        sheets=", ".join(file.sheets),
        uploaded=instant(it.newest_uploaded_at),
        uploaded_by=it.newest_uploaded_by or "",
        sha256=file.sha256,
        initiatives=0 if it.rows is None else it.rows.accepted,
    )


def unknowns_of(
    seen: Seen, values: Mapping[int, Mapping[str, Value]], effect: EffectBook
) -> tuple[Unknown, ...]:
    """Say what the lists do not say, the most first; and which lists have not come."""
    gaps = measures.missing_information(seen.chosen)
    found = [
        Unknown(GAP_LABELS[gap].text(language()), gaps[gap], seen.at(seen.criteria.but(gaps=(gap,))))
        for gap in _TOLD
        if gaps[gap]
    ]
    found += [it for it in _without_results(seen, values, effect) if it.count]
    return (*sorted(found, key=lambda it: -it.count), *_late_lists(seen))


def _without_results(
    seen: Seen, values: Mapping[int, Mapping[str, Value]], effect: EffectBook
) -> Iterator[Unknown]:
    ids = seen.chosen.ids.tolist()
    # What is measured or said in any way counts, so that this and "with a result stated" make up all.
    untold = len(ids) - len(results_told(ids, effect, values))
    to = f"{seen.host}{address(EFFECT, seen.criteria)}#{UNMEASURED}"
    yield Unknown(t("pack.without_effect"), untold, to)
    budgetless = sum("budget_dkk" not in values.get(id_, {}) for id_ in ids)
    yield Unknown(t("pack.without_budget_dkk"), budgetless)


def _late_lists(seen: Seen) -> Iterator[Unknown]:
    newest = seen.known.newest_month
    if newest is None:
        return
    behind = [it for it in seen.known.sources if not it.is_typed and it.newest_month != newest]
    if behind:
        names = ", ".join(it.name for it in behind)
        yield Unknown(
            t(
                "pack.lists_behind",
                count=len(behind),
                number=number(len(behind)),
                month=month(newest),
                names=names,
            ),
            len(behind),
        )
