"""A heading where somebody said that it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.find.headers import Header, header_ending
from etl.find.view import View
from portfolio.profile import text_key


@dataclass(frozen=True, slots=True)
class GivenRow:
    """The lowest row of a list's heading, as a person chose it.

    Attributes:
        row: the sheet's row.
        headings: what the columns below it were headed, as compared; none where no such list was confirmed.
    """

    row: int
    headings: frozenset[str] = frozenset()


def moved(view: View, found: Sequence[Header], given: GivenRow) -> list[Header]:
    """Move the nearest heading to a row that was chosen.

    Where rows have come in or gone since, so that the heading that was found has more of the list's own
    headings than the row has, the list is as it was and the row means another one: nothing is moved.
    """
    header = header_ending(view, given.row)
    nearest = min(found, key=lambda other: _distance(other, given.row), default=None)
    if header is None or (nearest is not None and _known(nearest, given) > _known(header, given)):
        return list(found)
    kept = (other for other in found if other is not nearest and not _touches(other, header))
    return sorted((*kept, header), key=lambda other: other.rows[0])


def _distance(header: Header, row: int) -> int:
    return min(abs(own - row) for own in header.rows)


def _touches(header: Header, other: Header) -> bool:
    """Tell whether no row lies between two headings, so that one of them would head nothing."""
    return header.rows[0] <= other.rows[-1] + 1 and other.rows[0] <= header.rows[-1] + 1


def _known(header: Header, given: GivenRow) -> int:
    return len({text_key(heading.text) for heading in header.headings} & given.headings)
