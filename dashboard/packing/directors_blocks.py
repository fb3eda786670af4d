"""What directors ask beside the figures: results, what to spread, stop, pay for, and what 2027 changes."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard import data, measures
from dashboard.components.effect_words import measured_words, strength
from dashboard.components.homes_list import waiting_of
from dashboard.components.run_words import month_seen_from
from dashboard.components.spread_tabs import PRIORITY
from dashboard.components.spread_words import assessment_words
from dashboard.components.structure_choice import SUCCESSION
from dashboard.exports.pack.directors_values import Block, Decision, Line
from dashboard.filters import address
from dashboard.format import date_short, date_text, number
from dashboard.packing.results import results_told
from dashboard.packing.rows import Exceptions
from dashboard.packing.seen import Seen, place_of, since_words
from dashboard.packing.sources import unknowns_of
from dashboard.texts import t
from portfolio.effect.book import EffectBook
from portfolio.effect.series import Indicator
from portfolio.process.agenda import LackKind
from portfolio.records import Value
from portfolio.rules.likeness import fold
from portfolio.selection import Chosen
from portfolio.snapshot import Item
from portfolio.spread.words import Recommendation
from portfolio.vocabulary import Paper, SpreadPotential, Status, TrafficLight

_SHOWN = 3
_LONGEST = 80
_DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "health": ("sundhed", "helbred", "befolkning", "health"),
    "experience": ("oplev", "kvalitet", "tilfreds", "experience"),
    "cost": ("omkost", "økonomi", "ressource", "udgift", "cost"),
}
"""Words by which a list's Triple Aim column names one of the three."""

_OF_DIMENSION = {"population": "health", "experience": "experience", "cost": "cost"}
"""The dimensions that indicators have."""

_MONEY = ("finansiering", "bevilling", "midler", "satspulje", "fonds", "ansøgning", "budget")
_MANDATE = ("kommissorium", "opdrag", "mandat", "bemanding", "ubesat", "vakant")
_TEXTS = ("remarks", "next_step")


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What the answers rest on."""

    seen: Seen
    exceptions: Exceptions
    values: Mapping[int, Mapping[str, Value]]
    effect: EffectBook


def blocks_of(told: Told) -> Iterator[Block]:
    """Give the questions with their answers."""
    yield _results(told)
    yield _spread(told)
    yield _stop(told)
    yield _lacks(told)
    yield from _transition(told)
    yield _unknown(told)


def _block(
    told: Told,
    key: str,
    answer: str,
    lines: Sequence[Line],
    *,
    total: int | None = None,
    to: str = "",
    date: str = "",
) -> Block:
    rest = (len(lines) if total is None else total) - _SHOWN
    return Block(
        key=key,
        heading=t(f"directors.{key}", **({"date": date} if date else {})),
        answer=answer,
        lines=tuple(lines[:_SHOWN]),
        more=t("directors.more", count=rest, number=number(rest)) if rest > 0 else "",
        source=short_source(told.seen),
        address=to,
    )


def short_source(seen: Seen) -> str:
    """Say date and source in as little room as there is."""
    lists = sum(1 for it in seen.known.sources if it.newest_month is not None)
    return t("directors.source", count=lists, number=number(lists), date=date_short(seen.today))


# --- Results


def results_of(told: Told, ids: Collection[int] | None = None) -> dict[int, str]:
    """Say what each initiative that tells of a result has got out of it: measured, else as the list says."""
    return results_told(told.seen.chosen.ids.tolist() if ids is None else ids, told.effect, told.values)


def _results(told: Told) -> Block:
    found = results_of(told)
    if not found:
        return _block(told, "results", t("directors.results_none"), [])
    by_aim: dict[str, list[int]] = {name: [] for name in (*_DIMENSIONS, "unstated")}
    for id_ in found:
        for aim in _aims(told, id_):
            by_aim[aim].append(id_)
    lines = [
        Line(
            t(f"directors.aim_{aim}", count=len(ids), number=number(len(ids))),
            "" if not ids else _said_of(told, aim, ids, found),
        )
        for aim, ids in by_aim.items()
        if ids or aim != "unstated"
    ]
    answer = t("directors.results_some", count=len(found), number=number(len(found)))
    return replace(_block(told, "results", answer, lines), lines=tuple(lines), more="")


def _said_of(told: Told, aim: str, ids: Sequence[int], found: Mapping[int, str]) -> str:
    """Quote of those with an aim the one whose indicators of just that aim say most; a list's words else."""
    own = {id_: _measuring(told, id_, aim) for id_ in ids}
    best = min(ids, key=lambda id_: strength(own[id_]))
    if measured := measured_words(own[best]):
        return f"{_titled(told, best)}: {measured}"
    return f"{_titled(told, best)}: {short(found[best])}"


