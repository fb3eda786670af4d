"""What a pack holds: values in the reader's language, ready to be set, with the numbers beside the words.

Nothing here knows where the values are from, and none of it changes: the same pack is the same files.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Light:
    """A traffic light: its code for shape and colour, and its word.

    ``code`` is one of ``TrafficLight``, "none" (nobody has stated one) or "unreported" (on no list then).
    """

    code: str
    word: str


@dataclass(frozen=True, slots=True)
class Origin:
    """The row of the list that something is from."""

    source: str = ""
    month: str = ""
    file_name: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def is_known(self) -> bool:
        """Whether a list says it."""
        return bool(self.source)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a pack is about.

    Attributes:
        title: its name, such as "Statuspakke".
        forum: whose meeting it is for; "" where it is for none.
        meeting: the meeting in words; "" where it is for none.
        message: the finding, in a sentence.
        as_of: the day that it shows.
        as_of_words: the day, or the instant that a meeting froze, in words.
        since_words: what it is compared with, in words.
        filters: each filter in a line of words.
        shown: how many initiatives it is about, of how many.
        keeper: who keeps the lists, in a sentence.
        address: the address that opens the same view.
        language: of the texts, such as ``da``.
        moment: the instant that it is dated by, aware.
    """

    title: str
    forum: str
    meeting: str
    message: str
    as_of: dt.date
    as_of_words: str
    since_words: str
    filters: tuple[str, ...]
    shown: str
    keeper: str
    address: str
    language: str
    moment: dt.datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, and what it was.

    Attributes:
        key: names it.
        label: what is counted.
        value: the count.
        shown: the count, written.
        before: what it was then; None: nobody can say.
        change: how it has moved, in words.
        note: a word more.
        tone: the code of a light that it is about, else "plain".
        source: date and source, in words.
        address: the rows behind it.
    """

    key: str
    label: str
    value: int
    shown: str
    before: int | None
    change: str
    note: str
    tone: str
    source: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """An initiative in a table of the pack.

    Attributes:
        id: the initiative.
        title: its title.
        place: its cluster or area.
        light: its light now, ``before`` the one that it is compared with.
        light_since: since when it has had it, in words; "" where that says nothing.
        reasons: why it stands here, a few words each.
        words: what the list says about it; "" where it says nothing.
        next_step: what comes next, as the list says.
        who: who answers for it.
        end: when it ends.
        address: its page.
        origin: the row of the list.
    """

    id: int
    title: str
    place: str
    light: Light
    before: Light | None
    light_since: str
    reasons: tuple[str, ...]
    words: str
    next_step: str
    who: str
    end: str
    address: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Group:
    """Exceptions of a kind.

    Attributes:
        key: the kind.
        heading: the finding: how many there are.
        note: how many of them stand in a group before, in words; "" where none does.
        total: how many there are in all.
        rows: those that stand in no group before.
    """

    key: str
    heading: str
    note: str
    total: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision that is wanted.

    Attributes:
        id: the initiative; None where it is about none, or several.
        title: what is to be decided about.
        body: who decides.
        ask: what is to be decided.
        lacks: what stands in the way.
        waited: how long it has waited.
        days: the same in days; None: nobody says.
        light: the initiative's light; None where it is about none.
        last: the last decision about it, in words; "" where there is none.
        address: its page.
        origin: where it is from.
    """

    id: int | None
    title: str
    body: str
    ask: str
    lacks: tuple[str, ...]
    waited: str
    days: int | None
    light: Light | None
    last: str
    address: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Sum:
    """How many of something, with its name."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise than when the forum last met.

    Attributes:
        heading: the finding.
        note: what is compared.
        sums: how many are new, changed, gone and back.
        worse: those whose light got worse, ``better`` those whose got better, worst first.
        new: those that are new or back; ``gone`` those that no list has any more.
    """

    heading: str
    note: str
    sums: tuple[Sum, ...]
    worse: tuple[Row, ...]
    better: tuple[Row, ...]
    new: tuple[Row, ...]
    gone: tuple[Row, ...]


