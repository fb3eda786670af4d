"""What somebody chooses goes into a profile, in place of what it said of the same thing."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import TypeVar

from portfolio.profile.lookup import Known, key_of, text_key
from portfolio.profile.rules import ColumnRule, Profile, Rule, SheetRule, WordRule

AnyRule = TypeVar("AnyRule", bound=Rule)


def chosen(profile: Profile, rule: Rule, sheets: Sequence[str | None] = ()) -> Profile:
    """Put a rule into a profile.

    Args:
        profile: the profile; it is not changed.
        rule: the rule; it says who chose it.
        sheets: the names of the file's sheets, so that one that had another month in its name is known again.
    """
    known = Known(profile, sheets)
    if isinstance(rule, SheetRule | ColumnRule):
        rule = replace(rule, sheet=known.lists.get(rule.sheet, rule.sheet))
    return _put(profile, rule)


def over(profile: Profile, choices: Profile, sheets: Sequence[str | None] = ()) -> Profile:
    """Lay what was chosen over a profile: it goes before what the profile says of the same things."""
    rules: tuple[Rule, ...] = (*choices.sheets, *choices.columns, *choices.words, *choices.muted)
    for rule in rules:
        profile = chosen(profile, rule, sheets)
    return profile if choices.due_day is None else replace(profile, due_day=choices.due_day)


def _put(profile: Profile, rule: Rule) -> Profile:
    """Put a rule where one about the same thing stands, so that rows keep their places; else last."""
    if isinstance(rule, SheetRule):
        return replace(profile, sheets=_with(profile.sheets, rule))
    if isinstance(rule, ColumnRule):
        return replace(profile, columns=_with(profile.columns, rule))
    if isinstance(rule, WordRule):
        return replace(profile, words=_with(profile.words, rule))
    return replace(profile, muted=_with(profile.muted, rule))


def _with(rules: Sequence[AnyRule], rule: AnyRule) -> tuple[AnyRule, ...]:
    are_others = [not _is_same(it, rule) for it in rules]
    place: int = (*are_others, False).index(False)
    others = list(compress(rules, are_others))
    return (*others[:place], rule, *others[place:])


def signed(profile: Profile, by: str) -> Profile:
    """Say of all that somebody chose in a profile that came from elsewhere who answers for it here."""
    return replace(
        profile,
        sheets=tuple(replace(rule, by=rule.by and by) for rule in profile.sheets),
        columns=tuple(replace(rule, by=rule.by and by) for rule in profile.columns),
        words=tuple(replace(rule, by=rule.by and by) for rule in profile.words),
        muted=tuple(replace(rule, by=by) for rule in profile.muted),
    )


def forgotten(profile: Profile, rule: Rule) -> Profile:
    """Take out what a profile says of the thing that a rule is about, whoever said it."""
    return replace(
        profile,
        sheets=tuple(it for it in profile.sheets if not _is_same(it, rule)),
        columns=tuple(it for it in profile.columns if not _is_same(it, rule)),
        words=tuple(it for it in profile.words if not _is_same(it, rule)),
        muted=tuple(it for it in profile.muted if not _is_same(it, rule)),
    )


def _is_same(one: Rule, other: Rule) -> bool:
    """Tell whether two rules are about the same thing."""
    return type(one) is type(other) and about(one) == about(other)


def about(rule: Rule) -> tuple[object, ...]:
    """Give what a rule is about; another rule of the same kind about it takes its place."""
    if isinstance(rule, SheetRule):
        return (rule.sheet,)
    if isinstance(rule, ColumnRule):
        return rule.sheet, *key_of(rule)
    if isinstance(rule, WordRule):
        return rule.field, text_key(rule.word)
    return rule.finding, text_key(rule.heading)
