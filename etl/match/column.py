"""A column with what it holds."""

from dataclasses import dataclass

from etl.match.profile import Profile


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table with its field.

    Attributes:
        number: the sheet's column, from 1.
        heading: its own heading as typed.
        group: the heading above it.
        field: the field it holds; None where nobody recognised it.
        confidence: how sure that is, 0 to 1.
        is_double: another column with the same heading holds the same field.
        member: what a cross in the column stands for: a municipality's code, or a status, phase or light;
            for an amount the year it is of.
        profile: what its values look like.
        by: who decided its field: None the reader, "" an earlier reading, else a person.
        suggestions: other fields that it may hold, the likeliest first.
    """

    number: int
    heading: str
    group: str
    field: str | None
    confidence: float
    is_double: bool
    profile: Profile
    member: str | None = None
    by: str | None = None
    suggestions: tuple[str, ...] = ()
