"""The log: what was decided and agreed on, narrowed by what the address asks for."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.decided import Decision, decisions
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.filters import Asked, Ignored, number_in, to_query
from dashboard.format import danish_key, number
from dashboard.labels import party_name
from dashboard.texts import t
from portfolio.meetings.book import Action, MeetingBook
from portfolio.rules.likeness import fold

LOG, LOG_FILE = "/beslutninger", "/hent/beslutninger.xlsx"
SHOW, STATE, SERIES, WHOSE, YEAR = "vis", "tilstand", "raekke", "hvem", "aar"
ABOUT, MEETING, FIRST, LAST, WORDS = "indsats", "moede", "fra-dag", "til-dag", "ord"
KEYS = (SHOW, STATE, SERIES, WHOSE, YEAR, ABOUT, MEETING, FIRST, LAST, WORDS)
"""The keys of the address that only the log knows."""

ACTIONS, DECISIONS = "handlinger", "beslutninger"
OPEN, OVERDUE, DONE = "aabne", "over-fristen", "udfoerte"
NO_SERIES = "uden"
_LONGEST_WORDS = 200
_MANY = 8
"""More choices than that are folded away."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: an action, or a decision.

    Attributes:
        day: when it was decided or agreed on; None: nobody says.
        meeting_id: at which meeting, and ``series_id`` of which series.
        initiative_ids: about which initiatives.
        organisations: whose it is: who does it, and whose initiative it is about.
        text: all that words are looked for in.
    """

    day: dt.date | None
    meeting_id: int | None
    series_id: int | None
    initiative_ids: tuple[int, ...]
    organisations: frozenset[str]
    text: str
    action: Action | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """The lines that meet what the address asks for, beside all there are."""

    every: Sequence[Entry]
    own: Mapping[str, str]
    today: dt.date

    def beside(self, *keys: str) -> list[Entry]:
        """Give the lines that would be shown, were nothing chosen by some keys."""
        own = {key: word for key, word in self.own.items() if key not in keys}
        return [
            it for it in self.every if all(_MEETS[key](it, word, self.today) for key, word in own.items())
        ]

    @property
    def found(self) -> list[Entry]:
        """Give the lines to show."""
        return self.beside()

    @property
    def actions(self) -> list[Action]:
        """Give the actions to show: open ones by due day, then those done, the newest first."""
        them = [it.action for it in self.found if it.action is not None]
        return sorted(them, key=_in_order)

    @property
    def decisions(self) -> list[Decision]:
        """Give the decisions to show, the newest first."""
        return [it.decision for it in self.found if it.decision is not None]


def _in_order(it: Action) -> tuple[bool, bool, int, int]:
    if it.done_on is not None:
        return (True, False, -it.done_on.toordinal(), it.id)
    return (False, it.due_on is None, 0 if it.due_on is None else it.due_on.toordinal(), it.id)


def _state(it: Entry, word: str, today: dt.date) -> bool:
    if it.action is None:
        return False
    return {OPEN: it.action.is_open, OVERDUE: it.action.is_overdue(today), DONE: not it.action.is_open}[word]


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


_MEETS: Mapping[str, Callable[[Entry, str, dt.date], bool]] = {
    SHOW: lambda it, word, _: (it.action is not None) is (word == ACTIONS),
    STATE: _state,
    SERIES: lambda it, word, _: it.series_id == (None if word == NO_SERIES else int(word)),
    WHOSE: lambda it, word, _: word in it.organisations,
    YEAR: lambda it, word, _: it.day is not None and str(it.day.year) == word,
    ABOUT: lambda it, word, _: int(word) in it.initiative_ids,
    MEETING: lambda it, word, _: it.meeting_id == int(word),
    FIRST: lambda it, word, _: it.day is not None and str(it.day) >= word,
    LAST: lambda it, word, _: it.day is not None and str(it.day) <= word,
    WORDS: lambda it, word, _: all(part in it.text for part in fold(word).split()),
}


def log_of(asked: Asked) -> tuple[Log, list[Ignored]]:
    """Read the log that an address asks for, and what in the address means nothing here."""
    book, today = data.meetings(), data.portfolio().today
    every = [*_actions(book), *_decisions(book)]
    words = {key: asked.own[key].strip()[:_LONGEST_WORDS] for key in KEYS if asked.own.get(key, "").strip()}
    known: Mapping[str, Callable[[str], bool]] = {
        SHOW: lambda word: word in (ACTIONS, DECISIONS),
        STATE: lambda word: word in (OPEN, OVERDUE, DONE),
        SERIES: lambda word: word == NO_SERIES or number_in(word) in book.series,
        WHOSE: lambda word: any(word in it.organisations for it in every),
        YEAR: lambda word: any(it.day is not None and str(it.day.year) == word for it in every),
        ABOUT: lambda word: number_in(word) is not None,
        MEETING: lambda word: number_in(word) in book.meetings,
        FIRST: lambda word: _day(word) is not None,
        LAST: lambda word: _day(word) is not None,
        WORDS: lambda _word: True,
    }
    own = {key: word for key, word in words.items() if known[key](word)}
    ignored = [Ignored(key, word) for key, word in words.items() if key not in own]
    return Log(every, own, today), ignored


def _actions(book: MeetingBook) -> Iterable[Entry]:
    for it in book.actions.values():
        meeting = book.meetings.get(it.meeting_id or 0)
        about = () if it.initiative_id is None else (it.initiative_id,)
        point = None if meeting is None else meeting.point(it.point_key or "")
        whose = _organisations(about) | ({it.organisation} if it.organisation else set())
        names = (party_name(it.organisation or ""), "" if point is None else point.title)
        yield Entry(
            day=it.made_at.date() if meeting is None else meeting.day,
            meeting_id=it.meeting_id,
            series_id=None if meeting is None else meeting.series_id,
            initiative_ids=about,
            organisations=frozenset(whose),
            text=fold(" ".join([it.text, it.who, *names, *_titles(about)])),
            action=it,
        )


def _decisions(book: MeetingBook) -> Iterable[Entry]:
    for it in decisions(book):
        yield Entry(
            day=it.day,
            meeting_id=None if it.meeting is None else it.meeting.id,
            series_id=None if it.meeting is None else it.meeting.series_id,
            initiative_ids=it.initiative_ids,
            organisations=frozenset(_organisations(it.initiative_ids)),
            text=fold(" ".join([it.text, it.title, it.forum, *_titles(it.initiative_ids)])),
            decision=it,
        )


def _organisations(initiative_ids: Iterable[int]) -> set[str]:
    known = data.portfolio().snapshot
    places = [place for id_ in initiative_ids if (place := known.place(id_)) is not None]
    return {str(code) for place in places if (code := known.item(place).code("organisation_id")) is not None}


def _titles(initiative_ids: Iterable[int]) -> list[str]:
    known = data.portfolio().snapshot
    places = [place for id_ in initiative_ids if (place := known.place(id_)) is not None]
    return [known.item(place).title for place in places]


# --- What to choose among -----------------------------------------------------------------------------------

Choice = tuple[str, str, int]
"""The address's word, what it is called, and how many lines it would leave."""