def _measuring(told: Told, id_: int, aim: str) -> list[Indicator]:
    """Give an initiative's indicators of an aim; all of them where the aim is not theirs but its list's."""
    own = told.effect.of.get(id_, ())
    of_aim = [it for it in own if it.dimension is not None and _OF_DIMENSION.get(it.dimension.value) == aim]
    return of_aim if any(it.points for it in of_aim) else list(own)


def _aims(told: Told, id_: int) -> list[str]:
    own = {it.dimension.value for it in told.effect.of.get(id_, ()) if it.points and it.dimension is not None}
    if known := [_OF_DIMENSION[it] for it in own if it in _OF_DIMENSION]:
        return sorted(known, key=list(_DIMENSIONS).index)
    said = told.values.get(id_, {}).get("triple_aim")
    text = fold(said) if isinstance(said, str) else ""
    return [aim for aim, words in _DIMENSIONS.items() if _names(text, words)] or ["unstated"]


def _names(folded: str, words: Sequence[str]) -> bool:
    """Tell whether a folded text has one of some words in it."""
    return any(fold(word) in folded for word in words)


def _titled(told: Told, id_: int) -> str:
    place = told.seen.known.snapshot.place(id_)
    return "" if place is None else short(told.seen.known.snapshot.item(place).title)


def short(text: str) -> str:
    """Give as much of a text as a line has room for."""
    one = " ".join(text.split())
    return one if len(one) <= _LONGEST else f"{one[:_LONGEST].rsplit(' ', 1)[0]} …"


# --- Spread and stop


def _spread(told: Told) -> Block:
    found = ready_first(told)
    to = told.seen.host + address(PRIORITY, told.seen.criteria)
    if not found:
        high = int(told.seen.chosen.has("spread_potential", SpreadPotential.HIGH).sum())
        said = t("directors.spread_none", count=high, number=number(high))
        return _block(told, "spread", said, [], to=to)
    lines = [Line(short(it.title), _spread_note(it), told.seen.page(it.id)) for it in found[:_SHOWN]]
    answer = t("directors.spread_some", count=len(found), number=number(len(found)))
    return _block(told, "spread", answer, lines, total=len(found), to=to)


def ready_first(told: Told) -> list[Item]:
    """Give those that could be spread now, in the order of the page Prioritering: those recommended first."""
    known, chosen, priorities = told.seen.chosen.known, told.seen.chosen, data.priorities()
    ready = chosen.where(priorities.is_ready[chosen.places])
    ordered = (known.place(it.id) for it, _ in priorities.ranked(ready).ordered)
    return [known.item(place) for place in ordered if place is not None]


def _spread_note(item: Item) -> str:
    """Say what speaks for it: what people say of it, where it is, and how many have it."""
    receivers = data.adoption().receivers.get(item.id, ())
    parts = [
        assessment_words(data.assessments(), item.id),
        place_of(item) if receivers else item.text("organisation") or "",
    ]
    if receivers:
        parts.append(t("directors.receivers", count=len(receivers), number=number(len(receivers))))
    return ". ".join(filter(None, parts))


def to_stop(told: Told) -> Chosen:
    """Give those whose going on should be talked about: red and past their end, or red and at rest."""
    chosen = told.seen.chosen
    is_red = chosen.has("traffic_light", TrafficLight.RED)
    is_stuck = chosen.flag("is_overdue") | chosen.has("status", Status.PAUSED)
    found = chosen.where(is_red & is_stuck & ~chosen.flag("is_finished"))
    return found.sorted_by(found.known.days["end_last"], found.known.title_rank)


def _stop(told: Told) -> Block:
    found = to_stop(told)
    if not len(found):
        return _block(told, "stop", t("directors.stop_none"), [])
    lines = [Line(short(it.title), _why(told, it), told.seen.page(it.id)) for it in found.first(_SHOWN)]
    answer = t("directors.stop_some", count=len(found), number=number(len(found)))
    return _block(told, "stop", answer, lines, total=len(found))


def _why(told: Told, item: Item) -> str:
    reasons = [it for it in told.exceptions.reasons(item) if it != t("pack.reason_unexplained")]
    since = since_words(item)
    red = [t("directors.red_since", since=since), *_last_told(told, item)] if since else []
    return ", ".join([*red, *reasons[-1:]]) or place_of(item)


def _last_told(told: Told, item: Item) -> list[str]:
    """Say when an initiative was reported last where lists have come since; its silence says so itself."""
    run, newest = measures.light_run(item), told.seen.known.newest_month
    if run is None or newest is None or run.last >= newest or told.exceptions.is_silent(item):
        return []
    return [t("run.last", month=month_seen_from(run.last, newest))]


# --- Money and mandate


def _naming(told: Told, words: Sequence[str]) -> list[tuple[Item, str]]:
    """Give those not finished whose list says something with one of some words, and what it says."""
    found = []
    chosen = told.seen.chosen
    for item in measures.worst_first(chosen.where(~chosen.flag("is_finished"))):
        for name in _TEXTS:
            text = item.text(name)
            if text and _names(fold(text), words):
                found.append((item, text))
                break
    return found


