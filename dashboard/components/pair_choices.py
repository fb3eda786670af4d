"""Narrowing the pairs that may be the same: by source, by what is alike, and by how much."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.components import markup as html
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.data import PossiblePair
from dashboard.filters import Asked, Ignored, number_in, to_query
from dashboard.format import danish_key, number, share
from dashboard.texts import t

PAIRS = "/ens"
SOURCE, REASON, LIKENESS = "kilde", "grund", "lighed"
KEYS = (SOURCE, REASON, LIKENESS)
"""The keys of the address that only the pairs' page knows."""

LEAST = ("50", "75")
"""How likely in per cent pairs may be asked to be at least."""

_MANY = 8
"""More choices than that are folded away."""

Names = Mapping[int, str]
Choice = tuple[str, str, int]
"""The address's word, what it is called, and how many pairs it would leave."""


@dataclass(frozen=True, slots=True)
class PairsAsked:
    """The pairs that meet the filters, and those of them that meet the page's own choices too."""

    met: Sequence[PossiblePair]
    own: Mapping[str, str]

    @property
    def found(self) -> list[PossiblePair]:
        """Give the pairs to show."""
        return self.beside("")

    def beside(self, key: str) -> list[PossiblePair]:
        """Give the pairs that would be shown, were nothing chosen by one key."""
        own = {other: word for other, word in self.own.items() if other != key}
        return [pair for pair in self.met if all(_MEETS[key](pair, word) for key, word in own.items())]


_MEETS: Mapping[str, Callable[[PossiblePair, str], bool]] = {
    SOURCE: lambda pair, word: number_in(word) in pair.source_ids,
    REASON: lambda pair, word: word in pair.reasons,
    LIKENESS: lambda pair, word: pair.likeness >= int(word) / 100,
}


def pairs_asked(asked: Asked, met: Sequence[PossiblePair], names: Names) -> tuple[PairsAsked, list[Ignored]]:
    """Read what the address narrows pairs by, and what in it means nothing here."""
    known = {
        SOURCE: {str(id_) for id_ in names},
        REASON: {reason for pair in met for reason in pair.reasons},
        LIKENESS: set(LEAST),
    }
    words = {key: asked.own[key] for key in KEYS if key in asked.own}
    own = {key: word for key, word in words.items() if word in known[key]}
    return PairsAsked(met, own), [Ignored(key, word) for key, word in words.items() if key not in own]


def pairs_link() -> Node:
    """Lead to the pairs from pages about lists."""
    return html.P(link(t("pairs.open"), PAIRS), className="to-pairs no-print")


def pair_choices(asked: Asked, pairs: PairsAsked, names: Names) -> Node:
    """Offer each choice with the number of pairs that it would leave beside the other choices."""
    lines = [
        _line(asked, key, [("", t(f"pairs.all_{key}"), len(left)), *_choices(key, left, names)])
        for key in KEYS
        for left in (pairs.beside(key),)
    ]
    return html.Div(lines, className="card-box narrowing no-print")


def _choices(key: str, pairs: Iterable[PossiblePair], names: Names) -> list[Choice]:
    if key == SOURCE:
        sources = Counter(id_ for pair in pairs for id_ in pair.source_ids if id_ in names)
        ordered = sorted(sources, key=lambda id_: danish_key(names[id_]))
        return [(str(id_), names[id_], sources[id_]) for id_ in ordered]
    if key == REASON:
        reasons = Counter(reason for pair in pairs for reason in pair.reasons)
        return [(word, t(f"draft.reason_{word}"), count) for word, count in reasons.most_common()]
    likely = [pair.likeness for pair in pairs]
    return [
        (word, t("pairs.at_least", share=share(least)), sum(it >= least for it in likely))
        for word in LEAST
        for least in (int(word) / 100,)
    ]


def _line(asked: Asked, key: str, choices: Sequence[Choice]) -> Node:
    """Show the choices of one key as links, with the one that holds marked."""
    name = html.Span(t(f"pairs.by_{key}"), className="narrow-name")
    shown = html.Ul([html.Li(_choice(asked, key, *it)) for it in choices], className="narrow-choices")
    if len(choices) > _MANY:
        word = asked.own.get(key, "")
        said = next((f"{text} ({number(count)})" for it, text, count in choices if it == word), "…")
        shown = html.Details([html.Summary(said), shown], id=f"ens-{key}")
    return html.Div([name, shown], className="narrow-line")


def _choice(asked: Asked, key: str, word: str, name: str, count: int) -> Node:
    own = {other: said for other, said in asked.own.items() if other != key} | ({key: word} if word else {})
    address = PAIRS + to_query(replace(asked, own=own, page=1))
    one = link(f"{name} ({number(count)})", address, id=f"ens-{key}-{word}")
    return current(one, "true") if asked.own.get(key, "") == word else one