class ChartKind(StrEnum):
    """How a chart is drawn: a bar a category, a column a month, or a grid of counts."""

    BARS = "bars"
    COLUMNS = "columns"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted in each category; ``tone`` is a light's code, or "plain"."""

    name: str
    tone: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart, and all that is read of it.

    Attributes:
        key: names it.
        kind: how it is drawn.
        title: the conclusion, in a sentence.
        subtitle: measure, population and date.
        corner: what the categories are.
        unit: what is counted.
        categories: the bars' names.
        series: what is counted of each.
        alt: the same in words.
        source: date and source, in words.
    """

    key: str
    kind: ChartKind
    title: str
    subtitle: str
    corner: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    source: str

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each category."""
        return tuple(
            sum(series.values[place] for series in self.series) for place in range(len(self.categories))
        )


@dataclass(frozen=True, slots=True)
class Fact:
    """A key fact of an initiative and the cell it is from; "" where no list says it."""

    label: str
    text: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class MonthLight:
    """An initiative's light in a month."""

    month: dt.date
    label: str
    light: Light


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """All that a pack says of one initiative.

    Attributes:
        id: the initiative.
        title: its title.
        place: its cluster or area.
        light: its light now, ``light_since`` since when.
        description: what it is, as the list says.
        facts: what is known of it.
        words: what the list says now; ``next_step`` what comes next.
        months: its lights, the oldest first.
        process: where it is in its process, in words.
        decision: the last decision, in words.
        evaluation: when it is to be evaluated, in words.
        reasons: why it is an exception, a few words each.
        origin: the row of the list that it newest stands in.
        address: its page.
    """

    id: int
    title: str
    place: str
    light: Light
    light_since: str
    description: str
    facts: tuple[Fact, ...]
    words: str
    next_step: str
    months: tuple[MonthLight, ...]
    process: str
    decision: str
    evaluation: str
    reasons: tuple[str, ...]
    origin: Origin
    address: str


@dataclass(frozen=True, slots=True)
class Source:
    """A list that the pack rests on: its newest file.

    ``month`` is empty where the source has no list in use.
    """

    name: str
    sender: str
    month: str
    file_name: str
    sheets: str
    uploaded: str
    uploaded_by: str
    sha256: str
    initiatives: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that the pack cannot say: of how many initiatives, or of how many lists."""

    text: str
    count: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A point of a meeting's agenda."""

    section: str
    title: str
    text: str
    reason: str
    initiatives: tuple[str, ...]
    decision: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What somebody has said to do."""

    text: str
    who: str
    due: str
    is_late: bool
    about: str
    meeting: str


class Part(StrEnum):
    """What a pack may hold besides its cover, figures and sources."""

    EXCEPTIONS = "exceptions"
    DECISIONS = "decisions"
    CHANGES = "changes"
    CHARTS = "charts"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack.

    Attributes:
        cover: what it is about.
        parts: what was asked for; what was not is left out, and not told of as none.
        figures: the figures, with how they have moved.
        groups: the exceptions.
        asks: the decisions wanted.
        changes: what is otherwise; None where nothing earlier is known.
        charts: the charts.
        agenda: the meeting's points; none without a meeting.
        actions: what was agreed to do and is not done.
        pages: a page an initiative, where they are asked for.
        sources: what it rests on.
        unknowns: what it cannot say.
        counted: how it is counted, in paragraphs.
    """

    cover: Cover
    parts: frozenset[Part]
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    asks: tuple[Ask, ...]
    changes: Changes | None
    charts: tuple[ChartSpec, ...]
    agenda: tuple[AgendaRow, ...]
    actions: tuple[ActionRow, ...]
    pages: tuple[InitiativePage, ...]
    sources: tuple[Source, ...]
    unknowns: tuple[Unknown, ...]
    counted: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no initiative meets the filters."""
        return not any(figure.value for figure in self.figures)

    @property
    def has_asks(self) -> bool:
        """Whether it tells which decisions are wanted: a meeting's agenda tells it by itself."""
        return Part.DECISIONS in self.parts and not self.agenda

    def exceptions(self) -> Sequence[Row]:
        """Give all exceptions in their order."""
        return [row for group in self.groups for row in group.rows]
