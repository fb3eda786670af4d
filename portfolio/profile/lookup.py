"""A profile as it holds for one file: which of its rules each sheet, column and word has."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from portfolio.fields import FIELDS
from portfolio.profile.rules import ColumnRule, Profile, SheetRule, WordRule

_MONTHS = (
    r"jan(?:uar|uary)?|feb(?:ruar|ruary)?|mar(?:ts|ch)?|apr(?:il)?|ma[jy]|jun[ie]?|jul[iy]?"
    r"|aug(?:ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|de[cs](?:ember)?"
)
_DAYS = (
    r"(?:\d{1,2}[./-])?(?:19|20)\d\d(?:[./-]\d{1,2}\b)?|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b"
    r"|(?:uge|kvt\.?) ?\d{1,2}\b"
)
_TIME = re.compile(rf"\b(?:(?:{_MONTHS})\b\.?(?: ?'?\d\d\b)?|{_DAYS})")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_OUTER = " .,:;*"

ColumnKey = tuple[str, str, int]
"""A heading and the group above it, as compared, and the how manieth of that name it is."""


def text_key(text: str) -> str:
    """Give a text as rules compare it: case, white space and outer punctuation do not matter."""
    plain = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).casefold().split())
    return plain.strip(_OUTER) or plain


def timeless(key: str) -> str:
    """Leave months, years and days out: "status okt. 2026" and "status nov. 2026" are one heading."""
    return " ".join(_TIME.sub(" ", key).split()).strip(_OUTER)


def _without_time(name: str) -> str:
    return timeless(text_key(name))


def numbered(names: Iterable[tuple[str, str]]) -> Iterator[ColumnKey]:
    """Give the keys of a table's columns by their headings and groups, in order."""
    seen: dict[tuple[str, str], int] = {}
    for heading, group in names:
        name = text_key(heading), text_key(group)
        seen[name] = seen.get(name, 0) + 1
        yield *name, seen[name]


class Known:
    """The rules of a profile for a file with some sheets.

    A sheet that is named otherwise only by its month or year has the rules of the one that it was.
    """

    def __init__(self, profile: Profile, sheets: Sequence[str | None]) -> None:
        self.profile = profile
        self.sheets = tuple(name or "" for name in sheets)
        self._columns: dict[str, SheetColumns] = {}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Give for each sheet of the file what the profile calls it; those it does not know are left out."""
        told = dict.fromkeys(
            (*(rule.sheet for rule in self.profile.sheets), *(rule.sheet for rule in self.profile.columns))
        )
        found = {sheet: sheet for sheet in self.sheets if sheet in told}
        free = [name for name in told if name and name not in found]
        for same in (text_key, _without_time):
            for sheet in self.sheets:
                alike = [name for name in free if same(name) == same(sheet)]
                if sheet not in found and len(alike) == 1:
                    found[sheet] = alike[0]
                    free.remove(alike[0])
        return found

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """Give the same, and take the one list that is left on each side for one that was renamed."""
        own = {rule.sheet for rule in self.profile.columns if rule.sheet} or {""}  # "": a list that was csv
        new = [sheet for sheet in self.sheets if sheet not in self.names]
        gone = [name for name in own if name not in self.names.values()]
        is_renamed = len(new) == len(gone) == 1 and bool(self.profile.columns)
        return {**self.names, new[0]: gone[0]} if is_renamed else self.names

    def sheet(self, name: str | None) -> SheetRule | None:
        """Give the rule of a sheet."""
        known = self.names.get(name or "")
        return next((rule for rule in self.profile.sheets if rule.sheet == known), None)

    def sheet_of_list(self, name: str | None) -> SheetRule | None:
        """Give the rule of a sheet, also of one that was renamed and whose list tells which it is."""
        known = self.lists.get(name or "")
        return next((rule for rule in self.profile.sheets if rule.sheet == known), None)

    def is_excluded(self, name: str | None) -> bool:
        """Tell whether nothing of a sheet is to be read."""
        rule = self.sheet(name)
        return rule is not None and rule.is_excluded

    def columns(self, sheet: str | None) -> "SheetColumns":
        """Give the rules of a sheet's columns."""
        name = sheet or ""
        if name not in self._columns:
            self._columns[name] = SheetColumns(list(self._rules_of(name)))
        return self._columns[name]

    def _rules_of(self, sheet: str) -> Iterator[ColumnRule]:
        """Give the rules that hold on a sheet, those first that go before others.

        What people chose goes before what was learnt; a sheet's own rules before those of any sheet, and both
        before those of sheets that are no longer there.
        """
        own = self.lists.get(sheet, sheet)
        present = set(self.names.values())
        ranks = [
            (not rule.by, 0 if rule.sheet == own else 1 if not rule.sheet else 2, n, rule)
            for n, rule in enumerate(self.profile.columns)
            if rule.sheet in {own, ""} or rule.sheet not in present
        ]
        yield from (rule for *_, rule in sorted(ranks, key=lambda rank: rank[:3]))

    @cached_property
    def words(self) -> Mapping[str, Mapping[str, WordRule]]:
        """Give the rules of words by field and word; those of people go before learnt ones."""
        found: dict[str, dict[str, WordRule]] = {}
        for rule in sorted(self.profile.words, key=lambda rule: not rule.by):
            field = FIELDS.get(rule.field)
            if field is not None and field.codes is not None:
                found.setdefault(rule.field, {}).setdefault(text_key(rule.word), rule)
        return found


class SheetColumns:
    """The rules of one sheet's columns."""

    def __init__(self, rules: Sequence[ColumnRule]) -> None:
        self.rules = rules
        self.by_key: dict[ColumnKey, ColumnRule] = {}
        self._timeless: dict[tuple[str, str], list[ColumnRule]] = {}
        for rule in rules:
            self.by_key.setdefault(key_of(rule), rule)
            without = timeless(text_key(rule.heading)), timeless(text_key(rule.group))
            self._timeless.setdefault(without, []).append(rule)

    def of(self, key: ColumnKey) -> ColumnRule | None:
        """Give the rule of a column; one that names another month counts where all such say the same."""
        found = self.by_key.get(key)
        if found is not None:
            return found
        without = timeless(key[0]), timeless(key[1])
        alike = self._timeless.get(without, []) if without != key[:2] and any(without) else []
        return alike[0] if len({rule.field for rule in alike}) == 1 else None


def key_of(rule: ColumnRule) -> ColumnKey:
    """Give the key of the columns that a rule is about."""
    return text_key(rule.heading), text_key(rule.group), rule.nth
