"""What people choose while they look at a list: rules added, taken back, and laid over a source's profile."""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from typing import TypeVar

from portfolio.profile.lookup import key_of, text_key
from portfolio.profile.rules import ColumnRule, MutedRule, Profile, SheetRule, WordRule

Rule = TypeVar("Rule")


def with_column(choices: Profile, rule: ColumnRule) -> Profile:
    """Choose a column's field, in place of what was chosen for it."""
    return replace(choices, columns=_with(choices.columns, rule, column_key))


def with_word(choices: Profile, rule: WordRule) -> Profile:
    """Choose what a word means, in place of what was chosen for it."""
    return replace(choices, words=_with(choices.words, rule, word_key))


def with_sheet(choices: Profile, rule: SheetRule) -> Profile:
    """Choose how a sheet is read, in place of what was chosen for it."""
    return replace(choices, sheets=_with(choices.sheets, rule, sheet_key))


def with_muted(choices: Profile, rule: MutedRule) -> Profile:
    """Choose that findings of a kind are not told again."""
    return replace(choices, muted=_with(choices.muted, rule, muted_key))


def without(profile: Profile, kind: str, place: int) -> Profile:
    """Take a rule back by its kind (``sheets``, ``columns``, ``words``, ``muted``) and place, from 0."""
    if kind == "sheets":
        return replace(profile, sheets=_without(profile.sheets, place))
    if kind == "columns":
        return replace(profile, columns=_without(profile.columns, place))
    if kind == "words":
        return replace(profile, words=_without(profile.words, place))
    return replace(profile, muted=_without(profile.muted, place)) if kind == "muted" else profile


def over(profile: Profile, choices: Profile) -> Profile:
    """Lay choices over a profile: what is chosen now counts."""
    return Profile(
        sheets=_over(profile.sheets, choices.sheets, sheet_key),
        columns=_over(profile.columns, choices.columns, column_key),
        words=_over(profile.words, choices.words, word_key),
        muted=_over(profile.muted, choices.muted, muted_key),
        due_day=profile.due_day if choices.due_day is None else choices.due_day,
    )


def column_key(rule: ColumnRule) -> Hashable:
    """Tell which column a rule is about."""
    return (rule.sheet, *key_of(rule))


def word_key(rule: WordRule) -> Hashable:
    """Tell which word a rule is about."""
    return (rule.field, text_key(rule.word))


def sheet_key(rule: SheetRule) -> Hashable:
    """Tell which sheet a rule is about."""
    return rule.sheet


def muted_key(rule: MutedRule) -> Hashable:
    """Tell which findings a rule is about."""
    return (rule.finding, text_key(rule.heading))


def muted_rule(finding: str, reason: str, *, by: str, at: dt.datetime) -> MutedRule:
    """Make the rule that mutes all findings of a kind for a source."""
    return MutedRule(finding, "", reason, by, at)


def _with(rules: tuple[Rule, ...], rule: Rule, key: Callable[[Rule], Hashable]) -> tuple[Rule, ...]:
    kept = tuple(other for other in rules if key(other) != key(rule))
    return (*kept, rule)


def _without(rules: tuple[Rule, ...], place: int) -> tuple[Rule, ...]:
    return (*rules[:place], *rules[place + 1 :]) if 0 <= place < len(rules) else rules


def _over(rules: Iterable[Rule], chosen: Iterable[Rule], key: Callable[[Rule], Hashable]) -> tuple[Rule, ...]:
    found = {key(rule): rule for rule in rules}
    for rule in chosen:
        found[key(rule)] = rule
    return tuple(found.values())