def log_choices(asked: Asked, log: Log, book: MeetingBook) -> Node:
    """Offer each choice with the number of lines that it would leave beside the other choices."""
    lines = [_line(asked, key, _choices(key, log, book)) for key in (SHOW, STATE, SERIES, WHOSE, YEAR)]
    return html.Div([*lines, _form(asked, log)], className="card-box narrowing no-print")


def _choices(key: str, log: Log, book: MeetingBook) -> list[Choice]:
    left = log.beside(key, *((STATE,) if key == SHOW else ()))
    count = sum(it.action is not None for it in left) if key == STATE else len(left)
    first = ("", t(f"decided.all_{key}"), count)
    if key in (SHOW, STATE):
        words = (ACTIONS, DECISIONS) if key == SHOW else (OPEN, OVERDUE, DONE)
        named = [(word, t(f"decided.{word.replace('-', '_')}")) for word in words]
    elif key == SERIES:
        named = [(str(id_), it.name) for id_, it in book.series.items()] + [
            (NO_SERIES, t("decided.no_series"))
        ]
    elif key == WHOSE:
        whose = {it for entry in log.every for it in entry.organisations}
        named = sorted(((it, party_name(it)) for it in whose), key=lambda it: danish_key(it[1]))
    else:
        years = Counter(str(it.day.year) for it in log.every if it.day is not None)
        named = [(year, year) for year in sorted(years, reverse=True)]
    counts = [(word, name, sum(_MEETS[key](it, word, log.today) for it in left)) for word, name in named]
    return [first, *(it for it in counts if it[2] or it[0] == log.own.get(key))]


def _line(asked: Asked, key: str, choices: Sequence[Choice]) -> Node:
    """Show the choices of one key as links, with the one that holds marked."""
    name = html.Span(t(f"decided.by_{key}"), className="narrow-name")
    shown = html.Ul([html.Li(_choice(asked, key, *it)) for it in choices], className="narrow-choices")
    if len(choices) > _MANY:
        word = asked.own.get(key, "")
        said = next((f"{text} ({number(count)})" for it, text, count in choices if it == word), "…")
        shown = html.Details([html.Summary(said), shown], id=f"log-{key}")
    return html.Div([name, shown], className="narrow-line")


def _choice(asked: Asked, key: str, word: str, name: str, count: int) -> Node:
    dropped = (key, STATE) if key == SHOW else (key,)
    own = {other: said for other, said in asked.own.items() if other not in dropped}
    own |= {key: word} if word else {}
    one = link(f"{name} ({number(count)})", log_address(asked, own), id=f"log-{key}-{word or 'alle'}")
    return current(one, "true") if asked.own.get(key, "") == word else one


def log_address(asked: Asked, own: Mapping[str, str]) -> str:
    """Give the address of the log with other choices, from its first page."""
    return LOG + to_query(replace(asked, own=own, page=1))


def _form(asked: Asked, log: Log) -> Node:
    """Ask for a period and for words; sent as an address, so it can be kept and sent on."""
    kept = {key: word for key, word in asked.own.items() if key not in (FIRST, LAST, WORDS)}
    hidden = [html.Input(type="hidden", name=key, defaultValue=word) for key, word in kept.items()]
    fields = [
        _field(FIRST, html.Input(type="date", className="form-control"), log),
        _field(LAST, html.Input(type="date", className="form-control"), log),
        _field(WORDS, html.Input(type="text", className="form-control", maxLength=_LONGEST_WORDS), log),
    ]
    button = html.Button(t("decided.search"), type="submit", className="btn-quiet")
    return html.Form([*hidden, *fields, button], action=LOG, method="get", className="log-form")


def _field(key: str, control: html.Element, log: Log) -> Node:
    control.attributes.update({"id": f"log-{key}", "name": key, "defaultValue": log.own.get(key, "")})
    return html.Div([html.Label(t(f"decided.by_{key}"), htmlFor=f"log-{key}"), control])
