"""A profile as TOML, to be read, edited and carried to another installation; what comes in is not trusted."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from rapidfuzz import fuzz, process

from portfolio.errors import RefusedError
from portfolio.fields import FIELDS
from portfolio.findings import Fact
from portfolio.messages import sentences
from portfolio.profile.rules import ColumnRule, MutedRule, Profile, SheetRule, WordRule

LARGEST = 1 << 20
"""So many letters a profile may have, written as TOML."""

_MOST_RULES, _LAST_ROW, _MOST_COLUMNS, _LAST_DAY = 2_000, 1_048_576, 16_384, 31
_LONGEST = {"sheet": 200, "heading": 600, "group": 600, "word": 1_000, "reason": 2_000, "by": 200}
_LONGEST_OTHER, _LONGEST_QUOTE, _NEAR = 100, 60, 60
_MOST_DOTS, _FEW_DOTS = 50, 20
"""A key of a hundred thousand dotted parts would take all memory; in a line of ours are fewer."""

_LINE = re.compile(r"at line (\d+)")
_ABOUT = (
    "# Læseprofil fra Tværblik: hvordan en kildes liste læses.\n"
    '# field = "" er en kolonne, der ikke bruges. by er tomt, hvor en tidligere læsning har lært reglen.\n'
)
_ESCAPES = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}

_SHOWN_EMPTY = {"field", "code"}

Told = str | int | bool | dt.datetime


class ProfileRefusedError(RefusedError):
    """A profile that cannot be taken in; the sentence says where, and what to write there."""


def profile_toml(profile: Profile) -> str:
    """Write a profile as TOML."""
    head = [] if profile.due_day is None else [f"due_day = {profile.due_day}\n"]
    return "\n".join([_ABOUT, *head, *_tables(profile)])


def _tables(profile: Profile) -> Iterator[str]:
    for rule in profile.sheets:
        row: dict[str, Told] = {} if rule.header_row is None else {"header_row": rule.header_row}
        if rule.is_confirmed:
            row["is_confirmed"] = True
        yield _table("sheets", {"sheet": rule.sheet, "is_excluded": rule.is_excluded, **row, "by": rule.by})
    for it in profile.columns:
        place: dict[str, Told] = {"sheet": it.sheet, "heading": it.heading, "group": it.group}
        if it.nth > 1:
            place["nth"] = it.nth
        yield _table("columns", {**place, "field": it.field or "", "by": it.by})
    for word in profile.words:
        yield _table("words", {"field": word.field, "word": word.word, "code": word.code, "by": word.by})
    for muted in profile.muted:
        told: dict[str, Told] = {} if muted.at is None else {"at": muted.at}
        told |= {"finding": muted.finding, "heading": muted.heading, "reason": muted.reason, "by": muted.by}
        yield _table("muted", told)


def _table(name: str, told: Mapping[str, Told]) -> str:
    lines = (
        f"{key} = {_written(value)}\n" for key, value in told.items() if value != "" or key in _SHOWN_EMPTY
    )
    return f"[[{name}]]\n{''.join(lines)}"


def _written(value: Told) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if not isinstance(value, str):
        return str(value)
    written = "".join(map(_escaped, value))
    return f'"{_undotted(written) if written.count(".") > _FEW_DOTS else written}"'


def _undotted(written: str) -> str:
    return written.replace(".", r"\u002e")


def _escaped(sign: str) -> str:
    """Write a sign inside a basic string, where neither control characters nor quotes may stand bare."""
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x20 or ord(sign) == 0x7F else sign


def profile_of_toml(text: str) -> Profile:
    """Read a profile that somebody sent.

    Raises:
        ProfileRefusedError: it is no TOML, or says something that a profile cannot hold.
    """
    if len(text) > LARGEST:
        raise ProfileRefusedError("profile.too_large", limit=LARGEST >> 10)
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise ProfileRefusedError("profile.not_toml", line=number)
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        at = int(found[1]) if found else text.count("\n") + 1
        raise ProfileRefusedError("profile.not_toml", line=at) from error
    return _Given(text, data).profile()


@dataclass(frozen=True)
class _Given:
    """What a file says, before anything of it is believed."""

    text: str
    data: Mapping[str, object]

    def profile(self) -> Profile:
        top = _Place(self, "", 0, self.data)
        top.check_keys(("due_day", *_KEYS))
        if sum(len(self._listed(name)) for name in _KEYS) > _MOST_RULES:
            raise ProfileRefusedError("profile.too_many", limit=_MOST_RULES)
        return Profile(
            sheets=tuple(map(_sheet, self._rules("sheets"))),
            columns=tuple(map(_column, self._rules("columns"))),
            words=tuple(map(_word, self._rules("words"))),
            muted=tuple(map(_muted, self._rules("muted"))),
            due_day=top.number("due_day", _LAST_DAY),
        )

    def _listed(self, name: str) -> Sequence[object]:
        told = self.data.get(name, [])
        if not isinstance(told, list):
            raise ProfileRefusedError("profile.no_list", key=name)
        return told

    def _rules(self, name: str) -> Iterator["_Place"]:
        for n, told in enumerate(self._listed(name), 1):
            if not isinstance(told, dict):
                raise ProfileRefusedError("profile.no_list", key=name)
            place = _Place(self, name, n, told)
            place.check_keys(_KEYS[name])
            yield place

    def line_of(self, name: str, n: int, key: str) -> int | None:
        """Find the line of a key, where the file is laid out as ours are: a line each."""
        lines = self.text.split("\n")
        heads = [
            at for at, line in enumerate(lines) if re.fullmatch(r"\s*\[\[\s*\w+\s*\]\]\s*(?:#.*)?", line)
        ]
        own = [at for at in heads if name and name in lines[at]]
        if name and len(own) != len(self._listed(name)):
            return None
        begin = own[n - 1] if name else 0
        end = next((at for at in heads if at > begin), len(lines))
        is_key = re.compile(rf"\s*(?:{re.escape(key)}|\"{re.escape(key)}\")\s*=")
        return next((at + 1 for at in range(begin, end) if is_key.match(lines[at])), begin + 1)


@dataclass(frozen=True)
class _Place:
    """One rule of a file, or its top, with where it stands."""

    given: _Given
    name: str
    number_in_list: int
    told: Mapping[str, object]

    def refuse(self, message_id: str, key: str, **facts: Fact) -> NoReturn:
        """Say what is wrong with a key, and where it stands.

        Raises:
            ProfileRefusedError: always.
        """
        line = self.given.line_of(self.name, self.number_in_list, key)
        rule = f"[[{self.name}]] {self.number_in_list}" if self.name else ""
        where = ", ".join(part for part in (rule, key) if part)
        raise ProfileRefusedError(message_id, line=line or "?", where=where, **facts)

    def check_keys(self, known: Sequence[str]) -> None:
        """Refuse a key that a rule does not have."""
        for key in self.told:
            if key not in known:
                self.refuse("profile.unknown_key", _short(key), expected=", ".join(known))

    def text(self, key: str, *, is_needed: bool = False) -> str:
        """Give a text, "" where there is none."""
        value = self.told.get(key, "")
        limit = _LONGEST.get(key, _LONGEST_OTHER)
        if not isinstance(value, str):
            self.refuse("profile.no_text", key)
        if len(value) > limit:
            self.refuse("profile.too_long", key, limit=limit)
        if is_needed and not value:
            self.refuse("profile.missing", key)
        return value

    def one_of(self, key: str, known: Iterable[str], *, is_needed: bool = True) -> str:
        """Give a text that is one of a closed list."""
        value, words = self.text(key, is_needed=is_needed), list(known)
        if value and value not in words:
            near = process.extract(value, words, scorer=fuzz.WRatio, limit=3, score_cutoff=_NEAR)
            said = ", ".join(match[0] for match in near) or ", ".join(words[:12])
            self.refuse("profile.unknown_word", key, text=_short(value), expected=said)
        return value

    def number(self, key: str, most: int) -> int | None:
        """Give a whole number from 1, None where there is none."""
        value = self.told.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            self.refuse("profile.no_number", key, limit=most)
        return value

    def answer(self, key: str) -> bool:
        """Give a yes or no, no where there is none."""
        value = self.told.get(key, False)
        if not isinstance(value, bool):
            self.refuse("profile.no_answer", key)
        return value

    def instant(self, key: str) -> dt.datetime | None:
        """Give an instant, None where there is none."""
        value = self.told.get(key)
        if value is None:
            return None
        if not isinstance(value, dt.datetime) or value.tzinfo is None:
            self.refuse("profile.no_instant", key)
        try:
            return value.astimezone(dt.UTC)
        except OverflowError:  # the first and last days of the calendar
            self.refuse("profile.no_instant", key)


_KEYS: Mapping[str, tuple[str, ...]] = {
    "sheets": ("sheet", "is_excluded", "header_row", "is_confirmed", "by"),
    "columns": ("sheet", "heading", "group", "field", "nth", "by"),
    "words": ("field", "word", "code", "by"),
    "muted": ("finding", "heading", "reason", "by", "at"),
}


def _sheet(told: _Place) -> SheetRule:
    return SheetRule(
        told.text("sheet"),
        told.answer("is_excluded"),
        told.number("header_row", _LAST_ROW),
        told.text("by"),
        told.answer("is_confirmed"),
    )


def _column(told: _Place) -> ColumnRule:
    field = told.one_of("field", FIELDS, is_needed=False)
    return ColumnRule(
        told.text("sheet"),
        told.text("heading"),
        told.text("group"),
        field or None,
        told.text("by"),
        told.number("nth", _MOST_COLUMNS) or 1,
    )


def _word(told: _Place) -> WordRule:
    field = told.one_of("field", (name for name, field in FIELDS.items() if field.codes))
    codes = FIELDS[field].codes
    code = told.one_of("code", map(str, codes or ()), is_needed=False)
    return WordRule(field, told.text("word", is_needed=True), code, told.text("by"))


def _muted(told: _Place) -> MutedRule:
    finding = told.one_of("finding", sentences())
    return MutedRule(finding, told.text("heading"), told.text("reason"), told.text("by"), told.instant("at"))


def _short(text: str) -> str:
    """Give a text as it may be quoted: of a few letters, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1]}…"
