"""A table's columns where some are known: what people chose, and what earlier readings taught."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from etl.find import Found
from etl.match.column import Column
from etl.match.columns import PLAIN, Columns, Matched, column_of
from etl.match.fit import contradicts
from etl.match.marks import code_of_heading
from etl.parse.place_book import place_book
from portfolio.fields import FIELDS, ValueKind
from portfolio.profile import ColumnRule

_LEARNT = 0.98
"""How sure a column is that an earlier reading, which somebody confirmed, read the same way."""

_GUESSED = 0.3
_HALF, _MOSTLY = 0.5, 0.7
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")

Rules = Mapping[int, ColumnRule]
"""What a profile says of a table's columns, by their place among its headings."""


def match_columns(found: Found, rules: Rules | None = None, *, needs_title: bool = False) -> Matched:
    """Give each column of a table its field, by heading and values together.

    Args:
        found: the table.
        rules: what is known of its columns. What somebody chose holds whatever stands there; what was learnt
            holds unless the values plainly contradict it.
        needs_title: somebody said that it is a list, so that one of its columns has to be the title.
    """
    table = Columns.of(found)
    own = table.columns({})
    matched = _Settled(found, table, own, rules).matched() if rules else Matched(found, own)
    if not needs_title or matched.column_of("title") is not None:
        return matched
    return _with_some_title(matched, table.titled, rules or {})


def _with_some_title(matched: Matched, titled: Sequence[float], rules: Rules) -> Matched:
    """Let the column be the title that was it before, or could best mean it, or has words of its own."""
    columns = list(matched.columns)
    was = {n for n, rule in rules.items() if rule.field == "title"}
    free = [n for n, column in enumerate(columns) if not column.by]
    best = max(free, key=lambda n: (n in was, titled[n], _is_worded(columns[n]), -n), default=None)
    if best is None:
        return matched
    by = "" if best in was else None
    columns[best] = replace(columns[best], field="title", confidence=_GUESSED, member=None, by=by)
    others = tuple(number for number in matched.contradicted if number != columns[best].number)
    return replace(matched, columns=tuple(columns), contradicted=others)


def _is_worded(column: Column) -> bool:
    return column.profile.text > _MOSTLY and column.profile.distinct > _HALF


@dataclass(frozen=True, slots=True)
class _Settled:
    """A table whose columns are known in part: the reader's own columns, and what rules make of them."""

    found: Found
    table: Columns
    own: tuple[Column, ...]
    rules: Rules

    def matched(self) -> Matched:
        """Give the table's columns, the reader's own wherever rules say the same."""
        agreed = {n for n, rule in self.rules.items() if self._agrees(n, rule)}
        others = {n: rule for n, rule in self.rules.items() if n not in agreed}
        against = tuple(n for n, rule in others.items() if not rule.by and self._is_against(n, rule))
        wanted = {n: rule for n, rule in others.items() if n not in against}
        columns = self._columns(agreed, wanted)
        kept = self._title(columns)
        if kept is not None:
            wanted = {n: rule for n, rule in wanted.items() if n != kept and rule.field != "title"}
            columns = self._columns(agreed, wanted)
        numbers = [heading.column for heading in self.table.headings]
        told = tuple(numbers[n] for n in against if self.rules[n].field is not None)
        return Matched(self.found, columns, told, None if kept is None else numbers[kept])

    def _agrees(self, n: int, rule: ColumnRule) -> bool:
        return self.own[n].field == rule.field

    def _is_against(self, n: int, rule: ColumnRule) -> bool:
        """Tell whether what was learnt of a column gives way to what stands there."""
        if rule.field is not None:
            return contradicts(rule.field, self.table.profiles[n])
        taken = {other.field for other in self.rules.values()}
        scores = self.table.scores[n].items()
        return max((score for field, score in scores if field not in taken), default=0.0) >= PLAIN

    def _title(self, columns: Sequence[Column]) -> int | None:
        """Give the place of the title that rules have taken away, where there is none instead."""
        titles = [n for n, column in enumerate(self.own) if column.field == "title"]
        return None if not titles or any(column.field == "title" for column in columns) else titles[0]

    def _columns(self, agreed: Collection[int], wanted: Rules) -> tuple[Column, ...]:
        columns = self.own
        if wanted:
            fixed = {n: self._fixed(n) for n in agreed} | {n: rule.field for n, rule in wanted.items()}
            columns = self.table.columns(fixed)
        return tuple(self._column(n, column, agreed, wanted) for n, column in enumerate(columns))

    def _fixed(self, n: int) -> str | None:
        """Leave columns of crosses and years open, so that others beside them may join in."""
        return None if self.own[n].member is not None else self.own[n].field

    def _column(self, n: int, column: Column, agreed: Collection[int], wanted: Rules) -> Column:
        rule = self.rules.get(n)
        if rule is None or (n not in agreed and n not in wanted):
            return column
        chosen = self.own[n] if n in agreed else self._given(n, rule)
        if rule.by:
            return replace(chosen, confidence=1.0, by=rule.by)
        sure = 0.0 if rule.field is None else max(chosen.confidence, _LEARNT)
        return replace(chosen, confidence=sure, by="")

    def _given(self, n: int, rule: ColumnRule) -> Column:
        heading, values = self.table.headings[n], self.table.profiles[n]
        plain = column_of(heading, values, self.table.scores[n], rule.field, None)
        return replace(plain, member=_member(plain))


def _member(column: Column) -> str | None:
    """Give what a cross in a column stands for, or the year of its amounts, where its heading says it."""
    if column.field is None:
        return None
    if FIELDS[column.field].kind is ValueKind.AMOUNT:
        years = set(_YEARS.findall(f"{column.group} {column.heading}"))
        return years.pop() if len(years) == 1 else None
    if column.profile.cross <= _HALF:
        return None
    if column.field == "municipalities":
        return place_book().municipality(column.heading)
    is_ticked = column.field in {"status", "phase", "traffic_light"} and column.profile.tick > _HALF
    return code_of_heading(column.field, column) if is_ticked else None