def _lacks(told: Told) -> Block:
    money, mandate = _naming(told, _MONEY), _naming(told, _MANDATE)
    chosen = set(told.seen.chosen.ids.tolist())
    waiting = [
        it
        for it in data.meeting_points()
        if it.initiative_id in chosen
        and any(lack.kind is LackKind.PAPER and lack.paper in _MANDATES for lack in it.lacks)
    ]
    answer = t("directors.lacks_some", money=number(len(money)), mandate=number(len(mandate) + len(waiting)))
    if not money and not mandate and not waiting:
        answer = t("directors.lacks_none")
    both = dict.fromkeys(item.id for item, _ in (*money, *mandate))
    quotes = {item.id: (item, text) for item, text in (*mandate, *money)}
    lines = [
        Line(short(quotes[id_][0].title), f"»{short(quotes[id_][1])}«", told.seen.page(id_)) for id_ in both
    ]
    return _block(told, "lacks", answer, lines)


_MANDATES = (Paper.MANDATE, Paper.ASSIGNMENT)


# --- What the next change of structure brings


def _transition(told: Told) -> Iterator[Block]:
    """Say what the next change of structure brings; nothing where none is known to come."""
    waiting = waiting_of(told.seen.criteria.unfiltered())
    if waiting.day <= told.seen.today:
        return
    open_, placeless = waiting.count("mangler"), waiting.count("uden")
    settled = len(waiting.chosen) - open_ - placeless
    before, after = waiting.transition.before.structure, waiting.transition.structure
    ending = [it for it in before.areas if it not in after.areas]
    new = [it for it in after.areas if it not in before.areas]
    facts = {"settled": number(settled), "all": number(len(waiting.chosen)), "date": date_text(waiting.day)}
    lines = [
        Line(t("directors.areas", count=len(ending), ending=number(len(ending)), new=number(len(new)))),
        Line(t("directors.open", count=open_, number=number(open_))),
        Line(t("directors.placeless", count=placeless, number=number(placeless))),
    ]
    to = told.seen.host + address(SUCCESSION, told.seen.criteria.unfiltered())
    yield _block(
        told, "transition", t("directors.transition_answer", **facts), lines, to=to, date=facts["date"]
    )


# --- What nobody knows


def _unknown(told: Told) -> Block:
    found = unknowns_of(told.seen, told.values, told.effect)
    lines = [Line(f"{it.text}: {number(it.count)}", "", it.address) for it in found]
    if not found:
        return _block(told, "unknown", t("pack.word_unknown_none"), [])
    said = t("directors.unknown_answer")
    return _block(told, "unknown", said, lines, total=len(found))


# --- What could be decided


def proposals_of(told: Told) -> Iterator[Decision]:
    """Propose decisions, the most telling first; the consultant takes, words and orders them."""
    makers: tuple[Callable[[Told], Decision | None], ...] = (_to_spread, _to_end, _to_pay, _to_home, _to_tell)
    for make in makers:
        found = make(told)
        if found is not None:
            yield found


def _to_spread(told: Told) -> Decision | None:
    found = ready_first(told)
    item = next(iter(found), None)
    if item is None:
        return None
    advice = data.assessments().advised(item.id)
    is_advised = advice is not None and advice.recommendation is Recommendation.RECOMMENDED
    key = "directors.propose_spread_advised" if is_advised else "directors.propose_spread_why"
    text = t(key, count=len(found), number=number(len(found)))
    return Decision(t("directors.propose_spread", title=short(item.title)), text, "", (item.id,))


def _to_end(told: Told) -> Decision | None:
    item = next(iter(to_stop(told)), None)
    if item is None:
        return None
    text = t("directors.propose_stop_why", why=_why(told, item))
    return Decision(t("directors.propose_stop", title=short(item.title)), text, "", (item.id,))


def _to_pay(told: Told) -> Decision | None:
    found = _naming(told, _MONEY)
    if not found:
        return None
    item, text = found[0]
    said = t("directors.propose_money_why", said=short(text))
    return Decision(t("directors.propose_money", title=short(item.title)), said, "", (item.id,))


def _to_home(told: Told) -> Decision | None:
    waiting = waiting_of(told.seen.criteria.unfiltered())
    open_ = waiting.count("mangler")
    if waiting.day <= told.seen.today or not open_:
        return None
    text = t("directors.propose_home_why", count=open_, number=number(open_), date=date_text(waiting.day))
    return Decision(t("directors.propose_home"), text, "")


def _to_tell(told: Told) -> Decision | None:
    missing = len(told.seen.chosen) - len(results_of(told))
    if not missing:
        return None
    text = t("directors.propose_results_why", count=missing, number=number(missing))
    return Decision(t("directors.propose_results"), text, "")
