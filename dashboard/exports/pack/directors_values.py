"""What the directors' one page holds, on screen and on paper: values in the reader's language."""

from dataclasses import dataclass

from dashboard.exports.pack.values import ChartSpec, Cover, Figure


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: what it is about, a note, and where it leads."""

    text: str
    note: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A question and its answer.

    Attributes:
        key: names it.
        heading: the question's name.
        answer: the finding, in a sentence; also where it is that nobody knows.
        lines: the first of what it rests on.
        more: how many more there are, in words.
        source: date and source.
        address: all that it rests on.
    """

    key: str
    heading: str
    answer: str
    lines: tuple[Line, ...]
    more: str
    source: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that is put before the directors.

    Attributes:
        title: what is to be decided.
        text: why, in a sentence or two.
        key: the point of the meeting's agenda; "" where it is only proposed.
        initiative_ids: what it is about.
    """

    title: str
    text: str
    key: str
    initiative_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectorsSheet:
    """The page.

    Attributes:
        cover: what it is about.
        figures: five figures.
        picture: focus area by status; None where there is nothing to show.
        decisions: three at most, those that stand on the agenda first.
        next_meeting: when the directors meet next, in words; "" where nothing is planned.
        results, spread, stop, lacks, transition, unknown: the other questions, in that order.
    """

    cover: Cover
    figures: tuple[Figure, ...]
    picture: ChartSpec | None
    decisions: tuple[Decision, ...]
    next_meeting: str
    blocks: tuple[Block, ...]

    def block(self, key: str) -> Block | None:
        """Give a block; None where there is nothing to say, such as after the transition."""
        return next((it for it in self.blocks if it.key == key), None)
